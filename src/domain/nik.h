/*
 * domain/nik - the Indonesian identity number, checked against what a person
 * says of herself.
 *
 * 16 digits: region 6, birth date 6 as ddmmyy with 40 added to the day for
 * women, serial 4 (Permendagri 40/2019 on population administration numbers).
 * Papers of trafficked persons are often made older or another's: a flaw is
 * something to ask about, never a reason to refuse help.  Pure.
 */
#ifndef DOMAIN_NIK_H
#define DOMAIN_NIK_H

#include "base/base.h"

enum nik_flaw { /* bit set */
                NIK_FINE = 0,
                NIK_NOT_DIGITS = 1 << 0, /* not 16 digits; nothing else was looked at */
                NIK_NO_REGION = 1 << 1,  /* province code outside 11…96, or a part of zeros */
                NIK_NO_DATE = 1 << 2,    /* digits 7–12 are no day of the calendar */
                NIK_OTHER_DATE = 1 << 3, /* a day, but not the stated one */
                NIK_OTHER_SEX = 1 << 4,
                NIK_NO_SERIAL = 1 << 5, /* the serial is 0000 */
};

enum nik_sex { NIK_SEX_UNKNOWN, NIK_MALE, NIK_FEMALE };

enum { NIK_DIGITS = 16, NIK_BIRTH_UNKNOWN = INT32_MIN };

/* Flaws of a number whose blanks, dots and dashes do not count.  `birth_day` in days since 1970
 * or NIK_BIRTH_UNKNOWN; of the year only the last two digits stand in the number. */
unsigned nik_check(struct str nik, int64_t birth_day, enum nik_sex sex);
/* "36•• •••• •••• ••12": what a page shows before it is opened. */
struct str nik_masked(struct arena *arena, struct str nik);
/* A number with this region, birth day and sex, for practice data (serial 1…9999). */
struct str nik_make(struct arena *arena, int region, int64_t birth_day, enum nik_sex sex,
                    int serial);

#endif
