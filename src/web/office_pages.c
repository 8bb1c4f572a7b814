/* The office itself, the officer's own account, the practice clock. */
#include "web/handlers.h"

#include "domain/tables.h"
#include "use/office_settings.h"
#include "use/password_change.h"
#include "use/screen_lock.h"
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

/* ---- account ------------------------------------------------------------------------------- */

static void account_page(struct visit *visit, enum err err)
{
    struct why why = visit->ctx->why;
    struct borang *borang = borang_open(visit, "saya", visit_address(visit, "/saya"));
    const char *other = visit->lang == LANG_ID ? "en" : "id";
    borang_fact(borang, "saya.nama", borang->view.chrome.officer);
    borang_fact(borang, "saya.tugas", borang->view.chrome.duty);
    borang_field(borang, "pin", "saya.pin", "password", STR(""))->short_line = true;
    borang_field(borang, "sandi", "saya.sandi", "password", STR(""));
    borang_field(borang, "sandi_lagi", "saya.sandi_lagi", "password", STR(""));
    borang->view.second = words_say(visit->lang, "kartu.buat");
    borang->view.second_name = STR("kartu");
    borang->view.second_value = STR("ya");
    borang_back(borang, "saya.bahasa_lain", visit_address(visit, "/saya?bahasa=%s", other));
    visit->ctx->why = why;
    borang_show(borang, err);
}

void account_show(struct visit *visit)
{
    account_page(visit, OK);
}

static enum err pin_write(struct visit *visit)
{
    struct pin_set_in in = { .pin = str_trim(posted_get(&visit->posted, STR("pin"))) };
    struct pin_set_out out = { 0 };
    return pin_set(visit->desk, &in, &out);
}

/* The salt is the request's own random id: both rounds of the derivation have the same. */
static enum err passphrase_write(struct visit *visit, struct str passphrase)
{
    struct id id = visit_request_id(visit);
    struct password_salt_out salt = { 0 };
    struct password_change_in in = { .passphrase = passphrase, .key = visit->request->kdf_key };
    struct password_change_out out = { 0 };
    if (id_is_zero(id))
        return ctx_fail(visit->ctx, ERR_INVALID, "request.none");
    TRY(password_salt(visit->desk, &(struct password_salt_in){ passphrase }, &salt));
    memcpy(in.salt, id.at, sizeof in.salt);
    if (in.key != NULL)
        return password_change(visit->desk, &in, &out);
    struct kdf_job job = { .password = passphrase, .ops = salt.ops, .mem_kib = salt.mem_kib };
    memcpy(job.salt, id.at, sizeof job.salt);
    visit->reply->kdf = job;
    visit->reply->flags |= REPLY_WAIT;
    return OK;
}

static enum err account_write(struct visit *visit)
{
    struct str passphrase = posted_get(&visit->posted, STR("sandi"));
    if (!str_eq(passphrase, posted_get(&visit->posted, STR("sandi_lagi"))))
        return ctx_fail_at(visit->ctx, ERR_INVALID, "passphrase.differs", STR("sandi_lagi"));
    if (posted_get(&visit->posted, STR("pin")).n > 0 && visit->request->kdf_key == NULL)
        TRY(pin_write(visit));
    return passphrase.n > 0 ? passphrase_write(visit, passphrase) : OK;
}

void account_send(struct visit *visit)
{
    if (posted_yes(&visit->posted, STR("kartu"))) {
        visit_go(visit, STR("/saya/kartu"), NULL);
        return;
    }
    enum err err = account_write(visit);
    if (err != OK)
        account_page(visit, err);
    else if ((visit->reply->flags & REPLY_WAIT) == 0)
        visit_go(visit, STR("/hari-ini"), "kabar.tersimpan");
}

void pin_api(struct visit *visit)
{
    enum err err = pin_write(visit);
    if (err != OK)
        visit_fail(visit, err);
    else
        api_done(visit, NULL);
}

void passphrase_api(struct visit *visit)
{
    enum err err = passphrase_write(visit, posted_get(&visit->posted, STR("passphrase")));
    if (err != OK)
        visit_fail(visit, err);
    else if ((visit->reply->flags & REPLY_WAIT) == 0)
        api_done(visit, NULL);
}
