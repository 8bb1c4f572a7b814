#include "sop/running.h"

#include <string.h>

static const char story_keys[] = "story|sop|about|people|events|expect";
static const char event_keys[] = "at|happened|by|do|step|outcome|with|subject|second|reason|set|"
                                 "consent|row|to|of|case|office|text|to_role|to_whom|letter|amount";

static enum err story_add(struct ctx *ctx, const struct yaml_node *node, struct stories *out)
{
    struct definition none = { 0 };
    struct reading r = { .ctx = ctx, .d = &none };
    struct story story = { .node = node };
    const struct yaml_node *title = yaml_get(node, STR("story"));
    TRY(keys_known(&r, node, str_of(story_keys)));
    if (title == NULL)
        return fault(&r, node, "sop.missing_key", STR("story"));
    if (title->kind == YAML_MAP) /* { id, en } */
        title = yaml_get(title, STR("id"));
    if (title == NULL)
        return fault(&r, node, "sop.missing_key", STR("id"));
    TRY(text_read(&r, title, &story.title));
    struct story *all = arena_array(ctx->arena, struct story, out->n + 1);
    if (out->n > 0)
        memcpy(all, out->at, out->n * sizeof *all);
    all[out->n++] = story;
    out->at = all;
    return OK;
}

enum err stories_read(struct ctx *ctx, struct str name, struct str text, struct stories *out)
{
    struct yaml_node *top;
    *out = (struct stories){ 0 };
    TRY(yaml_read(ctx, name, text, &top));
    if (top->kind != YAML_LIST)
        return story_add(ctx, top, out);
    for (const struct yaml_node *node = top->first; node != NULL; node = node->next)
        TRY(story_add(ctx, node, out));
    return OK;
}

enum err case_named(struct running *run, const struct yaml_node *node, struct story_case **out)
{
    const struct yaml_node *name = yaml_get(node, STR("case"));
    struct str key = name == NULL ? STR("") : name->text;
    for (uint32_t i = 0; i < run->cases_n; i++)
        if (str_eq(run->cases[i].name, key)) {
            *out = &run->cases[i];
            return OK;
        }
    if (run->cases_n == STORY_CASES_MAX)
        return fault(&run->r, name, "story.too_many", STR("16"));
    struct story_case *of = &run->cases[run->cases_n++];
    of->name = key;
    of->state = casestate_new(run->ctx, run->r.d, run->calendar);
    of->acts = arena_array(run->ctx->arena, struct act, STORY_EVENTS_MAX);
    of->values = arena_array(run->ctx->arena, struct value, run->r.d->fields_n + 1);
    *out = of;
    return OK;
}

/* A correction is a later entry about an earlier one: the whole case is folded again. */
static enum err event_correct(struct running *run, const struct yaml_node *event,
                              struct story_case *of, struct ran *ran)
{
    const struct yaml_node *node = yaml_get(event, STR("of"));
    const struct yaml_node *outcome = yaml_get(event, STR("outcome"));
    const struct yaml_node *happened = yaml_get(event, STR("happened"));
    int64_t number;
    if (node == NULL)
        return fault(&run->r, event, "sop.missing_key", STR("of"));
    TRY(number_read(&run->r, node, 1, run->ran_n - 1, &number));
    const struct ran *old = &run->ran[number - 1];
    if (!old->accepted || &run->cases[old->of_case] != of)
        return fault(&run->r, node, "story.of_nothing", STR("of"));
    struct act *act = &of->acts[old->act];
    if (outcome != NULL) {
        act->outcome = definition_outcome(run->r.d, act->step, outcome->text);
        if (act->outcome == DEFINITION_NONE)
            return fault(&run->r, outcome, "sop.unknown_outcome", STR(""));
    }
    if (happened != NULL)
        TRY(event_time(run, happened, &act->happened_min));
    if (yaml_get(event, STR("with")) != NULL) {
        act->settings_n = 0;
        TRY(with_read(run, yaml_get(event, STR("with")), of, act));
    }
    of->state = casestate_new(run->ctx, run->r.d, run->calendar);
    for (uint32_t i = 0; i < of->acts_n; i++)
        casestate_apply(of->state, &of->acts[i]);
    ran->accepted = true;
    ran->act = old->act;
    return OK;
}

static enum err event_run(struct running *run, const struct yaml_node *event)
{
    const struct yaml_node *deed = yaml_get(event, STR("do"));
    struct story_case *of;
    struct verdict verdict;
    struct act act;
    TRY(keys_known(&run->r, event, str_of(event_keys)));
    TRY(case_named(run, event, &of));
    struct ran *ran = &run->ran[run->ran_n];
    *ran = (struct ran){ .node = event, .of_case = (uint32_t)(of - run->cases) };
    if (deed != NULL && str_eq(deed->text, STR("entry.correct"))) {
        run->ran_n++;
        return event_correct(run, event, of, ran);
    }
    TRY(event_act(run, event, of, &act));
    run->ran_n++;
    run->ctx->now_ms = act.happened_min * 60000;
    if (casestate_may(run->ctx, of->state, &act, &verdict) == OK) {
        ran->accepted = true;
        ran->deviation = verdict.deviation;
        ran->act = of->acts_n;
        of->acts[of->acts_n++] = act;
        casestate_apply(of->state, &act);
    }
    if (verdict.missing_n > 0)
        ran->why = verdict.missing[0].why;
    return OK;
}

static bool speaks_of_event(const struct yaml_node *expect)
{
    return yaml_get(expect, STR("at")) == NULL && yaml_get(expect, STR("after")) == NULL;
}

/* `after: N`: how it stands right after event N, at that minute. */
static enum err expects_after(struct running *run, int64_t at_min)
{
    const struct yaml_node *list = yaml_get(run->story, STR("expect"));
    for (const struct yaml_node *node = list == NULL ? NULL : list->first; node != NULL;
         node = node->next) {
        const struct yaml_node *after = yaml_get(node, STR("after"));
        int64_t number;
        if (after == NULL)
            continue;
        TRY(number_read(&run->r, after, 1, STORY_EVENTS_MAX, &number));
        if (number == run->ran_n)
            TRY(expect_at(run, node, at_min));
    }
    return OK;
}

/* Judges the expectations that lie before `until_min` and were not judged yet. */
static enum err expects_until(struct running *run, bool *judged, int64_t until_min)
{
    const struct yaml_node *list = yaml_get(run->story, STR("expect"));
    uint32_t i = 0;
    for (const struct yaml_node *node = list == NULL ? NULL : list->first; node != NULL;
         node = node->next, i++) {
        int64_t at_min;
        if (judged[i] || yaml_get(node, STR("at")) == NULL)
            continue;
        TRY(event_time(run, yaml_get(node, STR("at")), &at_min));
        if (at_min >= until_min)
            continue;
        judged[i] = true;
        TRY(expect_at(run, node, at_min));
    }
    return OK;
}

static enum err events_run(struct running *run, bool *judged)
{
    const struct yaml_node *list = yaml_get(run->story, STR("events"));
    if (list == NULL)
        return fault(&run->r, run->story, "sop.missing_key", STR("events"));
    TRY(kind_need(&run->r, list, YAML_LIST));
    if (list->children > STORY_EVENTS_MAX)
        return fault(&run->r, list, "story.too_many", STR("2000"));
    run->ran = arena_array(run->ctx->arena, struct ran, list->children);
    for (const struct yaml_node *node = list->first; node != NULL; node = node->next) {
        int64_t at_min;
        if (yaml_get(node, STR("at")) == NULL)
            return fault(&run->r, node, "sop.missing_key", STR("at"));
        TRY(event_time(run, yaml_get(node, STR("at")), &at_min));
        TRY(expects_until(run, judged, at_min));
        TRY(event_run(run, node));
        TRY(expects_after(run, at_min));
    }
    return expects_until(run, judged, INT64_MAX);
}

/* An act that nobody expected to be refused must have been accepted. */
static void refusals_check(struct running *run)
{
    for (uint32_t i = 0; i < run->ran_n; i++) {
        const struct ran *ran = &run->ran[i];
        if (!ran->expected && !ran->accepted)
            check(run, ran->node, false, str_format(run->ctx->arena, "%u", i + 1), STR("accepted"),
                  ran->why);
    }
}

enum err story_run(struct ctx *ctx, const struct definition *definition,
                   const struct calendar *calendar, const struct story_hooks *hooks,
                   const struct story *story, struct story_result *out)
{
    struct definition tables = *definition; /* the reader's functions want to own them */
    struct running run = { .r = { .ctx = ctx, .d = &tables },
                           .ctx = ctx,
                           .calendar = calendar,
                           .hooks = hooks,
                           .story = story->node,
                           .out = out,
                           .told = buf_open(ctx->arena, STORY_TOLD_BYTES_MAX) };
    const struct yaml_node *list = yaml_get(story->node, STR("expect"));
    *out = (struct story_result){ 0 };
    if (list != NULL)
        TRY(kind_need(&run.r, list, YAML_LIST));
    TRY(events_run(&run, arena_array(ctx->arena, bool, list == NULL ? 0 : list->children)));
    for (const struct yaml_node *node = list == NULL ? NULL : list->first; node != NULL;
         node = node->next)
        if (speaks_of_event(node))
            TRY(expect_end(&run, node));
    refusals_check(&run);
    out->told = buf_str(&run.told);
    return OK;
}
