/*
 * store/organisation - what an office decides about itself: custodians, work
 * key, definition, settings, peers.  Entries of kinds 4 to 9; plain, signed,
 * and validated when read, so that what was written past the program has no
 * effect.
 */
#ifndef STORE_ORGANISATION_H
#define STORE_ORGANISATION_H

#include "store/officers.h"

enum { SETTING_BYTES_MAX = 16 * 1024 };

/* Kind 4, by the head.  Cases from now on are sealed to the new pairs. */
MUST_USE enum err custodians_save(struct ctx *ctx, struct office *office, const struct actor *who,
                                  struct custodians *custodians);
/* NULL before the first. */
const struct custodians *custodians_now(const struct office *office);

/* Kind 5: a new office work key for every valid officer whose certificate allows it.  `key` is
 * filled; the office takes it over when it is open.  `former` NULL at the first. */
MUST_USE enum err work_key_renew(struct ctx *ctx, struct office *office, const struct actor *who,
                                 const struct work_key *former, struct work_key *key);
/* Kind 5 again with the same key, after a new officer's second signature. */
MUST_USE enum err work_key_share(struct ctx *ctx, struct office *office, const struct actor *who,
                                 const struct work_key *key);

/* Kind 6: the definition under which cases opened from now on run.  Text as one str (the files
 * packed by the caller), at most FACT_BYTES_MAX. */
MUST_USE enum err definition_adopt(struct ctx *ctx, struct office *office, const struct actor *who,
                                   struct str text, struct hash *hash);
/* ERR_MISSING definition.none. */
MUST_USE enum err definition_newest(struct ctx *ctx, struct office *office, struct hash *hash,
                                    struct str *text);
MUST_USE enum err definition_load(struct ctx *ctx, struct office *office, struct hash hash,
                                  struct str *text);

/* Kind 9: first signature with a value, second by another person (key "" = no entry waits).
 * The newest with two signatures counts.  Keys: lower-case words with dots. */
MUST_USE enum err setting_propose(struct ctx *ctx, struct office *office, const struct actor *who,
                                  struct str key, struct str value, struct hash *entry);
MUST_USE enum err setting_agree(struct ctx *ctx, struct office *office, const struct actor *who,
                                struct hash entry);
/* `otherwise` when it was never set. */
struct str setting_value(const struct office *office, struct str key, struct str otherwise);
struct office_setting {
    struct hash entry;
    struct str key, value;
    struct id first, second; /* second zero: waits */
    uint64_t hlc;
};
size_t settings_list(const struct office *office, const struct office_setting **out);

/* Kind 7. */
MUST_USE enum err peer_save(struct ctx *ctx, struct office *office, const struct actor *who,
                            const struct peer *peer);

/* Kind 40, by two persons, and kind 41 which wins over it.  The second signature carries it out:
 * parts out of the log, boxes out of the keyring, rows out of the tables. */
MUST_USE enum err erasure_order(struct ctx *ctx, struct office *office, const struct actor *who,
                                const struct erasure *erasure, struct hash *entry);
MUST_USE enum err erasure_agree(struct ctx *ctx, struct office *office, const struct actor *who,
                                struct hash entry);
MUST_USE enum err hold_order(struct ctx *ctx, struct office *office, const struct actor *who,
                             const struct erasure *held, struct hash *entry);

#endif
