/*
 * store/drafts - what is half typed.  Sealed before it reaches the
 * keyring: to its author alone, to those who may read the compartment, or, for
 * a new complaint, to the intake officers.  In no backup.
 */
#ifndef STORE_DRAFTS_H
#define STORE_DRAFTS_H

#include "store/casekeys.h"

enum { DRAFT_BYTES_MAX = 256 * 1024, DRAFTS_LIST_MAX = 200, DRAFT_WHERE_MAX = 80 };

enum draft_lock {
    DRAFT_MINE,   /* sealed to its author's key */
    DRAFT_INTAKE, /* a new complaint: to its author and all with the role intake_officer */
    DRAFT_TEAM,   /* to a compartment of the case; `keys` must hold it */
};

struct draft {
    struct id id;       /* the request id of its form: saving the form deletes it */
    struct id casefile; /* zero: no case yet */
    struct id officer;  /* who typed last */
    enum draft_lock lock;
    unsigned compartment; /* of DRAFT_TEAM */
    struct str where;     /* which form: "S1.03/0"; no personal data */
    int64_t saved_ms;
    struct str text; /* what was typed, as the caller packs it */
};

/* Writes or overwrites the draft with this id. */
MUST_USE enum err draft_save(struct ctx *ctx, struct office *office, const struct actor *who,
                             const struct case_keyset *keys, const struct draft *draft);
/* With its text.  ERR_MISSING draft.none, ERR_DENIED draft.sealed. */
MUST_USE enum err draft_load(struct ctx *ctx, struct office *office, const struct actor *who,
                             const struct case_keyset *keys, struct id id, struct draft *out);
/* Without texts: of one officer (casefile zero: everywhere) or of one case (officer zero). */
MUST_USE enum err draft_list(struct ctx *ctx, struct office *office, struct id officer,
                             struct id casefile, struct draft **out, size_t *count);
/* After the entry is durable; a crash between leaves a draft whose request id is known. */
MUST_USE enum err draft_drop(struct ctx *ctx, struct office *office, struct id id);

#endif
