/*
 * pagegen - compiles pages/ to C (decision 0012).
 *
 *   pagegen declare OUT.h PAGE...                     prototypes of all pages and parts
 *   pagegen compile OUT.c PAGE id.po en.po ASSET...   one page or part
 *
 * A page has five forms and no logic:
 *   {{view NAME}} or {{view NAME HEADER}}   its view struct; first line
 *   {{field}} {{a.b}} {{../outer}} {{.}}    put by type (text/html.h)
 *   {{say key name=field}}                  a sentence of words/
 *   {{if field}} {{if not field}} {{else}} {{end}}
 *   {{each list}} {{end}}                   inside, fields are those of the row
 *   {{include parts/x}} {{include parts/x field}}
 *
 * A misspelt field fails in the C compiler, at the line of the page (#line); a
 * misspelt sentence or place, an open block, a field where none may stand fail here.
 */
#include "markup.h"
#include "po.h"

enum { BLOCKS_MAX = 32, WORDS_MAX = 16 };

struct block {
    bool each, had_else;
    int line;
    struct markup start;
};

struct gen {
    struct arena *arena;
    const char *name; /* "pages/hari_ini.html": what messages and #line say */
    struct str source;
    struct po id, en;
    struct markup markup;
    struct buf out;
    struct block blocks[BLOCKS_MAX];
    size_t blocks_n;
    int scope; /* number of the row variable: v0, v1, … */
};

static int indent(const struct gen *g)
{
    return 4 + 4 * (int)g->blocks_n;
}

/* Writes the literal that waits. */
static void flush(struct gen *g)
{
    struct str literal = buf_str(&g->markup.out);
    if (literal.n == 0)
        return;
    buf_format(&g->out, "%*shtml_markup(h, (struct str){ ", indent(g), "");
    tool_literal(&g->out, literal);
    buf_format(&g->out, ", %zu });\n", literal.n);
    g->markup.out = buf_open(g->arena, 4 << 20);
}

static void at_line(struct gen *g)
{
    buf_format(&g->out, "#line %d \"%s\"\n", g->markup.line, g->name);
}

/* "../a.b" -> "v0->a.b", "." -> "(*v1)". */
static struct str expression(const struct gen *g, struct str path)
{
    int scope = g->scope;
    struct str rest = path;
    while (str_starts(rest, STR("../"))) {
        scope--;
        rest = str_part(rest, 3, rest.n);
    }
    bool good = scope >= 0 && rest.n > 0;
    for (size_t i = 0; i < rest.n; i++) {
        char c = rest.at[i];
        good &= (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    }
    if (!good)
        tool_fail(g->name, g->markup.line, "\"%.*s\" is no field", STR_ARG(path));
    if (str_eq(rest, STR(".")))
        return str_format(g->arena, "(*v%d)", scope);
    return str_format(g->arena, "v%d->%.*s", scope, STR_ARG(rest));
}

static void put_field(struct gen *g, struct str path)
{
    enum markup_place place = markup_field(&g->markup);
    flush(g);
    at_line(g);
    buf_format(&g->out, "%*s%s(h, %.*s);\n", indent(g), "",
               place == PLACE_ADDRESS ? "html_put_address" : "html_put",
               STR_ARG(expression(g, path)));
}

static void put_say(struct gen *g, const struct str *words, size_t n)
{
    int line = g->markup.line;
    if (n < 2)
        tool_fail(g->name, line, "say needs a key");
    if (markup_field(&g->markup) == PLACE_ADDRESS)
        tool_fail(g->name, line, "a sentence is no address");
    const struct po_entry *id = po_find(&g->id, words[1]), *en = po_find(&g->en, words[1]);
    if (id == NULL || en == NULL)
        tool_fail(g->name, line, "sentence \"%.*s\" is not in %s", STR_ARG(words[1]),
                  id == NULL ? g->id.path : g->en.path);
    struct str places[PO_PLACES_MAX], given[WORDS_MAX];
    size_t wanted = po_places(g->id.path, id->line, id->many, places);
    flush(g);
    at_line(g);
    struct str symbol = po_symbol(g->arena, words[1]);
    if (n == 2)
        buf_format(&g->out, "%*shtml_say(h, %.*s);\n", indent(g), "", STR_ARG(symbol));
    else
        buf_format(&g->out, "%*shtml_fill(h, %.*s, (struct say_arg[]){ ", indent(g), "",
                   STR_ARG(symbol));
    for (size_t i = 2; i < n; i++) {
        struct str path, name = str_cut(words[i], '=', &path);
        given[i] = name;
        if (!po_has_place(places, wanted, name))
            tool_fail(g->name, line, "sentence \"%.*s\" has no place {%.*s}", STR_ARG(words[1]),
                      STR_ARG(name));
        buf_format(&g->out, "say_value(\"%.*s\", %.*s), ", STR_ARG(name),
                   STR_ARG(expression(g, path)));
    }
    if (n > 2)
        buf_format(&g->out, "}, %zu);\n", n - 2);
    for (size_t i = 0; i < wanted; i++)
        if (n == 2 || !po_has_place(given + 2, n - 2, places[i]))
            tool_fail(g->name, line, "sentence \"%.*s\" wants {%.*s}", STR_ARG(words[1]),
                      STR_ARG(places[i]));
}

static void open_block(struct gen *g, bool each)
{
    markup_boundary(&g->markup);
    flush(g);
    at_line(g);
    if (g->blocks_n == BLOCKS_MAX)
        tool_fail(g->name, g->markup.line, "blocks nested deeper than %d", (int)BLOCKS_MAX);
    struct block *block = &g->blocks[g->blocks_n];
    *block = (struct block){ .each = each, .line = g->markup.line, .start = g->markup };
}

static void put_if(struct gen *g, const struct str *words, size_t n)
{
    bool negated = n == 3 && str_eq(words[1], STR("not"));
    if (n != 2 && !negated)
        tool_fail(g->name, g->markup.line, "if takes one field");
    open_block(g, false);
    buf_format(&g->out, "%*sif (%shtml_true(%.*s)) {\n", indent(g), "", negated ? "!" : "",
               STR_ARG(expression(g, words[n - 1])));
    g->blocks_n++;
}

static void put_each(struct gen *g, const struct str *words, size_t n)
{
    if (n != 2)
        tool_fail(g->name, g->markup.line, "each takes one list");
    open_block(g, true);
    struct str list = expression(g, words[1]);
    int row = ++g->scope, space = indent(g);
    buf_format(&g->out, "%*sfor (size_t i%d = 0; i%d < %.*s.n; i%d++) {\n", space, "", row, row,
               STR_ARG(list), row);
    buf_format(&g->out, "%*s    const __typeof__(%.*s.at[0]) *v%d = &%.*s.at[i%d];\n", space, "",
               STR_ARG(list), row, STR_ARG(list), row);
    buf_format(&g->out, "%*s    (void)v%d;\n", space, "", row);
    g->blocks_n++;
}

static struct block *inner(struct gen *g, const char *word)
{
    markup_boundary(&g->markup);
    if (g->blocks_n == 0)
        tool_fail(g->name, g->markup.line, "%s without if or each", word);
    struct block *block = &g->blocks[g->blocks_n - 1];
    if (!markup_same(&block->start, &g->markup))
        tool_fail(g->name, g->markup.line,
                  "the block of line %d does not end where it began: a tag or element is open",
                  block->line);
    flush(g);
    return block;
}

static void put_else(struct gen *g)
{
    struct block *block = inner(g, "else");
    if (block->each || block->had_else)
        tool_fail(g->name, g->markup.line, "else belongs to one if");
    block->had_else = true;
    buf_format(&g->out, "%*s} else {\n", indent(g) - 4, "");
}

static void put_end(struct gen *g)
{
    struct block *block = inner(g, "end");
    g->blocks_n--;
    g->scope -= block->each ? 1 : 0;
    buf_format(&g->out, "%*s}\n", indent(g), "");
}

static void put_include(struct gen *g, const struct str *words, size_t n)
{
    if (n < 2 || n > 3 || !str_starts(words[1], STR("parts/")))
        tool_fail(g->name, g->markup.line, "include takes parts/NAME and perhaps a field");
    if (g->markup.state != MARKUP_TEXT)
        tool_fail(g->name, g->markup.line, "a part may stand in text only");
    flush(g);
    at_line(g);
    struct str part = str_part(words[1], 6, words[1].n);
    struct str value = n == 2 ? STR(".") : words[2];
    buf_format(&g->out, "%*spart_%.*s(h, &%.*s);\n", indent(g), "", STR_ARG(part),
               STR_ARG(expression(g, value)));
}

static void directive(struct gen *g, struct str inside)
{
    struct str words[WORDS_MAX];
    size_t n = 0;
    for (struct str rest = str_trim(inside); rest.n > 0; rest = str_trim(rest)) {
        if (n == WORDS_MAX)
            tool_fail(g->name, g->markup.line, "more than %d words", (int)WORDS_MAX);
        words[n++] = str_cut(rest, ' ', &rest);
    }
    if (n == 0)
        tool_fail(g->name, g->markup.line, "{{}} holds nothing");
    if (str_eq(words[0], STR("say")))
        put_say(g, words, n);
    else if (str_eq(words[0], STR("if")))
        put_if(g, words, n);
    else if (str_eq(words[0], STR("each")))
        put_each(g, words, n);
    else if (str_eq(words[0], STR("else")) && n == 1)
        put_else(g);
    else if (str_eq(words[0], STR("end")) && n == 1)
        put_end(g);
    else if (str_eq(words[0], STR("include")))
        put_include(g, words, n);
    else if (n == 1)
        put_field(g, words[0]);
    else
        tool_fail(g->name, g->markup.line, "\"%.*s\" is none of the forms of a page",
                  STR_ARG(words[0]));
}

static void body(struct gen *g, struct str rest)
{
    while (rest.n > 0) {
        size_t at = str_search(rest, STR("{{"));
        markup_feed(&g->markup, str_part(rest, 0, at));
        if (at == rest.n)
            break;
        size_t end = str_search(rest, STR("}}"));
        if (end == rest.n)
            tool_fail(g->name, g->markup.line, "{{ without }}");
        struct str inside = str_part(rest, at + 2, end);
        directive(g, inside);
        for (size_t i = 0; i < inside.n; i++)
            g->markup.line += inside.at[i] == '\n';
        rest = str_part(rest, end + 2, rest.n);
    }
    if (g->blocks_n > 0)
        tool_fail(g->name, g->blocks[g->blocks_n - 1].line, "this block has no end");
    flush(g);
    markup_finish(&g->markup);
}

struct head {
    struct str view, header, function;
    size_t bytes; /* of the source that the first line takes */
};

static struct head head_of(struct arena *arena, const char *path, const char *name,
                           struct str source)
{
    struct str rest, line = str_trim(str_cut(source, '\n', &rest));
    if (!str_starts(line, STR("{{view ")) || !str_ends(line, STR("}}")))
        tool_fail(name, 1, "the first line must be {{view NAME}}");
    struct str header, view = str_cut(str_trim(str_part(line, 7, line.n - 2)), ' ', &header);
    if (header.n == 0)
        header = view;
    const char *kind = strstr(path, "parts/") != NULL ? "part" : "page";
    return (struct head){ view, header,
                          str_format(arena, "%s_%.*s", kind, STR_ARG(tool_stem(arena, path))),
                          source.n - rest.n };
}

/* "../pages/parts/x.html" -> "pages/parts/x.html". */
static const char *name_of(const char *path)
{
    const char *at = strstr(path, "pages/");
    return at == NULL ? path : at;
}

static void compile(struct arena *arena, int argc, char **argv)
{
    struct asset_list assets = { arena, argv + 6, (size_t)argc - 6 };
    struct gen *g = arena_new(arena, struct gen);
    *g = (struct gen){ .arena = arena, .name = name_of(argv[3]), .out = buf_open(arena, 16 << 20) };
    g->id = po_read(arena, argv[4]);
    g->en = po_read(arena, argv[5]);
    g->source = tool_read(arena, argv[3]);
    struct head head = head_of(arena, argv[3], g->name, g->source);
    g->markup = (struct markup){ .path = g->name,
                                 .line = 2,
                                 .assets = &assets,
                                 .out = buf_open(arena, 4 << 20),
                                 .may_leave = str_eq(head.function, STR("part_kepala")),
                                 .may_close = str_eq(head.function, STR("part_kaki")) };
    buf_format(&g->out,
               "/* Made by pagegen from %s. */\n#include \"pages.h\"\n#include \"word_keys.h\"\n\n"
               "void %.*s(struct html *h, const struct %.*s *v0)\n{\n    (void)v0;\n",
               g->name, STR_ARG(head.function), STR_ARG(head.view));
    body(g, str_part(g->source, head.bytes, g->source.n));
    buf_put(&g->out, STR("}\n"));
    must(buf_done(&g->out));
    tool_write(argv[2], buf_str(&g->out));
}

static void declare(struct arena *arena, int argc, char **argv)
{
    struct buf out = buf_open(arena, 4 << 20), functions = buf_open(arena, 4 << 20);
    buf_put(&out, STR("/* Made by pagegen from pages/. */\n#ifndef PAGES_H\n#define PAGES_H\n\n"));
    for (int i = 3; i < argc; i++) {
        struct head head = head_of(arena, argv[i], name_of(argv[i]), tool_read(arena, argv[i]));
        buf_format(&out, "#include \"view/%.*s.h\"\n", STR_ARG(head.header));
        buf_format(&functions, "void %.*s(struct html *h, const struct %.*s *view);\n",
                   STR_ARG(head.function), STR_ARG(head.view));
    }
    buf_byte(&out, '\n');
    buf_put(&out, buf_str(&functions));
    buf_put(&out, STR("\n#endif\n"));
    must(buf_done(&out));
    tool_write(argv[2], buf_str(&out));
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_open(TOOL_ARENA_BYTES);
    if (argc >= 4 && strcmp(argv[1], "declare") == 0)
        declare(arena, argc, argv);
    else if (argc >= 6 && strcmp(argv[1], "compile") == 0)
        compile(arena, argc, argv);
    else {
        (void)fprintf(stderr, "usage: pagegen declare OUT.h PAGE... | "
                              "pagegen compile OUT.c PAGE id.po en.po ASSET...\n");
        return 2;
    }
    arena_close(arena);
    return 0;
}
