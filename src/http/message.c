#include "http/message.h"

enum { TAG_NUMBERS = 1, TAG_STRINGS = 2, TAGS_MAX = 32, TAG_BODY = 31, HEAD = 5 };

static void field_put(struct buf *out, unsigned tag, struct str value)
{
    if (value.n == 0)
        return;
    buf_byte(out, (char)tag);
    buf_u32(out, (uint32_t)value.n);
    buf_put(out, value);
}

/* Cuts all fields into by[tag]; false when one is cut short, unknown or there twice. */
static bool fields_cut(struct str bytes, struct str by[TAGS_MAX])
{
    while (bytes.n > 0) {
        if (bytes.n < HEAD)
            return false;
        unsigned tag = (unsigned char)bytes.at[0];
        size_t n = get_u32((const unsigned char *)bytes.at + 1);
        if (tag == 0 || tag >= TAGS_MAX || by[tag].n > 0 || n == 0 || n > bytes.n - HEAD)
            return false;
        by[tag] = (struct str){ bytes.at + HEAD, n };
        bytes = (struct str){ bytes.at + HEAD + n, bytes.n - HEAD - n };
    }
    return true;
}

/* The strings of a request in the order of their tags, from TAG_STRINGS on. */
enum { REQUEST_STRINGS = 14 };

static void request_strings(struct request *r, struct str *at[REQUEST_STRINGS])
{
    struct str *const all[REQUEST_STRINGS] = {
        &r->path,           &r->query,
        &r->host,           &r->origin,
        &r->cookie,         &r->content_type,
        &r->accept,         &r->accept_language,
        &r->authorization,  &r->idempotency_key,
        &r->sec_fetch_site, &r->sec_purpose,
        &r->if_none_match,  &r->peer,
    };
    memcpy(at, all, sizeof all);
}

void request_write(struct buf *out, const struct request *request)
{
    struct request r = *request;
    struct str *at[REQUEST_STRINGS];
    request_strings(&r, at);
    char numbers[3] = { (char)r.method, (char)r.way, (char)r.tls };
    field_put(out, TAG_NUMBERS, (struct str){ numbers, sizeof numbers });
    for (unsigned i = 0; i < REQUEST_STRINGS; i++)
        field_put(out, TAG_STRINGS + i, *at[i]);
    field_put(out, TAG_BODY, r.body);
}

static bool path_good(struct str path)
{
    return path.n > 0 && path.at[0] == '/' && str_find(path, '\0') == path.n;
}

enum err request_read(struct str bytes, struct request *out)
{
    struct str by[TAGS_MAX] = { 0 }, *at[REQUEST_STRINGS];
    *out = (struct request){ 0 };
    if (!fields_cut(bytes, by) || by[TAG_NUMBERS].n != 3)
        return ERR_INVALID;
    const char *numbers = by[TAG_NUMBERS].at;
    if (numbers[0] < METHOD_GET || numbers[0] > METHOD_DELETE || numbers[1] < WAY_COMMAND ||
        numbers[1] > WAY_NETWORK || (numbers[2] & ~1) != 0)
        return ERR_INVALID;
    out->method = (enum method)numbers[0];
    out->way = (enum way)numbers[1];
    out->tls = numbers[2] == 1;
    request_strings(out, at);
    for (unsigned i = 0; i < REQUEST_STRINGS; i++)
        *at[i] = by[TAG_STRINGS + i];
    for (unsigned tag = TAG_STRINGS + REQUEST_STRINGS; tag < TAG_BODY; tag++)
        if (by[tag].n > 0)
            return ERR_INVALID;
    out->body = by[TAG_BODY];
    if (out->body.n > REQUEST_BODY_BYTES_MAX || !path_good(out->path))
        return ERR_INVALID;
    return OK;
}

/* Fowler-Noll-Vo 1a: tells the forms of one page apart; nothing secret hangs on it. */
static uint64_t mixed(struct str s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.at[i]) * 0x100000001b3u;
    return h;
}

struct id request_act(struct str path, struct id form)
{
    unsigned char mix[8];
    put_u64(mix, mixed(path));
    for (size_t i = 0; i < sizeof mix; i++)
        form.at[ID_BYTES - 1 - i] ^= mix[i];
    return form;
}

struct str request_office(const struct request *request)
{
    struct str rest;
    if (request->path.n == 0 || request->path.at[0] != '/')
        return STR("");
    return str_cut(str_part(request->path, 1, request->path.n), '/', &rest);
}

enum { REPLY_STRINGS = 5, REPLY_NUMBERS = 8 };

static void reply_strings(struct reply *r, struct str *at[REPLY_STRINGS])
{
    struct str *const all[REPLY_STRINGS] = { &r->content_type, &r->location, &r->set_cookie,
                                             &r->etag, &r->download };
    memcpy(at, all, sizeof all);
}

void reply_write(struct buf *out, const struct reply *reply, struct str body)
{
    struct reply r = *reply;
    struct str *at[REPLY_STRINGS];
    reply_strings(&r, at);
    unsigned char numbers[REPLY_NUMBERS];
    put_u16(numbers, (uint16_t)r.status);
    put_u16(numbers + 2, (uint16_t)r.flags);
    put_u16(numbers + 4, (uint16_t)r.door);
    put_u16(numbers + 6, (uint16_t)r.retry_s);
    field_put(out, TAG_NUMBERS, (struct str){ (const char *)numbers, sizeof numbers });
    for (unsigned i = 0; i < REPLY_STRINGS; i++)
        field_put(out, TAG_STRINGS + i, *at[i]);
    field_put(out, TAG_BODY, body);
}

enum err reply_read(struct str bytes, struct reply *out, struct str *body)
{
    struct str by[TAGS_MAX] = { 0 }, *at[REPLY_STRINGS];
    *out = (struct reply){ 0 };
    if (!fields_cut(bytes, by) || by[TAG_NUMBERS].n != REPLY_NUMBERS)
        return ERR_INVALID;
    const unsigned char *numbers = (const unsigned char *)by[TAG_NUMBERS].at;
    out->status = get_u16(numbers);
    out->flags = get_u16(numbers + 2);
    out->door = (enum door)get_u16(numbers + 4);
    out->retry_s = get_u16(numbers + 6);
    if (out->status < 200 || out->status > 599 || get_u16(numbers + 4) > DOOR_FIELD)
        return ERR_INVALID;
    reply_strings(out, at);
    for (unsigned i = 0; i < REPLY_STRINGS; i++)
        *at[i] = by[TAG_STRINGS + i];
    for (unsigned tag = TAG_STRINGS + REPLY_STRINGS; tag < TAG_BODY; tag++)
        if (by[tag].n > 0)
            return ERR_INVALID;
    *body = by[TAG_BODY];
    return OK;
}
