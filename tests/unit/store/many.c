#include "many.h"

enum { TOKENS_A_CASE = 8, STEP_FIRST = 103 };

static void step_write(struct fixture *f, struct id casefile, const struct case_keyset *keys,
                       uint32_t step)
{
    struct facts *work = fixture_work(f, INNER_STEP_DONE, step);
    struct step_row rows[] = {
        { step, STEP_DONE, { { 0 } }, STEP_NO_DUE },
        { step + 1, STEP_OPEN | STEP_ENABLED, { { 0 } }, ctx_now_min(&f->ctx) + 1440 },
    };
    facts_bytes(work, FACT_ROWS, step_rows_write(f->ctx.arena, rows, 2));
    if (step == STEP_FIRST) {
        struct id tokens[TOKENS_A_CASE];
        for (size_t i = 0; i < TOKENS_A_CASE; i++)
            tokens[i] = id_random();
        facts_bytes(work, FACT_TOKENS, tokens_write(f->ctx.arena, tokens, TOKENS_A_CASE));
    }
    struct facts *inner = facts_new(f->ctx.arena);
    must(facts_text(inner, 1001, STR("apa yang diceritakan kepada petugas, dua kalimat saja")));
    struct entry_draft draft = { .kind = KIND_CASE_FACT,
                                 .casefile = casefile,
                                 .who = &f->people[MANAGER],
                                 .sop = f->definition,
                                 .keys = keys,
                                 .count = 2,
                                 .parts = { { PART_WORK, work }, { PART_STORY, inner } } };
    GOOD(f, record_append(&f->ctx, f->office, &draft, NULL));
}

static void case_write(struct fixture *f)
{
    struct case_keyset keys;
    struct id casefile = fixture_case(f, STR("Melati"));
    secret_wipe(f->people[MANAGER].secret);
    GOOD(f, casekeys_open(&f->ctx, f->office, casefile, &f->people[MANAGER], &keys));
    for (uint32_t i = 0; i < CASE_ENTRIES - 2; i++)
        step_write(f, casefile, &keys, STEP_FIRST + i % 8);
    f->ctx.now_ms += 1000;
    arena_reset(f->ctx.arena);
}

void cases_write(struct fixture *f, long cases)
{
    for (; cases > 0; cases -= CASES_A_ROUND)
        ROUND(f, for (int k = 0; k < CASES_A_ROUND; k++) case_write(f));
}
