#include "base/id.h"

#include <string.h>
#include <sys/random.h>

bool id_eq(struct id a, struct id b)
{
    return memcmp(a.at, b.at, ID_BYTES) == 0;
}

int id_cmp(struct id a, struct id b)
{
    return memcmp(a.at, b.at, ID_BYTES);
}

bool id_is_zero(struct id id)
{
    static const struct id zero;
    return id_eq(id, zero);
}

struct id id_random(void)
{
    struct id id;
    must(getrandom(id.at, sizeof id.at, 0) == (ssize_t)sizeof id.at);
    return id;
}

struct str hex_write(struct arena *arena, const void *at, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *from = at;
    char *to = arena_alloc(arena, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        to[2 * i] = digits[from[i] >> 4];
        to[2 * i + 1] = digits[from[i] & 15];
    }
    return (struct str){ to, 2 * n };
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool hex_read(struct str text, void *at, size_t n)
{
    unsigned char *to = at;
    if (text.n != 2 * n)
        return false;
    for (size_t i = 0; i < n; i++) {
        int high = hex_digit(text.at[2 * i]);
        int low = hex_digit(text.at[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        to[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

static const char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

struct str base32_write(struct arena *arena, const unsigned char *at, size_t n, size_t chars)
{
    must(chars * 5 <= n * 8);
    char *to = arena_alloc(arena, chars + 1);
    for (size_t i = 0; i < chars; i++) {
        size_t bit = i * 5;
        unsigned two = (unsigned)at[bit / 8] << 8;
        if (bit / 8 + 1 < n)
            two |= at[bit / 8 + 1];
        to[i] = crockford[two >> (11 - bit % 8) & 31];
    }
    return (struct str){ to, chars };
}

int base32_digit(char c)
{
    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    if (c == 'O')
        return 0;
    if (c == 'I' || c == 'L')
        return 1;
    const char *found = c == '\0' ? NULL : strchr(crockford, c);
    return found == NULL ? -1 : (int)(found - crockford);
}

struct str id_address(struct arena *arena, struct id id)
{
    return base32_write(arena, id.at, sizeof id.at, ADDRESS_CHARS);
}
