#include "web/problem.h"

#include "pages.h"
#include "web/chrome.h"

static const char *why_key(const struct visit *visit)
{
    return visit->ctx->why.key == NULL ? "page.none" : visit->ctx->why.key;
}

void problem_write(struct visit *visit, enum err err, const struct problem_field *fields, size_t n)
{
    int status = visit_status(visit->ctx, err);
    const char *key = why_key(visit);
    struct json json = visit_json(visit, status);
    visit->reply->content_type = STR("application/problem+json; charset=utf-8");
    json_object_begin(&json);
    json_put_str(&json, "type", STR("about:blank"));
    json_put_int(&json, "status", status);
    json_put_str(&json, "key", str_of(key));
    if (visit->ctx->why.at.n > 0)
        json_put_str(&json, "field", visit->ctx->why.at);
    json_put_str(&json, "text", words_why(visit->lang, key));
    json_key(&json, "errors");
    json_array_begin(&json);
    for (size_t i = 0; i < n; i++) {
        json_object_begin(&json);
        json_put_str(&json, "field", fields[i].field);
        json_put_str(&json, "key", str_of(fields[i].key));
        json_put_str(&json, "text", words_why(visit->lang, fields[i].key));
        if (fields[i].row > 0)
            json_put_int(&json, "row", fields[i].row);
        json_end(&json);
    }
    json_end(&json);
    json_end(&json);
}

/* The menu marks no page: the answer may not tell by its bytes what stands at an address. */
static void menu_unmark(struct visit *visit, struct chrome_view *chrome)
{
    struct menu_view *menu = arena_array(visit->ctx->arena, struct menu_view, chrome->menu.n + 1);
    for (size_t i = 0; i < chrome->menu.n; i++) {
        menu[i] = chrome->menu.at[i];
        menu[i].current = false;
    }
    chrome->menu.at = menu;
}

void problem_page(struct visit *visit, enum err err)
{
    struct trouble_view view = { .text = words_why(visit->lang, why_key(visit)) };
    int status = visit_status(visit->ctx, err);
    bool inside = visit->desk != NULL && visit->desk->who != NULL && !visit->desk->locked;
    view.inside = inside;
    view.chrome = chrome_view(visit, "galat.judul");
    menu_unmark(visit, &view.chrome);
    view.heading = words_say(visit->lang, status == 404 ? "galat.tidak_ada_judul" : "galat.judul");
    view.link.text = words_say(visit->lang, inside ? "galat.ke_hari_ini" : "galat.ke_masuk");
    view.link.href =
        visit_address(visit, "%.*s", STR_ARG(inside ? home_path(visit) : STR("/masuk")));
    struct html html = visit_html(visit, status);
    page_galat(&html, &view);
}
