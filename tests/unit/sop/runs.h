/* runs.h - random runs of a definition, drawn from a seed: the same seed gives the same run. */
#ifndef RUNS_H
#define RUNS_H

#include "domain/casestate.h"

struct dice {
    uint64_t state;
};

uint32_t dice_roll(struct dice *dice, uint32_t below);
/* Any act of any kind by one of four officers, often nonsense; lists live in ctx->arena. */
struct act run_act(struct ctx *ctx, struct dice *dice, const struct casestate *state,
                   const struct definition *definition, int64_t at_min, uint64_t at);
/* An act that casestate_may() accepts; tries often, else ACT_OTHER. */
struct act run_good_act(struct ctx *ctx, struct dice *dice, const struct casestate *state,
                        const struct definition *definition, int64_t at_min, uint64_t at);

#endif
