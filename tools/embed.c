/* embed OUT.c FILE...: the files of assets/ as one table; the name of each carries its hash. */
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

static void row(const struct asset_list *list, size_t i, struct buf *rows, struct buf *bytes)
{
    struct str content = asset_content(list, i), name = asset_name(list, i);
    struct str hash = tool_hash(list->arena, content), path = asset_path(list, i);
    struct str type = type_of(list->files[i]);
    buf_format(bytes, "static const unsigned char asset_%zu[] = {", i);
    for (size_t b = 0; b < content.n; b++)
        buf_format(bytes, "%s%u,", b % 24 == 0 ? "\n" : "", (unsigned char)content.at[b]);
    buf_put(bytes, STR("\n};\n"));
    buf_format(rows,
               "    { { \"%.*s\", %zu }, { \"%.*s\", %zu }, { \"%.*s\", %zu }, "
               "{ \"\\\"%.*s\\\"\", %zu }, asset_%zu, sizeof asset_%zu },\n",
               STR_ARG(name), name.n, STR_ARG(path), path.n, STR_ARG(type), type.n, STR_ARG(hash),
               hash.n + 2, i, i);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        (void)fprintf(stderr, "usage: embed OUT.c FILE...\n");
        return 2;
    }
    struct arena *arena = arena_open(TOOL_ARENA_BYTES);
    struct buf rows = buf_open(arena, 1 << 20), bytes = buf_open(arena, 64 << 20);
    buf_put(&bytes, STR("/* Made by embed from assets/. */\n#include \"text/asset.h\"\n\n"));
    struct asset_list list = { arena, argv + 2, (size_t)argc - 2 };
    for (size_t i = 0; i < list.n; i++)
        row(&list, i, &rows, &bytes);
    buf_put(&bytes, STR("const struct asset asset_table[] = {\n"));
    buf_put(&bytes, buf_str(&rows));
    buf_put(&bytes,
            STR("};\nconst size_t asset_count = sizeof asset_table / sizeof *asset_table;\n"));
    must(buf_done(&rows) && buf_done(&bytes));
    tool_write(argv[1], buf_str(&bytes));
    arena_close(arena);
    return 0;
}
