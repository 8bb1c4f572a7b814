/* A new definition of the office: one proposes it, another brings the same file and agrees. */
#include "web/handlers.h"

#include "domain/tables.h"
#include "use/office_settings.h"
#include "web/borang.h"
#include "web/say.h"

static void sop_page(struct visit *visit, enum err err)
{
    struct why why = visit->ctx->why;
    struct office_settings_out out = { 0 };
    enum err shown = office_settings(visit->desk, &(struct office_settings_in){ 0 }, &out);
    if (shown != OK) {
        visit_fail(visit, shown);
        return;
    }
    struct borang *borang = borang_open(visit, "versi", visit_address(visit, "/atur/sop"));
    borang_back(borang, "tombol.kembali", visit_address(visit, "/atur/kantor"));
    borang_fact(borang, "kantor.sop", out.sop->id);
    borang_fact(borang, "kantor.sidik", hex_write(visit->ctx->arena, out.sop_hash, 8));
    for (size_t i = 0; i < out.proposed_n; i++) {
        struct say_arg args[] = { say_text("sidik", str_part(out.proposed[i].hash, 0, 16)),
                                  say_text("nama", say_officer(visit, out.proposed[i].by)) };
        borang_fact(borang, "versi.menunggu",
                    words_fill(visit->ctx->arena, visit->lang, "versi.usul", args, 2));
    }
    borang_field(borang, "berkas", "versi.berkas", "file", STR(""))->needed = true;
    borang->view.upload = true;
    borang->view.second = words_say(visit->lang, "versi.setuju");
    borang->view.second_name = STR("setuju");
    borang->view.second_value = STR("ya");
    visit->ctx->why = why;
    borang_show(borang, err);
}

static struct str file_sent(const struct visit *visit)
{
    for (size_t i = 0; i < visit->posted.n; i++)
        if (str_eq(visit->posted.fields[i].name, STR("berkas")))
            return visit->posted.fields[i].value;
    return STR("");
}

static enum err propose(struct visit *visit, struct str text, struct act_done *done)
{
    struct sop_adopt_in in = { .request = visit_request_id(visit), .text = text };
    struct sop_adopt_out out = { 0 };
    TRY(sop_adopt(visit->desk, &in, &out));
    *done = out.done;
    return OK;
}

static enum err agree(struct visit *visit, struct str text, struct act_done *done)
{
    struct sop_confirm_in in = { .request = visit_request_id(visit), .text = text };
    struct sop_confirm_out out = { 0 };
    TRY(sop_confirm(visit->desk, &in, &out));
    *done = out.done;
    return OK;
}

void sop_show(struct visit *visit)
{
    sop_page(visit, OK);
}

void sop_send(struct visit *visit)
{
    struct act_done done = { 0 };
    enum err err = posted_yes(&visit->posted, STR("setuju"))
                       ? agree(visit, file_sent(visit), &done)
                       : propose(visit, file_sent(visit), &done);
    if (err != OK)
        sop_page(visit, err);
    else
        visit_go(visit, STR("/atur/sop"), say_done(&done));
}

void sop_adopt_api(struct visit *visit)
{
    struct act_done done = { 0 };
    enum err err = propose(visit, posted_get(&visit->posted, STR("text")), &done);
    act_answer_api(visit, err, &done);
}

void sop_confirm_api(struct visit *visit)
{
    struct act_done done = { 0 };
    enum err err = agree(visit, posted_get(&visit->posted, STR("text")), &done);
    act_answer_api(visit, err, &done);
}
