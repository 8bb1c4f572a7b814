#include "domain/marking.h"

#include <string.h>

enum { MENDS_MAX = 8 };

struct missing *missing_add(struct missing_list *list, enum missing_kind kind, struct str why)
{
    if (list->n == list->room) {
        uint32_t room = list->room == 0 ? 8 : 2 * list->room;
        struct missing *at = arena_array(list->arena, struct missing, room);
        if (list->n > 0)
            memcpy(at, list->at, list->n * sizeof *at);
        list->at = at;
        list->room = room;
    }
    struct missing *missing = &list->at[list->n++];
    *missing = (struct missing){
        .kind = kind, .why = why, .step = DEFINITION_NONE, .until_min = DUE_NONE
    };
    return missing;
}

static struct mend mend_of_fact(const struct definition *definition, const struct literal *literal)
{
    uint32_t bit = literal->at * 64 + (uint32_t)__builtin_ctzll(literal->mask);
    for (uint32_t f = 0; f < definition->facts_n; f++) {
        const struct fact_def *fact = &definition->facts[f];
        if (bit >= fact->bit && bit < fact->bit + fact->values.n)
            return (struct mend){ MEND_FACT, f, bit - fact->bit };
    }
    must_never("every bit belongs to a fact");
}

static bool mend_of(const struct definition *definition, const struct step *step,
                    const struct literal *literal, struct mend *out)
{
    if (literal->negated || (literal->kind != LITERAL_DONE && literal->mask == 0))
        return false;
    switch ((enum literal_kind)literal->kind) {
    case LITERAL_FACT:
        *out = mend_of_fact(definition, literal);
        return true;
    case LITERAL_ANSWER:
        *out = (struct mend){ MEND_ANSWER,
                              step->answers.first + (uint32_t)__builtin_ctzll(literal->mask), 0 };
        return true;
    case LITERAL_OUTCOME:
        *out = (struct mend){ MEND_OUTCOME, (uint32_t)__builtin_ctzll(literal->mask), 0 };
        return true;
    case LITERAL_DONE:
        *out = (struct mend){ MEND_STEP, literal->at, 0 };
        return true;
    case LITERAL_PENDING:
    case LITERAL_COUNT:
        return false;
    }
    must_never("literal");
}

/* What would make the guard hold: the ways out of each clause that fails. */
static void mends_list(const struct casestate *state, const struct need *need,
                       const struct scene *scene, struct missing_list *list,
                       struct missing *missing)
{
    const struct definition *definition = state->definition;
    static const struct step nothing = { 0 };
    const struct step *step =
        scene->step < definition->steps_n ? &definition->steps[scene->step] : &nothing;
    struct mend *mends = arena_array(list->arena, struct mend, MENDS_MAX);
    uint32_t n = 0;
    for (uint32_t c = 0; c < need->that.clauses.n; c++) {
        struct guard one = { { need->that.clauses.first + c, 1 } };
        if (guard_holds(state, one, scene))
            continue;
        struct range clause = definition->clauses[one.clauses.first];
        for (uint32_t l = 0; l < clause.n && n < MENDS_MAX - 1; l++)
            n += mend_of(definition, step, &definition->literals[clause.first + l], &mends[n]);
    }
    if (need->hold == HOLD_SECOND)
        mends[n++] = (struct mend){ MEND_SECOND, 0, 0 };
    if (need->hold == HOLD_NOTE)
        mends[n++] = (struct mend){ MEND_REASON, 0, 0 };
    missing->mends = mends;
    missing->mends_n = n;
}

static void need_judge(const struct casestate *state, const struct need *need,
                       const struct scene *scene, struct judged *judged, struct missing_list *list)
{
    if (guard_holds(state, need->that, scene))
        return;
    bool stronger = true;
    for (int hold = (int)need->hold; hold <= HOLD_NEVER; hold++)
        stronger = stronger && !judged->unmet[hold];
    if (stronger)
        judged->why = need->why;
    judged->unmet[need->hold] = true;
    if (list == NULL)
        return;
    struct missing *missing = missing_add(list, MISSING_NEED, need->why);
    missing->hold = need->hold;
    missing->basis = need->basis;
    mends_list(state, need, scene, list, missing);
}

void needs_judge(const struct casestate *state, struct range needs, const struct scene *scene,
                 struct judged *judged, struct missing_list *list)
{
    for (uint32_t i = 0; i < needs.n; i++)
        need_judge(state, &state->definition->needs[needs.first + i], scene, judged, list);
}

static void block(struct judged *judged, struct missing_list *list, enum missing_kind kind,
                  struct str why, uint32_t step, uint32_t subject, int64_t until_min)
{
    if (!judged->blocked && judged->why.n == 0)
        judged->why = why;
    judged->blocked = true;
    if (list == NULL)
        return;
    struct missing *missing = missing_add(list, kind, why);
    missing->step = step;
    missing->subject = subject;
    missing->until_min = until_min;
    struct mend *mend = arena_array(list->arena, struct mend, 2);
    mend[1] = (struct mend){ MEND_REASON, 0, 0 };
    mend[0] = step == DEFINITION_NONE ? mend[1] : (struct mend){ MEND_STEP, step, subject };
    missing->mends = mend;
    missing->mends_n = step == DEFINITION_NONE ? 1 : 2;
}

/* The places of a condition as seen from (step, subject): doc/engine.md 2. */
static uint32_t seen_from(const struct casestate *state, uint32_t step, uint32_t subject,
                          uint32_t source, uint32_t *first)
{
    const struct step *steps = state->definition->steps;
    uint32_t n = step_subjects(state, source, first);
    if (steps[source].each != DEFINITION_NONE && steps[source].each == steps[step].each) {
        *first = subject;
        return 1;
    }
    return n;
}

static void after_judge(const struct casestate *state, const struct scene *scene,
                        const struct condition *after, int64_t now_min, struct judged *judged,
                        struct missing_list *list)
{
    if (!guard_holds(state, after->when, scene))
        return;
    uint32_t first, n = seen_from(state, scene->step, scene->subject, after->step, &first);
    for (uint32_t x = first; x < first + n; x++) {
        const struct place *place = place_at(state, after->step, x);
        if (place == NULL || !place_included(state, after->step, x))
            continue;
        if (!place->executed && !place->skipped)
            block(judged, list, MISSING_AFTER, STR("blocked.after"), after->step, x, DUE_NONE);
        else if (place->executed && after->delay_min > 0 && now_min != INT64_MAX &&
                 now_min < place->executed_min + after->delay_min)
            block(judged, list, MISSING_DELAY, STR("blocked.delay"), after->step, x,
                  place->executed_min + after->delay_min);
    }
}

static void waits_judge(const struct casestate *state, const struct scene *scene,
                        const struct condition *waits, struct judged *judged,
                        struct missing_list *list)
{
    if (!guard_holds(state, waits->when, scene))
        return;
    uint32_t first, n = seen_from(state, scene->step, scene->subject, waits->step, &first);
    for (uint32_t x = first; x < first + n; x++)
        if (casestate_pending(state, waits->step, x))
            block(judged, list, MISSING_WAITS_FOR, STR("blocked.waits_for"), waits->step, x,
                  DUE_NONE);
}

static void blocks_judge(const struct casestate *state, const struct scene *scene, int64_t now_min,
                         struct judged *judged, struct missing_list *list)
{
    const struct definition *definition = state->definition;
    const struct step *step = &definition->steps[scene->step];
    const struct place *place = place_at(state, scene->step, scene->subject);
    if (!place_included(state, scene->step, scene->subject))
        block(judged, list, MISSING_INCLUDED, STR("blocked.not_included"), DEFINITION_NONE, 0,
              DUE_NONE);
    if (step->once && place != NULL && place->executed)
        block(judged, list, MISSING_ONCE, STR("blocked.once"), DEFINITION_NONE, 0, DUE_NONE);
    for (uint32_t i = 0; i < step->after.n; i++)
        after_judge(state, scene, &definition->conditions[step->after.first + i], now_min, judged,
                    list);
    for (uint32_t i = 0; i < step->waits_for.n; i++)
        waits_judge(state, scene, &definition->conditions[step->waits_for.first + i], judged, list);
}

static const struct outcome *outcome_of(const struct definition *definition, uint32_t step,
                                        const struct act *act)
{
    struct range outcomes = definition->steps[step].outcomes;
    return act != NULL && act->outcome < outcomes.n
               ? &definition->outcomes[outcomes.first + act->outcome]
               : NULL;
}

struct judged step_judge(const struct casestate *state, uint32_t step, uint32_t subject,
                         const struct act *act, int64_t now_min, struct missing_list *list)
{
    struct judged judged = { 0 };
    struct scene scene = scene_of(state, step, subject, act);
    const struct outcome *outcome = outcome_of(state->definition, step, act);
    if (act != NULL)
        needs_judge(state, state->definition->steps[step].needs, &scene, &judged, list);
    if (outcome != NULL)
        needs_judge(state, outcome->needs, &scene, &judged, list);
    blocks_judge(state, &scene, now_min, &judged, list);
    return judged;
}

static void never_judge(const struct casestate *state, struct range needs,
                        const struct scene *scene, struct judged *judged, struct missing_list *list)
{
    for (uint32_t i = 0; i < needs.n; i++) {
        const struct need *need = &state->definition->needs[needs.first + i];
        if (need->hold == HOLD_NEVER)
            need_judge(state, need, scene, judged, list);
    }
}

struct judged step_judge_never(const struct casestate *state, uint32_t step, uint32_t subject,
                               const struct act *act, struct missing_list *list)
{
    struct judged judged = { 0 };
    struct scene scene = scene_of(state, step, subject, act);
    const struct outcome *outcome = outcome_of(state->definition, step, act);
    never_judge(state, state->definition->steps[step].needs, &scene, &judged, list);
    if (outcome != NULL)
        never_judge(state, outcome->needs, &scene, &judged, list);
    return judged;
}
