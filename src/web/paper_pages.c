/*
 * A case that ran on paper, entered at the step it has reached: who,
 * how to reach, which steps were done when.  None of them counts late or skipped.
 */
#include "web/handlers.h"

#include "pages.h"
#include "use/complaint_open.h"
#include "view/paper_view.h"
#include "web/answers.h"
#include "web/chrome.h"
#include "web/say.h"
#include "web/step_fill.h"

/* Names of a step's two fields: "sudah.S1.06b" and "tanggal.S1.06b". */
static struct str part_name(struct visit *visit, const struct step *step, const char *part)
{
    return str_format(visit->ctx->arena, "%s.%.*s", part, STR_ARG(step->id));
}

static struct paper_step_view step_of(struct visit *visit, const struct step *step, enum err err)
{
    struct arena *arena = visit->ctx->arena;
    const struct definition *sop = visit->desk->sop;
    struct str done = part_name(visit, step, "sudah"), on = part_name(visit, step, "tanggal");
    struct choice_view *choices = arena_array(arena, struct choice_view, step->outcomes.n + 1);
    struct str chosen = posted_get(&visit->posted, done);
    for (uint32_t i = 0; i < step->outcomes.n; i++) {
        const struct outcome *outcome = &sop->outcomes[step->outcomes.first + i];
        choices[i] = (struct choice_view){ .id = str_format(arena, "f-%.*s-%.*s", STR_ARG(done),
                                                            STR_ARG(outcome->id)),
                                           .name = done,
                                           .value = outcome->id,
                                           .label = say_text2(visit, outcome->title),
                                           .checked = str_eq(chosen, outcome->id) };
    }
    struct paper_step_view view = {
        .code = step->id,
        .title = say_text2(visit, step->title),
        .done = field_plain(arena, str_z(arena, done), words_say(visit->lang, "kertas.hasil"),
                            "text", STR("")),
        .on = field_plain(arena, str_z(arena, on), words_say(visit->lang, "kertas.tgl"), "date",
                          posted_get(&visit->posted, on)),
    };
    view.done.line = false;
    view.done.one = true;
    view.done.pick = true;
    view.done.choices.at = choices;
    view.done.choices.n = step->outcomes.n;
    view.on.short_line = true;
    say_at_field(visit, err, &view.done);
    say_at_field(visit, err, &view.on);
    return view;
}

static void services_fill(struct visit *visit, enum err err, struct paper_view *view)
{
    const struct definition *sop = visit->desk->sop;
    struct paper_service *services =
        arena_array(visit->ctx->arena, struct paper_service, sop->services_n + 1);
    for (uint32_t s = 0; s < sop->services_n; s++) {
        struct paper_step_view *steps =
            arena_array(visit->ctx->arena, struct paper_step_view, sop->steps_n + 1);
        services[s] = (struct paper_service){ .id = sop->services[s].id,
                                              .title = say_text2(visit, sop->services[s].title),
                                              .open = s == 1 };
        for (uint32_t i = 0; i < sop->steps_n; i++)
            if (sop->steps[i].service == s && sop->steps[i].each == DEFINITION_NONE &&
                sop->steps[i].code < 1000000)
                steps[services[s].steps.n++] = step_of(visit, &sop->steps[i], err);
        services[s].steps.at = steps;
    }
    view->services.at = services;
    view->services.n = sop->services_n;
}

/* Fields of the first contact, those about reaching the person apart. */
static struct form_fill person_fill(struct visit *visit, const struct step *start,
                                    const struct form_errors *errors, struct paper_view *view)
{
    const struct definition *sop = visit->desk->sop;
    struct when when = say_when(visit);
    struct form_fill fill = { .definition = sop,
                              .form = start->form,
                              .held = UINT16_MAX,
                              .more = posted_get(&visit->posted, STR("tambah")) };
    if (errors != NULL) {
        fill.errors = errors->at;
        fill.errors_n = errors->n;
    }
    fill.values =
        answers_typed(visit->ctx->arena, sop, start->form, &visit->posted, &fill.values_n);
    size_t n = 0;
    struct field_view *fields = form_fill(&when, &fill, &n);
    struct field_view *reach = arena_array(visit->ctx->arena, struct field_view, n + 1);
    size_t person_n = 0, reach_n = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t index = form_field(sop, start->form, fields[i].name);
        bool contact =
            index != DEFINITION_NONE && str_eq(sop->fields[index].block, STR("B_SAFE_CONTACT"));
        if (contact)
            reach[reach_n++] = fields[i];
        else
            fields[person_n++] = fields[i];
    }
    view->person.at = fields;
    view->person.n = person_n;
    view->reach.at = reach;
    view->reach.n = reach_n;
    return fill;
}

static void paper_page(struct visit *visit, const struct form_errors *errors, enum err err)
{
    const struct step *start = definition_step(visit->desk->sop, STR("S1.01"));
    if (start == NULL || start->form == DEFINITION_NONE) {
        visit_missing(visit);
        return;
    }
    struct paper_view *view = arena_new(visit->ctx->arena, struct paper_view);
    view->chrome = chrome_view(visit, "kertas.judul");
    view->back =
        (struct link_view){ words_say(visit->lang, "kasus.judul"), visit_address(visit, "/kasus") };
    view->action = visit_address(visit, "/kasus/kertas");
    struct form_fill fill = person_fill(visit, start, errors, view);
    services_fill(visit, err, view);
    errors_fill(visit, &fill, err, &view->chrome);
    struct html html = visit_html(visit, visit_status(visit->ctx, err));
    page_kertas(&html, view);
}

static int by_time(const void *a, const void *b)
{
    const struct paper_step *x = a, *y = b;
    return x->happened_min < y->happened_min ? -1 : x->happened_min > y->happened_min;
}

static bool outcome_known(const struct definition *sop, const struct step *step, struct str outcome)
{
    for (uint32_t i = 0; i < step->outcomes.n; i++)
        if (str_eq(sop->outcomes[step->outcomes.first + i].id, outcome))
            return true;
    return outcome.n == 0;
}

/* Steps with a date, in the order of happening; a date alone is noon at the office. */
static enum err steps_read(struct visit *visit, struct paper_case_open_in *in)
{
    const struct definition *sop = visit->desk->sop;
    struct paper_step *steps = arena_array(visit->ctx->arena, struct paper_step, PAPER_STEPS_MAX);
    for (uint32_t i = 0; i < sop->steps_n; i++) {
        struct str date = part_name(visit, &sop->steps[i], "tanggal");
        struct str done = part_name(visit, &sop->steps[i], "sudah");
        struct str on = posted_get(&visit->posted, date);
        int64_t day;
        if (!outcome_known(sop, &sop->steps[i], posted_get(&visit->posted, done)))
            return ctx_fail_at(visit->ctx, ERR_INVALID, "outcome.none", done);
        if (on.n == 0)
            continue;
        if (!date_read(on, &day))
            return ctx_fail_at(visit->ctx, ERR_INVALID, "form.date", date);
        if (in->steps_n == PAPER_STEPS_MAX)
            return ctx_fail(visit->ctx, ERR_INVALID, "paper.many");
        steps[in->steps_n++] = (struct paper_step){
            .step = sop->steps[i].id,
            .outcome = posted_get(&visit->posted, done),
            .happened_min = day * 1440 + 720 - visit->face->offset_min,
        };
    }
    if (in->steps_n > 1)
        qsort(steps, in->steps_n, sizeof *steps, by_time);
    in->steps = steps;
    return OK;
}

/* Machines send steps.0.step, steps.0.outcome, steps.0.happened. */
static enum err steps_read_json(struct visit *visit, struct paper_case_open_in *in)
{
    struct arena *arena = visit->ctx->arena;
    struct paper_step *steps = arena_array(arena, struct paper_step, PAPER_STEPS_MAX);
    for (unsigned i = 0; i < PAPER_STEPS_MAX; i++) {
        struct str step = posted_get(&visit->posted, str_format(arena, "steps.%u.step", i));
        struct str at = posted_get(&visit->posted, str_format(arena, "steps.%u.happened", i));
        if (step.n == 0)
            break;
        steps[i] = (struct paper_step){
            .step = step,
            .outcome = posted_get(&visit->posted, str_format(arena, "steps.%u.outcome", i)),
        };
        if (!visit_time(visit, at, &steps[i].happened_min))
            return ctx_fail_at(visit->ctx, ERR_INVALID, "form.date", step);
        in->steps_n++;
    }
    in->steps = steps;
    return OK;
}

static enum err paper_write(struct visit *visit, struct paper_case_open_out *out)
{
    struct paper_case_open_in in = { .alias = posted_get(&visit->posted, STR("alias")) };
    TRY(visit_head(visit, &in.head));
    in.head.casefile = STR("");
    TRY(visit->api ? steps_read_json(visit, &in) : steps_read(visit, &in));
    struct typed *values = answers_posted(visit->ctx->arena, &visit->posted,
                                          visit->api ? STR("values.") : STR(""), &in.values_n);
    size_t n = 0;
    for (size_t i = 0; i < in.values_n; i++)
        if (visit->api || (!str_starts(values[i].key, STR("sudah.")) &&
                           !str_starts(values[i].key, STR("tanggal."))))
            values[n++] = values[i];
    in.values = values;
    in.values_n = n;
    return paper_case_open(visit->desk, &in, out);
}

void paper_show(struct visit *visit)
{
    paper_page(visit, NULL, OK);
}

void paper_send(struct visit *visit)
{
    struct paper_case_open_out out = { 0 };
    if (posted_has(&visit->posted, STR("tambah"))) {
        paper_page(visit, NULL, OK);
        return;
    }
    enum err err = paper_write(visit, &out);
    if (err != OK)
        paper_page(visit, &out.errors, err);
    else
        visit_go(visit, str_format(visit->ctx->arena, "/kasus/%.*s", STR_ARG(out.casefile)),
                 say_done(&out.done));
}

void paper_api(struct visit *visit)
{
    struct paper_case_open_out out = { 0 };
    enum err err = paper_write(visit, &out);
    if (err != OK && out.errors.n > 0) {
        form_problem(visit, visit->desk->sop, err, &out.errors);
        return;
    }
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_put_str(&json, "case", out.casefile);
    json_put_str(&json, "alias", out.alias);
    json_done(&json, &out.done, visit->ctx->arena);
    json_end(&json);
}
