#include "domain/casestate.h"

struct checking {
    struct ctx *ctx;
    const struct definition *definition;
    const struct value *values;
    size_t n;
    struct form_error *errors;
    size_t errors_n, room;
};

static void error_add(struct checking *checking, uint32_t field, const char *key)
{
    must(checking->errors_n < checking->room);
    checking->errors[checking->errors_n++] = (struct form_error){ field, key, 0 };
}

static const struct value *value_find(const struct checking *checking, uint32_t field)
{
    for (size_t i = 0; i < checking->n; i++)
        if (checking->values[i].field == field && checking->values[i].text.n > 0)
            return &checking->values[i];
    return NULL;
}

/* A value that is not canonical did not come through form_canonical(): it is read again here, so
 * that nothing reaches the record unread. */
static void value_check(struct checking *checking, const struct value *value)
{
    struct str again;
    struct ctx try = { .arena = checking->ctx->arena, .now_ms = checking->ctx->now_ms };
    enum field_type type = checking->definition->fields[value->field].type;
    enum err err = form_canonical(&try, checking->definition, value->field, value->text, 0, &again);
    if (err != OK)
        error_add(checking, value->field, try.why.key);
    else if (type != FIELD_DT && type != FIELD_LIST && !str_eq(again, value->text))
        error_add(checking, value->field, "form.not_canonical");
}

static bool of_form(const struct definition *definition, uint32_t form, uint32_t field)
{
    struct range fields = definition->forms[form].fields;
    return field >= fields.first && field < fields.first + fields.n;
}

enum err form_check(struct ctx *ctx, const struct definition *definition,
                    const struct casestate *state, uint32_t form, const struct value *values,
                    size_t n, struct form_errors *out)
{
    must(form < definition->forms_n);
    struct range fields = definition->forms[form].fields;
    struct checking checking = { .ctx = ctx, .definition = definition, .values = values, .n = n };
    checking.room = 2 * (size_t)fields.n;
    checking.errors = arena_array(ctx->arena, struct form_error, checking.room);
    uint64_t answers = form_answers(definition, form, values, n);
    for (size_t i = 0; i < n; i++)
        if (!of_form(definition, form, values[i].field))
            return ctx_fail(ctx, ERR_INVALID, "form.unknown_field");
    for (uint32_t f = fields.first; f < fields.first + fields.n; f++) {
        const struct value *value = value_find(&checking, f);
        if (value != NULL)
            value_check(&checking, value);
        else if (definition->fields[f].need && form_asks(definition, state, 0, f, answers))
            error_add(&checking, f, "form.required");
    }
    *out = (struct form_errors){ checking.errors, checking.errors_n };
    if (checking.errors_n == 0)
        return OK;
    return ctx_fail_at(ctx, ERR_INVALID, checking.errors[0].key,
                       definition->fields[checking.errors[0].field].key);
}
