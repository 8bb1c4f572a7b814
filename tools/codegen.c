/*
 * codegen OUT.c FILE.csv...: the code lists that forms ask for (sop/codes), as one table.
 *
 * The first column is the code; the labels are label_id and label_en, or name_id and name_en.
 */
#include "tool.h"

enum { COLUMNS_MAX = 16 };

/* One line of RFC 4180 without line ends inside quotes, which these lists do not have. */
static size_t fields_of(struct arena *arena, struct str line, struct str fields[COLUMNS_MAX])
{
    size_t n = 0;
    while (n < COLUMNS_MAX) {
        struct buf field = buf_open(arena, line.n + 1);
        bool quoted = line.n > 0 && line.at[0] == '"';
        size_t i = quoted ? 1 : 0;
        for (; i < line.n && (quoted || line.at[i] != ','); i++) {
            if (line.at[i] == '"' && i + 1 < line.n && line.at[i + 1] == '"')
                i++;
            else if (line.at[i] == '"')
                quoted = false;
            if (line.at[i] != '"' || quoted)
                buf_byte(&field, line.at[i]);
        }
        fields[n++] = buf_str(&field);
        if (i >= line.n)
            return n;
        line = str_part(line, i + 1, line.n);
    }
    return n;
}

static size_t column(const char *path, const struct str *names, size_t n, const char *one,
                     const char *other)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(names[i], str_of(one)) || str_eq(names[i], str_of(other)))
            return i;
    tool_fail(path, 1, "expected a column %s or %s", one, other);
}

static void text(struct buf *out, struct str s)
{
    buf_put(out, STR("{ "));
    tool_literal(out, s);
    buf_format(out, ", %zu }, ", s.n);
}

/* The rows of one list; returns how many. */
static size_t list(struct arena *arena, const char *path, size_t number, struct buf *out)
{
    struct str rest = tool_read(arena, path), names[COLUMNS_MAX], row[COLUMNS_MAX];
    size_t columns = fields_of(arena, str_trim(str_cut(rest, '\n', &rest)), names), rows = 0;
    size_t at[] = { 0, column(path, names, columns, "label_id", "name_id"),
                    column(path, names, columns, "label_en", "name_en") };
    buf_format(out, "static const struct code rows_%zu[] = {\n", number);
    for (int line = 2; rest.n > 0; line++) {
        struct str one = str_trim(str_cut(rest, '\n', &rest));
        if (one.n == 0)
            continue;
        if (fields_of(arena, one, row) != columns)
            tool_fail(path, line, "expected %zu columns", columns);
        buf_put(out, STR("    { "));
        for (size_t i = 0; i < 3; i++)
            text(out, row[at[i]]);
        buf_put(out, STR("},\n"));
        rows++;
    }
    buf_put(out, STR("};\n"));
    return rows;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        (void)fprintf(stderr, "usage: codegen OUT.c FILE.csv...\n");
        return 2;
    }
    struct arena *arena = arena_open(TOOL_ARENA_BYTES);
    struct buf out = buf_open(arena, 16 << 20), lists = buf_open(arena, 1 << 20);
    buf_put(&out, STR("/* Made by codegen from sop/codes/. */\n#include \"text/codes.h\"\n\n"));
    for (int i = 2; i < argc; i++) {
        size_t rows = list(arena, argv[i], (size_t)i - 2, &out);
        buf_put(&lists, STR("    { "));
        text(&lists, tool_stem(arena, argv[i]));
        buf_format(&lists, "rows_%d, %zu },\n", i - 2, rows);
    }
    buf_put(&out, STR("const struct code_list code_lists[] = {\n"));
    buf_put(&out, buf_str(&lists));
    buf_put(&out,
            STR("};\nconst size_t code_lists_count = sizeof code_lists / sizeof *code_lists;\n"));
    must(buf_done(&out) && buf_done(&lists));
    tool_write(argv[1], buf_str(&out));
    arena_close(arena);
    return 0;
}
