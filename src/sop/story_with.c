#include "sop/running.h"

static enum err scalar_value(struct running *run, const struct yaml_node *node, uint32_t field,
                             struct str typed, struct str *out)
{
    struct ctx *ctx = run->ctx;
    enum err err = form_canonical(ctx, run->r.d, field, typed, run->calendar->zone_min, out);
    if (err == OK)
        return OK;
    const char *key = ctx->why.key;
    return fault(&run->r, node, key, run->r.d->fields[field].key);
}

/* A row of a list: a map by column, or the cells in order. */
static enum err row_text(struct running *run, const struct yaml_node *node, uint32_t field,
                         struct buf *buf)
{
    const struct definition *d = run->r.d;
    struct range columns = d->fields[field].columns;
    struct str known = STR("");
    for (uint32_t c = 0; c < columns.n; c++) {
        struct str key = d->fields[columns.first + c].key;
        known = str_format(run->ctx->arena, "%.*s|%.*s", STR_ARG(known), STR_ARG(key));
        const struct yaml_node *cell = yaml_get(node, key);
        struct str text = STR("");
        if (cell != NULL)
            TRY(text_read(&run->r, cell, &text));
        if (c > 0)
            buf_byte(buf, '\t');
        buf_put(buf, text);
    }
    return keys_known(&run->r, node, known);
}

static enum err list_text(struct running *run, const struct yaml_node *node, uint32_t field,
                          struct str *out)
{
    bool rows = run->r.d->fields[field].type == FIELD_LIST;
    struct buf buf = buf_open(run->ctx->arena, FORM_LONG_BYTES_MAX);
    for (const struct yaml_node *item = node->first; item != NULL; item = item->next) {
        if (item != node->first)
            buf_byte(&buf, rows ? '\n' : ' ');
        if (item->kind == YAML_MAP && rows)
            TRY(row_text(run, item, field, &buf));
        else
            buf_put(&buf, item->text);
    }
    *out = buf_str(&buf);
    return OK;
}

static enum err field_value(struct running *run, const struct yaml_node *node, uint32_t field,
                            struct story_case *of)
{
    struct str typed = node->text, text;
    if (node->kind == YAML_LIST)
        TRY(list_text(run, node, field, &typed));
    TRY(scalar_value(run, node, field, typed, &text));
    for (size_t i = 0; i < of->values_n; i++)
        if (of->values[i].field == field) {
            of->values[i].text = text;
            return OK;
        }
    of->values[of->values_n++] = (struct value){ field, text };
    return OK;
}

static enum err fact_given(struct running *run, const struct yaml_node *node, uint32_t fact,
                           struct act *act)
{
    struct definition *d = run->r.d;
    struct setting *settings = arena_array(run->ctx->arena, struct setting, act->settings_n + 1);
    for (uint32_t i = 0; i < act->settings_n; i++)
        settings[i] = act->settings[i];
    struct setting *set = &settings[act->settings_n++];
    set->fact = fact;
    act->settings = settings;
    return word_read(&run->r, node,
                     IDS(&run->r, &d->values[d->facts[fact].values.first], d->facts[fact].values.n),
                     &set->value);
}

/* A definition that is a draft has no forms: a word a guard reads is a field. */
static bool draft_answer(struct running *run, const struct yaml_node *node, struct act *act)
{
    const struct definition *d = run->r.d;
    struct range answers = d->steps[act->step].answers;
    bool known = false;
    for (uint32_t i = 0; d->draft && i < answers.n; i++) {
        const struct answer *answer = &d->answers[answers.first + i];
        if (!str_eq(answer->key, node->key))
            continue;
        known = true;
        if (str_eq(node->text, answer->value.n > 0 ? answer->value : STR("yes")))
            act->answers |= UINT64_C(1) << i;
    }
    return known;
}

static enum err one_read(struct running *run, const struct yaml_node *node, struct str prefix,
                         struct story_case *of, struct act *act)
{
    const struct definition *d = run->r.d;
    uint32_t form = d->steps[act->step].form;
    struct str key = prefix.n == 0 ? node->key
                                   : str_format(run->ctx->arena, "%.*s.%.*s", STR_ARG(prefix),
                                                STR_ARG(node->key));
    uint32_t field = form == DEFINITION_NONE ? DEFINITION_NONE : form_field(d, form, key);
    if (field != DEFINITION_NONE)
        return field_value(run, node, field, of);
    if (node->kind == YAML_MAP && prefix.n == 0) { /* fields of a block */
        for (const struct yaml_node *child = node->first; child != NULL; child = child->next)
            TRY(one_read(run, child, node->key, of, act));
        return OK;
    }
    uint32_t fact = definition_fact(d, node->key);
    if (fact != DEFINITION_NONE && prefix.n == 0)
        return fact_given(run, node, fact, act);
    if (prefix.n == 0 && draft_answer(run, node, act))
        return OK;
    struct range all = form == DEFINITION_NONE ? (struct range){ 0 } : d->forms[form].fields;
    struct str keys =
        all.n == 0 ? STR("")
                   : ids_join(run->ctx->arena, &d->fields[all.first].key, all.n, sizeof *d->fields);
    return fault_key(&run->r, node, "sop.unknown_field", nearest(run->ctx->arena, key, keys));
}

enum err with_read(struct running *run, const struct yaml_node *with, struct story_case *of,
                   struct act *act)
{
    const struct definition *d = run->r.d;
    if (with != NULL) {
        TRY(kind_need(&run->r, with, YAML_MAP));
        for (const struct yaml_node *node = with->first; node != NULL; node = node->next)
            TRY(one_read(run, node, STR(""), of, act));
    }
    uint32_t form = d->steps[act->step].form;
    if (form == DEFINITION_NONE)
        return OK;
    /* Only what this event gave counts as its answers. */
    struct value *given = arena_array(run->ctx->arena, struct value, of->values_n);
    size_t n = 0;
    for (size_t i = 0; with != NULL && i < of->values_n; i++) {
        struct str key = d->fields[of->values[i].field].key, rest;
        struct str head = str_cut(key, '.', &rest);
        const struct yaml_node *node = yaml_get(with, head);
        if (form_field(d, form, key) == of->values[i].field && node != NULL &&
            (rest.n == 0 || yaml_get(node, rest) != NULL))
            given[n++] = of->values[i];
    }
    form_fill_act(run->ctx, d, given, n, run->calendar->zone_min, act);
    return OK;
}
