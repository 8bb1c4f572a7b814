/* definition.yaml: facts, kinds, names for guards; later what facts cause, stages and closing. */
#include "sop/reading.h"

static const struct guard_place nowhere = { DEFINITION_NONE, DEFINITION_NONE, DEFINITION_NONE };

static enum err value_add(struct reading *r, const struct yaml_node *node, struct str id,
                          const struct yaml_node *labels, struct fact_def *fact)
{
    struct definition *d = r->d;
    struct fact_value value = { .id = id };
    if (labels != NULL)
        TRY(text2_read(r, node, yaml_get(labels, id), true, &value.title));
    *TABLE_ADD(r->ctx->arena, d->values, d->values_n) = value;
    fact->values.n++;
    return OK;
}

static enum err values_read(struct reading *r, const struct yaml_node *node, struct fact_def *fact)
{
    static const struct str consent[] = {
        { "none", 4 }, { "given", 5 }, { "refused", 7 }, { "withdrawn", 9 }
    };
    const struct yaml_node *values = yaml_get(node, STR("values"));
    const struct yaml_node *labels = yaml_get(node, STR("labels"));
    fact->values = (struct range){ r->d->values_n, 0 };
    if (fact->of == FACT_OF_CONSENT) {
        for (size_t i = 0; i < sizeof consent / sizeof *consent; i++)
            TRY(value_add(r, node, consent[i], labels, fact));
        return values == NULL ? OK : fault_key(r, values, "sop.consent_values", STR(""));
    }
    if (values == NULL)
        return fault(r, node, "sop.missing_key", STR("values"));
    TRY(kind_need(r, values, YAML_LIST));
    for (const struct yaml_node *value = values->first; value != NULL; value = value->next) {
        struct str id;
        TRY(text_read(r, value, &id));
        TRY(value_add(r, value, id, labels, fact));
    }
    if (fact->values.n < 2 || fact->values.n > 64)
        return fault(r, values, "sop.number", STR("2..64"));
    return OK;
}

/* The domain in one word of the bit set, so that a guard on it is one mask. */
static enum err bits_give(struct reading *r, const struct yaml_node *node, struct fact_def *fact)
{
    struct definition *d = r->d;
    static const char key[] = "sop.too_many_facts";
    const struct fact_def *last = d->facts_n > 1 ? &d->facts[d->facts_n - 2] : NULL;
    uint32_t bit = last == NULL ? 0 : last->bit + last->values.n;
    if (bit % 64 + fact->values.n > 64)
        bit = (bit + 63) / 64 * 64;
    if (bit + fact->values.n > FACT_WORDS * 64)
        return fault(r, node, key, STR("512"));
    fact->bit = bit;
    d->fact_words = (bit + fact->values.n + 63) / 64;
    d->fact_start[bit / 64] |= UINT64_C(1) << (bit + fact->start) % 64;
    if (fact->each == DEFINITION_NONE)
        for (uint32_t v = 0; v < fact->values.n; v++)
            d->fact_case[bit / 64] |= UINT64_C(1) << (bit + v) % 64;
    return OK;
}

static enum err fact_declare(struct reading *r, const struct yaml_node *node)
{
    struct definition *d = r->d;
    TRY(keys_known(r, node, STR("of|values|start|each|in|on|title|labels")));
    if (definition_fact(d, node->key) != DEFINITION_NONE)
        return fault_key(r, node, "sop.double", node->key);
    struct fact_def *fact = TABLE_ADD(r->ctx->arena, d->facts, d->facts_n);
    fact->id = node->key;
    fact->each = DEFINITION_NONE;
    fact->compartment = 'W';
    uint32_t of = 0;
    if (yaml_get(node, STR("of")) == NULL)
        return fault(r, node, "sop.missing_key", STR("of"));
    TRY(word_read(r, yaml_get(node, STR("of")), STR("person|consent|case"), &of));
    fact->of = (enum fact_of)of;
    TRY(text2_read(r, node, yaml_get(node, STR("title")), false, &fact->title));
    TRY(kind_named(r, yaml_get(node, STR("each")), &fact->each));
    TRY(letter_read(r, yaml_get(node, STR("in")), &fact->compartment));
    TRY(values_read(r, node, fact));
    const struct yaml_node *start = yaml_get(node, STR("start"));
    if (start == NULL && fact->of != FACT_OF_CONSENT)
        return fault(r, node, "sop.missing_key", STR("start"));
    struct str ids = IDS(r, &d->values[fact->values.first], fact->values.n);
    if (start != NULL)
        TRY(word_read(r, start, ids, &fact->start));
    return bits_give(r, node, fact);
}

static enum err kinds_declare(struct reading *r)
{
    struct definition *d = r->d;
    const struct yaml_node *instances = yaml_get(r->definition, STR("instances"));
    if (instances == NULL)
        return OK;
    TRY(kind_need(r, instances, YAML_MAP));
    for (const struct yaml_node *node = instances->first; node != NULL; node = node->next) {
        TRY(keys_known(r, node, STR("made_by|title|about")));
        struct kind *kind = TABLE_ADD(r->ctx->arena, d->kinds, d->kinds_n);
        kind->id = node->key;
        TRY(text2_read(r, node, yaml_get(node, STR("title")), false, &kind->title));
        TRY(words_read(r, yaml_get(node, STR("about")), &kind->about));
    }
    return OK;
}

static enum err roles_declare(struct reading *r)
{
    struct definition *d = r->d;
    const struct yaml_node *roles = yaml_get(r->definition, STR("roles"));
    if (roles == NULL)
        return fault(r, r->definition, "sop.missing_key", STR("roles"));
    TRY(kind_need(r, roles, YAML_LIST));
    for (const struct yaml_node *node = roles->first; node != NULL; node = node->next) {
        struct str id;
        TRY(text_read(r, node, &id));
        if (definition_role(d, id) != DEFINITION_NONE)
            return fault(r, node, "sop.double", id);
        if (d->roles_n == ROLES_MAX)
            return fault(r, node, "sop.number", STR("1..64"));
        TABLE_ADD(r->ctx->arena, d->roles, d->roles_n)->id = id;
    }
    return OK;
}

static enum err defines_declare(struct reading *r)
{
    const struct yaml_node *defines = yaml_get(r->definition, STR("define"));
    if (defines == NULL)
        return OK;
    TRY(kind_need(r, defines, YAML_MAP));
    for (const struct yaml_node *node = defines->first; node != NULL; node = node->next) {
        TRY(kind_need(r, node, YAML_TEXT));
        if (definition_fact(r->d, node->key) != DEFINITION_NONE)
            return fault_key(r, node, "sop.double", node->key);
        *TABLE_ADD(r->ctx->arena, r->defines, r->defines_n) =
            (struct define){ .id = node->key, .guard = node };
    }
    return OK;
}

enum err facts_declare(struct reading *r)
{
    const struct yaml_node *top = r->definition;
    struct definition *d = r->d;
    int64_t version = 0;
    TRY(keys_known(
        r, top,
        STR("definition|version|title|law|draft|services|start|roles|facts|define|instances|"
            "stages|monitoring|review|ended|close|rules")));
    TRY(yes_no_read(r, yaml_get(top, STR("draft")), &d->draft));
    TRY(text_need(r, top, STR("definition"), &d->id));
    if (yaml_get(top, STR("version")) == NULL)
        return fault(r, top, "sop.missing_key", STR("version"));
    TRY(number_read(r, yaml_get(top, STR("version")), 1, 1000000, &version));
    d->version = (uint32_t)version;
    TRY(text_read(r, yaml_get(top, STR("law")), &d->law));
    TRY(text2_read(r, top, yaml_get(top, STR("title")), true, &d->title));
    TRY(roles_declare(r));
    TRY(kinds_declare(r));
    const struct yaml_node *facts = yaml_get(top, STR("facts"));
    if (facts == NULL)
        return fault(r, top, "sop.missing_key", STR("facts"));
    TRY(kind_need(r, facts, YAML_MAP));
    for (const struct yaml_node *node = facts->first; node != NULL; node = node->next)
        TRY(fact_declare(r, node));
    return defines_declare(r);
}

static enum err fact_on_read(struct reading *r, const struct yaml_node *node, uint32_t f)
{
    struct definition *d = r->d;
    const struct yaml_node *on = yaml_get(node, STR("on"));
    if (on == NULL)
        return OK;
    TRY(kind_need(r, on, YAML_MAP));
    for (const struct yaml_node *of = on->first; of != NULL; of = of->next) {
        uint32_t value = definition_value(d, f, of->key);
        if (value == DEFINITION_NONE)
            return fault_key(r, of, "sop.unknown_value",
                             IDS(r, &d->values[d->facts[f].values.first], d->facts[f].values.n));
        struct fact_value *effects = &d->values[d->facts[f].values.first + value];
        TRY(keys_known(r, of, STR("then|opens|drops")));
        TRY(effects_read(r, yaml_get(of, STR("drops")), TARGET_DROPS, DEFINITION_NONE, &nowhere,
                         &effects->drops));
        TRY(effects_read(r, yaml_get(of, STR("opens")), TARGET_OPENS, DEFINITION_NONE, &nowhere,
                         &effects->opens));
        TRY(effects_read(r, yaml_get(of, STR("then")), TARGET_THEN, DEFINITION_NONE, &nowhere,
                         &effects->then));
    }
    return OK;
}

static enum err numbers_read(struct reading *r, const struct yaml_node *list,
                             enum err (*named)(struct reading *, const struct yaml_node *,
                                               uint32_t *),
                             struct range *out)
{
    struct definition *d = r->d;
    *out = (struct range){ d->numbers_n, 0 };
    if (list == NULL)
        return OK;
    TRY(kind_need(r, list, YAML_LIST));
    for (const struct yaml_node *node = list->first; node != NULL; node = node->next) {
        uint32_t index;
        TRY(named(r, node, &index));
        *TABLE_ADD(r->ctx->arena, d->numbers, d->numbers_n) = index;
        out->n++;
    }
    return OK;
}

static enum err service_named(struct reading *r, const struct yaml_node *node, uint32_t *out)
{
    const struct definition *d = r->d;
    for (*out = 0; *out < d->services_n; (*out)++)
        if (str_eq(d->services[*out].id, node->text))
            return OK;
    return fault(r, node, "sop.unknown_service", IDS(r, d->services, d->services_n));
}

static enum err stages_read(struct reading *r)
{
    struct definition *d = r->d;
    const struct yaml_node *stages = yaml_get(r->definition, STR("stages"));
    if (stages == NULL)
        return OK;
    TRY(kind_need(r, stages, YAML_LIST));
    for (const struct yaml_node *node = stages->first; node != NULL; node = node->next) {
        struct stage stage = { 0 };
        TRY(keys_known(r, node, STR("stage|title|if")));
        TRY(text_need(r, node, STR("stage"), &stage.id));
        TRY(text2_read(r, node, yaml_get(node, STR("title")), true, &stage.title));
        TRY(guard_read(r, yaml_get(node, STR("if")), &nowhere, &stage.when));
        *TABLE_ADD(r->ctx->arena, d->stages, d->stages_n) = stage;
    }
    return OK;
}

enum err fact_defs_read(struct reading *r)
{
    struct definition *d = r->d;
    const struct yaml_node *top = r->definition, *facts = yaml_get(top, STR("facts"));
    uint32_t f = 0;
    for (const struct yaml_node *node = facts->first; node != NULL; node = node->next)
        TRY(fact_on_read(r, node, f++));
    TRY(numbers_read(r, yaml_get(top, STR("start")), step_named, &d->start));
    TRY(numbers_read(r, yaml_get(top, STR("monitoring")), service_named, &d->monitoring));
    TRY(stages_read(r));
    d->review_row = d->ended_fact = DEFINITION_NONE;
    if (yaml_get(top, STR("review")) != NULL)
        TRY(row_named(r, yaml_get(top, STR("review")), &d->review_row));
    if (yaml_get(top, STR("ended")) != NULL)
        TRY(fact_named(r, yaml_get(top, STR("ended")), &d->ended_fact));
    if (d->ended_fact != DEFINITION_NONE && (d->facts[d->ended_fact].of != FACT_OF_CASE ||
                                             d->facts[d->ended_fact].each != DEFINITION_NONE))
        return fault(r, yaml_get(top, STR("ended")), "sop.fact_of_case", STR("of: case"));
    for (uint32_t i = 0; i < r->defines_n; i++) { /* also what nobody uses must be right */
        struct guard unused;
        TRY(guard_read(r, r->defines[i].guard, &nowhere, &unused));
    }
    d->close_needs = (struct range){ d->needs_n, 0 };
    const struct yaml_node *close = yaml_get(top, STR("close"));
    if (close == NULL)
        return OK;
    TRY(keys_known(r, close, STR("needs")));
    return needs_read(r, yaml_get(close, STR("needs")), &nowhere, &d->close_needs);
}
