/* Complaints that wait, by time left: calls that dropped (drafts) first. */
#include "web/handlers.h"

#include "pages.h"
#include "use/today_list.h"
#include "use/typing_save.h"
#include "web/chrome.h"
#include "web/say.h"

static enum err drafts_read(struct visit *visit, struct typing_list_out *out)
{
    return typing_list(visit->desk, &(struct typing_list_in){ .casefile = STR("") }, out);
}

static struct report_row draft_row_of(const struct visit *visit, const struct draft_row *draft)
{
    struct when when = say_when(visit);
    struct str id = hex_write(visit->ctx->arena, draft->draft.at, ID_BYTES);
    return (struct report_row){
        .when = when_span(&when, when.now_min - draft->saved_min),
        .when_small = when_short(&when, draft->saved_min),
        .exact = when_full(&when, draft->saved_min),
        .channel = words_say(visit->lang, "aduan.belum_selesai"),
        .detail = say_officer(visit, draft->by),
        .tone = STR("lewat"),
        .href = visit_address(visit, "/aduan/panggilan?draf=%.*s", STR_ARG(id)),
    };
}

static struct report_row case_row_of(const struct visit *visit, const struct task_line *task)
{
    struct when when = say_when(visit);
    struct chip due = when_due(&when, task->due_min);
    struct report_row row = {
        .when = due.text,
        .tone = due.tone,
        .channel = task->def == NULL ? task->step : say_text2(visit, task->def->title),
        .detail = task->alias,
    };
    if (task->due_min != INT64_MIN)
        row.exact = when_full(&when, task->due_min);
    if (task->held)
        row.href = visit_address(visit, "/kasus/%.*s", STR_ARG(task->casefile));
    return row;
}

/* First-contact steps only: until the person was reached, the report waits. */
static bool first_contact(const struct task_line *task)
{
    return task->step_code > 100 && task->step_code <= 105;
}

void complaints_show(struct visit *visit)
{
    struct typing_list_out drafts = { 0 };
    struct today_list_out list = { 0 };
    enum err err = drafts_read(visit, &drafts);
    if (err == OK)
        err = today_list(visit->desk, &(struct today_list_in){ .all = true }, &list);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct reports_view view = { .chrome = chrome_view(visit, "aduan.judul"),
                                 .take = visit_address(visit, "/aduan/panggilan"),
                                 .paper = visit_address(visit, "/kasus/kertas") };
    struct report_row *rows = arena_array(visit->ctx->arena, struct report_row,
                                          drafts.rows_n + TODAY_BLOCKS * LIST_ROWS_MAX);
    for (size_t i = 0; i < drafts.rows_n; i++)
        if (drafts.rows[i].casefile.n == 0)
            rows[view.rows.n++] = draft_row_of(visit, &drafts.rows[i]);
    for (size_t b = 0; b < TODAY_BLOCKS; b++)
        for (size_t i = 0; i < list.rows_n[b] && i < LIST_ROWS_MAX; i++)
            if (first_contact(&list.rows[b][i]))
                rows[view.rows.n++] = case_row_of(visit, &list.rows[b][i]);
    view.rows.at = rows;
    struct html html = visit_html(visit, 200);
    page_aduan(&html, &view);
}

void complaints_api(struct visit *visit)
{
    struct typing_list_out out = { 0 };
    enum err err = drafts_read(visit, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_key(&json, "drafts");
    json_array_begin(&json);
    for (size_t i = 0; i < out.rows_n; i++) {
        json_object_begin(&json);
        json_id(&json, "draft", out.rows[i].draft, visit->ctx->arena);
        json_text(&json, "case", out.rows[i].casefile);
        json_text(&json, "step", out.rows[i].step);
        json_text(&json, "by", say_officer(visit, out.rows[i].by));
        json_time(&json, visit, "saved", out.rows[i].saved_min);
        json_end(&json);
    }
    json_end(&json);
    json_end(&json);
}
