/* The recovery card of the officer who asks: shown once, and it counts when it was typed back. */
#include "web/handlers.h"

#include "pages.h"
#include "use/password_change.h"
#include "view/login_view.h"
#include "web/chrome.h"
#include "web/mend.h"
#include "web/say.h"
#include "web/step_fill.h"

static void card_page(struct visit *visit, struct str card, bool has_one, enum err failed)
{
    struct card_view view = { .chrome = chrome_view(visit, "kartu.judul"), .card = card };
    view.back =
        (struct link_view){ words_say(visit->lang, "saya.judul"), visit_address(visit, "/saya") };
    view.action = visit_address(visit, "/saya/kartu");
    view.typed = posted_get(&visit->posted, STR("kembali"));
    if (has_one)
        view.replaces = words_say(visit->lang, "kartu.ganti");
    if (failed != OK)
        view.error = words_say(visit->lang, visit->ctx->why.key);
    errors_fill(visit, NULL, failed, &view.chrome);
    struct html html = visit_html(visit, visit_status(visit->ctx, failed));
    page_kartu(&html, &view);
}

void card_show(struct visit *visit)
{
    struct card_issue_out out = { 0 };
    enum err err = card_issue(visit->desk, &(struct card_issue_in){ 0 }, &out);
    if (err != OK)
        visit_fail(visit, err);
    else
        card_page(visit, out.card, out.has_one, OK);
}

static enum err card_write(struct visit *visit)
{
    struct card_confirm_in in = { .card = visit_field(visit, STR("kartu"), STR("card")),
                                  .typed_back =
                                      visit_field(visit, STR("kembali"), STR("typed_back")) };
    struct card_confirm_out out = { 0 };
    return card_confirm(visit->desk, &in, &out);
}

/* What was typed wrong is typed again on the same card: it may be on paper already. */
void card_send(struct visit *visit)
{
    enum err err = card_write(visit);
    if (err == OK)
        visit_go(visit, STR("/saya"), "kabar.kartu_jadi");
    else if (err == ERR_INVALID)
        card_page(visit, posted_get(&visit->posted, STR("kartu")), false, err);
    else
        visit_fail(visit, err);
}

void card_issue_api(struct visit *visit)
{
    struct card_issue_out out = { 0 };
    enum err err = card_issue(visit->desk, &(struct card_issue_in){ 0 }, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_put_str(&json, "card", out.card);
    json_put_bool(&json, "has_one", out.has_one);
    json_end(&json);
}

void card_api(struct visit *visit)
{
    enum err err = card_write(visit);
    if (err != OK)
        visit_fail(visit, err);
    else
        api_done(visit, NULL);
}
