/* The whole timeline of a case, newest first, by day and service. */
#include "web/handlers.h"

#include "pages.h"
#include "web/casefile_fill.h"
#include "web/chrome.h"
#include "web/say.h"

static enum err history_read(struct visit *visit, struct case_history_in *in,
                             struct case_history_out *out)
{
    *in = (struct case_history_in){
        .casefile = visit->params[0],
        .from = visit_number(&visit->query, visit->api ? STR("from") : STR("dari")),
        .service = posted_get(&visit->query, visit->api ? STR("service") : STR("layanan")),
    };
    return case_history(visit->desk, in, out);
}

/* Rows of one day stand together under its date. */
static void days_fill(struct visit *visit, const struct case_history_out *out,
                      struct history_view *view)
{
    struct when when = say_when(visit);
    struct arena *arena = visit->ctx->arena;
    struct day_view *days = arena_array(arena, struct day_view, out->rows_n + 1);
    struct entry_row_view *rows = arena_array(arena, struct entry_row_view, out->rows_n + 1);
    size_t n = 0;
    int64_t last = INT64_MIN;
    for (size_t i = 0; i < out->rows_n; i++) {
        int64_t day = when_day_of(&when, out->rows[i].happened_min);
        rows[i] = entry_view_of(visit, out->casefile, &out->rows[i]);
        if (day != last) {
            days[n].title = when_day(&when, day);
            days[n++].entries.at = &rows[i];
            last = day;
        }
        days[n - 1].entries.n++;
    }
    view->days.at = days;
    view->days.n = n;
}

static void filters_fill(struct visit *visit, const struct case_history_out *out, struct str chosen,
                         struct history_view *view)
{
    const struct definition *sop = out->casefile->sop;
    struct tab_view *tabs = arena_array(visit->ctx->arena, struct tab_view, sop->services_n + 1);
    struct str address = out->casefile->address;
    tabs[0] = (struct tab_view){ words_say(visit->lang, "riwayat.semua_layanan"),
                                 visit_address(visit, "/kasus/%.*s/riwayat", STR_ARG(address)),
                                 chosen.n == 0 };
    for (uint32_t i = 0; i < sop->services_n; i++)
        tabs[i + 1] = (struct tab_view){
            say_text2(visit, sop->services[i].title),
            visit_address(visit, "/kasus/%.*s/riwayat?layanan=%.*s", STR_ARG(address),
                          STR_ARG(sop->services[i].id)),
            str_eq(sop->services[i].id, chosen),
        };
    view->filters.at = tabs;
    view->filters.n = sop->services_n + 1;
}

void history_show(struct visit *visit)
{
    struct case_history_in in;
    struct case_history_out out = { 0 };
    enum err err = history_read(visit, &in, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct str address = out.casefile->address;
    struct history_view view = { .chrome = chrome_view(visit, "riwayat.judul"),
                                 .reach = reach_of(visit, out.casefile, out.safe, out.safe_n),
                                 .alias = out.casefile->alias };
    view.back = (struct link_view){ out.casefile->alias,
                                    visit_address(visit, "/kasus/%.*s", STR_ARG(address)) };
    view.note = visit_address(visit, "/kasus/%.*s/catatan", STR_ARG(address));
    if (in.from + out.rows_n < out.whole)
        view.older = visit_address(visit, "/kasus/%.*s/riwayat?dari=%zu&layanan=%.*s",
                                   STR_ARG(address), in.from + out.rows_n, STR_ARG(in.service));
    if (in.from > 0)
        view.newer = visit_address(
            visit, "/kasus/%.*s/riwayat?dari=%u&layanan=%.*s", STR_ARG(address),
            in.from > HISTORY_PAGE_ROWS ? in.from - HISTORY_PAGE_ROWS : 0, STR_ARG(in.service));
    days_fill(visit, &out, &view);
    filters_fill(visit, &out, in.service, &view);
    struct html html = visit_html(visit, 200);
    page_riwayat(&html, &view);
}

void history_api(struct visit *visit)
{
    struct case_history_in in;
    struct case_history_out out = { 0 };
    enum err err = history_read(visit, &in, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_key(&json, "entries");
    json_array_begin(&json);
    for (size_t i = 0; i < out.rows_n; i++)
        json_entry(&json, visit, out.casefile->sop, &out.rows[i]);
    json_end(&json);
    json_put_int(&json, "whole", out.whole);
    json_end(&json);
}
