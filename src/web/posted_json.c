/* A JSON body becomes the same flat fields as a form, so that a deed has one way in. */
#include "text/json.h"
#include "web/posted.h"

static enum err value_add(struct ctx *ctx, struct str name, const struct json_value *value,
                          struct posted *out, int depth);

static struct str inner_name(struct arena *arena, struct str outer, struct str inner)
{
    if (outer.n == 0)
        return inner;
    return str_format(arena, "%.*s.%.*s", STR_ARG(outer), STR_ARG(inner));
}

static enum err members_add(struct ctx *ctx, struct str outer, const struct json_value *value,
                            struct posted *out, int depth)
{
    for (size_t i = 0; i < value->n; i++) {
        const struct json_member *member = &value->members[i];
        TRY(value_add(ctx, inner_name(ctx->arena, outer, member->name), &member->value, out,
                      depth));
    }
    return OK;
}

static enum err items_add(struct ctx *ctx, struct str outer, const struct json_value *value,
                          struct posted *out, int depth)
{
    for (size_t i = 0; i < value->n; i++) {
        const struct json_value *item = &value->members[i].value;
        struct str name = outer;
        if (item->kind == VALUE_OBJECT)
            name = str_format(ctx->arena, "%.*s.%zu", STR_ARG(outer), i);
        else if (item->kind == VALUE_ARRAY)
            return ctx_fail(ctx, ERR_INVALID, "web.body");
        TRY(value_add(ctx, name, item, out, depth));
    }
    return OK;
}

static enum err value_add(struct ctx *ctx, struct str name, const struct json_value *value,
                          struct posted *out, int depth)
{
    if (depth == POSTED_DEPTH_MAX || value->kind == VALUE_REAL)
        return ctx_fail(ctx, ERR_INVALID, "web.body");
    switch (value->kind) {
    case VALUE_OBJECT:
        return members_add(ctx, name, value, out, depth + 1);
    case VALUE_ARRAY:
        return items_add(ctx, name, value, out, depth + 1);
    case VALUE_BOOL:
        return posted_add(ctx, out, name, value->yes ? STR("yes") : STR("no"));
    case VALUE_INT:
        return posted_add(ctx, out, name, str_format(ctx->arena, "%lld", (long long)value->number));
    case VALUE_TEXT:
        return posted_add(ctx, out, name, value->text);
    case VALUE_NULL: /* as if it had not been sent */
    case VALUE_REAL:
        break;
    }
    return OK;
}

enum err posted_json(struct ctx *ctx, struct str text, struct posted *out)
{
    *out = (struct posted){ 0 };
    struct json_value value;
    TRY(json_read(ctx, text, &value));
    if (value.kind != VALUE_OBJECT)
        return ctx_fail(ctx, ERR_INVALID, "web.body");
    return members_add(ctx, STR(""), &value, out, 0);
}
