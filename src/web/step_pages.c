/* Doing a step: its form, saving, keeping for later, one row more. */
#include "web/handlers.h"

#include "use/step_do.h"
#include "use/typing_save.h"
#include "web/answers.h"
#include "web/problem.h"
#include "web/say.h"
#include "web/step_fill.h"

static enum err form_read(struct visit *visit, struct step_form_out *form)
{
    int64_t subject = 0;
    if (visit->params[2].n > 0 && (!str_int(visit->params[2], &subject) || subject < 0))
        return ctx_fail(visit->ctx, ERR_MISSING, "step.none");
    struct step_form_in in = { .casefile = visit->params[0],
                               .step = visit->params[1],
                               .subject = (uint32_t)subject };
    return step_form(visit->desk, &in, form);
}

/* Under which name a draft of this step is kept: each instance has its own. */
static struct str draft_where(const struct visit *visit, uint32_t subject)
{
    return subject == 0
               ? visit->params[1]
               : str_format(visit->ctx->arena, "%.*s/%u", STR_ARG(visit->params[1]), subject);
}

/* Which instance was posted: in the address of the form, in the query of its autosave, in JSON. */
static uint32_t draft_subject(const struct visit *visit)
{
    int64_t subject = 0;
    if (visit->params[2].n > 0 && str_int(visit->params[2], &subject) && subject > 0)
        return (uint32_t)subject;
    return visit->api ? visit_number(&visit->posted, STR("subject"))
                      : visit_number(&visit->query, STR("subjek"));
}

/* The newest draft of this step; false when there is none. */
static bool draft_find(struct visit *visit, uint32_t subject, struct draft_row *out)
{
    struct str where = draft_where(visit, subject);
    struct typing_list_in in = { .casefile = visit->params[0] };
    struct typing_list_out list = { 0 };
    if (typing_list(visit->desk, &in, &list) != OK)
        return false;
    for (size_t i = 0; i < list.rows_n; i++) {
        if (!str_eq(list.rows[i].step, where))
            continue;
        *out = list.rows[i];
        return true;
    }
    return false;
}

/* What is asked anew is left out of a draft: yesterday's "yes, an escort is there" says nothing of
 * today. */
static size_t asked_anew_out(const struct step_form_out *form, struct value *values, size_t n)
{
    const struct definition *sop = form->casefile->sop;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!form_asked_anew(sop, (uint32_t)(form->step - sop->steps), values[i].field))
            values[kept++] = values[i];
    return kept;
}

/* A draft as if it had been posted again. */
static void draft_show(struct visit *visit, const struct step_form_out *form,
                       struct step_shown *shown)
{
    struct draft_row row = { 0 };
    struct typing_load_out out = { 0 };
    struct posted posted = { 0 };
    struct when when = say_when(visit);
    if (form->form == NULL || !draft_find(visit, form->subject, &row))
        return;
    struct typing_load_in in = { .draft = row.draft, .casefile = visit->params[0] };
    if (typing_load(visit->desk, &in, &out) != OK)
        return;
    for (size_t i = 0; i < out.values_n; i++)
        if (posted_add(visit->ctx, &posted, out.values[i].key, out.values[i].text) != OK)
            return;
    size_t n;
    struct value *values =
        answers_typed(visit->ctx->arena, form->casefile->sop, form->step->form, &posted, &n);
    shown->values_n = asked_anew_out(form, values, n);
    shown->values = values;
    shown->drafted = when_short(&when, out.saved_min);
}

void step_show(struct visit *visit)
{
    struct step_form_out form = { 0 };
    struct step_shown shown = { .outcome = posted_get(&visit->query, STR("hasil")) };
    enum err err = form_read(visit, &form);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    draft_show(visit, &form, &shown);
    step_page(visit, &form, &shown);
}

/* The same page with everything that was typed. */
static void step_again(struct visit *visit, enum err failed, const struct step_do_out *out)
{
    struct why why = visit->ctx->why;
    struct step_form_out form = { 0 };
    struct step_shown shown = { .outcome = posted_get(&visit->posted, STR("hasil")),
                                .more = posted_get(&visit->posted, STR("tambah")),
                                .err = failed };
    enum err err = form_read(visit, &form);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    visit->ctx->why = why;
    if (out != NULL) {
        shown.errors = out->errors;
        shown.verdict = out->verdict;
        shown.deviates = out->verdict != NULL && out->verdict->needs_reason;
    }
    if (form.form != NULL)
        shown.values = answers_typed(visit->ctx->arena, form.casefile->sop, form.step->form,
                                     &visit->posted, &shown.values_n);
    step_page(visit, &form, &shown);
}

static enum err step_write(struct visit *visit, struct step_do_out *out)
{
    struct step_do_in in = { .step = visit->params[1],
                             .outcome = visit_field(visit, STR("hasil"), STR("outcome")) };
    int64_t subject = 0;
    struct str sent = visit->api ? posted_get(&visit->posted, STR("subject")) : visit->params[2];
    if (sent.n > 0 && (!str_int(sent, &subject) || subject < 0 || subject > INT32_MAX))
        return ctx_fail(visit->ctx, ERR_MISSING, "step.subject");
    in.subject = (uint32_t)subject;
    TRY(visit_head(visit, &in.head));
    in.values = answers_posted(visit->ctx->arena, &visit->posted,
                               visit->api ? STR("values.") : STR(""), &in.values_n);
    return step_do(visit->desk, &in, out);
}

static enum err draft_write(struct visit *visit, struct typing_save_out *out)
{
    struct draft_row row = { 0 };
    struct str where = draft_where(visit, draft_subject(visit));
    struct str below = str_part(where, visit->params[1].n, where.n);
    struct typing_save_in in = { .request = visit_draft_of(visit, below),
                                 .casefile = visit->params[0],
                                 .step = where,
                                 .only_mine = posted_yes(&visit->posted, STR("hanya_saya")) };
    if (draft_find(visit, draft_subject(visit), &row))
        in.draft = row.draft;
    in.values = answers_posted(visit->ctx->arena, &visit->posted,
                               visit->api ? STR("values.") : STR(""), &in.values_n);
    return typing_save(visit->desk, &in, out);
}

static struct str case_path(const struct visit *visit)
{
    return str_format(visit->ctx->arena, "/kasus/%.*s", STR_ARG(visit->params[0]));
}

static void draft_kept(struct visit *visit)
{
    struct typing_save_out out = { 0 };
    enum err err = draft_write(visit, &out);
    if (err != OK)
        step_again(visit, err, NULL);
    else
        visit_go(visit, case_path(visit), "kabar.draf");
}

/* What was signed is no draft any more. */
static void step_answer(struct visit *visit, const struct act_done *done)
{
    struct draft_row row = { 0 };
    struct typing_drop_out dropped;
    if (draft_find(visit, draft_subject(visit), &row)) {
        enum err err = typing_drop(
            visit->desk, &(struct typing_drop_in){ row.draft, visit->params[0] }, &dropped);
        if (err != OK) /* it is overwritten by the next one */
            visit->ctx->why = (struct why){ 0 };
    }
    visit_go(visit, case_path(visit), say_done(done));
}

void step_send(struct visit *visit)
{
    struct step_do_out out = { 0 };
    if (posted_has(&visit->posted, STR("tambah"))) {
        step_again(visit, OK, NULL);
        return;
    }
    if (str_eq(posted_get(&visit->posted, STR("simpan")), STR("nanti"))) {
        draft_kept(visit);
        return;
    }
    enum err err = step_write(visit, &out);
    if (err == ERR_MISSING)
        visit_fail(visit, err);
    else if (err != OK)
        step_again(visit, err, &out);
    else
        step_answer(visit, &out.done);
}

/* The script's autosave: no page, the time it was kept. */
void step_draft(struct visit *visit)
{
    draft_api(visit);
}

void draft_api(struct visit *visit)
{
    struct typing_save_out out = { 0 };
    enum err err = draft_write(visit, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_id(&json, "draft", out.draft, visit->ctx->arena);
    json_time(&json, visit, "saved", out.saved_min);
    json_end(&json);
}

/* ---- JSON ---------------------------------------------------------------------------------- */

/* All that is wrong with a form, by the definition's keys. */
void form_problem(struct visit *visit, const struct definition *sop, enum err err,
                  const struct form_errors *errors)
{
    struct problem_field *fields =
        arena_array(visit->ctx->arena, struct problem_field, errors->n + 1);
    for (size_t i = 0; i < errors->n; i++)
        fields[i] = (struct problem_field){ sop->fields[errors->at[i].field].key, errors->at[i].key,
                                            errors->at[i].row };
    problem_write(visit, err, fields, errors->n);
}

void step_api(struct visit *visit)
{
    struct step_do_out out = { 0 };
    struct step_form_out form = { 0 };
    enum err err = step_write(visit, &out);
    if (err != OK && out.errors.n > 0) {
        struct why why = visit->ctx->why;
        if (form_read(visit, &form) == OK) {
            visit->ctx->why = why;
            form_problem(visit, form.casefile->sop, err, &out.errors);
            return;
        }
        visit->ctx->why = why;
    }
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_done(&json, &out.done, visit->ctx->arena);
    if (out.made > 0)
        json_put_int(&json, "made", out.made);
    json_end(&json);
}
