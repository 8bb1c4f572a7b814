/* Around a step: leaving it out, moving its deadline, signing before a colleague's act. */
#include "web/handlers.h"

#include "domain/tables.h"
#include "use/case_write.h"
#include "use/officer_add.h"
#include "use/step_do.h"
#include "web/borang.h"
#include "web/casefile_fill.h"
#include "web/say.h"

/* Which instance: in the query of the page, in the body of JSON. */
static uint32_t subject_of(const struct visit *visit)
{
    return visit->api ? visit_number(&visit->posted, STR("subject"))
                      : visit_number(&visit->query, STR("subjek"));
}

/* A page about the step of the address; what went wrong before stays in ctx->why. */
static struct borang *about_step(struct visit *visit, const char *name, const char *slug)
{
    struct why why = visit->ctx->why;
    uint32_t subject = subject_of(visit);
    struct str query =
        subject == 0 ? STR("") : str_format(visit->ctx->arena, "?subjek=%u", subject);
    struct borang *borang = borang_open(
        visit, name,
        visit_address(visit, "/kasus/%.*s/langkah/%.*s/%s%.*s", STR_ARG(visit->params[0]),
                      STR_ARG(visit->params[1]), slug, STR_ARG(query)));
    borang_back(borang, "tombol.kembali",
                visit_address(visit, "/kasus/%.*s", STR_ARG(visit->params[0])));
    struct str title = say_step(visit, visit->desk->sop, visit->params[1]);
    struct str place = say_place(visit, visit->desk->sop,
                                 definition_step(visit->desk->sop, visit->params[1]), subject);
    if (place.n > 0)
        title = str_format(visit->ctx->arena, "%.*s, %.*s", STR_ARG(title), STR_ARG(place));
    borang_fact(borang, "langkah.judul", title);
    borang->view.reach = reach_page(visit);
    visit->ctx->why = why;
    return borang;
}

/* ---- skip ---------------------------------------------------------------------------------- */

static void skip_page(struct visit *visit, enum err err)
{
    struct borang *borang = about_step(visit, "lewati", "lewati");
    borang_reason(borang, visit->desk->sop, REASON_DEVIATION);
    borang_show(borang, err);
}

static enum err skip_write(struct visit *visit, struct step_skip_out *out)
{
    struct step_skip_in in = { .step = visit->params[1], .subject = subject_of(visit) };
    TRY(visit_head(visit, &in.head));
    return step_skip(visit->desk, &in, out);
}

void skip_show(struct visit *visit)
{
    skip_page(visit, OK);
}

void skip_send(struct visit *visit)
{
    struct step_skip_out out = { 0 };
    enum err err = skip_write(visit, &out);
    act_answer(visit, err, &out.done, skip_page);
}

void skip_api(struct visit *visit)
{
    struct step_skip_out out = { 0 };
    enum err err = skip_write(visit, &out);
    act_answer_api(visit, err, &out.done);
}

/* ---- deadline ------------------------------------------------------------------------------ */

static void move_page(struct visit *visit, enum err err)
{
    struct borang *borang = about_step(visit, "tunda", "tenggat");
    const struct definition *sop = visit->desk->sop;
    struct option *options = arena_array(visit->ctx->arena, struct option, sop->rows_n + 1);
    size_t n = 0;
    for (uint32_t i = 0; i < sop->rows_n; i++)
        if (sop->rows[i].may_move)
            options[n++] = (struct option){ sop->rows[i].id, say_text2(visit, sop->rows[i].title) };
    borang_choice(borang, "tenggat", "tunda.tenggat", options, n, false)->pick = true;
    borang_field(borang, "sampai", "tunda.sampai", "datetime-local", STR(""))->short_line = true;
    borang_reason(borang, sop, REASON_CLOCK);
    borang_show(borang, err);
}

static enum err move_write(struct visit *visit, struct deadline_move_out *out)
{
    struct deadline_move_in in = { .step = visit->params[1],
                                   .row = visit_field(visit, STR("tenggat"), STR("deadline")),
                                   .subject = subject_of(visit) };
    TRY(visit_head(visit, &in.head));
    if (!visit_time(visit, visit_field(visit, STR("sampai"), STR("due")), &in.due_min))
        return ctx_fail_at(visit->ctx, ERR_INVALID, "form.date", STR("sampai"));
    return deadline_move(visit->desk, &in, out);
}

void move_show(struct visit *visit)
{
    move_page(visit, OK);
}

void move_send(struct visit *visit)
{
    struct deadline_move_out out = { 0 };
    enum err err = move_write(visit, &out);
    act_answer(visit, err, &out.done, move_page);
}

void move_api(struct visit *visit)
{
    struct deadline_move_out out = { 0 };
    enum err err = move_write(visit, &out);
    act_answer_api(visit, err, &out.done);
}

/* ---- signing before ------------------------------------------------------------------------ */

static void countersign_page(struct visit *visit, enum err err)
{
    struct borang *borang = about_step(visit, "izinkan", "izinkan");
    struct officer_list_out list = { 0 };
    enum err listed = officer_list(visit->desk, &(struct officer_list_in){ 0 }, &list);
    if (listed != OK) {
        visit_fail(visit, listed);
        return;
    }
    struct option *people = arena_array(visit->ctx->arena, struct option, list.rows_n + 1);
    for (size_t i = 0; i < list.rows_n; i++)
        people[i] = (struct option){
            hex_write(visit->ctx->arena, list.rows[i].id.at, ID_BYTES),
            list.rows[i].name.n > 0 ? list.rows[i].name : list.rows[i].login,
        };
    borang_choice(borang, "petugas", "izinkan.petugas", people, list.rows_n, false)->pick = true;
    borang_field(borang, "simpang_kata", "isian.alasan_kata", "area", STR(""));
    borang_show(borang, err);
}

static enum err countersign_write(struct visit *visit, struct step_countersign_out *out)
{
    struct step_countersign_in in = { .step = visit->params[1], .subject = subject_of(visit) };
    TRY(visit_head(visit, &in.head));
    if (!posted_id(&visit->posted, visit->api ? STR("officer") : STR("petugas"), &in.for_officer))
        return ctx_fail_at(visit->ctx, ERR_INVALID, "officer.none", STR("petugas"));
    return step_countersign(visit->desk, &in, out);
}

void countersign_show(struct visit *visit)
{
    countersign_page(visit, OK);
}

void countersign_send(struct visit *visit)
{
    struct step_countersign_out out = { 0 };
    enum err err = countersign_write(visit, &out);
    act_answer(visit, err, &out.done, countersign_page);
}

void countersign_api(struct visit *visit)
{
    struct step_countersign_out out = { 0 };
    enum err err = countersign_write(visit, &out);
    act_answer_api(visit, err, &out.done);
}
