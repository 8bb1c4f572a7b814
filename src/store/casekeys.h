/*
 * store/casekeys - who can open what of a case (doc/security.md).
 *
 * Each case has a key of its own; each reader a box with the keys of the named
 * compartments.  Boxes go into the keyring and are flushed before their entry
 * is written; a box without an entry is swept at the next opening.  Every case
 * is also sealed to each pair of custodians, and to nobody else.
 */
#ifndef STORE_CASEKEYS_H
#define STORE_CASEKEYS_H

#include "seal/grant.h"
#include "store/office.h"

enum { EPOCHS_MAX = 64, TEAM_MAX = 24 };

struct epoch_keys {
    unsigned char tag[4];
    struct case_keys keys;
};

/* One who holds a box now. */
struct case_reader {
    struct id officer;
    uint16_t mask;
    int64_t expiry_s;
    int64_t since_ms;
};

/* What one officer can open of one case; lies in actor.secret, gone at its next wipe. */
struct case_keyset {
    struct id casefile;
    struct hash epoch_entry; /* newest kind-32 entry */
    size_t count;
    struct epoch_keys *at;       /* the newest epoch, under which he writes, comes last */
    struct case_reader *readers; /* of casekeys_open(): all who held a box then, himself too */
    size_t reader_count;
};

/* Compartments he can open in the newest epoch; bit c. */
uint16_t keyset_mask(const struct case_keyset *keys);
/* NULL when he does not hold it. */
const struct key *keyset_find(const struct case_keyset *keys, const unsigned char tag[4],
                              unsigned compartment);

struct team_member {
    struct id officer;
    uint16_t mask;
    int64_t expiry_s; /* 0: none */
};

struct case_start {
    struct id casefile;      /* fresh: id_random() */
    const struct actor *who; /* officer, or office_station() for the public door */
    struct hash sop;
    size_t count;
    struct team_member team[TEAM_MAX]; /* who may read; the writer is in it or cannot read later */
    bool hidden; /* no box of W for the office: even the work list shows it to the team only */
    const unsigned char *reporter; /* X25519 public key of a receipt code: M; NULL = none */
};

/* Draws the key, seals it to team, office work key (W; C in a box of its own) and every custodian
 * pair, writes kind 32.  `out` lets the writer write all compartments but P during this request.
 * ERR_DENIED grant.mask: a member may never hold this by his certificate; ERR_MISSING
 * office.no_custodians; ERR_CONFLICT case.exists. */
MUST_USE enum err casekeys_start(struct ctx *ctx, struct office *office,
                                 const struct case_start *in, struct case_keyset *out);

/* The boxes of this officer, checked against the published key ids; W by the office work key when
 * the office is open and his certificate allows it.  ERR_MISSING record.no_case; ERR_DENIED
 * case.no_grant when nothing opens. */
MUST_USE enum err casekeys_open(struct ctx *ctx, struct office *office, struct id casefile,
                                const struct actor *who, struct case_keyset *out);

/* Kind 33: keys that the giver holds, to one officer.  `history`: also of former epochs.
 * ERR_DENIED grant.mask, grant.not_held; ERR_MISSING officer.unknown. */
MUST_USE enum err casekeys_grant(struct ctx *ctx, struct office *office, const struct actor *who,
                                 const struct case_keyset *keys, const struct team_member *to,
                                 bool history);
/* Kind 34, then a new epoch for all who remain (2.7). */
MUST_USE enum err casekeys_revoke(struct ctx *ctx, struct office *office, const struct actor *who,
                                  const struct case_keyset *keys, struct id officer);
/* A new key for the same readers with the same masks, without `but` (zero: all), with `add` (NULL:
 * nobody new; his mask may name what no present reader holds); needs nothing but the right. */
struct case_renew {
    struct id casefile, but;
    const struct team_member *add;
};
MUST_USE enum err casekeys_renew(struct ctx *ctx, struct office *office, const struct actor *who,
                                 const struct case_renew *in, struct case_keyset *out);
/* The key of counselling notes (P), drawn by the author of the first note: boxes to her, to whom
 * she names and to each custodian pair.  ERR_CONFLICT notes.exist when another drew it first. */
MUST_USE enum err casekeys_notes(struct ctx *ctx, struct office *office, const struct actor *who,
                                 struct case_keyset *keys, const struct id *readers, size_t count);

/* Two custodians open one case: A's approval (35) carries the inner box, B opens (36). */
MUST_USE enum err casekeys_approve(struct ctx *ctx, struct office *office, const struct actor *a,
                                   struct id casefile, struct id b, struct hash *approval);
MUST_USE enum err casekeys_reopen(struct ctx *ctx, struct office *office, const struct actor *b,
                                  struct hash approval, const struct team_member *to);

/* Who may read the case now. */
MUST_USE enum err casekeys_readers(struct ctx *ctx, struct office *office, struct id casefile,
                                   struct case_reader **out, size_t *count);

#endif
