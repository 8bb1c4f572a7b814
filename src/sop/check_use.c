/* Clocks that fit what they time; facts, rows and kinds that somebody uses; law that stands. */
#include "sop/checking.h"

static bool starts_row(const struct definition *d, struct range starts, uint32_t row,
                       uint32_t outcome)
{
    for (uint32_t i = 0; i < starts.n; i++) {
        const struct start *start = &d->starts[starts.first + i];
        if (start->row == row && (start->outcome == DEFINITION_NONE || start->outcome == outcome ||
                                  outcome == DEFINITION_NONE))
            return true;
    }
    return false;
}

/* Does a fact, a date, the step itself or a step it comes after start the clock of the row? */
static bool clock_known(const struct checking *checking, uint32_t step, uint32_t outcome,
                        uint32_t row)
{
    const struct definition *d = checking->d;
    for (uint32_t f = 0; f < d->facts_n; f++)
        if (starts_row(d, d->facts[f].starts, row, DEFINITION_NONE))
            return true;
    for (uint32_t s = 0; s < d->steps_n; s++) {
        struct range starts = d->steps[s].starts;
        for (uint32_t i = 0; i < starts.n; i++)
            if (d->starts[starts.first + i].row == row &&
                d->starts[starts.first + i].date != DEFINITION_NONE)
                return true;
        if (starts_row(d, starts, row, DEFINITION_NONE) && comes_after(checking, step, s))
            return true;
    }
    return starts_row(d, d->steps[step].starts, row, outcome);
}

static bool starts_it(const struct definition *d, uint32_t step, uint32_t outcome, uint32_t row)
{
    return starts_row(d, d->steps[step].starts, row, outcome - d->steps[step].outcomes.first);
}

static void raised_check(struct checking *checking, uint32_t step, uint32_t o, struct range then)
{
    const struct definition *d = checking->d;
    uint32_t local = o - d->steps[step].outcomes.first;
    for (uint32_t i = 0; i < then.n; i++) {
        const struct effect *effect = &d->effects[then.first + i];
        if (effect->row == DEFINITION_NONE || d->rows[effect->row].here)
            continue;
        if (never_after(d, effect->when, step, o) ||
            clock_known(checking, step, local, effect->row))
            continue;
        if (d->steps[step].included || !openers_all(d, step, effect->row, starts_it))
            finding_add(checking, FINDING_WARNING, "check.no_start",
                        outcome_name(checking, step, o), d->rows[effect->row].id);
    }
}

static uint32_t shortest(const struct definition *d, uint32_t row)
{
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < d->rows[row].limits.n; i++) {
        const struct limit *limit = &d->limits[d->rows[row].limits.first + i];
        uint32_t minutes = d->rows[row].working ? limit->limit_min * 1440 : limit->limit_min;
        if (!limit->none && minutes < least)
            least = minutes;
    }
    return least;
}

/* A step that may not begin before its due time is always late. */
static void delay_check(struct checking *checking, const struct condition *after, uint32_t step)
{
    const struct definition *d = checking->d;
    for (uint32_t e = 0; after->delay_min > 0 && e < d->effects_n; e++) {
        const struct effect *effect = &d->effects[e];
        if (effect->step == step && effect->row != DEFINITION_NONE &&
            shortest(d, effect->row) <= after->delay_min)
            finding_add(checking, FINDING_FAULT, "check.delay", d->steps[step].id,
                        d->rows[effect->row].id);
    }
}

void check_clocks(struct checking *checking)
{
    const struct definition *d = checking->d;
    for (uint32_t s = 0; s < d->steps_n; s++) {
        const struct step *step = &d->steps[s];
        for (uint32_t i = 0; i < step->after.n; i++)
            delay_check(checking, &d->conditions[step->after.first + i], s);
        for (uint32_t o = 0; o < step->outcomes.n; o++) {
            uint32_t outcome = step->outcomes.first + o;
            raised_check(checking, s, outcome, step->then);
            raised_check(checking, s, outcome, d->outcomes[outcome].then);
        }
    }
    for (uint32_t r = 0; r < d->rows_n; r++) {
        bool started = d->rows[r].here;
        for (uint32_t i = 0; i < d->starts_n; i++)
            started = started || d->starts[i].row == r;
        if (!started)
            finding_add(checking, FINDING_FAULT, "check.no_event", d->rows[r].id, STR(""));
    }
}

static bool fact_read(const struct definition *d, const struct fact_def *fact)
{
    for (uint32_t i = 0; i < d->literals_n; i++) {
        const struct literal *literal = &d->literals[i];
        if (literal->kind != LITERAL_FACT || literal->at != fact->bit / 64)
            continue;
        for (uint32_t v = 0; v < fact->values.n; v++)
            if ((literal->mask >> (fact->bit + v) % 64 & 1) != 0)
                return true;
    }
    return false;
}

static bool fact_used(const struct definition *d, uint32_t f)
{
    const struct fact_def *fact = &d->facts[f];
    if (f == d->ended_fact || fact->starts.n > 0 || fact_read(d, fact))
        return true;
    for (uint32_t v = 0; v < fact->values.n; v++) {
        const struct fact_value *value = &d->values[fact->values.first + v];
        if (value->then.n + value->opens.n + value->drops.n > 0)
            return true;
    }
    return false;
}

static bool row_used(const struct definition *d, uint32_t row)
{
    if (row == d->review_row)
        return true;
    for (uint32_t i = 0; i < d->effects_n; i++)
        if (d->effects[i].row == row)
            return true;
    return false;
}

static bool kind_made(const struct definition *d, uint32_t kind)
{
    for (uint32_t s = 0; s < d->steps_n; s++)
        if (d->steps[s].makes == kind)
            return true;
    for (uint32_t o = 0; o < d->outcomes_n; o++)
        if (d->outcomes[o].makes == kind)
            return true;
    return false;
}

/* Something of a protective step is proved even against who deviates: otherwise its rules say
 * nothing about the day on which somebody deviates. */
static void protective_check(struct checking *checking, uint32_t step)
{
    const struct definition *d = checking->d;
    bool ruled = false, strong = false;
    for (uint32_t i = 0; i < d->rules_n; i++) {
        ruled = ruled || d->rules[i].step == step;
        strong = strong || (d->rules[i].step == step && d->rules[i].even != EVEN_FOLLOWING);
    }
    if (ruled && !strong)
        finding_add(checking, FINDING_FAULT, "check.weak_rule", d->steps[step].id, STR(""));
}

static void rule_check(struct checking *checking, const struct rule *rule)
{
    const struct definition *d = checking->d;
    if (rule->kind != RULE_WHENEVER)
        return;
    bool raised = effects_name(d, d->steps[rule->step].then, rule->other, rule->row);
    for (uint32_t o = 0; o < d->steps[rule->step].outcomes.n; o++)
        raised =
            raised || effects_name(d, d->outcomes[d->steps[rule->step].outcomes.first + o].then,
                                   rule->other, rule->row);
    if (!raised)
        finding_add(checking, FINDING_FAULT, "check.rule_row", rule->id, d->rows[rule->row].id);
}

void check_use(struct checking *checking)
{
    const struct definition *d = checking->d;
    for (uint32_t f = 0; f < d->facts_n; f++)
        if (!fact_used(d, f))
            finding_add(checking, FINDING_WARNING, "check.unused_fact", d->facts[f].id, STR(""));
    for (uint32_t r = 0; r < d->rows_n; r++)
        if (!row_used(d, r))
            finding_add(checking, FINDING_WARNING, "check.unused_row", d->rows[r].id, STR(""));
    for (uint32_t k = 0; k < d->kinds_n; k++)
        if (!kind_made(d, k) && d->kinds[k].steps.n > 0)
            finding_add(checking, FINDING_FAULT, "check.no_maker", d->kinds[k].id, STR(""));
    for (uint32_t i = 0; i < d->rules_n; i++)
        rule_check(checking, &d->rules[i]);
    for (uint32_t s = 0; s < d->steps_n; s++)
        if (d->steps[s].protective)
            protective_check(checking, s);
}

static const struct law *law_of(const struct definition *d, struct str key)
{
    for (uint32_t i = 0; i < d->laws_n; i++)
        if (str_eq(d->laws[i].key, key))
            return &d->laws[i];
    return NULL;
}

static void basis_check(struct checking *checking, struct range basis, struct str at)
{
    const struct definition *d = checking->d;
    for (uint32_t i = 0; i < basis.n; i++) {
        const struct law *law = law_of(d, d->words[basis.first + i]);
        if (law != NULL && law->to.n > 0 && !str_eq(law->to, STR("null")))
            finding_add(checking, FINDING_WARNING, "check.law_expired", at,
                        law->by.n > 0 ? law->by : law->key);
    }
}

/* A deadline that cannot be silenced rests on a text that somebody has read. */
static bool rests_on_text(const struct definition *d, const struct row_def *row)
{
    for (uint32_t i = 0; i < row->basis.n; i++) {
        const struct law *law = law_of(d, d->words[row->basis.first + i]);
        if (law != NULL && str_eq(law->mark, STR("T")))
            return true;
    }
    return d->draft && str_eq(row->mark, STR("T"));
}

void check_law(struct checking *checking)
{
    const struct definition *d = checking->d;
    for (uint32_t s = 0; s < d->steps_n; s++)
        basis_check(checking, d->steps[s].basis, d->steps[s].id);
    for (uint32_t r = 0; r < d->rows_n; r++) {
        basis_check(checking, d->rows[r].basis, d->rows[r].id);
        if (d->rows[r].kind == ROW_LAW && !rests_on_text(d, &d->rows[r]))
            finding_add(checking, FINDING_WARNING, "check.law_unread", d->rows[r].id, STR(""));
    }
}
