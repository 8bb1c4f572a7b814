#include "base/ctx.h"

enum err ctx_fail(struct ctx *ctx, enum err err, const char *key)
{
    return ctx_fail_at(ctx, err, key, STR(""));
}

enum err ctx_fail_at(struct ctx *ctx, enum err err, const char *key, struct str at)
{
    must(err != OK && key != NULL);
    ctx->why = (struct why){ .key = key, .at = at };
    return err;
}
