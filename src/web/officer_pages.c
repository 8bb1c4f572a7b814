/*
 * Who belongs to the office: the list, a new officer with her start sheet, the
 * second signature, retiring, a new start.
 */
#include "web/handlers.h"

#include "pages.h"
#include "use/officer_add.h"
#include "use/password_change.h"
#include "view/officers_view.h"
#include "web/borang.h"
#include "web/chrome.h"
#include "web/say.h"
#include "web/step_fill.h"

static struct officer_row row_of(const struct visit *visit, const struct member *member)
{
    struct when when = say_when(visit);
    struct officer_row row = {
        .name = member->name,
        .login = member->login,
        .roles = say_roles(visit, member->roles),
        .since = when_day(&when, when_day_of(&when, member->from_min)),
        .id = hex_write(visit->ctx->arena, member->id.at, ID_BYTES),
        .may_confirm = member->waits_second && !member->retired,
        .may_reset = !member->retired,
        .may_retire = !member->retired,
    };
    row.state.text = words_say(visit->lang, member->retired        ? "orang.berhenti"
                                            : member->waits_second ? "orang.tunggu_kedua"
                                                                   : "orang.aktif");
    return row;
}

static void officers_page(struct visit *visit, enum err failed)
{
    struct why why = visit->ctx->why;
    struct officer_list_in in = { .retired_too = posted_yes(&visit->query, STR("semua")) };
    struct officer_list_out out = { 0 };
    enum err err = officer_list(visit->desk, &in, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct officers_view view = { .chrome = chrome_view(visit, "orang.judul"),
                                  .add = visit_address(visit, "/atur/orang/baru"),
                                  .action = visit_address(visit, "/atur/orang") };
    struct officer_row *rows = arena_array(visit->ctx->arena, struct officer_row, out.rows_n + 1);
    for (size_t i = 0; i < out.rows_n; i++)
        rows[i] = row_of(visit, &out.rows[i]);
    view.rows.at = rows;
    view.rows.n = out.rows_n;
    visit->ctx->why = why;
    errors_fill(visit, NULL, failed, &view.chrome);
    struct html html = visit_html(visit, visit_status(visit->ctx, failed));
    page_orang(&html, &view);
}

void officers_show(struct visit *visit)
{
    officers_page(visit, OK);
}

/* ---- a new officer ------------------------------------------------------------------------- */

static void officer_page(struct visit *visit, enum err err)
{
    struct why why = visit->ctx->why;
    struct passphrase_draw_out drawn = { 0 };
    enum err drew = passphrase_draw(visit->desk, &(struct passphrase_draw_in){ 0 }, &drawn);
    if (drew != OK) {
        visit_fail(visit, drew);
        return;
    }
    struct borang *borang = borang_open(visit, "petugas", visit_address(visit, "/atur/orang/baru"));
    struct option roles[ROLE_COUNT] = { 0 };
    for (unsigned r = 0; r < ROLE_COUNT; r++)
        roles[r] = (struct option){ role_name((enum role)r), role_title(visit, (enum role)r) };
    borang_back(borang, "orang.judul", visit_address(visit, "/atur/orang"));
    borang_field(borang, "login", "petugas.login", "text", STR(""))->needed = true;
    borang_field(borang, "nama", "petugas.nama", "text", STR(""))->needed = true;
    borang_choice(borang, "peran", "petugas.peran", roles, ROLE_COUNT, true);
    borang_field(borang, "sandi", "petugas.sandi", "text", drawn.words);
    visit->ctx->why = why;
    borang_show(borang, err);
}

void officer_show(struct visit *visit)
{
    officer_page(visit, OK);
}

/* Round one asks for the key of the start passphrase; the salt is the request's own random id, so
 * that both rounds have the same one. */
static enum err start_key(struct visit *visit, struct str passphrase, unsigned char salt[16])
{
    struct id id = visit_request_id(visit);
    struct password_salt_in in = { .passphrase = passphrase };
    struct password_salt_out out = { 0 };
    TRY(password_salt(visit->desk, &in, &out));
    memcpy(salt, id.at, sizeof id.at);
    if (visit->request->kdf_key != NULL)
        return OK;
    struct kdf_job job = { .password = passphrase, .ops = out.ops, .mem_kib = out.mem_kib };
    memcpy(job.salt, id.at, sizeof job.salt);
    visit->reply->kdf = job;
    visit->reply->flags |= REPLY_WAIT;
    return OK;
}

static uint32_t roles_sent(const struct visit *visit)
{
    struct str names[ROLE_COUNT];
    size_t n =
        posted_all(&visit->posted, visit->api ? STR("roles") : STR("peran"), names, ROLE_COUNT);
    uint32_t roles = 0;
    for (size_t i = 0; i < n && i < ROLE_COUNT; i++)
        if (role_of(names[i]) != ROLE_COUNT)
            roles |= 1u << role_of(names[i]);
    return roles;
}

static enum err officer_write(struct visit *visit, struct officer_add_out *out)
{
    struct officer_add_in in = { .request = visit_request_id(visit),
                                 .login = str_trim(posted_get(&visit->posted, STR("login"))),
                                 .name = visit_field(visit, STR("nama"), STR("name")),
                                 .roles = roles_sent(visit),
                                 .from_min = ctx_now_min(visit->ctx) };
    TRY(start_key(visit, visit_field(visit, STR("sandi"), STR("passphrase")), in.salt));
    if (visit->reply->flags & REPLY_WAIT)
        return OK;
    in.key = visit->request->kdf_key;
    return officer_add(visit->desk, &in, out);
}

/* Shown once; nothing of it is kept. */
static void sheet_page(struct visit *visit, struct str login, struct str name,
                       struct str passphrase)
{
    struct start_sheet_view view = {
        .chrome = chrome_view(visit, "lembar.judul"),
        .name = name,
        .login = login,
        .passphrase = passphrase,
        .address = visit_address(visit, "/masuk").s,
        .next = { words_say(visit->lang, "orang.judul"), visit_address(visit, "/atur/orang") },
    };
    struct html html = visit_html(visit, 200);
    page_lembar_awal(&html, &view);
}

void officer_send(struct visit *visit)
{
    struct officer_add_out out = { 0 };
    enum err err = officer_write(visit, &out);
    if (err != OK)
        officer_page(visit, err);
    else if ((visit->reply->flags & REPLY_WAIT) == 0)
        sheet_page(visit, posted_get(&visit->posted, STR("login")),
                   posted_get(&visit->posted, STR("nama")),
                   posted_get(&visit->posted, STR("sandi")));
}

static void json_officer(struct visit *visit, enum err err, struct id officer,
                         struct str fingerprint, const struct act_done *done)
{
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    if (visit->reply->flags & REPLY_WAIT)
        return;
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_id(&json, "officer", officer, visit->ctx->arena);
    json_text(&json, "fingerprint", fingerprint);
    json_done(&json, done, visit->ctx->arena);
    json_end(&json);
}

void officer_api(struct visit *visit)
{
    struct officer_add_out out = { 0 };
    enum err err = officer_write(visit, &out);
    json_officer(visit, err, out.officer, out.fingerprint, &out.done);
}

/* ---- second signature, retiring, a new start ----------------------------------------------- */

static enum err officer_named(struct visit *visit, struct id *out)
{
    if (!posted_id(&visit->posted, visit->api ? STR("officer") : STR("petugas"), out))
        return ctx_fail(visit->ctx, ERR_MISSING, "officer.none");
    return OK;
}

static enum err confirm_write(struct visit *visit, struct act_done *done)
{
    struct officer_confirm_in in = { .request = visit_request_id(visit) };
    struct officer_confirm_out out = { 0 };
    TRY(officer_named(visit, &in.officer));
    TRY(officer_confirm(visit->desk, &in, &out));
    *done = out.done;
    return OK;
}

static enum err retire_write(struct visit *visit, struct act_done *done)
{
    uint32_t why = visit_number(&visit->posted, visit->api ? STR("why") : STR("sebab"));
    struct officer_retire_in in = { .request = visit_request_id(visit), .why = why == 0 ? 4 : why };
    struct officer_retire_out out = { 0 };
    TRY(officer_named(visit, &in.officer));
    TRY(officer_retire(visit->desk, &in, &out));
    *done = out.done;
    return OK;
}

static enum err reset_write(struct visit *visit, struct str passphrase,
                            struct officer_reset_out *out)
{
    struct officer_reset_in in = { .request = visit_request_id(visit) };
    TRY(officer_named(visit, &in.officer));
    TRY(start_key(visit, passphrase, in.salt));
    if (visit->reply->flags & REPLY_WAIT)
        return OK;
    in.key = visit->request->kdf_key;
    return officer_reset(visit->desk, &in, out);
}

static void reset_page(struct visit *visit, enum err err)
{
    struct why why = visit->ctx->why;
    struct passphrase_draw_out drawn = { 0 };
    enum err drew = passphrase_draw(visit->desk, &(struct passphrase_draw_in){ 0 }, &drawn);
    if (drew != OK) {
        visit_fail(visit, drew);
        return;
    }
    struct borang *borang = borang_open(visit, "ulang", visit_address(visit, "/atur/orang/ulang"));
    borang_back(borang, "orang.judul", visit_address(visit, "/atur/orang"));
    struct id officer = { 0 };
    struct str code = STR("");
    if (officer_named(visit, &officer) == OK)
        code = hex_write(visit->ctx->arena, officer.at, ID_BYTES);
    struct option who = { code, say_officer(visit, officer) };
    borang_choice(borang, "petugas", "ulang.petugas", &who, 1, false);
    borang_field(borang, "sandi", "petugas.sandi", "text", drawn.words);
    visit->ctx->why = why;
    borang_show(borang, err);
}

/* The list's buttons: setujui, akhiri, ulang. */
void officers_send(struct visit *visit)
{
    struct act_done done = { 0 };
    if (posted_yes(&visit->posted, STR("ulang"))) {
        reset_page(visit, OK);
        return;
    }
    bool ends = posted_yes(&visit->posted, STR("akhiri"));
    enum err err = ends ? retire_write(visit, &done) : confirm_write(visit, &done);
    if (err == ERR_MISSING)
        visit_fail(visit, err);
    else if (err != OK)
        officers_page(visit, err);
    else
        visit_go(visit, STR("/atur/orang"), "kabar.tersimpan");
}

void officer_reset_send(struct visit *visit)
{
    struct officer_reset_out out = { 0 };
    struct id officer = { 0 };
    struct str passphrase = posted_get(&visit->posted, STR("sandi"));
    enum err err = reset_write(visit, passphrase, &out);
    if (err != OK) {
        reset_page(visit, err);
        return;
    }
    if (visit->reply->flags & REPLY_WAIT)
        return;
    if (officer_named(visit, &officer) != OK)
        officer = (struct id){ 0 };
    sheet_page(visit, STR(""), say_officer(visit, officer), passphrase);
}

void officer_confirm_api(struct visit *visit)
{
    struct act_done done = { 0 };
    enum err err = confirm_write(visit, &done);
    act_answer_api(visit, err, &done);
}

void officer_retire_api(struct visit *visit)
{
    struct act_done done = { 0 };
    enum err err = retire_write(visit, &done);
    act_answer_api(visit, err, &done);
}

void officer_reset_api(struct visit *visit)
{
    struct officer_reset_out out = { 0 };
    enum err err = reset_write(visit, posted_get(&visit->posted, STR("passphrase")), &out);
    json_officer(visit, err, out.officer, out.fingerprint, &out.done);
}

void officers_api(struct visit *visit)
{
    struct officer_list_in in = { .retired_too = posted_yes(&visit->query, STR("retired")) };
    struct officer_list_out out = { 0 };
    enum err err = officer_list(visit->desk, &in, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_key(&json, "officers");
    json_array_begin(&json);
    for (size_t i = 0; i < out.rows_n; i++) {
        const struct member *member = &out.rows[i];
        json_object_begin(&json);
        json_id(&json, "officer", member->id, visit->ctx->arena);
        json_text(&json, "login", member->login);
        json_text(&json, "name", member->name);
        json_put_str(&json, "roles", role_set_names(visit->ctx->arena, member->roles));
        json_put_bool(&json, "retired", member->retired);
        json_put_bool(&json, "waits_second", member->waits_second);
        json_end(&json);
    }
    json_end(&json);
    json_end(&json);
}
