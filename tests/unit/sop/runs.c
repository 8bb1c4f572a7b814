#include "runs.h"

enum { TRIES_MAX = 400 };

uint32_t dice_roll(struct dice *dice, uint32_t below) /* xorshift64* */
{
    dice->state ^= dice->state >> 12;
    dice->state ^= dice->state << 25;
    dice->state ^= dice->state >> 27;
    return (uint32_t)((dice->state * UINT64_C(0x2545f4914f6cdd1d)) >> 33) % below;
}

static struct id officer(uint32_t number)
{
    return (struct id){ { 1, (unsigned char)number } };
}

static void settings_draw(struct ctx *ctx, struct dice *dice, const struct definition *d,
                          struct act *act)
{
    struct setting *set = arena_array(ctx->arena, struct setting, 1);
    set->fact = dice_roll(dice, d->facts_n);
    set->value = dice_roll(dice, d->facts[set->fact].values.n);
    act->settings = set;
    act->settings_n = 1;
    if (d->facts[set->fact].of == FACT_OF_CONSENT && act->kind == ACT_FACT_SET)
        act->kind = ACT_CONSENT;
}

static uint32_t subject_draw(struct dice *dice, const struct casestate *state,
                             const struct definition *d, uint32_t step)
{
    uint32_t each = d->steps[step].each;
    uint32_t n = each == DEFINITION_NONE ? 0 : casestate_subjects(state, each);
    if (dice_roll(dice, 40) == 0)
        return dice_roll(dice, 5); /* perhaps there is none */
    return n == 0 ? 0 : 1 + dice_roll(dice, n);
}

/* The next step is often one that is pending, so that runs come far. */
static uint32_t step_draw(struct ctx *ctx, struct dice *dice, const struct casestate *state,
                          const struct definition *d, int64_t at_min)
{
    struct asked asked;
    if (dice_roll(dice, 3) == 0)
        return dice_roll(dice, d->steps_n);
    casestate_ask(ctx, state, at_min, &asked);
    if (asked.open_n == 0)
        return d->start.n == 0 ? dice_roll(dice, d->steps_n) : d->numbers[d->start.first];
    return asked.open[dice_roll(dice, asked.open_n)].step;
}

struct act run_act(struct ctx *ctx, struct dice *dice, const struct casestate *state,
                   const struct definition *d, int64_t at_min, uint64_t at)
{
    static const enum act_kind kinds[] = { ACT_STEP_DONE,  ACT_STEP_DONE,   ACT_STEP_DONE,
                                           ACT_STEP_DONE,  ACT_STEP_DONE,   ACT_STEP_DONE,
                                           ACT_STEP_AGREE, ACT_STEP_AGREE,  ACT_STEP_DECLINE,
                                           ACT_STEP_SKIP,  ACT_STEP_BEFORE, ACT_FACT_SET,
                                           ACT_FACT_SET,   ACT_FACT_SET,    ACT_DEADLINE_MOVE,
                                           ACT_REVIEW,     ACT_CLOSE,       ACT_REOPEN };
    struct act act = { .kind = kinds[dice_roll(dice, sizeof kinds / sizeof *kinds)],
                       .happened_min = at_min,
                       .officer = officer(dice_roll(dice, 4)),
                       .roles = UINT64_MAX,
                       .at = at,
                       .row = d->rows_n == 0 ? 0 : dice_roll(dice, d->rows_n),
                       .due_min = at_min + dice_roll(dice, 20000),
                       .ref = dice_roll(dice, (uint32_t)at + 1) };
    act.step = step_draw(ctx, dice, state, d, at_min);
    act.outcome = dice_roll(dice, d->steps[act.step].outcomes.n + (dice_roll(dice, 50) == 0));
    act.subject = subject_draw(dice, state, d, act.step);
    act.answers = dice_roll(dice, 2) == 0 ? UINT64_MAX : dice_roll(dice, 256);
    if (dice_roll(dice, 3) == 0)
        act.reason = STR("emergency_order");
    if (dice_roll(dice, 3) == 0)
        act.second = officer(dice_roll(dice, 4));
    if (act.kind == ACT_FACT_SET || dice_roll(dice, 6) == 0)
        settings_draw(ctx, dice, d, &act);
    return act;
}

struct act run_good_act(struct ctx *ctx, struct dice *dice, const struct casestate *state,
                        const struct definition *d, int64_t at_min, uint64_t at)
{
    struct verdict verdict;
    for (int i = 0; i < TRIES_MAX; i++) {
        struct act act = run_act(ctx, dice, state, d, at_min, at);
        if (casestate_may(ctx, state, &act, &verdict) == OK)
            return act;
    }
    return (struct act){ .kind = ACT_OTHER, .happened_min = at_min, .at = at };
}
