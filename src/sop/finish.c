/* After all parts are read: lists sorted to their owners, and what only the whole can tell. */
#include "sop/reading.h"

static void kinds_finish(struct reading *r)
{
    struct definition *d = r->d;
    for (uint32_t k = 0; k < d->kinds_n; k++) {
        d->kinds[k].steps = (struct range){ d->numbers_n, 0 };
        for (uint32_t s = 0; s < d->steps_n; s++) {
            if (d->steps[s].each != k)
                continue;
            d->steps[s].slot = d->kinds[k].steps.n++;
            *TABLE_ADD(r->ctx->arena, d->numbers, d->numbers_n) = s;
        }
    }
}

static bool field_known(const struct definition *d, struct str key)
{
    for (uint32_t f = 0; f < d->fields_n; f++)
        if (str_eq(d->fields[f].key, key))
            return true;
    return false;
}

/* `about` names fields; a draft without forms may name what will be there. */
static enum err abouts_check(struct reading *r)
{
    const struct definition *d = r->d;
    const struct yaml_node *instances = yaml_get(r->definition, STR("instances"));
    for (uint32_t k = 0; k < d->kinds_n && !d->draft; k++)
        for (uint32_t a = 0; a < d->kinds[k].about.n; a++) {
            struct str key = d->words[d->kinds[k].about.first + a];
            if (field_known(d, key))
                continue;
            const struct yaml_node *about =
                yaml_get(yaml_get(instances, d->kinds[k].id), STR("about"));
            return fault(r, about, "sop.unknown_field",
                         nearest(r->ctx->arena, key,
                                 ids_join(r->ctx->arena, d->fields_n > 0 ? &d->fields[0].key : NULL,
                                          d->fields_n, sizeof *d->fields)));
        }
    return OK;
}

static struct range answers_move(struct reading *r, const struct answers *list)
{
    struct definition *d = r->d;
    struct range range = { d->answers_n, list->n };
    for (uint32_t i = 0; i < list->n; i++)
        *TABLE_ADD(r->ctx->arena, d->answers, d->answers_n) = list->at[i];
    return range;
}

static void answers_finish(struct reading *r)
{
    struct definition *d = r->d;
    for (uint32_t f = 0; f < d->forms_n; f++)
        d->forms[f].answers = answers_move(r, &r->answers[f]);
    for (uint32_t s = 0; s < d->steps_n; s++)
        d->steps[s].answers = d->steps[s].form != DEFINITION_NONE
                                  ? d->forms[d->steps[s].form].answers
                                  : answers_move(r, &r->answers[d->forms_n + s]);
}

/* A date starts its clock at every step whose form asks for it; in a draft without forms, at every
 * step. */
static bool starts_at(const struct reading *r, const struct started *started, uint32_t step)
{
    const struct definition *d = r->d;
    if (started->step != DEFINITION_NONE || started->fact != DEFINITION_NONE)
        return started->step == step;
    uint32_t form = d->steps[step].form;
    if (form == DEFINITION_NONE)
        return d->draft;
    return form_field(d, form, d->dates[started->start.date]) != DEFINITION_NONE;
}

static void starts_finish(struct reading *r)
{
    struct definition *d = r->d;
    for (uint32_t s = 0; s < d->steps_n; s++) {
        d->steps[s].starts = (struct range){ d->starts_n, 0 };
        for (uint32_t i = 0; i < r->started_n; i++)
            if (starts_at(r, &r->started[i], s)) {
                *TABLE_ADD(r->ctx->arena, d->starts, d->starts_n) = r->started[i].start;
                d->steps[s].starts.n++;
            }
    }
    for (uint32_t f = 0; f < d->facts_n; f++) {
        d->facts[f].starts = (struct range){ d->starts_n, 0 };
        for (uint32_t i = 0; i < r->started_n; i++)
            if (r->started[i].fact == f) {
                *TABLE_ADD(r->ctx->arena, d->starts, d->starts_n) = r->started[i].start;
                d->facts[f].starts.n++;
            }
    }
}

enum colour { UNSEEN, ON_PATH, LEFT };

/* A `when` that asks pending(S), where S is there only when ..., must come to an end. */
static bool when_loops(const struct definition *d, unsigned char *colour, uint32_t step)
{
    struct range clauses = d->steps[step].when.clauses;
    if (colour[step] != UNSEEN)
        return colour[step] == ON_PATH;
    colour[step] = ON_PATH;
    for (uint32_t c = 0; c < clauses.n; c++) {
        struct range clause = d->clauses[clauses.first + c];
        for (uint32_t l = 0; l < clause.n; l++) {
            const struct literal *literal = &d->literals[clause.first + l];
            if (literal->kind == LITERAL_PENDING && when_loops(d, colour, literal->at))
                return true;
        }
    }
    colour[step] = LEFT;
    return false;
}

static uint32_t effects_of(const struct step *step, const struct outcome *outcome)
{
    return step->drops.n + step->opens.n + step->then.n + outcome->drops.n + outcome->opens.n +
           outcome->then.n;
}

enum err definition_finish(struct reading *r)
{
    enum { EFFECTS_OF_ACT_MAX = 4000 };
    struct definition *d = r->d;
    kinds_finish(r);
    TRY(abouts_check(r));
    answers_finish(r);
    starts_finish(r);
    unsigned char *colour = arena_array(r->ctx->arena, unsigned char, d->steps_n);
    for (uint32_t s = 0; s < d->steps_n; s++) {
        const struct step *step = &d->steps[s];
        if (when_loops(d, colour, s))
            return fault(r, r->step_nodes[s], "sop.when_loops", step->id);
        for (uint32_t o = 0; o < step->outcomes.n; o++) {
            const struct outcome *outcome = &d->outcomes[step->outcomes.first + o];
            if (effects_of(step, outcome) > EFFECTS_OF_ACT_MAX)
                return fault(r, r->step_nodes[s], "sop.too_many_effects", STR("4000"));
            if (step->makes != DEFINITION_NONE && outcome->makes != DEFINITION_NONE)
                return fault(r, r->step_nodes[s], "sop.makes_twice", step->id);
        }
    }
    return OK;
}
