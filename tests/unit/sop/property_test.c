/* What holds for every run of the draft and of the shipped definition. */
#include "../unit.h"

#include "cli/folder.h"
#include "runs.h"

enum { RUNS = 60, ACTS = 120, STEP_MIN = 977 };

struct world {
    struct ctx ctx; /* keeps the definition */
    struct definition *d;
    struct calendar *calendar;
};

static void world_open(struct world *world, struct str folder)
{
    struct file_list files;
    *world = (struct world){ .ctx = { .arena = arena_open(64 << 20) } };
    assert_int_equal(folder_load(&world->ctx, folder, &files), OK);
    assert_int_equal(definition_read(&world->ctx, &files, &world->d), OK);
    assert_int_equal(calendar_read(&world->ctx, &files, 420, &world->calendar), OK);
}

typedef void world_test(const struct world *world, struct ctx *ctx, struct dice *dice);

static void on_both(world_test *test)
{
    const struct str folders[] = { STR(DRAFT), STR(SHIPPED) };
    for (size_t i = 0; i < 2; i++) {
        struct world world;
        world_open(&world, folders[i]);
        struct ctx ctx = { .arena = arena_open(512 << 20) };
        for (uint64_t seed = 1; seed <= RUNS; seed++) {
            struct dice dice = { seed * UINT64_C(0x9e3779b97f4a7c15) };
            test(&world, &ctx, &dice);
            arena_reset(ctx.arena);
        }
        arena_close(ctx.arena);
        arena_close(world.ctx.arena);
    }
}

static void any_acts(const struct world *world, struct ctx *ctx, struct dice *dice)
{
    struct casestate *state = casestate_new(ctx, world->d, world->calendar);
    struct casestate *again = casestate_new(ctx, world->d, world->calendar);
    for (uint64_t i = 0; i < ACTS; i++) {
        struct act act = run_act(ctx, dice, state, world->d, (int64_t)i * STEP_MIN, i + 1);
        casestate_apply(state, &act);
        casestate_apply(again, &act);
    }
    assert_true(casestate_hash(state) == casestate_hash(again));
}

static void every_sequence_of_acts_folds_and_folds_the_same(void **state)
{
    (void)state;
    on_both(any_acts);
}

static uint32_t grave_flags(const struct casestate *state)
{
    uint32_t n, grave = 0;
    const struct flag *flags = casestate_flags(state, &n);
    for (uint32_t i = 0; i < n; i++)
        grave += flags[i].kind == FLAG_BREACH || flags[i].kind == FLAG_NOT_OPEN ||
                 flags[i].kind == FLAG_UNKNOWN || flags[i].kind == FLAG_STALE;
    return grave;
}

static void good_acts(const struct world *world, struct ctx *ctx, struct dice *dice)
{
    struct casestate *state = casestate_new(ctx, world->d, world->calendar);
    uint32_t done = 0;
    for (uint64_t i = 0; i < ACTS; i++) {
        struct act act = run_good_act(ctx, dice, state, world->d, (int64_t)i * STEP_MIN, i + 1);
        uint32_t grave = grave_flags(state);
        casestate_apply(state, &act);
        assert_int_equal(grave_flags(state), grave);
        done += act.kind != ACT_OTHER;
    }
    assert_true(done > ACTS / 2); /* the run came somewhere */
}

static void what_may_be_written_is_applied_without_breach(void **state)
{
    (void)state;
    on_both(good_acts);
}

static void asked_often(const struct world *world, struct ctx *ctx, struct dice *dice)
{
    struct casestate *state = casestate_new(ctx, world->d, world->calendar);
    for (uint64_t i = 0; i < ACTS; i++) {
        int64_t now = (int64_t)i * STEP_MIN;
        struct act act = run_good_act(ctx, dice, state, world->d, now, i + 1);
        casestate_apply(state, &act);
        uint64_t hash = casestate_hash(state);
        struct asked asked;
        struct verdict verdict;
        size_t rows_n;
        casestate_ask(ctx, state, now + 1000000, &asked);
        (void)casestate_rows(ctx, state, now, &rows_n);
        enum err may = casestate_may(ctx, state, &act, &verdict);
        assert_true(may == OK || verdict.missing_n > 0);
        assert_true(casestate_hash(state) == hash);
        assert_true(casestate_hash(casestate_copy(ctx, state)) == hash);
        assert_true(asked.may_close == (asked.open_n == 0 && casestate_may_close(state)));
    }
}

static void asking_changes_nothing_and_a_copy_is_the_same(void **state)
{
    (void)state;
    on_both(asked_often);
}

static const struct open_place *find(const struct asked *asked, const struct open_place *like)
{
    for (uint32_t i = 0; i < asked->open_n; i++)
        if (asked->open[i].step == like->step && asked->open[i].subject == like->subject &&
            asked->open[i].row == like->row)
            return &asked->open[i];
    return NULL;
}

static void dues_kept(const struct world *world, struct ctx *ctx, struct dice *dice)
{
    struct casestate *state = casestate_new(ctx, world->d, world->calendar);
    struct asked before, after;
    casestate_ask(ctx, state, 0, &before);
    for (uint64_t i = 0; i < ACTS; i++) {
        int64_t now = (int64_t)i * STEP_MIN;
        struct act act = run_good_act(ctx, dice, state, world->d, now, i + 1);
        casestate_apply(state, &act);
        casestate_ask(ctx, state, now, &after);
        for (uint32_t p = 0; p < before.open_n; p++) {
            const struct open_place *old = &before.open[p], *new = find(&after, old);
            bool done_now = act.step == old->step && act.subject == old->subject;
            if (new == NULL || done_now || old->row == DEFINITION_NONE ||
                world->d->rows[old->row].on == ROW_LAST || old->due_min == DUE_NONE)
                continue;
            assert_true(new->due_min != DUE_NONE &&new->due_min <= old->due_min);
        }
        before = after;
    }
}

static void no_due_time_grows_unless_it_is_moved(void **state)
{
    (void)state;
    on_both(dues_kept);
}

static void closed_by_skipping(const struct world *world, struct ctx *ctx, struct dice *dice)
{
    struct casestate *state = casestate_new(ctx, world->d, world->calendar);
    struct act start = { .kind = ACT_STEP_DONE,
                         .step = world->d->numbers[world->d->start.first],
                         .officer = { { 1 } },
                         .roles = UINT64_MAX,
                         .at = 1 };
    casestate_apply(state, &start);
    for (uint64_t i = 1; i < ACTS; i++) {
        struct act act = run_good_act(ctx, dice, state, world->d, (int64_t)i * STEP_MIN, i + 1);
        casestate_apply(state, &act);
    }
    struct asked asked;
    casestate_ask(ctx, state, 0, &asked);
    for (uint32_t i = 0; i < asked.open_n; i++) {
        struct act skip = start;
        skip.kind = ACT_STEP_SKIP;
        skip.step = asked.open[i].step;
        skip.subject = asked.open[i].subject;
        skip.reason = STR("not_relevant");
        skip.at = 1000 + i;
        struct verdict verdict;
        assert_int_equal(casestate_may(ctx, state, &skip, &verdict), OK);
        casestate_apply(state, &skip);
    }
    assert_true(casestate_may_close(state));
}

static void a_case_can_always_be_closed_by_skipping_with_reasons(void **state)
{
    (void)state;
    on_both(closed_by_skipping);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sequence_of_acts_folds_and_folds_the_same),
        cmocka_unit_test(what_may_be_written_is_applied_without_breach),
        cmocka_unit_test(asking_changes_nothing_and_a_copy_is_the_same),
        cmocka_unit_test(no_due_time_grows_unless_it_is_moved),
        cmocka_unit_test(a_case_can_always_be_closed_by_skipping_with_reasons),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
