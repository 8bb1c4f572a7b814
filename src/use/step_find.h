/*
 * use/step_find - from names (step, outcome, subject) to the indices of a
 * case's definition.  Inside use/ only.
 */
#ifndef USE_STEP_FIND_H
#define USE_STEP_FIND_H

#include "use/case_opened.h"

struct step_named {
    struct str step, outcome;
    uint32_t subject;
    struct id place;
};

/* Fills step, outcome and subject of the act.  Without an outcome the only one is taken; without a
 * subject the only open place of the step.  ERR_MISSING step.none, step.subject; ERR_INVALID
 * outcome.none. */
MUST_USE enum err step_find(struct desk_ctx *desk, const struct casefile *casefile,
                            const struct step_named *named, struct act *act);

#endif
