#include "use/entry_show.h"

#include "domain/facts.h"
#include "use/case_rows.h"

/* What refers to the entry: corrections, signatures, reviews. */
static enum err later_rows(struct desk_ctx *desk, const struct casefile *casefile,
                           const struct case_entry *entry, uint16_t parts,
                           struct entry_show_out *out)
{
    const struct case_opened *opened = casefile->opened;
    struct entry_row *rows = arena_array(desk->ctx->arena, struct entry_row, opened->n + 1);
    for (size_t i = 0; i < opened->n; i++)
        if (entry_shown(&opened->at[i]) &&
            hash_eq(opened->at[i].entry->envelope.ref, entry->entry->id))
            TRY(entry_row_of(desk, casefile, &opened->at[i], parts, &rows[out->later_n++]));
    out->later = rows;
    return OK;
}

static struct str role_names(struct desk_ctx *desk, const struct definition *sop, uint64_t roles)
{
    struct buf out = buf_open(desk->ctx->arena, 400);
    for (uint32_t r = 0; r < sop->roles_n; r++) {
        if ((roles >> r & 1) == 0)
            continue;
        if (out.n > 0)
            buf_byte(&out, ' ');
        buf_put(&out, sop->roles[r].id);
    }
    return buf_str(&out);
}

/* A first signature whose second is not there yet: who can give it, and whether on paper. */
static void waiting_put(struct desk_ctx *desk, const struct case_entry *entry,
                        struct entry_show_out *out)
{
    const struct casefile *casefile = out->casefile;
    const struct definition *sop = casefile->sop;
    if (entry->work == NULL || entry->kind_inner != INNER_STEP_DONE)
        return;
    const struct step *step =
        definition_step_code(sop, (uint32_t)facts_number(entry->work, FACT_STEP, 0));
    if (step == NULL)
        return;
    uint32_t subject = subject_number(casefile->opened, facts_get_id(entry->work, FACT_SUBJECT));
    const struct act *first =
        casestate_waiting(casefile->state, (uint32_t)(step - sop->steps), subject);
    if (first == NULL || first->at != entry->at)
        return;
    uint64_t seconds = step_second_roles(step, first->roles);
    out->waits = true;
    out->on_paper = (seconds & sop_outside_roles(sop)) != 0;
    out->second_roles = role_names(desk, sop, seconds);
}

static enum err entry_show_do(struct desk_ctx *desk, const struct entry_show_in *in,
                              struct entry_show_out *out)
{
    *out = (struct entry_show_out){ 0 };
    TRY(casefile_reach(desk, in->casefile, REACH_ENTRY, 0, &out->casefile));
    const struct casefile *casefile = out->casefile;
    const struct case_entry *entry = case_entry_find(casefile->opened, in->entry);
    if (entry == NULL || !entry_shown(entry))
        return ctx_fail(desk->ctx, ERR_MISSING, "entry.none");
    uint16_t parts = entry->there & (uint16_t)~entry->sealed & casefile->mask;
    TRY(casefile_shows(desk, casefile, REACH_ENTRY, (uint16_t)(parts | 1u << PART_IDENTITY)));
    TRY(safe_values(desk, casefile, &out->safe, &out->safe_n));
    waiting_put(desk, entry, out);
    TRY(entry_row_of(desk, casefile, entry, parts, &out->row));
    TRY(later_rows(desk, casefile, entry, parts, out));
    const struct case_entry *about = case_entry_of(casefile->opened, entry->entry->envelope.ref);
    if (about == NULL || !entry_shown(about))
        return OK;
    struct entry_row *row = arena_new(desk->ctx->arena, struct entry_row);
    out->about = row;
    return entry_row_of(desk, casefile, about, 0, row);
}

DEED(entry_show, .name = "entry.show", .rights = RIGHT_BOARD | RIGHT_SIGN | RIGHT_REVIEW,
     .trace = DEED_READS)
