/*
 * view/when - times as people say them, at the office's place.
 *
 * Minutes since 1970 UTC in, words out.  Text is computed when the page is
 * made; nothing ticks.
 */
#ifndef VIEW_WHEN_H
#define VIEW_WHEN_H

#include "view/chrome_view.h"

struct when {
    struct arena *arena;
    enum lang lang;
    int offset_min; /* of the office, east of UTC */
    int64_t now_min;
};

/* "hari ini 09.47", "kemarin 09.47", "besok 09.47", "24 Nov 09.47", with the year in another one.
 */
struct str when_short(const struct when *when, int64_t unix_min);
/* "Selasa 24 November 2026, 09.00": for title and print. */
struct str when_full(const struct when *when, int64_t unix_min);
/* "24 November 2026" of a day since 1970. */
struct str when_day(const struct when *when, int64_t day);
/* "20 menit", "2 jam", "3 hari": the largest unit that is not zero, rounded down. */
struct str when_span(const struct when *when, int64_t minutes);
/* The deadline chip: late, within 4 hours or today, later; empty when `due_min` is INT64_MIN. */
struct chip when_due(const struct when *when, int64_t due_min);
/* The day of a time, since 1970, at the office. */
int64_t when_day_of(const struct when *when, int64_t unix_min);

#endif
