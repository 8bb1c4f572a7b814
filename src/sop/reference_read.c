/* law.yaml, roles.yaml, consents.yaml, reasons.yaml: what the graph rests on. */
#include "sop/reading.h"

/* The list under `key` of the file of this name; NULL when the folder has no such file. */
static enum err list_of(struct reading *r, struct str path, struct str key,
                        const struct yaml_node **out)
{
    *out = NULL;
    for (uint32_t i = 0; i < r->files_n; i++) {
        if (!str_eq(r->paths[i], path))
            continue;
        TRY(keys_known(r, r->files[i], key));
        *out = yaml_get(r->files[i], key);
        if (*out == NULL)
            return fault(r, r->files[i], "sop.missing_key", key);
        return kind_need(r, *out, YAML_LIST);
    }
    return OK;
}

static enum err law_read(struct reading *r, const struct yaml_node *node, struct law *law)
{
    TRY(keys_known(r, node, STR("key|title|says|mark|binds|valid|read|offence")));
    TRY(text_need(r, node, STR("key"), &law->key));
    TRY(text2_read(r, node, yaml_get(node, STR("title")), true, &law->title));
    TRY(text2_read(r, node, yaml_get(node, STR("says")), false, &law->says));
    TRY(mark_read(r, yaml_get(node, STR("mark")), &law->mark));
    TRY(words_read(r, yaml_get(node, STR("binds")), &law->binds));
    TRY(yes_no_read(r, yaml_get(node, STR("offence")), &law->offence));
    const struct yaml_node *valid = yaml_get(node, STR("valid"));
    if (valid == NULL)
        return OK;
    TRY(keys_known(r, valid, STR("from|to|by")));
    TRY(text_read(r, yaml_get(valid, STR("from")), &law->from));
    TRY(text_read(r, yaml_get(valid, STR("to")), &law->to));
    return text_read(r, yaml_get(valid, STR("by")), &law->by);
}

static enum err laws_read(struct reading *r)
{
    struct definition *d = r->d;
    const struct yaml_node *list;
    TRY(list_of(r, STR("law.yaml"), STR("law"), &list));
    for (const struct yaml_node *node = list == NULL ? NULL : list->first; node != NULL;
         node = node->next) {
        struct law law = { 0 };
        TRY(law_read(r, node, &law));
        for (uint32_t i = 0; i < d->laws_n; i++)
            if (str_eq(d->laws[i].key, law.key))
                return fault(r, node, "sop.double", law.key);
        *TABLE_ADD(r->ctx->arena, d->laws, d->laws_n) = law;
    }
    return OK;
}

/* Only the titles: rights are read where they are kept (domain/role.h). */
static enum err roles_title(struct reading *r)
{
    struct definition *d = r->d;
    const struct yaml_node *list;
    TRY(list_of(r, STR("roles.yaml"), STR("roles"), &list));
    for (const struct yaml_node *node = list == NULL ? NULL : list->first; node != NULL;
         node = node->next) {
        TRY(kind_need(r, node, YAML_MAP));
        struct str id;
        TRY(text_need(r, node, STR("role"), &id));
        uint32_t role = definition_role(d, id);
        if (role != DEFINITION_NONE) /* admin, custodian, machine do no step */
            TRY(text2_read(r, node, yaml_get(node, STR("title")), true, &d->roles[role].title));
    }
    return OK;
}

static enum err consents_read(struct reading *r)
{
    struct definition *d = r->d;
    const struct yaml_node *list;
    TRY(list_of(r, STR("consents.yaml"), STR("consents"), &list));
    for (const struct yaml_node *node = list == NULL ? NULL : list->first; node != NULL;
         node = node->next) {
        struct consent_def consent = { 0 };
        TRY(keys_known(r, node,
                       STR("consent|title|asks|gives|refused|refused_path|per|mark|basis|in")));
        TRY(text_need(r, node, STR("consent"), &consent.id));
        TRY(text2_read(r, node, yaml_get(node, STR("title")), true, &consent.title));
        TRY(text2_read(r, node, yaml_get(node, STR("asks")), false, &consent.asks));
        TRY(text2_read(r, node, yaml_get(node, STR("refused")), false, &consent.refused));
        TRY(words_read(r, yaml_get(node, STR("gives")), &consent.gives));
        TRY(text_read(r, yaml_get(node, STR("per")), &consent.per));
        TRY(mark_read(r, yaml_get(node, STR("mark")), &consent.mark));
        *TABLE_ADD(r->ctx->arena, d->consents, d->consents_n) = consent;
    }
    return OK;
}

static enum err reason_list(struct reading *r, const struct yaml_node *list, enum reason_of of)
{
    struct definition *d = r->d;
    if (list == NULL)
        return OK;
    TRY(kind_need(r, list, YAML_LIST));
    for (const struct yaml_node *node = list->first; node != NULL; node = node->next) {
        struct reason reason = { .of = of };
        TRY(keys_known(r, node, STR("reason|title")));
        TRY(text_need(r, node, STR("reason"), &reason.id));
        TRY(text2_read(r, node, yaml_get(node, STR("title")), true, &reason.title));
        *TABLE_ADD(r->ctx->arena, d->reasons, d->reasons_n) = reason;
    }
    return OK;
}

static enum err reasons_read(struct reading *r)
{
    struct definition *d = r->d;
    const struct yaml_node *top = NULL;
    for (uint32_t i = 0; i < r->files_n; i++)
        if (str_eq(r->paths[i], STR("reasons.yaml")))
            top = r->files[i];
    if (top == NULL)
        return OK;
    TRY(keys_known(r, top, STR("deviation|clock|change|why")));
    TRY(reason_list(r, yaml_get(top, STR("deviation")), REASON_DEVIATION));
    TRY(reason_list(r, yaml_get(top, STR("clock")), REASON_CLOCK));
    TRY(reason_list(r, yaml_get(top, STR("change")), REASON_CHANGE));
    r->whys = yaml_get(top, STR("why"));
    if (r->whys == NULL)
        return OK;
    TRY(kind_need(r, r->whys, YAML_MAP));
    for (const struct yaml_node *why = r->whys->first; why != NULL; why = why->next) {
        struct reason reason = { .of = REASON_WHY, .id = why->key };
        TRY(text2_read(r, why, why, true, &reason.title));
        *TABLE_ADD(r->ctx->arena, d->reasons, d->reasons_n) = reason;
    }
    return OK;
}

enum err reference_read(struct reading *r)
{
    TRY(laws_read(r));
    TRY(roles_title(r));
    TRY(consents_read(r));
    return reasons_read(r);
}
