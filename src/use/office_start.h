/*
 * use/office_start - a new office: its folder, its first officers, custodians,
 * work key and definition (doc/security.md, "Start of an office").
 *
 * Everything two persons must sign is signed by two, also in a practice
 * office, so that nothing of the real road is untried.  Not a deed: there is
 * no office yet to ask.
 */
#ifndef USE_OFFICE_START_H
#define USE_OFFICE_START_H

#include "use/desk.h"

enum { START_OFFICERS_MAX = 32, START_CUSTODIANS = 3 };

struct start_officer {
    struct str login, name, passphrase;
    uint32_t roles;
    unsigned char seed[32]; /* out: for who goes on at once (demonstration) */
    struct id id;           /* out */
};

struct office_start_in {
    const char *dir; /* does not exist, or is empty */
    struct str code, name, zone;
    bool practice, demo;
    struct str sop_text;            /* bundle of the definition */
    struct start_officer *officers; /* the first is head, the second administrator */
    size_t officers_n;
    size_t custodians[START_CUSTODIANS -
                      1]; /* officers who hold a custodian key; the third is paper */
};
struct office_start_out {
    struct str paper; /* seed of the paper custodian, to be printed; groups of four letters */
};
/* ERR_CONFLICT office.there: the folder is not empty; ERR_INVALID sop.*; ERR_STORE. */
MUST_USE enum err office_start(struct ctx *ctx, const struct office_start_in *in,
                               struct office_start_out *out);

#endif
