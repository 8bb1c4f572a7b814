/*
 * Guards: text to clauses.  The parser writes "not" down to the literals as it
 * reads (negation normal form); clauses.c multiplies out and simplifies.
 */
#include "sop/clauses.h"

struct parser {
    struct reading *r;
    const struct yaml_node *node; /* where the text stands, for faults */
    struct str text, token;
    size_t at, token_at;
    size_t name_at; /* where the fact's name stood */
    const struct guard_place *place;
    int depth;
};

static enum err guard_fault(struct parser *p, const char *key, struct str expected)
{
    enum err err = fault(p->r, p->node, key, expected);
    size_t base = p->text.at >= p->node->text.at && p->text.at <= p->node->text.at + p->node->text.n
                      ? (size_t)(p->text.at - p->node->text.at)
                      : 0;
    p->r->ctx->why.column += (int)(base + p->token_at) + (p->node->quoted ? 1 : 0);
    return err;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
}

/* The next token: a word, or one of ( ) , = != < <= > >=; empty at the end. */
static void advance(struct parser *p)
{
    while (p->at < p->text.n && p->text.at[p->at] == ' ')
        p->at++;
    p->token_at = p->at;
    if (p->at == p->text.n) {
        p->token = STR("");
        return;
    }
    size_t from = p->at++;
    char c = p->text.at[from];
    if (is_word(c))
        while (p->at < p->text.n && is_word(p->text.at[p->at]))
            p->at++;
    else if ((c == '!' || c == '<' || c == '>') && p->at < p->text.n && p->text.at[p->at] == '=')
        p->at++;
    p->token = str_part(p->text, from, p->at);
}

static bool take(struct parser *p, struct str token)
{
    if (!str_eq(p->token, token))
        return false;
    advance(p);
    return true;
}

static enum err need(struct parser *p, struct str token)
{
    return take(p, token) ? OK : guard_fault(p, "sop.guard_syntax", token);
}

static enum err parse_or(struct parser *p, bool negate, struct tree **out);

static struct tree *leaf(struct parser *p, struct literal literal, bool negate)
{
    struct tree *tree = arena_new(p->r->ctx->arena, struct tree);
    tree->literal = literal;
    tree->literal.negated = negate;
    return tree;
}

/* Values after = != in: "A" or "(A, B)"; each is handed to `one`, which ors its bit into *mask. */
typedef enum err value_bit(struct parser *p, uint32_t owner, uint64_t *mask);

static enum err parse_values(struct parser *p, uint32_t owner, value_bit *one, uint64_t *mask,
                             bool *unequal)
{
    *unequal = str_eq(p->token, STR("!="));
    if (take(p, STR("=")) || take(p, STR("!="))) {
        TRY(one(p, owner, mask));
        advance(p);
        return OK;
    }
    TRY(need(p, STR("in")));
    TRY(need(p, STR("(")));
    do {
        TRY(one(p, owner, mask));
        advance(p);
    } while (take(p, STR(",")));
    return need(p, STR(")"));
}

static bool compares(const struct parser *p)
{
    return str_eq(p->token, STR("=")) || str_eq(p->token, STR("!=")) || str_eq(p->token, STR("in"));
}

static enum err fact_value_bit(struct parser *p, uint32_t f, uint64_t *mask)
{
    const struct definition *d = p->r->d;
    uint32_t value = definition_value(d, f, p->token);
    const struct fact_def *fact = &d->facts[f];
    if (value == DEFINITION_NONE)
        return guard_fault(p, "sop.unknown_value",
                           IDS(p->r, &d->values[fact->values.first], fact->values.n));
    *mask |= UINT64_C(1) << (fact->bit + value) % 64;
    return OK;
}

/* A fact is one-hot, so "not this" is "one of the others": no literal on facts is ever negated. */
static enum err parse_fact(struct parser *p, uint32_t f, bool negate, struct tree **out)
{
    const struct definition *d = p->r->d;
    const struct fact_def *fact = &d->facts[f];
    uint64_t mask = 0, domain = 0;
    for (uint32_t v = 0; v < fact->values.n; v++)
        domain |= UINT64_C(1) << (fact->bit + v) % 64;
    bool unequal = false;
    if (compares(p)) {
        TRY(parse_values(p, f, fact_value_bit, &mask, &unequal));
    } else {
        uint32_t yes = definition_value(d, f, STR("yes"));
        if (yes == DEFINITION_NONE || fact->values.n != 2) {
            p->token_at = p->name_at;
            return guard_fault(p, "sop.not_yes_no", fact->id);
        }
        mask = UINT64_C(1) << (fact->bit + yes) % 64;
    }
    if (unequal != negate)
        mask = domain & ~mask;
    struct literal literal = { .kind = LITERAL_FACT, .at = fact->bit / 64, .mask = mask };
    *out = leaf(p, literal, false);
    (*out)->domain = domain;
    return OK;
}

static enum err outcome_bit(struct parser *p, uint32_t step, uint64_t *mask)
{
    const struct definition *d = p->r->d;
    uint32_t outcome = definition_outcome(d, step, p->token);
    struct range all = d->steps[step].outcomes;
    if (outcome == DEFINITION_NONE)
        return guard_fault(p, "sop.unknown_outcome", IDS(p->r, &d->outcomes[all.first], all.n));
    *mask |= UINT64_C(1) << outcome;
    return OK;
}

static enum err parse_outcome(struct parser *p, bool negate, struct tree **out)
{
    if (p->place->step == DEFINITION_NONE)
        return guard_fault(p, "sop.outcome_not_here", STR(""));
    advance(p);
    uint32_t n = p->r->d->steps[p->place->step].outcomes.n;
    uint64_t mask = 0, domain = n == 64 ? UINT64_MAX : (UINT64_C(1) << n) - 1;
    bool unequal;
    TRY(parse_values(p, p->place->step, outcome_bit, &mask, &unequal));
    if (unequal != negate)
        mask = domain & ~mask;
    struct literal literal = { .kind = LITERAL_OUTCOME, .mask = mask };
    *out = leaf(p, literal, false);
    (*out)->domain = domain;
    return OK;
}

/* The place of an answer in its list; a new one is added. */
static enum err answer_bit(struct parser *p, struct str key, struct str value, uint64_t *mask)
{
    struct answers *list = &p->r->answers[p->place->answers_of];
    uint32_t i = 0;
    while (i < list->n && !(str_eq(list->at[i].key, key) && str_eq(list->at[i].value, value)))
        i++;
    if (i == ANSWERS_MAX)
        return guard_fault(p, "sop.too_many_answers", STR("64"));
    if (i == list->n)
        *TABLE_ADD(p->r->ctx->arena, list->at, list->n) = (struct answer){ key, value };
    *mask |= UINT64_C(1) << i;
    return OK;
}

static enum err field_check(struct parser *p, struct str key, uint32_t *field)
{
    const struct definition *d = p->r->d;
    *field = DEFINITION_NONE;
    if (p->place->form == DEFINITION_NONE)
        return OK;
    *field = form_field(d, p->place->form, key);
    if (*field != DEFINITION_NONE || d->draft)
        return OK;
    struct range all = d->forms[p->place->form].fields;
    struct str keys = all.n == 0 ? STR("")
                                 : ids_join(p->r->ctx->arena, &d->fields[all.first].key, all.n,
                                            sizeof *d->fields);
    return guard_fault(p, "sop.unknown_field", nearest(p->r->ctx->arena, key, keys));
}

static enum err choice_check(struct parser *p, uint32_t field, struct str code)
{
    const struct definition *d = p->r->d;
    if (field == DEFINITION_NONE || d->fields[field].type == FIELD_CODE)
        return OK;
    struct range all = d->fields[field].choices;
    for (uint32_t i = 0; i < all.n; i++)
        if (str_eq(d->choices[all.first + i].code, code))
            return OK;
    struct str codes = all.n == 0 ? STR("")
                                  : ids_join(p->r->ctx->arena, &d->choices[all.first].code, all.n,
                                             sizeof *d->choices);
    return guard_fault(p, "sop.unknown_value", codes);
}

static enum err parse_answer(struct parser *p, bool negate, struct tree **out)
{
    struct str key = str_part(p->token, 5, p->token.n); /* after "form." */
    uint32_t field;
    uint64_t mask = 0;
    if (p->place->answers_of == DEFINITION_NONE)
        return guard_fault(p, "sop.form_not_here", STR(""));
    TRY(field_check(p, key, &field));
    advance(p);
    bool unequal = false;
    if (!compares(p)) {
        TRY(answer_bit(p, key, STR(""), &mask));
    } else {
        unequal = str_eq(p->token, STR("!="));
        bool many = str_eq(p->token, STR("in"));
        advance(p);
        if (many)
            TRY(need(p, STR("(")));
        do {
            TRY(choice_check(p, field, p->token));
            TRY(answer_bit(p, key, p->token, &mask));
            advance(p);
        } while (many && take(p, STR(",")));
        if (many)
            TRY(need(p, STR(")")));
    }
    struct literal literal = { .kind = LITERAL_ANSWER, .mask = mask };
    *out = leaf(p, literal, unequal != negate);
    return OK;
}

static enum err parse_step_atom(struct parser *p, enum literal_kind kind, bool negate,
                                struct tree **out)
{
    const struct definition *d = p->r->d;
    advance(p);
    TRY(need(p, STR("(")));
    uint32_t step = definition_step_index(d, p->token);
    if (step == DEFINITION_NONE)
        return guard_fault(p, "sop.unknown_step",
                           nearest(p->r->ctx->arena, p->token, IDS(p->r, d->steps, d->steps_n)));
    advance(p);
    TRY(need(p, STR(")")));
    *out = leaf(p, (struct literal){ .kind = (uint8_t)kind, .at = step }, negate);
    return OK;
}

static enum err parse_count(struct parser *p, bool negate, struct tree **out)
{
    static const struct {
        struct str sign;
        enum compare compare;
    } signs[] = { { { "<", 1 }, COMPARE_LESS },
                  { { "<=", 2 }, COMPARE_AT_MOST },
                  { { "=", 1 }, COMPARE_EQUAL },
                  { { ">=", 2 }, COMPARE_AT_LEAST },
                  { { ">", 1 }, COMPARE_MORE } };
    const struct definition *d = p->r->d;
    advance(p);
    TRY(need(p, STR("(")));
    uint32_t kind = definition_kind(d, p->token);
    if (kind == DEFINITION_NONE)
        return guard_fault(p, "sop.unknown_kind", IDS(p->r, d->kinds, d->kinds_n));
    advance(p);
    TRY(need(p, STR(")")));
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        int64_t value;
        if (!take(p, signs[i].sign))
            continue;
        if (!str_int(p->token, &value) || value < 0 || value > 1000)
            return guard_fault(p, "sop.number", STR("0..1000"));
        advance(p);
        *out = leaf(p,
                    (struct literal){ .kind = LITERAL_COUNT,
                                      .at = kind,
                                      .compare = (uint8_t)signs[i].compare,
                                      .value = (uint32_t)value },
                    negate);
        return OK;
    }
    return guard_fault(p, "sop.guard_syntax", STR("< <= = >= >"));
}

static enum err parse_define(struct parser *p, struct define *define, bool negate,
                             struct tree **out)
{
    if (define->busy)
        return guard_fault(p, "sop.define_itself", define->id);
    struct parser inner = { .r = p->r,
                            .node = define->guard,
                            .text = define->guard->text,
                            .place = p->place,
                            .depth = p->depth };
    define->busy = true;
    advance(&inner);
    TRY(parse_or(&inner, negate, out));
    if (inner.token.n > 0)
        return guard_fault(&inner, "sop.guard_syntax", STR("and|or"));
    define->busy = false;
    advance(p);
    return OK;
}

static enum err parse_name(struct parser *p, bool negate, struct tree **out)
{
    struct reading *r = p->r;
    if (str_starts(p->token, STR("form.")))
        return parse_answer(p, negate, out);
    if (str_eq(p->token, STR("outcome")))
        return parse_outcome(p, negate, out);
    if (str_eq(p->token, STR("done")))
        return parse_step_atom(p, LITERAL_DONE, negate, out);
    if (str_eq(p->token, STR("pending")))
        return parse_step_atom(p, LITERAL_PENDING, negate, out);
    if (str_eq(p->token, STR("count")))
        return parse_count(p, negate, out);
    uint32_t fact = definition_fact(r->d, p->token);
    if (fact != DEFINITION_NONE) {
        p->name_at = p->token_at;
        advance(p);
        return parse_fact(p, fact, negate, out);
    }
    for (uint32_t i = 0; i < r->defines_n; i++)
        if (str_eq(r->defines[i].id, p->token))
            return parse_define(p, &r->defines[i], negate, out);
    struct str facts = IDS(r, r->d->facts, r->d->facts_n);
    struct str defines = IDS(r, r->defines, r->defines_n);
    struct str names = str_format(r->ctx->arena, "%.*s|%.*s", STR_ARG(facts), STR_ARG(defines));
    struct str near = nearest(r->ctx->arena, p->token, names);
    return guard_fault(p, "sop.unknown_name", near.n > 0 ? near : STR("fact done() pending()"));
}

static enum err parse_unary(struct parser *p, bool negate, struct tree **out)
{
    enum { NESTED_MAX = 12 };
    if (p->depth >= NESTED_MAX)
        return guard_fault(p, "sop.guard_deep", STR(""));
    if (take(p, STR("not"))) {
        p->depth++;
        TRY(parse_unary(p, !negate, out));
        p->depth--;
        return OK;
    }
    if (take(p, STR("("))) {
        p->depth++;
        TRY(parse_or(p, negate, out));
        p->depth--;
        return need(p, STR(")"));
    }
    if (p->token.n == 0 || !is_word(p->token.at[0]))
        return guard_fault(p, "sop.guard_syntax", STR("fact done() pending() form. not ("));
    return parse_name(p, negate, out);
}

/* One level: operands joined by `word`; under a "not" the join turns over. */
static enum err parse_join(struct parser *p, bool negate, bool any, struct tree **out)
{
    struct str word = any ? STR("or") : STR("and");
    struct tree *join = arena_new(p->r->ctx->arena, struct tree);
    join->join = any != negate ? TREE_ANY : TREE_ALL;
    struct tree **last = &join->first;
    do {
        struct tree *operand = NULL;
        if (any)
            TRY(parse_join(p, negate, false, &operand));
        else
            TRY(parse_unary(p, negate, &operand));
        *last = operand;
        last = &operand->next;
    } while (take(p, word));
    *out = join->first->next == NULL ? join->first : join;
    return OK;
}

static enum err parse_or(struct parser *p, bool negate, struct tree **out)
{
    return parse_join(p, negate, true, out);
}

enum err guard_read_part(struct reading *r, const struct yaml_node *node, struct str text,
                         const struct guard_place *place, struct guard *out)
{
    struct parser p = { .r = r, .node = node, .text = text, .place = place };
    struct tree *tree;
    advance(&p);
    TRY(parse_or(&p, false, &tree));
    if (p.token.n > 0)
        return guard_fault(&p, "sop.guard_syntax", STR("and|or"));
    return clauses_write(r, node, tree, out);
}

enum err guard_read(struct reading *r, const struct yaml_node *node,
                    const struct guard_place *place, struct guard *out)
{
    *out = (struct guard){ 0 };
    if (node == NULL)
        return OK;
    TRY(kind_need(r, node, YAML_TEXT));
    return guard_read_part(r, node, node->text, place, out);
}
