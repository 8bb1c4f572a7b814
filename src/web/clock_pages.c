/* The practice clock: an office of practice moves its time, so that deadlines can be lived through.
 */
#include "web/handlers.h"

#include "web/borang.h"
#include "web/chrome.h"
#include "web/say.h"

static void clock_page(struct visit *visit, enum err err)
{
    struct why why = visit->ctx->why;
    struct when when = say_when(visit);
    struct borang *borang = borang_open(visit, "jam", visit_address(visit, "/latihan/waktu"));
    struct str now = rfc3339_write(visit->ctx->arena, when.now_min, when.offset_min);
    borang_fact(borang, "jam.kini", when_full(&when, when.now_min));
    borang_field(borang, "waktu", "jam.waktu", "datetime-local",
                 str_part(now, 0, STR("2026-11-24T09:00").n))
        ->short_line = true;
    borang->view.second = words_say(visit->lang, "jam.besok");
    borang->view.second_name = STR("lompat");
    borang->view.second_value = STR("besok");
    visit->ctx->why = why;
    borang_show(borang, err);
}

void clock_show(struct visit *visit)
{
    if (visit->face->practice)
        clock_page(visit, OK);
    else
        visit_missing(visit);
}

/* To tomorrow at the same minute, or to the time that was named; the page is the one place that
 * compares the office's time with the machine's. */
static enum err clock_write(struct visit *visit)
{
    struct str named = visit_field(visit, STR("waktu"), STR("time"));
    int64_t to_min = ctx_now_min(visit->ctx) + 1440;
    if (!visit->face->practice)
        return ctx_fail(visit->ctx, ERR_MISSING, "page.none");
    if (!posted_has(&visit->posted, STR("lompat")) && !visit_time(visit, named, &to_min))
        return ctx_fail_at(visit->ctx, ERR_INVALID, "form.date", STR("waktu"));
    return desk_move_clock(visit->desk, to_min * 60000 - clock_now_ms());
}

void clock_send(struct visit *visit)
{
    enum err err = clock_write(visit);
    if (err == ERR_MISSING)
        visit_fail(visit, err);
    else if (err != OK)
        clock_page(visit, err);
    else
        visit_go(visit, home_path(visit), "kabar.jam");
}

void clock_api(struct visit *visit)
{
    enum err err = clock_write(visit);
    if (err != OK)
        visit_fail(visit, err);
    else
        api_done(visit, NULL);
}
