#include "use/complaint_open.h"

#include "domain/facts.h"
#include "store/drafts.h"
#include "store/tasks.h"
#include "use/case_begin.h"
#include "use/notice.h"
#include "use/step_find.h"

#include <string.h>

/* The case that a request id made before: the same answer again. */
static enum err opened_before(struct desk_ctx *desk, struct id id, struct str *address,
                              struct str *alias)
{
    struct case_row row;
    TRY(case_load(desk->ctx, desk->office, id, &row));
    *alias = row.alias;
    return case_address(desk->ctx, desk->office, id, address);
}

struct first_form {
    struct filled filled;
    struct act act; /* step and outcome named, answers filled */
};

/* Reads the form of the start step; nothing is written yet. */
static enum err first_form_read(struct desk_ctx *desk, const struct complaint_open_in *in,
                                struct first_form *out)
{
    const struct sop *sop;
    TRY(desk_sop_newest(desk->ctx, desk->desk, &sop));
    const struct definition *def = sop->definition;
    struct act *act = &out->act;
    act->step = definition_step_index(def, in->step);
    if (act->step == DEFINITION_NONE)
        return ctx_fail_at(desk->ctx, ERR_MISSING, "step.none", in->step);
    act->outcome = in->outcome.n > 0 ? definition_outcome(def, act->step, in->outcome)
                   : def->steps[act->step].outcomes.n == 1 ? 0
                                                           : DEFINITION_NONE;
    if (act->outcome == DEFINITION_NONE)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "outcome.none", STR("outcome"));
    struct form_typed typed = { def, def->steps[act->step].form, in->values, in->values_n,
                                desk->desk->face.offset_min };
    TRY(typed_read(desk->ctx, &typed, &out->filled));
    form_fill_act(desk->ctx, def, out->filled.values, out->filled.n, typed.offset_min, act);
    if (typed.form == DEFINITION_NONE)
        return OK;
    return form_check(desk->ctx, def, NULL, typed.form, out->filled.values, out->filled.n,
                      &out->filled.errors);
}

static enum err complaint_open_do(struct desk_ctx *desk, const struct complaint_open_in *in,
                                  struct complaint_open_out *out)
{
    const struct casefile *casefile;
    struct first_form form = { .act = { .step = DEFINITION_NONE } };
    struct notice_found found;
    bool known;
    struct id id;
    *out = (struct complaint_open_out){ 0 };
    TRY(act_known(desk, &in->head, &out->done, &id, &known));
    if (known)
        return opened_before(desk, id, &out->casefile, &out->alias);
    enum err err = first_form_read(desk, in, &form);
    out->errors = form.filled.errors;
    TRY(err);
    struct case_begin begin = { &in->head, in->alias, false, form.filled.values, form.filled.n };
    TRY(case_begin(desk, &begin, &casefile));
    struct case_act *act = arena_new(desk->ctx->arena, struct case_act);
    *act = case_act_begin(desk, &in->head, INNER_STEP_DONE, ACT_STEP_DONE);
    struct act filled = form.act;
    filled.kind = ACT_STEP_DONE;
    filled.row = DEFINITION_NONE;
    act->act = filled;
    act->values = form.filled.values;
    act->values_n = form.filled.n;
    settings_of_form(desk, casefile, act);
    TRY(case_append(desk, casefile, act, &out->done));
    struct person_known person = person_known(casefile->sop, act->values, act->values_n);
    TRY(notice_doubles(desk, &person, casefile->id, &found));
    out->noted = person.full_name.n > 0 || person.nik.n > 0 || person.phone.n > 0;
    out->nik_flaws = person_nik_flaws(&person);
    out->casefile = casefile->address;
    out->alias = casefile->alias;
    out->manager = casefile->opened->responsible;
    if (id_is_zero(in->draft))
        return OK;
    err = draft_drop(desk->ctx, desk->office, in->draft);
    return err == ERR_MISSING ? OK : err;
}

DEED(complaint_open, .name = "complaint.open", .rights = RIGHT_INTAKE, .trace = DEED_WRITES)

/* ---- a case that ran on paper ------------------------------------------------------------- */

static enum err paper_step_append(struct desk_ctx *desk, const struct paper_case_open_in *in,
                                  uint32_t i, const struct casefile **casefile)
{
    const struct paper_step *step = &in->steps[i];
    struct act_head head = in->head;
    struct act_done done;
    head.request = request_derived(in->head.request, "before", i);
    head.happened_min = step->happened_min;
    head.reason = head.words = (struct str){ 0 };
    struct case_act *act = arena_new(desk->ctx->arena, struct case_act);
    *act = case_act_begin(desk, &head, INNER_STEP_DONE, ACT_STEP_BEFORE);
    struct step_named named = { step->step, step->outcome, 0, { { 0 } } };
    TRY(step_find(desk, *casefile, &named, &act->act));
    if (step->happened_min > desk_now_min(desk))
        return ctx_fail_at(desk->ctx, ERR_INVALID, "paper.future", step->step);
    TRY(case_append(desk, *casefile, act, &done));
    *casefile = casefile_after(desk, *casefile, act);
    return OK;
}

static enum err paper_case_open_do(struct desk_ctx *desk, const struct paper_case_open_in *in,
                                   struct paper_case_open_out *out)
{
    const struct casefile *casefile;
    struct first_form form = { .act = { .step = DEFINITION_NONE } };
    struct notice_found found;
    bool known;
    struct id id;
    *out = (struct paper_case_open_out){ 0 };
    TRY(act_known(desk, &in->head, &out->done, &id, &known));
    if (known)
        return opened_before(desk, id, &out->casefile, &out->alias);
    if (in->steps_n == 0)
        return ctx_fail(desk->ctx, ERR_INVALID, "paper.none");
    if (in->steps_n > PAPER_STEPS_MAX)
        return ctx_fail(desk->ctx, ERR_INVALID, "paper.many");
    struct complaint_open_in first = { .head = in->head,
                                       .step = in->steps[0].step,
                                       .outcome = in->steps[0].outcome,
                                       .values = in->values,
                                       .values_n = in->values_n };
    enum err err = first_form_read(desk, &first, &form);
    out->errors = form.filled.errors;
    TRY(err);
    struct case_begin begin = { &in->head, in->alias, true, form.filled.values, form.filled.n };
    TRY(case_begin(desk, &begin, &casefile));
    struct act_head head = in->head;
    head.happened_min = in->steps[0].happened_min;
    struct case_act *act = arena_new(desk->ctx->arena, struct case_act);
    *act = case_act_begin(desk, &head, INNER_STEP_DONE, ACT_STEP_BEFORE);
    form.act.kind = ACT_STEP_BEFORE;
    form.act.row = DEFINITION_NONE;
    act->act = form.act;
    act->values = form.filled.values;
    act->values_n = form.filled.n;
    settings_of_form(desk, casefile, act);
    TRY(case_append(desk, casefile, act, &out->done));
    casefile = casefile_after(desk, casefile, act);
    for (uint32_t i = 1; i < in->steps_n; i++)
        TRY(paper_step_append(desk, in, i, &casefile));
    struct person_known person = person_known(casefile->sop, act->values, act->values_n);
    TRY(notice_doubles(desk, &person, casefile->id, &found));
    out->nik_flaws = person_nik_flaws(&person);
    out->casefile = casefile->address;
    out->alias = casefile->alias;
    out->manager = casefile->opened->responsible;
    return OK;
}

DEED(paper_case_open, .name = "case.paper", .rights = RIGHT_INTAKE | RIGHT_CLOSE,
     .trace = DEED_WRITES)

/* ---- before saving ------------------------------------------------------------------------ */

static enum err person_check_do(struct desk_ctx *desk, const struct person_check_in *in,
                                struct person_check_out *out)
{
    struct person_known person = { .full_name = in->name,
                                   .nik = in->nik,
                                   .phone = in->phone,
                                   .sex = in->sex,
                                   .birth_day = in->birth_day,
                                   .age_stated = -1 };
    struct notice_found found;
    *out = (struct person_check_out){ .noted = true };
    TRY(search_counted(desk));
    TRY(notice_doubles(desk, &person, (struct id){ 0 }, &found));
    out->nik_flaws = person_nik_flaws(&person);
    if (in->nik.n > 0)
        out->nik_masked = nik_masked(desk->ctx->arena, in->nik);
    if (found.exact && desk_has_role(desk, ROLE_INTAKE_OFFICER)) {
        out->has_manager = true;
        out->manager = found.manager;
    }
    return OK;
}

DEED(person_check, .name = "person.check", .rights = RIGHT_INTAKE, .trace = DEED_READS)

static enum err alias_change_do(struct desk_ctx *desk, const struct alias_change_in *in,
                                struct alias_change_out *out)
{
    const struct casefile *casefile;
    bool known, taken;
    struct id id;
    *out = (struct alias_change_out){ .alias = str_trim(in->alias) };
    TRY(act_known(desk, &in->head, &out->done, &id, &known));
    if (known)
        return OK;
    TRY(casefile_reach(desk, in->head.casefile, REACH_WRITE, 0, &casefile));
    if (out->alias.n == 0)
        TRY(alias_draw(desk, &out->alias));
    TRY(alias_check(desk, out->alias));
    TRY(alias_taken(desk->ctx, desk->office, out->alias, &taken));
    if (taken)
        return ctx_fail_at(desk->ctx, ERR_CONFLICT, "alias.taken", STR("alias"));
    struct case_act *act = arena_new(desk->ctx->arena, struct case_act);
    *act = case_act_begin(desk, &in->head, INNER_PERSON_ADD, ACT_OTHER);
    act->judged = false;
    if (!facts_text(parts_of(&act->parts, PART_WORK), FACT_ALIAS, out->alias))
        return ctx_fail_at(desk->ctx, ERR_INVALID, "alias.form", STR("alias"));
    return case_append(desk, casefile, act, &out->done);
}

DEED(alias_change, .name = "alias.change", .rights = RIGHT_BOARD, .trace = DEED_WRITES)
