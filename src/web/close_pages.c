/* Closing a case, with what still keeps it open; opening it again. */
#include "web/handlers.h"

#include "domain/tables.h"
#include "use/case_show.h"
#include "use/case_write.h"
#include "web/borang.h"
#include "web/casefile_fill.h"
#include "web/say.h"

static struct borang *about_case(struct visit *visit, const char *name, const char *slug)
{
    struct str address = visit->params[0];
    struct borang *borang =
        borang_open(visit, name, visit_address(visit, "/kasus/%.*s/%s", STR_ARG(address), slug));
    borang_back(borang, "tombol.kembali", visit_address(visit, "/kasus/%.*s", STR_ARG(address)));
    borang->view.reach = reach_page(visit);
    return borang;
}

/* What is pending, as points beside the form: nobody closes over something forgotten. */
static void open_fill(struct visit *visit, const struct case_show_out *out, struct borang *borang)
{
    const struct asked *asked = out->asked;
    struct str *points = arena_array(visit->ctx->arena, struct str, asked->open_n + 1);
    for (uint32_t i = 0; i < asked->open_n; i++)
        points[i] = say_text2(visit, out->casefile->sop->steps[asked->open[i].step].title);
    borang->view.points.at = points;
    borang->view.points.n = asked->may_close ? 0 : asked->open_n;
    borang->view.points_title = words_say(visit->lang, "tutup.terbuka");
    borang->view.aside = borang->view.points.n > 0;
}

static void close_page(struct visit *visit, enum err err)
{
    struct why why = visit->ctx->why;
    struct case_show_in in = { .casefile = visit->params[0] };
    struct case_show_out out = { 0 };
    enum err shown = case_show(visit->desk, &in, &out);
    if (shown != OK) {
        visit_fail(visit, shown);
        return;
    }
    struct borang *borang = about_case(visit, "tutup", "tutup");
    open_fill(visit, &out, borang);
    borang_field(borang, "simpang_kata", "tutup.kata", "area", STR(""));
    visit->ctx->why = why;
    borang_show(borang, err);
}

static enum err close_write(struct visit *visit, struct case_close_out *out)
{
    struct case_close_in in = { 0 };
    TRY(visit_head(visit, &in.head));
    return case_close(visit->desk, &in, out);
}

void close_show(struct visit *visit)
{
    close_page(visit, OK);
}

void close_send(struct visit *visit)
{
    struct case_close_out out = { 0 };
    enum err err = close_write(visit, &out);
    act_answer(visit, err, &out.done, close_page);
}

void close_api(struct visit *visit)
{
    struct case_close_out out = { 0 };
    enum err err = close_write(visit, &out);
    act_answer_api(visit, err, &out.done);
}

static void reopen_page(struct visit *visit, enum err err)
{
    struct why why = visit->ctx->why;
    struct borang *borang = about_case(visit, "bukakembali", "buka-kembali");
    borang_reason(borang, visit->desk->sop, REASON_CHANGE);
    visit->ctx->why = why;
    borang_show(borang, err);
}

static enum err reopen_write(struct visit *visit, struct case_reopen_out *out)
{
    struct case_reopen_in in = { 0 };
    TRY(visit_head(visit, &in.head));
    return case_reopen(visit->desk, &in, out);
}

void reopen_show(struct visit *visit)
{
    reopen_page(visit, OK);
}

void reopen_send(struct visit *visit)
{
    struct case_reopen_out out = { 0 };
    enum err err = reopen_write(visit, &out);
    act_answer(visit, err, &out.done, reopen_page);
}

void reopen_api(struct visit *visit)
{
    struct case_reopen_out out = { 0 };
    enum err err = reopen_write(visit, &out);
    act_answer_api(visit, err, &out.done);
}
