#include "sop/checking.h"

#include "sop/reading.h"

void finding_add(struct checking *checking, enum finding_grade grade, const char *key,
                 struct str at, struct str about)
{
    struct findings *out = checking->out;
    *TABLE_ADD(out->arena, out->at, out->n) = (struct finding){ grade, key, at, about };
    out->faults += grade == FINDING_FAULT;
}

struct str outcome_name(const struct checking *checking, uint32_t step, uint32_t outcome)
{
    const struct definition *d = checking->d;
    if (outcome == DEFINITION_NONE)
        return d->steps[step].id;
    return str_format(checking->out->arena, "%.*s/%.*s", STR_ARG(d->steps[step].id),
                      STR_ARG(d->outcomes[outcome].id));
}

bool effects_name(const struct definition *d, struct range effects, uint32_t step, uint32_t row)
{
    for (uint32_t i = 0; i < effects.n; i++) {
        const struct effect *effect = &d->effects[effects.first + i];
        if (effect->step == step && (row == DEFINITION_NONE || effect->row == row))
            return true;
    }
    return false;
}

static bool literal_never(const struct definition *d, const struct literal *literal,
                          uint32_t outcome, uint32_t local)
{
    if (literal->kind == LITERAL_OUTCOME)
        return (literal->mask >> local & 1) == 0;
    if (literal->kind != LITERAL_FACT)
        return false;
    struct range sets = d->outcomes[outcome].sets;
    for (uint32_t i = 0; i < sets.n; i++) {
        const struct setting *set = &d->settings[sets.first + i];
        const struct fact_def *fact = &d->facts[set->fact];
        uint32_t first = literal->at * 64 + (uint32_t)__builtin_ctzll(literal->mask);
        if (first >= fact->bit && first < fact->bit + fact->values.n)
            return (literal->mask >> (fact->bit + set->value) % 64 & 1) == 0;
    }
    return false;
}

bool never_after(const struct definition *d, struct guard guard, uint32_t step, uint32_t outcome)
{
    uint32_t local = outcome - d->steps[step].outcomes.first;
    for (uint32_t c = 0; c < guard.clauses.n; c++) {
        struct range clause = d->clauses[guard.clauses.first + c];
        bool never = true;
        for (uint32_t l = 0; l < clause.n && never; l++)
            never = literal_never(d, &d->literals[clause.first + l], outcome, local);
        if (never)
            return true;
    }
    return false;
}

static bool may_open(const struct definition *d, uint32_t step, uint32_t outcome, uint32_t target)
{
    struct range ranges[2] = { d->steps[step].opens, d->outcomes[outcome].opens };
    for (int level = 0; level < 2; level++)
        for (uint32_t i = 0; i < ranges[level].n; i++) {
            const struct effect *effect = &d->effects[ranges[level].first + i];
            if (effect->step == target && !never_after(d, effect->when, step, outcome))
                return true;
        }
    return false;
}

bool openers_all(const struct definition *d, uint32_t step, uint32_t about,
                 bool (*test)(const struct definition *, uint32_t step, uint32_t outcome,
                              uint32_t about))
{
    bool any = false;
    for (uint32_t s = 0; s < d->steps_n; s++)
        for (uint32_t o = 0; o < d->steps[s].outcomes.n; o++) {
            uint32_t outcome = d->steps[s].outcomes.first + o;
            if (s == step || !may_open(d, s, outcome, step))
                continue;
            any = true;
            if (!test(d, s, outcome, about))
                return false;
        }
    return any;
}

static void faults_first(struct findings *out)
{
    for (uint32_t i = 1; i < out->n; i++) {
        struct finding one = out->at[i];
        uint32_t at = i;
        for (; at > 0 && out->at[at - 1].grade > one.grade; at--)
            out->at[at] = out->at[at - 1];
        out->at[at] = one;
    }
}

void definition_check(struct ctx *ctx, const struct definition *definition, struct findings *out)
{
    *out = (struct findings){ .arena = ctx->arena };
    struct checking checking = { definition, out };
    check_cycles(&checking);
    check_hidden(&checking);
    check_clocks(&checking);
    check_use(&checking);
    check_law(&checking);
    faults_first(out);
}
