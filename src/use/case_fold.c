/* use/case_fold - the entries of a case as acts of the engine, in their order. */
#include "use/case_opened.h"

#include "domain/facts.h"
#include "use/form_facts.h"

#include <string.h>

struct fold {
    struct desk_ctx *desk;
    const struct sop *sop;
    struct case_opened *opened;
    struct casestate *state;
};

uint32_t subject_number(const struct case_opened *opened, struct id id)
{
    if (id_is_zero(id))
        return 0;
    for (size_t i = 0; i < opened->subjects_n; i++)
        if (id_eq(opened->subjects[i].id, id))
            return opened->subjects[i].number;
    return DEFINITION_NONE;
}

struct id subject_id(const struct case_opened *opened, uint32_t kind, uint32_t number)
{
    for (size_t i = 0; number > 0 && i < opened->subjects_n; i++)
        if (opened->subjects[i].kind == kind && opened->subjects[i].number == number)
            return opened->subjects[i].id;
    return (struct id){ 0 };
}

const struct case_entry *case_entry_of(const struct case_opened *opened, struct hash id)
{
    for (size_t i = hash_is_zero(id) ? 0 : opened->n; i-- > 0;)
        if (hash_eq(opened->at[i].entry->id, id))
            return &opened->at[i];
    return NULL;
}

const struct case_entry *case_entry_find(const struct case_opened *opened, struct str hex)
{
    struct hash id;
    return hex_read(hex, id.at, HASH_BYTES) ? case_entry_of(opened, id) : NULL;
}

const struct case_entry *case_entry_at(const struct case_opened *opened, uint64_t at)
{
    for (size_t i = 0; at > 0 && i < opened->n; i++)
        if (opened->at[i].at == at)
            return &opened->at[i];
    return NULL;
}

/* ---- opening ----------------------------------------------------------------------------- */

enum err case_part(struct desk_ctx *desk, const struct case_opened *opened,
                   const struct case_entry *entry, unsigned compartment, const struct facts **out)
{
    must(entry >= opened->at && entry < opened->at + opened->n);
    struct case_entry *own = &opened->at[entry - opened->at];
    struct facts *facts = NULL;
    *out = own->parts[compartment];
    if (*out != NULL)
        return OK;
    struct ctx ctx = { .arena = opened->arena, .now_ms = desk->ctx->now_ms };
    enum err err = record_open(&ctx, entry->entry, compartment, &opened->keyset, &facts);
    if (err == ERR_DENIED)
        own->sealed = (uint16_t)(own->sealed | 1u << compartment);
    else if (err != OK && err != ERR_MISSING && err != ERR_STORE)
        desk->ctx->why = ctx.why;
    /* Erased or unreadable parts are shown as such and stop nothing. */
    own->parts[compartment] = *out = facts;
    return err == ERR_DENIED || err == ERR_MISSING || err == ERR_STORE ? OK : err;
}

static void entry_parts(struct case_opened *opened, struct case_entry *entry)
{
    const struct envelope *envelope = &entry->entry->envelope;
    for (size_t i = 0; i < entry->entry->body.count; i++) {
        const struct part *part = &entry->entry->body.parts[i];
        entry->there = (uint16_t)(entry->there | 1u << part->compartment);
        if (part->compartment != PART_PLAIN &&
            keyset_find(&opened->keyset, envelope->key_tag, part->compartment) == NULL)
            entry->sealed = (uint16_t)(entry->sealed | 1u << part->compartment);
    }
}

static void entries_room(struct desk_ctx *desk, struct case_opened *opened, size_t more)
{
    if (opened->n + more <= opened->room)
        return;
    size_t room = 2 * opened->room + more;
    struct case_entry *at = arena_array(desk->ctx->arena, struct case_entry, room);
    if (opened->n > 0)
        memcpy(at, opened->at, opened->n * sizeof *at);
    opened->at = at;
    opened->room = room;
}

static void opened_start(struct desk_ctx *desk, struct case_opened *opened)
{
    opened->arena = desk->ctx->arena;
    opened->subjects = arena_array(desk->ctx->arena, struct subject, SUBJECTS_MAX);
    opened->opened_min = INT64_MIN;
    opened->whole = true;
}

enum err case_entries_open(struct desk_ctx *desk, const struct entries *entries,
                           struct case_opened *opened)
{
    if (opened->subjects == NULL)
        opened_start(desk, opened);
    entries_room(desk, opened, entries->count);
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = &entries->at[i];
        if (entry->standing != ENTRY_COUNTS)
            continue;
        struct case_entry *row = &opened->at[opened->n++];
        *row = (struct case_entry){ .entry = entry };
        entry_parts(opened, row);
        if (entry->envelope.kind != KIND_CASE_FACT)
            continue;
        TRY(case_part(desk, opened, row, PART_WORK, &row->work));
        TRY(case_part(desk, opened, row, PART_IDENTITY, &row->inner));
        if (row->work != NULL)
            row->kind_inner = (uint32_t)facts_number(row->work, FACT_INNER, 0);
        if (row->work != NULL && !id_is_zero(facts_get_id(row->work, FACT_RESPONSIBLE)))
            opened->responsible = facts_get_id(row->work, FACT_RESPONSIBLE);
        if (opened->opened_min == INT64_MIN)
            opened->opened_min = hlc_ms(entry->envelope.hlc) / 60000;
    }
    return OK;
}

/* ---- folding ----------------------------------------------------------------------------- */

static enum act_kind act_kind_of(const struct case_entry *entry)
{
    switch (entry->kind_inner) {
    case INNER_STEP_DONE:
        return facts_number(entry->work, FACT_PAPER, 0) == 1 ? ACT_STEP_BEFORE : ACT_STEP_DONE;
    case INNER_STEP_AGREE:
        return ACT_STEP_AGREE;
    case INNER_STEP_DECLINE:
        return ACT_STEP_DECLINE;
    case INNER_STEP_SKIP:
        return ACT_STEP_SKIP;
    case INNER_FACT_SET:
        return ACT_FACT_SET;
    case INNER_CONSENT_GIVE:
    case INNER_CONSENT_WITHDRAW:
        return ACT_CONSENT;
    case INNER_DEADLINE_MOVE:
        return ACT_DEADLINE_MOVE;
    case INNER_REVIEW:
        return ACT_REVIEW;
    case INNER_CASE_CLOSE:
        return ACT_CLOSE;
    case INNER_CASE_REOPEN:
        return ACT_REOPEN;
    default:
        return ACT_OTHER;
    }
}

/* Settings of an act: what W says of consents and working facts, and what I says of the rest. */
static void settings_read(struct fold *fold, const struct case_entry *entry, struct act *act)
{
    struct arena *arena = fold->desk->ctx->arena;
    struct working *rows = NULL;
    size_t n = 0;
    struct str bytes =
        entry->inner == NULL ? (struct str){ 0 } : facts_str(entry->inner, FACT_ACTS);
    struct setting *settings =
        arena_array(arena, struct setting, bytes.n / SETTINGS_ROW_BYTES + 300);
    for (size_t i = 0; i + SETTINGS_ROW_BYTES <= bytes.n; i += SETTINGS_ROW_BYTES) {
        const unsigned char *at = (const unsigned char *)bytes.at + i;
        settings[act->settings_n++] = (struct setting){ get_u16(at), at[2] };
    }
    static const uint16_t fields[] = { FACT_CONSENT, FACT_WORKING };
    for (size_t f = 0; f < 2; f++) {
        struct str text = facts_str(entry->work, fields[f]);
        if (text.n == 0 || !working_read(arena, text, &rows, &n))
            continue;
        for (size_t i = 0; i < n && act->settings_n < bytes.n / SETTINGS_ROW_BYTES + 300; i++)
            settings[act->settings_n++] = (struct setting){ rows[i].field, rows[i].value };
    }
    act->settings = settings;
}

static void dates_read(struct fold *fold, const struct case_entry *entry, struct act *act)
{
    struct str bytes = facts_str(entry->inner, FACT_DATES);
    size_t n = bytes.n / DATES_ROW_BYTES;
    struct act_date *dates = arena_array(fold->desk->ctx->arena, struct act_date, n + 1);
    for (size_t i = 0; i < n; i++) {
        const unsigned char *at = (const unsigned char *)bytes.at + i * DATES_ROW_BYTES;
        dates[i] = (struct act_date){ get_u16(at), (int64_t)get_u64(at + 2) };
    }
    act->dates = dates;
    act->dates_n = (uint32_t)n;
}

static void act_fill(struct fold *fold, const struct case_entry *entry, struct act *act)
{
    const struct definition *sop = fold->sop->definition;
    const struct facts *w = entry->work;
    uint32_t code = (uint32_t)facts_number(w, FACT_STEP, 0);
    const struct step *step = code == 0 ? NULL : definition_step_code(sop, code);
    *act = (struct act){
        .kind = act_kind_of(entry),
        .step = step == NULL ? DEFINITION_NONE : (uint32_t)(step - sop->steps),
        .outcome = DEFINITION_NONE,
        .subject = subject_number(fold->opened, facts_get_id(w, FACT_SUBJECT)),
        .happened_min = facts_number(w, FACT_HAPPENED, hlc_ms(entry->entry->envelope.hlc) / 60000),
        .written_min = hlc_ms(entry->entry->envelope.hlc) / 60000,
        .officer = entry->entry->envelope.author,
        .roles = (uint64_t)facts_number(w, FACT_ROLES, 0),
        .second = facts_get_id(w, FACT_SECOND),
        .row = (uint32_t)facts_number(w, FACT_DEADLINE, (int64_t)DEFINITION_NONE),
        .due_min = facts_number(w, FACT_DUE, DUE_NONE),
        .at = entry->at,
    };
    if (act->kind == ACT_STEP_AGREE && facts_number(w, FACT_PAPER, 0) == 1)
        act->officer = (struct id){ 0 }; /* signed on paper; the author only recorded it */
    if (!id_is_zero(act->second)) {
        const struct member *second = desk_member(fold->desk, act->second);
        act->second_roles = second == NULL ? 0 : sop_role_bits(sop, second->roles);
    }
    const struct case_entry *ref = case_entry_of(fold->opened, entry->entry->envelope.ref);
    act->ref = ref == NULL ? 0 : ref->at;
    settings_read(fold, entry, act);
    if (entry->inner == NULL)
        return;
    act->outcome = (uint32_t)facts_number(entry->inner, FACT_OUTCOME, (int64_t)DEFINITION_NONE);
    act->answers = (uint64_t)facts_number(entry->inner, FACT_ANSWERS, 0);
    act->reason = facts_str(entry->inner, FACT_REASON);
    dates_read(fold, entry, act);
}

/* Kinds that grew by this act get their id: fact 22, or of an old entry the start of its own id. */
static void subjects_note(struct fold *fold, const struct case_entry *entry, const uint32_t *before)
{
    const struct definition *sop = fold->sop->definition;
    for (uint32_t kind = 0; kind < sop->kinds_n; kind++) {
        uint32_t now = casestate_subjects(fold->state, kind);
        if (now == before[kind] || fold->opened->subjects_n == SUBJECTS_MAX)
            continue;
        struct id id = facts_get_id(entry->work, FACT_MADE);
        if (id_is_zero(id))
            memcpy(id.at, entry->entry->id.at, ID_BYTES);
        fold->opened->subjects[fold->opened->subjects_n++] = (struct subject){ id, kind, now };
    }
}

/* A correction refers to an entry of its own inner kind and changes values, not the marking. */
static bool is_correction(const struct fold *fold, const struct case_entry *entry)
{
    if (hash_is_zero(entry->entry->envelope.ref))
        return false;
    const struct case_entry *ref = case_entry_of(fold->opened, entry->entry->envelope.ref);
    return ref != NULL && ref->kind_inner == entry->kind_inner;
}

static void act_count(struct fold *fold, struct case_entry *entry)
{
    uint32_t *before =
        arena_array(fold->desk->ctx->arena, uint32_t, fold->sop->definition->kinds_n + 1);
    for (uint32_t kind = 0; kind < fold->sop->definition->kinds_n; kind++)
        before[kind] = casestate_subjects(fold->state, kind);
    struct act act;
    entry->at = ++fold->opened->acts;
    act_fill(fold, entry, &act);
    casestate_apply(fold->state, &act);
    subjects_note(fold, entry, before);
}

enum err case_fold(struct desk_ctx *desk, const struct sop *sop, struct case_opened *opened,
                   struct casestate *state)
{
    struct fold fold = { desk, sop, opened, state };
    for (; opened->folded < opened->n; opened->folded++) {
        struct case_entry *entry = &opened->at[opened->folded];
        if (entry->entry->envelope.kind != KIND_CASE_FACT)
            continue;
        if (entry->work == NULL) {
            opened->whole = false;
            continue;
        }
        if (is_correction(&fold, entry)) {
            const struct case_entry *ref = case_entry_of(opened, entry->entry->envelope.ref);
            opened->at[ref - opened->at].replaced_by = entry->entry->id;
            continue;
        }
        if (entry->sealed & 1u << PART_IDENTITY)
            opened->whole = false;
        act_count(&fold, entry);
    }
    return OK;
}

/* ---- values ------------------------------------------------------------------------------ */

enum err case_entry_values(struct desk_ctx *desk, const struct casefile *casefile,
                           const struct case_entry *entry, uint16_t parts, struct value **out,
                           size_t *n)
{
    const struct case_opened *opened = casefile->opened;
    const struct facts *of[PART_COUNT] = { NULL };
    size_t most = 0;
    for (unsigned c = PART_WORK; c < PART_COUNT; c++) {
        if ((parts & entry->there & 1u << c) && c != PART_CODED)
            TRY(case_part(desk, opened, entry, c, &of[c]));
        most += of[c] == NULL ? 0 : of[c]->count;
    }
    struct value *values = arena_array(desk->ctx->arena, struct value, most + 1);
    *n = 0;
    for (unsigned c = PART_WORK; c < PART_COUNT; c++) {
        const struct facts *facts = of[c];
        for (size_t i = 0; facts != NULL && i < facts->count; i++) {
            uint32_t field = facts->at[i].field < 256
                                 ? DEFINITION_NONE
                                 : sop_field(casefile->compiled, facts->at[i].field);
            if (field == DEFINITION_NONE)
                continue;
            values[(*n)++] =
                (struct value){ field, fact_canonical(desk->ctx->arena, casefile->sop, field,
                                                      &facts->at[i], desk->desk->face.offset_min) };
        }
    }
    *out = values;
    return OK;
}
