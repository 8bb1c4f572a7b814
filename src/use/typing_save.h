/*
 * use/typing_save - what was typed and not yet signed.
 *
 * Of a new complaint: sealed to the intake officers; in a case: under its key;
 * "only mine": to its author.  Saving the act deletes it, erasure too, no
 * backup holds it.
 */
#ifndef USE_TYPING_SAVE_H
#define USE_TYPING_SAVE_H

#include "use/deed.h"

struct typing_save_in {
    struct id draft;     /* zero: a new one */
    struct id request;   /* of the form that is typed into; signed already: nothing is kept */
    struct str casefile; /* empty: a new complaint */
    struct str step;
    bool only_mine;
    const struct typed *values;
    size_t values_n;
};
struct typing_save_out {
    struct id draft;
    int64_t saved_min;
};
/* ERR_INVALID draft.big; ERR_MISSING draft.none; ERR_CONFLICT draft.signed. */
DEED_DECLARE(typing_save);

struct typing_load_in {
    struct id draft;
    struct str casefile; /* empty: a new complaint, or one's own draft wherever it is */
};
struct typing_load_out {
    struct str casefile, step;
    const struct typed *values;
    size_t values_n;
    struct id by;
    int64_t saved_min;
};
DEED_DECLARE(typing_load);

struct draft_row {
    struct id draft, by;
    struct str casefile, step; /* casefile empty: a new complaint; step as it was saved under */
    int64_t saved_min;
};
struct typing_list_in {
    struct str casefile; /* empty: all that this officer may open */
};
struct typing_list_out {
    const struct draft_row *rows;
    size_t rows_n;
};
DEED_DECLARE(typing_list);

struct typing_drop_in {
    struct id draft;
    struct str casefile; /* as in typing_load_in */
};
struct typing_drop_out {
    int unused;
};
DEED_DECLARE(typing_drop);

#endif
