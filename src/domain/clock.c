#include "domain/marking.h"

static const struct limit *limit_of(const struct casestate *state, const struct row_def *row,
                                    const struct scene *scene)
{
    for (uint32_t i = 0; i < row->limits.n; i++) {
        const struct limit *limit = &state->definition->limits[row->limits.first + i];
        if (guard_holds(state, limit->when, scene))
            return limit;
    }
    must_never("the last limit of a row always holds");
}

static int64_t due_from(const struct casestate *state, const struct row_def *row,
                        const struct duty *duty, int64_t start_min)
{
    if (duty->endless || start_min == DUE_NONE)
        return DUE_NONE;
    if (row->working)
        return calendar_add_working(state->calendar, start_min, duty->limit_min);
    return start_min + duty->limit_min;
}

static struct duty *duty_new(struct casestate *state)
{
    struct duty *duty = state->spare;
    if (duty == NULL)
        return arena_new(state->arena, struct duty);
    state->spare = duty->next;
    return duty;
}

static struct duty *duty_of(const struct place *place, uint32_t row)
{
    struct duty *duty = place->duties;
    while (duty != NULL && duty->row != row)
        duty = duty->next;
    return duty;
}

/* Raising again under the same row keeps the earlier due: a duty is not lengthened by doing
 * something again.  What was moved stays moved. */
static void duty_tighten(struct duty *duty, int64_t due_min)
{
    if (due_min == DUE_NONE || (duty->first_min != DUE_NONE && duty->first_min <= due_min))
        return;
    duty->first_min = due_min;
    duty->due_min = due_min;
}

static struct duty duty_of_row(const struct casestate *state, uint32_t row, int64_t happened_min,
                               const struct scene *scene)
{
    struct duty duty = { .row = row, .raised_min = happened_min, .due_min = DUE_NONE };
    if (row != DEFINITION_NONE) {
        const struct row_def *def = &state->definition->rows[row];
        const struct limit *limit = limit_of(state, def, scene);
        duty.endless = limit->none;
        duty.limit_min = limit->limit_min;
        duty.due_min = due_from(state, def, &duty, def->here ? happened_min : state->clocks[row]);
    }
    duty.first_min = duty.due_min;
    return duty;
}

int64_t row_due(const struct casestate *state, uint32_t row, int64_t happened_min,
                const struct scene *scene)
{
    return duty_of_row(state, row, happened_min, scene).due_min;
}

void duty_raise(struct casestate *state, struct place *place, uint32_t row, int64_t happened_min,
                const struct scene *scene)
{
    struct duty fresh = duty_of_row(state, row, happened_min, scene);
    state->closed = false;
    struct duty *old = duty_of(place, row);
    if (old != NULL) {
        duty_tighten(old, fresh.due_min);
        return;
    }
    struct duty *duty = duty_new(state);
    *duty = fresh;
    duty->next = place->duties;
    place->duties = duty;
}

int64_t duties_clear(struct casestate *state, struct place *place, int64_t happened_min,
                     uint32_t *row)
{
    int64_t missed = DUE_NONE;
    *row = DEFINITION_NONE;
    while (place->duties != NULL) {
        struct duty *duty = place->duties;
        place->duties = duty->next;
        if (duty->due_min != DUE_NONE && duty->due_min < happened_min &&
            (missed == DUE_NONE || duty->due_min < missed)) {
            missed = duty->due_min;
            *row = duty->row;
        }
        duty->next = state->spare;
        state->spare = duty;
    }
    return missed;
}

int64_t place_due(const struct place *place)
{
    int64_t due = DUE_NONE;
    for (const struct duty *duty = place->duties; duty != NULL; duty = duty->next)
        if (duty->due_min != DUE_NONE && (due == DUE_NONE || duty->due_min < due))
            due = duty->due_min;
    return due;
}

/* The duties that wait for this clock get their due; a restarted clock gives them a new one. */
static void duties_start(struct casestate *state, struct place *places, uint32_t n, uint32_t row)
{
    const struct row_def *def = &state->definition->rows[row];
    for (uint32_t i = 0; i < n; i++) {
        struct duty *duty = duty_of(&places[i], row);
        if (duty == NULL || (duty->first_min != DUE_NONE && def->on != ROW_LAST))
            continue;
        duty->first_min = due_from(state, def, duty, state->clocks[row]);
        duty->due_min = duty->first_min;
    }
}

void clock_start(struct casestate *state, uint32_t row, int64_t at_min)
{
    const struct definition *definition = state->definition;
    must(row < definition->rows_n);
    if (definition->rows[row].on != ROW_LAST && state->clocks[row] != DUE_NONE)
        return;
    state->clocks[row] = at_min;
    duties_start(state, state->places, definition->steps_n, row);
    for (uint32_t k = 0; k < definition->kinds_n; k++)
        for (uint32_t y = 0; y < state->kinds[k].n; y++)
            duties_start(state, state->kinds[k].subjects[y].places, definition->kinds[k].steps.n,
                         row);
}

void clock_restart(struct casestate *state, uint32_t row)
{
    must(row < state->definition->rows_n);
    state->clocks[row] = DUE_NONE;
}

int64_t casestate_clock(const struct casestate *state, uint32_t row)
{
    must(row < state->definition->rows_n);
    return state->clocks[row];
}
