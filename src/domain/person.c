#include "domain/person.h"

int person_age(int64_t birth_day, int64_t on_day)
{
    if (birth_day == INT64_MIN)
        return AGE_UNKNOWN;
    if (birth_day >= on_day)
        return 0;
    struct civil born = civil_of_day(birth_day), on = civil_of_day(on_day);
    int age = on.year - born.year;
    if (on.month < born.month || (on.month == born.month && on.day < born.day))
        age--;
    return age < 0 ? 0 : age;
}

bool person_is_child(int age_by_birth, int age_stated)
{
    if (age_by_birth == AGE_UNKNOWN && age_stated == AGE_UNKNOWN)
        return true;
    return (age_by_birth != AGE_UNKNOWN && age_by_birth < CHILD_BELOW_YEARS) ||
           (age_stated != AGE_UNKNOWN && age_stated < CHILD_BELOW_YEARS);
}

struct str person_age_band(int age)
{
    static const struct {
        int below;
        const char *name;
    } bands[] = {
        { 6, "0-5" },    { 13, "6-12" },  { 18, "13-17" },      { 25, "18-24" },
        { 45, "25-44" }, { 60, "45-59" }, { INT32_MAX, "60+" },
    };
    if (age == AGE_UNKNOWN)
        return (struct str){ 0 };
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++)
        if (age < bands[i].below)
            return str_of(bands[i].name);
    return (struct str){ 0 };
}
