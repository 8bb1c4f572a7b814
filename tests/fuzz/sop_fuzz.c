/* Hostile texts to the readers of definitions, stories and graphs; what is accepted is run, and two
 * folds of one run agree. */
#include "../unit/sop/runs.h"
#include "sop/check.h"
#include "sop/dcr.h"
#include "sop/read.h"
#include "sop/story.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXTS = 4, TEXT_BYTES_MAX = 8192, ACTS = 30 };

#define TEXT(literal)                \
    {                                \
        literal, sizeof(literal) - 1 \
    }

static const struct file whole[TEXTS] = {
    { TEXT("definition.yaml"),
      TEXT(
          "definition: t\nversion: 1\ndraft: yes\nstart: [S1.01]\nroles: [a, b]\nfacts:\n"
          "  child: { of: person, values: [no, yes], start: yes, on: { yes: { then: [S1.02] } } }\n"
          "  C1: { of: consent }\ndefine: { young: child }\ninstances: { try: {} }\n") },
    { TEXT("S1.yaml"),
      TEXT(
          "service: S1\nsteps:\n  - { id: S1.01, role: [a], form: F1, makes: try, outcomes: { in: "
          "{ "
          "then: [{step: S1.02, within: D01, if: young}] }, out: { drops: [\"*\"] } } }\n  - { id: "
          "S1.02, sign: [a, b], after: [S1.01], each: try, needs: [{if: C1 = given, hold: never, "
          "why: w}] }\n") },
    { TEXT("deadlines.yaml"),
      TEXT("D01: { limit: { child: 1h, else: 2d }, from: [S1.01/in, form(d)], on: first, kind: "
           "office, owner: a, alarm: [half], missed: [\"task(S1.01)\"], stop: no }\n") },
    { TEXT("forms/F1.yaml"),
      TEXT("form: F1\nfields:\n  - { key: d, no: 300, type: date, in: W }\n  - { key: l, no: 301, "
           "type: list, in: S, when: form.d, columns: [{key: c, type: text}] }\n") },
};

static void play(struct ctx *ctx, const struct definition *d, uint64_t seed)
{
    static const struct calendar calendar = { .zone_min = 420 };
    struct dice dice = { seed | 1 };
    struct casestate *state = casestate_new(ctx, d, &calendar);
    struct casestate *again = casestate_new(ctx, d, &calendar);
    if (d->facts_n == 0 || d->steps_n == 0)
        return;
    for (uint64_t i = 0; i < ACTS; i++) {
        struct act act = run_act(ctx, &dice, state, d, (int64_t)i * 600, i + 1);
        struct verdict verdict;
        (void)!casestate_may(ctx, state, &act, &verdict);
        casestate_apply(state, &act);
        casestate_apply(again, &act);
    }
    must(casestate_hash(state) == casestate_hash(again));
}

static void definition_try(struct ctx *ctx, size_t which, struct str text)
{
    struct file files[TEXTS];
    struct definition *d;
    struct findings findings;
    for (size_t i = 0; i < TEXTS; i++)
        files[i] = whole[i];
    files[which].text = text;
    if (definition_read(ctx, &(struct file_list){ files, TEXTS }, &d) != OK)
        return;
    definition_check(ctx, d, &findings);
    play(ctx, d, text.n);
}

static void story_try(struct ctx *ctx, struct str text)
{
    static const struct calendar calendar = { .zone_min = 420 };
    struct definition *d;
    struct stories stories;
    struct story_result result;
    must(definition_read(ctx, &(struct file_list){ whole, TEXTS }, &d) == OK);
    if (stories_read(ctx, STR("s"), text, &stories) != OK)
        return;
    for (uint32_t i = 0; i < stories.n && i < 3; i++)
        (void)!story_run(ctx, d, &calendar, NULL, &stories.at[i], &result);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > TEXT_BYTES_MAX)
        return 0;
    struct ctx ctx = { .arena = arena_open(900 << 20) };
    struct str text = str_copy(ctx.arena, (struct str){ (const char *)data + 1, size - 1 });
    struct definition *d;
    size_t which = data[0] % (TEXTS + 2);
    if (which < TEXTS)
        definition_try(&ctx, which, text);
    else if (which == TEXTS)
        story_try(&ctx, text);
    else if (dcr_read(&ctx, STR("g"), text, &d) == OK)
        play(&ctx, d, text.n);
    arena_close(ctx.arena);
    return 0;
}
