/*
 * embed - the files of assets/ as one table; the name of each carries its hash.
 * What gzip made smaller stands beside it, so that no gate packs anything.
 */
#include "assets.h"

static struct str type_of(const char *path)
{
    static const struct {
        const char *ending, *type;
    } types[] = {
        { ".css", "text/css; charset=utf-8" },
        { ".js", "text/javascript; charset=utf-8" },
        { ".svg", "image/svg+xml" },
        { ".woff2", "font/woff2" },
        { ".txt", "text/plain; charset=utf-8" },
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_ends(str_of(path), str_of(types[i].ending)))
            return str_of(types[i].type);
    tool_fail(path, 0, "embed knows no content type for this ending");
}

static void bytes_of(struct buf *out, const char *name, size_t i, struct str content)
{
    buf_format(out, "static const unsigned char %s_%zu[] = {", name, i);
    for (size_t b = 0; b < content.n; b++)
        buf_format(out, "%s%u,", b % 24 == 0 ? "\n" : "", (unsigned char)content.at[b]);
    buf_put(out, STR("\n};\n"));
}

static void text_of(struct buf *out, struct str s)
{
    buf_put(out, STR("{ "));
    tool_literal(out, s);
    buf_format(out, ", %zu }, ", s.n);
}

static void row(const struct asset_list *list, size_t i, const char *packed, struct buf *rows,
                struct buf *bytes)
{
    struct str content = asset_content(list, i), gz = tool_read(list->arena, packed);
    struct str hash = tool_hash(list->arena, content);
    bool smaller = gz.n < content.n;
    bytes_of(bytes, "asset", i, content);
    if (smaller)
        bytes_of(bytes, "packed", i, gz);
    buf_put(rows, STR("    { "));
    text_of(rows, asset_name(list, i));
    text_of(rows, asset_path(list, i));
    text_of(rows, type_of(list->files[i]));
    text_of(rows, str_format(list->arena, "\"%.*s\"", STR_ARG(hash)));
    buf_format(rows, "asset_%zu, sizeof asset_%zu, ", i, i);
    if (smaller)
        buf_format(rows, "packed_%zu, sizeof packed_%zu },\n", i, i);
    else
        buf_put(rows, STR("NULL, 0 },\n"));
}

/* embed one OUT I FILE...: file I as it is served, for gzip. */
static void one(struct arena *arena, char **argv, int argc)
{
    int64_t i;
    struct asset_list list = { arena, argv + 4, (size_t)argc - 4 };
    must(str_int(str_of(argv[3]), &i) && i >= 0 && (size_t)i < list.n);
    tool_write(argv[2], asset_content(&list, (size_t)i));
}

/* embed table OUT.c FILE... PACKED...: as many packed files as files, in the same order. */
static void table(struct arena *arena, char **argv, int argc)
{
    size_t n = ((size_t)argc - 3) / 2;
    struct buf rows = buf_open(arena, 1 << 20), bytes = buf_open(arena, 64 << 20);
    struct asset_list list = { arena, argv + 3, n };
    buf_put(&bytes, STR("/* Made by embed from assets/. */\n#include \"text/asset.h\"\n\n"));
    for (size_t i = 0; i < n; i++)
        row(&list, i, argv[3 + n + i], &rows, &bytes);
    buf_put(&bytes, STR("const struct asset asset_table[] = {\n"));
    buf_put(&bytes, buf_str(&rows));
    buf_put(&bytes,
            STR("};\nconst size_t asset_count = sizeof asset_table / sizeof *asset_table;\n"));
    must(buf_done(&rows) && buf_done(&bytes));
    tool_write(argv[2], buf_str(&bytes));
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_open(TOOL_ARENA_BYTES);
    if (argc >= 5 && strcmp(argv[1], "one") == 0)
        one(arena, argv, argc);
    else if (argc >= 5 && strcmp(argv[1], "table") == 0)
        table(arena, argv, argc);
    else {
        (void)fprintf(stderr,
                      "usage: embed one OUT I FILE... | embed table OUT.c FILE... PACKED...\n");
        return 2;
    }
    arena_close(arena);
    return 0;
}
