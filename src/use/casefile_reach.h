/*
 * use/casefile_reach - the only way to a case.
 *
 * Demands the right, finds the case by its address, opens the boxes this
 * officer holds, writes the read entry (48) before any content is given (one
 * per officer, case and 15 minutes; a compartment not yet named begins the
 * next), opens the entries and folds them under the case's own definition.
 * What is not held is counted, never opened.  An address that is not there and
 * a case this officer may not know of are the same error.
 */
#ifndef USE_CASEFILE_REACH_H
#define USE_CASEFILE_REACH_H

#include "use/deed.h"

struct casestate;   /* domain/casestate.h */
struct case_keys;   /* seal/grant.h */
struct case_opened; /* use/case_opened.h: its entries with the parts that opened */

enum reach_page { /* stands in the read entry */
                  REACH_CASE = 1,
                  REACH_HISTORY,
                  REACH_STEP,
                  REACH_CONSENT,
                  REACH_SCREENING,
                  REACH_SHARE,
                  REACH_ACCESS,
                  REACH_WRITE,
                  REACH_SEARCH,
                  REACH_PRINT,
                  REACH_SIGN,
                  REACH_CLOSE,
                  REACH_REVIEW,
                  REACH_ENTRY,
};

struct casefile {
    struct id id;
    struct str address, alias;
    const struct definition *sop;  /* the one it was opened under */
    const struct casestate *state; /* fold of what may be read and W */
    struct case_opened *opened;    /* for use/ only */
    const struct sop *compiled;    /* for use/ only: what belongs to `sop` */
    uint16_t mask;                 /* compartments held */
    bool practice, closed;
};

/* `parts`: compartments whose content this deed will give away (bit c); they are named in the read
 * entry.  ERR_MISSING case.none: it is not there, or nothing beyond W is held (the officer sees its
 * alias in the office's list); the two cannot be told apart. */
MUST_USE enum err casefile_reach(struct desk_ctx *desk, struct str address, enum reach_page page,
                                 uint16_t parts, const struct casefile **out);

#endif
