#include "domain/nik.h"

enum { DAY_SHIFT_WOMEN = 40, REGION_LOW = 11, REGION_HIGH = 96 };

/* Digits at from…from+n-1; -1 when there are fewer than sixteen. */
static int part_of(const char *digits, size_t from, size_t n)
{
    int value = 0;
    for (size_t i = from; i < from + n; i++)
        value = value * 10 + (digits[i] - '0');
    return value;
}

/* The sixteen digits without arena: false when they are not sixteen. */
static bool digits_of(struct str nik, char out[NIK_DIGITS])
{
    size_t n = 0;
    for (size_t i = 0; i < nik.n; i++) {
        char c = nik.at[i];
        if (c == ' ' || c == '.' || c == '-')
            continue;
        if (c < '0' || c > '9' || n == NIK_DIGITS)
            return false;
        out[n++] = c;
    }
    return n == NIK_DIGITS;
}

static unsigned date_flaws(const char *digits, int64_t birth_day, enum nik_sex sex)
{
    int day = part_of(digits, 6, 2), month = part_of(digits, 8, 2), year = part_of(digits, 10, 2);
    bool woman = day > DAY_SHIFT_WOMEN;
    if (woman)
        day -= DAY_SHIFT_WOMEN;
    /* The century is not in the number; a leap day must exist in one of the two. */
    if (!day_exists(2000 + year, month, day) && !day_exists(1900 + year, month, day))
        return NIK_NO_DATE;
    unsigned flaws = NIK_FINE;
    if (sex != NIK_SEX_UNKNOWN && woman != (sex == NIK_FEMALE))
        flaws |= NIK_OTHER_SEX;
    if (birth_day != NIK_BIRTH_UNKNOWN) {
        struct civil born = civil_of_day(birth_day);
        if (born.day != day || born.month != month || born.year % 100 != year)
            flaws |= NIK_OTHER_DATE;
    }
    return flaws;
}

unsigned nik_check(struct str nik, int64_t birth_day, enum nik_sex sex)
{
    char digits[NIK_DIGITS];
    if (!digits_of(nik, digits))
        return NIK_NOT_DIGITS;
    unsigned flaws = date_flaws(digits, birth_day, sex);
    int province = part_of(digits, 0, 2);
    if (province < REGION_LOW || province > REGION_HIGH || part_of(digits, 2, 2) == 0 ||
        part_of(digits, 4, 2) == 0)
        flaws |= NIK_NO_REGION;
    if (part_of(digits, 12, 4) == 0)
        flaws |= NIK_NO_SERIAL;
    return flaws;
}

struct str nik_masked(struct arena *arena, struct str nik)
{
    char digits[NIK_DIGITS];
    if (!digits_of(nik, digits))
        return STR("••••");
    return str_format(arena, "%.2s•• •••• •••• ••%.2s", digits, digits + NIK_DIGITS - 2);
}

struct str nik_make(struct arena *arena, int region, int64_t birth_day, enum nik_sex sex,
                    int serial)
{
    must(region > 0 && region <= 999999 && serial > 0 && serial <= 9999);
    struct civil born = civil_of_day(birth_day);
    int day = born.day + (sex == NIK_FEMALE ? DAY_SHIFT_WOMEN : 0);
    return str_format(arena, "%06d%02d%02d%02d%04d", region, day, born.month, born.year % 100,
                      serial);
}
