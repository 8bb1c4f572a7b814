/* application/x-www-form-urlencoded, as browsers send forms and queries. */
#include "web/posted.h"

/* "a%20b+c" -> "a b c"; a '%' that begins no pair of digits is an error. */
static enum err unescaped(struct ctx *ctx, struct str raw, struct str *out)
{
    char *at = arena_alloc(ctx->arena, raw.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.n; i++) {
        char c = raw.at[i];
        if (c == '%') {
            int high = i + 1 < raw.n ? hex_digit(raw.at[i + 1]) : -1;
            int low = i + 2 < raw.n ? hex_digit(raw.at[i + 2]) : -1;
            if (high < 0 || low < 0)
                return ctx_fail(ctx, ERR_INVALID, "web.body");
            at[n++] = (char)(high * 16 + low);
            i += 2;
        } else {
            at[n++] = c == '+' ? ' ' : c;
        }
    }
    *out = (struct str){ at, n };
    return OK;
}

enum err posted_urlencoded(struct ctx *ctx, struct str text, struct posted *out)
{
    *out = (struct posted){ 0 };
    while (text.n > 0) {
        struct str rest, value, name;
        struct str pair = str_cut(text, '&', &rest);
        text = rest;
        if (pair.n == 0)
            continue;
        name = str_cut(pair, '=', &value);
        TRY(unescaped(ctx, name, &name));
        TRY(unescaped(ctx, value, &value));
        TRY(posted_add(ctx, out, name, value));
    }
    return OK;
}
