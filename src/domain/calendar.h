/*
 * domain/calendar - the days on which an office works, and its time zone.
 *
 * Saturdays and Sundays are free, and the holidays of calendar.yaml (joint
 * ministerial decree).  A working day is counted in the office's own zone.
 */
#ifndef DOMAIN_CALENDAR_H
#define DOMAIN_CALENDAR_H

#include "base/base.h"
#include "domain/text2.h"

struct holiday {
    int64_t day; /* since 1970 */
    struct text2 name;
    bool joint_leave; /* cuti bersama: the office is closed all the same */
};

struct calendar {
    int zone_min;                   /* minutes east of UTC */
    const struct holiday *holidays; /* by day, each once */
    size_t holidays_n;
};

/* True from Monday to Friday when the day (since 1970) is no holiday. */
bool calendar_works(const struct calendar *calendar, int64_t day);
/* The same minute of the day, `days` working days later; at most 4000. */
int64_t calendar_add_working(const struct calendar *calendar, int64_t from_min, uint32_t days);

#endif
