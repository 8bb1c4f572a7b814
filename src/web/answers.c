#include "web/answers.h"

#include "domain/tables.h"
#include "http/request.h"

struct reading {
    struct arena *arena;
    const struct definition *definition;
    const struct posted *posted;
};

/* All values of one name, one blank between; what a browser sends for ticked boxes. */
static struct str joined(const struct reading *r, struct str name)
{
    struct buf out = buf_open(r->arena, REQUEST_BODY_BYTES_MAX);
    for (size_t i = 0; i < r->posted->n; i++) {
        const struct posted_field *field = &r->posted->fields[i];
        if (!str_eq(field->name, name) || field->value.n == 0)
            continue;
        if (out.n > 0)
            buf_byte(&out, ' ');
        buf_put(&out, field->value);
    }
    return buf_str(&out);
}

/* One value as typed, of a field or of a cell. */
static struct str typed_value(const struct reading *r, const struct field *field, struct str name)
{
    return field->type == FIELD_MULTI ? joined(r, name) : posted_get(r->posted, name);
}

/* A cell may hold neither of the two bytes that separate cells and rows. */
static void cell_put(struct buf *out, struct str cell)
{
    for (size_t i = 0; i < cell.n; i++)
        buf_byte(out, cell.at[i] == '\t' || cell.at[i] == '\n' ? ' ' : cell.at[i]);
}

/* Number of rows sent for a list: one more than the highest in "name.ROW.column". */
static uint32_t rows_sent(const struct posted *posted, struct str dotted)
{
    uint32_t rows = 0;
    for (size_t i = 0; i < posted->n; i++) {
        struct str name = posted->fields[i].name;
        if (!str_starts(name, dotted))
            continue;
        struct str rest;
        struct str number = str_cut(str_part(name, dotted.n, name.n), '.', &rest);
        int64_t row;
        if (rest.n > 0 && str_int(number, &row) && row >= 0 && row < FORM_LIST_ROWS_MAX &&
            row >= rows)
            rows = (uint32_t)row + 1;
    }
    return rows;
}

/* One row; false when all its cells are empty, which does not count. */
static bool row_put(const struct reading *r, struct buf *out, struct range columns, struct str row)
{
    bool filled = false;
    for (uint32_t c = 0; c < columns.n; c++) {
        const struct field *column = &r->definition->fields[columns.first + c];
        struct str name = str_join(r->arena, row, column->key);
        struct str cell = typed_value(r, column, name);
        filled = filled || cell.n > 0;
        if (c > 0)
            buf_byte(out, '\t');
        cell_put(out, cell);
    }
    return filled;
}

static struct str typed_list(const struct reading *r, const struct field *field, struct str name)
{
    struct str dotted = str_join(r->arena, name, STR("."));
    uint32_t rows = rows_sent(r->posted, dotted);
    struct str whole = posted_get(r->posted, name);
    if (whole.n > 0) /* a draft keeps a list as one text */
        return whole;
    struct buf out = buf_open(r->arena, REQUEST_BODY_BYTES_MAX);
    for (uint32_t i = 0; i < rows; i++) {
        size_t before = out.n;
        if (before > 0)
            buf_byte(&out, '\n');
        if (!row_put(r, &out, field->columns, str_format(r->arena, "%.*s%u.", STR_ARG(dotted), i)))
            out.n = before;
    }
    return buf_str(&out);
}

struct value *answers_typed(struct arena *arena, const struct definition *definition, uint32_t form,
                            const struct posted *posted, size_t *n)
{
    must(form < definition->forms_n);
    struct reading r = { arena, definition, posted };
    struct range fields = definition->forms[form].fields;
    struct value *typed = arena_array(arena, struct value, fields.n + 1);
    *n = 0;
    for (uint32_t i = fields.first; i < fields.first + fields.n; i++) {
        const struct field *field = &definition->fields[i];
        struct str text = field->type == FIELD_LIST ? typed_list(&r, field, field->key)
                                                    : typed_value(&r, field, field->key);
        if (text.n > 0)
            typed[(*n)++] = (struct value){ .field = i, .text = text };
    }
    return typed;
}

/* Fields of the page itself, which are no answers of the form. */
static bool page_own(struct str name)
{
    static const char *const own[] = { "csrf",         "permintaan", "hasil",  "terjadi", "simpang",
                                       "simpang_kata", "lihat",      "simpan", "tambah",  "konsep",
                                       "yakin",        "draf",       "pemilik" };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (str_eq(name, str_of(own[i])))
            return true;
    return false;
}

struct typed *answers_posted(struct arena *arena, const struct posted *posted, struct str prefix,
                             size_t *n)
{
    struct typed *all = arena_array(arena, struct typed, posted->n + 1);
    *n = 0;
    for (size_t i = 0; i < posted->n; i++) {
        const struct posted_field *field = &posted->fields[i];
        if (!str_starts(field->name, prefix) || field->value.n == 0 || field->file.n > 0)
            continue;
        struct str key = str_part(field->name, prefix.n, field->name.n);
        if (prefix.n > 0 || !page_own(key))
            all[(*n)++] = (struct typed){ .key = key, .text = field->value };
    }
    return all;
}
