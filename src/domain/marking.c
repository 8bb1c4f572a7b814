#include "domain/marking.h"

#include <string.h>

static void places_start(const struct casestate *state)
{
    const struct definition *definition = state->definition;
    for (uint32_t s = 0; s < definition->steps_n; s++) {
        const struct step *step = &definition->steps[s];
        struct place *place = &state->places[s];
        place->included = step->included;
        place->executed = step->start_executed;
        place->executed_min = step->start_executed ? 0 : DUE_NONE;
        if (step->each != DEFINITION_NONE)
            state->kinds[step->each].included[step->slot] = step->included;
    }
}

struct casestate *casestate_new(struct ctx *ctx, const struct definition *definition,
                                const struct calendar *calendar)
{
    must(definition != NULL && calendar != NULL);
    struct casestate *state = arena_new(ctx->arena, struct casestate);
    state->arena = ctx->arena;
    state->definition = definition;
    state->calendar = calendar;
    state->open = definition->start.n == 0;
    state->places = arena_array(ctx->arena, struct place, definition->steps_n);
    state->kinds = arena_array(ctx->arena, struct kind_state, definition->kinds_n);
    for (uint32_t k = 0; k < definition->kinds_n; k++)
        state->kinds[k].included = arena_array(ctx->arena, bool, definition->kinds[k].steps.n);
    state->clocks = arena_array(ctx->arena, int64_t, definition->rows_n);
    for (uint32_t r = 0; r < definition->rows_n; r++)
        state->clocks[r] = DUE_NONE;
    for (uint32_t w = 0; w < definition->fact_words; w++)
        state->words[w] = definition->fact_start[w] & definition->fact_case[w];
    places_start(state);
    struct scene scene = { 0 };
    for (uint32_t s = 0; s < definition->steps_n; s++)
        if (definition->steps[s].start_pending)
            duty_raise(state, &state->places[s], DEFINITION_NONE, 0, &scene);
    return state;
}

static struct duty *duties_copy(struct arena *arena, const struct duty *from)
{
    struct duty *first = NULL, **end = &first;
    for (; from != NULL; from = from->next) {
        struct duty *duty = arena_new(arena, struct duty);
        *duty = *from;
        duty->next = NULL;
        *end = duty;
        end = &duty->next;
    }
    return first;
}

static struct place *places_copy(struct arena *arena, const struct place *from, uint32_t n)
{
    struct place *places = arena_array(arena, struct place, n);
    for (uint32_t i = 0; i < n; i++) {
        places[i] = from[i];
        places[i].duties = duties_copy(arena, from[i].duties);
    }
    return places;
}

static void *copy_of(struct arena *arena, const void *from, size_t count, size_t size)
{
    void *at = arena_calloc(arena, count, size);
    if (count > 0)
        memcpy(at, from, count * size);
    return at;
}

struct casestate *casestate_copy(struct ctx *ctx, const struct casestate *state)
{
    const struct definition *definition = state->definition;
    struct casestate *copy = copy_of(ctx->arena, state, 1, sizeof *state);
    copy->arena = ctx->arena;
    copy->spare = NULL;
    copy->places = places_copy(ctx->arena, state->places, definition->steps_n);
    copy->clocks = copy_of(ctx->arena, state->clocks, definition->rows_n, sizeof(int64_t));
    copy->flags = copy_of(ctx->arena, state->flags, state->flags_n, sizeof *state->flags);
    copy->flags_room = state->flags_n;
    copy->kinds = copy_of(ctx->arena, state->kinds, definition->kinds_n, sizeof *state->kinds);
    for (uint32_t k = 0; k < definition->kinds_n; k++) {
        struct kind_state *kind = &copy->kinds[k];
        uint32_t steps_n = definition->kinds[k].steps.n;
        kind->included = copy_of(ctx->arena, kind->included, steps_n, sizeof(bool));
        kind->subjects = copy_of(ctx->arena, kind->subjects, kind->n, sizeof *kind->subjects);
        kind->room = kind->n;
        for (uint32_t y = 0; y < kind->n; y++)
            kind->subjects[y].places = places_copy(ctx->arena, kind->subjects[y].places, steps_n);
    }
    return copy;
}

struct place *place_at(const struct casestate *state, uint32_t step, uint32_t subject)
{
    if (step >= state->definition->steps_n)
        return NULL;
    const struct step *s = &state->definition->steps[step];
    if (s->each == DEFINITION_NONE)
        return subject == 0 ? &state->places[step] : NULL;
    const struct kind_state *kind = &state->kinds[s->each];
    if (subject == 0 || subject > kind->n)
        return NULL;
    return &kind->subjects[subject - 1].places[s->slot];
}

bool step_starts(const struct definition *definition, uint32_t step)
{
    for (uint32_t i = 0; i < definition->start.n; i++)
        if (definition->numbers[definition->start.first + i] == step)
            return true;
    return definition->start.n == 0;
}

uint32_t step_subjects(const struct casestate *state, uint32_t step, uint32_t *first)
{
    uint32_t each = state->definition->steps[step].each;
    *first = each == DEFINITION_NONE ? 0 : 1;
    return each == DEFINITION_NONE ? 1 : state->kinds[each].n;
}

bool place_included(const struct casestate *state, uint32_t step, uint32_t subject)
{
    const struct place *place = place_at(state, step, subject);
    if (place == NULL || !place->included)
        return false;
    struct guard when = state->definition->steps[step].when;
    if (when.clauses.n == 0)
        return true;
    struct scene scene = scene_of(state, step, subject, NULL);
    return guard_holds(state, when, &scene);
}

uint32_t subject_make(struct casestate *state, uint32_t k)
{
    const struct definition *definition = state->definition;
    struct kind_state *kind = &state->kinds[k];
    if (kind->n == SUBJECTS_MAX)
        return 0;
    if (kind->n == kind->room) {
        uint32_t room = kind->room == 0 ? 4 : 2 * kind->room;
        struct subject *subjects = arena_array(state->arena, struct subject, room);
        if (kind->n > 0)
            memcpy(subjects, kind->subjects, kind->n * sizeof *subjects);
        kind->subjects = subjects;
        kind->room = room;
    }
    struct range steps = definition->kinds[k].steps;
    struct subject *subject = &kind->subjects[kind->n++];
    subject->places = arena_array(state->arena, struct place, steps.n);
    for (uint32_t i = 0; i < steps.n; i++) {
        subject->places[i].included = kind->included[i];
        subject->places[i].executed_min = DUE_NONE;
    }
    memset(subject->words, 0, sizeof subject->words);
    for (uint32_t f = 0; f < definition->facts_n; f++) {
        const struct fact_def *fact = &definition->facts[f];
        if (fact->each == k) {
            uint32_t bit = fact->bit + fact->start;
            subject->words[bit / 64] |= UINT64_C(1) << bit % 64;
        }
    }
    return kind->n;
}

void flag_add(struct casestate *state, enum flag_kind kind, const struct act *act, uint32_t row,
              int64_t due_min, struct str why)
{
    if (state->flags_n == FLAGS_MAX)
        return;
    if (state->flags_n == state->flags_room) {
        uint32_t room = state->flags_room == 0 ? 8 : 2 * state->flags_room;
        struct flag *flags = arena_array(state->arena, struct flag, room);
        if (state->flags_n > 0)
            memcpy(flags, state->flags, state->flags_n * sizeof *flags);
        state->flags = flags;
        state->flags_room = room;
    }
    state->flags[state->flags_n++] = (struct flag){ .kind = kind,
                                                    .at = act->at,
                                                    .step = act->step,
                                                    .subject = act->subject,
                                                    .row = row,
                                                    .when_min = act->happened_min,
                                                    .due_min = due_min,
                                                    .reason = str_copy(state->arena, act->reason),
                                                    .why = why,
                                                    .officer = act->officer };
}
