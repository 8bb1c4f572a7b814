#include "base/ctx.h"

#include "base/must.h"

void ctx_note(struct ctx *ctx, enum err err, const char *key, struct str at)
{
    must(err != OK && key != NULL);
    ctx->why = (struct why){ .key = key, .at = at };
}
