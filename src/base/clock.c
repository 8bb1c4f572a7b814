#include "base/clock.h"

#include <time.h>

int64_t clock_now_ms(void)
{
    struct timespec t;
    must(clock_gettime(CLOCK_REALTIME, &t) == 0);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Howard Hinnant's published algorithm: eras of 400 years that begin in March. */
int64_t days_of(int year, int month, int day)
{
    int64_t y = month <= 2 ? (int64_t)year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct civil civil_of_day(int64_t day)
{
    int64_t z = day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    int month = (int)(mp < 10 ? mp + 3 : mp - 9);
    int64_t weekday = (day % 7 + 7 + 4) % 7; /* 1970-01-01 was a Thursday */
    return (struct civil){
        .year = (int)(yoe + era * 400 + (month <= 2 ? 1 : 0)),
        .month = month,
        .day = (int)(doy - (153 * mp + 2) / 5 + 1),
        .weekday = (int)weekday,
    };
}

bool day_exists(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    struct civil back = civil_of_day(days_of(year, month, day));
    return back.year == year && back.month == month && back.day == day;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}

struct civil civil_of(int64_t unix_min, int offset_min)
{
    int64_t local = unix_min + offset_min;
    int64_t day = floor_div(local, 1440);
    int64_t minute = local - day * 1440;
    struct civil civil = civil_of_day(day);
    civil.hour = (int)(minute / 60);
    civil.minute = (int)(minute % 60);
    return civil;
}

/* `count` decimal digits at `from`; -1 when they are not all digits. */
static int digits(struct str s, size_t from, size_t count)
{
    int value = 0;
    if (from + count > s.n)
        return -1;
    for (size_t i = from; i < from + count; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return -1;
        value = value * 10 + (s.at[i] - '0');
    }
    return value;
}

bool date_read(struct str text, int64_t *day)
{
    if (text.n != 10 || text.at[4] != '-' || text.at[7] != '-')
        return false;
    int y = digits(text, 0, 4);
    int m = digits(text, 5, 2);
    int d = digits(text, 8, 2);
    if (y < 0 || m < 0 || d < 0 || !day_exists(y, m, d))
        return false;
    *day = days_of(y, m, d);
    return true;
}

struct str date_write(struct arena *arena, int64_t day)
{
    struct civil c = civil_of_day(day);
    return str_format(arena, "%04d-%02d-%02d", c.year, c.month, c.day);
}

/* "+07:00" to minutes. */
static bool offset_read(struct str s, int *offset_min)
{
    if (s.n != 6 || (s.at[0] != '+' && s.at[0] != '-') || s.at[3] != ':')
        return false;
    int h = digits(s, 1, 2);
    int m = digits(s, 4, 2);
    if (h < 0 || h > 14 || m < 0 || m > 59)
        return false;
    *offset_min = (s.at[0] == '-' ? -1 : 1) * (h * 60 + m);
    return true;
}

bool rfc3339_read(struct str text, int64_t *unix_ms)
{
    int64_t day;
    if (text.n < 20 || !date_read(str_part(text, 0, 10), &day))
        return false;
    if (text.at[10] != 'T' || text.at[13] != ':' || text.at[16] != ':')
        return false;
    int h = digits(text, 11, 2);
    int m = digits(text, 14, 2);
    int s = digits(text, 17, 2);
    if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59)
        return false;
    int offset = 0;
    struct str zone = str_part(text, 19, text.n);
    if (!str_eq(zone, STR("Z")) && !offset_read(zone, &offset))
        return false;
    *unix_ms = ((day * 1440 + h * 60 + m - offset) * 60 + s) * 1000;
    return true;
}

struct str rfc3339_write(struct arena *arena, int64_t unix_min, int offset_min)
{
    struct civil c = civil_of(unix_min, offset_min);
    int off = offset_min < 0 ? -offset_min : offset_min;
    return str_format(arena, "%04d-%02d-%02dT%02d:%02d:00%c%02d:%02d", c.year, c.month, c.day,
                      c.hour, c.minute, offset_min < 0 ? '-' : '+', off / 60, off % 60);
}

bool zone_offset(struct str zone, int *offset_min)
{
    static const struct {
        struct str name;
        int offset_min;
    } zones[] = {
        { { "Asia/Jakarta", 12 }, 420 },
        { { "Asia/Pontianak", 14 }, 420 },
        { { "Asia/Makassar", 13 }, 480 },
        { { "Asia/Jayapura", 13 }, 540 },
        { { "UTC", 3 }, 0 },
        { { "Asia/Kuala_Lumpur", 17 }, 480 },
        { { "Asia/Singapore", 14 }, 480 },
        { { "Asia/Riyadh", 11 }, 180 },
        { { "Asia/Hong_Kong", 14 }, 480 },
        { { "Asia/Taipei", 11 }, 480 },
        { { "Asia/Phnom_Penh", 15 }, 420 },
    };
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++)
        if (str_eq(zone, zones[i].name)) {
            *offset_min = zones[i].offset_min;
            return true;
        }
    return offset_read(zone, offset_min);
}
