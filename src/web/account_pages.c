/* The officer's own account: PIN, passphrase, recovery card, language, the way out; and help. */
#include "web/handlers.h"

#include "pages.h"
#include "use/password_change.h"
#include "use/screen_lock.h"
#include "view/account_view.h"
#include "view/form_fill.h"
#include "web/chrome.h"
#include "web/say.h"

#include <string.h>

static struct field_view secret_field(const struct visit *visit, const char *name,
                                      const char *label, enum err failed)
{
    struct arena *arena = visit->ctx->arena;
    struct field_view field =
        field_plain(arena, name, words_say(visit->lang, label), "password", STR(""));
    if (failed == OK || !str_eq(visit->ctx->why.at, str_of(name)))
        return field;
    field.error = words_why(visit->lang, visit->ctx->why.key);
    field.error_id = str_join(arena, field.id, STR("-salah"));
    return field;
}

static void account_page(struct visit *visit, enum err failed)
{
    struct account_view view = { .chrome = chrome_view(visit, "saya.judul"),
                                 .pin = secret_field(visit, "pin", "saya.pin", failed),
                                 .passphrase = secret_field(visit, "sandi", "saya.sandi", failed),
                                 .again =
                                     secret_field(visit, "sandi_lagi", "saya.sandi_lagi", failed),
                                 .action = visit_address(visit, "/saya"),
                                 .card = visit_address(visit, "/saya/kartu"),
                                 .log_out = visit_address(visit, "/keluar"),
                                 .help = visit_address(visit, "/bantuan") };
    view.pin.short_line = true;
    if (failed != OK) {
        struct error_view *error = arena_new(visit->ctx->arena, struct error_view);
        error->text = words_why(visit->lang, visit->ctx->why.key);
        if (visit->ctx->why.at.n > 0)
            error->href = address_of(str_join(visit->ctx->arena, STR("#f-"), visit->ctx->why.at));
        view.chrome.errors.at = error;
        view.chrome.errors.n = 1;
    }
    struct html html = visit_html(visit, visit_status(visit->ctx, failed));
    page_saya(&html, &view);
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
    enum err err = account_write(visit);
    if (err != OK)
        account_page(visit, err);
    else if ((visit->reply->flags & REPLY_WAIT) == 0)
        visit_go(visit, home_path(visit), "kabar.tersimpan");
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

/* ---- help ---------------------------------------------------------------------------------- */

/* A key of the keyboard and what it does; or a question and its answer: keys of words/. */
struct help_row {
    const char *key, *word;
};

static const struct help_row keys[] = {
    { "H", "menu.hari_ini" },    { "C", "kasus.cari" },       { "S", "bantuan.simpan" },
    { "J", "bantuan.kerjakan" }, { "K", "menu.kunci_layar" }, { "Ctrl + Enter", "bantuan.kirim" },
};
static const struct help_row questions[] = {
    { "bantuan.tanya.simpan", "bantuan.jawab.simpan" },
    { "bantuan.tanya.siapa", "bantuan.jawab.siapa" },
    { "bantuan.tanya.salah", "bantuan.jawab.salah" },
    { "bantuan.tanya.urutan", "bantuan.jawab.urutan" },
    { "bantuan.tanya.dua", "bantuan.jawab.dua" },
    { "bantuan.tanya.kunci", "bantuan.jawab.kunci" },
    { "bantuan.tanya.sandi", "bantuan.jawab.sandi" },
    { "bantuan.tanya.segel", "bantuan.jawab.segel" },
    { "bantuan.tanya.bahaya", "bantuan.jawab.bahaya" },
};

void help_show(struct visit *visit)
{
    enum { KEYS = sizeof keys / sizeof *keys, ASKED = sizeof questions / sizeof *questions };
    struct arena *arena = visit->ctx->arena;
    struct help_view view = { .chrome = chrome_view(visit, "bantuan.judul") };
    struct pair_view *pairs = arena_array(arena, struct pair_view, KEYS + ASKED);
    for (size_t i = 0; i < KEYS; i++)
        pairs[i] = (struct pair_view){ .label = str_of(keys[i].key),
                                       .value = words_say(visit->lang, keys[i].word) };
    for (size_t i = 0; i < ASKED; i++)
        pairs[KEYS + i] = (struct pair_view){
            .label = words_say(visit->lang, questions[i].key),
            .value = words_say(visit->lang, questions[i].word),
        };
    view.keys.at = pairs;
    view.keys.n = KEYS;
    view.questions.at = pairs + KEYS;
    view.questions.n = ASKED;
    struct html html = visit_html(visit, 200);
    page_bantuan(&html, &view);
}
