#include "use/step_do.h"

#include "domain/facts.h"
#include "use/case_append.h"
#include "use/step_find.h"

enum { COUNTERSIGN_MIN = 24 * 60 }; /* "before the act": the same day */

/* Another officer's signature before this act: for this officer, this place, today. */
static void second_find(struct desk_ctx *desk, const struct casefile *casefile, struct act *act)
{
    int64_t now = desk_now_min(desk);
    const struct step *step = &casefile->sop->steps[act->step];
    for (size_t i = 0; i < casefile->opened->n; i++) {
        const struct case_entry *entry = &casefile->opened->at[i];
        if (entry->kind_inner != INNER_COUNTERSIGN || entry->work == NULL ||
            (uint32_t)facts_number(entry->work, FACT_STEP, 0) != step->code ||
            !id_eq(facts_get_id(entry->work, FACT_SECOND), desk->who->id) ||
            facts_number(entry->work, FACT_HAPPENED, 0) < now - COUNTERSIGN_MIN ||
            subject_number(casefile->opened, facts_get_id(entry->work, FACT_SUBJECT)) !=
                act->subject)
            continue;
        struct id author = entry->entry->envelope.author;
        const struct member *second = desk_member(desk, author);
        if (second == NULL || id_eq(author, desk->who->id))
            continue;
        act->second = author;
        act->second_roles = sop_role_bits(casefile->sop, second->roles);
    }
}

/* Which subject a coming act is about is known to the form only after the step is found. */
static enum err step_do_do(struct desk_ctx *desk, const struct step_do_in *in,
                           struct step_do_out *out)
{
    const struct casefile *casefile;
    bool known;
    struct id id;
    struct filled filled;
    *out = (struct step_do_out){ 0 };
    TRY(act_known(desk, &in->head, &out->done, &id, &known));
    if (known)
        return OK;
    TRY(casefile_reach(desk, in->head.casefile, REACH_WRITE, 0, &casefile));
    struct case_act *act = arena_new(desk->ctx->arena, struct case_act);
    *act = case_act_begin(desk, &in->head, INNER_STEP_DONE, ACT_STEP_DONE);
    struct step_named named = { in->step, in->outcome, in->subject, in->place };
    TRY(step_find(desk, casefile, &named, &act->act));
    if (act->act.outcome == DEFINITION_NONE)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "outcome.none", in->step);
    struct form_typed typed = { casefile->sop, casefile->sop->steps[act->act.step].form, in->values,
                                in->values_n, desk->desk->face.offset_min };
    enum err err = typed_read(desk->ctx, &typed, &filled);
    out->errors = filled.errors;
    TRY(err);
    act->values = filled.values;
    act->values_n = filled.n;
    form_fill_act(desk->ctx, casefile->sop, act->values, act->values_n, desk->desk->face.offset_min,
                  &act->act);
    if (typed.form != DEFINITION_NONE)
        TRY(form_check(desk->ctx, casefile->sop, casefile->state, typed.form, act->values,
                       act->values_n, &out->errors));
    settings_of_form(desk, casefile, act);
    second_find(desk, casefile, &act->act);
    out->verdict = &act->verdict;
    TRY(case_append(desk, casefile, act, &out->done));
    out->made = act->made;
    return OK;
}

DEED(step_do, .name = "step.do", .rights = RIGHT_SERVICES | RIGHT_SAFETY | RIGHT_IDENTIFY,
     .trace = DEED_WRITES)

/* The entry that waits at its place, as the engine knows it. */
static enum err waiting_find(struct desk_ctx *desk, const struct casefile *casefile, struct str hex,
                             struct act *act, struct hash *ref)
{
    const struct case_entry *first = case_entry_find(casefile->opened, hex);
    if (first == NULL || first->work == NULL || first->kind_inner != INNER_STEP_DONE)
        return ctx_fail(desk->ctx, ERR_MISSING, "entry.none");
    const struct step *step =
        definition_step_code(casefile->sop, (uint32_t)facts_number(first->work, FACT_STEP, 0));
    if (step == NULL)
        return ctx_fail(desk->ctx, ERR_MISSING, "step.none");
    act->step = (uint32_t)(step - casefile->sop->steps);
    act->subject = subject_number(casefile->opened, facts_get_id(first->work, FACT_SUBJECT));
    const struct act *waiting = casestate_waiting(casefile->state, act->step, act->subject);
    if (waiting == NULL || waiting->at != first->at)
        return ctx_fail(desk->ctx, ERR_CONFLICT, "sign.nothing_waits");
    *ref = first->entry->id;
    return OK;
}

/* Roles of people who never log in here, of which one could sign second. */
static uint64_t outside_seconds(const struct casefile *casefile, const struct act *act)
{
    const struct act *first = casestate_waiting(casefile->state, act->step, act->subject);
    return step_second_roles(&casefile->sop->steps[act->step], first->roles) &
           sop_outside_roles(casefile->sop);
}

struct signing {
    const struct act_head *head;
    struct str first, words;
    uint32_t inner;
    enum act_kind kind;
    bool on_paper;
    struct str signer, kept;
};

/* The program cannot know whose hand it was; it keeps who says so, whose it was and where to look.
 */
static enum err paper_sign(struct desk_ctx *desk, const struct casefile *casefile,
                           const struct signing *in, struct case_act *act)
{
    struct str signer = str_trim(in->signer), kept = str_trim(in->kept);
    act->outside = outside_seconds(casefile, &act->act);
    if (act->outside == 0)
        return ctx_fail(desk->ctx, ERR_DENIED, "paper.inside");
    struct facts *inner = parts_of(&act->parts, PART_IDENTITY);
    if (signer.n == 0 || !facts_text(inner, FACT_SIGNER, signer))
        return ctx_fail_at(desk->ctx, ERR_INVALID, "paper.signer", STR("signer"));
    if (kept.n == 0 || !facts_text(inner, FACT_KEPT, kept))
        return ctx_fail_at(desk->ctx, ERR_INVALID, "paper.kept", STR("kept"));
    return OK;
}

static enum err second_signs(struct desk_ctx *desk, const struct signing *in, struct act_done *done)
{
    const struct casefile *casefile;
    bool known;
    struct id id;
    *done = (struct act_done){ 0 };
    TRY(act_known(desk, in->head, done, &id, &known));
    if (known)
        return OK;
    TRY(casefile_reach(desk, in->head->casefile, REACH_SIGN, 0, &casefile));
    struct case_act *act = arena_new(desk->ctx->arena, struct case_act);
    *act = case_act_begin(desk, in->head, in->inner, in->kind);
    TRY(waiting_find(desk, casefile, in->first, &act->act, &act->ref));
    /* Nobody signs second for herself; what waits for somebody outside she may take back. */
    if (in->on_paper)
        TRY(paper_sign(desk, casefile, in, act));
    else if ((in->kind == ACT_STEP_AGREE || outside_seconds(casefile, &act->act) == 0) &&
             id_eq(casestate_waiting(casefile->state, act->act.step, act->act.subject)->officer,
                   desk->who->id))
        return ctx_fail(desk->ctx, ERR_DENIED, "sign.same_person");
    if (in->words.n > 0 && !facts_text(parts_of(&act->parts, PART_IDENTITY), FACT_NOTE, in->words))
        return ctx_fail_at(desk->ctx, ERR_INVALID, "form.text", STR("differs"));
    return case_append(desk, casefile, act, done);
}

static enum err step_agree_do(struct desk_ctx *desk, const struct step_agree_in *in,
                              struct step_agree_out *out)
{
    struct signing signing = { .head = &in->head,
                               .first = in->first,
                               .words = in->differs,
                               .inner = INNER_STEP_AGREE,
                               .kind = ACT_STEP_AGREE,
                               .on_paper = in->on_paper,
                               .signer = in->signer,
                               .kept = in->kept };
    return second_signs(desk, &signing, &out->done);
}

DEED(step_agree, .name = "step.agree", .rights = RIGHT_SIGN | RIGHT_SERVICES, .trace = DEED_WRITES)

static enum err step_decline_do(struct desk_ctx *desk, const struct step_decline_in *in,
                                struct step_decline_out *out)
{
    if (in->head.reason.n == 0 && in->head.words.n == 0)
        return ctx_fail(desk->ctx, ERR_INVALID, "reason.missing");
    struct signing signing = {
        .head = &in->head, .first = in->first, .inner = INNER_STEP_DECLINE, .kind = ACT_STEP_DECLINE
    };
    return second_signs(desk, &signing, &out->done);
}

DEED(step_decline, .name = "step.decline", .rights = RIGHT_SIGN | RIGHT_SERVICES,
     .trace = DEED_WRITES)

static enum err step_skip_do(struct desk_ctx *desk, const struct step_skip_in *in,
                             struct step_skip_out *out)
{
    const struct casefile *casefile;
    bool known;
    struct id id;
    *out = (struct step_skip_out){ 0 };
    TRY(act_known(desk, &in->head, &out->done, &id, &known));
    if (known)
        return OK;
    if (in->head.reason.n == 0)
        return ctx_fail(desk->ctx, ERR_INVALID, "reason.missing");
    TRY(casefile_reach(desk, in->head.casefile, REACH_WRITE, 0, &casefile));
    struct case_act *act = arena_new(desk->ctx->arena, struct case_act);
    *act = case_act_begin(desk, &in->head, INNER_STEP_SKIP, ACT_STEP_SKIP);
    struct step_named named = { in->step, { 0 }, in->subject, in->place };
    TRY(step_find(desk, casefile, &named, &act->act));
    act->act.outcome = DEFINITION_NONE;
    return case_append(desk, casefile, act, &out->done);
}

DEED(step_skip, .name = "step.skip", .rights = RIGHT_SERVICES | RIGHT_SAFETY | RIGHT_IDENTIFY,
     .trace = DEED_WRITES)

static enum err step_countersign_do(struct desk_ctx *desk, const struct step_countersign_in *in,
                                    struct step_countersign_out *out)
{
    const struct casefile *casefile;
    bool known;
    struct id id;
    *out = (struct step_countersign_out){ 0 };
    TRY(act_known(desk, &in->head, &out->done, &id, &known));
    if (known)
        return OK;
    if (id_eq(in->for_officer, desk->who->id))
        return ctx_fail(desk->ctx, ERR_DENIED, "sign.same_person");
    if (desk_member(desk, in->for_officer) == NULL)
        return ctx_fail(desk->ctx, ERR_MISSING, "officer.none");
    TRY(casefile_reach(desk, in->head.casefile, REACH_SIGN, 0, &casefile));
    struct case_act *act = arena_new(desk->ctx->arena, struct case_act);
    *act = case_act_begin(desk, &in->head, INNER_COUNTERSIGN, ACT_OTHER);
    act->judged = false;
    struct step_named named = { in->step, { 0 }, in->subject, in->place };
    TRY(step_find(desk, casefile, &named, &act->act));
    act->act.outcome = DEFINITION_NONE;
    act->act.second = in->for_officer;
    return case_append(desk, casefile, act, &out->done);
}

DEED(step_countersign, .name = "step.countersign", .rights = RIGHT_SIGN | RIGHT_SERVICES,
     .trace = DEED_WRITES)
