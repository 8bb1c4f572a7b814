#include "use/case_write.h"

#include "domain/facts.h"
#include "use/case_append.h"
#include "use/step_find.h"

enum { NOTE_BYTES_MAX = 20000 };

/* What most acts on a case begin with: answered before, or the case reached and an act begun. */
static enum err act_reach(struct desk_ctx *desk, const struct act_head *head, uint32_t inner,
                          enum act_kind kind, struct act_done *done,
                          const struct casefile **casefile, struct case_act **act)
{
    bool known;
    struct id id;
    *casefile = NULL;
    TRY(act_known(desk, head, done, &id, &known));
    if (known)
        return OK;
    TRY(casefile_reach(desk, head->casefile, REACH_WRITE, 0, casefile));
    *act = arena_new(desk->ctx->arena, struct case_act);
    **act = case_act_begin(desk, head, inner, kind);
    return OK;
}

static enum err fact_set_do(struct desk_ctx *desk, const struct fact_set_in *in,
                            struct fact_set_out *out)
{
    const struct casefile *casefile;
    struct case_act *act;
    *out = (struct fact_set_out){ 0 };
    TRY(act_reach(desk, &in->head, INNER_FACT_SET, ACT_FACT_SET, &out->done, &casefile, &act));
    if (casefile == NULL)
        return OK;
    const struct definition *sop = casefile->sop;
    struct setting *setting = arena_new(desk->ctx->arena, struct setting);
    setting->fact = definition_fact(sop, in->fact);
    if (setting->fact == DEFINITION_NONE)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "fact.none", in->fact);
    if (sop->facts[setting->fact].of != FACT_OF_PERSON)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "fact.of_steps", in->fact);
    setting->value = definition_value(sop, setting->fact, in->value);
    if (setting->value == DEFINITION_NONE)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "fact.value", in->fact);
    act->act.subject = in->subject;
    act->act.settings = setting;
    act->act.settings_n = 1;
    return case_append(desk, casefile, act, &out->done);
}

DEED(fact_set, .name = "fact.set", .rights = RIGHT_SERVICES | RIGHT_SAFETY | RIGHT_IDENTIFY,
     .trace = DEED_WRITES)

static enum err note_add_do(struct desk_ctx *desk, const struct note_add_in *in,
                            struct note_add_out *out)
{
    const struct casefile *casefile;
    struct case_act *act;
    struct str text = str_trim(in->text);
    int compartment = part_of_letter(in->compartment);
    *out = (struct note_add_out){ 0 };
    if (text.n == 0)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "note.empty", STR("text"));
    if (text.n > NOTE_BYTES_MAX)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "note.long", STR("text"));
    if (compartment <= PART_WORK || compartment == PART_CODED)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "note.compartment", STR("compartment"));
    TRY(act_reach(desk, &in->head, INNER_NOTE_ADD, ACT_OTHER, &out->done, &casefile, &act));
    if (casefile == NULL)
        return OK;
    act->judged = false;
    if (!facts_text(parts_of(&act->parts, (unsigned)compartment), FACT_NOTE, text))
        return ctx_fail_at(desk->ctx, ERR_INVALID, "form.text", STR("text"));
    if (compartment == PART_NOTES && !(casefile->mask >> PART_NOTES & 1)) {
        /* The author of the first counselling note draws its key herself. */
        struct actor who = desk_actor(desk);
        TRY(casekeys_notes(desk->ctx, desk->office, &who, &casefile->opened->keyset, NULL, 0));
        struct casefile *wider = arena_new(desk->ctx->arena, struct casefile);
        *wider = *casefile;
        wider->mask = (uint16_t)(wider->mask | 1u << PART_NOTES);
        casefile = wider;
    }
    return case_append(desk, casefile, act, &out->done);
}

DEED(note_add, .name = "note.add", .rights = RIGHT_BOARD, .trace = DEED_WRITES)

/* Values of a correction are those of the form of the step that was done. */
static enum err correction_values(struct desk_ctx *desk, const struct casefile *casefile,
                                  const struct entry_correct_in *in, const struct case_entry *old,
                                  struct case_act *act)
{
    struct filled filled;
    const struct step *step =
        definition_step_code(casefile->sop, (uint32_t)facts_number(old->work, FACT_STEP, 0));
    struct form_typed typed = { casefile->sop, step == NULL ? DEFINITION_NONE : step->form,
                                in->values, in->values_n, desk->desk->face.offset_min };
    TRY(typed_read(desk->ctx, &typed, &filled));
    act->values = filled.values;
    act->values_n = filled.n;
    if (step != NULL) {
        act->act.step = (uint32_t)(step - casefile->sop->steps);
        act->act.subject = subject_number(casefile->opened, facts_get_id(old->work, FACT_SUBJECT));
    }
    return OK;
}

/* The compartment in which the old note lies, 0 when this officer cannot open it. */
static unsigned note_part(const struct case_entry *old)
{
    for (unsigned c = PART_IDENTITY; c < PART_COUNT; c++)
        if ((old->there & ~old->sealed) >> c & 1)
            return c;
    return 0;
}

static enum err entry_correct_do(struct desk_ctx *desk, const struct entry_correct_in *in,
                                 struct entry_correct_out *out)
{
    const struct casefile *casefile;
    struct case_act *act;
    *out = (struct entry_correct_out){ 0 };
    if (in->head.reason.n == 0 && in->head.words.n == 0)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "reason.missing", STR("words"));
    TRY(act_reach(desk, &in->head, 0, ACT_OTHER, &out->done, &casefile, &act));
    if (casefile == NULL)
        return OK;
    const struct case_entry *old = case_entry_find(casefile->opened, in->entry);
    if (old == NULL || old->work == NULL)
        return ctx_fail(desk->ctx, ERR_MISSING, "entry.none");
    if (!hash_is_zero(old->replaced_by))
        return ctx_fail(desk->ctx, ERR_CONFLICT, "entry.replaced");
    if (old->kind_inner != INNER_STEP_DONE && old->kind_inner != INNER_NOTE_ADD)
        return ctx_fail(desk->ctx, ERR_INVALID, "entry.fixed");
    act->judged = false;
    act->inner = old->kind_inner;
    act->ref = old->entry->id;
    act->withdraws = in->withdraw;
    if (!in->withdraw && old->kind_inner == INNER_STEP_DONE)
        TRY(correction_values(desk, casefile, in, old, act));
    if (!in->withdraw && old->kind_inner == INNER_NOTE_ADD) {
        unsigned part = note_part(old);
        if (part == 0)
            return ctx_fail(desk->ctx, ERR_DENIED, "compartment.not_held");
        if (str_trim(in->text).n == 0 ||
            !facts_text(parts_of(&act->parts, part), FACT_NOTE, str_trim(in->text)))
            return ctx_fail_at(desk->ctx, ERR_INVALID, "note.empty", STR("text"));
    }
    return case_append(desk, casefile, act, &out->done);
}

DEED(entry_correct, .name = "entry.correct", .rights = RIGHT_BOARD, .trace = DEED_WRITES)

static enum err deadline_move_do(struct desk_ctx *desk, const struct deadline_move_in *in,
                                 struct deadline_move_out *out)
{
    const struct casefile *casefile;
    struct case_act *act;
    *out = (struct deadline_move_out){ 0 };
    if (in->head.reason.n == 0)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "reason.missing", STR("reason"));
    TRY(act_reach(desk, &in->head, INNER_DEADLINE_MOVE, ACT_DEADLINE_MOVE, &out->done, &casefile,
                  &act));
    if (casefile == NULL)
        return OK;
    struct step_named named = { in->step, { 0 }, in->subject, { { 0 } } };
    TRY(step_find(desk, casefile, &named, &act->act));
    act->act.outcome = DEFINITION_NONE;
    act->act.row = definition_row(casefile->sop, in->row);
    act->act.due_min = in->due_min;
    if (act->act.row == DEFINITION_NONE)
        return ctx_fail_at(desk->ctx, ERR_MISSING, "deadline.none", in->row);
    return case_append(desk, casefile, act, &out->done);
}

DEED(deadline_move, .name = "deadline.move", .rights = RIGHT_BOARD, .trace = DEED_WRITES)

static enum err deviation_review_do(struct desk_ctx *desk, const struct deviation_review_in *in,
                                    struct deviation_review_out *out)
{
    const struct casefile *casefile;
    struct case_act *act;
    *out = (struct deviation_review_out){ 0 };
    if (!in->accepted && in->head.words.n == 0)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "reason.missing", STR("words"));
    TRY(act_reach(desk, &in->head, INNER_REVIEW, ACT_REVIEW, &out->done, &casefile, &act));
    if (casefile == NULL)
        return OK;
    const struct case_entry *old = case_entry_find(casefile->opened, in->entry);
    if (old == NULL || old->work == NULL)
        return ctx_fail(desk->ctx, ERR_MISSING, "entry.none");
    if (id_eq(old->entry->envelope.author, desk->who->id))
        return ctx_fail(desk->ctx, ERR_DENIED, "sign.same_person");
    uint32_t n;
    const struct flag *flags = casestate_flags(casefile->state, &n);
    bool open = false;
    for (uint32_t i = 0; i < n; i++) {
        if (flags[i].kind != FLAG_DEVIATION || flags[i].at != old->at || flags[i].reviewed)
            continue;
        open = true;
        act->act.step = flags[i].step;
        act->act.subject = flags[i].subject;
    }
    if (!open)
        return ctx_fail(desk->ctx, ERR_CONFLICT, "review.done");
    act->ref = old->entry->id;
    act->act.ref = old->at;
    facts_code(parts_of(&act->parts, PART_IDENTITY), FACT_OUTCOME, in->accepted ? 1 : 0);
    return case_append(desk, casefile, act, &out->done);
}

DEED(deviation_review, .name = "deviation.review", .rights = RIGHT_REVIEW, .trace = DEED_WRITES)

static enum err case_close_do(struct desk_ctx *desk, const struct case_close_in *in,
                              struct case_close_out *out)
{
    const struct casefile *casefile;
    struct case_act *act;
    struct asked asked;
    *out = (struct case_close_out){ 0 };
    TRY(act_reach(desk, &in->head, INNER_CASE_CLOSE, ACT_CLOSE, &out->done, &casefile, &act));
    if (casefile == NULL)
        return OK;
    casestate_ask(desk->ctx, casefile->state, desk_now_min(desk), &asked);
    if (asked.closed)
        return ctx_fail(desk->ctx, ERR_CONFLICT, "close.done");
    for (uint32_t i = 0; i < asked.open_n && out->open_n < 8; i++)
        out->open[out->open_n++] = casefile->sop->steps[asked.open[i].step].id;
    if (!asked.may_close)
        return ctx_fail(desk->ctx, ERR_CONFLICT, "close.open");
    return case_append(desk, casefile, act, &out->done);
}

DEED(case_close, .name = "case.close", .rights = RIGHT_CLOSE, .trace = DEED_WRITES)

static enum err case_reopen_do(struct desk_ctx *desk, const struct case_reopen_in *in,
                               struct case_reopen_out *out)
{
    const struct casefile *casefile;
    struct case_act *act;
    *out = (struct case_reopen_out){ 0 };
    if (in->head.reason.n == 0 && in->head.words.n == 0)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "reason.missing", STR("words"));
    TRY(act_reach(desk, &in->head, INNER_CASE_REOPEN, ACT_REOPEN, &out->done, &casefile, &act));
    if (casefile == NULL)
        return OK;
    if (!casefile->closed)
        return ctx_fail(desk->ctx, ERR_CONFLICT, "reopen.open");
    act->judged = false;
    return case_append(desk, casefile, act, &out->done);
}

DEED(case_reopen, .name = "case.reopen", .rights = RIGHT_CLOSE, .trace = DEED_WRITES)

static enum err case_link_do(struct desk_ctx *desk, const struct case_link_in *in,
                             struct case_link_out *out)
{
    const struct casefile *casefile, *other;
    struct case_act *act;
    *out = (struct case_link_out){ 0 };
    TRY(act_reach(desk, &in->head, INNER_CASE_LINK, ACT_OTHER, &out->done, &casefile, &act));
    if (casefile == NULL)
        return OK;
    TRY(casefile_reach(desk, in->other, REACH_WRITE, 0, &other));
    if (id_eq(other->id, casefile->id))
        return ctx_fail(desk->ctx, ERR_INVALID, "link.itself");
    if (!str_eq(in->relation, STR("family")) && !str_eq(in->relation, STR("event")) &&
        !str_eq(in->relation, STR("same_person")))
        return ctx_fail_at(desk->ctx, ERR_INVALID, "link.relation", STR("relation"));
    act->judged = false;
    facts_id(parts_of(&act->parts, PART_IDENTITY), FACT_LINKED, other->id);
    if (!facts_text(parts_of(&act->parts, PART_IDENTITY), FACT_NOTE, in->relation))
        return ctx_fail_at(desk->ctx, ERR_INVALID, "form.text", STR("relation"));
    return case_append(desk, casefile, act, &out->done);
}

DEED(case_link, .name = "case.link", .rights = RIGHT_BOARD, .trace = DEED_WRITES)
