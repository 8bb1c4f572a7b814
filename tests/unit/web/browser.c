#include "browser.h"

#include "use/desk_inside.h"
#include "web/web.h"

#include <sodium.h>
#include <stdio.h>

struct reply reply;
struct str page;

static struct str cookie, csrf, token;
static bool undone;

static void served(const struct request *request)
{
    assert_int_equal(desk_begin(office, &ctx), OK);
    ctx.why = (struct why){ 0 };
    reply = (struct reply){ .body = buf_open(ctx.arena, REPLY_BODY_BYTES_MAX) };
    web_serve(office, &ctx, request, &reply);
    if (undone)
        round_abandon(office->office);
    else
        assert_int_equal(desk_commit(office, &ctx), OK);
}

void undo_rounds(bool undo)
{
    undone = undo;
}

/* Value of the hidden field `name` of the page, the first. */
struct str hidden(const char *name)
{
    struct str mark = str_format(ctx.arena, "name=\"%s\" value=\"", name);
    size_t at = str_search(page, mark);
    if (at == page.n)
        return STR("");
    struct str rest = str_part(page, at + mark.n, page.n);
    return str_part(rest, 0, str_find(rest, '"'));
}

void ask(const struct request *asked)
{
    unsigned char key[DERIVED_KEY_BYTES];
    struct request request = *asked;
    request.host = STR("127.0.0.1:8080");
    request.peer = STR("127.0.0.1");
    request.way = WAY_LOOPBACK;
    served(&request);
    if (reply.flags & REPLY_WAIT) {
        must(crypto_pwhash(key, sizeof key, reply.kdf.password.at, reply.kdf.password.n,
                           reply.kdf.salt, reply.kdf.ops, (size_t)reply.kdf.mem_kib << 10,
                           crypto_pwhash_ALG_ARGON2ID13) == 0);
        request.kdf_key = key;
        served(&request);
    }
    page = buf_str(&reply.body);
    if (reply.set_cookie.n > 0)
        cookie = str_part(reply.set_cookie, 0, str_find(reply.set_cookie, ';'));
    if (hidden("csrf").n > 0) {
        /* They outlive the memory of the page. */
        static char kept[2][256];
        snprintf(kept[0], sizeof kept[0], "%.*s", STR_ARG(hidden("csrf")));
        snprintf(kept[1], sizeof kept[1], "%.*s", STR_ARG(hidden("permintaan")));
        csrf = str_of(kept[0]);
        token = str_of(kept[1]);
    }
}

static struct request request_of(enum method method, const char *path)
{
    struct str query;
    struct str bare = str_cut(str_of(path), '?', &query);
    return (struct request){
        .method = method,
        .path = str_join(ctx.arena, STR("/serang"), bare),
        .query = query,
        .cookie = cookie,
        .origin = method == METHOD_POST ? STR("http://127.0.0.1:8080") : STR(""),
    };
}

void get(const char *path)
{
    struct request request = request_of(METHOD_GET, path);
    ask(&request);
}

static void sent(const char *path, struct str csrf_sent, struct str token_sent, const char *body)
{
    struct request request = request_of(METHOD_POST, path);
    request.content_type = STR("application/x-www-form-urlencoded");
    request.body = str_format(ctx.arena, "csrf=%.*s&permintaan=%.*s&%s", STR_ARG(csrf_sent),
                              STR_ARG(token_sent), body);
    ask(&request);
}

void post_again(const char *path, const char *body)
{
    sent(path, csrf, token, body);
}

void post_with(const char *path, struct str request_id, const char *body)
{
    sent(path, csrf, request_id, body);
}

void post_csrf(const char *path, const char *csrf_sent, const char *body)
{
    sent(path, str_of(csrf_sent), token, body);
}

void post(const char *path, const char *body)
{
    post_again(path, body);
}

void api(const char *path, const char *json)
{
    struct id key = id_random();
    struct request request = request_of(json == NULL ? METHOD_GET : METHOD_POST, path);
    request.path = str_join(ctx.arena, STR("/serang/api/v1"),
                            str_part(request.path, STR("/serang").n, request.path.n));
    request.content_type = STR("application/json");
    request.body = json == NULL ? STR("") : str_of(json);
    request.idempotency_key = hex_write(ctx.arena, key.at, sizeof key.at);
    ask(&request);
}

void forget_cookie(void)
{
    cookie = csrf = token = STR("");
}

void log_in_as(const char *login)
{
    forget_cookie();
    get("/masuk");
    post("/masuk",
         str_z(ctx.arena, str_format(ctx.arena, "nama=%s&sandi=kuda+laut+biru+muda", login)));
    if (reply.status != 303)
        print_message("# log-in of %s: %d\n%.*s\n", login, reply.status, STR_ARG(page));
    assert_int_equal(reply.status, 303);
}

bool shows(const char *text)
{
    return str_search(page, str_of(text)) < page.n;
}

struct str form_token(void)
{
    return token;
}

struct str went(void)
{
    return reply.location;
}

struct str member_text(const char *name)
{
    struct str mark = str_format(ctx.arena, "\"%s\":\"", name);
    size_t at = str_search(page, mark);
    if (at == page.n)
        return STR("");
    struct str rest = str_part(page, at + mark.n, page.n);
    return str_part(rest, 0, str_find(rest, '"'));
}
