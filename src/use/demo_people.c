#include "use/demo_people.h"

#include "domain/nik.h"

uint64_t dice_roll(struct dice *dice, uint64_t below)
{
    must(below > 0);
    uint64_t z = dice->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (z ^ (z >> 31)) % below;
}

static struct str one_of(struct dice *dice, struct demo_words words)
{
    return words.at[dice_roll(dice, words.n)];
}

struct str demo_name(struct arena *arena, const struct demo_data *data, struct dice *dice,
                     bool female)
{
    struct str first = one_of(dice, female ? data->female : data->male);
    /* Every fifth person has a single name, as many have. */
    if (dice_roll(dice, 5) == 0)
        return first;
    struct str last = one_of(dice, data->last);
    if (dice_roll(dice, 3) != 0)
        return str_format(arena, "%.*s %.*s", STR_ARG(first), STR_ARG(last));
    struct str middle = one_of(dice, female ? data->female : data->male);
    return str_format(arena, "%.*s %.*s %.*s", STR_ARG(first), STR_ARG(middle), STR_ARG(last));
}

static void put(struct demo_made *out, struct str key, struct str text)
{
    must(out->n < DEMO_PERSON_FIELDS);
    out->fields[out->n++] = (struct typed){ key, text };
}

/* A first contact knows little: what is not asked stays empty, as in life. */
static bool known(struct dice *dice, uint64_t percent)
{
    return dice_roll(dice, 100) < percent;
}

void demo_person_make(struct arena *arena, const struct demo_data *data, struct dice *dice,
                      const struct demo_template *of, int region, int64_t today,
                      struct demo_made *out)
{
    *out = (struct demo_made){ .told = one_of(dice, data->told) };
    struct str name = demo_name(arena, data, dice, of->female), rest;
    int age = of->age_from + (int)dice_roll(dice, (uint64_t)(of->age_to - of->age_from) + 1);
    int64_t born = today - (int64_t)age * 365 - age / 4 - 10 - (int64_t)dice_roll(dice, 330);
    put(out, STR("person.called_name"), str_copy(arena, str_cut(name, ' ', &rest)));
    put(out, STR("person.full_name"), name);
    put(out, STR("person.sex"), of->female ? STR("female") : STR("male"));
    put(out, STR("person.age_stated"), str_format(arena, "%d", age));
    if (known(dice, 60))
        put(out, STR("person.birth_date"), date_write(arena, born));
    if (known(dice, 35))
        put(out, STR("person.nik"),
            nik_make(arena, region, born, of->female ? NIK_FEMALE : NIK_MALE,
                     1 + (int)dice_roll(dice, 9998)));
    /* 0800 is no mobile prefix: nobody can be rung by a practice case. */
    if (known(dice, 50))
        put(out, STR("person.phone"),
            str_format(arena, "0800%08d", (int)dice_roll(dice, 100000000)));
    if (known(dice, 40))
        put(out, STR("person.domicile"),
            str_format(arena, "Kp. %.*s RT %02d/%02d", STR_ARG(one_of(dice, data->villages)),
                       1 + (int)dice_roll(dice, 9), 1 + (int)dice_roll(dice, 9)));
    put(out, STR("contact.channel"), known(dice, 70) ? STR("wa") : STR("phone"));
    put(out, STR("contact.safe_time"), known(dice, 50) ? STR("pagi") : STR("sesudah magrib"));
}
