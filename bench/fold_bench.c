/* What the engine costs: reading a definition, folding a case of 50 acts, asking what is open. */
#include <stdio.h>

#include "../tests/unit/sop/runs.h"
#include "cli/folder.h"

enum { CASE_ACTS = 50, CASES = 40, ROUNDS = 50 };

static void report(const char *what, int64_t from_ms, int64_t count)
{
    printf("%-34s %9.2f us\n", what, (double)(clock_now_ms() - from_ms) * 1000.0 / (double)count);
}

static struct act *case_draw(struct ctx *ctx, const struct definition *d,
                             const struct calendar *calendar, uint64_t seed)
{
    struct dice dice = { seed * UINT64_C(0x9e3779b97f4a7c15) };
    struct casestate *state = casestate_new(ctx, d, calendar);
    struct act *acts = arena_array(ctx->arena, struct act, CASE_ACTS);
    for (uint64_t i = 0; i < CASE_ACTS; i++) {
        acts[i] = run_good_act(ctx, &dice, state, d, (int64_t)i * 977, i + 1);
        casestate_apply(state, &acts[i]);
    }
    return acts;
}

static void fold_measure(struct ctx *ctx, const struct definition *d,
                         const struct calendar *calendar)
{
    struct act *cases[CASES];
    struct ctx scratch = { .arena = arena_open(64 << 20) };
    uint64_t sum = 0;
    for (uint64_t i = 0; i < CASES; i++)
        cases[i] = case_draw(ctx, d, calendar, i + 1);
    int64_t from = clock_now_ms();
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < CASES; i++) {
            struct casestate *state = casestate_new(&scratch, d, calendar);
            for (int a = 0; a < CASE_ACTS; a++)
                casestate_apply(state, &cases[i][a]);
            sum += casestate_may_close(state);
            arena_reset(scratch.arena);
        }
    report("fold a case of 50 acts", from, ROUNDS * CASES);
    struct casestate *state = casestate_new(ctx, d, calendar);
    for (int a = 0; a < CASE_ACTS; a++)
        casestate_apply(state, &cases[0][a]);
    from = clock_now_ms();
    for (int i = 0; i < ROUNDS * CASES; i++) {
        struct asked asked;
        casestate_ask(&scratch, state, 50000, &asked);
        sum += asked.open_n;
        arena_reset(scratch.arena);
    }
    report("ask what is open", from, ROUNDS * CASES);
    from = clock_now_ms();
    for (int i = 0; i < ROUNDS * CASES; i++) {
        size_t n;
        (void)casestate_rows(&scratch, state, 50000, &n);
        sum += n;
        arena_reset(scratch.arena);
    }
    report("rows for the tables", from, ROUNDS * CASES);
    from = clock_now_ms();
    for (int i = 0; i < ROUNDS * CASES; i++) {
        struct verdict verdict;
        sum += (uint64_t)casestate_may(&scratch, state, &cases[0][i % CASE_ACTS], &verdict);
        arena_reset(scratch.arena);
    }
    report("may an act be written", from, ROUNDS * CASES);
    printf("%34s %9lu\n", "(sum, so that nothing is left out)", (unsigned long)sum);
    arena_close(scratch.arena);
}

int main(int argc, char **argv)
{
    struct ctx ctx = { .arena = arena_open(1 << 30) };
    struct file_list files;
    struct definition *d = NULL;
    struct calendar *calendar = NULL;
    struct str folder = argc > 1 ? str_of(argv[1]) : STR("sop/ppt-2021");
    int64_t from = clock_now_ms();
    if (folder_load(&ctx, folder, &files) != OK || definition_read(&ctx, &files, &d) != OK ||
        calendar_read(&ctx, &files, 420, &calendar) != OK) {
        fprintf(stderr, "%s %.*s:%d\n", ctx.why.key, STR_ARG(ctx.why.at), ctx.why.line);
        return 1;
    }
    report("read the definition", from, 1);
    fold_measure(&ctx, d, calendar);
    arena_close(ctx.arena);
    return 0;
}
