#include "use/case_rows.h"

#include "domain/facts.h"
#include "store/tasks.h"
#include "use/form_facts.h"

#include <string.h>

bool entry_shown(const struct case_entry *entry)
{
    uint16_t kind = entry->entry->envelope.kind;
    return kind == KIND_CASE_FACT ? entry->kind_inner != INNER_NOTICE
                                  : kind >= KIND_CASE_KEY && kind <= KIND_HOLD;
}

/* Words of the act: the sentence of a reason, or the text of a note where it may be read. */
static struct str words_of(struct desk_ctx *desk, const struct casefile *casefile,
                           const struct case_entry *entry, uint16_t parts)
{
    /* A corrected note has both: what it says now stands before why it was corrected. */
    if (entry->kind_inner != INNER_NOTE_ADD && entry->inner != NULL &&
        facts_str(entry->inner, FACT_SENTENCE).n > 0)
        return facts_str(entry->inner, FACT_SENTENCE);
    for (unsigned c = PART_IDENTITY; c < PART_COUNT; c++) {
        const struct facts *facts = NULL;
        if ((entry->there & parts & ~entry->sealed & 1u << c) &&
            case_part(desk, casefile->opened, entry, c, &facts) == OK &&
            facts_str(facts, FACT_NOTE).n > 0)
            return facts_str(facts, FACT_NOTE);
    }
    return (struct str){ 0 };
}

static enum err values_rows(struct desk_ctx *desk, const struct casefile *casefile,
                            const struct case_entry *entry, uint16_t parts,
                            const struct field_row **out, size_t *n)
{
    struct value *values;
    TRY(case_entry_values(desk, casefile, entry, parts, &values, n));
    struct field_row *rows = arena_array(desk->ctx->arena, struct field_row, *n + 1);
    for (size_t i = 0; i < *n; i++) {
        const struct field *field = &casefile->sop->fields[values[i].field];
        rows[i] = (struct field_row){ .no = field->no, .key = field->key, .text = values[i].text };
        rows[i].at_min = hlc_ms(entry->entry->envelope.hlc) / 60000;
        memcpy(rows[i].entry, entry->entry->id.at, HASH_BYTES);
    }
    *out = rows;
    return OK;
}

static void flags_put(const struct casefile *casefile, const struct case_entry *entry,
                      struct entry_row *out)
{
    uint32_t n;
    const struct flag *flags = casestate_flags(casefile->state, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (flags[i].kind != FLAG_DEVIATION || flags[i].at != entry->at || entry->at == 0)
            continue;
        out->deviation = true;
        out->reviewed = flags[i].reviewed;
    }
}

/* The other case of a link, by its alias, which the office's list shows too. */
static void linked_put(struct desk_ctx *desk, const struct case_entry *entry, struct entry_row *out)
{
    struct case_row row;
    struct why why = desk->ctx->why;
    struct id other = facts_get_id(entry->inner, FACT_LINKED);
    if (case_load(desk->ctx, desk->office, other, &row) == OK && !row.hidden &&
        case_address(desk->ctx, desk->office, other, &out->linked) == OK)
        out->linked_alias = row.alias;
    desk->ctx->why = why;
}

static void step_put(const struct casefile *casefile, const struct case_entry *entry,
                     struct entry_row *out)
{
    const struct definition *sop = casefile->sop;
    const struct step *step =
        definition_step_code(sop, (uint32_t)facts_number(entry->work, FACT_STEP, 0));
    if (step == NULL)
        return;
    out->step = step->id;
    out->subject = subject_number(casefile->opened, facts_get_id(entry->work, FACT_SUBJECT));
    if (entry->inner == NULL || entry->kind_inner != INNER_STEP_DONE)
        return;
    int64_t outcome = facts_number(entry->inner, FACT_OUTCOME, -1);
    if (outcome >= 0 && outcome < (int64_t)step->outcomes.n)
        out->outcome = sop->outcomes[step->outcomes.first + (uint32_t)outcome].id;
}

enum err entry_row_of(struct desk_ctx *desk, const struct casefile *casefile,
                      const struct case_entry *entry, uint16_t parts, struct entry_row *out)
{
    const struct envelope *envelope = &entry->entry->envelope;
    *out = (struct entry_row){
        .kind = envelope->kind,
        .inner = (uint16_t)entry->kind_inner,
        .written_min = hlc_ms(envelope->hlc) / 60000,
        .happened_min = hlc_ms(envelope->hlc) / 60000,
        .officer = envelope->author,
        .sealed = envelope->kind == KIND_CASE_FACT ? entry->sealed : 0,
        .corrected = !hash_is_zero(entry->replaced_by),
        .clock_doubted = (envelope->flags & FLAG_CLOCK_DOUBTED) != 0,
    };
    memcpy(out->entry, entry->entry->id.at, HASH_BYTES);
    memcpy(out->ref, envelope->ref.at, HASH_BYTES);
    if (entry->work == NULL)
        return OK;
    out->happened_min = facts_number(entry->work, FACT_HAPPENED, out->written_min);
    out->second = facts_get_id(entry->work, FACT_SECOND);
    out->withdrawn = facts_number(entry->work, FACT_WITHDRAWS, 0) == 1;
    step_put(casefile, entry, out);
    flags_put(casefile, entry, out);
    out->on_paper =
        entry->kind_inner == INNER_STEP_AGREE && facts_number(entry->work, FACT_PAPER, 0) == 1;
    if (entry->inner != NULL) {
        out->reason = facts_str(entry->inner, FACT_REASON);
        out->signer = facts_str(entry->inner, FACT_SIGNER);
        out->kept = facts_str(entry->inner, FACT_KEPT);
        if (entry->kind_inner == INNER_CASE_LINK)
            linked_put(desk, entry, out);
    }
    struct consent_row *consent = arena_new(desk->ctx->arena, struct consent_row);
    if (consent_row_of(casefile, entry, consent))
        out->consent = consent;
    out->words = words_of(desk, casefile, entry, parts);
    return values_rows(desk, casefile, entry, parts, &out->values, &out->values_n);
}

/* Is the entry about another instance of the kind that `act` is about or makes? */
static bool of_another(const struct casefile *casefile, const struct case_entry *entry,
                       const struct act *act)
{
    const struct definition *sop = casefile->sop;
    const struct step *mine = &sop->steps[act->step];
    const struct step *step =
        definition_step_code(sop, (uint32_t)facts_number(entry->work, FACT_STEP, 0));
    uint32_t kind = mine->each != DEFINITION_NONE ? mine->each : mine->makes;
    if (step == NULL || kind == DEFINITION_NONE || (step->each != kind && step->makes != kind))
        return false;
    if (act->subject == 0) /* a new one is begun */
        return true;
    struct id id = subject_id(casefile->opened, kind, act->subject);
    return !id_eq(facts_get_id(entry->work, FACT_SUBJECT), id) &&
           !id_eq(facts_get_id(entry->work, FACT_MADE), id);
}

enum err newest_values(struct desk_ctx *desk, const struct casefile *casefile, uint16_t parts,
                       const struct field_row **out, size_t *n)
{
    return newest_values_for(desk, casefile, parts, NULL, out, n);
}

bool step_of_another_person(const struct definition *sop, const struct step *step)
{
    uint32_t kind = definition_kind(sop, STR("person"));
    return kind != DEFINITION_NONE && step != NULL && (step->makes == kind || step->each == kind);
}

enum err newest_values_for(struct desk_ctx *desk, const struct casefile *casefile, uint16_t parts,
                           const struct act *act, const struct field_row **out, size_t *n)
{
    const struct definition *sop = casefile->sop;
    uint32_t *place = arena_array(desk->ctx->arena, uint32_t, sop->fields_n + 1);
    struct field_row *rows = arena_array(desk->ctx->arena, struct field_row, sop->fields_n + 1);
    *n = 0;
    for (size_t i = 0; i < casefile->opened->n; i++) {
        const struct case_entry *entry = &casefile->opened->at[i];
        struct value *values;
        size_t values_n;
        if (entry->work == NULL || !hash_is_zero(entry->replaced_by) ||
            facts_number(entry->work, FACT_WITHDRAWS, 0) == 1 ||
            (act != NULL && of_another(casefile, entry, act)))
            continue;
        /* How to reach a threatened relative is no way to reach the person of the case. */
        bool another = step_of_another_person(
            sop, definition_step_code(sop, (uint32_t)facts_number(entry->work, FACT_STEP, 0)));
        TRY(case_entry_values(desk, casefile, entry, parts, &values, &values_n));
        for (size_t v = 0; v < values_n; v++) {
            const struct field *field = &sop->fields[values[v].field];
            if (another && field->block.n > 0)
                continue;
            if (place[values[v].field] == 0)
                place[values[v].field] = (uint32_t)++ * n;
            struct field_row *row = &rows[place[values[v].field] - 1];
            *row = (struct field_row){ .no = field->no, .key = field->key, .text = values[v].text };
            row->at_min = hlc_ms(entry->entry->envelope.hlc) / 60000;
            memcpy(row->entry, entry->entry->id.at, HASH_BYTES);
        }
    }
    *out = rows;
    return OK;
}

bool value_is_safe(struct str key)
{
    return str_starts(key, STR("contact.")) || str_ends(key, STR("officer_sex")) ||
           str_ends(key, STR("who_must_never_know")) || str_ends(key, STR("code_word")) ||
           str_eq(key, STR("wishes.called")) || str_eq(key, STR("person.called_name"));
}

enum err safe_values(struct desk_ctx *desk, const struct casefile *casefile,
                     const struct field_row **out, size_t *n)
{
    const struct field_row *values;
    size_t values_n;
    TRY(newest_values(desk, casefile, (uint16_t)(1u << PART_IDENTITY & casefile->mask), &values,
                      &values_n));
    struct field_row *rows = arena_array(desk->ctx->arena, struct field_row, values_n + 1);
    *n = 0;
    for (size_t i = 0; i < values_n; i++)
        if (value_is_safe(values[i].key))
            rows[(*n)++] = values[i];
    *out = rows;
    return OK;
}

enum err sealed_counts(struct desk_ctx *desk, const struct casefile *casefile,
                       const struct sealed_count **out, size_t *n)
{
    const struct case_reader *readers = casefile->opened->keyset.readers;
    size_t count = casefile->opened->keyset.reader_count;
    struct sealed_count *rows = arena_array(desk->ctx->arena, struct sealed_count, PART_COUNT);
    *n = 0;
    for (unsigned c = PART_IDENTITY; c < PART_COUNT; c++) {
        struct sealed_count row = { .compartment = (uint8_t)c };
        for (size_t i = 0; i < casefile->opened->n; i++) {
            const struct case_entry *entry = &casefile->opened->at[i];
            row.entries += entry->entry->envelope.kind == KIND_CASE_FACT && c != PART_CODED &&
                           (entry->sealed >> c & 1);
        }
        if (row.entries == 0)
            continue;
        for (size_t i = 0; i < count; i++)
            if ((readers[i].mask >> c & 1) && !id_eq(readers[i].officer, desk->who->id) &&
                (id_is_zero(row.ask) || id_eq(readers[i].officer, casefile->opened->responsible)))
                row.ask = readers[i].officer;
        rows[(*n)++] = row;
    }
    *out = rows;
    return OK;
}
