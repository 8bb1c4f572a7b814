#include "use/casefile_reach.h"

#include "store/reads.h"
#include "store/tasks.h"
#include "use/case_kept.h"

/* Compartments a folding needs: outcome and answers lie in I (doc/decisions/0040). */
enum { FOLD_PARTS = 1u << PART_WORK | 1u << PART_IDENTITY };

static enum err case_keys_taken(struct desk_ctx *desk, struct id id, struct case_keyset *keys)
{
    struct actor who = desk_actor(desk);
    enum err err = casekeys_open(desk->ctx, desk->office, id, &who, keys);
    /* Who holds nothing learns nothing: not even that the case is there. */
    if (err == ERR_DENIED || err == ERR_MISSING)
        return ctx_fail(desk->ctx, ERR_MISSING, "case.none");
    return err;
}

static enum err read_noted(struct desk_ctx *desk, const struct case_keyset *keys,
                           enum reach_page page, uint16_t parts)
{
    struct actor who = desk_actor(desk);
    struct read read = { .who = &who, .keys = keys, .parts = parts, .page = page };
    return reads_save(desk->ctx, desk->office, &read);
}

enum err casefile_shows(struct desk_ctx *desk, const struct casefile *casefile,
                        enum reach_page page, uint16_t parts)
{
    return read_noted(desk, &casefile->opened->keyset, page,
                      (uint16_t)((parts & casefile->mask) | 1u << PART_WORK));
}

/* `row` is what the tables say of it; NULL: they are asked, once the keys are there. */
static enum err casefile_row_open(struct desk_ctx *desk, struct id id, const struct case_row *row,
                                  enum reach_page page, uint16_t parts, const struct casefile **out)
{
    struct ctx *ctx = desk->ctx;
    const struct sop *sop;
    const struct casestate *state;
    struct case_opened *opened = arena_new(ctx->arena, struct case_opened);
    struct case_row *asked = arena_new(ctx->arena, struct case_row);
    TRY(case_keys_taken(desk, id, &opened->keyset));
    if (row == NULL)
        TRY(case_load(ctx, desk->office, id, asked));
    else
        *asked = *row;
    uint16_t mask = keyset_mask(&opened->keyset);
    /* Sealed to her and not there are one answer, kept alike (deed.c) and so as slow: an address
     * says nothing to who tries it. */
    if ((mask & FOLD_PARTS) != FOLD_PARTS)
        return ctx_fail(ctx, ERR_MISSING, "case.none");
    TRY(desk_sop(ctx, desk->desk, asked->sop, &sop));
    TRY(read_noted(desk, &opened->keyset, page, (uint16_t)((parts & mask) | 1u << PART_WORK)));
    TRY(case_folded(desk, sop, id, opened, &state));
    opened->row = *asked;
    struct casefile *casefile = arena_new(ctx->arena, struct casefile);
    *casefile = (struct casefile){
        .id = id,
        .alias = asked->alias,
        .sop = sop->definition,
        .state = state,
        .opened = opened,
        .compiled = sop,
        .mask = mask,
        .practice = desk->desk->face.practice,
        .closed = asked->state == CASE_CLOSED,
    };
    TRY(case_address_of(ctx, desk->office, asked, &casefile->address));
    *out = casefile;
    return OK;
}

enum err casefile_open(struct desk_ctx *desk, struct id id, enum reach_page page, uint16_t parts,
                       const struct casefile **out)
{
    return casefile_row_open(desk, id, NULL, page, parts, out);
}

enum err casefile_reach(struct desk_ctx *desk, struct str address, enum reach_page page,
                        uint16_t parts, const struct casefile **out)
{
    struct case_row row;
    must(desk->keys != NULL);
    if (!desk_may(desk, (enum right)(RIGHT_BOARD | RIGHT_SIGN | RIGHT_REVIEW)))
        return ctx_fail(desk->ctx, ERR_MISSING, "case.none");
    if (!office_is_open(desk->office))
        return ctx_fail(desk->ctx, ERR_DENIED, "office.closed");
    if (case_find_row(desk->ctx, desk->office, address, &row) != OK)
        return ctx_fail(desk->ctx, ERR_MISSING, "case.none");
    return casefile_row_open(desk, row.casefile, &row, page, parts, out);
}
