/* trial.h - a small definition from texts and a case of it, for tests of the engine. */
#ifndef TRIAL_H
#define TRIAL_H

#include "../unit.h"

#include "domain/casestate.h"
#include "sop/read.h"

struct trial {
    struct ctx ctx;
    struct definition *d;
    struct calendar *calendar;
    struct casestate *state;
    struct verdict verdict;
    uint64_t at;
};

/* Opens a case of the definition in trial.c with these steps of S1 (lines of a YAML list).  Roles a
 * b c; facts child (no yes), level (low high), over, C1, and C3 of a kind `box`; rows D01-D06, D09.
 */
void trial_open(struct trial *t, const char *steps);

static inline void trial_close(struct trial *t)
{
    arena_close(t->ctx.arena);
}

static inline uint32_t trial_step(const struct trial *t, const char *id)
{
    uint32_t step = definition_step_index(t->d, str_of(id));
    assert_int_not_equal(step, DEFINITION_NONE);
    return step;
}

static inline struct id trial_id(char who)
{
    return (struct id){ { 1, (unsigned char)who } };
}

/* An act by officer 'a'..'c', who has the role of the same name; "abc" in one: all roles. */
static inline struct act trial_act(struct trial *t, enum act_kind kind, const char *step,
                                   const char *outcome, char who, int64_t at_min)
{
    struct act act = { .kind = kind,
                       .step = trial_step(t, step),
                       .outcome = DEFINITION_NONE,
                       .row = DEFINITION_NONE,
                       .happened_min = at_min,
                       .officer = trial_id(who),
                       .roles = who == '*' ? UINT64_MAX : UINT64_C(1) << (who - 'a'),
                       .at = ++t->at };
    if (outcome != NULL) {
        act.outcome = definition_outcome(t->d, act.step, str_of(outcome));
        assert_int_not_equal(act.outcome, DEFINITION_NONE);
    }
    return act;
}

/* Asks, and applies when allowed; NULL or the key of the first reason. */
static inline const char *trial_try(struct trial *t, const struct act *act)
{
    if (casestate_may(&t->ctx, t->state, act, &t->verdict) != OK)
        return t->ctx.why.key;
    casestate_apply(t->state, act);
    return NULL;
}

static inline void trial_do(struct trial *t, const char *step, const char *outcome, int64_t at_min)
{
    struct act act = trial_act(t, ACT_STEP_DONE, step, outcome, 'a', at_min);
    const char *why = trial_try(t, &act);
    if (why != NULL)
        fail_msg("%s %s: %s", step, outcome, why);
}

/* Counts it whatever stands against it. */
static inline void trial_force(struct trial *t, const char *step, const char *outcome,
                               int64_t at_min)
{
    struct act act = trial_act(t, ACT_STEP_DONE, step, outcome, 'a', at_min);
    casestate_apply(t->state, &act);
}

static inline void trial_set(struct trial *t, const char *fact, const char *value, int64_t at_min)
{
    uint32_t f = definition_fact(t->d, str_of(fact));
    struct setting set = { f, definition_value(t->d, f, str_of(value)) };
    struct act act = { .kind = t->d->facts[f].of == FACT_OF_CONSENT ? ACT_CONSENT : ACT_FACT_SET,
                       .outcome = DEFINITION_NONE,
                       .happened_min = at_min,
                       .officer = trial_id('a'),
                       .settings = &set,
                       .settings_n = 1,
                       .at = ++t->at };
    assert_null(trial_try(t, &act));
}

static inline bool trial_pending(const struct trial *t, const char *step, uint32_t subject)
{
    return casestate_pending(t->state, trial_step(t, step), subject);
}

static inline bool trial_enabled(struct trial *t, const char *step, uint32_t subject, int64_t now)
{
    return casestate_enabled(&t->ctx, t->state, trial_step(t, step), subject, now);
}

/* The open place of a step under a row (NULL: any row), or NULL. */
static inline const struct open_place *trial_open_place(struct trial *t, const char *step,
                                                        const char *row, int64_t now)
{
    struct asked asked;
    uint32_t want = row == NULL ? 0 : definition_row(t->d, str_of(row));
    casestate_ask(&t->ctx, t->state, now, &asked);
    for (uint32_t i = 0; i < asked.open_n; i++)
        if (asked.open[i].step == trial_step(t, step) && (row == NULL || asked.open[i].row == want))
            return &asked.open[i];
    return NULL;
}

static inline int64_t trial_due(struct trial *t, const char *step)
{
    const struct open_place *open = trial_open_place(t, step, NULL, 0);
    return open == NULL ? DUE_NONE : open->due_min;
}

static inline uint32_t trial_flags(const struct trial *t, enum flag_kind kind)
{
    uint32_t n, sum = 0;
    const struct flag *flags = casestate_flags(t->state, &n);
    for (uint32_t i = 0; i < n; i++)
        sum += flags[i].kind == kind;
    return sum;
}

#endif
