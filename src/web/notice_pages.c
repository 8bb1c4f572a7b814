/* Mungkin orang yang sama: whose case it is learns who met the same person. */
#include "web/handlers.h"

#include "pages.h"
#include "use/today_list.h"
#include "view/notice_view.h"
#include "web/chrome.h"
#include "web/say.h"
#include "web/step_fill.h"

static void notices_page(struct visit *visit, enum err failed)
{
    struct why why = visit->ctx->why;
    struct notice_list_out out = { 0 };
    enum err err = notice_list(visit->desk, &(struct notice_list_in){ 0 }, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct when when = say_when(visit);
    struct notice_view view = { .chrome = chrome_view(visit, "kabar.judul") };
    struct notice_line *rows = arena_array(visit->ctx->arena, struct notice_line, out.rows_n + 1);
    for (size_t i = 0; i < out.rows_n; i++) {
        const struct notice_row *row = &out.rows[i];
        rows[i] = (struct notice_line){
            .alias = row->alias,
            .who = say_officer(visit, row->by),
            .when = when_short(&when, row->at_min),
            .exact = when_full(&when, row->at_min),
            .href = visit_address(visit, "/kasus/%.*s", STR_ARG(row->casefile)),
            .seen = visit_address(visit, "/kabar/%.*s", STR_ARG(row->casefile)),
        };
    }
    view.rows.at = rows;
    view.rows.n = out.rows_n;
    visit->ctx->why = why;
    errors_fill(visit, NULL, failed, &view.chrome);
    struct html html = visit_html(visit, visit_status(visit->ctx, failed));
    page_kabar(&html, &view);
}

void notices_show(struct visit *visit)
{
    notices_page(visit, OK);
}

void notices_api(struct visit *visit)
{
    struct notice_list_out out = { 0 };
    enum err err = notice_list(visit->desk, &(struct notice_list_in){ 0 }, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_key(&json, "notices");
    json_array_begin(&json);
    for (size_t i = 0; i < out.rows_n; i++) {
        json_object_begin(&json);
        json_text(&json, "case", out.rows[i].casefile);
        json_text(&json, "alias", out.rows[i].alias);
        json_text(&json, "by", say_officer(visit, out.rows[i].by));
        json_time(&json, visit, "at", out.rows[i].at_min);
        json_end(&json);
    }
    json_end(&json);
    json_end(&json);
}

static enum err seen_write(struct visit *visit, struct notice_seen_out *out)
{
    struct notice_seen_in in = { 0 };
    TRY(visit_head(visit, &in.head));
    return notice_seen(visit->desk, &in, out);
}

void notice_send(struct visit *visit)
{
    struct notice_seen_out out = { 0 };
    enum err err = seen_write(visit, &out);
    if (err == ERR_MISSING)
        visit_fail(visit, err);
    else if (err != OK)
        notices_page(visit, err);
    else
        visit_go(visit, STR("/kabar"), "kabar.sudah_dibaca");
}

void notice_api(struct visit *visit)
{
    struct notice_seen_out out = { 0 };
    enum err err = seen_write(visit, &out);
    act_answer_api(visit, err, &out.done);
}
