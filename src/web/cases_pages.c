/* The list of cases and the search: only by alias; what is searched for is posted (ux A4). */
#include "web/handlers.h"

#include "pages.h"
#include "use/today_list.h"
#include "web/chrome.h"
#include "web/paging.h"
#include "web/say.h"

struct tab {
    const char *query, *word;
    enum case_which which;
};

static const struct tab tabs[] = {
    { "milik", "kasus.milik_saya", CASES_MINE },
    { "semua", "kasus.semua", CASES_OPEN },
    { "selesai", "kasus.selesai", CASES_CLOSED },
};
enum { TABS = sizeof tabs / sizeof *tabs };

static size_t tab_chosen(const struct visit *visit)
{
    struct str query = posted_get(&visit->query, STR("lihat"));
    for (size_t i = 0; i < TABS; i++)
        if (str_eq(query, str_of(tabs[i].query)))
            return i;
    return 0;
}

static struct case_row_view row_view(const struct visit *visit, const struct case_line *line)
{
    struct when when = say_when(visit);
    struct chip due = when_due(&when, line->due_min);
    struct case_row_view row = {
        .alias = line->alias,
        .when = due.text,
        .when_tone = due.tone,
        .who = say_officer(visit, line->responsible),
        .held = line->held,
        .next = words_fill(visit->ctx->arena, visit->lang, "kasus.langkah_terbuka",
                           (struct say_arg[]){ say_number("n", line->open_steps) }, 1),
    };
    if (line->held)
        row.href = visit_address(visit, "/kasus/%.*s", STR_ARG(line->casefile));
    if (line->due_min != INT64_MIN)
        row.exact = when_full(&when, line->due_min);
    if (line->risk < 3)
        return row;
    struct chip *chip = arena_new(visit->ctx->arena, struct chip);
    *chip =
        (struct chip){ words_say(visit->lang, "status.perlindungan"), STR("jaga"), STR("shield") };
    row.chips.at = chip;
    row.chips.n = 1;
    return row;
}

static void rows_fill(const struct visit *visit, const struct case_line *lines, size_t n,
                      struct cases_view *view)
{
    struct case_row_view *rows = arena_array(visit->ctx->arena, struct case_row_view, n + 1);
    for (size_t i = 0; i < n; i++)
        rows[i] = row_view(visit, &lines[i]);
    view->rows.at = rows;
    view->rows.n = n;
}

static struct cases_view view_open(struct visit *visit, size_t tab)
{
    struct tab_view *links = arena_array(visit->ctx->arena, struct tab_view, TABS);
    for (size_t i = 0; i < TABS; i++)
        links[i] =
            (struct tab_view){ words_say(visit->lang, tabs[i].word),
                               visit_address(visit, "/kasus?lihat=%s", tabs[i].query), i == tab };
    struct cases_view view = { .chrome = chrome_view(visit, "kasus.judul"),
                               .search = visit_address(visit, "/kasus") };
    if (desk_may(visit->desk, RIGHT_INTAKE)) {
        view.take_report = visit_address(visit, "/aduan/panggilan");
        view.paper = visit_address(visit, "/kasus/kertas");
    }
    view.tabs.at = links;
    view.tabs.n = TABS;
    return view;
}

void cases_show(struct visit *visit)
{
    size_t tab = tab_chosen(visit);
    struct case_list_in in = { .which = tabs[tab].which,
                               .from = visit_number(&visit->query, STR("dari")),
                               .rows_max = PAGE_ROWS };
    struct case_list_out out = { 0 };
    enum err err = case_list(visit->desk, &in, &out);
    /* Who is responsible for none yet (an intake officer) begins with the office's list. */
    if (err == OK && out.whole == 0 && !posted_has(&visit->query, STR("lihat"))) {
        tab = 1;
        in.which = tabs[tab].which;
        err = case_list(visit->desk, &in, &out);
    }
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct cases_view view = view_open(visit, tab);
    rows_fill(visit, out.rows, out.rows_n, &view);
    struct str list = str_format(visit->ctx->arena, "/kasus?lihat=%s&dari=", tabs[tab].query);
    view.paging = paging_view(visit, list.at, in.from, out.rows_n, out.whole);
    struct html html = visit_html(visit, 200);
    page_kasus(&html, &view);
}

void cases_search(struct visit *visit)
{
    struct case_search_in in = { .words = posted_get(&visit->posted, STR("cari")) };
    struct case_search_out out = { 0 };
    enum err err = case_search(visit->desk, &in, &out);
    if (err != OK && err != ERR_INVALID) {
        visit_fail(visit, err);
        return;
    }
    struct cases_view view = view_open(visit, TABS);
    view.query = in.words;
    view.searched = true;
    rows_fill(visit, out.rows, out.rows_n, &view);
    if (out.noted)
        view.sealed = words_say(visit->lang, "kasus.dicatat");
    struct html html = visit_html(visit, visit_status(visit->ctx, err));
    page_kasus(&html, &view);
}

static void json_case(struct json *json, const struct visit *visit, const struct case_line *line)
{
    json_object_begin(json);
    json_text(json, "case", line->casefile);
    json_text(json, "alias", line->alias);
    json_time(json, visit, "opened", line->opened_min);
    json_time(json, visit, "changed", line->changed_min);
    json_time(json, visit, "due", line->due_min);
    json_put_int(json, "risk", line->risk);
    json_put_int(json, "open_steps", line->open_steps);
    json_put_int(json, "late_steps", line->late_steps);
    json_text(json, "responsible", say_officer(visit, line->responsible));
    json_put_bool(json, "held", line->held);
    json_put_bool(json, "closed", line->closed);
    json_put_bool(json, "paper", line->paper);
    json_end(json);
}

static void json_cases(struct json *json, const struct visit *visit, const struct case_line *lines,
                       size_t n)
{
    json_key(json, "cases");
    json_array_begin(json);
    for (size_t i = 0; i < n; i++)
        json_case(json, visit, &lines[i]);
    json_end(json);
}

static enum case_which which_of(const struct visit *visit)
{
    struct str which = posted_get(&visit->query, STR("which"));
    return str_eq(which, STR("open"))     ? CASES_OPEN
           : str_eq(which, STR("closed")) ? CASES_CLOSED
           : str_eq(which, STR("all"))    ? CASES_ALL
                                          : CASES_MINE;
}

void cases_api(struct visit *visit)
{
    struct case_list_in in = { .which = which_of(visit),
                               .from = visit_number(&visit->query, STR("from")) };
    struct case_list_out out = { 0 };
    enum err err = case_list(visit->desk, &in, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_cases(&json, visit, out.rows, out.rows_n);
    json_put_int(&json, "whole", out.whole);
    json_end(&json);
}

void cases_search_api(struct visit *visit)
{
    struct case_search_in in = { .words = posted_get(&visit->posted, STR("words")) };
    struct case_search_out out = { 0 };
    enum err err = case_search(visit->desk, &in, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_cases(&json, visit, out.rows, out.rows_n);
    json_put_bool(&json, "noted", out.noted);
    json_end(&json);
}
