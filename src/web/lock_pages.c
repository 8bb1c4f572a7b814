/* The locked screen: a page of its own, nothing of the page before it. */
#include "web/handlers.h"

#include "pages.h"
#include "use/screen_lock.h"
#include "web/chrome.h"
#include "web/cookie.h"
#include "web/say.h"

static void lock_page(struct visit *visit, int status, const char *error, int tries_left)
{
    struct lock_view view = {
        .chrome = chrome_view(visit, "kunci.judul"),
        .tries_left = tries_left,
        .action = visit_address(visit, "/kunci"),
        .other = visit_address(visit, "/keluar"),
    };
    view.chrome.tokens.csrf = desk_csrf(visit->desk, visit_address(visit, "%s", "").s);
    if (error != NULL)
        view.error = words_why(visit->lang, error);
    struct html html = visit_html(visit, status);
    page_kunci(&html, &view);
}

void lock_show(struct visit *visit)
{
    if (visit->desk->locked)
        lock_page(visit, 200, NULL, 0);
    else
        visit_go(visit, STR("/hari-ini"), NULL);
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

/* One address for both: with `tutup` it locks, else it unlocks. */
void lock_send(struct visit *visit)
{
    struct screen_unlock_out out = { 0 };
    bool close = posted_has(&visit->posted, STR("tutup"));
    enum err err = close ? screen_close(visit) : screen_open(visit, &out);
    if (err == ERR_DENIED && ended(visit)) {
        visit->reply->set_cookie =
            cookie_set(visit->ctx->arena, visit->request, visit->face->code, NULL);
        visit_go(visit, STR("/masuk"), NULL);
    } else if (err != OK) {
        lock_page(visit, visit_status(visit->ctx, err), visit->ctx->why.key, out.tries_left);
    } else {
        visit_go(visit, close ? STR("/kunci") : STR("/hari-ini"), NULL);
    }
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
