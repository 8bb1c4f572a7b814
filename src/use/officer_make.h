/*
 * use/officer_make - certificate, log-in name and unlock record of one new
 * officer; for officer_add() and for the start of an office.  Inside use/ only.
 */
#ifndef USE_OFFICER_MAKE_H
#define USE_OFFICER_MAKE_H

#include "domain/role.h"
#include "store/officers.h"

struct officer_new {
    struct str login, name;
    uint32_t roles;
    int64_t from_min, to_min;
    const unsigned char *seed; /* 32 bytes, in a work area */
    const unsigned char *key;  /* derived from the first passphrase with `salt` */
    unsigned char salt[UNLOCK_SALT];
    bool practice;
};

/* The first signature; *entry is what the second agrees to. */
MUST_USE enum err officer_make(struct ctx *ctx, struct office *office,
                               const struct role_table *roles, const struct actor *who,
                               const struct officer_new *in, struct hash *entry);

#endif
