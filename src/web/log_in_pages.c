/* The doors: log-in in two rounds, log-out, the office's root. */
#include "web/handlers.h"

#include "pages.h"
#include "use/log_in.h"
#include "web/chrome.h"
#include "web/cookie.h"
#include "web/held_pages.h"
#include "web/say.h"

/* A practice office shows its officers by role; one click fills in the name. */
static void demo_fill(struct visit *visit, struct login_view *view)
{
    size_t n;
    const struct member *members = desk_demo_members(visit->desk, &n);
    struct demo_view *rows = arena_array(visit->ctx->arena, struct demo_view, n * ROLE_COUNT + 1);
    view->demo.at = rows;
    for (unsigned role = 0; role < ROLE_COUNT; role++)
        for (size_t i = 0; i < n; i++)
            if (members[i].roles >> role & 1)
                rows[view->demo.n++] = (struct demo_view){
                    .name = members[i].login,
                    .role = role_title(visit, (enum role)role),
                    .href = visit_address(visit, "/masuk?nama=%.*s", STR_ARG(members[i].login)),
                };
}

static void form_show(struct visit *visit, int status, const char *error, struct str held)
{
    struct login_view view = {
        .chrome = chrome_view(visit, "masuk.judul"),
        .name = posted_get(posted_has(&visit->posted, STR("nama")) ? &visit->posted : &visit->query,
                           STR("nama")),
        .action = visit_address(visit, "/masuk"),
        .held = held,
        .ended = held.n > 0,
        .other_language =
            visit_address(visit, "/masuk?bahasa=%s", visit->lang == LANG_ID ? "en" : "id"),
        .other_language_name = visit->lang == LANG_ID ? STR("English") : STR("Indonesia"),
        .other_language_code = visit->lang == LANG_ID ? STR("en") : STR("id"),
    };
    if (error != NULL)
        view.error = words_why(visit->lang, error);
    demo_fill(visit, &view);
    if (view.demo.n == 0) /* a real office fills in nothing from an address */
        view.name = posted_get(&visit->posted, STR("nama"));
    struct html html = visit_html(visit, status);
    page_masuk(&html, &view);
}

void log_in_show(struct visit *visit)
{
    if (visit->desk->who != NULL && !visit->desk->locked)
        visit_go(visit, home_path(visit), NULL);
    else
        form_show(visit, 200, NULL, STR(""));
}

void log_in_page_held(struct visit *visit, struct str held)
{
    form_show(visit, 403, NULL, held);
}

void root_show(struct visit *visit)
{
    visit_go(visit, home_path(visit), NULL);
}

/* First round: which key is to be derived; the loop derives it and serves this request again. */
static enum err key_ask(struct visit *visit, struct str login, struct str passphrase)
{
    struct log_in_ask_in in = { .login = login, .method = LOG_IN_PASSWORD };
    struct log_in_ask_out out = { 0 };
    TRY(log_in_ask(visit->desk, &in, &out));
    struct kdf_job job = { .password = passphrase, .ops = out.ops, .mem_kib = out.mem_kib };
    memcpy(job.salt, out.salt, sizeof job.salt);
    visit->reply->kdf = job;
    visit->reply->flags |= REPLY_WAIT;
    return OK;
}

/* card: what was typed, when it is a recovery card; else empty. */
static enum err session_make(struct visit *visit, struct str login, struct str card,
                             struct log_in_out *out)
{
    struct log_in_in in = {
        .login = login,
        .method = card.n > 0 ? LOG_IN_CARD : LOG_IN_PASSWORD,
        .key = card.n > 0 ? NULL : visit->request->kdf_key,
        .card = card,
        .hotline = posted_yes(&visit->posted, visit->api ? STR("hotline") : STR("telepon")),
    };
    return log_in(visit->desk, &in, out);
}

/* Both rounds; out->cookie is set only when a session was made. */
static enum err log_in_try(struct visit *visit, struct log_in_out *out)
{
    struct str login =
        str_lower(visit->ctx->arena, str_trim(visit_field(visit, STR("nama"), STR("login"))));
    if (login.n == 0 && visit->desk->locked) /* her own locked screen does not ask who she is */
        login = desk_login(visit->desk, visit->desk->who);
    struct str passphrase = visit_field(visit, STR("sandi"), STR("passphrase"));
    if (login.n == 0 || passphrase.n == 0 || passphrase.n > KDF_PASSWORD_BYTES_MAX)
        return ctx_fail(visit->ctx, ERR_DENIED, "log_in.wrong");
    bool by_card = log_in_by_card(visit->ctx->arena, passphrase);
    if (!by_card && visit->request->kdf_key == NULL)
        return key_ask(visit, login, passphrase);
    TRY(session_make(visit, login, by_card ? passphrase : STR(""), out));
    visit->reply->set_cookie =
        cookie_set(visit->ctx->arena, visit->request, visit->face->code, out->cookie);
    return OK;
}

void log_in_send(struct visit *visit)
{
    struct log_in_out out = { 0 };
    struct str held = posted_get(&visit->posted, STR("titipan"));
    enum err err = log_in_try(visit, &out);
    if (err == ERR_BUSY)
        visit->reply->retry_s = visit->ctx->why.line;
    if (err != OK)
        form_show(visit, visit_status(visit->ctx, err), visit->ctx->why.key, held);
    else if (visit->reply->flags & REPLY_WAIT)
        return;
    else if (!held_back(visit, held, out.cookie))
        visit_go(visit, out.pin_missing ? STR("/saya?pin=1") : home_path(visit), NULL);
}

void log_in_api(struct visit *visit)
{
    struct log_in_out out = { 0 };
    enum err err = log_in_try(visit, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    if (visit->reply->flags & REPLY_WAIT)
        return;
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_put_bool(&json, "pin_missing", out.pin_missing);
    json_put_str(&json, "cookie",
                 cookie_name(visit->ctx->arena, visit->request, visit->face->code));
    json_end(&json);
}

static enum err session_end(struct visit *visit)
{
    struct log_out_in in = { .everywhere = posted_yes(&visit->posted, visit->api ? STR("everywhere")
                                                                                 : STR("semua")) };
    struct log_out_out out = { 0 };
    TRY(log_out(visit->desk, &in, &out));
    visit->reply->set_cookie =
        cookie_set(visit->ctx->arena, visit->request, visit->face->code, NULL);
    visit->reply->flags |= REPLY_CLEAR_CACHE;
    return OK;
}

void log_out_send(struct visit *visit)
{
    enum err err = session_end(visit);
    if (err != OK)
        visit_fail(visit, err);
    else
        visit_go(visit, STR("/masuk"), NULL);
}

void log_out_api(struct visit *visit)
{
    enum err err = session_end(visit);
    if (err != OK)
        visit_fail(visit, err);
    else
        api_done(visit, NULL);
}
