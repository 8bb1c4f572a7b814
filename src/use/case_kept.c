#include "use/case_kept.h"

enum {
    KEPT_ARENA_BYTES = 256 << 20,
    KEPT_BYTES_MAX = 24 << 20, /* no further fold is kept where so much is already */
};

struct case_kept {
    struct arena *arena;
    bool used; /* in this round; its memory is wiped at the end of it */
    bool good; /* holds a whole fold */
    struct id casefile, officer;
    uint16_t mask;
    uint64_t undone;
    const struct sop *sop;
    struct case_reading *reading;
    struct case_opened opened; /* without keys */
    struct casestate *state;
};

void cases_forget(struct desk *desk)
{
    for (size_t i = 0; i < CASES_KEPT; i++) {
        struct case_kept *kept = desk->kept[i];
        if (kept == NULL || !kept->used)
            continue;
        struct arena *arena = kept->arena;
        arena_reset(arena);
        *kept = (struct case_kept){ .arena = arena };
    }
}

void cases_close(struct desk *desk)
{
    for (size_t i = 0; i < CASES_KEPT; i++)
        if (desk->kept[i] != NULL)
            arena_close(desk->kept[i]->arena);
}

static bool still_good(const struct desk_ctx *desk, const struct case_kept *kept,
                       const struct sop *sop, const struct case_opened *opened)
{
    return kept->good && kept->sop == sop && kept->undone == round_undone(desk->office) &&
           kept->mask == keyset_mask(&opened->keyset) &&
           kept->opened.keyset.count == opened->keyset.count &&
           arena_used(kept->arena) < KEPT_BYTES_MAX;
}

/* The place of this officer's case, else a free one, else NULL. */
static struct case_kept *place_for(struct desk_ctx *desk, struct id casefile)
{
    struct case_kept *free_one = NULL;
    for (size_t i = 0; i < CASES_KEPT; i++) {
        struct case_kept *kept = desk->desk->kept[i];
        if (kept == NULL) {
            kept = desk->desk->kept[i] = arena_new(desk->desk->arena, struct case_kept);
            kept->arena = arena_open(KEPT_ARENA_BYTES);
        }
        if (!kept->used) {
            free_one = free_one == NULL ? kept : free_one;
            continue;
        }
        if (id_eq(kept->casefile, casefile) && id_eq(kept->officer, desk->who->id))
            return arena_used(kept->arena) < KEPT_BYTES_MAX ? kept : NULL;
    }
    return free_one;
}

static enum err fold_whole(struct desk_ctx *desk, const struct sop *sop, struct id casefile,
                           struct case_opened *opened, struct casestate **state,
                           struct case_reading **reading)
{
    struct entries entries;
    TRY(record_case_begin(desk->ctx, desk->office, casefile, &entries, reading));
    TRY(case_entries_open(desk, &entries, opened));
    *state = casestate_new(desk->ctx, sop->definition, sop->calendar);
    return case_fold(desk, sop, opened, *state);
}

/* The state of an earlier request of this round may still be looked at: it stays as it is. */
static enum err fold_more(struct desk_ctx *desk, struct case_kept *kept, bool *anew)
{
    struct entries more;
    TRY(record_case_more(desk->ctx, kept->reading, &more, anew));
    if (*anew || more.count == 0)
        return OK;
    kept->state = casestate_copy(desk->ctx, kept->state);
    TRY(case_entries_open(desk, &more, &kept->opened));
    return case_fold(desk, kept->sop, &kept->opened, kept->state);
}

static enum err fold_kept(struct desk_ctx *desk, struct case_kept *kept, const struct sop *sop,
                          struct id casefile, const struct case_opened *opened)
{
    bool anew = true;
    if (still_good(desk, kept, sop, opened)) {
        kept->good = false; /* until it went well */
        kept->opened.keyset = opened->keyset;
        TRY(fold_more(desk, kept, &anew));
    }
    if (anew) {
        *kept = (struct case_kept){ .arena = kept->arena, .used = true, .casefile = casefile };
        kept->opened.keyset = opened->keyset;
        kept->officer = desk->who->id;
        kept->mask = keyset_mask(&opened->keyset);
        kept->undone = round_undone(desk->office);
        kept->sop = sop;
        TRY(fold_whole(desk, sop, casefile, &kept->opened, &kept->state, &kept->reading));
    }
    kept->good = true;
    return OK;
}

enum err case_folded(struct desk_ctx *desk, const struct sop *sop, struct id casefile,
                     struct case_opened *opened, const struct casestate **out)
{
    struct case_kept *kept = NULL;
    if (desk->desk->many && round_is_open(desk->office) && !round_touched_office(desk->office))
        kept = place_for(desk, casefile);
    if (kept == NULL) {
        struct case_reading *reading;
        struct casestate *state;
        TRY(fold_whole(desk, sop, casefile, opened, &state, &reading));
        *out = state;
        return OK;
    }
    struct ctx ctx = { .arena = kept->arena, .now_ms = desk->ctx->now_ms };
    struct desk_ctx inner = *desk;
    inner.ctx = &ctx;
    enum err err = fold_kept(&inner, kept, sop, casefile, opened);
    struct case_keyset keyset = opened->keyset;
    kept->opened.keyset = (struct case_keyset){ .count = keyset.count }; /* no way to a key stays */
    if (err != OK) {
        desk->ctx->why = ctx.why;
        return err;
    }
    *opened = kept->opened;
    opened->keyset = keyset;
    *out = kept->state;
    return OK;
}
