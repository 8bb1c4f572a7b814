#include "use/form_facts.h"

#include <string.h>

struct facts *parts_of(struct fact_parts *parts, unsigned compartment)
{
    must(compartment < PART_COUNT);
    if (parts->at[compartment] == NULL)
        parts->at[compartment] = facts_new(parts->arena);
    return parts->at[compartment];
}

struct str value_of(const struct definition *sop, const struct value *values, size_t n,
                    struct str key)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(sop->fields[values[i].field].key, key))
            return values[i].text;
    return (struct str){ 0 };
}

/* ---- typed to canonical ------------------------------------------------------------------ */

struct typing {
    struct ctx *ctx;
    const struct definition *sop;
    const struct typed *typed;
    size_t n;
    int offset_min;
    struct form_error *errors;
    size_t errors_n;
};

static void typing_error(struct typing *t, uint32_t field, const char *key, uint32_t row)
{
    must(t->errors_n < TYPED_MAX);
    t->errors[t->errors_n++] = (struct form_error){ field, key, row };
}

/* "route.3.place" of list field "route": row and column; false when it is no cell of it. */
static bool cell_of(struct str key, struct str list, int64_t *row, struct str *column)
{
    if (key.n <= list.n + 1 || !str_starts(key, list) || key.at[list.n] != '.')
        return false;
    struct str rest = str_part(key, list.n + 1, key.n);
    struct str digits = str_cut(rest, '.', column);
    return column->n > 0 && str_int(digits, row) && *row >= 0;
}

/* Cells of one row, in the order of the columns; a row without any text is left out. */
static bool row_put(struct typing *t, const struct field *list, int64_t row, struct buf *out)
{
    bool any = false;
    struct buf line = buf_open(t->ctx->arena, FORM_LONG_BYTES_MAX);
    for (uint32_t c = 0; c < list->columns.n; c++) {
        uint32_t column = list->columns.first + c;
        struct str text = { 0 };
        for (size_t i = 0; i < t->n; i++) {
            int64_t at;
            struct str name;
            if (cell_of(t->typed[i].key, list->key, &at, &name) && at == row &&
                str_eq(name, t->sop->fields[column].key))
                text = str_trim(t->typed[i].text);
        }
        if (c > 0)
            buf_byte(&line, '\t');
        struct str canonical = { 0 };
        if (text.n > 0 &&
            form_canonical(t->ctx, t->sop, column, text, t->offset_min, &canonical) != OK)
            return false;
        any = any || canonical.n > 0;
        buf_put(&line, canonical);
    }
    if (!any)
        return true;
    if (out->n > 0)
        buf_byte(out, '\n');
    buf_put(out, buf_str(&line));
    return true;
}

static struct str list_typed(struct typing *t, uint32_t index)
{
    const struct field *list = &t->sop->fields[index];
    struct buf out = buf_open(t->ctx->arena, FACT_TEXT_MAX);
    int64_t last = -1;
    for (uint32_t rows = 0; rows < FORM_LIST_ROWS_MAX; rows++) {
        int64_t next = INT64_MAX;
        for (size_t i = 0; i < t->n; i++) {
            int64_t row;
            struct str column;
            if (cell_of(t->typed[i].key, list->key, &row, &column) && row > last && row < next)
                next = row;
        }
        if (next == INT64_MAX)
            break;
        if (!row_put(t, list, next, &out))
            typing_error(t, index, t->ctx->why.key, rows + 1);
        last = next;
    }
    return buf_str(&out);
}

/* What was typed for one field: of a multi all of it, of any other the last. */
static struct str field_typed(struct typing *t, uint32_t index)
{
    const struct field *field = &t->sop->fields[index];
    struct str text = { 0 };
    for (size_t i = 0; i < t->n; i++) {
        if (!str_eq(t->typed[i].key, field->key))
            continue;
        struct str given = str_trim(t->typed[i].text);
        if (field->type == FIELD_MULTI && text.n > 0 && given.n > 0)
            text = str_format(t->ctx->arena, "%.*s %.*s", STR_ARG(text), STR_ARG(given));
        else
            text = given;
    }
    if (field->type == FIELD_LIST && text.n == 0)
        return list_typed(t, index);
    return text;
}

static bool key_known(const struct definition *sop, struct range fields, struct str key)
{
    int64_t row;
    struct str column;
    for (uint32_t i = fields.first; i < fields.first + fields.n; i++) {
        const struct field *field = &sop->fields[i];
        if (str_eq(field->key, key) ||
            (field->type == FIELD_LIST && cell_of(key, field->key, &row, &column)))
            return true;
    }
    return false;
}

enum err typed_read(struct ctx *ctx, const struct form_typed *in, struct filled *out)
{
    const struct definition *sop = in->sop;
    struct range none = { 0, 0 };
    struct range fields = in->form == DEFINITION_NONE ? none : sop->forms[in->form].fields;
    *out = (struct filled){ 0 };
    if (in->n > TYPED_MAX)
        return ctx_fail(ctx, ERR_INVALID, "form.many");
    for (size_t i = 0; i < in->n; i++)
        if (!key_known(sop, fields, in->typed[i].key))
            return ctx_fail_at(ctx, ERR_INVALID, "form.unknown", in->typed[i].key);
    struct typing t = { .ctx = ctx, .sop = sop, .typed = in->typed, .n = in->n };
    t.offset_min = in->offset_min;
    t.errors = arena_array(ctx->arena, struct form_error, TYPED_MAX);
    out->values = arena_array(ctx->arena, struct value, fields.n + 1);
    for (uint32_t i = fields.first; i < fields.first + fields.n; i++) {
        struct str text = field_typed(&t, i);
        if (text.n == 0)
            continue;
        if (form_canonical(ctx, sop, i, text, in->offset_min, &out->values[out->n].text) != OK)
            typing_error(&t, i, ctx->why.key, 0);
        else if (out->values[out->n].text.n > 0)
            out->values[out->n++].field = i;
    }
    out->errors = (struct form_errors){ t.errors, t.errors_n };
    return t.errors_n == 0
               ? OK
               : ctx_fail_at(ctx, ERR_INVALID, t.errors[0].key, sop->fields[t.errors[0].field].key);
}

/* ---- canonical to facts and back ---------------------------------------------------------- */

static enum err value_put(struct ctx *ctx, const struct field *field, struct str text,
                          struct facts *facts)
{
    int64_t number;
    switch (field->type) {
    case FIELD_INT:
    case FIELD_MONEY:
        must(str_int(text, &number));
        facts_int(facts, field->no, number);
        return OK;
    case FIELD_DATE:
        must(date_read(text, &number));
        facts_date(facts, field->no, (int32_t)number);
        return OK;
    case FIELD_DT:
        must(rfc3339_read(text, &number));
        facts_int(facts, field->no, number / 60000);
        return OK;
    case FIELD_BOOL:
        facts_code(facts, field->no, str_eq(text, STR("yes")) ? 1 : 0);
        return OK;
    case FIELD_TEXT:
    case FIELD_LONG:
    case FIELD_TIME:
    case FIELD_ENUM:
    case FIELD_MULTI:
    case FIELD_CODE:
    case FIELD_ORG:
    case FIELD_PLACE:
    case FIELD_FILE:
    case FIELD_SIG:
    case FIELD_LIST:
        break;
    }
    return facts_text(facts, field->no, text)
               ? OK
               : ctx_fail_at(ctx, ERR_INVALID, "form.text", field->key);
}

enum err values_put(struct ctx *ctx, const struct definition *sop, const struct value *values,
                    size_t n, struct fact_parts *parts)
{
    for (size_t i = 0; i < n; i++) {
        const struct field *field = &sop->fields[values[i].field];
        int compartment = part_of_letter(field->compartment);
        must(compartment > 0 && field->no >= 256);
        TRY(value_put(ctx, field, values[i].text, parts_of(parts, (unsigned)compartment)));
    }
    return OK;
}

struct str fact_canonical(struct arena *arena, const struct definition *sop, uint32_t field,
                          const struct fact *fact, int offset_min)
{
    switch (sop->fields[field].type) {
    case FIELD_INT:
    case FIELD_MONEY:
        return str_format(arena, "%lld", (long long)fact->number);
    case FIELD_DATE:
        return date_write(arena, fact->number);
    case FIELD_DT:
        return rfc3339_write(arena, fact->number, offset_min);
    case FIELD_BOOL:
        return fact->number == 1 ? STR("yes") : STR("no");
    case FIELD_TEXT:
    case FIELD_LONG:
    case FIELD_TIME:
    case FIELD_ENUM:
    case FIELD_MULTI:
    case FIELD_CODE:
    case FIELD_ORG:
    case FIELD_PLACE:
    case FIELD_FILE:
    case FIELD_SIG:
    case FIELD_LIST:
        break;
    }
    return fact->value;
}
