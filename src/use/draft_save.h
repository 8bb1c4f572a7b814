/*
 * use/draft_save - what was typed and not yet signed (settled 19).
 *
 * Of a new complaint: sealed to the intake officers; in a case: under its key;
 * "only mine": to its author.  Saving the act deletes it, erasure too, no
 * backup holds it.
 */
#ifndef USE_DRAFT_SAVE_H
#define USE_DRAFT_SAVE_H

#include "use/deed.h"

struct draft_save_in {
    struct id draft;     /* zero: a new one */
    struct str casefile; /* empty: a new complaint */
    struct str step;
    bool only_mine;
    const struct typed *values;
    size_t values_n;
};
struct draft_save_out {
    struct id draft;
    int64_t saved_min;
};
/* ERR_INVALID draft.big; ERR_MISSING draft.none. */
DEED_DECLARE(draft_save);

struct draft_load_in {
    struct id draft;
};
struct draft_load_out {
    struct str casefile, step;
    const struct typed *values;
    size_t values_n;
    struct id by;
    int64_t saved_min;
};
DEED_DECLARE(draft_load);

struct draft_row {
    struct id draft, by;
    struct str casefile, step; /* casefile empty: a new complaint */
    int64_t saved_min;
};
struct draft_list_in {
    struct str casefile; /* empty: all that this officer may open */
};
struct draft_list_out {
    const struct draft_row *rows;
    size_t rows_n;
};
DEED_DECLARE(draft_list);

struct draft_drop_in {
    struct id draft;
};
struct draft_drop_out {
    int unused;
};
DEED_DECLARE(draft_drop);

#endif
