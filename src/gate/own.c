#include "gate/squeeze.h"
#include "gate/state.h"

#include "pages.h"
#include "text/asset.h"
#include "text/words.h"
#include "view/gate_view.h"

enum {
    OFFICES_SHOWN_MAX = 1024,
    REQUEST_ID_HEX = 32,
    ASSETS_MAX = 64,
    ASSETS_BYTES_MAX = 4 << 20,
};

static enum lang lang_asked(const struct exchange *exchange)
{
    return str_starts(exchange->guard.request.accept_language, STR("en")) ? LANG_EN : LANG_ID;
}

static void page_write(struct exchange *exchange, struct gate_view *view, int status)
{
    struct html html = { &exchange->answer, lang_asked(exchange) };
    view->lang = lang_code(html.lang);
    exchange->answer = buf_open(exchange->arena, REPLY_BODY_BYTES_MAX);
    exchange->reply = (struct reply){ .status = status,
                                      .door = DOOR_PUBLIC,
                                      .content_type = STR("text/html; charset=utf-8") };
    page_gerbang(&html, view);
}

/* The request id of the form that was sent, so that its fate can be asked for; empty without one.
 */
static struct str request_id(const struct exchange *exchange)
{
    struct str body = buf_str(&exchange->body), name = STR("permintaan=");
    size_t at = str_search(body, name);
    struct str hex = str_part(body, at + name.n, at + name.n + REQUEST_ID_HEX);
    struct id id;
    if (at == body.n || !hex_read(hex, id.at, sizeof id.at))
        return STR("");
    id = request_act(exchange->guard.request.path, id);
    return hex_write(exchange->arena, id.at, sizeof id.at);
}

/* A write that broke off: the page asks for what became of it. */
static void page_uncertain(struct exchange *exchange, struct gate_view *view)
{
    struct arena *arena = exchange->arena;
    enum lang lang = lang_asked(exchange);
    struct str id = request_id(exchange);
    struct str base = str_join(arena, STR("/"), request_office(&exchange->guard.request));
    view->heading = words_say(lang, "gerbang.503_simpan");
    view->text = words_say(lang, "gerbang.503_simpan_teks");
    view->retry = STR("");
    if (id.n == 0)
        return;
    struct link_view *link = arena_new(arena, struct link_view);
    link->text = words_say(lang, "gerbang.periksa");
    link->href = address_join(arena, address_of(base), "/permintaan/", id);
    view->links.at = link;
    view->links.n = 1;
}

void own_error(struct exchange *exchange, int status)
{
    static const struct {
        int status;
        const char *heading, *text;
    } rows[] = {
        { 404, "gerbang.404", "gerbang.404_teks" }, { 405, "gerbang.405", "gerbang.400_teks" },
        { 413, "gerbang.413", "gerbang.413_teks" }, { 500, "gerbang.500", "gerbang.500_teks" },
        { 502, "gerbang.502", "gerbang.502_teks" }, { 503, "gerbang.503", "gerbang.503_teks" },
    };
    enum lang lang = lang_asked(exchange);
    struct gate_view view = { .heading = words_say(lang, "gerbang.400"),
                              .text = words_say(lang, "gerbang.400_teks") };
    enum method method = exchange->guard.request.method;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].status == status) {
            view.heading = words_say(lang, rows[i].heading);
            view.text = words_say(lang, rows[i].text);
        }
    if (status == 503)
        view.retry = STR("2");
    if (status == 503 && method != METHOD_GET && method != METHOD_HEAD)
        page_uncertain(exchange, &view);
    page_write(exchange, &view, status);
    exchange->reply.retry_s = status == 503 ? 2 : 0;
    exchange->extra = status == 405 ? STR("GET, HEAD, POST, PUT, DELETE") : STR("");
}

/* Each asset is squeezed once, when it is first asked for; the bytes live as long as the program.
 */
static struct str asset_bytes(struct exchange *exchange, const struct asset *asset)
{
    static struct str squeezed[ASSETS_MAX];
    static struct arena *kept;
    struct str whole = { (const char *)asset->at, asset->n };
    size_t i = (size_t)(asset - asset_table);
    bool font = str_starts(asset->type, STR("font/")); /* is squeezed already */
    if (i >= ASSETS_MAX || font || !squeeze_wanted(exchange->guard.accept_encoding))
        return whole;
    if (squeezed[i].n == 0) {
        struct str bytes;
        if (kept == NULL)
            kept = arena_open(ASSETS_BYTES_MAX);
        if (!squeeze(exchange->arena, whole, 0, &bytes) ||
            arena_used(kept) + bytes.n > ASSETS_BYTES_MAX / 2)
            return whole;
        squeezed[i] = str_copy(kept, bytes);
    }
    exchange->coding = STR("gzip");
    return squeezed[i];
}

static void asset_answer(struct exchange *exchange, const struct asset *asset)
{
    exchange->reply = (struct reply){
        .status = 200, .flags = REPLY_MAY_CACHE, .content_type = asset->type, .etag = asset->etag
    };
    if (str_eq(exchange->guard.request.if_none_match, asset->etag))
        exchange->reply.status = 304;
    else
        exchange->fixed = asset_bytes(exchange, asset);
}

bool own_thing(struct exchange *exchange)
{
    const struct request *request = &exchange->guard.request;
    if (str_eq(request->path, STR("/sehat"))) {
        exchange->reply =
            (struct reply){ .status = 200, .content_type = STR("text/plain; charset=utf-8") };
        exchange->fixed = STR("ok\n");
        return true;
    }
    if (!str_starts(request->path, STR("/aset/")))
        return false;
    const struct asset *asset = asset_find(request->path);
    bool reads = request->method == METHOD_GET || request->method == METHOD_HEAD;
    if (asset == NULL || !reads)
        own_error(exchange, asset == NULL ? 404 : 405);
    else
        asset_answer(exchange, asset);
    return true;
}

bool own_document(const struct request *request)
{
    return str_eq(request->path, STR("/api/openapi.json"));
}

/* The document differs between offices only in its server: any of them shows it. */
static void document_go(struct exchange *exchange, struct str list)
{
    struct str rest, code = str_cut(list, '\t', &rest);
    if (code.n == 0) {
        own_error(exchange, 404);
        return;
    }
    exchange->reply = (struct reply){
        .status = 303,
        .door = DOOR_PUBLIC,
        .location = str_format(exchange->arena, "/%.*s/api/openapi.json", STR_ARG(code)),
    };
}

void own_front(struct exchange *exchange, struct str list)
{
    if (own_document(&exchange->guard.request)) {
        document_go(exchange, list);
        return;
    }
    struct arena *arena = exchange->arena;
    enum lang lang = lang_asked(exchange);
    struct link_view *links = arena_array(arena, struct link_view, OFFICES_SHOWN_MAX);
    struct gate_view view = { .heading = words_say(lang, "gerbang.pilih"), .links = { links, 0 } };
    while (list.n > 0 && view.links.n < OFFICES_SHOWN_MAX) {
        struct str name, code = str_cut(str_cut(list, '\n', &list), '\t', &name);
        struct link_view *link = &links[view.links.n++];
        link->text = name;
        link->href = address_of(str_format(arena, "/%.*s/", STR_ARG(code)));
    }
    if (view.links.n == 1) {
        exchange->reply =
            (struct reply){ .status = 303, .door = DOOR_PUBLIC, .location = links[0].href.s };
        return;
    }
    if (view.links.n == 0)
        view.text = words_say(lang, "gerbang.kosong");
    page_write(exchange, &view, 200);
}
