#include "web/answers.h"

#include "domain/tables.h"
#include "http/request.h"

struct reading {
    struct ctx *ctx;
    const struct definition *definition;
    const struct posted *posted;
    int offset_min;
};

/* "2026-11-24T09:00" is a time at the office; one with its own offset stays as it is. */
static struct str with_offset(struct ctx *ctx, struct str typed, int offset_min)
{
    if (typed.n != STR("2026-11-24T09:00").n || typed.at[10] != 'T')
        return typed;
    int abs_min = offset_min < 0 ? -offset_min : offset_min;
    return str_format(ctx->arena, "%.*s:00%c%02d:%02d", STR_ARG(typed), offset_min < 0 ? '-' : '+',
                      abs_min / 60, abs_min % 60);
}

/* Script and JSON say true or 1 where a page says yes. */
static struct str yes_or_no(struct str typed)
{
    if (str_eq(typed, STR("1")) || str_eq(typed, STR("true")) || str_eq(typed, STR("ya")))
        return STR("yes");
    if (str_eq(typed, STR("0")) || str_eq(typed, STR("false")) || str_eq(typed, STR("tidak")))
        return STR("no");
    return typed;
}

/* All values of one name, one blank between; what a browser sends for ticked boxes. */
static struct str joined(const struct reading *r, struct str name)
{
    struct buf out = buf_open(r->ctx->arena, REQUEST_BODY_BYTES_MAX);
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
    struct str typed = posted_get(r->posted, name);
    switch (field->type) {
    case FIELD_MULTI:
        return joined(r, name);
    case FIELD_BOOL:
        return yes_or_no(typed);
    case FIELD_DT:
        return with_offset(r->ctx, typed, r->offset_min);
    case FIELD_LONG:
        return typed;
    case FIELD_TEXT:
    case FIELD_INT:
    case FIELD_MONEY:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_ENUM:
    case FIELD_CODE:
    case FIELD_ORG:
    case FIELD_PLACE:
    case FIELD_FILE:
    case FIELD_SIG:
    case FIELD_LIST:
        break;
    }
    return str_trim(typed);
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
        struct str name = str_join(r->ctx->arena, row, column->key);
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
    struct arena *arena = r->ctx->arena;
    struct str dotted = str_join(arena, name, STR("."));
    uint32_t rows = rows_sent(r->posted, dotted);
    struct buf out = buf_open(arena, REQUEST_BODY_BYTES_MAX);
    for (uint32_t i = 0; i < rows; i++) {
        size_t before = out.n;
        if (before > 0)
            buf_byte(&out, '\n');
        if (!row_put(r, &out, field->columns, str_format(arena, "%.*s%u.", STR_ARG(dotted), i)))
            out.n = before;
    }
    return buf_str(&out);
}

static void field_read(const struct reading *r, uint32_t index, struct str name, struct answers *out)
{
    const struct field *field = &r->definition->fields[index];
    struct str typed = field->type == FIELD_LIST ? typed_list(r, field, name)
                                                 : typed_value(r, field, name);
    if (typed.n == 0)
        return;
    out->typed[out->typed_n++] = (struct value){ .field = index, .text = typed };
    struct str canonical;
    if (form_canonical(r->ctx, r->definition, index, typed, &canonical))
        out->values[out->values_n++] = (struct value){ .field = index, .text = canonical };
    else
        out->unread[out->unread_n++] = (struct form_error){ .field = index, .key = "form.unreadable" };
}

/* Is the posted name one of the form's fields, or a cell of one of its lists? */
static bool name_known(const struct definition *definition, uint32_t form, struct str name)
{
    if (form_field(definition, form, name) != DEFINITION_NONE)
        return true;
    for (size_t dot = str_find(name, '.'); dot < name.n;) {
        uint32_t index = form_field(definition, form, str_part(name, 0, dot));
        if (index != DEFINITION_NONE && definition->fields[index].type == FIELD_LIST)
            return true;
        dot += 1 + str_find(str_part(name, dot + 1, name.n), '.');
    }
    return false;
}

static enum err names_check(const struct reading *r, uint32_t form, struct str prefix)
{
    for (size_t i = 0; i < r->posted->n; i++) {
        struct str name = r->posted->fields[i].name;
        if (str_starts(name, prefix) &&
            !name_known(r->definition, form, str_part(name, prefix.n, name.n)))
            return ctx_fail_at(r->ctx, ERR_INVALID, "web.form.unknown", name);
    }
    return OK;
}

enum err answers_read(struct ctx *ctx, const struct definition *definition, uint32_t form,
                      const struct posted *posted, struct str prefix, int offset_min,
                      struct answers *out)
{
    must(form < definition->forms_n);
    struct reading r = { ctx, definition, posted, offset_min };
    struct range fields = definition->forms[form].fields;
    *out = (struct answers){
        .values = arena_array(ctx->arena, struct value, fields.n + 1),
        .typed = arena_array(ctx->arena, struct value, fields.n + 1),
        .unread = arena_array(ctx->arena, struct form_error, fields.n + 1),
    };
    if (prefix.n > 0)
        TRY(names_check(&r, form, prefix));
    for (uint32_t i = 0; i < fields.n; i++) {
        struct str key = definition->fields[fields.first + i].key;
        field_read(&r, fields.first + i, str_join(ctx->arena, prefix, key), out);
    }
    return OK;
}
