/*
 * domain/person - ages and what depends on them.
 *
 * Child is whoever is under 18 and not yet born (UU 21/2007 art. 1(5)).  Where
 * papers and her own word differ, the younger age protects and counts.  Pure.
 */
#ifndef DOMAIN_PERSON_H
#define DOMAIN_PERSON_H

#include "base/base.h"

enum { AGE_UNKNOWN = -1, CHILD_BELOW_YEARS = 18 };

/* Years completed on a day; AGE_UNKNOWN when `birth_day` is INT64_MIN.  Born on 29 February: a
 * year is completed on 1 March where there is none.  Unborn: 0. */
int person_age(int64_t birth_day, int64_t on_day);
/* True unless both are known and neither is under 18: unknown protects. */
bool person_is_child(int age_by_birth, int age_stated);
/* SIMFONI bands with the finer cuts inside them: "0-5" … "60+", "" when unknown. */
struct str person_age_band(int age);

#endif
