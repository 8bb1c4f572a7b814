#include "domain/marking.h"

uint32_t casestate_fact(const struct casestate *state, uint32_t f, uint32_t subject)
{
    must(f < state->definition->facts_n);
    const struct fact_def *fact = &state->definition->facts[f];
    const uint64_t *words = state->words;
    if (fact->each != DEFINITION_NONE) {
        if (subject == 0 || subject > state->kinds[fact->each].n)
            return fact->start;
        words = state->kinds[fact->each].subjects[subject - 1].words;
    }
    uint32_t value = 0;
    while ((words[fact->bit / 64] >> (fact->bit + value) % 64 & 1) == 0) {
        value++;
        must(value < fact->values.n);
    }
    return value;
}

uint32_t casestate_subjects(const struct casestate *state, uint32_t kind)
{
    must(kind < state->definition->kinds_n);
    return state->kinds[kind].n;
}

bool casestate_done(const struct casestate *state, uint32_t step, uint32_t subject)
{
    const struct place *place = place_at(state, step, subject);
    return place != NULL && place->executed;
}

bool casestate_pending(const struct casestate *state, uint32_t step, uint32_t subject)
{
    const struct place *place = place_at(state, step, subject);
    return place != NULL && place->duties != NULL && place_included(state, step, subject);
}

struct place_view casestate_place(const struct casestate *state, uint32_t step, uint32_t subject)
{
    const struct place *place = place_at(state, step, subject);
    if (place == NULL)
        return (struct place_view){ .executed_min = DUE_NONE };
    return (struct place_view){ place->included, place->executed,       place->skipped,
                                place->before,   place->duties != NULL, place->executed_min };
}

bool casestate_enabled(struct ctx *ctx, const struct casestate *state, uint32_t step,
                       uint32_t subject, int64_t now_min)
{
    (void)ctx;
    if (place_at(state, step, subject) == NULL)
        return false;
    if (!state->open && !step_starts(state->definition, step))
        return false;
    return !step_judge(state, step, subject, NULL, now_min, NULL).blocked;
}

bool casestate_may_close(const struct casestate *state)
{
    const struct definition *definition = state->definition;
    if (!state->open)
        return false;
    for (uint32_t s = 0; s < definition->steps_n; s++) {
        uint32_t first, n = step_subjects(state, s, &first);
        for (uint32_t x = first; x < first + n; x++)
            if (casestate_pending(state, s, x) || place_at(state, s, x)->waiting != NULL)
                return false;
    }
    return true;
}

struct open_list {
    struct arena *arena;
    struct open_place *at;
    uint32_t n, room;
};

static struct open_place *open_add(struct open_list *list)
{
    if (list->n == list->room) {
        uint32_t room = list->room == 0 ? 16 : 2 * list->room;
        struct open_place *at = arena_array(list->arena, struct open_place, room);
        for (uint32_t i = 0; i < list->n; i++)
            at[i] = list->at[i];
        list->at = at;
        list->room = room;
    }
    return &list->at[list->n++];
}

static uint32_t alarms_passed(const struct casestate *state, const struct row_def *row,
                              const struct duty *duty, int64_t now_min)
{
    uint32_t passed = 0;
    int64_t length = duty->due_min - duty->raised_min;
    for (uint32_t i = 0; i < row->alarms.n; i++) {
        int64_t before = state->definition->numbers[row->alarms.first + i];
        if (before == ALARM_HALF)
            before = length / 2 > 60 ? length / 2 : 60;
        if (now_min >= duty->due_min - before)
            passed++;
    }
    return passed;
}

static void duty_ask(const struct casestate *state, const struct duty *duty, int64_t now_min,
                     struct open_place *open)
{
    open->row = duty->row;
    open->raised_min = duty->raised_min;
    open->due_min = duty->due_min;
    open->due_first_min = duty->first_min;
    if (duty->row == DEFINITION_NONE)
        return;
    const struct row_def *row = &state->definition->rows[duty->row];
    open->waits_start = duty->due_min == DUE_NONE && !duty->endless;
    if (duty->due_min == DUE_NONE)
        return;
    open->late = now_min >= duty->due_min; /* the time is up; doing it in this minute is not late */
    open->alarms_passed = alarms_passed(state, row, duty, now_min);
}

static void place_ask(const struct casestate *state, struct open_list *list, uint32_t step,
                      uint32_t subject, int64_t now_min)
{
    const struct place *place = place_at(state, step, subject);
    if (place->duties == NULL && place->waiting == NULL)
        return;
    if (!place_included(state, step, subject) && place->waiting == NULL)
        return;
    struct missing_list blocked = { .arena = list->arena };
    (void)step_judge(state, step, subject, NULL, now_min, &blocked);
    struct open_place common = { .step = step,
                                 .subject = subject,
                                 .row = DEFINITION_NONE,
                                 .due_min = DUE_NONE,
                                 .due_first_min = DUE_NONE,
                                 .enabled = blocked.n == 0,
                                 .waits_second = place->waiting != NULL,
                                 .blocked = blocked.at,
                                 .blocked_n = blocked.n };
    if (place->duties == NULL)
        *open_add(list) = common;
    for (const struct duty *duty = place->duties; duty != NULL; duty = duty->next) {
        struct open_place *open = open_add(list);
        *open = common;
        duty_ask(state, duty, now_min, open);
    }
}

static bool sooner(const struct open_place *a, const struct open_place *b)
{
    if ((a->due_min == DUE_NONE) != (b->due_min == DUE_NONE))
        return b->due_min == DUE_NONE;
    if (a->due_min != b->due_min)
        return a->due_min < b->due_min;
    return a->step != b->step ? a->step < b->step : a->subject < b->subject;
}

static void open_sort(struct open_list *list)
{
    for (uint32_t i = 1; i < list->n; i++) {
        struct open_place one = list->at[i];
        uint32_t j = i;
        for (; j > 0 && sooner(&one, &list->at[j - 1]); j--)
            list->at[j] = list->at[j - 1];
        list->at[j] = one;
    }
}

/* What is at work in each service; a duty on a dropped place is asleep and means: stopped. */
static enum service_state *services_ask(struct ctx *ctx, const struct casestate *state)
{
    enum { PENDING = 1, EXECUTED = 2, ASLEEP = 4 };
    const struct definition *definition = state->definition;
    unsigned char *seen = arena_array(ctx->arena, unsigned char, definition->services_n);
    for (uint32_t s = 0; s < definition->steps_n; s++) {
        uint32_t first, n = step_subjects(state, s, &first);
        for (uint32_t x = first; x < first + n; x++) {
            const struct place *place = place_at(state, s, x);
            unsigned char *service = &seen[definition->steps[s].service];
            if (place->executed)
                *service |= EXECUTED;
            if (place->duties != NULL)
                *service |= place_included(state, s, x) ? PENDING : ASLEEP;
        }
    }
    enum service_state *states =
        arena_array(ctx->arena, enum service_state, definition->services_n);
    for (uint32_t i = 0; i < definition->services_n; i++) {
        if ((seen[i] & PENDING) != 0)
            states[i] = (seen[i] & EXECUTED) != 0 ? SERVICE_RUNNING : SERVICE_REQUESTED;
        else if ((seen[i] & ASLEEP) != 0)
            states[i] = SERVICE_STOPPED;
        else
            states[i] = (seen[i] & EXECUTED) != 0 ? SERVICE_DONE : SERVICE_NOT_NEEDED;
    }
    return states;
}

static bool only_monitored(const struct casestate *state, const struct asked *asked)
{
    const struct definition *definition = state->definition;
    for (uint32_t i = 0; i < asked->open_n; i++) {
        bool monitored = false;
        uint32_t service = definition->steps[asked->open[i].step].service;
        for (uint32_t m = 0; m < definition->monitoring.n; m++)
            monitored =
                monitored || definition->numbers[definition->monitoring.first + m] == service;
        if (!monitored)
            return false;
    }
    return asked->open_n > 0;
}

static struct str stage_ask(const struct casestate *state, const struct asked *asked, bool ended)
{
    const struct definition *definition = state->definition;
    if (state->closed)
        return STR("closed");
    if (ended && only_monitored(state, asked))
        return STR("monitoring");
    struct scene scene = scene_of(state, DEFINITION_NONE, 0, NULL);
    struct str stage = STR("intake");
    for (uint32_t i = 0; i < definition->stages_n; i++)
        if (guard_holds(state, definition->stages[i].when, &scene))
            stage = definition->stages[i].id;
    return stage;
}

static void sums_ask(const struct casestate *state, struct asked *out)
{
    const struct definition *definition = state->definition;
    for (uint32_t i = 0; i < out->open_n; i++) {
        const struct open_place *open = &out->open[i];
        if (open->late && (definition->rows[open->row].kind == ROW_LAW ||
                           definition->rows[open->row].kind == ROW_OFFICE))
            out->late_n++;
    }
    for (uint32_t i = 0; i < state->flags_n; i++)
        if (state->flags[i].kind == FLAG_DEVIATION && !state->flags[i].reviewed)
            out->deviations_n++;
}

void casestate_ask(struct ctx *ctx, const struct casestate *state, int64_t now_min,
                   struct asked *out)
{
    const struct definition *definition = state->definition;
    struct open_list list = { .arena = ctx->arena };
    for (uint32_t s = 0; s < definition->steps_n; s++) {
        uint32_t first, n = step_subjects(state, s, &first);
        for (uint32_t x = first; x < first + n; x++)
            place_ask(state, &list, s, x, now_min);
    }
    open_sort(&list);
    *out = (struct asked){ .open = list.at, .open_n = list.n, .closed = state->closed };
    out->services = services_ask(ctx, state);
    out->may_close = casestate_may_close(state);
    uint32_t ended = 0;
    out->ended = STR("no");
    if (definition->ended_fact != DEFINITION_NONE) {
        ended = casestate_fact(state, definition->ended_fact, 0);
        out->ended =
            definition->values[definition->facts[definition->ended_fact].values.first + ended].id;
    }
    out->stage = stage_ask(state, out, ended != 0);
    sums_ask(state, out);
}
