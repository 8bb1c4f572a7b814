#include "domain/marking.h"

#include <string.h>

/* done() and pending() see the own subject when both steps are of one kind, else any place. */
static bool sees_own(const struct casestate *state, const struct scene *scene, uint32_t step)
{
    const struct step *steps = state->definition->steps;
    return scene->subject != 0 && scene->step < state->definition->steps_n &&
           steps[step].each != DEFINITION_NONE && steps[step].each == steps[scene->step].each;
}

static bool done_seen(const struct casestate *state, const struct scene *scene, uint32_t step)
{
    uint32_t first, n = step_subjects(state, step, &first);
    if (sees_own(state, scene, step))
        return casestate_done(state, step, scene->subject);
    for (uint32_t x = first; x < first + n; x++)
        if (casestate_done(state, step, x))
            return true;
    return false;
}

static bool pending_seen(const struct casestate *state, const struct scene *scene, uint32_t step)
{
    uint32_t first, n = step_subjects(state, step, &first);
    if (sees_own(state, scene, step))
        return casestate_pending(state, step, scene->subject);
    for (uint32_t x = first; x < first + n; x++)
        if (casestate_pending(state, step, x))
            return true;
    return false;
}

static bool count_holds(uint32_t count, uint8_t compare, uint32_t value)
{
    switch ((enum compare)compare) {
    case COMPARE_LESS:
        return count < value;
    case COMPARE_AT_MOST:
        return count <= value;
    case COMPARE_EQUAL:
        return count == value;
    case COMPARE_AT_LEAST:
        return count >= value;
    case COMPARE_MORE:
        return count > value;
    }
    must_never("compare");
}

static bool literal_holds(const struct casestate *state, const struct literal *literal,
                          const struct scene *scene)
{
    switch ((enum literal_kind)literal->kind) {
    case LITERAL_FACT:
        return (scene->words[literal->at] & literal->mask) != 0;
    case LITERAL_OUTCOME:
        return (scene->outcome & literal->mask) != 0;
    case LITERAL_ANSWER:
        return (scene->answers & literal->mask) != 0;
    case LITERAL_DONE:
        must(state != NULL);
        return done_seen(state, scene, literal->at);
    case LITERAL_PENDING:
        must(state != NULL);
        return pending_seen(state, scene, literal->at);
    case LITERAL_COUNT:
        must(state != NULL);
        return count_holds(state->kinds[literal->at].n, literal->compare, literal->value);
    }
    must_never("literal");
}

static bool holds(const struct definition *definition, const struct casestate *state,
                  struct guard guard, const struct scene *scene)
{
    for (uint32_t c = 0; c < guard.clauses.n; c++) {
        struct range clause = definition->clauses[guard.clauses.first + c];
        bool any = false;
        for (uint32_t l = 0; l < clause.n && !any; l++) {
            const struct literal *literal = &definition->literals[clause.first + l];
            any = literal_holds(state, literal, scene) != literal->negated;
        }
        if (!any)
            return false;
    }
    return true;
}

bool guard_holds(const struct casestate *state, struct guard guard, const struct scene *scene)
{
    return holds(state->definition, state, guard, scene);
}

bool guard_holds_facts(const struct definition *definition, struct guard guard,
                       const struct scene *scene)
{
    return holds(definition, NULL, guard, scene);
}

/* All bits of the fact's domain, in its word. */
static uint64_t fact_mask(const struct fact_def *fact)
{
    uint64_t values = fact->values.n == 64 ? UINT64_MAX : (UINT64_C(1) << fact->values.n) - 1;
    return values << fact->bit % 64;
}

void word_set(uint64_t *words, const struct fact_def *fact, uint32_t value)
{
    must(value < fact->values.n);
    words[fact->bit / 64] &= ~fact_mask(fact);
    words[fact->bit / 64] |= UINT64_C(1) << (fact->bit + value) % 64;
}

/* Facts of other kinds read what was given with the act, else their start value: this is how C3
 * "for this packet" is checked before the packet exists. */
static void scene_given(const struct definition *definition, uint32_t each, const struct act *act,
                        struct scene *scene)
{
    for (uint32_t w = 0; w < definition->fact_words; w++)
        scene->words[w] |= definition->fact_start[w] & ~definition->fact_case[w];
    if (act == NULL)
        return;
    for (uint32_t i = 0; i < act->settings_n; i++) {
        const struct setting *setting = &act->settings[i];
        if (setting->fact >= definition->facts_n)
            continue;
        const struct fact_def *fact = &definition->facts[setting->fact];
        if (fact->each != DEFINITION_NONE && fact->each != each && setting->value < fact->values.n)
            word_set(scene->words, fact, setting->value);
    }
}

struct scene scene_of(const struct casestate *state, uint32_t step, uint32_t subject,
                      const struct act *act)
{
    const struct definition *definition = state->definition;
    struct scene scene = { .step = step, .subject = subject };
    memcpy(scene.words, state->words, sizeof scene.words);
    uint32_t each = step < definition->steps_n ? definition->steps[step].each : DEFINITION_NONE;
    scene_given(definition, each, act, &scene);
    if (each != DEFINITION_NONE && subject > 0 && subject <= state->kinds[each].n) {
        const struct subject *own = &state->kinds[each].subjects[subject - 1];
        for (uint32_t f = 0; f < definition->facts_n; f++) {
            const struct fact_def *fact = &definition->facts[f];
            if (fact->each == each) {
                scene.words[fact->bit / 64] &= ~fact_mask(fact);
                scene.words[fact->bit / 64] |= own->words[fact->bit / 64] & fact_mask(fact);
            }
        }
    }
    if (act != NULL) {
        scene.answers = act->answers;
        scene.outcome = act->outcome < OUTCOMES_MAX ? UINT64_C(1) << act->outcome : 0;
    }
    return scene;
}
