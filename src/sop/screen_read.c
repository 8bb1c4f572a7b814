#include "sop/screen_read.h"

#include "domain/screen_tables.h"
#include "sop/bundle.h"
#include "text/yaml.h"

#include <string.h>

#define FILE_NAME STR("screen.yaml")

enum {
    RULES_MAX = 512,
    TERMS_MAX = 512,
    GIVES_MAX = 1024,
    WORDS_MAX = 4096,
    CHOICES_MAX = 1024,
    ROWS_MAX = 64,
};

struct reading {
    struct ctx *ctx;
    struct screen *screen;
};

static enum err fault(const struct reading *r, const struct yaml_node *node, const char *key,
                      struct str expected)
{
    enum err err = ctx_fail_at(r->ctx, ERR_INVALID, key, FILE_NAME);
    r->ctx->why.line = node->line;
    r->ctx->why.column = node->column;
    r->ctx->why.expected = expected;
    return err;
}

static struct str text_of(const struct yaml_node *map, struct str key)
{
    const struct yaml_node *node = map->kind == YAML_MAP ? yaml_get(map, key) : NULL;
    return node != NULL && node->kind == YAML_TEXT ? node->text : (struct str){ 0 };
}

static bool yes(const struct yaml_node *map, struct str key)
{
    return str_eq(text_of(map, key), STR("yes"));
}

static struct text2 text2_of(const struct yaml_node *map, struct str key)
{
    const struct yaml_node *node = map->kind == YAML_MAP ? yaml_get(map, key) : NULL;
    if (node == NULL)
        return (struct text2){ 0 };
    if (node->kind == YAML_TEXT)
        return (struct text2){ node->text, node->text };
    return (struct text2){ text_of(node, STR("id")), text_of(node, STR("en")) };
}

/* A word or a list of words; absent or "any" is an empty range. */
static enum err words_read(struct reading *r, const struct yaml_node *node, struct range *out)
{
    struct screen *screen = r->screen;
    *out = (struct range){ screen->words_n, 0 };
    if (node == NULL || (node->kind == YAML_TEXT && str_eq(node->text, STR("any"))))
        return OK;
    if (node->kind == YAML_MAP)
        return fault(r, node, "screen.form", STR("[words]"));
    const struct yaml_node *first = node->kind == YAML_TEXT ? node : node->first;
    for (const struct yaml_node *n = first; n != NULL; n = n == node ? NULL : n->next) {
        if (n->kind != YAML_TEXT || n->text.n == 0)
            return fault(r, n, "screen.form", STR("[words]"));
        if (screen->words_n == WORDS_MAX)
            return fault(r, n, "screen.many", (struct str){ 0 });
        screen->words[screen->words_n++] = n->text;
    }
    out->n = screen->words_n - out->first;
    return OK;
}

static uint16_t fact_named(struct reading *r, struct str name)
{
    struct screen *screen = r->screen;
    if (name.n == 0)
        return SCREEN_NONE;
    for (uint32_t i = 0; i < screen->facts_n; i++)
        if (str_eq(screen->facts[i], name))
            return (uint16_t)i;
    if (screen->facts_n == SCREEN_FACTS_MAX)
        return SCREEN_NONE;
    screen->facts[screen->facts_n] = name;
    return (uint16_t)screen->facts_n++;
}

/* ---- codes ------------------------------------------------------------------------------- */

static enum err element_read(struct reading *r, const struct yaml_node *list, uint8_t element)
{
    static const char *const holding[] = { "confinement", "threat", "abduction", "abuse_power",
                                           "debt_bondage" };
    struct screen *screen = r->screen;
    for (const struct yaml_node *n = list->first; n != NULL; n = n->next) {
        struct str word = n->kind == YAML_TEXT ? n->text : text_of(n, STR("code"));
        if (word.n == 0 || screen->codes_n == SCREEN_CODES_MAX)
            return fault(r, n, "screen.code", STR("code: recruit"));
        struct screen_code_row *row = &screen->codes[screen->codes_n++];
        *row = (struct screen_code_row){ .word = word, .element = element };
        row->title = n->kind == YAML_MAP ? text2_of(n, STR("title")) : (struct text2){ word, word };
        for (size_t i = 0; i < sizeof holding / sizeof *holding; i++)
            row->holds = row->holds || str_eq(word, str_of(holding[i]));
        row->labour = str_eq(word, STR("labour_for_gain"));
        row->sale = str_eq(word, STR("child_sale"));
    }
    return OK;
}

static enum err codes_read(struct reading *r, const struct yaml_node *root)
{
    static const char *const names[ELEMENT_COUNT] = { "E1", "E2", "E3" };
    const struct yaml_node *codes = yaml_get(root, STR("codes"));
    if (codes == NULL || codes->kind != YAML_MAP)
        return fault(r, root, "screen.form", STR("codes: { E1, E2, E3 }"));
    for (unsigned e = 0; e < ELEMENT_COUNT; e++) {
        const struct yaml_node *list = yaml_get(codes, str_of(names[e]));
        if (list == NULL || list->kind != YAML_LIST)
            return fault(r, codes, "screen.form", str_of(names[e]));
        TRY(element_read(r, list, (uint8_t)e));
    }
    return OK;
}

/* ---- rules ------------------------------------------------------------------------------- */

static enum err gives_read(struct reading *r, const struct yaml_node *map, struct range *out)
{
    struct screen *screen = r->screen;
    *out = (struct range){ screen->gives_n, 0 };
    for (const struct yaml_node *n = map == NULL ? NULL : map->first; n != NULL; n = n->next) {
        uint32_t code = 0;
        while (code < screen->codes_n && !str_eq(screen->codes[code].word, n->key))
            code++;
        bool strong = str_eq(n->text, STR("strong"));
        if (code == screen->codes_n)
            return fault(r, n, "screen.code", n->key);
        if (!strong && !str_eq(n->text, STR("weak")))
            return fault(r, n, "screen.mark", STR("weak, strong"));
        if (screen->gives_n == GIVES_MAX)
            return fault(r, n, "screen.many", (struct str){ 0 });
        screen->gives[screen->gives_n++] = (struct screen_give){ (uint8_t)code, strong };
    }
    out->n = screen->gives_n - out->first;
    return OK;
}

/* `and:` and `not:` name items that may stand further down: resolved when all are known. */
static enum err terms_read(struct reading *r, const struct yaml_node *map, struct range *out)
{
    struct screen *screen = r->screen;
    *out = (struct range){ screen->terms_n, 0 };
    for (const struct yaml_node *n = map == NULL ? NULL : map->first; n != NULL; n = n->next) {
        uint32_t item = 0;
        while (item < screen->items_n && !str_eq(screen->items[item].key, n->key))
            item++;
        if (item == screen->items_n)
            return fault(r, n, "screen.item", n->key);
        if (screen->terms_n == TERMS_MAX)
            return fault(r, n, "screen.many", (struct str){ 0 });
        struct screen_term *term = &screen->terms[screen->terms_n];
        term->item = (uint16_t)item;
        TRY(words_read(r, n, &term->words));
        screen->terms_n++;
    }
    out->n = screen->terms_n - out->first;
    return OK;
}

static enum err ifs_read(struct reading *r, const struct yaml_node *node, unsigned *out)
{
    static const struct {
        const char *word;
        unsigned bit;
    } ifs[] = { { "child_at_act", IF_CHILD_AT_ACT },
                { "child", IF_CHILD_AT_ACT },
                { "adult", IF_ADULT },
                { "held", IF_HELD },
                { "work", IF_WORK } };
    struct range words;
    *out = 0;
    TRY(words_read(r, node, &words));
    for (uint32_t w = 0; w < words.n; w++) {
        unsigned bit = 0;
        for (size_t i = 0; i < sizeof ifs / sizeof *ifs; i++)
            if (str_eq(r->screen->words[words.first + w], str_of(ifs[i].word)))
                bit = ifs[i].bit;
        if (bit == 0)
            return fault(r, node, "screen.if", STR("child_at_act | adult | held | work"));
        *out |= bit;
    }
    return OK;
}

static enum err sets_read(struct reading *r, const struct yaml_node *node, unsigned *out)
{
    static const char *const names[] = {
        "stop",    "urgent",         "group",  "child_at_act", "child_now",
        "stopped", "non_punishment", "sexual", "witness_saw",  "witness_not_harmed"
    };
    struct range words;
    *out = 0;
    TRY(words_read(r, node, &words));
    for (uint32_t w = 0; w < words.n; w++) {
        unsigned bit = 0;
        for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
            if (str_eq(r->screen->words[words.first + w], str_of(names[i])))
                bit = 1u << i;
        if (bit == 0)
            return fault(r, node, "screen.if", STR("stop | urgent | stopped | …"));
        *out |= bit;
    }
    return OK;
}

static enum err rule_read(struct reading *r, const struct yaml_node *node,
                          const struct screen_item *item)
{
    static const char *const known[] = { "when", "mark", "fact", "and", "not", "if", "sets" };
    struct screen *screen = r->screen;
    if (node->kind != YAML_MAP || screen->rules_n == RULES_MAX)
        return fault(r, node, "screen.form", STR("{ when: mark: }"));
    for (const struct yaml_node *n = node->first; n != NULL; n = n->next) {
        bool good = false;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            good = good || str_eq(n->key, str_of(known[i]));
        if (!good)
            return fault(r, n, "screen.key", STR("when | mark | fact | and | not | if | sets"));
    }
    struct screen_rule *rule = &screen->rules[screen->rules_n];
    TRY(words_read(r, yaml_get(node, STR("when")), &rule->words));
    TRY(terms_read(r, yaml_get(node, STR("and")), &rule->all));
    TRY(terms_read(r, yaml_get(node, STR("not")), &rule->none));
    TRY(ifs_read(r, yaml_get(node, STR("if")), &rule->ifs));
    TRY(gives_read(r, yaml_get(node, STR("mark")), &rule->gives));
    TRY(sets_read(r, yaml_get(node, STR("sets")), &rule->sets));
    struct str fact = text_of(node, STR("fact"));
    rule->fact = fact.n > 0 ? fact_named(r, fact) : item->fact;
    if (rule->gives.n > 0 && rule->fact == SCREEN_NONE)
        return fault(r, node, "screen.fact", STR("fact: …"));
    screen->rules_n++;
    return OK;
}

/* ---- items ------------------------------------------------------------------------------- */

/* A map of word to title, or a list of `{ code, title }`, or of words alone. */
static enum err choices_read(struct reading *r, const struct yaml_node *list, struct range *out)
{
    struct screen *screen = r->screen;
    *out = (struct range){ screen->choices_n, 0 };
    for (const struct yaml_node *n = list == NULL ? NULL : list->first; n != NULL; n = n->next) {
        struct str word = n->key.n > 0           ? n->key
                          : n->kind == YAML_TEXT ? n->text
                                                 : text_of(n, STR("code"));
        if (word.n == 0)
            return fault(r, n, "screen.form", STR("{ code: title: }"));
        if (screen->choices_n == CHOICES_MAX)
            return fault(r, n, "screen.many", (struct str){ 0 });
        screen->choices[screen->choices_n++] =
            (struct screen_choice){ word, n->kind == YAML_MAP ? text2_of(n, STR("title"))
                                                              : (struct text2){ word, word } };
    }
    out->n = screen->choices_n - out->first;
    return OK;
}

static enum err item_head_read(struct reading *r, const struct yaml_node *node,
                               enum screen_item_kind kind)
{
    static const char *const keys[] = { "q", "o", "v" };
    struct screen *screen = r->screen;
    struct str key = text_of(node, str_of(keys[kind]));
    if (key.n == 0 || screen->items_n == SCREEN_ITEMS_MAX)
        return fault(r, node, "screen.item", str_of(keys[kind]));
    struct screen_item *item = &screen->items[screen->items_n++];
    *item = (struct screen_item){
        .key = key,
        .kind = kind,
        .text = text2_of(node, STR("text")),
        .type = text_of(node, STR("type")),
        .block = text_of(node, STR("block")),
        .key_question = yes(node, STR("key")),
        .work = yes(node, STR("work")),
        .fact = fact_named(r, text_of(node, STR("fact"))),
    };
    TRY(choices_read(r, yaml_get(node, STR("values")), &item->choices));
    TRY(words_read(r, yaml_get(node, STR("opens")), &item->opens));
    struct str names = text_of(node, STR("names_code"));
    int64_t with = 0;
    item->names_code = names.n > 0;
    item->code_strong = str_eq(names, STR("strong"));
    if (text_of(node, STR("strong_with")).n > 0 &&
        (!str_int(text_of(node, STR("strong_with")), &with) || with < 1))
        return fault(r, node, "screen.form", STR("strong_with: 2"));
    item->strong_with = (uint32_t)with;
    if (item->names_code && item->fact == SCREEN_NONE)
        return fault(r, node, "screen.fact", STR("fact: …"));
    if (yes(node, STR("route")) && screen->route_n < 2)
        screen->route[screen->route_n++] = (uint16_t)(screen->items_n - 1);
    return OK;
}

static enum err item_rules_read(struct reading *r, const struct yaml_node *node, uint32_t index)
{
    struct screen_item *item = &r->screen->items[index];
    const struct yaml_node *counts = yaml_get(node, STR("counts"));
    item->rules.first = r->screen->rules_n;
    for (const struct yaml_node *n = counts == NULL ? NULL : counts->first; n != NULL; n = n->next)
        TRY(rule_read(r, n, item));
    /* A single `mark:` at the item itself counts whenever it is there. */
    if (counts == NULL && yaml_get(node, STR("mark")) != NULL) {
        struct screen_rule *rule = &r->screen->rules[r->screen->rules_n];
        *rule = (struct screen_rule){ .fact = item->fact };
        TRY(gives_read(r, yaml_get(node, STR("mark")), &rule->gives));
        if (rule->fact == SCREEN_NONE)
            return fault(r, node, "screen.fact", STR("fact: …"));
        r->screen->rules_n++;
    }
    item->rules.n = r->screen->rules_n - item->rules.first;
    return OK;
}

static enum err items_read(struct reading *r, const struct yaml_node *root)
{
    static const char *const lists[] = { "questions", "observations", "evidence" };
    for (int kind = ITEM_QUESTION; kind <= ITEM_EVIDENCE; kind++) {
        const struct yaml_node *list = yaml_get(root, str_of(lists[kind]));
        if (list == NULL || list->kind != YAML_LIST)
            return fault(r, root, "screen.form", str_of(lists[kind]));
        for (const struct yaml_node *n = list->first; n != NULL; n = n->next)
            TRY(item_head_read(r, n, (enum screen_item_kind)kind));
    }
    uint32_t index = 0;
    for (int kind = ITEM_QUESTION; kind <= ITEM_EVIDENCE; kind++) {
        const struct yaml_node *list = yaml_get(root, str_of(lists[kind]));
        for (const struct yaml_node *n = list->first; n != NULL; n = n->next)
            TRY(item_rules_read(r, n, index++));
    }
    return OK;
}

/* ---- rows -------------------------------------------------------------------------------- */

static enum err states_read(struct reading *r, const struct yaml_node *node, unsigned *out)
{
    static const char *const names[] = { "absent", "unclear", "met" };
    struct range words;
    *out = 0;
    TRY(words_read(r, node, &words));
    if (words.n == 0)
        *out = 7;
    for (uint32_t w = 0; w < words.n; w++) {
        unsigned bit = 0;
        for (unsigned s = 0; s < 3; s++)
            if (str_eq(r->screen->words[words.first + w], str_of(names[s])))
                bit = 1u << s;
        if (bit == 0)
            return fault(r, node, "screen.state", STR("met | unclear | absent"));
        *out |= bit;
    }
    return OK;
}

static enum err flags_read(struct reading *r, const struct yaml_node *node, unsigned *out)
{
    static const char *const names[] = { "labour_only",     "adult",      "held",    "stopped",
                                         "stopped_or_held", "child_sale", "witness", "route_open" };
    struct range words;
    *out = 0;
    TRY(words_read(r, node, &words));
    for (uint32_t w = 0; w < words.n; w++) {
        unsigned bit = 0;
        for (unsigned f = 0; f < sizeof names / sizeof *names; f++)
            if (str_eq(r->screen->words[words.first + w], str_of(names[f])))
                bit = 1u << f;
        if (bit == 0)
            return fault(r, node, "screen.if", STR("labour_only | adult | held | …"));
        *out |= bit;
    }
    return OK;
}

static enum err result_read(struct reading *r, const struct yaml_node *row, struct str key,
                            enum ident_result *out)
{
    struct str text = text_of(row, key);
    *out = ident_result_of(text);
    if (*out == IDENT_NONE && !str_eq(text, STR("none")))
        return fault(r, row, "screen.result", STR("victim | presumed_victim | none"));
    return OK;
}

static enum err row_read(struct reading *r, const struct yaml_node *node)
{
    struct screen *screen = r->screen;
    if (node->kind != YAML_MAP || screen->rows_n == ROWS_MAX || text_of(node, STR("row")).n == 0)
        return fault(r, node, "screen.form", STR("{ row: E1: E2: E3: }"));
    struct screen_row *row = &screen->rows[screen->rows_n++];
    row->name = text_of(node, STR("row"));
    row->says = text2_of(node, STR("says"));
    row->special = yes(node, STR("special"));
    TRY(states_read(r, yaml_get(node, STR("E1")), &row->states[0]));
    TRY(states_read(r, yaml_get(node, STR("E2")), &row->states[1]));
    TRY(states_read(r, yaml_get(node, STR("E3")), &row->states[2]));
    TRY(flags_read(r, yaml_get(node, STR("if")), &row->ifs));
    TRY(result_read(r, node, STR("adult"), &row->adult));
    TRY(result_read(r, node, STR("child"), &row->child));
    TRY(words_read(r, yaml_get(node, STR("hints")), &row->hints));
    return words_read(r, yaml_get(node, STR("asks")), &row->asks);
}

/* The last row fits everybody: then the table is total. */
static enum err rows_read(struct reading *r, const struct yaml_node *root)
{
    const struct yaml_node *rows = yaml_get(root, STR("rows"));
    if (rows == NULL || rows->kind != YAML_LIST)
        return fault(r, root, "screen.form", STR("rows:"));
    for (const struct yaml_node *n = rows->first; n != NULL; n = n->next)
        TRY(row_read(r, n));
    const struct screen_row *last =
        r->screen->rows_n == 0 ? NULL : &r->screen->rows[r->screen->rows_n - 1];
    if (last == NULL || last->states[0] != 7 || last->states[1] != 7 || last->states[2] != 7 ||
        last->ifs != 0 || last->adult == IDENT_NONE || last->child == IDENT_NONE)
        return fault(r, rows, "screen.total", STR("last row: any"));
    return OK;
}

enum err screen_read(struct ctx *ctx, const struct file_list *files, struct screen **out)
{
    const struct file *file = bundle_file(files, FILE_NAME);
    struct yaml_node *root;
    if (file == NULL)
        return ctx_fail_at(ctx, ERR_INVALID, "screen.file", FILE_NAME);
    TRY(yaml_read(ctx, FILE_NAME, file->text, &root));
    struct screen *screen = arena_new(ctx->arena, struct screen);
    screen->codes = arena_array(ctx->arena, struct screen_code_row, SCREEN_CODES_MAX);
    screen->facts = arena_array(ctx->arena, struct str, SCREEN_FACTS_MAX);
    screen->items = arena_array(ctx->arena, struct screen_item, SCREEN_ITEMS_MAX);
    screen->choices = arena_array(ctx->arena, struct screen_choice, CHOICES_MAX);
    screen->rules = arena_array(ctx->arena, struct screen_rule, RULES_MAX + 1);
    screen->terms = arena_array(ctx->arena, struct screen_term, TERMS_MAX);
    screen->gives = arena_array(ctx->arena, struct screen_give, GIVES_MAX);
    screen->words = arena_array(ctx->arena, struct str, WORDS_MAX);
    screen->rows = arena_array(ctx->arena, struct screen_row, ROWS_MAX);
    struct reading reading = { ctx, screen };
    TRY(codes_read(&reading, root));
    TRY(items_read(&reading, root));
    TRY(rows_read(&reading, root));
    *out = screen;
    return OK;
}
