#include "domain/marking.h"

enum { CHANGES_MAX = 64, EFFECTS_MAX = 4096 };

/* A fact that became another value, and whose it is. */
struct change {
    uint32_t fact, value, subject;
};

struct firing {
    struct casestate *state;
    const struct act *act;
    uint32_t step, subject;
    uint32_t made_kind, made; /* the new subject of this act, if any */
    int64_t happened_min;
    struct change changes[CHANGES_MAX];
    uint32_t changes_n;
    struct scene scene; /* after facts and subjects were set */
};

enum effect_kind { EFFECT_DROP, EFFECT_OPEN, EFFECT_THEN };

static void place_change(struct firing *firing, struct place *place, enum effect_kind kind,
                         uint32_t row)
{
    switch (kind) {
    case EFFECT_DROP:
        place->included = false;
        place->waiting = NULL; /* a signature for what is no longer asked */
        break;
    case EFFECT_OPEN:
        place->included = true;
        break;
    case EFFECT_THEN:
        duty_raise(firing->state, place, row, firing->happened_min, &firing->scene);
        break;
    }
}

/* Which places an effect on `step` means: doc/engine.md 6. */
static void effect_do(struct firing *firing, const struct effect *effect, enum effect_kind kind)
{
    struct casestate *state = firing->state;
    const struct step *target = &state->definition->steps[effect->step];
    uint32_t own = firing->step == DEFINITION_NONE ? DEFINITION_NONE
                                                   : state->definition->steps[firing->step].each;
    if (target->each == DEFINITION_NONE) {
        place_change(firing, &state->places[effect->step], kind, effect->row);
        return;
    }
    uint32_t only = 0;
    if (firing->made > 0 && target->each == firing->made_kind)
        only = firing->made;
    else if (target->each == own)
        only = firing->subject;
    struct kind_state *of = &state->kinds[target->each];
    for (uint32_t y = 1; y <= of->n; y++)
        if (only == 0 || y == only)
            place_change(firing, &of->subjects[y - 1].places[target->slot], kind, effect->row);
    if (only == 0 && kind != EFFECT_THEN) /* what later subjects begin with */
        of->included[target->slot] = kind == EFFECT_OPEN;
}

struct effects {
    struct range drops, opens, then;
};

/* All `if` guards of both levels are read once, in the state before any of the effects. */
static void effects_do(struct firing *firing, struct effects step, struct effects outcome)
{
    const struct definition *definition = firing->state->definition;
    const struct range ranges[6] = { step.drops,    outcome.drops, step.opens,
                                     outcome.opens, step.then,     outcome.then };
    bool holds[EFFECTS_MAX];
    uint32_t n = 0;
    for (int r = 0; r < 6; r++)
        for (uint32_t i = 0; i < ranges[r].n; i++) {
            must(n < EFFECTS_MAX);
            const struct effect *effect = &definition->effects[ranges[r].first + i];
            holds[n++] = guard_holds(firing->state, effect->when, &firing->scene);
        }
    n = 0;
    for (int r = 0; r < 6; r++)
        for (uint32_t i = 0; i < ranges[r].n; i++)
            if (holds[n++])
                effect_do(firing, &definition->effects[ranges[r].first + i],
                          (enum effect_kind)(r / 2));
}

static uint64_t *fact_words(struct casestate *state, const struct fact_def *fact, uint32_t subject)
{
    if (fact->each == DEFINITION_NONE)
        return state->words;
    const struct kind_state *kind = &state->kinds[fact->each];
    if (subject == 0 || subject > kind->n)
        return NULL;
    return kind->subjects[subject - 1].words;
}

/* False when there is no such fact, value or subject. */
static bool fact_set(struct firing *firing, uint32_t f, uint32_t value, uint32_t subject)
{
    const struct definition *definition = firing->state->definition;
    if (f >= definition->facts_n || value >= definition->facts[f].values.n)
        return false;
    const struct fact_def *fact = &definition->facts[f];
    uint64_t *words = fact_words(firing->state, fact, subject);
    if (words == NULL)
        return false;
    uint32_t bit = fact->bit + value;
    if ((words[bit / 64] >> bit % 64 & 1) != 0)
        return true;
    word_set(words, fact, value);
    if (firing->changes_n < CHANGES_MAX)
        firing->changes[firing->changes_n++] = (struct change){ f, value, subject };
    return true;
}

static bool step_writes(const struct definition *definition, const struct step *step, uint32_t fact)
{
    for (uint32_t i = 0; i < step->writes.n; i++)
        if (definition->numbers[step->writes.first + i] == fact)
            return true;
    return false;
}

/* What the form set: the facts a step `writes`, and facts of its subject or of the one it makes. */
static void form_facts_set(struct firing *firing, const struct step *step)
{
    const struct definition *definition = firing->state->definition;
    const struct act *act = firing->act;
    for (uint32_t i = 0; i < act->settings_n; i++) {
        struct setting setting = act->settings[i];
        if (setting.fact >= definition->facts_n)
            continue;
        uint32_t each = definition->facts[setting.fact].each;
        bool known = true;
        if (each == DEFINITION_NONE)
            known = step_writes(definition, step, setting.fact) &&
                    fact_set(firing, setting.fact, setting.value, 0);
        else if (each == firing->made_kind && firing->made > 0)
            known = fact_set(firing, setting.fact, setting.value, firing->made);
        else if (each == step->each)
            known = fact_set(firing, setting.fact, setting.value, firing->subject);
        if (!known)
            flag_add(firing->state, FLAG_UNKNOWN, act, DEFINITION_NONE, DUE_NONE,
                     STR("fact.not_here"));
    }
}

static void clocks_start(struct firing *firing, struct range starts, bool of_step)
{
    const struct definition *definition = firing->state->definition;
    const struct act *act = firing->act;
    for (uint32_t i = 0; i < starts.n; i++) {
        const struct start *start = &definition->starts[starts.first + i];
        if (of_step && start->outcome != DEFINITION_NONE && start->outcome != act->outcome)
            continue;
        if (start->date == DEFINITION_NONE) {
            clock_start(firing->state, start->row, firing->happened_min);
            continue;
        }
        for (uint32_t d = 0; d < act->dates_n; d++)
            if (act->dates[d].date == start->date)
                clock_start(firing->state, start->row, act->dates[d].at_min);
    }
}

/* fact(NAME) starts when it becomes yes, or leaves its start value when it is no yes/no fact:
 * the reader has written down the value, or NONE for "any but the start value". */
static void fact_clocks_start(struct firing *firing)
{
    const struct definition *definition = firing->state->definition;
    for (uint32_t c = 0; c < firing->changes_n; c++) {
        const struct change *change = &firing->changes[c];
        const struct fact_def *fact = &definition->facts[change->fact];
        for (uint32_t i = 0; i < fact->starts.n; i++) {
            const struct start *start = &definition->starts[fact->starts.first + i];
            if (start->value == DEFINITION_NONE ? change->value != fact->start
                                                : change->value == start->value)
                clock_start(firing->state, start->row, firing->happened_min);
        }
    }
}

/* `on:` effects come last, so that no drop of the step hides a legal duty. */
static void fact_effects_do(struct firing *firing)
{
    const struct definition *definition = firing->state->definition;
    for (uint32_t c = 0; c < firing->changes_n; c++) {
        const struct fact_def *fact = &definition->facts[firing->changes[c].fact];
        const struct fact_value *value =
            &definition->values[fact->values.first + firing->changes[c].value];
        struct firing of = *firing;
        if (fact->each != DEFINITION_NONE) {
            of.made_kind = fact->each; /* effects on its own kind mean its own subject */
            of.made = firing->changes[c].subject;
        }
        effects_do(&of, (struct effects){ value->drops, value->opens, value->then },
                   (struct effects){ 0 });
    }
}

static void clocks_restart(struct casestate *state, struct range rows)
{
    for (uint32_t i = 0; i < rows.n; i++)
        clock_restart(state, state->definition->numbers[rows.first + i]);
}

static void execute(struct firing *firing, struct place *place)
{
    struct casestate *state = firing->state;
    uint32_t row;
    int64_t missed = duties_clear(state, place, firing->happened_min, &row);
    bool before = firing->act->kind == ACT_STEP_BEFORE;
    if (missed != DUE_NONE && !before)
        flag_add(state, FLAG_LATE, firing->act, row, missed, STR("late"));
    place->executed = true;
    place->executed_min = firing->happened_min;
    place->times++;
    place->skipped = false;
    place->before = before;
    place->waiting = NULL;
    state->open = state->open || step_starts(state->definition, firing->step);
}

void step_fire(struct casestate *state, const struct act *act, uint32_t step, uint32_t subject,
               int64_t happened_min)
{
    const struct definition *definition = state->definition;
    const struct step *def = &definition->steps[step];
    struct place *place = place_at(state, step, subject);
    must(place != NULL);
    struct firing firing = { .state = state,
                             .act = act,
                             .step = step,
                             .subject = subject,
                             .made_kind = DEFINITION_NONE,
                             .happened_min = happened_min };
    static const struct outcome none = { .makes = DEFINITION_NONE };
    const struct outcome *outcome = act->outcome == DEFINITION_NONE
                                        ? &none
                                        : &definition->outcomes[def->outcomes.first + act->outcome];
    execute(&firing, place);
    if (outcome == &none)
        return; /* done on paper, nobody knows how: executed and no more */
    /* What paper left open is counted from the day it came into Teduh: nothing before is late. */
    if (act->kind == ACT_STEP_BEFORE && act->written_min > happened_min)
        firing.happened_min = act->written_min;
    for (uint32_t i = 0; i < outcome->sets.n; i++) {
        const struct setting *set = &definition->settings[outcome->sets.first + i];
        must(fact_set(&firing, set->fact, set->value, 0));
    }
    firing.made_kind = outcome->makes != DEFINITION_NONE ? outcome->makes : def->makes;
    if (firing.made_kind != DEFINITION_NONE)
        firing.made = subject_make(state, firing.made_kind);
    form_facts_set(&firing, def);
    clocks_restart(state, def->restarts);
    clocks_restart(state, outcome->restarts);
    clocks_start(&firing, def->starts, true);
    fact_clocks_start(&firing);
    firing.scene = scene_of(state, step, subject, act);
    effects_do(&firing, (struct effects){ def->drops, def->opens, def->then },
               (struct effects){ outcome->drops, outcome->opens, outcome->then });
    fact_effects_do(&firing);
}

bool facts_set(struct casestate *state, const struct act *act)
{
    struct firing firing = { .state = state,
                             .act = act,
                             .step = DEFINITION_NONE,
                             .made_kind = DEFINITION_NONE,
                             .happened_min = act->happened_min };
    bool known = act->settings_n > 0;
    for (uint32_t i = 0; i < act->settings_n; i++) {
        struct setting set = act->settings[i];
        known = known && set.fact < state->definition->facts_n &&
                state->definition->facts[set.fact].of != FACT_OF_CASE &&
                fact_set(&firing, set.fact, set.value, act->subject);
    }
    fact_clocks_start(&firing);
    firing.scene = scene_of(state, DEFINITION_NONE, 0, NULL);
    fact_effects_do(&firing);
    return known;
}
