#include "sop/reading.h"

static struct str kind_word(enum yaml_kind kind)
{
    switch (kind) {
    case YAML_TEXT:
        return STR("text");
    case YAML_LIST:
        return STR("[ ]");
    case YAML_MAP:
        return STR("{ }");
    }
    must_never("kind");
}

enum err kind_need(struct reading *r, const struct yaml_node *node, enum yaml_kind kind)
{
    return node->kind == kind ? OK : fault(r, node, "sop.kind", kind_word(kind));
}

static bool word_listed(struct str words, struct str word)
{
    while (words.n > 0)
        if (str_eq(str_cut(words, '|', &words), word))
            return true;
    return false;
}

enum err keys_known(struct reading *r, const struct yaml_node *map, struct str words)
{
    TRY(kind_need(r, map, YAML_MAP));
    for (const struct yaml_node *child = map->first; child != NULL; child = child->next)
        if (!word_listed(words, child->key)) {
            struct str near = nearest(r->ctx->arena, child->key, words);
            return fault_key(r, child, "sop.unknown_key", near.n > 0 ? near : words);
        }
    return OK;
}

enum err text_read(struct reading *r, const struct yaml_node *node, struct str *out)
{
    *out = STR("");
    if (node == NULL)
        return OK;
    TRY(kind_need(r, node, YAML_TEXT));
    *out = node->text;
    return OK;
}

enum err text_need(struct reading *r, const struct yaml_node *map, struct str key, struct str *out)
{
    const struct yaml_node *node = yaml_get(map, key);
    if (node == NULL)
        return fault(r, map, "sop.missing_key", key);
    TRY(text_read(r, node, out));
    return out->n > 0 ? OK : fault(r, node, "sop.empty", key);
}

enum err text2_read(struct reading *r, const struct yaml_node *owner, const struct yaml_node *node,
                    bool need, struct text2 *out)
{
    *out = (struct text2){ 0 };
    bool draft = r->d->draft;
    if (node == NULL)
        return !need || draft ? OK : fault(r, owner, "sop.missing_text", STR("{ id: , en: }"));
    if (draft && node->kind == YAML_TEXT) {
        out->in_id = node->text;
        return OK;
    }
    if (node->kind != YAML_MAP)
        return fault(r, node, "sop.two_languages", STR("{ id: , en: }"));
    TRY(keys_known(r, node, STR("id|en")));
    TRY(text_need(r, node, STR("id"), &out->in_id));
    return text_need(r, node, STR("en"), &out->in_en);
}

enum err yes_no_read(struct reading *r, const struct yaml_node *node, bool *out)
{
    uint32_t word = 0;
    if (node == NULL)
        return OK;
    TRY(word_read(r, node, STR("no|yes"), &word));
    *out = word == 1;
    return OK;
}

enum err number_read(struct reading *r, const struct yaml_node *node, int64_t from, int64_t to,
                     int64_t *out)
{
    TRY(kind_need(r, node, YAML_TEXT));
    if (!str_int(node->text, out) || *out < from || *out > to)
        return fault(r, node, "sop.number",
                     str_format(r->ctx->arena, "%lld..%lld", (long long)from, (long long)to));
    return OK;
}

enum err word_read(struct reading *r, const struct yaml_node *node, struct str words, uint32_t *out)
{
    if (node == NULL)
        return OK;
    TRY(kind_need(r, node, YAML_TEXT));
    struct str rest = words;
    for (uint32_t i = 0; rest.n > 0; i++)
        if (str_eq(str_cut(rest, '|', &rest), node->text)) {
            *out = i;
            return OK;
        }
    struct str near = nearest(r->ctx->arena, node->text, words);
    return fault(r, node, "sop.unknown_word", near.n > 0 ? near : words);
}

/* 24h, 7d, 90m, 1h30m; days are 24 hours. */
enum err duration_read(struct reading *r, const struct yaml_node *node, uint32_t *min)
{
    enum { DIGITS_MAX = 6, MINUTES_MAX = 100 * 366 * 1440 };
    TRY(kind_need(r, node, YAML_TEXT));
    struct str text = node->text;
    int64_t sum = 0;
    size_t at = 0;
    while (at < text.n) {
        size_t from = at;
        int64_t count = 0;
        while (at < text.n && text.at[at] >= '0' && text.at[at] <= '9' && at - from < DIGITS_MAX)
            count = count * 10 + (text.at[at++] - '0');
        char unit = at > from && at < text.n ? text.at[at++] : '?';
        int64_t each = unit == 'm' ? 1 : unit == 'h' ? 60 : unit == 'd' ? 1440 : 0;
        sum += count * each;
        if (each == 0 || sum > MINUTES_MAX)
            return fault(r, node, "sop.duration", STR("90m|24h|7d"));
    }
    if (text.n == 0)
        return fault(r, node, "sop.duration", STR("90m|24h|7d"));
    *min = (uint32_t)sum;
    return OK;
}

enum err letter_read(struct reading *r, const struct yaml_node *node, char *out)
{
    uint32_t at = 0;
    if (node == NULL)
        return OK;
    TRY(word_read(r, node, STR("W|I|A|S|K|H|R|P|V|M|C"), &at));
    *out = node->text.at[0];
    return OK;
}

enum err words_read(struct reading *r, const struct yaml_node *node, struct range *out)
{
    struct definition *d = r->d;
    *out = (struct range){ d->words_n, 0 };
    if (node == NULL)
        return OK;
    const struct yaml_node *item = node->kind == YAML_LIST ? node->first : node;
    for (; item != NULL; item = node->kind == YAML_LIST ? item->next : NULL) {
        struct str word;
        TRY(text_read(r, item, &word));
        *TABLE_ADD(r->ctx->arena, d->words, d->words_n) = word;
        out->n++;
    }
    return OK;
}

/* A name that is not in its table: the table's ids are joined only now, to tell the nearest. */
static enum err unknown(struct reading *r, const struct yaml_node *node, const char *key,
                        struct str ids)
{
    return fault(r, node, key, nearest(r->ctx->arena, node->text, ids));
}

enum err step_named(struct reading *r, const struct yaml_node *node, uint32_t *out)
{
    TRY(kind_need(r, node, YAML_TEXT));
    *out = definition_step_index(r->d, node->text);
    if (*out != DEFINITION_NONE)
        return OK;
    return unknown(r, node, "sop.unknown_step", IDS(r, r->d->steps, r->d->steps_n));
}

enum err role_named(struct reading *r, const struct yaml_node *node, uint32_t *out)
{
    TRY(kind_need(r, node, YAML_TEXT));
    *out = definition_role(r->d, node->text);
    if (*out != DEFINITION_NONE)
        return OK;
    return unknown(r, node, "sop.unknown_role", IDS(r, r->d->roles, r->d->roles_n));
}

enum err row_named(struct reading *r, const struct yaml_node *node, uint32_t *out)
{
    TRY(kind_need(r, node, YAML_TEXT));
    *out = definition_row(r->d, node->text);
    if (*out != DEFINITION_NONE)
        return OK;
    return unknown(r, node, "sop.unknown_row", IDS(r, r->d->rows, r->d->rows_n));
}

enum err kind_named(struct reading *r, const struct yaml_node *node, uint32_t *out)
{
    if (node == NULL)
        return OK;
    TRY(kind_need(r, node, YAML_TEXT));
    *out = definition_kind(r->d, node->text);
    if (*out != DEFINITION_NONE)
        return OK;
    return unknown(r, node, "sop.unknown_kind", IDS(r, r->d->kinds, r->d->kinds_n));
}

enum err fact_named(struct reading *r, const struct yaml_node *node, uint32_t *out)
{
    TRY(kind_need(r, node, YAML_TEXT));
    *out = definition_fact(r->d, node->text);
    if (*out != DEFINITION_NONE)
        return OK;
    return unknown(r, node, "sop.unknown_fact", IDS(r, r->d->facts, r->d->facts_n));
}

enum err mark_read(struct reading *r, const struct yaml_node *node, struct str *out)
{
    uint32_t at;
    TRY(text_read(r, node, out));
    return node == NULL ? OK : word_read(r, node, STR("T|P|K|H"), &at);
}

static bool law_known(const struct definition *d, struct str key)
{
    for (uint32_t i = 0; i < d->laws_n; i++)
        if (str_eq(d->laws[i].key, key))
            return true;
    return false;
}

enum err basis_read(struct reading *r, const struct yaml_node *node, struct range *out)
{
    TRY(words_read(r, node, out));
    if (node == NULL || r->d->draft)
        return OK;
    const struct yaml_node *item = node->kind == YAML_LIST ? node->first : node;
    for (; item != NULL; item = node->kind == YAML_LIST ? item->next : NULL)
        if (!law_known(r->d, item->text)) {
            struct str keys = r->d->laws_n == 0 ? STR("")
                                                : ids_join(r->ctx->arena, &r->d->laws[0].key,
                                                           r->d->laws_n, sizeof *r->d->laws);
            return fault(r, item, "sop.unknown_law", nearest(r->ctx->arena, item->text, keys));
        }
    return OK;
}
