#include "text/csv.h"

#include "text/utf8.h"

struct csv csv_open(struct buf *out)
{
    return (struct csv){ .out = out };
}

/* A field that begins so would be run by a spreadsheet; a plain number may keep its minus. */
static bool runs(struct str s)
{
    int64_t number;
    if (s.n == 0 || str_int(s, &number))
        return false;
    return strchr("=+-@\t\r", s.at[0]) != NULL;
}

void csv_field(struct csv *csv, struct str s)
{
    bool guard = runs(s), quote = guard;
    for (size_t i = 0; i < s.n; i++)
        quote |= s.at[i] == '"' || s.at[i] == ',' || s.at[i] == '\n' || s.at[i] == '\r';
    if (csv->filled)
        buf_byte(csv->out, ',');
    csv->filled = true;
    if (!quote) {
        buf_put(csv->out, s);
        return;
    }
    buf_byte(csv->out, '"');
    if (guard)
        buf_byte(csv->out, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.at[i] == '"')
            buf_byte(csv->out, '"');
        buf_byte(csv->out, s.at[i]);
    }
    buf_byte(csv->out, '"');
}

void csv_int(struct csv *csv, int64_t number)
{
    if (csv->filled)
        buf_byte(csv->out, ',');
    csv->filled = true;
    buf_int(csv->out, number);
}

void csv_row(struct csv *csv)
{
    buf_put(csv->out, STR("\r\n"));
    csv->filled = false;
}

struct csv_reader {
    struct ctx *ctx;
    struct str rest;
    int line;
};

static enum err csv_fail(const struct csv_reader *r, const char *key)
{
    r->ctx->why.line = r->line;
    enum err err = ctx_fail(r->ctx, ERR_INVALID, key);
    r->ctx->why.line = r->line;
    return err;
}

static void skip(struct csv_reader *r, size_t n)
{
    r->rest = str_part(r->rest, n, r->rest.n);
}

/* After a quote: up to its end, with "" as one quote. */
static enum err quoted(struct csv_reader *r, struct str *out)
{
    struct buf text = buf_open(r->ctx->arena, r->rest.n + 1);
    for (;;) {
        if (r->rest.n == 0)
            return csv_fail(r, "csv.quote");
        char c = r->rest.at[0];
        skip(r, 1);
        if (c == '"') {
            if (r->rest.n == 0 || r->rest.at[0] != '"')
                break;
            skip(r, 1);
        }
        r->line += c == '\n';
        buf_byte(&text, c);
    }
    *out = buf_str(&text);
    bool ends = r->rest.n == 0 || strchr(",\r\n", r->rest.at[0]) != NULL;
    return ends ? OK : csv_fail(r, "csv.quote");
}

static enum err field(struct csv_reader *r, struct str *out)
{
    if (r->rest.n > 0 && r->rest.at[0] == '"') {
        skip(r, 1);
        return quoted(r, out);
    }
    size_t n = 0;
    while (n < r->rest.n && strchr(",\r\n\"", r->rest.at[n]) == NULL)
        n++;
    *out = str_part(r->rest, 0, n);
    skip(r, n);
    return r->rest.n > 0 && r->rest.at[0] == '"' ? csv_fail(r, "csv.quote") : OK;
}

static enum err row(struct csv_reader *r, struct csv_row *out)
{
    struct str fields[CSV_COLUMNS_MAX];
    size_t n = 0;
    out->line = r->line;
    for (;;) {
        if (n == CSV_COLUMNS_MAX)
            return csv_fail(r, "csv.large");
        TRY(field(r, &fields[n]));
        n++;
        if (r->rest.n == 0 || r->rest.at[0] != ',')
            break;
        skip(r, 1);
    }
    if (str_starts(r->rest, STR("\r\n")))
        skip(r, 2);
    else if (r->rest.n > 0)
        skip(r, 1);
    r->line++;
    out->n = n;
    out->fields = arena_array(r->ctx->arena, struct str, n);
    memcpy(out->fields, fields, n * sizeof *fields);
    return OK;
}

enum err csv_read(struct ctx *ctx, struct str text, struct csv_table *out)
{
    struct csv_reader r = { ctx, text, 1 };
    *out = (struct csv_table){ 0 };
    if (!utf8_valid(text))
        return ctx_fail(ctx, ERR_INVALID, "text.utf8");
    if (str_starts(text, STR("\xef\xbb\xbf")))
        skip(&r, 3);
    size_t lines = 1;
    for (size_t i = 0; i < text.n; i++)
        lines += text.at[i] == '\n' || text.at[i] == '\r';
    if (lines > CSV_ROWS_MAX)
        return csv_fail(&r, "csv.large");
    out->rows = arena_array(ctx->arena, struct csv_row, lines);
    while (r.rest.n > 0) {
        TRY(row(&r, &out->rows[out->n]));
        if (out->rows[out->n].n != out->rows[0].n) {
            r.line = out->rows[out->n].line;
            return csv_fail(&r, "csv.width");
        }
        out->n++;
    }
    return OK;
}
