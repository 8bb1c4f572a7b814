#include "structure.h"

#include "text/utf8.h"

enum { DEPTH_MAX = 128, STRUCTURE_BYTES_MAX = 4 << 20 };

struct reading {
    struct buf out;
    struct str rest;
    struct str stack[DEPTH_MAX];
    size_t depth;
};

static bool is_void(struct str tag)
{
    static const char *const names[] = { "br",   "hr",  "img",  "input", "link",
                                         "meta", "use", "path", "symbol" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(tag, str_of(names[i])))
            return true;
    return false;
}

static void skip(struct reading *r, size_t n)
{
    r->rest = str_part(r->rest, n, r->rest.n);
}

static bool in_name(char c)
{
    return c == '-' || c == ':' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

static struct str name(struct reading *r)
{
    size_t n = 0;
    while (n < r->rest.n && in_name(r->rest.at[n]))
        n++;
    struct str s = str_part(r->rest, 0, n);
    skip(r, n);
    return s;
}

/* From after the name of a tag to after its '>'. */
static bool attributes(struct reading *r)
{
    while (r->rest.n > 0) {
        char c = r->rest.at[0];
        if (c == '>') {
            skip(r, 1);
            return true;
        }
        if (c == ' ' || c == '\n' || c == '/') {
            skip(r, 1);
            continue;
        }
        struct str attribute = name(r);
        if (attribute.n == 0)
            return false;
        buf_format(&r->out, "[%.*s]", STR_ARG(attribute));
        if (!str_starts(r->rest, STR("=")))
            continue;
        skip(r, 1);
        if (r->rest.n == 0 || r->rest.at[0] != '"')
            return false;
        skip(r, 1);
        size_t end = str_find(r->rest, '"');
        struct str value = str_part(r->rest, 0, end);
        if (end == r->rest.n || str_find(value, '<') < value.n || str_find(value, '>') < value.n)
            return false;
        skip(r, end + 1);
    }
    return false;
}

static bool tag(struct reading *r)
{
    skip(r, 1);
    bool closing = str_starts(r->rest, STR("/"));
    if (closing || str_starts(r->rest, STR("!")))
        skip(r, 1);
    struct str element = name(r);
    if (element.n == 0)
        return false;
    buf_format(&r->out, "<%s%.*s", closing ? "/" : "", STR_ARG(element));
    if (!attributes(r))
        return false;
    if (str_eq(element, STR("doctype")) || is_void(element))
        return true;
    if (!closing) {
        if (r->depth == DEPTH_MAX)
            return false;
        r->stack[r->depth++] = element;
        return true;
    }
    return r->depth > 0 && str_eq(r->stack[--r->depth], element);
}

bool structure_of(struct arena *arena, struct str page, struct str *out)
{
    struct reading *r = arena_new(arena, struct reading);
    r->out = buf_open(arena, STRUCTURE_BYTES_MAX);
    r->rest = page;
    if (!utf8_valid(page))
        return false;
    while (r->rest.n > 0) {
        size_t at = str_find(r->rest, '<');
        if (str_find(str_part(r->rest, 0, at), '>') < at)
            return false;
        skip(r, at);
        if (r->rest.n > 0 && !tag(r))
            return false;
    }
    *out = buf_str(&r->out);
    return r->depth == 0 && buf_done(&r->out);
}
