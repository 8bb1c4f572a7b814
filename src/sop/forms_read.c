/* forms/blocks.yaml and forms/F01.yaml. */
#include "sop/reading.h"

enum { NO_MIN = 256, NO_MAX = 65535, BLOCK_FIELDS_MAX = 40 };

static const struct yaml_node *block_find(const struct reading *r, struct str id)
{
    for (const struct yaml_node *block = r->blocks == NULL ? NULL : r->blocks->first; block != NULL;
         block = block->next) {
        const struct yaml_node *name = yaml_get(block, STR("block"));
        if (name != NULL && name->kind == YAML_TEXT && str_eq(name->text, id))
            return block;
    }
    return NULL;
}

static enum err no_take(struct reading *r, const struct yaml_node *node, int64_t no,
                        struct field *field)
{
    if (no < NO_MIN || no > NO_MAX)
        return fault(r, node, "sop.number", STR("256..65535"));
    if ((r->numbers_used[no / 64] >> no % 64 & 1) != 0)
        return fault(r, node, "sop.number_twice", str_format(r->ctx->arena, "%lld", (long long)no));
    r->numbers_used[no / 64] |= UINT64_C(1) << no % 64;
    field->no = (uint16_t)no;
    return OK;
}

static enum err type_read(struct reading *r, const struct yaml_node *node, struct field *field)
{
    const struct yaml_node *type = yaml_get(node, STR("type"));
    uint32_t at = 0;
    if (type == NULL)
        return fault(r, node, "sop.missing_key", STR("type"));
    TRY(word_read(r, type,
                  STR("text|long|int|money|bool|date|dt|time|enum|multi|code|org|place|file|sig|"
                      "list"),
                  &at));
    field->type = (enum field_type)at;
    return OK;
}

static enum err choices_read(struct reading *r, const struct yaml_node *node, struct field *field)
{
    struct definition *d = r->d;
    const struct yaml_node *values = yaml_get(node, STR("values"));
    bool chosen = field->type == FIELD_ENUM || field->type == FIELD_MULTI;
    field->choices = (struct range){ d->choices_n, 0 };
    if (values == NULL)
        return chosen ? fault(r, node, "sop.missing_key", STR("values")) : OK;
    if (!chosen)
        return fault_key(r, values, "sop.values_not_here", STR("enum|multi"));
    TRY(kind_need(r, values, YAML_MAP));
    for (const struct yaml_node *value = values->first; value != NULL; value = value->next) {
        struct choice choice = { .code = value->key };
        if (str_find(value->key, ' ') < value->key.n || value->key.n == 0)
            return fault_key(r, value, "sop.code", STR("a_word"));
        TRY(text2_read(r, value, value, true, &choice.label));
        *TABLE_ADD(r->ctx->arena, d->choices, d->choices_n) = choice;
        field->choices.n++;
    }
    return OK;
}

/* What fields of forms, of blocks and columns have in common. */
static enum err field_read(struct reading *r, const struct yaml_node *node, char compartment,
                           struct field *field)
{
    TRY(text_need(r, node, STR("key"), &field->key));
    if (str_find(field->key, ' ') < field->key.n || str_find(field->key, '.') < field->key.n)
        return fault(r, yaml_get(node, STR("key")), "sop.code", STR("a_word"));
    TRY(type_read(r, node, field));
    field->compartment = compartment;
    TRY(letter_read(r, yaml_get(node, STR("in")), &field->compartment));
    TRY(yes_no_read(r, yaml_get(node, STR("need")), &field->need));
    TRY(text2_read(r, node, yaml_get(node, STR("label")), true, &field->label));
    TRY(text2_read(r, node, yaml_get(node, STR("help")), false, &field->help));
    TRY(text_read(r, yaml_get(node, STR("codes")), &field->codes));
    if ((field->type == FIELD_CODE) != (field->codes.n > 0))
        return fault(r, node, "sop.codes", STR("type: code, codes: TABLE"));
    const struct yaml_node *columns = yaml_get(node, STR("columns"));
    if ((field->type == FIELD_LIST) != (columns != NULL))
        return fault(r, node, "sop.columns", STR("type: list, columns: [ ]"));
    return choices_read(r, node, field);
}

static enum err plain_add(struct reading *r, const struct yaml_node *node)
{
    struct definition *d = r->d;
    struct field field = { 0 };
    int64_t no = 0;
    TRY(keys_known(r, node, STR("key|no|type|in|need|label|help|values|codes|columns|when|mark")));
    if (yaml_get(node, STR("in")) == NULL || yaml_get(node, STR("no")) == NULL)
        return fault(r, node, "sop.missing_key", STR("no|in"));
    TRY(field_read(r, node, 'W', &field));
    TRY(number_read(r, yaml_get(node, STR("no")), NO_MIN, NO_MAX, &no));
    TRY(no_take(r, yaml_get(node, STR("no")), no, &field));
    *TABLE_ADD(r->ctx->arena, d->fields, d->fields_n) = field;
    return OK;
}

/* The use of a block, and one of its fields. */
struct block_use {
    const struct yaml_node *node;
    struct str key, block;
    int64_t no;
    char compartment;
    bool need;
    struct text2 label, help;
};

static enum err block_field_add(struct reading *r, const struct block_use *use,
                                const struct yaml_node *node)
{
    struct definition *d = r->d;
    struct field field = { 0 };
    int64_t at = 0;
    TRY(keys_known(r, node, STR("key|at|type|in|need|label|help|values|codes|columns|mark")));
    if (yaml_get(node, STR("at")) == NULL)
        return fault(r, node, "sop.missing_key", STR("at"));
    TRY(number_read(r, yaml_get(node, STR("at")), 0, BLOCK_FIELDS_MAX - 1, &at));
    TRY(field_read(r, node, use->compartment, &field));
    TRY(no_take(r, use->node, use->no + at, &field));
    field.key = str_format(r->ctx->arena, "%.*s.%.*s", STR_ARG(use->key), STR_ARG(field.key));
    field.block = use->block;
    field.group = use->label;
    field.group_help = use->help;
    field.need = field.need && use->need;
    *TABLE_ADD(r->ctx->arena, d->fields, d->fields_n) = field;
    return OK;
}

static enum err block_add(struct reading *r, const struct yaml_node *node)
{
    struct block_use use = { .node = node, .compartment = 'I' };
    TRY(keys_known(r, node, STR("key|no|block|in|need|label|help|when")));
    TRY(text_need(r, node, STR("key"), &use.key));
    TRY(text_need(r, node, STR("block"), &use.block));
    TRY(letter_read(r, yaml_get(node, STR("in")), &use.compartment));
    TRY(yes_no_read(r, yaml_get(node, STR("need")), &use.need));
    TRY(text2_read(r, node, yaml_get(node, STR("label")), false, &use.label));
    TRY(text2_read(r, node, yaml_get(node, STR("help")), false, &use.help));
    if (yaml_get(node, STR("no")) == NULL)
        return fault(r, node, "sop.missing_key", STR("no"));
    TRY(number_read(r, yaml_get(node, STR("no")), NO_MIN, NO_MAX - BLOCK_FIELDS_MAX, &use.no));
    const struct yaml_node *block = block_find(r, use.block);
    if (block == NULL)
        return fault(r, yaml_get(node, STR("block")), "sop.unknown_block", use.block);
    TRY(keys_known(r, block, STR("block|title|fields")));
    const struct yaml_node *fields = yaml_get(block, STR("fields"));
    if (fields == NULL)
        return fault(r, block, "sop.missing_key", STR("fields"));
    TRY(kind_need(r, fields, YAML_LIST));
    for (const struct yaml_node *field = fields->first; field != NULL; field = field->next)
        TRY(block_field_add(r, &use, field));
    return OK;
}

/* How many fields an item of `fields:` became. */
static uint32_t width_of(const struct reading *r, const struct yaml_node *node)
{
    const struct yaml_node *name = yaml_get(node, STR("block"));
    return name == NULL ? 1 : yaml_get(block_find(r, name->text), STR("fields"))->children;
}

static enum err columns_add(struct reading *r, const struct yaml_node *node, uint32_t of)
{
    struct definition *d = r->d;
    struct range columns = { d->fields_n, 0 };
    const struct yaml_node *list = yaml_get(node, STR("columns"));
    if (list == NULL)
        return OK;
    TRY(kind_need(r, list, YAML_LIST));
    for (const struct yaml_node *column = list->first; column != NULL; column = column->next) {
        struct field field = { 0 };
        TRY(keys_known(r, column, STR("key|type|need|label|help|values|codes")));
        TRY(field_read(r, column, d->fields[of].compartment, &field));
        if (field.type == FIELD_LIST || field.type == FIELD_LONG)
            return fault(r, yaml_get(column, STR("type")), "sop.column_type", STR("text"));
        *TABLE_ADD(r->ctx->arena, d->fields, d->fields_n) = field;
        columns.n++;
    }
    d->fields[of].columns = columns;
    return OK;
}

static enum err columns_read(struct reading *r, const struct yaml_node *fields, uint32_t first)
{
    for (const struct yaml_node *node = fields->first; node != NULL; node = node->next) {
        const struct yaml_node *name = yaml_get(node, STR("block"));
        if (name == NULL) {
            TRY(columns_add(r, node, first++));
            continue;
        }
        const struct yaml_node *of = yaml_get(block_find(r, name->text), STR("fields"))->first;
        for (; of != NULL; of = of->next)
            TRY(columns_add(r, of, first++));
    }
    return OK;
}

static enum err whens_read(struct reading *r, const struct yaml_node *fields, uint32_t form)
{
    uint32_t first = r->d->forms[form].fields.first;
    struct guard_place place = { DEFINITION_NONE, form, form };
    for (const struct yaml_node *node = fields->first; node != NULL; node = node->next) {
        struct guard when;
        TRY(guard_read(r, yaml_get(node, STR("when")), &place, &when));
        for (uint32_t n = width_of(r, node); n > 0; n--)
            r->d->fields[first++].when = when;
    }
    return OK;
}

static enum err form_read(struct reading *r, const struct yaml_node *file, uint32_t index)
{
    struct definition *d = r->d;
    struct form *form = &d->forms[index];
    TRY(text2_read(r, file, yaml_get(file, STR("title")), true, &form->title));
    TRY(mark_read(r, yaml_get(file, STR("mark")), &form->mark));
    TRY(basis_read(r, yaml_get(file, STR("basis")), &form->basis));
    const struct yaml_node *fields = yaml_get(file, STR("fields"));
    if (fields == NULL)
        return fault(r, file, "sop.missing_key", STR("fields"));
    TRY(kind_need(r, fields, YAML_LIST));
    form->fields.first = d->fields_n;
    for (const struct yaml_node *node = fields->first; node != NULL; node = node->next)
        TRY(yaml_get(node, STR("block")) != NULL ? block_add(r, node) : plain_add(r, node));
    form->fields.n = d->fields_n - form->fields.first;
    for (uint32_t i = 0; i < form->fields.n; i++) {
        uint32_t at = form->fields.first + i;
        if (form_field(d, index, d->fields[at].key) != at)
            return fault(r, fields, "sop.double", d->fields[at].key);
    }
    TRY(columns_read(r, fields, form->fields.first));
    return whens_read(r, fields, index);
}

static bool is_form(struct str path)
{
    return str_starts(path, STR("forms/")) && !str_eq(path, STR("forms/blocks.yaml"));
}

enum err forms_read(struct reading *r)
{
    struct definition *d = r->d;
    for (uint32_t i = 0; i < r->files_n; i++) {
        struct str id;
        if (str_eq(r->paths[i], STR("forms/blocks.yaml"))) {
            TRY(keys_known(r, r->files[i], STR("blocks")));
            r->blocks = yaml_get(r->files[i], STR("blocks"));
        }
        if (!is_form(r->paths[i]))
            continue;
        TRY(keys_known(r, r->files[i], STR("form|title|mark|basis|fields")));
        TRY(text_need(r, r->files[i], STR("form"), &id));
        if (definition_form(d, id) != DEFINITION_NONE)
            return fault(r, r->files[i], "sop.double", id);
        TABLE_ADD(r->ctx->arena, d->forms, d->forms_n)->id = id;
    }
    r->answers = arena_array(r->ctx->arena, struct answers, d->forms_n + d->steps_n);
    r->numbers_used = arena_array(r->ctx->arena, uint64_t, (NO_MAX + 1) / 64);
    uint32_t form = 0;
    for (uint32_t i = 0; i < r->files_n; i++)
        if (is_form(r->paths[i]))
            TRY(form_read(r, r->files[i], form++));
    return OK;
}
