#include "use/person_fields.h"

#include "use/form_facts.h"

struct person_known person_known(const struct definition *sop, const struct value *values, size_t n)
{
    struct person_known person = {
        .full_name = value_of(sop, values, n, STR("person.full_name")),
        .called_name = value_of(sop, values, n, STR("person.called_name")),
        .alias_name = value_of(sop, values, n, STR("person.alias_name")),
        .nik = value_of(sop, values, n, STR("person.nik")),
        .phone = value_of(sop, values, n, STR("person.phone")),
        .sex = value_of(sop, values, n, STR("person.sex")),
        .birth_day = INT64_MIN,
        .age_stated = -1,
    };
    if (!date_read(value_of(sop, values, n, STR("person.birth_date")), &person.birth_day))
        person.birth_day = INT64_MIN;
    if (!str_int(value_of(sop, values, n, STR("person.age_stated")), &person.age_stated))
        person.age_stated = -1;
    return person;
}

static void number_add(struct name_tokens *out, enum name_field field, struct str word)
{
    if (word.n > 0 && word.n <= NAME_WORD_BYTES_MAX && out->count < NAME_TOKENS_MAX)
        out->at[out->count++] = (struct name_token){ field, word };
}

void person_tokens_of(struct arena *arena, const struct person_known *person,
                      struct name_tokens *out)
{
    if (person->full_name.n > 0)
        name_tokens_add(arena, person->full_name, out);
    if (person->alias_name.n > 0)
        name_tokens_add(arena, person->alias_name, out);
    number_add(out, NAME_NIK, nik_normal(arena, person->nik));
    number_add(out, NAME_PHONE, phone_normal(arena, person->phone));
}

void person_tokens(struct arena *arena, const struct definition *sop, const struct value *values,
                   size_t n, struct name_tokens *out)
{
    struct person_known person = person_known(sop, values, n);
    person_tokens_of(arena, &person, out);
}

unsigned person_nik_flaws(const struct person_known *person)
{
    if (person->nik.n == 0)
        return NIK_FINE;
    enum nik_sex sex = str_eq(person->sex, STR("female")) ? NIK_FEMALE
                       : str_eq(person->sex, STR("male")) ? NIK_MALE
                                                          : NIK_SEX_UNKNOWN;
    int64_t birth = person->birth_day == INT64_MIN ? NIK_BIRTH_UNKNOWN : person->birth_day;
    return nik_check(person->nik, birth, sex);
}
