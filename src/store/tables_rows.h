/* store/tables_rows - a case's fold as rows of the tables, and its keys; inside store/ only. */
#ifndef STORE_TABLES_ROWS_H
#define STORE_TABLES_ROWS_H

#include "store/fold.h"
#include "store/inside.h"

enum { REVOKED_OFFICER = 1 };

/* A row of the log as the fold reads it. */
struct row_view {
    const struct envelope *envelope;
    const unsigned char *bytes; /* of the envelope */
    struct hash id;
    struct str parts;
    struct str plain; /* of kinds 32 to 36: the plain part that the keyring holds */
    uint64_t position;
};

MUST_USE enum err fold_load(struct ctx *ctx, struct db *tables, struct id casefile,
                            struct case_fold *out);
/* Writes what is dirty; a fold that did not come from fold_load() replaces all rows of its case. */
MUST_USE enum err fold_save(struct ctx *ctx, struct db *tables, struct case_fold *fold);
/* Writes a case of which the tables hold nothing yet, in the order of their keys; but its tokens.
 */
MUST_USE enum err fold_put(struct ctx *ctx, struct db *tables, struct case_fold *fold);
/* Empties all tables of the fold and drops their indexes, which fold_index() makes again. */
MUST_USE enum err fold_clear(struct ctx *ctx, struct db *tables);
MUST_USE enum err fold_index(struct ctx *ctx, struct db *tables);

/* Folds what was written behind this position onto the tables, which hold all before it. */
MUST_USE enum err tables_catch_up(struct ctx *ctx, struct office *office, uint64_t position);
/* Folds one case anew from the log. */
MUST_USE enum err case_refold(struct ctx *ctx, struct office *office, struct id casefile);

/* Judges the entries (all of a case, or its key entries) and leaves what they add up to; W is not
 * opened. */
MUST_USE enum err tables_fold_of(struct ctx *ctx, struct office *office, struct id casefile,
                                 struct entries *entries, struct case_fold *fold);

/* The office's box with exactly this mask, opened by any of its work keys. */
MUST_USE bool office_box_open(const struct office *office, const struct grants *grants,
                              uint16_t mask, struct id casefile, const unsigned char tag[4],
                              const struct id ids[CASE_KEY_IDS], struct case_keys *out);

#endif
