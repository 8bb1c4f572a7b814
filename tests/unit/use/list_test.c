/* Lists that are kept while nothing is written: whatever is written, by whomever, is seen at the
 * next look; what the clock or the end of a right changes, too. */
#include "fixture.h"

#include "use/case_write.h"
#include "use/step_do.h"
#include "use/task_assign.h"
#include "use/today_list.h"

#include "store/round.h"

enum { DAY = 1440 };

static const char *const team[] = { "sari", NULL };

struct seen {
    uint32_t tasks, late, held;
    uint64_t steps; /* sum of their codes: differs when other steps are open */
};

static struct seen today(struct desk_ctx *desk, struct str casefile)
{
    struct today_list_in in = { .all = true };
    struct today_list_out out;
    struct seen seen = { 0 };
    assert_int_equal(today_list(desk, &in, &out), OK);
    for (size_t b = 0; b < TODAY_BLOCKS; b++)
        for (size_t i = 0; i < out.rows_n[b]; i++) {
            const struct task_line *line = &out.rows[b][i];
            bool here = str_eq(line->casefile, casefile);
            seen.tasks += here;
            seen.steps += here ? line->step_code : 0;
            seen.held += here && line->held;
            seen.late += here && line->due_min != INT64_MIN && line->due_min < ctx_now_min(&ctx);
        }
    return seen;
}

static struct case_line line_of(struct desk_ctx *desk, struct str casefile, uint32_t *whole)
{
    struct case_list_in in = { .which = CASES_ALL };
    struct case_list_out out;
    assert_int_equal(case_list(desk, &in, &out), OK);
    *whole = out.whole;
    for (size_t i = 0; i < out.rows_n; i++)
        if (str_eq(out.rows[i].casefile, casefile))
            return out.rows[i];
    return (struct case_line){ 0 };
}

static void step(struct desk_ctx *desk, struct str casefile)
{
    const struct typed near[] = { VALUE("who_is_near", "Tidak ada") };
    struct step_do_in in = { .head = head_of(casefile),
                             .step = STR("S1.02"),
                             .outcome = STR("by_phone"),
                             .values = near,
                             .values_n = 1 };
    struct step_do_out out;
    assert_int_equal(step_do(desk, &in, &out), OK);
}

static void what_another_wrote_is_seen_at_once(void **state)
{
    (void)state;
    uint32_t before, after;
    struct str casefile = case_with(team);
    struct seen first = today(enter("bayu"), casefile);
    struct case_line line = line_of(enter_also("bayu"), casefile, &before);
    leave();
    pass(1); /* in the same round, and after it */
    step(enter("rina"), casefile);
    struct seen second = today(enter_also("bayu"), casefile);
    leave();
    assert_int_not_equal(first.steps, second.steps);
    assert_int_not_equal(line.changed_min, line_of(enter("bayu"), casefile, &after).changed_min);
    leave();
    assert_int_equal(before, after);
    struct complaint_open_out another = complaint(STR("Ani Lestari"));
    assert_int_not_equal(line_of(enter("bayu"), another.casefile, &after).casefile.n, 0);
    leave();
    assert_int_equal(after, before + 1);
}

static void a_name_is_there_from_the_first_request_on(void **state)
{
    (void)state;
    reopen();
    assert_str(enter("rina")->who->name, STR("rina"));
    leave();
}

static void each_officer_has_her_own(void **state)
{
    (void)state;
    struct str casefile = case_with(team);
    struct seen bayu = today(enter("bayu"), casefile), hadi = today(enter_also("hadi"), casefile);
    assert_int_equal(bayu.tasks, hadi.tasks);
    assert_int_equal(bayu.held, bayu.tasks);
    assert_int_equal(hadi.held, 0);
    assert_int_equal(today(enter_also("bayu"), casefile).held, bayu.tasks);
    leave();
}

static void what_was_undone_is_not_listed(void **state)
{
    (void)state;
    struct str casefile = case_with(team);
    struct desk_ctx *desk = enter("rina");
    struct seen before = today(desk, casefile);
    step(desk, casefile);
    round_undo(desk->office);
    assert_int_equal(today(desk, casefile).steps, before.steps);
    leave();
}

static void an_undone_round_leaves_no_list(void **state)
{
    (void)state;
    struct str casefile = case_with(team);
    struct desk_ctx *desk = enter("rina");
    struct seen before = today(desk, casefile);
    step(desk, casefile);
    assert_int_not_equal(today(desk, casefile).steps, before.steps);
    abandon();
    assert_int_equal(today(enter("rina"), casefile).steps, before.steps);
    leave();
}

static void the_clock_makes_it_late_without_a_word(void **state)
{
    (void)state;
    uint32_t whole;
    struct str casefile = case_with(team);
    assert_int_equal(today(enter("bayu"), casefile).late, 0);
    assert_int_equal(line_of(enter_also("bayu"), casefile, &whole).late_steps, 0);
    leave();
    pass(30 * DAY);
    struct seen now = today(enter("bayu"), casefile);
    leave();
    assert_true(now.late > 0);
    assert_true(now.tasks > 0);
    /* A first look notes the reading; the second is of the kept list. */
    (void)line_of(enter("bayu"), casefile, &whole);
    assert_int_equal(line_of(enter_also("bayu"), casefile, &whole).late_steps, 1);
    leave();
}

static void a_right_that_ended_is_not_listed_as_held(void **state)
{
    (void)state;
    struct str casefile = case_with(team);
    struct task_assign_in in = { .head = head_of(casefile),
                                 .officer = officer_id("hadi"),
                                 .role = ROLE_LEGAL_COMPANION,
                                 .history = true,
                                 .until_min = ctx_now_min(&ctx) + 10 };
    struct task_assign_out out;
    assert_int_equal(task_assign(enter("bayu"), &in, &out), OK);
    struct seen first = today(enter_also("hadi"), casefile);
    assert_int_equal(first.held, first.tasks);
    leave();
    pass(9);
    assert_int_equal(today(enter("hadi"), casefile).held, first.tasks);
    leave();
    pass(2);
    assert_int_equal(today(enter("hadi"), casefile).held, 0);
    leave();
}

int main(void)
{
    office_many = true;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_another_wrote_is_seen_at_once),
        cmocka_unit_test(a_name_is_there_from_the_first_request_on),
        cmocka_unit_test(each_officer_has_her_own),
        cmocka_unit_test(what_was_undone_is_not_listed),
        cmocka_unit_test(an_undone_round_leaves_no_list),
        cmocka_unit_test(the_clock_makes_it_late_without_a_word),
        cmocka_unit_test(a_right_that_ended_is_not_listed_as_held),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, office_up, office_down);
}
