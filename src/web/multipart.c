/* multipart/form-data (RFC 7578), strictly: what a browser never sends is refused. */
#include "web/posted.h"

enum { BOUNDARY_BYTES_MAX = 70, PART_HEADERS_MAX = 8 };

static enum err malformed(struct ctx *ctx)
{
    return ctx_fail(ctx, ERR_INVALID, "web.body");
}

/* The value of `key` in "form-data; name=\"x\"; filename=\"y\""; found tells "" from absent. */
static struct str parameter(struct str header, struct str key, bool *found)
{
    *found = false;
    struct str rest = header;
    while (rest.n > 0) {
        struct str after;
        struct str item = str_trim(str_cut(rest, ';', &after));
        rest = after;
        struct str value;
        struct str name = str_trim(str_cut(item, '=', &value));
        if (!str_eq(name, key))
            continue;
        *found = true;
        value = str_trim(value);
        if (value.n >= 2 && value.at[0] == '"' && value.at[value.n - 1] == '"')
            return str_part(value, 1, value.n - 1);
        return value;
    }
    return STR("");
}

/* Reads the headers of one part; *body is what follows the empty line. */
static enum err headers_read(struct ctx *ctx, struct str part, struct posted_field *field,
                             bool *is_file, struct str *body)
{
    bool named = false;
    for (int n = 0; n < PART_HEADERS_MAX; n++) {
        size_t end = str_search(part, STR("\r\n"));
        if (end == part.n)
            return malformed(ctx);
        struct str line = str_part(part, 0, end);
        part = str_part(part, end + 2, part.n);
        if (line.n == 0) {
            *body = part;
            return named ? OK : malformed(ctx);
        }
        struct str value;
        struct str name = str_lower(ctx->arena, str_trim(str_cut(line, ':', &value)));
        if (!str_eq(name, STR("content-disposition")))
            continue;
        if (named || !str_starts(str_trim(value), STR("form-data")))
            return malformed(ctx);
        field->name = parameter(value, STR("name"), &named);
        field->file = parameter(value, STR("filename"), is_file);
    }
    return malformed(ctx);
}

static enum err part_read(struct ctx *ctx, struct str part, struct posted *out)
{
    struct posted_field field = { 0 };
    bool is_file = false;
    TRY(headers_read(ctx, part, &field, &is_file, &field.value));
    if (is_file)
        return posted_add_file(ctx, out, &field);
    return posted_add(ctx, out, field.name, field.value);
}

enum err posted_multipart(struct ctx *ctx, struct str content_type, struct str body,
                          struct posted *out)
{
    *out = (struct posted){ 0 };
    bool found;
    struct str boundary = parameter(content_type, STR("boundary"), &found);
    if (boundary.n == 0 || boundary.n > BOUNDARY_BYTES_MAX)
        return malformed(ctx);
    struct str first = str_join(ctx->arena, STR("--"), boundary);
    struct str next = str_join(ctx->arena, STR("\r\n"), first);
    if (!str_starts(body, first))
        return malformed(ctx);
    body = str_part(body, first.n, body.n);
    while (!str_starts(body, STR("--"))) {
        if (!str_starts(body, STR("\r\n")))
            return malformed(ctx);
        body = str_part(body, 2, body.n);
        size_t end = str_search(body, next);
        if (end == body.n)
            return malformed(ctx);
        TRY(part_read(ctx, str_part(body, 0, end), out));
        body = str_part(body, end + next.n, body.n);
    }
    return OK;
}
