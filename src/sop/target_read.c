#include "sop/reading.h"

#include <string.h>

/* One item of a list of targets, before its steps are named. */
struct target {
    const struct yaml_node *node;  /* the item */
    const struct yaml_node *steps; /* the step, or a list of them */
    struct guard when;
    uint32_t row, delay_min;
};

static enum err target_read(struct reading *r, const struct yaml_node *node, struct str keys,
                            const struct guard_place *place, struct target *out)
{
    *out = (struct target){ .node = node, .steps = node, .row = DEFINITION_NONE };
    if (node->kind == YAML_TEXT)
        return OK;
    TRY(keys_known(r, node, keys));
    out->steps = yaml_get(node, STR("step"));
    if (out->steps == NULL)
        return fault(r, node, "sop.missing_key", STR("step"));
    TRY(guard_read(r, yaml_get(node, STR("if")), place, &out->when));
    const struct yaml_node *within = yaml_get(node, STR("within"));
    if (within != NULL)
        TRY(row_named(r, within, &out->row));
    const struct yaml_node *delay = yaml_get(node, STR("delay"));
    return delay == NULL ? OK : duration_read(r, delay, &out->delay_min);
}

static bool is_pattern(struct str word)
{
    return word.n > 0 && word.at[word.n - 1] == '*';
}

static bool matches(struct str pattern, struct str id)
{
    if (is_pattern(pattern))
        return str_starts(id, str_part(pattern, 0, pattern.n - 1));
    return str_eq(pattern, id);
}

/* "-S0.*" takes from what stands before it in the list. */
static enum err effects_take_out(struct reading *r, const struct yaml_node *node,
                                 struct range *range)
{
    struct definition *d = r->d;
    struct str pattern = str_part(node->text, 1, node->text.n);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < range->n; i++) {
        struct effect effect = d->effects[range->first + i];
        if (!matches(pattern, d->steps[effect.step].id))
            d->effects[range->first + kept++] = effect;
    }
    if (kept == range->n)
        return fault(r, node, "sop.pattern_empty",
                     nearest(r->ctx->arena, pattern, IDS(r, d->steps, d->steps_n)));
    d->effects_n -= range->n - kept;
    range->n = kept;
    return OK;
}

static void effect_add(struct reading *r, uint32_t step, const struct target *target,
                       struct range *range)
{
    struct definition *d = r->d;
    *TABLE_ADD(r->ctx->arena, d->effects, d->effects_n) =
        (struct effect){ .step = step, .row = target->row, .when = target->when };
    range->n++;
}

static enum err effects_match(struct reading *r, const struct yaml_node *node, uint32_t own,
                              const struct target *target, struct range *range)
{
    struct definition *d = r->d;
    uint32_t before = range->n;
    for (uint32_t s = 0; s < d->steps_n; s++)
        if (s != own && matches(node->text, d->steps[s].id))
            effect_add(r, s, target, range);
    return range->n > before ? OK : fault(r, node, "sop.pattern_empty", STR(""));
}

static enum err effect_step(struct reading *r, const struct yaml_node *node, enum target_kind kind,
                            uint32_t own, const struct target *target, struct range *range)
{
    uint32_t step;
    TRY(kind_need(r, node, YAML_TEXT));
    if (kind != TARGET_THEN && str_starts(node->text, STR("-")))
        return effects_take_out(r, node, range);
    if (kind != TARGET_THEN && is_pattern(node->text))
        return effects_match(r, node, own, target, range);
    TRY(step_named(r, node, &step));
    effect_add(r, step, target, range);
    return OK;
}

enum err effects_read(struct reading *r, const struct yaml_node *node, enum target_kind kind,
                      uint32_t own, const struct guard_place *place, struct range *out)
{
    *out = (struct range){ r->d->effects_n, 0 };
    if (node == NULL)
        return OK;
    TRY(kind_need(r, node, YAML_LIST));
    struct str keys = kind == TARGET_THEN ? STR("step|if|within") : STR("step|if");
    for (const struct yaml_node *item = node->first; item != NULL; item = item->next) {
        struct target target;
        TRY(target_read(r, item, keys, place, &target));
        if (target.steps->kind != YAML_LIST) {
            TRY(effect_step(r, target.steps, kind, own, &target, out));
            continue;
        }
        for (const struct yaml_node *step = target.steps->first; step != NULL; step = step->next)
            TRY(effect_step(r, step, kind, own, &target, out));
    }
    return OK;
}

static enum err condition_add(struct reading *r, const struct yaml_node *node, uint32_t own,
                              const struct target *target, struct range *out)
{
    struct definition *d = r->d;
    uint32_t step;
    TRY(step_named(r, node, &step));
    uint32_t mine = d->steps[own].each, its = d->steps[step].each;
    if (mine != DEFINITION_NONE && its != DEFINITION_NONE && mine != its)
        return fault(r, node, "sop.two_kinds", d->kinds[mine].id);
    *TABLE_ADD(r->ctx->arena, d->conditions, d->conditions_n) =
        (struct condition){ .step = step, .when = target->when, .delay_min = target->delay_min };
    out->n++;
    return OK;
}

enum err conditions_read(struct reading *r, const struct yaml_node *node, bool delay, uint32_t own,
                         struct range *out)
{
    static const struct guard_place nowhere = { DEFINITION_NONE, DEFINITION_NONE, DEFINITION_NONE };
    *out = (struct range){ r->d->conditions_n, 0 };
    if (node == NULL)
        return OK;
    TRY(kind_need(r, node, YAML_LIST));
    struct str keys = delay ? STR("step|if|delay") : STR("step|if");
    for (const struct yaml_node *item = node->first; item != NULL; item = item->next) {
        struct target target;
        TRY(target_read(r, item, keys, &nowhere, &target));
        if (target.steps->kind != YAML_LIST) {
            TRY(condition_add(r, target.steps, own, &target, out));
            continue;
        }
        for (const struct yaml_node *step = target.steps->first; step != NULL; step = step->next)
            TRY(condition_add(r, step, own, &target, out));
    }
    return OK;
}

static enum err why_check(struct reading *r, const struct yaml_node *node)
{
    if (r->d->draft || (r->whys != NULL && yaml_get(r->whys, node->text) != NULL))
        return OK;
    struct buf keys = buf_open(r->ctx->arena, 64 * 1024);
    for (const struct yaml_node *why = r->whys == NULL ? NULL : r->whys->first; why != NULL;
         why = why->next) {
        buf_byte(&keys, '|');
        buf_put(&keys, why->key);
    }
    return fault(r, node, "sop.unknown_why", nearest(r->ctx->arena, node->text, buf_str(&keys)));
}

static enum err need_read(struct reading *r, const struct yaml_node *node,
                          const struct guard_place *place, struct need *need)
{
    uint32_t hold = 0;
    struct range basis;
    TRY(keys_known(r, node, STR("if|hold|why|basis")));
    if (yaml_get(node, STR("if")) == NULL)
        return fault(r, node, "sop.missing_key", STR("if"));
    TRY(guard_read(r, yaml_get(node, STR("if")), place, &need->that));
    if (yaml_get(node, STR("hold")) == NULL)
        return fault(r, node, "sop.missing_key", STR("hold"));
    TRY(word_read(r, yaml_get(node, STR("hold")), STR("note|second|never"), &hold));
    need->hold = (enum hold)hold;
    TRY(text_need(r, node, STR("why"), &need->why));
    TRY(why_check(r, yaml_get(node, STR("why"))));
    TRY(basis_read(r, yaml_get(node, STR("basis")), &basis));
    need->basis = basis.n > 0 ? r->d->words[basis.first] : STR("");
    return OK;
}

/* Goes on with a range that may already hold the needs of a consent. */
enum err needs_read(struct reading *r, const struct yaml_node *node,
                    const struct guard_place *place, struct range *out)
{
    struct definition *d = r->d;
    must(out->first + out->n == d->needs_n);
    if (node == NULL)
        return OK;
    TRY(kind_need(r, node, YAML_LIST));
    for (const struct yaml_node *item = node->first; item != NULL; item = item->next) {
        struct need need = { 0 };
        TRY(need_read(r, item, place, &need));
        *TABLE_ADD(r->ctx->arena, d->needs, d->needs_n) = need;
        out->n++;
    }
    return OK;
}
