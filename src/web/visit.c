#include "web/visit.h"

#include "web/chrome.h"
#include "web/flash.h"
#include "web/problem.h"

#include <stdarg.h>

/* 32 hex digits, or a UUID with its four dashes. */
static bool key_read(struct arena *arena, struct str key, struct id *out)
{
    struct buf digits = buf_open(arena, 64);
    for (size_t i = 0; i < key.n && i < 64; i++)
        if (key.at[i] != '-')
            buf_byte(&digits, key.at[i]);
    return hex_read(buf_str(&digits), out->at, sizeof out->at);
}

struct id visit_request_id(const struct visit *visit)
{
    struct id id = { 0 };
    if (visit->api) {
        if (!key_read(visit->ctx->arena, visit->request->idempotency_key, &id))
            return (struct id){ 0 };
        return id;
    }
    if (!posted_id(&visit->posted, STR("permintaan"), &id))
        return (struct id){ 0 };
    return request_act(visit->request->path, id);
}

struct id visit_draft_of(const struct visit *visit, struct str below)
{
    struct str path = visit->request->path, slug = STR("/konsep");
    struct id id = { 0 };
    if (visit->api || !posted_id(&visit->posted, STR("permintaan"), &id))
        return (struct id){ 0 };
    if (str_ends(path, slug))
        path = str_part(path, 0, path.n - slug.n);
    return request_act(str_join(visit->ctx->arena, path, below), id);
}

struct str visit_field(const struct visit *visit, struct str page_name, struct str json_name)
{
    return posted_get(&visit->posted, visit->api ? json_name : page_name);
}

uint32_t visit_number(const struct posted *posted, struct str name)
{
    int64_t number;
    if (!str_int(posted_get(posted, name), &number) || number < 0 || number > INT32_MAX)
        return 0;
    return (uint32_t)number;
}

bool visit_time(const struct visit *visit, struct str text, int64_t *unix_min)
{
    struct str whole = text;
    int offset = visit->face->offset_min;
    int64_t ms;
    /* A browser sends the office's own time without saying so. */
    if (text.n == STR("2026-11-24T09:00").n)
        whole = str_format(visit->ctx->arena, "%.*s:00Z", STR_ARG(text));
    else
        offset = 0;
    if (!rfc3339_read(whole, &ms))
        return false;
    *unix_min = ms / 60000 - offset;
    return true;
}

enum err visit_head(struct visit *visit, struct act_head *out)
{
    struct str happened = visit_field(visit, STR("terjadi"), STR("happened"));
    *out = (struct act_head){
        .request = visit_request_id(visit),
        .casefile = visit->params[0],
        .happened_min = ACT_NOW,
        .reason = visit_field(visit, STR("simpang"), STR("reason")),
        .words = visit_field(visit, STR("simpang_kata"), STR("words")),
    };
    if (happened.n > 0 && !visit_time(visit, happened, &out->happened_min))
        return ctx_fail_at(visit->ctx, ERR_INVALID, "form.date", STR("terjadi"));
    return OK;
}

struct str visit_text(const struct visit *visit, struct str in_id, struct str in_en)
{
    return visit->lang == LANG_EN && in_en.n > 0 ? in_en : in_id;
}

/* Letters, digits and what separates parts of an address stay; anything else is encoded. */
static void encoded_put(struct buf *out, struct str s)
{
    static const bool plain[256] = {
        ['-'] = true, ['.'] = true, ['_'] = true, ['~'] = true, ['/'] = true, ['?'] = true,
        ['='] = true, ['&'] = true, ['#'] = true, [':'] = true, ['@'] = true,
    };
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.at[i];
        bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (letter || plain[c])
            continue;
        buf_put(out, str_part(s, from, i));
        buf_format(out, "%%%02X", c);
        from = i + 1;
    }
    buf_put(out, str_part(s, from, s.n));
}

struct address visit_address(const struct visit *visit, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct str path = str_vformat(visit->ctx->arena, format, args);
    va_end(args);
    /* A byte becomes three at most: what strangers type fits as well as what we write. */
    struct buf out = buf_open(visit->ctx->arena, 1 + 3 * (visit->face->code.n + path.n));
    buf_byte(&out, '/');
    encoded_put(&out, visit->face->code);
    encoded_put(&out, path);
    return address_of(buf_str(&out));
}

struct html visit_html(struct visit *visit, int status)
{
    visit->answered = true;
    visit->reply->status = status;
    visit->reply->door = DOOR_OFFICE;
    visit->reply->content_type = STR("text/html; charset=utf-8");
    return (struct html){ .out = &visit->reply->body, .lang = visit->lang };
}

struct json visit_json(struct visit *visit, int status)
{
    visit->answered = true;
    visit->reply->status = status;
    visit->reply->door = DOOR_OFFICE;
    visit->reply->content_type = STR("application/json; charset=utf-8");
    return json_open(&visit->reply->body);
}

void visit_go(struct visit *visit, struct str path, const char *flash)
{
    if (flash != NULL && visit->desk != NULL && !id_is_zero(visit->desk->session))
        flash_keep(visit->desk->session, flash, visit->ctx->now_ms);
    visit->answered = true;
    visit->reply->status = 303;
    visit->reply->location = visit_address(visit, "%.*s", STR_ARG(path)).s;
}

int visit_status(const struct ctx *ctx, enum err err)
{
    struct str key = str_of(ctx->why.key == NULL ? "" : ctx->why.key);
    switch (err) {
    case OK:
        return 200;
    case ERR_INVALID:
        /* What could not even be read, apart from what was read and is wrong. */
        return str_starts(key, STR("web.body")) || str_starts(key, STR("json.")) ||
                       str_starts(key, STR("text."))
                   ? 400
                   : 422;
    case ERR_DENIED:
        return str_eq(key, STR("session.none")) ? 401 : 403;
    case ERR_MISSING:
        return 404;
    case ERR_CONFLICT:
        return 409;
    case ERR_BUSY:
        return 429;
    case ERR_STORE:
        break;
    }
    return 503;
}

void visit_missing(struct visit *visit)
{
    visit->ctx->why = (struct why){ .key = "page.none" };
    visit_fail(visit, ERR_MISSING);
}

void visit_fail(struct visit *visit, enum err err)
{
    must(err != OK);
    if (err == ERR_BUSY)
        visit->reply->retry_s = visit->ctx->why.line > 0 ? visit->ctx->why.line : 1;
    if (err == ERR_MISSING)
        visit->ctx->why = (struct why){ .key = "page.none" };
    if (visit->api)
        problem_write(visit, err, NULL, 0);
    else
        problem_page(visit, err);
}
