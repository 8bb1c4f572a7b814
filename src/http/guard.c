#include "http/guard.h"

#include "text/utf8.h"

#include <stddef.h>

/* The headers that we read.  Each may be there once. */
static const struct known {
    const char *name;
    size_t at; /* where its value goes in struct request; 0: nowhere (path stands there) */
} known[] = {
    { "host", offsetof(struct request, host) },
    { "origin", offsetof(struct request, origin) },
    { "cookie", offsetof(struct request, cookie) },
    { "content-type", offsetof(struct request, content_type) },
    { "accept", offsetof(struct request, accept) },
    { "accept-language", offsetof(struct request, accept_language) },
    { "authorization", offsetof(struct request, authorization) },
    { "idempotency-key", offsetof(struct request, idempotency_key) },
    { "sec-fetch-site", offsetof(struct request, sec_fetch_site) },
    { "sec-purpose", offsetof(struct request, sec_purpose) },
    { "if-none-match", offsetof(struct request, if_none_match) },
    { "accept-encoding", 0 },
    { "content-length", 0 },
    { "transfer-encoding", 0 },
    { "connection", 0 },
    { "expect", 0 },
};

enum { KNOWN = sizeof known / sizeof *known };

static bool token_char(char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
        return true;
    return c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL;
}

static bool name_good(struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!token_char(name.at[i]))
            return false;
    return name.n > 0;
}

/* Visible ASCII with blanks and tabs inside; bytes above 126 only where we do not read (a browser
 * may name itself in its own letters). */
static bool value_good(struct str value, bool read)
{
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.at[i];
        if ((c < 32 && c != '\t') || c == 127 || (c > 127 && read))
            return false;
    }
    return true;
}

static bool same_name(struct str a, const char *lower)
{
    size_t n = strlen(lower);
    if (a.n != n)
        return false;
    for (size_t i = 0; i < n; i++) {
        char c = a.at[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c) != lower[i])
            return false;
    }
    return true;
}

/* Digits only: no sign, no blank, no list. */
static bool length_read(struct str value, uint64_t *length)
{
    *length = 0;
    if (value.n == 0 || value.n > 18)
        return false;
    for (size_t i = 0; i < value.n; i++) {
        if (value.at[i] < '0' || value.at[i] > '9')
            return false;
        *length = *length * 10 + (uint64_t)(value.at[i] - '0');
    }
    return true;
}

void guard_header(struct guard *guard, struct str name, struct str value)
{
    guard->headers++;
    guard->header_bytes += name.n + value.n + sizeof ": \r\n" - 1;
    if (!name_good(name) || !value_good(value, false))
        guard->bad = true;
    for (uint32_t i = 0; i < KNOWN; i++) {
        if (!same_name(name, known[i].name))
            continue;
        if (!value_good(value, true))
            guard->bad = true;
        if ((guard->seen & (1U << i)) != 0)
            guard->bad = true;
        guard->seen |= 1U << i;
        if (known[i].at > 0)
            memcpy((char *)&guard->request + known[i].at, &value, sizeof value);
    }
    if (same_name(name, "content-length")) {
        guard->has_length = true;
        if (!length_read(value, &guard->length))
            guard->bad = true;
    }
    if (same_name(name, "accept-encoding"))
        guard->accept_encoding = value;
    if (same_name(name, "transfer-encoding"))
        guard->has_coding = true;
}

/* "%41" -> "A"; false for a '%' without two hex digits. */
static bool percent_decode(struct arena *arena, struct str in, struct str *out)
{
    char *at = arena_alloc(arena, in.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < in.n; i++) {
        if (in.at[i] != '%') {
            at[n++] = in.at[i];
            continue;
        }
        if (in.n - i < 3 || hex_digit(in.at[i + 1]) < 0 || hex_digit(in.at[i + 2]) < 0)
            return false;
        at[n++] = (char)(hex_digit(in.at[i + 1]) << 4 | hex_digit(in.at[i + 2]));
        i += 2;
    }
    *out = (struct str){ at, n };
    return true;
}

static bool text_good(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.at[i] < 32 || text.at[i] == 127)
            return false;
    return utf8_valid(text);
}

/* No empty segment but the last, no dots that climb, no slash that was hidden as %2F. */
static bool segments_good(struct str path)
{
    struct str rest = str_part(path, 1, path.n);
    while (rest.n > 0) {
        bool more = str_find(rest, '/') < rest.n;
        struct str segment = str_cut(rest, '/', &rest);
        if ((segment.n == 0 && more) || str_eq(segment, STR(".")) || str_eq(segment, STR("..")))
            return false;
    }
    return true;
}

static size_t slashes(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.at[i] == '/' || s.at[i] == '\\';
    return n;
}

static bool method_read(struct str text, enum method *out)
{
    static const struct {
        const char *name;
        enum method method;
    } methods[] = { { "GET", METHOD_GET },
                    { "HEAD", METHOD_HEAD },
                    { "POST", METHOD_POST },
                    { "PUT", METHOD_PUT },
                    { "DELETE", METHOD_DELETE } };
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (str_eq(text, str_of(methods[i].name))) {
            *out = methods[i].method;
            return true;
        }
    return false;
}

int guard_target(struct guard *guard, struct arena *arena, struct str method, struct str target)
{
    struct request *request = &guard->request;
    struct str query, decoded, raw = str_cut(target, '?', &query);
    if (!method_read(method, &request->method))
        return 405;
    if (target.n > GUARD_TARGET_BYTES_MAX)
        return 414;
    for (size_t i = 0; i < target.n; i++)
        if ((unsigned char)target.at[i] <= 32 || (unsigned char)target.at[i] > 126 ||
            target.at[i] == '#')
            return 400;
    if (raw.n == 0 || raw.at[0] != '/' || !percent_decode(arena, raw, &request->path) ||
        !text_good(request->path) || slashes(request->path) != slashes(raw) ||
        str_find(raw, '\\') < raw.n || !segments_good(request->path))
        return 400;
    if (!percent_decode(arena, query, &decoded) || !utf8_valid(decoded) ||
        str_find(decoded, '\0') < decoded.n)
        return 400;
    request->query = query;
    return 0;
}

static bool host_good(struct str host)
{
    for (size_t i = 0; i < host.n; i++) {
        char c = host.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '.' || c == '-' || c == ':' || c == '[' || c == ']'))
            return false;
    }
    return host.n > 0 && host.n <= GUARD_HOST_BYTES_MAX;
}

int guard_verdict(const struct guard *guard, struct str method, struct str target,
                  struct str version, size_t head_bytes)
{
    const struct request *request = &guard->request;
    size_t canonical = method.n + target.n + version.n + sizeof "  \r\n\r\n" - 1;
    bool carries = request->method == METHOD_POST || request->method == METHOD_PUT;
    if (!str_eq(version, STR("HTTP/1.1")))
        return 505;
    if (guard->headers > GUARD_HEADERS_MAX)
        return 431;
    if (guard->bad || guard->has_coding || !host_good(request->host) ||
        canonical + guard->header_bytes != head_bytes)
        return 400;
    if (carries && !guard->has_length)
        return 411;
    if (!carries && guard->length > 0)
        return 400;
    return guard->length > REQUEST_BODY_BYTES_MAX ? 413 : 0;
}
