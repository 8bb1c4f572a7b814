#include "po.h"

struct po_reader {
    struct arena *arena;
    const char *path;
    struct str rest;
    int line;
    struct po_entry entry;
    struct buf *target; /* where continuation lines go */
    struct buf key, plural, text[2];
    bool open;
};

/* Appends the quoted string of the line to the target. */
static void quoted(struct po_reader *r, struct str s)
{
    s = str_trim(s);
    if (s.n < 2 || s.at[0] != '"' || s.at[s.n - 1] != '"' || r->target == NULL)
        tool_fail(r->path, r->line, "expected a text in quotes");
    for (size_t i = 1; i + 1 < s.n; i++) {
        char c = s.at[i];
        if (c == '"')
            tool_fail(r->path, r->line, "a quote inside the text needs a backslash");
        if (c == '\\') {
            c = s.at[++i];
            c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
        }
        buf_byte(r->target, c);
    }
}

static void check_key(const struct po_reader *r, struct str key)
{
    for (size_t i = 0; i < key.n; i++) {
        char c = key.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
              c == '-') &&
            !(c >= 'A' && c <= 'Z'))
            tool_fail(r->path, r->line, "key \"%.*s\": only letters, digits, _ - and .",
                      STR_ARG(key));
    }
}

static void finish(struct po_reader *r, struct po *po)
{
    if (!r->open)
        return;
    r->open = false;
    struct str key = buf_str(&r->key);
    if (key.n == 0) /* the header of the file */
        return;
    check_key(r, key);
    struct str one = buf_str(&r->text[0]), many = buf_str(&r->text[1]);
    if (one.n == 0)
        tool_fail(r->path, r->entry.line, "key \"%.*s\" has no sentence", STR_ARG(key));
    if (po->n == PO_KEYS_MAX)
        tool_fail(r->path, r->entry.line, "more than %d keys", (int)PO_KEYS_MAX);
    po->rows[po->n++] = (struct po_entry){ key, one, many.n > 0 ? many : one, r->entry.line };
}

static void begin(struct po_reader *r, struct po *po)
{
    finish(r, po);
    enum { TEXT_MAX = 1 << 16 };
    r->key = buf_open(r->arena, TEXT_MAX);
    r->plural = buf_open(r->arena, TEXT_MAX);
    r->text[0] = buf_open(r->arena, TEXT_MAX);
    r->text[1] = buf_open(r->arena, TEXT_MAX);
    r->entry.line = r->line;
    r->open = true;
}

static void line_of(struct po_reader *r, struct po *po, struct str line)
{
    static const struct {
        const char *word;
        int target; /* 0 key, 1 plural key, 2 text, 3 second text */
    } heads[] = { { "msgid_plural ", 1 },
                  { "msgid ", 0 },
                  { "msgstr ", 2 },
                  { "msgstr[0] ", 2 },
                  { "msgstr[1] ", 3 } };
    line = str_trim(line);
    if (line.n == 0 || line.at[0] == '#')
        return;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        if (!str_starts(line, str_of(heads[i].word)))
            continue;
        if (heads[i].target == 0)
            begin(r, po);
        struct buf *targets[] = { &r->key, &r->plural, &r->text[0], &r->text[1] };
        r->target = targets[heads[i].target];
        line = str_part(line, strlen(heads[i].word), line.n);
        break;
    }
    if (!r->open)
        tool_fail(r->path, r->line, "expected msgid");
    quoted(r, line);
}

static int by_key(const void *a, const void *b)
{
    return str_cmp(((const struct po_entry *)a)->key, ((const struct po_entry *)b)->key);
}

struct po po_read(struct arena *arena, const char *path)
{
    struct po po = { path, arena_array(arena, struct po_entry, PO_KEYS_MAX), 0 };
    struct po_reader r = { .arena = arena, .path = path, .rest = tool_read(arena, path) };
    while (r.rest.n > 0) {
        r.line++;
        struct str line = str_cut(r.rest, '\n', &r.rest);
        line_of(&r, &po, line);
    }
    finish(&r, &po);
    qsort(po.rows, po.n, sizeof *po.rows, by_key);
    for (size_t i = 1; i < po.n; i++)
        if (str_eq(po.rows[i - 1].key, po.rows[i].key))
            tool_fail(path, po.rows[i].line, "key \"%.*s\" stands here and in line %d",
                      STR_ARG(po.rows[i].key), po.rows[i - 1].line);
    return po;
}

const struct po_entry *po_find(const struct po *po, struct str key)
{
    size_t from = 0, to = po->n;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        int order = str_cmp(key, po->rows[mid].key);
        if (order == 0)
            return &po->rows[mid];
        if (order < 0)
            to = mid;
        else
            from = mid + 1;
    }
    return NULL;
}

bool po_has_place(const struct str *places, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(places[i], name))
            return true;
    return false;
}

size_t po_places(const char *path, int line, struct str text, struct str places[PO_PLACES_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] != '{')
            continue;
        struct str name = str_cut(str_part(text, i + 1, text.n), '}', &(struct str){ 0 });
        if (i + 1 + name.n >= text.n)
            tool_fail(path, line, "a { without its }");
        if (!po_has_place(places, n, name)) {
            if (n == PO_PLACES_MAX)
                tool_fail(path, line, "more than %d places", (int)PO_PLACES_MAX);
            places[n++] = name;
        }
    }
    return n;
}

struct str po_symbol(struct arena *arena, struct str key)
{
    struct buf out = buf_open(arena, 512);
    buf_put(&out, STR("WORD_"));
    for (size_t i = 0; i < key.n; i++) {
        if (key.at[i] == '.')
            buf_put(&out, STR("__"));
        else
            buf_byte(&out, key.at[i] == '-' ? '_' : key.at[i]);
    }
    return buf_str(&out);
}
