/* use/team_rows - who may read a case, by whose gift and until when; who did. */
#include "domain/facts.h"
#include "use/case_rows.h"

static void gift_put(const struct case_entry *entry, struct team_row *row)
{
    row->why = TEAM_GIVEN;
    row->by = entry->entry->envelope.author;
    if (entry->inner == NULL)
        return;
    row->reason = facts_str(entry->inner, FACT_REASON);
    row->words = facts_str(entry->inner, FACT_SENTENCE);
}

/* The newest assignment of this officer; without one it came with the opening or from the program.
 */
static void why_put(const struct casefile *casefile, struct team_row *row)
{
    const struct case_opened *opened = casefile->opened;
    row->why = row->responsible ? TEAM_LEADS : TEAM_ASKED;
    for (size_t i = opened->n; i-- > 0;) {
        const struct case_entry *entry = &opened->at[i];
        if (entry->work == NULL)
            continue;
        if (entry->kind_inner == INNER_TASK_ASSIGN &&
            id_eq(facts_get_id(entry->work, FACT_SECOND), row->officer)) {
            gift_put(entry, row);
            return;
        }
        if (entry->kind_inner == INNER_CASE_OPEN &&
            id_eq(entry->entry->envelope.author, row->officer) && !row->responsible)
            row->why = TEAM_OPENED;
    }
}

static int64_t last_read(const struct casefile *casefile, struct id officer)
{
    for (size_t i = casefile->opened->n; i-- > 0;) {
        const struct envelope *envelope = &casefile->opened->at[i].entry->envelope;
        if (envelope->kind == KIND_READ && id_eq(envelope->author, officer))
            return hlc_ms(envelope->hlc) / 60000;
    }
    return 0;
}

enum err team_rows(struct desk_ctx *desk, const struct casefile *casefile,
                   const struct team_row **out, size_t *n)
{
    const struct case_reader *readers = casefile->opened->keyset.readers;
    size_t count = casefile->opened->keyset.reader_count;
    struct team_row *rows = arena_array(desk->ctx->arena, struct team_row, count + 1);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct team_row){
            .officer = readers[i].officer,
            .mask = readers[i].mask,
            .since_min = readers[i].since_ms / 60000,
            .until_min = readers[i].expiry_s / 60,
            .responsible = id_eq(readers[i].officer, casefile->opened->responsible),
            .last_min = last_read(casefile, readers[i].officer),
        };
        why_put(casefile, &rows[i]);
    }
    *out = rows;
    *n = count;
    return OK;
}

enum err look_rows(struct desk_ctx *desk, const struct casefile *casefile, size_t max,
                   const struct access_line **out, size_t *n)
{
    struct access_line *rows = arena_array(desk->ctx->arena, struct access_line, max + 1);
    *n = 0;
    for (size_t i = casefile->opened->n; i-- > 0 && *n < max;) {
        const struct entry *entry = casefile->opened->at[i].entry;
        struct facts *facts = NULL;
        struct why why = desk->ctx->why;
        if (entry->envelope.kind != KIND_READ)
            continue;
        enum err err = record_open(desk->ctx, entry, PART_WORK, &casefile->opened->keyset, &facts);
        if (err != OK && err != ERR_DENIED && err != ERR_MISSING)
            return err;
        desk->ctx->why = why;
        rows[(*n)++] = (struct access_line){
            .officer = entry->envelope.author,
            .at_min = hlc_ms(entry->envelope.hlc) / 60000,
            .kind = entry->envelope.kind,
            .parts = (uint16_t)facts_number(facts, FACT_READ_PARTS, 0),
            .page = (uint16_t)facts_number(facts, FACT_READ_PAGE, 0),
            .purpose = (uint32_t)facts_number(facts, FACT_READ_PURPOSE, 0),
        };
    }
    *out = rows;
    return OK;
}
