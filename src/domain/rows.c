#include "domain/marking.h"

static uint32_t place_row_state(const struct casestate *state, const struct place *place,
                                uint32_t step, uint32_t subject)
{
    if (place->waiting != NULL)
        return ROW_SECOND;
    if (place->duties != NULL && place_included(state, step, subject))
        return place->executed ? ROW_DONE_PENDING : ROW_OPEN;
    if (place->before)
        return ROW_BEFORE;
    if (place->executed)
        return ROW_DONE;
    if (place->skipped)
        return ROW_SKIPPED;
    return place->included ? ROW_NOT_OPEN : ROW_DROPPED;
}

/* At rest: as every new case has it. */
static bool place_rests(const struct casestate *state, const struct place *place, uint32_t step)
{
    return !place->executed && !place->skipped && place->duties == NULL && place->waiting == NULL &&
           place->unreviewed == 0 && place->included == state->definition->steps[step].included;
}

struct place_row *casestate_rows(struct ctx *ctx, const struct casestate *state, int64_t now_min,
                                 size_t *n)
{
    const struct definition *definition = state->definition;
    size_t room = 0;
    for (uint32_t s = 0; s < definition->steps_n; s++) {
        uint32_t first;
        room += step_subjects(state, s, &first);
    }
    struct place_row *rows = arena_array(ctx->arena, struct place_row, room);
    *n = 0;
    for (uint32_t s = 0; s < definition->steps_n; s++) {
        uint32_t first, subjects = step_subjects(state, s, &first);
        for (uint32_t x = first; x < first + subjects; x++) {
            const struct place *place = place_at(state, s, x);
            if (place_rests(state, place, s))
                continue;
            uint32_t word = place_row_state(state, place, s, x);
            if (place->unreviewed > 0)
                word |= ROW_DEVIATION;
            if (casestate_enabled(ctx, state, s, x, now_min))
                word |= ROW_ENABLED;
            bool open = (word & 0xff) == ROW_OPEN || (word & 0xff) == ROW_SECOND ||
                        (word & 0xff) == ROW_DONE_PENDING;
            rows[(*n)++] = (struct place_row){ definition->steps[s].code, x, word,
                                               open ? place_due(place) : DUE_NONE };
        }
    }
    return rows;
}

static int row_cmp(const struct place_row *a, const struct place_row *b)
{
    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    return a->subject == b->subject ? 0 : a->subject < b->subject ? -1 : 1;
}

static const struct place_row *row_find(const struct place_row *rows, size_t n,
                                        const struct place_row *like)
{
    for (size_t i = 0; i < n; i++)
        if (row_cmp(&rows[i], like) == 0)
            return &rows[i];
    return NULL;
}

struct place_row *casestate_rows_changed(struct ctx *ctx, const struct place_row *before,
                                         size_t before_n, const struct place_row *after,
                                         size_t after_n, size_t *n)
{
    struct place_row *changed = arena_array(ctx->arena, struct place_row, before_n + after_n);
    *n = 0;
    for (size_t i = 0; i < after_n; i++) {
        const struct place_row *old = row_find(before, before_n, &after[i]);
        if (old == NULL || old->state != after[i].state || old->due_min != after[i].due_min)
            changed[(*n)++] = after[i];
    }
    for (size_t i = 0; i < before_n; i++)
        if (row_find(after, after_n, &before[i]) == NULL)
            changed[(*n)++] =
                (struct place_row){ before[i].code, before[i].subject, ROW_NOT_OPEN, DUE_NONE };
    return changed;
}

static uint64_t mix(uint64_t hash, uint64_t value) /* FNV-1a over the bytes of the value */
{
    for (int i = 0; i < 64; i += 8)
        hash = (hash ^ (value >> i & 0xff)) * UINT64_C(0x100000001b3);
    return hash;
}

static uint64_t place_mix(uint64_t hash, const struct place *place)
{
    hash = mix(hash, (uint64_t)place->included | (uint64_t)place->executed << 1 |
                         (uint64_t)place->skipped << 2 | (uint64_t)place->before << 3 |
                         (uint64_t)(place->waiting != NULL) << 4);
    hash = mix(hash, place->times);
    hash = mix(hash, place->unreviewed);
    hash = mix(hash, (uint64_t)place->executed_min);
    uint64_t duties = 0; /* in any order */
    for (const struct duty *duty = place->duties; duty != NULL; duty = duty->next)
        duties += mix(mix(mix(1, duty->row), (uint64_t)duty->due_min), (uint64_t)duty->raised_min);
    return mix(hash, duties);
}

uint64_t casestate_hash(const struct casestate *state)
{
    const struct definition *definition = state->definition;
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    hash = mix(hash, (uint64_t)state->open | (uint64_t)state->closed << 1);
    for (uint32_t w = 0; w < definition->fact_words; w++)
        hash = mix(hash, state->words[w]);
    for (uint32_t r = 0; r < definition->rows_n; r++)
        hash = mix(hash, (uint64_t)state->clocks[r]);
    for (uint32_t s = 0; s < definition->steps_n; s++) {
        uint32_t first, n = step_subjects(state, s, &first);
        for (uint32_t x = first; x < first + n; x++)
            hash = place_mix(hash, place_at(state, s, x));
    }
    for (uint32_t k = 0; k < definition->kinds_n; k++)
        for (uint32_t y = 0; y < state->kinds[k].n; y++)
            for (uint32_t w = 0; w < definition->fact_words; w++)
                hash = mix(hash, state->kinds[k].subjects[y].words[w]);
    for (uint32_t i = 0; i < state->flags_n; i++)
        hash = mix(mix(hash, (uint64_t)state->flags[i].kind), state->flags[i].at);
    return hash;
}
