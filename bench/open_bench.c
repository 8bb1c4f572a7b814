/* Opening an office of N entries (20 a case): folded from the log, and from the snapshot. */
#include "../tests/unit/store/fixture.h"
#include "store/audit.h"

#include <stdio.h>
#include <stdlib.h>

enum { CASE_ENTRIES = 20, CASES_A_ROUND = 50 };

static struct fixture f;

static void step_write(struct id casefile, const struct case_keyset *keys, uint32_t step)
{
    struct facts *work = fixture_work(&f, INNER_STEP_DONE, step);
    struct step_row rows[] = {
        { step, STEP_DONE, { { 0 } }, STEP_NO_DUE },
        { step + 1, STEP_OPEN | STEP_ENABLED, { { 0 } }, ctx_now_min(&f.ctx) + 1440 },
    };
    facts_bytes(work, FACT_ROWS, step_rows_write(f.ctx.arena, rows, 2));
    struct facts *inner = facts_new(f.ctx.arena);
    must(facts_text(inner, 1001, STR("apa yang diceritakan kepada petugas, dua kalimat saja")));
    struct entry_draft draft = { .kind = KIND_CASE_FACT,
                                 .casefile = casefile,
                                 .who = &f.people[MANAGER],
                                 .sop = f.definition,
                                 .keys = keys,
                                 .count = 2,
                                 .parts = { { PART_WORK, work }, { PART_STORY, inner } } };
    GOOD(&f, record_append(&f.ctx, f.office, &draft, NULL));
}

static void case_write(void)
{
    struct case_keyset keys;
    struct id casefile = fixture_case(&f, STR("Melati"));
    secret_wipe(f.people[MANAGER].secret);
    GOOD(&f, casekeys_open(&f.ctx, f.office, casefile, &f.people[MANAGER], &keys));
    for (uint32_t i = 0; i < CASE_ENTRIES - 2; i++)
        step_write(casefile, &keys, 103 + i % 8);
    arena_reset(f.ctx.arena);
}

static int64_t open_ms(void)
{
    int64_t from = clock_now_ms();
    GOOD(&f, office_open(&f.ctx, str_of(f.dir), OFFICE_WRITE, &f.office));
    GOOD(&f, office_unlock(&f.ctx, f.office, &f.work));
    return clock_now_ms() - from;
}

int main(int argc, char **argv)
{
    long entries = argc > 1 ? strtol(argv[1], NULL, 10) : 200000;
    struct hash folded, opened;
    struct audit audit;
    fixture_open(&f);
    int64_t from = clock_now_ms();
    for (long i = 0; i < entries / CASE_ENTRIES / CASES_A_ROUND; i++)
        ROUND(&f, for (int k = 0; k < CASES_A_ROUND; k++) case_write());
    int64_t written = clock_now_ms() - from;
    office_drop(f.office);
    int64_t fold = open_ms();
    GOOD(&f, tables_hash(&f.ctx, f.office, &folded));
    office_close(&f.ctx, f.office);
    int64_t snapshot = open_ms();
    GOOD(&f, tables_hash(&f.ctx, f.office, &opened));
    office_drop(f.office);
    from = clock_now_ms();
    GOOD(&f, audit_verify(&f.ctx, str_of(f.dir), &audit));
    printf("entries %llu\nwrite %.1f us an entry, tables kept current\nopen by folding %lld ms"
           " (%.2f us an entry)\nopen by snapshot %lld ms\nverify all %lld ms\nequal %d, damages "
           "%llu\n",
           (unsigned long long)audit.entries, (double)written * 1000.0 / (double)audit.entries,
           (long long)fold, (double)fold * 1000.0 / (double)audit.entries, (long long)snapshot,
           (long long)(clock_now_ms() - from), hash_eq(folded, opened),
           (unsigned long long)audit.damages);
    fixture_close(&f);
    return hash_eq(folded, opened) && audit.damages == 0 ? 0 : 1;
}
