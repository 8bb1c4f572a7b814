/* Who may read a case and who did: giving and ending access, the list of openings. */
#include "web/handlers.h"

#include "pages.h"
#include "use/case_show.h"
#include "use/officer_add.h"
#include "use/task_assign.h"
#include "web/access_fill.h"
#include "web/borang.h"
#include "web/casefile_fill.h"
#include "web/chrome.h"
#include "web/say.h"
#include "web/step_fill.h"

/* Colleagues and roles to choose from. */
static enum err fields_fill(struct visit *visit, struct access_view *view)
{
    struct officer_list_out list = { 0 };
    TRY(officer_list(visit->desk, &(struct officer_list_in){ 0 }, &list));
    struct borang *borang = arena_new(visit->ctx->arena, struct borang);
    struct option *people = arena_array(visit->ctx->arena, struct option, list.rows_n + 1);
    struct option roles[ROLE_COUNT + 1] = { 0 };
    borang->visit = visit;
    for (size_t i = 0; i < list.rows_n; i++) {
        const struct member *member = &list.rows[i];
        struct str name = member->name.n > 0 ? member->name : member->login;
        people[i].code = hex_write(visit->ctx->arena, member->id.at, ID_BYTES);
        people[i].label = str_format(visit->ctx->arena, "%.*s (%.*s)", STR_ARG(name),
                                     STR_ARG(say_roles(visit, member->roles)));
    }
    for (unsigned r = 0; r < ROLE_COUNT; r++)
        roles[r] = (struct option){ role_name((enum role)r), role_title(visit, (enum role)r) };
    borang_choice(borang, "petugas", "bagi.petugas", people, list.rows_n, false)->pick = true;
    borang_choice(borang, "peran", "bagi.peran", roles, ROLE_COUNT, false)->pick = true;
    struct option yes = { STR("ya"), words_say(visit->lang, "bagi.utama_isi") };
    borang_choice(borang, "utama", "bagi.utama", &yes, 1, true);
    borang_field(borang, "sampai", "bagi.sampai", "datetime-local", STR(""))->short_line = true;
    borang_field(borang, "simpang_kata", "bagi.alasan", "area", STR(""));
    view->fields.at = borang->fields;
    view->fields.n = borang->fields_n;
    return OK;
}

static void access_page(struct visit *visit, bool gives, enum err failed)
{
    struct why why = visit->ctx->why;
    struct case_access_in in = { .casefile = visit->params[0],
                                 .from = visit_number(&visit->query, STR("dari")) };
    struct case_access_out out = { 0 };
    struct access_view view = { 0 };
    enum err err = case_access(visit->desk, &in, &out);
    if (err == OK && gives)
        err = fields_fill(visit, &view);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    view.chrome = chrome_view(visit, gives ? "bagi.judul" : "akses.judul");
    view.alias = out.alias;
    if (out.alias.n > 0) /* an auditor without a grant sees the envelopes alone */
        view.reach = reach_page(visit);
    view.back = (struct link_view){ out.alias, visit_address(visit, "/kasus/%.*s",
                                                             STR_ARG(visit->params[0])) };
    if (gives)
        view.action = visit_address(visit, "/kasus/%.*s/bagikan", STR_ARG(visit->params[0]));
    if (in.from + out.rows_n < out.whole)
        view.older = visit_address(visit, "/kasus/%.*s/akses?dari=%zu", STR_ARG(visit->params[0]),
                                   in.from + out.rows_n);
    view.grants.at = grants_of(visit, out.sop, out.team, out.team_n, gives);
    view.grants.n = out.team_n;
    view.looks.at = looks_of(visit, out.rows, out.rows_n);
    view.looks.n = out.rows_n;
    visit->ctx->why = why;
    errors_fill(visit, NULL, failed, &view.chrome);
    struct html html = visit_html(visit, visit_status(visit->ctx, failed));
    page_akses(&html, &view);
}

void access_show(struct visit *visit)
{
    access_page(visit, false, OK);
}

void share_show(struct visit *visit)
{
    access_page(visit, true, OK);
}

static void share_again(struct visit *visit, enum err err)
{
    access_page(visit, true, err);
}

static enum err share_write(struct visit *visit, struct act_done *done)
{
    struct task_assign_in in = {
        .role = role_of(visit_field(visit, STR("peran"), STR("role"))),
        .responsible = posted_yes(&visit->posted, visit->api ? STR("responsible") : STR("utama")),
        .history = true,
    };
    struct task_assign_out out = { 0 };
    struct str until = visit_field(visit, STR("sampai"), STR("until"));
    TRY(visit_head(visit, &in.head));
    if (!posted_id(&visit->posted, visit->api ? STR("officer") : STR("petugas"), &in.officer))
        return ctx_fail_at(visit->ctx, ERR_INVALID, "officer.none", STR("petugas"));
    if (in.role == ROLE_COUNT)
        return ctx_fail_at(visit->ctx, ERR_INVALID, "role.none", STR("peran"));
    if (until.n > 0 && !visit_time(visit, until, &in.until_min))
        return ctx_fail_at(visit->ctx, ERR_INVALID, "form.date", STR("sampai"));
    TRY(task_assign(visit->desk, &in, &out));
    *done = out.done;
    return OK;
}

static enum err share_end(struct visit *visit, struct act_done *done)
{
    struct grant_end_in in = { 0 };
    struct grant_end_out out = { 0 };
    TRY(visit_head(visit, &in.head));
    if (!posted_id(&visit->posted, visit->api ? STR("officer") : STR("akses"), &in.officer))
        return ctx_fail_at(visit->ctx, ERR_INVALID, "officer.none", STR("akses"));
    TRY(grant_end(visit->desk, &in, &out));
    *done = out.done;
    return OK;
}

void share_send(struct visit *visit)
{
    struct act_done done = { 0 };
    bool ends = posted_yes(&visit->posted, STR("akhiri"));
    enum err err = ends ? share_end(visit, &done) : share_write(visit, &done);
    act_answer(visit, err, &done, share_again);
}

void share_api(struct visit *visit)
{
    struct act_done done = { 0 };
    enum err err = share_write(visit, &done);
    act_answer_api(visit, err, &done);
}

void share_end_api(struct visit *visit)
{
    struct act_done done = { 0 };
    enum err err = share_end(visit, &done);
    act_answer_api(visit, err, &done);
}

void access_api(struct visit *visit)
{
    struct case_access_in in = { .casefile = visit->params[0],
                                 .from = visit_number(&visit->query, STR("from")) };
    struct case_access_out out = { 0 };
    enum err err = case_access(visit->desk, &in, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_key(&json, "looks");
    json_array_begin(&json);
    for (size_t i = 0; i < out.rows_n; i++) {
        json_object_begin(&json);
        json_text(&json, "officer", say_officer(visit, out.rows[i].officer));
        json_time(&json, visit, "at", out.rows[i].at_min);
        json_put_int(&json, "parts", out.rows[i].parts);
        json_put_int(&json, "page", out.rows[i].page);
        json_end(&json);
    }
    json_end(&json);
    json_key(&json, "team");
    json_array_begin(&json);
    for (size_t i = 0; i < out.team_n; i++) {
        json_object_begin(&json);
        json_id(&json, "id", out.team[i].officer, visit->ctx->arena);
        json_text(&json, "officer", say_officer(visit, out.team[i].officer));
        json_put_int(&json, "mask", out.team[i].mask);
        json_put_bool(&json, "responsible", out.team[i].responsible);
        json_time(&json, visit, "until", out.team[i].until_min);
        json_time(&json, visit, "since", out.team[i].since_min);
        json_time(&json, visit, "last", out.team[i].last_min);
        json_text(&json, "by", say_officer(visit, out.team[i].by));
        json_text(&json, "reason", out.team[i].reason);
        json_text(&json, "words", out.team[i].words);
        json_end(&json);
    }
    json_end(&json);
    json_put_int(&json, "whole", out.whole);
    json_end(&json);
}
