/* The name of a case's file, and its links to other cases. */
#include "web/handlers.h"

#include "use/case_write.h"
#include "use/complaint_open.h"
#include "web/borang.h"
#include "web/casefile_fill.h"

static struct borang *about_case(struct visit *visit, const char *name, const char *slug)
{
    struct why why = visit->ctx->why;
    struct str address = visit->params[0];
    struct borang *borang =
        borang_open(visit, name, visit_address(visit, "/kasus/%.*s/%s", STR_ARG(address), slug));
    borang_back(borang, "tombol.kembali", visit_address(visit, "/kasus/%.*s", STR_ARG(address)));
    borang->view.reach = reach_page(visit);
    visit->ctx->why = why;
    return borang;
}

/* ---- alias --------------------------------------------------------------------------------- */

static void alias_page(struct visit *visit, enum err err)
{
    struct borang *borang = about_case(visit, "nama", "nama");
    borang_field(borang, "alias", "nama.baru", "text", STR(""));
    borang_show(borang, err);
}

static enum err alias_write(struct visit *visit, struct alias_change_out *out)
{
    struct alias_change_in in = { .alias = posted_get(&visit->posted, STR("alias")) };
    TRY(visit_head(visit, &in.head));
    return alias_change(visit->desk, &in, out);
}

void alias_show(struct visit *visit)
{
    alias_page(visit, OK);
}

void alias_send(struct visit *visit)
{
    struct alias_change_out out = { 0 };
    enum err err = alias_write(visit, &out);
    act_answer(visit, err, &out.done, alias_page);
}

void alias_api(struct visit *visit)
{
    struct alias_change_out out = { 0 };
    enum err err = alias_write(visit, &out);
    act_answer_api(visit, err, &out.done);
}

/* ---- link ---------------------------------------------------------------------------------- */

static void link_page(struct visit *visit, enum err err)
{
    static const char *const relations[] = { "family", "event", "same_person" };
    struct option options[3];
    struct borang *borang = about_case(visit, "kait", "kait");
    for (size_t i = 0; i < 3; i++)
        options[i] =
            (struct option){ str_of(relations[i]), words_code(visit->ctx->arena, visit->lang,
                                                              "kait.", str_of(relations[i])) };
    borang_field(borang, "kasus", "kait.kasus", "text", STR(""))->needed = true;
    borang_choice(borang, "hubungan", "kait.hubungan", options, 3, false);
    borang_show(borang, err);
}

static enum err link_write(struct visit *visit, struct case_link_out *out)
{
    struct case_link_in in = { .other = str_trim(visit_field(visit, STR("kasus"), STR("other"))),
                               .relation = visit_field(visit, STR("hubungan"), STR("relation")) };
    TRY(visit_head(visit, &in.head));
    return case_link(visit->desk, &in, out);
}

void link_show(struct visit *visit)
{
    link_page(visit, OK);
}

void link_send(struct visit *visit)
{
    struct case_link_out out = { 0 };
    enum err err = link_write(visit, &out);
    /* The other case is not there, or not hers: said on the form, both the same. */
    if (err == ERR_MISSING)
        link_page(visit, err);
    else
        act_answer(visit, err, &out.done, link_page);
}

void link_api(struct visit *visit)
{
    struct case_link_out out = { 0 };
    enum err err = link_write(visit, &out);
    act_answer_api(visit, err, &out.done);
}
