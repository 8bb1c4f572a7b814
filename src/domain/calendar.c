#include "domain/calendar.h"

enum { WORKING_DAYS_MAX = 4000 };

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

bool calendar_works(const struct calendar *calendar, int64_t day)
{
    int64_t weekday = (day % 7 + 11) % 7; /* 1970-01-01 was a Thursday; 0 = Sunday */
    if (weekday == 0 || weekday == 6)
        return false;
    size_t low = 0, high = calendar->holidays_n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (calendar->holidays[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low == calendar->holidays_n || calendar->holidays[low].day != day;
}

int64_t calendar_add_working(const struct calendar *calendar, int64_t from_min, uint32_t days)
{
    must(days <= WORKING_DAYS_MAX);
    int64_t local = from_min + calendar->zone_min;
    int64_t day = floor_div(local, 1440), minute = local - day * 1440;
    for (uint32_t left = days; left > 0;) {
        day++;
        if (calendar_works(calendar, day))
            left--;
    }
    return day * 1440 + minute - calendar->zone_min;
}
