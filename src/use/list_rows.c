#include "use/list_rows.h"

#include "domain/facts.h"
#include "store/reads.h"
#include "use/case_opened.h"

#include <string.h>

enum { ASK_NUMBER = 0xFFFF }; /* beside the inner kinds */

enum err case_held(struct desk_ctx *desk, struct id casefile, bool *held)
{
    uint16_t mask;
    TRY(case_mask_of(desk->ctx, desk->office, casefile, desk->who->id, &mask));
    *held = (mask & ~(1u << PART_WORK)) != 0;
    return OK;
}

static bool row_held(const struct case_row *row)
{
    return (row->mask & ~(1u << PART_WORK)) != 0;
}

/* The step in the definition the case runs under; NULL for the program's own places. */
static const struct step *step_of(struct desk_ctx *desk, struct hash hash, uint32_t code,
                                  const struct definition **sop)
{
    const struct sop *compiled;
    struct why why = desk->ctx->why;
    *sop = NULL;
    if (desk_sop(desk->ctx, desk->desk, hash, &compiled) != OK) {
        desk->ctx->why = why;
        return NULL;
    }
    *sop = compiled->definition;
    return definition_step_code(compiled->definition, code);
}

static bool for_my_roles(const struct desk_ctx *desk, const struct step *step)
{
    uint64_t mine = desk_sop_roles(desk, desk->sop);
    if (step == NULL)
        return false;
    uint64_t roles = step->roles;
    for (int i = 0; i < 2; i++)
        if (step->sign[i] != DEFINITION_NONE)
            roles |= UINT64_C(1) << step->sign[i];
    return (roles & mine) != 0;
}

/* Which of its kind the instance is ("Rujukan 2"), read from W alone; 0: the case, or unknown. */
static enum err place_number(struct desk_ctx *desk, const struct task_row *row, uint32_t *out)
{
    struct place_act act = { 0 };
    if (!id_is_zero(row->subject))
        TRY(place_newest(desk, row, ASK_NUMBER, &act));
    *out = act.number;
    return OK;
}

enum err task_line_of(struct desk_ctx *desk, const struct task_row *row, struct task_line *out)
{
    const struct definition *sop;
    const struct step *step = step_of(desk, row->casefile.sop, row->step, &sop);
    *out = (struct task_line){
        .alias = row->casefile.alias,
        .step = step == NULL ? (struct str){ 0 } : step->id,
        .def = step,
        .sop = sop,
        .step_code = row->step,
        .subject = row->subject,
        .due_min = row->due_min,
        .state = row->state,
        .risk = row->casefile.risk,
        .responsible = row->casefile.responsible,
    };
    out->held = row_held(&row->casefile);
    bool responsible = id_eq(out->responsible, desk->who->id);
    out->mine = out->held && (step == NULL ? responsible : responsible || for_my_roles(desk, step));
    TRY(place_number(desk, row, &out->number));
    return case_address_of(desk->ctx, desk->office, &row->casefile, &out->casefile);
}

enum err case_line_of(struct desk_ctx *desk, const struct case_row *row, struct case_line *out)
{
    *out = (struct case_line){
        .alias = row->alias,
        .opened_min = row->opened_ms / 60000,
        .changed_min = row->changed_ms / 60000,
        .risk = row->risk,
        .open_steps = (uint32_t)row->open_places,
        .late_steps = row->next_due_min != STEP_NO_DUE && row->next_due_min < desk_now_min(desk),
        .due_min = row->next_due_min,
        .responsible = row->responsible,
        .closed = row->state == CASE_CLOSED,
        .paper = row->paper,
    };
    out->held = row_held(row);
    return case_address_of(desk->ctx, desk->office, row, &out->casefile);
}

enum err list_noted(struct desk_ctx *desk, uint32_t list)
{
    struct actor who = desk_actor(desk);
    struct read read = { .who = &who, .parts = 1u << PART_WORK, .page = list };
    return reads_save(desk->ctx, desk->office, &read);
}

static enum err place_read(struct desk_ctx *desk, const struct task_row *row, uint32_t inner,
                           struct place_act *out)
{
    struct actor who = desk_actor(desk);
    struct case_keyset keys;
    struct entries entries;
    *out = (struct place_act){ .at_min = INT64_MIN };
    TRY(casekeys_open(desk->ctx, desk->office, row->casefile.casefile, &who, &keys));
    TRY(record_case(desk->ctx, desk->office, row->casefile.casefile, &entries));
    for (size_t i = entries.count; i-- > 0;) {
        const struct entry *entry = &entries.at[i];
        struct facts *w = NULL;
        if (entry->envelope.kind != KIND_CASE_FACT || entry->standing != ENTRY_COUNTS ||
            record_open(desk->ctx, entry, PART_WORK, &keys, &w) != OK || w == NULL)
            continue;
        uint32_t kind = (uint32_t)facts_number(w, FACT_INNER, 0);
        if ((inner != 0 ? kind != inner : kind != INNER_STEP_DONE && kind != INNER_STEP_SKIP) ||
            (inner != INNER_NOTICE && ((uint32_t)facts_number(w, FACT_STEP, 0) != row->step ||
                                       !id_eq(facts_get_id(w, FACT_SUBJECT), row->subject))))
            continue;
        memcpy(out->entry, entry->id.at, sizeof out->entry);
        out->by = entry->envelope.author;
        out->at_min = facts_number(w, FACT_HAPPENED, hlc_ms(entry->envelope.hlc) / 60000);
        return OK;
    }
    return OK;
}

/* The acts that made an instance of its kind, in their order, up to this one. */
static enum err number_read(struct desk_ctx *desk, const struct task_row *row,
                            struct place_act *out)
{
    struct actor who = desk_actor(desk);
    struct case_keyset keys;
    struct entries entries;
    int64_t kind = -1;
    *out = (struct place_act){ .at_min = INT64_MIN };
    TRY(casekeys_open(desk->ctx, desk->office, row->casefile.casefile, &who, &keys));
    TRY(record_case(desk->ctx, desk->office, row->casefile.casefile, &entries));
    for (size_t i = entries.count; i-- > 0;) {
        const struct entry *entry = &entries.at[i];
        struct facts *w = NULL;
        if (entry->envelope.kind != KIND_CASE_FACT || entry->standing != ENTRY_COUNTS ||
            record_open(desk->ctx, entry, PART_WORK, &keys, &w) != OK || w == NULL ||
            id_is_zero(facts_get_id(w, FACT_MADE)))
            continue;
        if (id_eq(facts_get_id(w, FACT_MADE), row->subject))
            kind = facts_number(w, FACT_MADE_KIND, 0);
        out->number += kind >= 0 && facts_number(w, FACT_MADE_KIND, 0) == kind;
    }
    return OK;
}

/* A place that stands as it stood has the same newest act: remembered with the time of its state,
 * because a list is looked at far more often than it changes.  Nothing beyond W is in it. */
static struct place_known *place_slot(struct desk_ctx *desk, const struct task_row *row,
                                      uint32_t inner)
{
    uint32_t sum = get_u32(row->casefile.casefile.at) ^ get_u32(row->subject.at) ^
                   row->step * 2654435761u ^ inner;
    return &desk->desk->places[sum % PLACES_KNOWN];
}

static bool place_is(const struct place_known *known, const struct task_row *row, uint32_t inner)
{
    return known->since_ms == row->casefile.changed_ms && known->step == row->step &&
           known->inner == inner && id_eq(known->casefile, row->casefile.casefile) &&
           id_eq(known->subject, row->subject);
}

enum err place_newest(struct desk_ctx *desk, const struct task_row *row, uint32_t inner,
                      struct place_act *out)
{
    struct place_known *known = place_slot(desk, row, inner);
    if (!place_is(known, row, inner)) {
        TRY(inner == ASK_NUMBER ? number_read(desk, row, &known->act)
                                : place_read(desk, row, inner, &known->act));
        known->casefile = row->casefile.casefile;
        known->subject = row->subject;
        known->step = row->step;
        known->inner = inner;
        known->since_ms = row->casefile.changed_ms;
    }
    *out = known->act;
    return OK;
}
