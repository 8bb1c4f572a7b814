#include "sop/script.h"

struct reading_script {
    struct ctx *ctx;
    const struct yaml_node *people, *expect;
};

static struct str text_at(const struct yaml_node *map, struct str key)
{
    const struct yaml_node *node = yaml_get(map, key);
    return node != NULL && node->kind == YAML_TEXT ? node->text : (struct str){ 0 };
}

static enum err fault(struct ctx *ctx, const struct yaml_node *node, struct str expected)
{
    enum err err = ctx_fail(ctx, ERR_INVALID, "script.event");
    ctx->why.line = node->line;
    ctx->why.column = node->column;
    ctx->why.expected = expected;
    return err;
}

/* One of `people` stands for the first of his roles; a role for itself. */
static struct str role_of_person(const struct reading_script *r, struct str by)
{
    const struct yaml_node *roles = r->people == NULL ? NULL : yaml_get(r->people, by);
    if (roles == NULL)
        return by;
    return roles->kind == YAML_LIST && roles->first != NULL ? roles->first->text : roles->text;
}

static bool expected_refusal(const struct reading_script *r, int64_t number)
{
    const struct yaml_node *n = r->expect == NULL ? NULL : r->expect->first;
    for (; n != NULL; n = n->next) {
        int64_t refused;
        if (n->kind == YAML_MAP && str_int(text_at(n, STR("refused")), &refused) &&
            refused == number)
            return true;
    }
    return false;
}

struct values {
    struct arena *arena;
    struct script_value *at;
    size_t n;
};

static bool value_add(struct values *values, struct str key, struct str text)
{
    if (values->n == SCRIPT_VALUES_MAX)
        return false;
    values->at[values->n++] = (struct script_value){ key, text };
    return true;
}

/* [a, b] are the words of a multi; [{ x: 1 }] are rows of a list. */
static bool list_add(struct values *values, const struct yaml_node *list)
{
    struct str words = { 0 };
    int row = 0;
    for (const struct yaml_node *n = list->first; n != NULL; n = n->next, row++) {
        if (n->kind == YAML_TEXT) {
            words = words.n == 0
                        ? n->text
                        : str_format(values->arena, "%.*s %.*s", STR_ARG(words), STR_ARG(n->text));
            continue;
        }
        for (const struct yaml_node *cell = n->first; cell != NULL; cell = cell->next)
            if (cell->kind != YAML_TEXT ||
                !value_add(values,
                           str_format(values->arena, "%.*s.%d.%.*s", STR_ARG(list->key), row,
                                      STR_ARG(cell->key)),
                           cell->text))
                return false;
    }
    return words.n == 0 || value_add(values, list->key, words);
}

/* { contact: { channel: wa } } are the fields of a block. */
static bool block_add(struct values *values, const struct yaml_node *block)
{
    for (const struct yaml_node *n = block->first; n != NULL; n = n->next)
        if (n->kind != YAML_TEXT ||
            !value_add(values,
                       str_format(values->arena, "%.*s.%.*s", STR_ARG(block->key), STR_ARG(n->key)),
                       n->text))
            return false;
    return true;
}

static enum err values_of(const struct reading_script *r, const struct yaml_node *event,
                          struct script_event *out)
{
    static const char *const places[] = { "with", "set", "consent" };
    struct values values = { r->ctx->arena,
                             arena_array(r->ctx->arena, struct script_value, SCRIPT_VALUES_MAX),
                             0 };
    for (size_t p = 0; p < 3; p++) {
        const struct yaml_node *node = yaml_get(event, str_of(places[p]));
        if (node == NULL)
            continue;
        if (node->kind == YAML_TEXT && !value_add(&values, node->text, (struct str){ 0 }))
            return fault(r->ctx, node, (struct str){ 0 });
        for (const struct yaml_node *n = node->kind == YAML_TEXT ? NULL : node->first; n != NULL;
             n = n->next) {
            bool good = node->kind == YAML_LIST ? value_add(&values, n->text, (struct str){ 0 })
                        : n->kind == YAML_TEXT  ? value_add(&values, n->key, n->text)
                        : n->kind == YAML_MAP   ? block_add(&values, n)
                                                : list_add(&values, n);
            if (!good)
                return fault(r->ctx, n, STR("key: value"));
        }
    }
    out->values = values.at;
    out->values_n = values.n;
    return OK;
}

static enum err event_read(const struct reading_script *r, const struct yaml_node *node,
                           int64_t number, struct script_event *out)
{
    int64_t ms, subject = 0;
    if (node->kind != YAML_MAP || !rfc3339_read(text_at(node, STR("at")), &ms))
        return fault(r->ctx, node, STR("at: 2027-03-01T22:40:00+07:00"));
    *out = (struct script_event){
        .at_min = ms / 60000,
        .by = role_of_person(r, text_at(node, STR("by"))),
        .act = text_at(node, STR("do")),
        .step = text_at(node, STR("step")),
        .outcome = text_at(node, STR("outcome")),
        .reason = text_at(node, STR("reason")),
        .text = text_at(node, STR("text")),
        .row = text_at(node, STR("row")),
        .refused = expected_refusal(r, number),
        .line = node->line,
    };
    if (out->act.n == 0)
        return fault(r->ctx, node, STR("do: STEP"));
    if (rfc3339_read(text_at(node, STR("to")), &ms))
        out->to_min = ms / 60000;
    if (str_int(text_at(node, STR("subject")), &subject) && subject > 0 && subject < 1000)
        out->subject = (uint32_t)subject;
    return values_of(r, node, out);
}

enum err script_read(struct ctx *ctx, const struct story *story, struct script *out)
{
    struct reading_script reading = { ctx, yaml_get(story->node, STR("people")),
                                      yaml_get(story->node, STR("expect")) };
    const struct yaml_node *events = yaml_get(story->node, STR("events"));
    struct script_event *rows = arena_array(ctx->arena, struct script_event, SCRIPT_EVENTS_MAX);
    *out = (struct script){ .title = story->title, .events = rows };
    for (const struct yaml_node *n = events == NULL ? NULL : events->first; n != NULL;
         n = n->next) {
        if (out->n == SCRIPT_EVENTS_MAX)
            return fault(ctx, n, (struct str){ 0 });
        TRY(event_read(&reading, n, (int64_t)out->n + 1, &rows[out->n]));
        out->n++;
    }
    return OK;
}
