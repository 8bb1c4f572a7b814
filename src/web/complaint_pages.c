/*
 * Taking a complaint on one page: nothing is mandatory, saving is
 * never greyed out; a possible double is asked about before saving, without
 * telling who.
 */
#include "web/handlers.h"

#include "pages.h"
#include "use/complaint_open.h"
#include "use/typing_save.h"
#include "web/answers.h"
#include "web/chrome.h"
#include "web/complaint_fill.h"
#include "web/say.h"

static const struct step *start_step(const struct visit *visit)
{
    struct str wanted = visit_field(visit, STR("langkah"), STR("step"));
    return definition_step(visit->desk->sop, wanted.n > 0 ? wanted : STR("S1.01"));
}

/* A page has its own time and channel: whoever answers a telephone need not type that. */
static enum err defaults_add(struct visit *visit)
{
    struct str now =
        rfc3339_write(visit->ctx->arena, ctx_now_min(visit->ctx), visit->face->offset_min);
    if (posted_get(&visit->posted, STR("received_at")).n == 0)
        TRY(posted_add(visit->ctx, &visit->posted, STR("received_at"),
                       str_part(now, 0, STR("2026-11-24T09:00").n)));
    if (posted_get(&visit->posted, STR("channel")).n == 0)
        TRY(posted_add(visit->ctx, &visit->posted, STR("channel"), STR("phone")));
    return OK;
}

/* What was chosen, else that the person must still be reached: help goes on either way. */
static struct str outcome_of(const struct visit *visit)
{
    struct str outcome = visit_field(visit, STR("hasil"), STR("outcome"));
    if (!visit->api && str_eq(posted_get(&visit->posted, STR("simpan")), STR("alih")))
        return STR("tip");
    return outcome.n > 0 ? outcome : STR("reachable");
}

static enum err complaint_write(struct visit *visit, struct complaint_open_out *out)
{
    const struct step *step = start_step(visit);
    if (step == NULL)
        return ctx_fail(visit->ctx, ERR_MISSING, "step.none");
    struct complaint_open_in in = { .step = step->id,
                                    .outcome = outcome_of(visit),
                                    .alias = visit_field(visit, STR("alias"), STR("alias")) };
    TRY(visit_head(visit, &in.head));
    in.head.casefile = STR("");
    if (!posted_id(&visit->posted, visit->api ? STR("draft") : STR("draf"), &in.draft))
        in.draft = (struct id){ 0 };
    in.values = answers_posted(visit->ctx->arena, &visit->posted,
                               visit->api ? STR("values.") : STR(""), &in.values_n);
    return complaint_open(visit->desk, &in, out);
}

static int64_t day_of(struct str text)
{
    int64_t day;
    return date_read(text, &day) ? day : INT64_MIN;
}

static enum err person_ask(struct visit *visit, struct person_check_out *out)
{
    const struct posted *posted = &visit->posted;
    struct person_check_in in = {
        .name = posted_get(posted, STR("person.full_name")),
        .nik = posted_get(posted, STR("person.nik")),
        .phone = posted_get(posted, STR("person.phone")),
        .birth_day = day_of(posted_get(posted, STR("person.birth_date"))),
        .sex = posted_get(posted, STR("person.sex")),
    };
    if (in.name.n == 0)
        in.name = posted_get(posted, STR("person.called_name"));
    return person_check(visit->desk, &in, out);
}

/* Is there anything to compare with, and was it not asked yet? */
static bool double_asked_first(const struct visit *visit)
{
    const struct posted *posted = &visit->posted;
    bool marks = posted_get(posted, STR("person.full_name")).n > 0 ||
                 posted_get(posted, STR("person.nik")).n > 0 ||
                 posted_get(posted, STR("person.phone")).n > 0;
    return marks && !str_eq(posted_get(posted, STR("yakin")), STR("ya"));
}

static enum err draft_write(struct visit *visit, struct typing_save_out *out)
{
    struct typing_save_in in = { .step = STR("S1.01"), .request = visit_draft_of(visit, STR("")) };
    if (!posted_id(&visit->posted, visit->api ? STR("draft") : STR("draf"), &in.draft))
        in.draft = (struct id){ 0 };
    in.values = answers_posted(visit->ctx->arena, &visit->posted,
                               visit->api ? STR("values.") : STR(""), &in.values_n);
    return typing_save(visit->desk, &in, out);
}

/* The page with a draft in it: `/aduan/panggilan?draf=…`. */
static enum err draft_read(struct visit *visit, struct id draft)
{
    struct typing_load_out out = { 0 };
    TRY(typing_load(visit->desk, &(struct typing_load_in){ .draft = draft }, &out));
    for (size_t i = 0; i < out.values_n; i++)
        TRY(posted_add(visit->ctx, &visit->posted, out.values[i].key, out.values[i].text));
    return posted_add(visit->ctx, &visit->posted, STR("draf"),
                      hex_write(visit->ctx->arena, draft.at, sizeof draft.at));
}

void call_show(struct visit *visit)
{
    const struct step *step = start_step(visit);
    struct id draft;
    enum err err = OK;
    if (posted_id(&visit->query, STR("draf"), &draft))
        err = draft_read(visit, draft);
    if (err != OK || step == NULL)
        visit_fail(visit, err == OK ? ERR_MISSING : err);
    else
        complaint_page(visit, step, NULL, OK);
}

static void call_save(struct visit *visit, const struct step *step)
{
    struct complaint_open_out out = { 0 };
    struct person_check_out person = { 0 };
    enum err err = OK;
    if (double_asked_first(visit)) {
        err = person_ask(visit, &person);
        if (err == OK && (person.noted || person.nik_flaws != 0)) {
            double_page(visit, &person);
            return;
        }
    }
    /* A search that is refused for today (too many) never stops a caller from being helped. */
    err = complaint_write(visit, &out);
    if (err != OK)
        complaint_page(visit, step, &out.errors, err);
    else
        visit_go(visit, str_format(visit->ctx->arena, "/kasus/%.*s", STR_ARG(out.casefile)),
                 out.noted ? "kabar.dicatat" : say_done(&out.done));
}

void call_send(struct visit *visit)
{
    const struct step *step = start_step(visit);
    enum err err = step == NULL ? ERR_MISSING : defaults_add(visit);
    if (err != OK)
        visit_fail(visit, err);
    else if (posted_has(&visit->posted, STR("tambah")) ||
             str_eq(posted_get(&visit->posted, STR("yakin")), STR("ubah")))
        complaint_page(visit, step, NULL, OK);
    else
        call_save(visit, step);
}

void call_draft(struct visit *visit)
{
    call_draft_api(visit);
}

void call_draft_api(struct visit *visit)
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

void call_api(struct visit *visit)
{
    struct complaint_open_out out = { 0 };
    enum err err = complaint_write(visit, &out);
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
    json_put_bool(&json, "noted", out.noted);
    json_put_int(&json, "nik_flaws", out.nik_flaws);
    json_done(&json, &out.done, visit->ctx->arena);
    json_end(&json);
}
