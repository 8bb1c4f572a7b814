/*
 * wordgen OUT.c OUT.h id.po en.po: the sentences of words/ as one C table.
 *
 * Refuses, with file and line: a key that one language lacks, a {place} that
 * only one of them has.
 */
#include "po.h"

static void both_have(const struct po *has, const struct po *lacks)
{
    int missing = 0;
    for (size_t i = 0; i < has->n; i++) {
        if (po_find(lacks, has->rows[i].key) != NULL)
            continue;
        (void)fprintf(stderr, "%s:%d: key \"%.*s\" is missing in %s\n", has->path,
                      has->rows[i].line, STR_ARG(has->rows[i].key), lacks->path);
        missing++;
    }
    if (missing > 0)
        exit(1);
}

static void same_places(const struct po *a, struct str text, const struct po_entry *at,
                        const struct po *b, const struct po_entry *other)
{
    struct str first[PO_PLACES_MAX], second[PO_PLACES_MAX];
    size_t n = po_places(a->path, at->line, text, first);
    size_t m = po_places(b->path, other->line, other->one, second);
    for (size_t i = 0; i < n; i++)
        if (!po_has_place(second, m, first[i]))
            tool_fail(a->path, at->line, "key \"%.*s\": place {%.*s} is not in %s:%d",
                      STR_ARG(at->key), STR_ARG(first[i]), b->path, other->line);
}

static void check(const struct po *id, const struct po *en)
{
    both_have(id, en);
    both_have(en, id);
    for (size_t i = 0; i < id->n; i++) {
        const struct po_entry *a = &id->rows[i], *b = &en->rows[i];
        same_places(id, a->one, a, en, b);
        same_places(en, b->one, b, id, a);
        same_places(en, b->many, b, id, a);
        same_places(id, a->many, a, en, b);
    }
}

static void put_str(struct buf *out, struct str s)
{
    buf_put(out, STR("{ "));
    tool_literal(out, s);
    buf_format(out, ", %zu }", s.n);
}

static struct str table(struct arena *arena, const struct po *id, const struct po *en)
{
    struct buf out = buf_open(arena, 16 << 20);
    buf_put(&out, STR("/* Made by wordgen from words/. */\n#include \"text/words.h\"\n\n"
                      "const struct word word_table[] = {\n"));
    for (size_t i = 0; i < id->n; i++) {
        buf_put(&out, STR("    { "));
        tool_literal(&out, id->rows[i].key);
        buf_put(&out, STR(", { { "));
        put_str(&out, id->rows[i].one);
        buf_put(&out, STR(", "));
        put_str(&out, id->rows[i].many);
        buf_put(&out, STR(" }, { "));
        put_str(&out, en->rows[i].one);
        buf_put(&out, STR(", "));
        put_str(&out, en->rows[i].many);
        buf_put(&out, STR(" } } },\n"));
    }
    buf_put(&out, STR("};\nconst size_t word_count = sizeof word_table / sizeof *word_table;\n"));
    must(buf_done(&out));
    return buf_str(&out);
}

static struct str symbols(struct arena *arena, const struct po *id)
{
    struct buf out = buf_open(arena, 4 << 20);
    buf_put(&out,
            STR("/* Made by wordgen from words/. */\n#ifndef WORD_KEYS_H\n#define WORD_KEYS_H\n\n"
                "enum word_key {\n"));
    for (size_t i = 0; i < id->n; i++)
        buf_format(&out, "    %.*s,\n", STR_ARG(po_symbol(arena, id->rows[i].key)));
    buf_put(&out, STR("};\n\n#endif\n"));
    must(buf_done(&out));
    return buf_str(&out);
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        (void)fprintf(stderr, "usage: wordgen OUT.c OUT.h id.po en.po\n");
        return 2;
    }
    struct arena *arena = arena_open(TOOL_ARENA_BYTES);
    struct po id = po_read(arena, argv[3]), en = po_read(arena, argv[4]);
    if (id.n == 0)
        tool_fail(argv[3], 0, "no sentence at all");
    check(&id, &en);
    tool_write(argv[1], table(arena, &id, &en));
    tool_write(argv[2], symbols(arena, &id));
    arena_close(arena);
    return 0;
}
