#include "sop/dcr.h"

#include "sop/reading.h"

enum relation { CONDITION, RESPONSE, INCLUDE, EXCLUDE, MILESTONE, RELATIONS };

static const struct str relations[RELATIONS] = {
    { "condition", 9 }, { "response", 8 }, { "include", 7 }, { "exclude", 7 }, { "milestone", 9 }
};

/* One arrow, before it stands at the step that carries it. */
struct arrow {
    enum relation relation;
    uint32_t from, to;
};

struct graph {
    struct ctx *ctx;
    struct str name;
    struct definition *d;
    struct arrow *arrows;
    uint32_t arrows_n;
};

static enum err wrong(struct graph *graph, const struct xml_element *element, const char *key,
                      struct str expected)
{
    graph->ctx->why =
        (struct why){ .key = key, .at = graph->name, .line = element->line, .expected = expected };
    return ERR_INVALID;
}

static bool is_true(const struct xml_element *element, struct str name)
{
    return str_eq(xml_attribute(element, name), STR("true"));
}

static enum err event_add(struct graph *graph, const struct xml_element *element)
{
    struct definition *d = graph->d;
    struct str id = xml_attribute(element, STR("id"));
    if (id.n == 0)
        return wrong(graph, element, "sop.missing_key", STR("id"));
    if (definition_step_index(d, id) != DEFINITION_NONE)
        return wrong(graph, element, "sop.double", id);
    *TABLE_ADD(graph->ctx->arena, d->steps, d->steps_n) =
        (struct step){ .id = id,
                       .code = d->steps_n + 1,
                       .title = { .in_id = xml_attribute(element, STR("description")) },
                       .form = DEFINITION_NONE,
                       .sign = { DEFINITION_NONE, DEFINITION_NONE },
                       .each = DEFINITION_NONE,
                       .makes = DEFINITION_NONE,
                       .compartment = 'W',
                       .included = !str_eq(xml_attribute(element, STR("included")), STR("false")),
                       .start_executed = is_true(element, STR("executed")),
                       .start_pending = is_true(element, STR("pending")),
                       .outcomes = { d->outcomes_n, 1 } };
    *TABLE_ADD(graph->ctx->arena, d->outcomes, d->outcomes_n) =
        (struct outcome){ .id = STR("done"), .makes = DEFINITION_NONE };
    return OK;
}

static enum err arrow_add(struct graph *graph, const struct xml_element *element)
{
    struct definition *d = graph->d;
    struct str type = xml_attribute(element, STR("type"));
    struct arrow arrow = {
        .from = definition_step_index(d, xml_attribute(element, STR("sourceRef"))),
        .to = definition_step_index(d, xml_attribute(element, STR("targetRef"))),
    };
    while (arrow.relation < RELATIONS && !str_eq(relations[arrow.relation], type))
        arrow.relation++;
    if (arrow.relation == RELATIONS)
        return wrong(graph, element, "dcr.unknown_relation",
                     STR("condition|response|include|exclude|milestone"));
    if (arrow.from == DEFINITION_NONE || arrow.to == DEFINITION_NONE)
        return wrong(graph, element, "dcr.unknown_event", STR(""));
    *TABLE_ADD(graph->ctx->arena, graph->arrows, graph->arrows_n) = arrow;
    return OK;
}

static struct range effects_of(struct graph *graph, enum relation relation, uint32_t step)
{
    struct definition *d = graph->d;
    struct range range = { d->effects_n, 0 };
    for (uint32_t i = 0; i < graph->arrows_n; i++)
        if (graph->arrows[i].relation == relation && graph->arrows[i].from == step) {
            *TABLE_ADD(graph->ctx->arena, d->effects, d->effects_n) =
                (struct effect){ .step = graph->arrows[i].to, .row = DEFINITION_NONE };
            range.n++;
        }
    return range;
}

static struct range conditions_of(struct graph *graph, enum relation relation, uint32_t step)
{
    struct definition *d = graph->d;
    struct range range = { d->conditions_n, 0 };
    for (uint32_t i = 0; i < graph->arrows_n; i++)
        if (graph->arrows[i].relation == relation && graph->arrows[i].to == step) {
            *TABLE_ADD(graph->ctx->arena, d->conditions, d->conditions_n) =
                (struct condition){ .step = graph->arrows[i].from };
            range.n++;
        }
    return range;
}

enum err dcr_read(struct ctx *ctx, struct str name, struct str text, struct definition **out)
{
    struct graph graph = { .ctx = ctx,
                           .name = name,
                           .d = arena_new(ctx->arena, struct definition) };
    struct definition *d = graph.d;
    struct xml xml;
    TRY(xml_read(ctx, name, text, &xml));
    d->id = name;
    d->review_row = d->ended_fact = DEFINITION_NONE;
    TABLE_ADD(ctx->arena, d->services, d->services_n)->id = STR("dcr");
    for (size_t i = 0; i < xml.n; i++)
        if (str_eq(xml.elements[i].name, STR("event")))
            TRY(event_add(&graph, &xml.elements[i]));
    for (size_t i = 0; i < xml.n; i++) /* shapes of the drawing are relations without a type */
        if (str_eq(xml.elements[i].name, STR("relation")) &&
            xml_attribute(&xml.elements[i], STR("sourceRef")).n > 0)
            TRY(arrow_add(&graph, &xml.elements[i]));
    for (uint32_t s = 0; s < d->steps_n; s++) {
        d->steps[s].after = conditions_of(&graph, CONDITION, s);
        d->steps[s].waits_for = conditions_of(&graph, MILESTONE, s);
        d->steps[s].drops = effects_of(&graph, EXCLUDE, s);
        d->steps[s].opens = effects_of(&graph, INCLUDE, s);
        d->steps[s].then = effects_of(&graph, RESPONSE, s);
    }
    *out = d;
    return OK;
}
