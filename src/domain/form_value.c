/* What a person typed, made canonical: one reader for each type of field. */
#include "domain/tables.h"

enum { INT_DIGITS_MAX = 15 };

static enum err refuse(struct ctx *ctx, const struct field *field, const char *key)
{
    return ctx_fail_at(ctx, ERR_INVALID, key, field->key);
}

static enum err text_read(struct ctx *ctx, const struct field *field, struct str typed, bool lines,
                          size_t bytes_max, struct str *out)
{
    if (typed.n > bytes_max)
        return refuse(ctx, field, "form.too_long");
    struct buf buf = buf_open(ctx->arena, bytes_max);
    for (size_t i = 0; i < typed.n; i++) {
        unsigned char c = (unsigned char)typed.at[i];
        if (c == '\r')
            continue;
        if (c == '\n' && lines)
            buf_byte(&buf, '\n');
        else
            buf_byte(&buf, c < 0x20 || c == 0x7f ? ' ' : (char)c);
    }
    *out = str_trim(buf_str(&buf));
    return OK;
}

/* Digits of a number as people write it: "Rp 1.250.000", "1 250 000"; a sign only in front. */
static enum err number_read(struct ctx *ctx, const struct field *field, struct str typed,
                            struct str *out)
{
    if (str_starts(typed, STR("Rp")))
        typed = str_trim(str_part(typed, 2, typed.n));
    struct buf buf = buf_open(ctx->arena, INT_DIGITS_MAX + 1);
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.at[i];
        if ((c >= '0' && c <= '9') || (c == '-' && i == 0))
            buf_byte(&buf, c);
        else if ((c != '.' && c != ' ') || i == 0 || i + 1 == typed.n)
            return refuse(ctx, field, "form.not_a_number");
    }
    int64_t value;
    if (!buf_done(&buf) || !str_int(buf_str(&buf), &value))
        return refuse(ctx, field, "form.not_a_number");
    *out = str_format(ctx->arena, "%lld", (long long)value);
    return OK;
}

static enum err bool_read(struct ctx *ctx, const struct field *field, struct str typed,
                          struct str *out)
{
    static const char *const yes[] = { "yes", "ya", "1", "true", "on" };
    static const char *const no[] = { "no", "tidak", "0", "false", "off" };
    struct str word = str_lower(ctx->arena, typed);
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (str_eq(word, str_of(yes[i])))
            *out = STR("yes");
        else if (str_eq(word, str_of(no[i])))
            *out = STR("no");
        else
            continue;
        return OK;
    }
    return refuse(ctx, field, "form.not_yes_no");
}

/* 2027-03-01, 1/3/2027 or 01-03-2027 (day first, as in Indonesia). */
static bool date_typed(struct str typed, int64_t *day)
{
    if (date_read(typed, day))
        return true;
    char by = str_find(typed, '/') < typed.n ? '/' : '-';
    struct str rest;
    int64_t d, m, y;
    if (!str_int(str_cut(typed, by, &rest), &d) || !str_int(str_cut(rest, by, &rest), &m) ||
        !str_int(rest, &y))
        return false;
    if (y < 1800 || y > 2999 || m < 1 || m > 12 || d < 1 || d > 31 ||
        !day_exists((int)y, (int)m, (int)d))
        return false;
    *day = days_of((int)y, (int)m, (int)d);
    return true;
}

static bool clock_read(struct str typed, int *minutes)
{
    struct str rest;
    int64_t hour, minute;
    char by = str_find(typed, ':') < typed.n ? ':' : '.';
    if (!str_int(str_cut(typed, by, &rest), &hour) || !str_int(rest, &minute) || rest.n != 2 ||
        hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return false;
    *minutes = (int)(hour * 60 + minute);
    return true;
}

static enum err moment_read(struct ctx *ctx, const struct field *field, struct str typed,
                            int zone_min, struct str *out)
{
    int64_t day, ms;
    int minutes;
    if (field->type == FIELD_DATE) {
        if (!date_typed(typed, &day))
            return refuse(ctx, field, "form.not_a_date");
        *out = date_write(ctx->arena, day);
    } else if (field->type == FIELD_TIME) {
        if (!clock_read(typed, &minutes))
            return refuse(ctx, field, "form.not_a_time");
        *out = str_format(ctx->arena, "%02d:%02d", minutes / 60, minutes % 60);
    } else if (rfc3339_read(typed, &ms)) {
        *out = rfc3339_write(ctx->arena, ms / 60000, zone_min);
    } else {
        size_t cut = str_find(typed, 'T') < typed.n ? str_find(typed, 'T') : str_find(typed, ' ');
        if (!date_typed(str_part(typed, 0, cut), &day) ||
            !clock_read(str_trim(str_part(typed, cut + 1, typed.n)), &minutes))
            return refuse(ctx, field, "form.not_a_time");
        *out = rfc3339_write(ctx->arena, day * 1440 + minutes - zone_min, zone_min);
    }
    return OK;
}

/* Codes in the order of declaration, each once; an unknown one is refused. */
static enum err choices_read(struct ctx *ctx, const struct definition *definition,
                             const struct field *field, struct str typed, struct str *out)
{
    struct buf buf = buf_open(ctx->arena, FORM_LONG_BYTES_MAX);
    size_t known = 0, asked = 0;
    for (uint32_t i = 0; i < field->choices.n; i++) {
        struct str code = definition->choices[field->choices.first + i].code;
        if (!str_has_word(typed, code))
            continue;
        if (known++ > 0)
            buf_byte(&buf, ' ');
        buf_put(&buf, code);
    }
    for (struct str rest = typed; rest.n > 0;) {
        struct str word = str_cut(rest, ' ', &rest);
        asked += word.n > 0 && !str_has_word(rest, word);
    }
    if (known != asked || (field->type == FIELD_ENUM && known != 1))
        return refuse(ctx, field, "form.not_a_choice");
    *out = buf_str(&buf);
    return OK;
}

static enum err cell_read(struct ctx *ctx, const struct definition *definition, uint32_t column,
                          struct str typed, int zone_min, struct str *out)
{
    must(definition->fields[column].type != FIELD_LIST); /* the reader of forms refuses it */
    return form_canonical(ctx, definition, column, typed, zone_min, out);
}

static enum err row_read(struct ctx *ctx, const struct definition *definition,
                         const struct field *field, struct str row, int zone_min, struct buf *buf)
{
    for (uint32_t c = 0; c < field->columns.n; c++) {
        struct str cell, typed = str_trim(str_cut(row, '\t', &row));
        TRY(cell_read(ctx, definition, field->columns.first + c, typed, zone_min, &cell));
        if (c > 0)
            buf_byte(buf, '\t');
        for (size_t i = 0; i < cell.n; i++)
            buf_byte(buf, cell.at[i] == '\n' ? ' ' : cell.at[i]);
    }
    return row.n == 0 ? OK : refuse(ctx, field, "form.too_many_columns");
}

static enum err list_read(struct ctx *ctx, const struct definition *definition,
                          const struct field *field, struct str typed, int zone_min,
                          struct str *out)
{
    struct buf buf = buf_open(ctx->arena, FORM_LONG_BYTES_MAX);
    size_t rows = 0;
    while (typed.n > 0) {
        struct str row = str_cut(typed, '\n', &typed);
        if (str_trim(row).n == 0)
            continue;
        if (rows++ > 0)
            buf_byte(&buf, '\n');
        TRY(row_read(ctx, definition, field, row, zone_min, &buf));
    }
    if (rows > FORM_LIST_ROWS_MAX || !buf_done(&buf))
        return refuse(ctx, field, "form.too_long");
    *out = buf_str(&buf);
    return OK;
}

enum err form_canonical(struct ctx *ctx, const struct definition *definition, uint32_t field,
                        struct str typed, int zone_min, struct str *out)
{
    must(field < definition->fields_n);
    const struct field *f = &definition->fields[field];
    *out = STR("");
    if (str_trim(typed).n == 0)
        return OK;
    if (f->type != FIELD_LIST)
        typed = str_trim(typed);
    switch (f->type) {
    case FIELD_INT:
    case FIELD_MONEY:
        return number_read(ctx, f, typed, out);
    case FIELD_BOOL:
        return bool_read(ctx, f, typed, out);
    case FIELD_DATE:
    case FIELD_DT:
    case FIELD_TIME:
        return moment_read(ctx, f, typed, zone_min, out);
    case FIELD_ENUM:
    case FIELD_MULTI:
        return choices_read(ctx, definition, f, typed, out);
    case FIELD_LIST:
        return list_read(ctx, definition, f, typed, zone_min, out);
    case FIELD_LONG:
        return text_read(ctx, f, typed, true, FORM_LONG_BYTES_MAX, out);
    case FIELD_TEXT:
    case FIELD_CODE:
    case FIELD_ORG:
    case FIELD_PLACE:
    case FIELD_FILE:
    case FIELD_SIG:
        return text_read(ctx, f, typed, false, FORM_TEXT_BYTES_MAX, out);
    }
    must_never("field type");
}
