#include "web/posted.h"

#include "text/utf8.h"

static void grown(struct arena *arena, struct posted *out)
{
    size_t room = 16;
    while (room < out->n)
        room *= 2;
    if (out->n > 0 && out->n < room)
        return;
    struct posted_field *wider =
        arena_array(arena, struct posted_field, out->n == 0 ? 16 : room * 2);
    if (out->n > 0)
        memcpy(wider, out->fields, out->n * sizeof *wider);
    out->fields = wider;
}

enum err posted_add(struct ctx *ctx, struct posted *out, struct str name, struct str value)
{
    if (out->n == POSTED_FIELDS_MAX || name.n > POSTED_NAME_BYTES_MAX)
        return ctx_fail(ctx, ERR_INVALID, "web.body.many");
    grown(ctx->arena, out);
    struct posted_field *field = &out->fields[out->n];
    *field = (struct posted_field){ 0 };
    TRY(utf8_line(ctx, name, &field->name));
    TRY(utf8_clean(ctx, value, &field->value));
    out->n++;
    return OK;
}

enum err posted_add_file(struct ctx *ctx, struct posted *out, const struct posted_field *file)
{
    if (out->n == POSTED_FIELDS_MAX || file->name.n > POSTED_NAME_BYTES_MAX)
        return ctx_fail(ctx, ERR_INVALID, "web.body.many");
    grown(ctx->arena, out);
    struct posted_field *field = &out->fields[out->n];
    TRY(utf8_line(ctx, file->name, &field->name));
    TRY(utf8_line(ctx, file->file, &field->file));
    field->value = file->value;
    out->n++;
    return OK;
}

enum err posted_read(struct ctx *ctx, struct str content_type, struct str body, struct posted *out)
{
    *out = (struct posted){ 0 };
    if (body.n == 0)
        return OK;
    struct str rest;
    struct str type = str_lower(ctx->arena, str_trim(str_cut(content_type, ';', &rest)));
    if (str_eq(type, STR("application/x-www-form-urlencoded")))
        return posted_urlencoded(ctx, body, out);
    if (str_eq(type, STR("application/json")))
        return posted_json(ctx, body, out);
    if (str_eq(type, STR("multipart/form-data")))
        return posted_multipart(ctx, content_type, body, out);
    return ctx_fail(ctx, ERR_INVALID, "web.body");
}

struct str posted_get(const struct posted *posted, struct str name)
{
    for (size_t i = 0; i < posted->n; i++)
        if (str_eq(posted->fields[i].name, name))
            return posted->fields[i].value;
    return STR("");
}

bool posted_has(const struct posted *posted, struct str name)
{
    for (size_t i = 0; i < posted->n; i++)
        if (str_eq(posted->fields[i].name, name))
            return true;
    return false;
}

bool posted_yes(const struct posted *posted, struct str name)
{
    struct str value = posted_get(posted, name);
    return str_eq(value, STR("1")) || str_eq(value, STR("ya")) || str_eq(value, STR("on")) ||
           str_eq(value, STR("yes"));
}

size_t posted_all(const struct posted *posted, struct str name, struct str *out, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < posted->n; i++)
        if (str_eq(posted->fields[i].name, name) && n++ < max)
            out[n - 1] = posted->fields[i].value;
    return n;
}

bool posted_id(const struct posted *posted, struct str name, struct id *out)
{
    return hex_read(posted_get(posted, name), out->at, sizeof out->at);
}
