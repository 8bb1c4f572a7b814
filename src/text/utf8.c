#include "text/utf8.h"

#include <utf8proc.h>

static const utf8proc_uint8_t *bytes(struct str s)
{
    return (const utf8proc_uint8_t *)s.at;
}

/* One code point at `at`; how many bytes it has, or < 1 when it is none. */
static utf8proc_ssize_t next(struct str s, size_t at, utf8proc_int32_t *code)
{
    return utf8proc_iterate(bytes(s) + at, (utf8proc_ssize_t)(s.n - at), code);
}

bool utf8_valid(struct str s)
{
    utf8proc_int32_t code;
    for (size_t i = 0; i < s.n;) {
        utf8proc_ssize_t n = next(s, i, &code);
        if (n < 1)
            return false;
        i += (size_t)n;
    }
    return true;
}

size_t utf8_length(struct str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.n; i++)
        count += ((unsigned char)s.at[i] & 0xc0) != 0x80;
    return count;
}

struct str utf8_cut(struct str s, size_t count)
{
    size_t i = 0;
    for (; i < s.n; i++) {
        if (((unsigned char)s.at[i] & 0xc0) == 0x80)
            continue;
        if (count == 0)
            break;
        count--;
    }
    return str_part(s, 0, i);
}

/* Marks that turn writing direction or hide: they make a name read as another. */
static bool is_hidden(utf8proc_int32_t code)
{
    return code == 0xfeff || code == 0x200b || (code >= 0x200e && code <= 0x200f) ||
           (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
           (code >= 0xfff9 && code <= 0xfffb);
}

static bool is_control(utf8proc_int32_t code)
{
    return (code < 32 && code != '\n' && code != '\t') || (code >= 0x7f && code < 0xa0);
}

/* utf8proc's own result comes from malloc(); it is copied and given back at once. */
static enum err mapped(struct ctx *ctx, struct str in, utf8proc_option_t options, struct str *out)
{
    utf8proc_uint8_t *result = NULL;
    utf8proc_ssize_t n = utf8proc_map(bytes(in), (utf8proc_ssize_t)in.n, &result, options);
    if (n < 0)
        return ctx_fail(ctx, ERR_INVALID, "text.utf8");
    *out = str_copy(ctx->arena, (struct str){ (const char *)result, (size_t)n });
    free(result);
    return OK;
}

enum err utf8_clean(struct ctx *ctx, struct str in, struct str *out)
{
    *out = (struct str){ NULL, 0 };
    if (in.n == 0)
        return OK;
    struct buf kept = buf_open(ctx->arena, in.n);
    utf8proc_int32_t code;
    for (size_t i = 0; i < in.n;) {
        utf8proc_ssize_t n = next(in, i, &code);
        if (n < 1)
            return ctx_fail(ctx, ERR_INVALID, "text.utf8");
        bool lone_cr = code == '\r' && !(i + 1 < in.n && in.at[i + 1] == '\n');
        if (lone_cr)
            buf_byte(&kept, '\n');
        else if (!is_control(code) && !is_hidden(code))
            buf_put(&kept, str_part(in, i, i + (size_t)n));
        i += (size_t)n;
    }
    bool ascii = true;
    for (size_t i = 0; i < kept.n; i++)
        ascii &= (unsigned char)kept.at[i] < 0x80;
    *out = buf_str(&kept);
    return ascii ? OK : mapped(ctx, buf_str(&kept), UTF8PROC_COMPOSE | UTF8PROC_STABLE, out);
}

enum err utf8_line(struct ctx *ctx, struct str in, struct str *out)
{
    struct str clean;
    TRY(utf8_clean(ctx, in, &clean));
    struct buf line = buf_open(ctx->arena, clean.n + 1);
    clean = str_trim(clean);
    for (size_t i = 0; i < clean.n; i++) {
        bool blank = clean.at[i] == ' ' || clean.at[i] == '\n' || clean.at[i] == '\t';
        if (!blank)
            buf_byte(&line, clean.at[i]);
        else if (line.n > 0 && line.at[line.n - 1] != ' ')
            buf_byte(&line, ' ');
    }
    *out = buf_str(&line);
    return OK;
}

enum err utf8_fold(struct ctx *ctx, struct str in, struct str *out)
{
    struct str folded;
    if (in.n == 0) {
        *out = in;
        return OK;
    }
    TRY(mapped(ctx, in,
               UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK |
                   UTF8PROC_IGNORE,
               &folded));
    struct buf kept = buf_open(ctx->arena, folded.n + 1);
    for (size_t i = 0; i < folded.n; i++) {
        unsigned char c = (unsigned char)folded.at[i];
        bool word = c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (word)
            buf_byte(&kept, (char)c);
        else if (c == ' ' && kept.n > 0 && kept.at[kept.n - 1] != ' ')
            buf_byte(&kept, ' ');
    }
    *out = str_trim(buf_str(&kept));
    return OK;
}
