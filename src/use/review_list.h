/*
 * use/review_list - deviations that a second person has to look at, with what
 * she needs to judge them: which rule, which reason, whose words.
 *
 * The tables know only that a place has one.  What it was lies in the case: each
 * case of which this officer holds enough is opened, and the reading recorded.
 */
#ifndef USE_REVIEW_LIST_H
#define USE_REVIEW_LIST_H

#include "domain/definition.h"
#include "use/deed.h"

struct review_row {
    struct str casefile, alias, step;
    const struct step *def;
    const struct definition *sop; /* of the case */
    unsigned char entry[32];      /* zero where it is not open to this officer */
    struct id place;              /* instance id; zero: the case */
    uint32_t number;              /* which of its kind it is; 0: the case */
    struct id by, responsible;    /* who did it; who can give access to the case */
    int64_t at_min, due_min;      /* due: one working day (INT64_MIN: not known here) */
    struct str why;           /* what was unmet: a `why` of the definition, or a key of words/ */
    struct str reason, words; /* code of the definition; the sentence to it */
    bool skipped;             /* the step was not done at all */
    bool mine_to_review;      /* open to this officer, and somebody else did it */
};
struct review_list_in {
    int unused;
};
struct review_list_out {
    const struct review_row *rows;
    size_t rows_n;
    bool more; /* cases are opened a few at a time; what is reviewed makes room */
};
DEED_DECLARE(review_list);

/* How many of them this officer could review now, without opening a case.  Inside use/ only. */
MUST_USE enum err reviews_count(struct desk_ctx *desk, uint32_t *count, int64_t *until_ms);

#endif
