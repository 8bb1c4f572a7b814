/*
 * base/clock - civil time.  Pure but for clock_now_ms(), which only main/ and
 * tests call: everybody else reads ctx->now_ms.
 *
 * Indonesia has three zones without summer time: Asia/Jakarta (+7),
 * Asia/Makassar (+8), Asia/Jayapura (+9).  An office abroad names its offset
 * as "+HH:MM".
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/arena.h"
#include "base/must.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct civil {
    int year, month, day; /* month 1-12, day 1-31 */
    int hour, minute, second;
    int weekday; /* 0 = Sunday */
};

/* The machine's clock, milliseconds since 1970 UTC. */
int64_t clock_now_ms(void);

/* Days since 1970-01-01 in the proleptic Gregorian calendar, and back. */
int64_t days_of(int year, int month, int day);
struct civil civil_of_day(int64_t day);
/* True when the day exists in the calendar. */
bool day_exists(int year, int month, int day);

/* Civil time at an offset of `offset_min` minutes east of UTC. */
struct civil civil_of(int64_t unix_min, int offset_min);

/* "2027-03-01T22:40:00+07:00" (RFC 3339, offset required) to milliseconds. */
MUST_USE bool rfc3339_read(struct str text, int64_t *unix_ms);
/* Minute precision with offset, in the arena. */
struct str rfc3339_write(struct arena *arena, int64_t unix_min, int offset_min);
/* "2027-03-01" to days since 1970. */
MUST_USE bool date_read(struct str text, int64_t *day);
struct str date_write(struct arena *arena, int64_t day);

/* Minutes east of UTC of an Indonesian IANA zone or "+HH:MM"; false when unknown. */
MUST_USE bool zone_offset(struct str zone, int *offset_min);

#endif
