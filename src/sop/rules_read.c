/* Rules (doc/engine.md 7): read and named here; proved by `sop check` in a later pass. */
#include "sop/reading.h"

static struct yaml_node part_of(const struct yaml_node *node, struct str text)
{
    struct yaml_node part = *node;
    part.column += (int)(text.at - node->text.at);
    part.text = str_trim(text);
    part.next = part.first = NULL;
    return part;
}

/* Cuts `text` at the first " word "; what follows goes to *rest (empty when it is not there). */
static struct str cut_at(struct str text, struct str word, struct str *rest)
{
    size_t at = str_search(text, word);
    *rest = at < text.n ? str_part(text, at + word.n, text.n) : str_part(text, text.n, text.n);
    return str_part(text, 0, at);
}

static enum err guard_of(struct reading *r, const struct yaml_node *node, struct str text,
                         uint32_t step, struct guard *out)
{
    const struct definition *d = r->d;
    *out = (struct guard){ 0 };
    if (str_trim(text).n == 0)
        return OK;
    uint32_t form = d->steps[step].form;
    uint32_t answers = form != DEFINITION_NONE ? form
                       : d->draft              ? d->forms_n + step
                                               : DEFINITION_NONE;
    struct guard_place place = { step, answers, form };
    return guard_read_part(r, node, text, &place, out);
}

static enum err never_read(struct reading *r, const struct yaml_node *node, struct rule *rule)
{
    struct str pending, condition, without;
    struct str head = cut_at(node->text, STR(" while pending "), &pending);
    head = cut_at(head, STR(" if "), &condition);
    head = cut_at(head, STR(" without "), &without);
    struct yaml_node name = part_of(node, head);
    TRY(step_named(r, &name, &rule->step));
    TRY(guard_of(r, node, without, rule->step, &rule->without));
    TRY(guard_of(r, node, condition, rule->step, &rule->when));
    if (pending.n == 0)
        return OK;
    name = part_of(node, pending);
    return step_named(r, &name, &rule->other);
}

static enum err always_read(struct reading *r, const struct yaml_node *node,
                            const struct yaml_node *map, struct rule *rule)
{
    struct str after;
    struct str before = cut_at(node->text, STR(" before "), &after);
    if (after.n == 0)
        return fault(r, node, "sop.rule", STR("S1.06 before S1.08"));
    struct yaml_node name = part_of(node, after);
    TRY(step_named(r, &name, &rule->step));
    name = part_of(node, before);
    TRY(step_named(r, &name, &rule->other));
    const struct yaml_node *condition = yaml_get(map, STR("if"));
    return condition == NULL ? OK
                             : guard_of(r, condition, condition->text, rule->step, &rule->when);
}

static enum err whenever_read(struct reading *r, const struct yaml_node *node,
                              const struct yaml_node *map, struct rule *rule)
{
    const struct yaml_node *leads = yaml_get(map, STR("leads_to"));
    const struct yaml_node *within = yaml_get(map, STR("within"));
    const struct yaml_node *unless = yaml_get(map, STR("unless"));
    const struct yaml_node *released = yaml_get(map, STR("released"));
    if (leads == NULL || within == NULL)
        return fault(r, map, "sop.missing_key", STR("leads_to|within"));
    TRY(step_named(r, node, &rule->step));
    TRY(step_named(r, leads, &rule->other));
    TRY(row_named(r, within, &rule->row));
    if (unless != NULL)
        TRY(guard_of(r, unless, unless->text, rule->step, &rule->unless));
    return released == NULL ? OK
                            : guard_of(r, released, released->text, rule->step, &rule->released);
}

static enum err rule_read(struct reading *r, const struct yaml_node *node, struct rule *rule)
{
    uint32_t even = 0;
    TRY(keys_known(r, node,
                   STR("id|even|never|always|whenever|unless|leads_to|within|released|if|basis")));
    TRY(text_need(r, node, STR("id"), &rule->id));
    TRY(word_read(r, yaml_get(node, STR("even")), STR("following|alone|two"), &even));
    rule->even = (enum rule_even)even;
    TRY(basis_read(r, yaml_get(node, STR("basis")), &rule->basis));
    const struct yaml_node *never = yaml_get(node, STR("never"));
    const struct yaml_node *always = yaml_get(node, STR("always"));
    const struct yaml_node *whenever = yaml_get(node, STR("whenever"));
    if ((never != NULL) + (always != NULL) + (whenever != NULL) != 1)
        return fault(r, node, "sop.rule", STR("never|always|whenever"));
    const struct yaml_node *body = never != NULL ? never : always != NULL ? always : whenever;
    TRY(kind_need(r, body, YAML_TEXT));
    rule->kind = never != NULL ? RULE_NEVER : always != NULL ? RULE_ALWAYS : RULE_WHENEVER;
    if (never != NULL)
        return never_read(r, never, rule);
    return always != NULL ? always_read(r, always, node, rule)
                          : whenever_read(r, whenever, node, rule);
}

enum err rules_read(struct reading *r)
{
    struct definition *d = r->d;
    const struct yaml_node *rules = yaml_get(r->definition, STR("rules"));
    if (rules == NULL)
        return OK;
    TRY(kind_need(r, rules, YAML_LIST));
    for (const struct yaml_node *node = rules->first; node != NULL; node = node->next) {
        struct rule rule = { .step = DEFINITION_NONE,
                             .other = DEFINITION_NONE,
                             .row = DEFINITION_NONE };
        TRY(rule_read(r, node, &rule));
        *TABLE_ADD(r->ctx->arena, d->rules, d->rules_n) = rule;
    }
    return OK;
}
