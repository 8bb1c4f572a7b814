#include "sop/reading.h"

#include <string.h>

enum { WORD_CHARS_MAX = 40 };

enum err fault(struct reading *r, const struct yaml_node *node, const char *key,
               struct str expected)
{
    r->ctx->why = (struct why){ .key = key,
                                .at = node->file,
                                .line = node->line,
                                .column = node->column,
                                .expected = expected };
    return ERR_INVALID;
}

enum err fault_key(struct reading *r, const struct yaml_node *node, const char *key,
                   struct str expected)
{
    r->ctx->why = (struct why){ .key = key,
                                .at = node->file,
                                .line = node->key_line > 0 ? node->key_line : node->line,
                                .column = node->key_line > 0 ? node->key_column : node->column,
                                .expected = expected };
    return ERR_INVALID;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many letters must be changed, added or taken away. */
static size_t distance(struct str a, struct str b)
{
    size_t row[WORD_CHARS_MAX + 1];
    if (a.n > WORD_CHARS_MAX || b.n > WORD_CHARS_MAX)
        return WORD_CHARS_MAX;
    for (size_t j = 0; j <= b.n; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t above = row[j];
            size_t change = corner + (a.at[i - 1] != b.at[j - 1]);
            row[j] = least(change, least(above, row[j - 1]) + 1);
            corner = above;
        }
    }
    return row[b.n];
}

struct str nearest(struct arena *arena, struct str word, struct str words)
{
    struct str best = { 0 };
    size_t fewest = word.n / 2 + 1; /* farther away it would only confuse */
    if (fewest > 4)
        fewest = 4;
    while (words.n > 0) {
        struct str one = str_cut(words, '|', &words);
        size_t changes = one.n == 0 ? WORD_CHARS_MAX : distance(word, one);
        if (changes < fewest) {
            fewest = changes;
            best = one;
        }
    }
    return str_copy(arena, best);
}

struct str ids_join(struct arena *arena, const struct str *first, uint32_t n, size_t stride)
{
    struct buf buf = buf_open(arena, 64 * 1024);
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0)
            buf_byte(&buf, '|');
        buf_put(&buf, *(const struct str *)(const void *)((const char *)first + i * stride));
    }
    return buf_str(&buf);
}

void *table_room(struct arena *arena, void *at, uint32_t n, size_t size)
{
    if ((n & (n - 1)) != 0)
        return at; /* doubled at each power of two */
    void *room = arena_calloc(arena, n == 0 ? 1 : 2 * (size_t)n, size);
    if (n > 0)
        memcpy(room, at, n * size);
    return room;
}
