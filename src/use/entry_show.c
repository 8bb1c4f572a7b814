#include "use/entry_show.h"

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
    TRY(casefile_shows(desk, casefile, REACH_ENTRY, parts));
    TRY(entry_row_of(desk, casefile, entry, parts, &out->row));
    TRY(later_rows(desk, casefile, entry, parts, out));
    const struct case_entry *about = case_entry_of(casefile->opened, entry->entry->envelope.ref);
    if (about == NULL || !entry_shown(about))
        return OK;
    struct entry_row *row = arena_new(desk->ctx->arena, struct entry_row);
    out->about = row;
    return entry_row_of(desk, casefile, about, 0, row);
}

DEED(entry_show, .name = "entry.show", .rights = RIGHT_BOARD, .trace = DEED_READS)
