#include "sop/clauses.h"

#include <string.h>

enum { CLAUSES_MAX = 48, LITERALS_MAX = 16 };

struct clause {
    struct literal at[LITERALS_MAX];
    uint64_t domains[LITERALS_MAX];
    uint32_t n;
    bool always; /* it says nothing */
};

struct clauses {
    struct clause *at[CLAUSES_MAX];
    uint32_t n;
    bool full; /* too long to be read by people or machine */
};

static bool same_source(const struct literal *a, uint64_t a_domain, const struct literal *b,
                        uint64_t b_domain)
{
    return a->kind == b->kind && a->at == b->at && a_domain == b_domain;
}

/* Adds a literal to an any-of; masks over one fact join, a thing and its opposite say nothing. */
static bool clause_put(struct clause *clause, const struct literal *literal, uint64_t domain)
{
    for (uint32_t i = 0; i < clause->n; i++) {
        struct literal *old = &clause->at[i];
        if (!same_source(old, clause->domains[i], literal, domain))
            continue;
        if (domain != 0) {
            old->mask |= literal->mask;
            clause->always = clause->always || old->mask == domain;
            return true;
        }
        if (old->mask == literal->mask && old->value == literal->value &&
            old->compare == literal->compare) {
            clause->always = clause->always || old->negated != literal->negated;
            return true;
        }
    }
    if (domain != 0 && literal->mask == 0)
        return true; /* never holds: adds nothing to an any-of */
    if (clause->n == LITERALS_MAX)
        return false;
    clause->always = clause->always || (domain != 0 && literal->mask == domain);
    clause->domains[clause->n] = domain;
    clause->at[clause->n++] = *literal;
    return true;
}

static bool clause_join(struct clause *to, const struct clause *from)
{
    to->always = to->always || from->always;
    for (uint32_t i = 0; i < from->n; i++)
        if (!clause_put(to, &from->at[i], from->domains[i]))
            return false;
    return true;
}

static void clauses_add(struct clauses *list, struct clause *clause)
{
    if (clause->always)
        return;
    if (list->n == CLAUSES_MAX)
        list->full = true;
    else
        list->at[list->n++] = clause;
}

static void tree_clauses(struct arena *arena, const struct tree *tree, struct clauses *out);

/* (a and b) or (c and d) = (a or c) and (a or d) and (b or c) and (b or d) */
static void any_clauses(struct arena *arena, const struct tree *tree, struct clauses *out)
{
    struct clauses sum = { .n = 1 };
    sum.at[0] = arena_new(arena, struct clause);
    for (const struct tree *child = tree->first; child != NULL; child = child->next) {
        struct clauses of = { 0 }, product = { 0 };
        tree_clauses(arena, child, &of);
        for (uint32_t i = 0; i < sum.n; i++)
            for (uint32_t j = 0; j < of.n && !product.full; j++) {
                struct clause *both = arena_new(arena, struct clause);
                *both = *sum.at[i];
                if (!clause_join(both, of.at[j]))
                    product.full = true;
                clauses_add(&product, both);
            }
        product.full = product.full || of.full;
        sum = product;
        if (sum.full)
            break;
    }
    for (uint32_t i = 0; i < sum.n; i++)
        clauses_add(out, sum.at[i]);
    out->full = out->full || sum.full;
}

static void tree_clauses(struct arena *arena, const struct tree *tree, struct clauses *out)
{
    if (tree->join == TREE_LITERAL) {
        struct clause *clause = arena_new(arena, struct clause);
        must(clause_put(clause, &tree->literal, tree->domain));
        clauses_add(out, clause);
    } else if (tree->join == TREE_ANY) {
        any_clauses(arena, tree, out);
    } else {
        for (const struct tree *child = tree->first; child != NULL; child = child->next)
            tree_clauses(arena, child, out);
    }
}

/* Two clauses over one fact alone must leave a value that fulfils both. */
static bool contradict(const struct clause *a, const struct clause *b)
{
    if (a->n != 1 || b->n != 1 || !same_source(&a->at[0], a->domains[0], &b->at[0], b->domains[0]))
        return false;
    if (a->domains[0] != 0)
        return (a->at[0].mask & b->at[0].mask) == 0;
    return a->at[0].mask == b->at[0].mask && a->at[0].value == b->at[0].value &&
           a->at[0].compare == b->at[0].compare && a->at[0].negated != b->at[0].negated;
}

static bool never_holds(const struct clauses *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (list->at[i]->n == 0)
            return true;
        for (uint32_t j = i + 1; j < list->n; j++)
            if (contradict(list->at[i], list->at[j]))
                return true;
    }
    return false;
}

enum err clauses_write(struct reading *r, const struct yaml_node *node, const struct tree *tree,
                       struct guard *out)
{
    struct definition *d = r->d;
    struct clauses list = { 0 };
    tree_clauses(r->ctx->arena, tree, &list);
    if (list.full)
        return fault(r, node, "sop.guard_long", STR(""));
    if (list.n == 0)
        return fault(r, node, "sop.guard_always", STR(""));
    if (never_holds(&list))
        return fault(r, node, "sop.guard_never", STR(""));
    out->clauses = (struct range){ d->clauses_n, list.n };
    for (uint32_t c = 0; c < list.n; c++) {
        const struct clause *clause = list.at[c];
        *TABLE_ADD(r->ctx->arena, d->clauses, d->clauses_n) =
            (struct range){ d->literals_n, clause->n };
        for (uint32_t l = 0; l < clause->n; l++)
            *TABLE_ADD(r->ctx->arena, d->literals, d->literals_n) = clause->at[l];
    }
    return OK;
}
