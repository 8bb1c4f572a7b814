/*
 * use/person_fields - the few fields of a person that the program itself must
 * understand: to find her again, to check a number, to protect a child.
 *
 * Their keys are those of block B_PERSON used as `person` (the beneficiary;
 * reporter and others are never indexed).  Everything else of a form is the
 * definition's business.
 */
#ifndef USE_PERSON_FIELDS_H
#define USE_PERSON_FIELDS_H

#include "domain/names.h"
#include "domain/nik.h"
#include "domain/tables.h"

struct person_known {
    struct str full_name, called_name, alias_name, nik, phone, sex;
    int64_t birth_day;  /* INT64_MIN: unknown */
    int64_t age_stated; /* -1: unknown */
};

struct person_known person_known(const struct definition *sop, const struct value *values,
                                 size_t n);
/* Names, NIK and phone as tokens; adds to `out`. */
void person_tokens(struct arena *arena, const struct definition *sop, const struct value *values,
                   size_t n, struct name_tokens *out);
void person_tokens_of(struct arena *arena, const struct person_known *person,
                      struct name_tokens *out);
/* Flaws of the NIK against birth day and sex; NIK_FINE when there is none. */
unsigned person_nik_flaws(const struct person_known *person);

#endif
