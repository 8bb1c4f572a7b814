/* The office itself. */
#include "web/handlers.h"

#include "domain/tables.h"
#include "use/office_settings.h"
#include "web/borang.h"
#include "web/say.h"

/* ---- office -------------------------------------------------------------------------------- */

static struct str counted(struct visit *visit, uint64_t n)
{
    return words_number(visit->ctx->arena, visit->lang, (int64_t)n);
}

void office_show(struct visit *visit)
{
    struct office_settings_out out = { 0 };
    enum err err = office_settings(visit->desk, &(struct office_settings_in){ 0 }, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct borang *borang = borang_open(visit, "kantor", visit_address(visit, "/atur/orang"));
    borang_fact(borang, "kantor.nama", out.face->name);
    borang_fact(borang, "kantor.kode", out.face->code);
    borang_fact(borang, "kantor.zona", out.face->zone);
    borang_fact(borang, "kantor.sop", out.sop->id);
    borang_fact(borang, "kantor.sidik", hex_write(visit->ctx->arena, out.sop_hash, 8));
    borang_fact(borang, "kantor.petugas", counted(visit, out.officers));
    borang_fact(borang, "kantor.penjaga", counted(visit, out.custodians));
    borang_fact(borang, "kantor.terbuka", counted(visit, out.cases_open));
    borang_fact(borang, "kantor.tutup", counted(visit, out.cases_closed));
    borang_fact(borang, "kantor.catatan", counted(visit, out.entries));
    borang->view.submit = STR("");
    if (desk_may(visit->desk, RIGHT_SETTINGS | RIGHT_OFFICE))
        borang_back(borang, "versi.judul", visit_address(visit, "/atur/sop"));
    borang_show(borang, OK);
}

void office_api(struct visit *visit)
{
    struct office_settings_out out = { 0 };
    enum err err = office_settings(visit->desk, &(struct office_settings_in){ 0 }, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_put_str(&json, "code", out.face->code);
    json_put_str(&json, "name", out.face->name);
    json_put_str(&json, "zone", out.face->zone);
    json_put_bool(&json, "practice", out.face->practice);
    json_put_str(&json, "sop", out.sop->id);
    json_hex(&json, "sop_hash", out.sop_hash, sizeof out.sop_hash, visit->ctx->arena);
    json_put_int(&json, "officers", out.officers);
    json_put_int(&json, "custodians", out.custodians);
    json_put_int(&json, "cases_open", out.cases_open);
    json_put_int(&json, "cases_closed", out.cases_closed);
    json_put_int(&json, "entries", (int64_t)out.entries);
    json_end(&json);
}
