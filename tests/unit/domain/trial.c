#include "trial.h"

/* Roles a b c; facts child (no yes), C1, level (low high, of: case), packet kind `box` with C3. */
static const char trial_top[] =
    "definition: trial\nversion: 1\ndraft: yes\nended: over\nstart: [S1.01]\nroles: [a, b, c]\n"
    "facts:\n"
    "  child: { of: person, values: [no, yes], start: no, on: { yes: { then: [{step: S1.09, "
    "within: "
    "D09}], opens: [S1.09] } } }\n"
    "  level: { of: case, values: [low, high], start: low }\n"
    "  over: { of: case, values: [no, lost], start: no }\n"
    "  C1: { of: consent }\n"
    "  C3: { of: consent, each: box }\n"
    "instances: { box: { made_by: [S1.05] } }\n";

static const char trial_rows[] =
    "D01: { limit: 1h, from: here, on: each, kind: office, owner: a, alarm: [30m], missed: [note], "
    "stop: { by: b, max: 2h } }\n"
    "D02: { limit: 1d, from: [S1.02/met, fact(child)], on: first, kind: law, owner: a, stop: no }\n"
    "D03: { limit: { \"level = high\": 2h, else: 1d }, from: here, on: each, kind: partner, owner: "
    "a, stop: no }\n"
    "D04: { limit: none, from: here, on: each, kind: law, owner: a, stop: no }\n"
    "D05: { limit: 3d, from: [S1.02], on: last, kind: watch, owner: a, stop: no }\n"
    "D06: { limit: 3d, from: here, on: each, kind: office, owner: a, day_kind: working, stop: no "
    "}\n"
    "D09: { limit: 1h, from: here, on: each, kind: law, owner: a, stop: no }\n";

void trial_open(struct trial *t, const char *steps)
{
    *t = (struct trial){ .ctx = { .arena = arena_open(64 << 20) } };
    struct str service = str_format(t->ctx.arena, "service: S1\nsteps:\n%s", steps);
    struct file files[] = { { STR("definition.yaml"), str_of(trial_top) },
                            { STR("deadlines.yaml"), str_of(trial_rows) },
                            { STR("S1.yaml"), service } };
    struct file_list list = { files, 3 };
    if (definition_read(&t->ctx, &list, &t->d) != OK)
        fail_msg("%s %.*s:%d:%d (%.*s)", t->ctx.why.key, STR_ARG(t->ctx.why.at), t->ctx.why.line,
                 t->ctx.why.column, STR_ARG(t->ctx.why.expected));
    assert_int_equal(calendar_read(&t->ctx, &list, 420, &t->calendar), OK);
    t->state = casestate_new(&t->ctx, t->d, t->calendar);
}
