/* Who waits for whom, and what nobody ever sees. */
#include "sop/checking.h"

/* The sources a step waits for: `after` and `waits_for` together. */
static uint32_t sources_n(const struct step *step)
{
    return step->after.n + step->waits_for.n;
}

static uint32_t source_of(const struct definition *d, const struct step *step, uint32_t i)
{
    return i < step->after.n ? d->conditions[step->after.first + i].step
                             : d->conditions[step->waits_for.first + i - step->after.n].step;
}

enum colour { UNSEEN, ON_PATH, LEFT };

struct walk {
    struct checking *checking;
    unsigned char *colour;
    uint32_t *path;
    uint32_t path_n;
};

static void cycle_tell(struct walk *walk, uint32_t again)
{
    const struct definition *d = walk->checking->d;
    struct buf buf = buf_open(walk->checking->out->arena, 4096);
    uint32_t i = 0;
    while (walk->path[i] != again)
        i++;
    for (; i < walk->path_n; i++) {
        buf_put(&buf, d->steps[walk->path[i]].id);
        buf_put(&buf, STR(" < "));
    }
    buf_put(&buf, d->steps[again].id);
    finding_add(walk->checking, FINDING_FAULT, "check.cycle", d->steps[again].id, buf_str(&buf));
}

/* Depth is at most the number of steps: each is on the path once. */
static void walk_from(struct walk *walk, uint32_t s)
{
    const struct definition *d = walk->checking->d;
    const struct step *step = &d->steps[s];
    walk->colour[s] = ON_PATH;
    walk->path[walk->path_n++] = s;
    for (uint32_t i = 0; i < sources_n(step); i++) {
        uint32_t source = source_of(d, step, i);
        if (walk->colour[source] == ON_PATH)
            cycle_tell(walk, source);
        else if (walk->colour[source] == UNSEEN)
            walk_from(walk, source);
    }
    walk->path_n--;
    walk->colour[s] = LEFT;
}

void check_cycles(struct checking *checking)
{
    uint32_t n = checking->d->steps_n;
    struct walk walk = { .checking = checking,
                         .colour = arena_array(checking->out->arena, unsigned char, n),
                         .path = arena_array(checking->out->arena, uint32_t, n) };
    for (uint32_t s = 0; s < n; s++)
        if (walk.colour[s] == UNSEEN)
            walk_from(&walk, s);
}

static bool reaches(const struct definition *d, unsigned char *colour, uint32_t step,
                    uint32_t target)
{
    const struct step *from = &d->steps[step];
    colour[step] = LEFT;
    for (uint32_t i = 0; i < from->after.n; i++) {
        uint32_t source = d->conditions[from->after.first + i].step;
        if (source == target || (colour[source] == UNSEEN && reaches(d, colour, source, target)))
            return true;
    }
    return false;
}

bool comes_after(const struct checking *checking, uint32_t step, uint32_t target)
{
    unsigned char *colour = arena_array(checking->out->arena, unsigned char, checking->d->steps_n);
    return reaches(checking->d, colour, step, target);
}

/* Effects of a step and one of its outcomes, or of a fact's value. */
struct causes {
    struct range opens[2], then[2];
};

static struct causes causes_of(const struct definition *d, uint32_t step, uint32_t outcome)
{
    const struct step *s = &d->steps[step];
    const struct outcome *o = &d->outcomes[outcome];
    return (struct causes){ { s->opens, o->opens }, { s->then, o->then } };
}

static bool opens_beside(const struct definition *d, const struct causes *causes, uint32_t target)
{
    return effects_name(d, causes->opens[0], target, DEFINITION_NONE) ||
           effects_name(d, causes->opens[1], target, DEFINITION_NONE);
}

static bool opens_it(const struct definition *d, uint32_t step, uint32_t outcome, uint32_t target)
{
    struct causes causes = causes_of(d, step, outcome);
    return opens_beside(d, &causes, target);
}

static bool is_hidden(const struct checking *checking, uint32_t step, const struct causes *causes,
                      uint32_t target)
{
    const struct definition *d = checking->d;
    if (d->steps[target].included || target == step || opens_beside(d, causes, target))
        return false;
    if (step == DEFINITION_NONE)
        return true;
    if (comes_after(checking, step, target))
        return false;
    /* Whoever opens the step opens the target too: then it is there when the step is done. */
    return d->steps[step].included || !openers_all(d, step, target, opens_it);
}

static void hidden_tell(struct checking *checking, uint32_t step, const struct causes *causes,
                        struct str at)
{
    const struct definition *d = checking->d;
    for (int level = 0; level < 2; level++)
        for (uint32_t i = 0; i < causes->then[level].n; i++) {
            uint32_t target = d->effects[causes->then[level].first + i].step;
            if (is_hidden(checking, step, causes, target))
                finding_add(checking, FINDING_FAULT, "check.hidden", at, d->steps[target].id);
        }
}

static bool ever_opened(const struct definition *d, uint32_t target)
{
    for (uint32_t s = 0; s < d->steps_n; s++)
        for (uint32_t o = 0; o < d->steps[s].outcomes.n; o++) {
            struct causes causes = causes_of(d, s, d->steps[s].outcomes.first + o);
            if (opens_beside(d, &causes, target))
                return true;
        }
    for (uint32_t v = 0; v < d->values_n; v++)
        if (effects_name(d, d->values[v].opens, target, DEFINITION_NONE))
            return true;
    return false;
}

/* A duty on a step that is dropped from the start is seen only when somebody opens it too. */
void check_hidden(struct checking *checking)
{
    const struct definition *d = checking->d;
    for (uint32_t s = 0; s < d->steps_n; s++) {
        if (!d->steps[s].included && !ever_opened(d, s))
            finding_add(checking, FINDING_FAULT, "check.never_opened", d->steps[s].id, STR(""));
        for (uint32_t o = 0; o < d->steps[s].outcomes.n; o++) {
            uint32_t outcome = d->steps[s].outcomes.first + o;
            struct causes causes = causes_of(d, s, outcome);
            hidden_tell(checking, s, &causes, outcome_name(checking, s, outcome));
        }
    }
    for (uint32_t f = 0; f < d->facts_n; f++)
        for (uint32_t v = 0; v < d->facts[f].values.n; v++) {
            const struct fact_value *value = &d->values[d->facts[f].values.first + v];
            struct causes causes = { { value->opens, { 0 } }, { value->then, { 0 } } };
            hidden_tell(checking, DEFINITION_NONE, &causes, d->facts[f].id);
        }
}
