#include "text/json.h"

#include <jansson.h>

struct json_reader {
    struct ctx *ctx;
    size_t members;
};

static enum err copy(struct json_reader *r, json_t *from, int depth, struct json_value *to);

static struct str text_of(struct arena *arena, const char *at, size_t n)
{
    return str_copy(arena, (struct str){ at, n });
}

static enum err copy_members(struct json_reader *r, json_t *from, int depth, struct json_value *to)
{
    to->n = to->kind == VALUE_ARRAY ? json_array_size(from) : json_object_size(from);
    r->members += to->n;
    if (depth >= JSON_DEPTH_MAX)
        return ctx_fail(r->ctx, ERR_INVALID, "json.deep");
    if (r->members > JSON_MEMBERS_MAX)
        return ctx_fail(r->ctx, ERR_INVALID, "json.large");
    to->members = arena_array(r->ctx->arena, struct json_member, to->n + 1);
    if (to->kind == VALUE_ARRAY) {
        for (size_t i = 0; i < to->n; i++)
            TRY(copy(r, json_array_get(from, i), depth + 1, &to->members[i].value));
        return OK;
    }
    size_t i = 0;
    const char *key;
    json_t *value;
    json_object_foreach(from, key, value)
    {
        to->members[i].name = text_of(r->ctx->arena, key, strlen(key));
        TRY(copy(r, value, depth + 1, &to->members[i++].value));
    }
    return OK;
}

static enum err copy(struct json_reader *r, json_t *from, int depth, struct json_value *to)
{
    *to = (struct json_value){ .kind = VALUE_NULL };
    switch (json_typeof(from)) {
    case JSON_OBJECT:
        to->kind = VALUE_OBJECT;
        return copy_members(r, from, depth, to);
    case JSON_ARRAY:
        to->kind = VALUE_ARRAY;
        return copy_members(r, from, depth, to);
    case JSON_STRING:
        to->kind = VALUE_TEXT;
        to->text = text_of(r->ctx->arena, json_string_value(from), json_string_length(from));
        return OK;
    case JSON_INTEGER:
        to->kind = VALUE_INT;
        to->number = json_integer_value(from);
        return OK;
    case JSON_REAL:
        to->kind = VALUE_REAL;
        to->real = json_real_value(from);
        return OK;
    case JSON_TRUE:
    case JSON_FALSE:
        to->kind = VALUE_BOOL;
        to->yes = json_is_true(from);
        return OK;
    case JSON_NULL:
        return OK;
    }
    return OK;
}

static enum err refused(struct ctx *ctx, const json_error_t *error)
{
    enum json_error_code code = json_error_code(error);
    const char *key = code == json_error_duplicate_key      ? "json.duplicate"
                      : code == json_error_stack_overflow   ? "json.deep"
                      : code == json_error_numeric_overflow ? "json.large"
                                                            : "json.syntax";
    enum err err = ctx_fail(ctx, ERR_INVALID, key);
    ctx->why.line = error->line;
    ctx->why.column = error->column;
    return err;
}

enum err json_read(struct ctx *ctx, struct str text, struct json_value *out)
{
    json_error_t error;
    *out = (struct json_value){ .kind = VALUE_NULL };
    if (text.n > JSON_BYTES_MAX)
        return ctx_fail(ctx, ERR_INVALID, "json.large");
    json_t *root = json_loadb(text.n > 0 ? text.at : "", text.n,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (root == NULL)
        return refused(ctx, &error);
    struct json_reader reader = { ctx, 0 };
    enum err err = copy(&reader, root, 0, out);
    json_decref(root);
    return err;
}

const struct json_value *json_get(const struct json_value *value, const char *name)
{
    if (value == NULL || value->kind != VALUE_OBJECT)
        return NULL;
    for (size_t i = 0; i < value->n; i++)
        if (str_eq(value->members[i].name, str_of(name)))
            return &value->members[i].value;
    return NULL;
}
