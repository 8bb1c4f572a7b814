#include "base/str.h"

#include <stdio.h>
#include <string.h>

struct str str_of(const char *nul_ended)
{
    return (struct str){ nul_ended, nul_ended == NULL ? 0 : strlen(nul_ended) };
}

bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n) == 0);
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n == 0 ? 0 : memcmp(a.at, b.at, n);
    if (order != 0)
        return order;
    return (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq(str_part(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq(str_part(s, s.n - suffix.n, s.n), suffix);
}

struct str str_part(struct str s, size_t from, size_t to)
{
    if (to > s.n)
        to = s.n;
    if (from > to)
        from = to;
    return s.n == 0 ? s : (struct str){ s.at + from, to - from };
}

size_t str_find(struct str s, char byte)
{
    const char *found = s.n == 0 ? NULL : memchr(s.at, byte, s.n);
    return found == NULL ? s.n : (size_t)(found - s.at);
}

size_t str_search(struct str s, struct str needle)
{
    if (needle.n == 0)
        return 0;
    for (size_t i = 0; i + needle.n <= s.n; i++)
        if (memcmp(s.at + i, needle.at, needle.n) == 0)
            return i;
    return s.n;
}

struct str str_cut(struct str s, char byte, struct str *rest)
{
    size_t at = str_find(s, byte);
    *rest = str_part(s, at + 1, s.n);
    return str_part(s, 0, at);
}

bool str_has_word(struct str set, struct str word)
{
    while (set.n > 0)
        if (str_eq(str_cut(set, ' ', &set), word))
            return true;
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim(struct str s)
{
    size_t from = 0;
    size_t to = s.n;
    while (from < to && is_blank(s.at[from]))
        from++;
    while (to > from && is_blank(s.at[to - 1]))
        to--;
    return str_part(s, from, to);
}

struct str str_copy(struct arena *arena, struct str s)
{
    char *at = arena_alloc(arena, s.n + 1);
    if (s.n > 0)
        memcpy(at, s.at, s.n);
    return (struct str){ at, s.n };
}

const char *str_z(struct arena *arena, struct str s)
{
    must(str_find(s, '\0') == s.n);
    return str_copy(arena, s).at;
}

struct str str_join(struct arena *arena, struct str a, struct str b)
{
    char *at = arena_alloc(arena, a.n + b.n + 1);
    if (a.n > 0)
        memcpy(at, a.at, a.n);
    if (b.n > 0)
        memcpy(at + a.n, b.at, b.n);
    return (struct str){ at, a.n + b.n };
}

struct str str_vformat(struct arena *arena, const char *format, va_list args)
{
    enum { SHORT_BYTES = 400 };
    char text[SHORT_BYTES];
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(text, sizeof text, format, args);
    must(n >= 0);
    char *at = arena_alloc(arena, (size_t)n + 1);
    if ((size_t)n < sizeof text)
        memcpy(at, text, (size_t)n + 1);
    else
        vsnprintf(at, (size_t)n + 1, format, again);
    va_end(again);
    return (struct str){ at, (size_t)n };
}

struct str str_format(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct str out = str_vformat(arena, format, args);
    va_end(args);
    return out;
}

bool str_int(struct str s, int64_t *out)
{
    bool minus = s.n > 0 && s.at[0] == '-';
    struct str digits = str_part(s, minus ? 1 : 0, s.n);
    if (digits.n == 0 || digits.n > 18)
        return false;
    int64_t value = 0;
    for (size_t i = 0; i < digits.n; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9')
            return false;
        value = value * 10 + (digits.at[i] - '0');
    }
    *out = minus ? -value : value;
    return true;
}

struct str str_lower(struct arena *arena, struct str s)
{
    char *at = arena_alloc(arena, s.n + 1);
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i];
        at[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (struct str){ at, s.n };
}
