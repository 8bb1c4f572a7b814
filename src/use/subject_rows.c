#include "use/subject_rows.h"

#include "domain/definition.h"
#include "domain/facts.h"
#include "domain/tables.h"
#include "use/case_rows.h"

const struct subject_row *subject_row_of(const struct subject_row *rows, size_t n, uint32_t kind,
                                         uint32_t number)
{
    for (size_t i = 0; i < n; i++)
        if (rows[i].kind == kind && rows[i].number == number)
            return &rows[i];
    return NULL;
}

static bool is_about(const struct definition *sop, uint32_t kind, struct str key)
{
    struct range about = sop->kinds[kind].about;
    for (uint32_t i = 0; i < about.n; i++)
        if (str_eq(sop->words[about.first + i], key))
            return true;
    return false;
}

uint16_t about_parts(const struct definition *sop, uint32_t kind)
{
    uint16_t parts = 0;
    for (uint32_t f = 0; sop->kinds[kind].about.n > 0 && f < sop->fields_n; f++) {
        int part = part_of_letter(sop->fields[f].compartment);
        if (part > 0 && is_about(sop, kind, sop->fields[f].key))
            parts = (uint16_t)(parts | 1u << part);
    }
    return parts;
}

/* The act that made it: of a step with two signatures the first one, and whatever corrected it. */
static const struct case_entry *making_entry(const struct case_opened *opened, struct id id)
{
    const struct case_entry *entry = NULL;
    for (size_t i = 0; entry == NULL && i < opened->n; i++)
        if (opened->at[i].work != NULL && id_eq(facts_get_id(opened->at[i].work, FACT_MADE), id))
            entry = &opened->at[i];
    if (entry != NULL && entry->kind_inner == INNER_STEP_AGREE)
        entry = case_entry_of(opened, entry->entry->envelope.ref);
    for (size_t i = 0; entry != NULL && !hash_is_zero(entry->replaced_by) && i < opened->n; i++)
        entry = case_entry_of(opened, entry->replaced_by);
    return entry;
}

static enum err about_fill(struct desk_ctx *desk, const struct casefile *casefile, uint16_t parts,
                           struct subject_row *row)
{
    const struct definition *sop = casefile->sop;
    struct field_row *about =
        arena_array(desk->ctx->arena, struct field_row, sop->kinds[row->kind].about.n + 1);
    const struct case_entry *entry =
        sop->kinds[row->kind].about.n == 0 ? NULL : making_entry(casefile->opened, row->id);
    struct value *values;
    size_t n;
    if (entry == NULL)
        return OK;
    TRY(case_entry_values(desk, casefile, entry, parts, &values, &n));
    for (size_t i = 0; i < n && row->about_n < sop->kinds[row->kind].about.n; i++) {
        const struct field *field = &sop->fields[values[i].field];
        if (is_about(sop, row->kind, field->key))
            about[row->about_n++] =
                (struct field_row){ .no = field->no, .key = field->key, .text = values[i].text };
    }
    row->about = about;
    return OK;
}

enum err subject_rows(struct desk_ctx *desk, const struct casefile *casefile, uint16_t parts,
                      const struct subject_row **out, size_t *n)
{
    const struct case_opened *opened = casefile->opened;
    struct subject_row *rows =
        arena_array(desk->ctx->arena, struct subject_row, opened->subjects_n + 1);
    for (size_t i = 0; i < opened->subjects_n; i++) {
        const struct subject *subject = &opened->subjects[i];
        rows[i] = (struct subject_row){
            .id = subject->id,
            .kind = subject->kind,
            .number = subject->number,
            .of = casestate_subjects(casefile->state, subject->kind),
        };
        TRY(about_fill(desk, casefile, (uint16_t)(parts & casefile->mask), &rows[i]));
    }
    *out = rows;
    *n = opened->subjects_n;
    return OK;
}
