/*
 * base/ctx - what one request, command or job carries: its arena, its clock
 * and why it failed.
 *
 * `why` is a key of words/ ("consent.missing"), translated at the edge; it
 * never carries personal data.  `at` names the field, file or step it is about.
 */
#ifndef BASE_CTX_H
#define BASE_CTX_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

struct why {
    const char *key;     /* key of words/, NULL while nothing failed */
    struct str at;       /* field, file, step or place; may be empty */
    int line, column;    /* in a file, from 1; 0 = no line */
    struct str expected; /* what would have been right, for files; may be empty */
};

struct ctx {
    struct arena *arena;
    int64_t now_ms; /* milliseconds since 1970 UTC; the only clock anybody reads */
    struct why why;
};

/* Notes why; OK is no error. */
void ctx_note(struct ctx *ctx, enum err err, const char *key, struct str at);

/* Notes why and returns `err`, so that a caller writes: return ctx_fail(ctx, ERR_DENIED, "…").
 * Inline, so that whoever checks one file sees that it is never OK. */
MUST_USE static inline enum err ctx_fail(struct ctx *ctx, enum err err, const char *key)
{
    ctx_note(ctx, err, key, STR(""));
    return err;
}

/* As ctx_fail(), about one field, file or step. */
MUST_USE static inline enum err ctx_fail_at(struct ctx *ctx, enum err err, const char *key,
                                            struct str at)
{
    ctx_note(ctx, err, key, at);
    return err;
}

/* Minutes since 1970 UTC, the unit in which the SOP counts. */
static inline int64_t ctx_now_min(const struct ctx *ctx)
{
    return ctx->now_ms / 60000;
}

#endif
