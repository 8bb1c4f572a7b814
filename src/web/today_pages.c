/* Hari ini: every open high risk first, then late, today, tomorrow, later. */
#include "web/handlers.h"

#include "pages.h"
#include "use/today_list.h"
#include "web/chrome.h"
#include "web/paging.h"
#include "web/say.h"

static const char *const block_names[TODAY_BLOCKS] = { "high_risk", "late", "today", "tomorrow",
                                                       "later" };

struct block_look {
    const char *id, *title, *tone, *icon;
};

static const struct block_look looks[TODAY_BLOCKS] = {
    { "tinggi", "hari.tinggi", "tinggi", "shield" }, { "lewat", "hari.lewat", "lewat", "alert" },
    { "hari-ini", "hari.hari_ini", "", "clock" },    { "besok", "hari.besok", "", "clock" },
    { "nanti", "hari.nanti", "", "clock" },
};

static struct today_row row_view(const struct visit *visit, const struct task_line *task)
{
    struct when when = say_when(visit);
    struct chip due = when_due(&when, task->due_min);
    struct today_row row = {
        .title = task->def == NULL ? task->step : say_text2(visit, task->def->title),
        .alias = task->alias,
        .detail = say_place(visit, task->sop, task->def, task->number),
        .when = due.text,
        .when_small = words_say(visit->lang, "hari.tanpa_batas"),
    };
    if (task->held)
        row.href = step_address(visit, task->casefile, task->step, task->number);
    if (task->due_min == INT64_MIN)
        return row;
    row.exact = when_full(&when, task->due_min);
    row.when_small = str_eq(due.tone, STR("lewat"))
                         ? when_short(&when, task->due_min)
                         : when_span(&when, task->due_min - when.now_min);
    return row;
}

static struct today_group group_view(const struct visit *visit, enum today_block block,
                                     const struct task_line *lines, size_t n)
{
    struct today_row *rows = arena_array(visit->ctx->arena, struct today_row, n + 1);
    for (size_t i = 0; i < n; i++)
        rows[i] = row_view(visit, &lines[i]);
    struct today_group group = {
        .id = str_of(looks[block].id),
        .title = words_say(visit->lang, looks[block].title),
        .tone = str_of(looks[block].tone),
        .icon = str_of(looks[block].icon),
    };
    group.rows.at = rows;
    group.rows.n = n;
    return group;
}

/* One page of the blocks, one after the other; empty ones are left out. */
static void groups_fill(const struct visit *visit, const struct today_list_out *list, size_t from,
                        struct today_view *view)
{
    struct today_group *groups = arena_array(visit->ctx->arena, struct today_group, TODAY_BLOCKS);
    size_t n = 0, before = 0, shown = 0;
    for (enum today_block b = 0; b < TODAY_BLOCKS; b++) {
        size_t rows = list->rows_n[b], skip = from > before ? from - before : 0;
        before += rows;
        skip = skip < rows ? skip : rows;
        size_t take = rows - skip < PAGE_ROWS - shown ? rows - skip : PAGE_ROWS - shown;
        if (take == 0)
            continue;
        groups[n++] = group_view(visit, b, list->rows[b] + skip, take);
        shown += take;
    }
    view->groups.at = groups;
    view->groups.n = n;
    view->empty = before == 0;
    view->paging = paging_view(visit,
                               posted_yes(&visit->query, STR("semua")) ? "/hari-ini?semua=ya&dari="
                                                                       : "/hari-ini?dari=",
                               from, shown, before);
}

static struct str greeting(const struct visit *visit, struct str name)
{
    int hour = civil_of(ctx_now_min(visit->ctx), visit->face->offset_min).hour;
    const char *key = hour < 11   ? "hari.salam_pagi"
                      : hour < 15 ? "hari.salam_siang"
                      : hour < 18 ? "hari.salam_sore"
                                  : "hari.salam_malam";
    return words_fill(visit->ctx->arena, visit->lang, key,
                      (struct say_arg[]){ say_text("nama", name) }, 1);
}

void today_show(struct visit *visit)
{
    struct today_list_in in = { .all = posted_yes(&visit->query, STR("semua")) };
    struct today_list_out out = { 0 };
    enum err err = today_list(visit->desk, &in, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct today_view view = {
        .chrome = chrome_view(visit, "hari.judul"),
        .sign_count = out.waiting,
        .sign_href = visit_address(visit, "/tanda-tangan"),
        .review_count = out.reviews,
        .review_href = visit_address(visit, "/tinjauan"),
        .notice_count = (int64_t)out.notices,
        .notice_href = visit_address(visit, "/kabar"),
        .reports_href = visit_address(visit, "/aduan"),
    };
    struct say_arg counts[] = { say_size("n", out.rows_n[TODAY_LATE]),
                                say_size("m", out.rows_n[TODAY_DUE]) };
    view.greeting = greeting(visit, view.chrome.officer);
    view.summary = words_fill(visit->ctx->arena, visit->lang, "hari.ringkas", counts, 2);
    if (desk_may(visit->desk, RIGHT_INTAKE))
        view.take_report = visit_address(visit, "/aduan/panggilan");
    groups_fill(visit, &out, visit_number(&visit->query, STR("dari")), &view);
    struct html html = visit_html(visit, 200);
    page_hari_ini(&html, &view);
}

static void json_task(struct json *json, const struct visit *visit, const struct task_line *task)
{
    json_object_begin(json);
    json_text(json, "case", task->casefile);
    json_text(json, "alias", task->alias);
    json_text(json, "step", task->step);
    if (task->def != NULL)
        json_text(json, "title", say_text2(visit, task->def->title));
    if (task->number > 0)
        json_put_int(json, "subject", task->number);
    json_time(json, visit, "due", task->due_min);
    json_put_int(json, "risk", task->risk);
    json_text(json, "responsible", say_officer(visit, task->responsible));
    json_put_bool(json, "mine", task->mine);
    json_put_bool(json, "held", task->held);
    json_end(json);
}

void today_api(struct visit *visit)
{
    struct today_list_in in = { .all = posted_yes(&visit->query, STR("all")) };
    struct today_list_out out = { 0 };
    enum err err = today_list(visit->desk, &in, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    for (size_t b = 0; b < TODAY_BLOCKS; b++) {
        json_key(&json, block_names[b]);
        json_array_begin(&json);
        for (size_t i = 0; i < out.rows_n[b]; i++)
            json_task(&json, visit, &out.rows[b][i]);
        json_end(&json);
    }
    json_put_int(&json, "waiting", out.waiting);
    json_put_int(&json, "reviews", out.reviews);
    json_put_int(&json, "notices", out.notices);
    json_end(&json);
}
