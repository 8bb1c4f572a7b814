/* The locked screen: a page of its own, nothing of the page before it. */
#include "web/handlers.h"

#include "pages.h"
#include "use/screen_lock.h"
#include "web/chrome.h"
#include "web/cookie.h"
#include "web/held_pages.h"
#include "web/say.h"

static void lock_page(struct visit *visit, int status, const char *error, int tries_left,
                      struct str held)
{
    struct when when = say_when(visit);
    int64_t since = visit->desk->locked ? visit->desk->locked_min : ctx_now_min(visit->ctx);
    struct lock_view view = {
        .chrome = chrome_view(visit, "kunci.judul"),
        .since = when_short(&when, since),
        .tries_left = tries_left,
        .no_pin = visit->desk->no_pin,
        .held = held,
        .action = visit_address(visit, "/kunci"),
        .other = visit_address(visit, "/keluar"),
    };
    if (error != NULL)
        view.error = words_why(visit->lang, error);
    struct html html = visit_html(visit, status);
    page_kunci(&html, &view);
}

void lock_show(struct visit *visit)
{
    if (visit->desk->locked)
        lock_page(visit, 200, NULL, 0, STR(""));
    else
        visit_go(visit, home_path(visit), NULL);
}

void lock_page_held(struct visit *visit, struct str held)
{
    lock_page(visit, 403, NULL, 0, held);
}

static enum err screen_close(struct visit *visit)
{
    struct screen_lock_out out = { 0 };
    return screen_lock(visit->desk, &(struct screen_lock_in){ 0 }, &out);
}

static enum err screen_open(struct visit *visit, struct screen_unlock_out *out)
{
    struct screen_unlock_in in = { .pin = str_trim(posted_get(&visit->posted, STR("pin"))) };
    return screen_unlock(visit->desk, &in, out);
}

static bool ended(const struct visit *visit)
{
    return str_eq(str_of(visit->ctx->why.key), STR("session.none"));
}

/* The page says at once that it is locked; a form that came along waits in it. */
static void lock_close(struct visit *visit)
{
    struct str held = held_of_lock(visit);
    enum err err = screen_close(visit);
    if (err != OK)
        visit_fail(visit, err);
    else if (held.n > 0)
        lock_page(visit, 200, NULL, 0, held);
    else
        visit_go(visit, STR("/kunci"), NULL);
}

static void lock_open(struct visit *visit)
{
    struct screen_unlock_out out = { 0 };
    unsigned char cookie[COOKIE_SECRET_BYTES];
    struct str held = posted_get(&visit->posted, STR("titipan"));
    enum err err = screen_open(visit, &out);
    if (err == ERR_DENIED && ended(visit)) {
        visit->reply->set_cookie =
            cookie_set(visit->ctx->arena, visit->request, visit->face->code, NULL);
        if (held.n > 0)
            log_in_page_held(visit, held);
        else
            visit_go(visit, STR("/masuk"), NULL);
    } else if (err != OK) {
        lock_page(visit, visit_status(visit->ctx, err), visit->ctx->why.key, out.tries_left, held);
    } else if (!cookie_secret(visit->ctx->arena, visit->request, visit->face->code, cookie) ||
               !held_back(visit, held, cookie)) {
        visit_go(visit, home_path(visit), NULL);
    }
}

/* One address for both: with `tutup` it locks, else it unlocks.  Who has no PIN logs in again. */
void lock_send(struct visit *visit)
{
    if (posted_has(&visit->posted, STR("tutup")))
        lock_close(visit);
    else if (visit->desk->no_pin)
        log_in_send(visit);
    else
        lock_open(visit);
}

void lock_api(struct visit *visit)
{
    struct screen_unlock_out out = { 0 };
    bool close = posted_yes(&visit->posted, STR("lock"));
    enum err err = close ? screen_close(visit) : screen_open(visit, &out);
    if (err != OK)
        visit_fail(visit, err);
    else
        api_done(visit, NULL);
}
