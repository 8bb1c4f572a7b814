#include "sop/running.h"

void check(struct running *run, const struct yaml_node *node, bool holds, struct str what,
           struct str want, struct str got)
{
    if (holds) {
        run->out->passed++;
        return;
    }
    run->out->failed++;
    buf_format(&run->told, "%.*s:%d:%d %.*s: %.*s != %.*s\n", STR_ARG(node->file), node->line,
               node->column, STR_ARG(what), STR_ARG(want), STR_ARG(got));
}

/* "S1.05#2": the step and its subject (0 = not said). */
static enum err place_named(struct running *run, const struct yaml_node *node, struct str text,
                            uint32_t *step, uint32_t *subject)
{
    struct str number;
    struct yaml_node name = *node;
    int64_t y = 0;
    name.text = str_cut(text, '#', &number);
    TRY(step_named(&run->r, &name, step));
    if (number.n > 0 && (!str_int(number, &y) || y < 1 || y > 1000))
        return fault(&run->r, node, "sop.number", STR("S1.05#2"));
    *subject = (uint32_t)y;
    return OK;
}

struct look {
    struct running *run;
    const struct story_case *of;
    int64_t at_min;
    struct asked asked;
};

typedef bool place_test(const struct look *look, uint32_t step, uint32_t subject);

static bool test_pending(const struct look *look, uint32_t step, uint32_t subject)
{
    return casestate_pending(look->of->state, step, subject);
}

static bool test_enabled(const struct look *look, uint32_t step, uint32_t subject)
{
    return casestate_enabled(look->run->ctx, look->of->state, step, subject, look->at_min);
}

static bool test_late(const struct look *look, uint32_t step, uint32_t subject)
{
    for (uint32_t i = 0; i < look->asked.open_n; i++)
        if (look->asked.open[i].step == step && look->asked.open[i].subject == subject &&
            look->asked.open[i].late)
            return true;
    return false;
}

/* Without a subject: some place of the step. */
static bool some_place(const struct look *look, place_test *test, uint32_t step, uint32_t subject)
{
    uint32_t each = look->run->r.d->steps[step].each;
    if (each == DEFINITION_NONE || subject > 0)
        return test(look, step, subject);
    for (uint32_t x = casestate_subjects(look->of->state, each); x > 0; x--)
        if (test(look, step, x))
            return true;
    return false;
}

static enum err places_expect(const struct look *look, const struct yaml_node *list,
                              place_test *test, bool want)
{
    if (list == NULL)
        return OK;
    TRY(kind_need(&look->run->r, list, YAML_LIST));
    for (const struct yaml_node *node = list->first; node != NULL; node = node->next) {
        uint32_t step = DEFINITION_NONE, subject = 0;
        TRY(kind_need(&look->run->r, node, YAML_TEXT));
        TRY(place_named(look->run, node, node->text, &step, &subject));
        bool got = some_place(look, test, step, subject);
        check(look->run, node, got == want, list->key, node->text, got ? STR("yes") : STR("no"));
    }
    return OK;
}

/* `late: []` says that nothing is late. */
static void nothing_late(const struct look *look, const struct yaml_node *list)
{
    if (list == NULL || list->children > 0)
        return;
    check(look->run, list, look->asked.late_n == 0, list->key, STR("0"),
          str_format(look->run->ctx->arena, "%u", look->asked.late_n));
}

static struct str time_text(const struct look *look, int64_t at_min)
{
    return at_min == DUE_NONE
               ? STR("none")
               : rfc3339_write(look->run->ctx->arena, at_min, look->run->calendar->zone_min);
}

static enum err time_check(const struct look *look, const struct yaml_node *node, int64_t got)
{
    int64_t want = DUE_NONE;
    if (!str_eq(node->text, STR("none")))
        TRY(event_time(look->run, node, &want));
    check(look->run, node, got == want, node->key, time_text(look, want), time_text(look, got));
    return OK;
}

static enum err dues_expect(const struct look *look, const struct yaml_node *map)
{
    if (map == NULL)
        return OK;
    TRY(kind_need(&look->run->r, map, YAML_MAP));
    for (const struct yaml_node *node = map->first; node != NULL; node = node->next) {
        uint32_t step = DEFINITION_NONE, subject = 0;
        int64_t due = DUE_NONE;
        TRY(place_named(look->run, node, node->key, &step, &subject));
        for (uint32_t i = 0; i < look->asked.open_n; i++) {
            const struct open_place *open = &look->asked.open[i];
            if (open->step == step && (subject == 0 || open->subject == subject) &&
                open->due_min != DUE_NONE && (due == DUE_NONE || open->due_min < due))
                due = open->due_min;
        }
        TRY(time_check(look, node, due));
    }
    return OK;
}

/* Row to due time: the earliest duty under the row. */
static enum err clocks_expect(const struct look *look, const struct yaml_node *map)
{
    if (map == NULL)
        return OK;
    TRY(kind_need(&look->run->r, map, YAML_MAP));
    for (const struct yaml_node *node = map->first; node != NULL; node = node->next) {
        struct yaml_node name = *node;
        uint32_t row;
        int64_t due = DUE_NONE;
        name.text = node->key;
        TRY(row_named(&look->run->r, &name, &row));
        for (uint32_t i = 0; i < look->asked.open_n; i++)
            if (look->asked.open[i].row == row && due == DUE_NONE)
                due = look->asked.open[i].due_min;
        TRY(time_check(look, node, due));
    }
    return OK;
}

static enum err facts_expect(const struct look *look, const struct yaml_node *map)
{
    const struct definition *d = look->run->r.d;
    if (map == NULL)
        return OK;
    TRY(kind_need(&look->run->r, map, YAML_MAP));
    for (const struct yaml_node *node = map->first; node != NULL; node = node->next) {
        uint32_t fact = definition_fact(d, node->key);
        if (fact == DEFINITION_NONE)
            return fault_key(&look->run->r, node, "sop.unknown_fact", node->key);
        uint32_t value = casestate_fact(look->of->state, fact, 0);
        struct str got = d->values[d->facts[fact].values.first + value].id;
        check(look->run, node, str_eq(got, node->text), node->key, node->text, got);
    }
    return OK;
}

static enum err elements_expect(const struct look *look, const struct yaml_node *map)
{
    const struct story_hooks *hooks = look->run->hooks;
    if (map == NULL)
        return OK;
    TRY(kind_need(&look->run->r, map, YAML_MAP));
    if (hooks == NULL || hooks->element == NULL)
        return fault_key(&look->run->r, map, "story.no_screen", STR(""));
    for (const struct yaml_node *node = map->first; node != NULL; node = node->next) {
        struct str got;
        TRY(hooks->element(hooks->with, look->run->ctx, look->of->state, look->of->values,
                           look->of->values_n, node->key, &got));
        check(look->run, node, str_eq(got, node->text), node->key, node->text, got);
    }
    return OK;
}

static enum err services_expect(const struct look *look, const struct yaml_node *map)
{
    static const char *const states[] = { "not_needed", "requested", "running", "done", "stopped" };
    const struct definition *d = look->run->r.d;
    for (const struct yaml_node *node = map == NULL ? NULL : map->first; node != NULL;
         node = node->next) {
        uint32_t service = 0;
        while (service < d->services_n && !str_eq(d->services[service].id, node->key))
            service++;
        if (service == d->services_n)
            return fault_key(&look->run->r, node, "sop.unknown_service", node->key);
        struct str got = str_of(states[look->asked.services[service]]);
        check(look->run, node, str_eq(got, node->text), node->key, node->text, got);
    }
    return OK;
}

static enum err words_expect(const struct look *look, const struct yaml_node *expect)
{
    const struct yaml_node *close = yaml_get(expect, STR("may_close"));
    const struct yaml_node *stage = yaml_get(expect, STR("stage"));
    const struct yaml_node *result = yaml_get(expect, STR("result"));
    bool want = false;
    if (close != NULL) {
        TRY(yes_no_read(&look->run->r, close, &want));
        check(look->run, close, look->asked.may_close == want, close->key, close->text,
              look->asked.may_close ? STR("yes") : STR("no"));
    }
    if (stage != NULL)
        check(look->run, stage, str_eq(stage->text, look->asked.stage), stage->key, stage->text,
              look->asked.stage);
    if (result == NULL)
        return OK;
    struct yaml_node ident = *result; /* `result: victim` is the fact ident */
    ident.key = STR("ident");
    ident.next = NULL;
    struct yaml_node map = { .kind = YAML_MAP, .first = &ident };
    return facts_expect(look, &map);
}

static enum err count_check(struct running *run, const struct yaml_node *node, uint32_t got)
{
    int64_t want;
    if (node == NULL)
        return OK;
    TRY(number_read(&run->r, node, 0, 10000, &want));
    check(run, node, (int64_t)got == want, node->key, node->text,
          str_format(run->ctx->arena, "%u", got));
    return OK;
}

static uint32_t flags_of(const struct running *run, enum flag_kind kind, bool skipped)
{
    uint32_t sum = 0;
    for (uint32_t c = 0; c < run->cases_n; c++) {
        uint32_t n;
        const struct flag *flags = casestate_flags(run->cases[c].state, &n);
        for (uint32_t i = 0; i < n; i++)
            sum += flags[i].kind == kind && (!skipped || str_eq(flags[i].why, STR("skipped")));
    }
    return sum;
}

enum err expect_at(struct running *run, const struct yaml_node *expect, int64_t at_min)
{
    struct story_case *of;
    TRY(keys_known(
        &run->r, expect,
        STR("at|after|case|pending|not_pending|due|enabled|not_enabled|late|not_late|clocks|"
            "facts|result|elements|services|may_close|stage|deviations|breaches")));
    TRY(case_named(run, expect, &of));
    struct look look = { .run = run, .of = of, .at_min = at_min };
    run->ctx->now_ms = at_min * 60000;
    casestate_ask(run->ctx, of->state, at_min, &look.asked);
    TRY(places_expect(&look, yaml_get(expect, STR("pending")), test_pending, true));
    TRY(places_expect(&look, yaml_get(expect, STR("not_pending")), test_pending, false));
    TRY(places_expect(&look, yaml_get(expect, STR("enabled")), test_enabled, true));
    TRY(places_expect(&look, yaml_get(expect, STR("not_enabled")), test_enabled, false));
    TRY(places_expect(&look, yaml_get(expect, STR("late")), test_late, true));
    TRY(places_expect(&look, yaml_get(expect, STR("not_late")), test_late, false));
    nothing_late(&look, yaml_get(expect, STR("late")));
    TRY(dues_expect(&look, yaml_get(expect, STR("due"))));
    TRY(clocks_expect(&look, yaml_get(expect, STR("clocks"))));
    TRY(facts_expect(&look, yaml_get(expect, STR("facts"))));
    TRY(elements_expect(&look, yaml_get(expect, STR("elements"))));
    TRY(services_expect(&look, yaml_get(expect, STR("services"))));
    TRY(count_check(run, yaml_get(expect, STR("deviations")),
                    flags_of(run, FLAG_DEVIATION, false)));
    TRY(count_check(run, yaml_get(expect, STR("breaches")), flags_of(run, FLAG_BREACH, false)));
    return words_expect(&look, expect);
}

/* refused / warned / accepted: N. */
static enum err event_expect(struct running *run, const struct yaml_node *node,
                             const struct yaml_node *why)
{
    int64_t number;
    TRY(number_read(&run->r, node, 1, run->ran_n, &number));
    struct ran *ran = &run->ran[number - 1];
    struct str got = !ran->accepted   ? STR("refused")
                     : ran->deviation ? STR("warned")
                                      : STR("accepted");
    bool holds = str_eq(node->key, got) || (str_eq(node->key, STR("accepted")) && ran->accepted);
    ran->expected = true;
    check(run, node, holds, node->text, node->key, got);
    if (why != NULL)
        check(run, why, str_eq(why->text, ran->why), node->text, why->text, ran->why);
    return OK;
}

static enum err conform_expect(struct running *run, const struct yaml_node *map)
{
    TRY(keys_known(&run->r, map, STR("late|skipped|deviations|breaches")));
    TRY(count_check(run, yaml_get(map, STR("late")), flags_of(run, FLAG_LATE, false)));
    TRY(count_check(run, yaml_get(map, STR("skipped")), flags_of(run, FLAG_DEVIATION, true)));
    TRY(count_check(run, yaml_get(map, STR("deviations")), flags_of(run, FLAG_DEVIATION, false)));
    return count_check(run, yaml_get(map, STR("breaches")), flags_of(run, FLAG_BREACH, false));
}

enum err expect_end(struct running *run, const struct yaml_node *expect)
{
    static const struct str about[] = { { "refused", 7 }, { "warned", 6 }, { "accepted", 8 } };
    TRY(keys_known(&run->r, expect, STR("refused|warned|accepted|why|conform|readers|case")));
    for (size_t i = 0; i < sizeof about / sizeof *about; i++) {
        const struct yaml_node *node = yaml_get(expect, about[i]);
        if (node != NULL)
            TRY(event_expect(run, node, yaml_get(expect, STR("why"))));
    }
    const struct yaml_node *conform = yaml_get(expect, STR("conform"));
    return conform == NULL ? OK : conform_expect(run, conform);
}
