/* Who may read a case and who did: giving and ending access, the list of openings. */
#include "web/handlers.h"

#include "pages.h"
#include "use/case_show.h"
#include "use/officer_add.h"
#include "use/task_assign.h"
#include "web/borang.h"
#include "web/casefile_fill.h"
#include "web/chrome.h"
#include "web/say.h"
#include "web/step_fill.h"

/* "Identitas, Kisah": the compartments of a mask in words. */
static struct str mask_said(const struct visit *visit, uint16_t mask)
{
    struct buf out = buf_open(visit->ctx->arena, 400);
    for (unsigned c = 1; c < 12; c++) {
        if ((mask >> c & 1) == 0)
            continue;
        if (out.n > 0)
            buf_put(&out, STR(", "));
        buf_put(&out, words_code(visit->ctx->arena, visit->lang, "kompartemen.",
                                 str_format(visit->ctx->arena, "%u", c)));
    }
    return buf_str(&out);
}

static struct str roles_said(const struct visit *visit, uint32_t roles)
{
    struct buf out = buf_open(visit->ctx->arena, 600);
    for (unsigned r = 0; r < ROLE_COUNT; r++) {
        if ((roles >> r & 1) == 0)
            continue;
        if (out.n > 0)
            buf_put(&out, STR(", "));
        buf_put(&out, role_title(visit, (enum role)r));
    }
    return buf_str(&out);
}

static void grants_fill(struct visit *visit, const struct case_access_out *out, bool may_end,
                        struct access_view *view)
{
    struct when when = say_when(visit);
    struct grant_row *rows = arena_array(visit->ctx->arena, struct grant_row, out->team_n + 1);
    for (size_t i = 0; i < out->team_n; i++) {
        const struct team_row *team = &out->team[i];
        const struct member *member = desk_member(visit->desk, team->officer);
        rows[i] = (struct grant_row){
            .who = say_officer(visit, team->officer),
            .role = member == NULL ? STR("") : roles_said(visit, member->roles),
            .what = mask_said(visit, team->mask),
            .id = hex_write(visit->ctx->arena, team->officer.at, ID_BYTES),
            .may_end = may_end,
        };
        if (team->until_min != 0)
            rows[i].until = when_short(&when, team->until_min);
    }
    view->grants.at = rows;
    view->grants.n = out->team_n;
}

static void looks_fill(struct visit *visit, const struct case_access_out *out,
                       struct access_view *view)
{
    struct when when = say_when(visit);
    struct look_row *rows = arena_array(visit->ctx->arena, struct look_row, out->rows_n + 1);
    for (size_t i = 0; i < out->rows_n; i++) {
        const struct access_line *line = &out->rows[i];
        rows[i] = (struct look_row){
            .when = when_short(&when, line->at_min),
            .who = say_officer(visit, line->officer),
            .what = mask_said(visit, line->parts),
            .why = words_code(visit->ctx->arena, visit->lang, "akses.halaman.",
                              str_format(visit->ctx->arena, "%u", line->page)),
        };
    }
    view->looks.at = rows;
    view->looks.n = out->rows_n;
}

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
                                     STR_ARG(roles_said(visit, member->roles)));
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
    view.back = (struct link_view){ out.alias, visit_address(visit, "/kasus/%.*s",
                                                             STR_ARG(visit->params[0])) };
    if (gives)
        view.action = visit_address(visit, "/kasus/%.*s/bagikan", STR_ARG(visit->params[0]));
    if (in.from + out.rows_n < out.whole)
        view.older = visit_address(visit, "/kasus/%.*s/akses?dari=%zu", STR_ARG(visit->params[0]),
                                   in.from + out.rows_n);
    grants_fill(visit, &out, gives, &view);
    looks_fill(visit, &out, &view);
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
        json_end(&json);
    }
    json_end(&json);
    json_put_int(&json, "whole", out.whole);
    json_end(&json);
}
