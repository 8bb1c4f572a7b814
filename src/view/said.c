#include "view/said.h"

#include "text/codes.h"

enum { SAID_BYTES_MAX = 64 << 10 };

static struct str in_lang(const struct when *when, struct text2 text)
{
    return when->lang == LANG_EN && text.in_en.n > 0 ? text.in_en : text.in_id;
}

static struct str choice_said(const struct when *when, const struct definition *definition,
                              const struct field *field, struct str code)
{
    for (uint32_t i = 0; i < field->choices.n; i++) {
        const struct choice *choice = &definition->choices[field->choices.first + i];
        if (str_eq(choice->code, code))
            return in_lang(when, choice->label);
    }
    return code;
}

static void more(struct buf *out, const char *between, struct str part)
{
    if (part.n == 0)
        return;
    if (out->n > 0)
        buf_put(out, str_of(between));
    buf_put(out, part);
}

static struct str many_said(const struct when *when, const struct definition *definition,
                            const struct field *field, struct str words)
{
    struct buf out = buf_open(when->arena, SAID_BYTES_MAX);
    while (words.n > 0)
        more(&out, ", ", choice_said(when, definition, field, str_cut(words, ' ', &words)));
    return buf_str(&out);
}

static struct str rows_said(const struct when *when, const struct definition *definition,
                            const struct field *field, struct str rows)
{
    struct buf out = buf_open(when->arena, SAID_BYTES_MAX);
    while (rows.n > 0) {
        struct str row = str_cut(rows, '\n', &rows);
        struct buf cells = buf_open(when->arena, SAID_BYTES_MAX);
        for (uint32_t c = 0; c < field->columns.n && row.n > 0; c++) {
            const struct field *column = &definition->fields[field->columns.first + c];
            must(column->type != FIELD_LIST);
            more(&cells, ", ", said_answer(when, definition, column, str_cut(row, '\t', &row)));
        }
        more(&out, "; ", buf_str(&cells));
    }
    return buf_str(&out);
}

struct str said_answer(const struct when *when, const struct definition *definition,
                       const struct field *field, struct str text)
{
    int64_t number;
    if (text.n == 0)
        return text;
    switch (field->type) {
    case FIELD_BOOL:
        return words_say(when->lang, str_eq(text, STR("yes")) ? "umum.ya" : "umum.tidak");
    case FIELD_ENUM:
        return choice_said(when, definition, field, text);
    case FIELD_MULTI:
        return many_said(when, definition, field, text);
    case FIELD_CODE:
        return codes_label(when->lang, field->codes, text);
    case FIELD_DATE:
        return date_read(text, &number) ? when_day(when, number) : text;
    case FIELD_DT:
        return rfc3339_read(text, &number) ? when_full(when, number / 60000) : text;
    case FIELD_MONEY:
        return str_int(text, &number)
                   ? str_join(when->arena, STR("Rp"), words_number(when->arena, when->lang, number))
                   : text;
    case FIELD_LIST:
        return rows_said(when, definition, field, text);
    case FIELD_TEXT:
    case FIELD_LONG:
    case FIELD_INT:
    case FIELD_TIME:
    case FIELD_ORG:
    case FIELD_PLACE:
    case FIELD_FILE:
    case FIELD_SIG:
        return text;
    }
    return text;
}

struct str said_label(const struct when *when, const struct field *field)
{
    struct str label = in_lang(when, field->label), group = in_lang(when, field->group);
    if (group.n == 0)
        return label;
    return str_format(when->arena, "%.*s: %.*s", STR_ARG(group), STR_ARG(label));
}
