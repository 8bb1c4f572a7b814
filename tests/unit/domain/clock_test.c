/* Clocks, subjects, signatures, closing, paper cases, reviews, rows. */
#include "trial.h"

static const char steps[] =
    "  - { id: S1.01, role: [a], outcomes: { in: { then: [{step: S1.02, within: D01}] }, slow: { "
    "then: [{step: S1.02, within: D02}, {step: S1.02, within: D01}] }, wait: { then: [{step: "
    "S1.03, "
    "within: D02}, {step: S1.04, within: D05}, {step: S1.06, within: D04}] } } }\n"
    "  - { id: S1.02, role: [a], outcomes: { met: {}, again: { then: [{step: S1.02, within: D03}] "
    "}, "
    "up: { set: {level: high}, then: [{step: S1.02, within: D03}] }, work: { then: [{step: S1.02, "
    "within: D06}] } } }\n"
    "  - { id: S1.03, role: [a] }\n"
    "  - { id: S1.04, role: [a] }\n"
    "  - { id: S1.05, role: [a], makes: box, needs: [{if: C3 = given, hold: never, why: "
    "consent.missing}], outcomes: { sent: { then: [{step: S1.07, within: D03}] } } }\n"
    "  - { id: S1.06, role: [a], restarts: [D02] }\n"
    "  - { id: S1.07, role: [a], each: box, outcomes: { yes: {}, try: { makes: box, then: [S1.07] "
    "}, "
    "stop: { drops: [S1.07] } } }\n"
    "  - { id: S1.08, sign: [a, b], sign_when: \"outcome != alone\", role: [a, c], outcomes: { "
    "two: "
    "{ then: [{step: S1.02, within: D01}] }, alone: {} } }\n"
    "  - { id: S1.09, role: [a], start: dropped }\n"
    "  - { id: S1.10, role: [a], waits_for: [S1.07], drops: [S1.08], outcomes: { shut: { drops: "
    "[S1.07], set: {over: lost} } } }\n";

static void a_duty_has_the_due_of_its_row_and_is_late_when_the_time_is_up(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "in", 100);
    assert_int_equal(trial_due(&t, "S1.02"), 160);
    assert_int_equal(trial_open_place(&t, "S1.02", "D01", 129)->alarms_passed, 0);
    assert_int_equal(trial_open_place(&t, "S1.02", "D01", 130)->alarms_passed, 1);
    assert_false(trial_open_place(&t, "S1.02", "D01", 159)->late);
    assert_true(trial_open_place(&t, "S1.02", "D01", 160)->late);
    trial_do(&t, "S1.02", "met", 160);
    assert_int_equal(trial_flags(&t, FLAG_LATE), 0); /* in its last minute */
    trial_do(&t, "S1.01", "in", 200);
    trial_do(&t, "S1.02", "met", 261);
    assert_int_equal(trial_flags(&t, FLAG_LATE), 1);
    trial_close(&t);
}

static void raising_again_never_lengthens_a_duty(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "in", 0);
    trial_do(&t, "S1.01", "in", 30);
    assert_int_equal(trial_due(&t, "S1.02"), 60);
    struct asked asked;
    casestate_ask(&t.ctx, t.state, 0, &asked);
    assert_int_equal(asked.open_n, 1);
    trial_close(&t);
}

static void rows_stand_side_by_side_and_the_earlier_is_the_due(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "slow", 0);
    assert_true(trial_open_place(&t, "S1.02", "D02", 0)->waits_start);
    assert_int_equal(trial_open_place(&t, "S1.02", "D01", 0)->due_min, 60);
    assert_int_equal(trial_due(&t, "S1.02"), 60);
    trial_close(&t);
}

static void a_clock_starts_at_the_first_of_its_events_and_duties_wait_for_it(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "wait", 0);
    assert_int_equal(trial_due(&t, "S1.03"), DUE_NONE);
    trial_do(&t, "S1.02", "again", 5); /* starts D05, not D02 */
    assert_int_equal(trial_due(&t, "S1.03"), DUE_NONE);
    trial_do(&t, "S1.02", "met", 10);
    assert_int_equal(trial_due(&t, "S1.03"), 10 + 1440);
    trial_do(&t, "S1.02", "met", 900);
    assert_int_equal(trial_due(&t, "S1.03"), 10 + 1440); /* on: first */
    assert_int_equal(trial_open_place(&t, "S1.04", "D05", 0)->due_min, 900 + 3 * 1440); /* last */
    assert_int_equal(casestate_clock(t.state, definition_row(t.d, STR("D02"))), 10);
    trial_close(&t);
}

static void a_duty_raised_after_its_clock_began_counts_from_the_beginning(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_set(&t, "child", "yes", 7); /* fact(child) starts D02 */
    trial_do(&t, "S1.01", "wait", 5000);
    assert_int_equal(trial_due(&t, "S1.03"), 7 + 1440);
    assert_true(trial_open_place(&t, "S1.03", "D02", 5000)->late);
    trial_close(&t);
}

static void restarts_clears_the_clock_for_a_new_episode(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "wait", 0);
    trial_do(&t, "S1.02", "met", 10);
    trial_do(&t, "S1.03", "done", 20);
    trial_do(&t, "S1.06", "done", 30);
    trial_do(&t, "S1.01", "wait", 40);
    assert_int_equal(trial_due(&t, "S1.03"), DUE_NONE);
    trial_do(&t, "S1.02", "met", 50);
    assert_int_equal(trial_due(&t, "S1.03"), 50 + 1440);
    trial_close(&t);
}

static void a_limit_by_guard_is_read_when_the_duty_is_raised(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "in", 0);
    trial_do(&t, "S1.02", "again", 0);
    assert_int_equal(trial_due(&t, "S1.02"), 1440);
    trial_do(&t, "S1.02", "up", 10); /* the fact is set before the duty is raised */
    assert_int_equal(trial_due(&t, "S1.02"), 130);
    trial_close(&t);
}

static void a_limit_of_none_has_no_due_and_is_not_waiting(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "wait", 0);
    const struct open_place *open = trial_open_place(&t, "S1.06", "D04", 0);
    assert_int_equal(open->due_min, DUE_NONE);
    assert_false(open->waits_start);
    trial_close(&t);
}

static void working_days_pass_over_the_week_end(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    int64_t friday = days_of(2027, 3, 5) * 1440 + 10 * 60 - 420; /* 10:00 in the office */
    trial_do(&t, "S1.01", "in", friday);
    trial_do(&t, "S1.02", "work", friday);
    assert_int_equal(trial_due(&t, "S1.02"), friday + 5 * 1440); /* Mon, Tue, Wed */
    trial_close(&t);
}

static void a_holiday_is_no_working_day(void **state)
{
    (void)state;
    struct holiday monday = { .day = days_of(2027, 3, 8) };
    struct calendar calendar = { .zone_min = 420, .holidays = &monday, .holidays_n = 1 };
    int64_t friday = days_of(2027, 3, 5) * 1440;
    assert_int_equal(calendar_add_working(&calendar, friday, 1), friday + 4 * 1440);
    assert_false(calendar_works(&calendar, monday.day));
    assert_false(calendar_works(&calendar, days_of(2027, 3, 6)));
    assert_true(calendar_works(&calendar, days_of(1969, 12, 31))); /* a Wednesday */
    /* 23:30 UTC on Friday is Saturday in Jakarta: the next working day is Tuesday, 8 is a holiday
     */
    assert_int_equal(calendar_add_working(&calendar, friday + 1410, 1), friday + 1410 + 3 * 1440);
}

static struct act move_act(struct trial *t, int64_t due_min, char who)
{
    struct act act = trial_act(t, ACT_DEADLINE_MOVE, "S1.02", NULL, who, 10);
    act.row = definition_row(t->d, STR("D01"));
    act.due_min = due_min;
    act.reason = STR("in_treatment");
    return act;
}

static void a_deadline_is_moved_by_the_named_role_up_to_its_longest_time(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "in", 0);
    struct act act = move_act(&t, 120, 'a');
    assert_string_equal(trial_try(&t, &act), "role.missing");
    act = move_act(&t, 181, 'b');
    assert_string_equal(trial_try(&t, &act), "deadline.too_long");
    act = move_act(&t, 180, 'b');
    act.reason = STR("");
    assert_string_equal(trial_try(&t, &act), "reason.missing");
    act.reason = STR("in_treatment");
    assert_null(trial_try(&t, &act));
    const struct open_place *open = trial_open_place(&t, "S1.02", "D01", 0);
    assert_int_equal(open->due_min, 180);
    assert_int_equal(open->due_first_min, 60); /* both dates stay in view */
    trial_do(&t, "S1.01", "in", 20);           /* raised again: what was moved stays moved */
    assert_int_equal(trial_due(&t, "S1.02"), 180);
    trial_close(&t);
}

static void a_deadline_of_law_is_never_moved(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_set(&t, "child", "yes", 0);
    struct act act = trial_act(&t, ACT_DEADLINE_MOVE, "S1.09", NULL, '*', 1);
    act.row = definition_row(t.d, STR("D09"));
    act.due_min = 5000;
    act.reason = STR("in_treatment");
    assert_string_equal(trial_try(&t, &act), "deadline.fixed");
    casestate_apply(t.state, &act);
    assert_int_equal(trial_due(&t, "S1.09"), 60);
    assert_int_equal(trial_flags(&t, FLAG_BREACH), 1);
    trial_close(&t);
}

static void a_fact_is_an_event_when_it_changes(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    assert_false(trial_pending(&t, "S1.09", 0));
    trial_set(&t, "child", "yes", 3);
    assert_true(trial_pending(&t, "S1.09", 0));
    trial_do(&t, "S1.01", "in", 4);
    trial_do(&t, "S1.09", "done", 5);
    trial_set(&t, "child", "yes", 6); /* it is so already */
    assert_false(trial_pending(&t, "S1.09", 0));
    trial_close(&t);
}

static void send(struct trial *t, bool consent, int64_t at_min, const char *why)
{
    uint32_t c3 = definition_fact(t->d, STR("C3"));
    struct setting given = { c3, definition_value(t->d, c3, STR("given")) };
    struct act act = trial_act(t, ACT_STEP_DONE, "S1.05", "sent", 'a', at_min);
    act.settings = &given;
    act.settings_n = consent;
    const char *got = trial_try(t, &act);
    if (why == NULL)
        assert_null(got);
    else
        assert_string_equal(got, why);
}

static void each_subject_has_its_own_place_duty_and_facts(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "in", 0);
    send(&t, false, 1, "consent.missing"); /* read from what is given with the act */
    send(&t, true, 1, NULL);
    send(&t, true, 100, NULL);
    assert_int_equal(casestate_subjects(t.state, 0), 2);
    assert_true(trial_pending(&t, "S1.07", 1) && trial_pending(&t, "S1.07", 2));
    assert_int_equal(casestate_fact(t.state, definition_fact(t.d, STR("C3")), 2), 1);
    struct act act = trial_act(&t, ACT_STEP_DONE, "S1.07", "yes", 'a', 200);
    act.subject = 2;
    assert_null(trial_try(&t, &act));
    assert_true(trial_pending(&t, "S1.07", 1));
    assert_false(trial_pending(&t, "S1.07", 2));
    assert_false(trial_enabled(&t, "S1.10", 0, 300)); /* waits for all of them */
    act.subject = 1;
    assert_null(trial_try(&t, &act));
    assert_true(trial_enabled(&t, "S1.10", 0, 300));
    trial_close(&t);
}

static void trying_again_makes_the_next_subject_and_drops_reach_later_ones(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "in", 0);
    send(&t, true, 1, NULL);
    struct act act = trial_act(&t, ACT_STEP_DONE, "S1.07", "try", 'a', 2);
    act.subject = 1;
    assert_null(trial_try(&t, &act));
    assert_false(trial_pending(&t, "S1.07", 1));
    assert_true(trial_pending(&t, "S1.07", 2)); /* the effect means the new one */
    struct act stop = trial_act(&t, ACT_STEP_DONE, "S1.07", "stop", 'a', 3);
    stop.subject = 1;
    assert_null(trial_try(&t, &stop));
    assert_true(trial_pending(&t, "S1.07", 2)); /* its own subject only */
    trial_force(&t, "S1.10", "shut", 4);        /* from the case: all, and the template */
    assert_false(trial_pending(&t, "S1.07", 2));
    send(&t, true, 5, NULL);
    assert_false(trial_enabled(&t, "S1.07", 3, 6));
    trial_close(&t);
}

static void two_persons_sign_and_the_second_executes(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "wait", 0);
    struct act first = trial_act(&t, ACT_STEP_DONE, "S1.08", "two", 'a', 10);
    assert_null(trial_try(&t, &first));
    assert_true(t.verdict.waits_second);
    assert_false(casestate_done(t.state, first.step, 0));
    assert_false(casestate_may_close(t.state)); /* a signature is awaited */
    assert_non_null(casestate_waiting(t.state, first.step, 0));
    assert_string_equal(trial_try(&t, &first), "sign.waiting");
    struct act agree = trial_act(&t, ACT_STEP_AGREE, "S1.08", NULL, '*', 20);
    agree.officer = first.officer;
    assert_string_equal(trial_try(&t, &agree), "sign.same_person");
    agree = trial_act(&t, ACT_STEP_AGREE, "S1.08", NULL, 'c', 20);
    assert_string_equal(trial_try(&t, &agree), "role.missing");
    agree = trial_act(&t, ACT_STEP_AGREE, "S1.08", NULL, 'b', 20);
    assert_null(trial_try(&t, &agree));
    assert_true(casestate_done(t.state, first.step, 0));
    assert_int_equal(trial_due(&t, "S1.02"), 80); /* counts from the second */
    assert_string_equal(trial_try(&t, &agree), "sign.nothing");
    casestate_apply(t.state, &agree); /* twice, by a merge */
    assert_int_equal(trial_flags(&t, FLAG_STALE), 1);
    trial_close(&t);
}

static void sign_when_lets_one_person_do_it_alone(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "wait", 0);
    struct act act = trial_act(&t, ACT_STEP_DONE, "S1.08", "alone", 'c', 10);
    assert_null(trial_try(&t, &act));
    assert_true(casestate_done(t.state, act.step, 0));
    act = trial_act(&t, ACT_STEP_DONE, "S1.08", "two", 'c', 11);
    assert_string_equal(trial_try(&t, &act), "role.missing");
    trial_close(&t);
}

static void a_declined_or_dropped_signature_is_gone(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "wait", 0);
    struct act first = trial_act(&t, ACT_STEP_DONE, "S1.08", "two", 'a', 10);
    struct act decline = trial_act(&t, ACT_STEP_DECLINE, "S1.08", NULL, 'b', 11);
    assert_string_equal(trial_try(&t, &decline), "sign.nothing");
    assert_null(trial_try(&t, &first));
    assert_string_equal(trial_try(&t, &decline), "reason.missing");
    decline.reason = STR("not_so");
    assert_null(trial_try(&t, &decline));
    assert_null(casestate_waiting(t.state, first.step, 0));
    assert_null(trial_try(&t, &first));
    trial_force(&t, "S1.10", "shut", 12);
    assert_null(casestate_waiting(t.state, first.step, 0));
    trial_close(&t);
}

static void a_case_closes_when_nothing_is_pending_and_opens_when_something_is(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "in", 0);
    struct act close = { .kind = ACT_CLOSE, .outcome = DEFINITION_NONE, .at = 900 };
    assert_string_equal(trial_try(&t, &close), "close.pending");
    assert_int_equal(t.verdict.missing[0].step, trial_step(&t, "S1.02"));
    trial_do(&t, "S1.02", "met", 1);
    assert_null(trial_try(&t, &close));
    struct asked asked;
    casestate_ask(&t.ctx, t.state, 2, &asked);
    assert_str(asked.stage, STR("closed"));
    struct act reopen = { .kind = ACT_REOPEN, .outcome = DEFINITION_NONE, .at = 901 };
    assert_null(trial_try(&t, &reopen));
    assert_string_equal(trial_try(&t, &reopen), "case.not_closed");
    trial_close(&t);
}

static void what_was_done_on_paper_counts_but_is_neither_late_nor_a_deviation(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    struct act act = trial_act(&t, ACT_STEP_BEFORE, "S1.01", "in", 'a', 0);
    assert_null(trial_try(&t, &act));
    act = trial_act(&t, ACT_STEP_BEFORE, "S1.02", NULL, 'a', 9000);
    assert_null(trial_try(&t, &act));
    assert_true(casestate_done(t.state, act.step, 0));
    assert_false(trial_pending(&t, "S1.02", 0));
    uint32_t n;
    (void)casestate_flags(t.state, &n);
    assert_int_equal(n, 0);
    size_t rows_n;
    const struct place_row *rows = casestate_rows(&t.ctx, t.state, 9000, &rows_n);
    assert_int_equal(rows_n, 2);
    assert_int_equal(rows[1].code, 102);
    assert_int_equal(rows[1].state & 0xff, ROW_BEFORE);
    trial_close(&t);
}

static void what_paper_left_open_is_counted_from_the_day_it_came(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    struct act act = trial_act(&t, ACT_STEP_BEFORE, "S1.01", "in", 'a', 100);
    act.written_min = 9000;
    assert_null(trial_try(&t, &act));
    assert_int_equal(trial_due(&t, "S1.02"), 9060);
    assert_false(trial_open_place(&t, "S1.02", "D01", 9000)->late);
    trial_close(&t);
}

static void a_deviation_is_reviewed_by_somebody_else_once(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "wait", 0);
    struct act skip = trial_act(&t, ACT_STEP_SKIP, "S1.03", NULL, 'a', 1);
    skip.reason = STR("not_relevant");
    assert_null(trial_try(&t, &skip));
    struct act review = { .kind = ACT_REVIEW,
                          .outcome = DEFINITION_NONE,
                          .officer = trial_id('a'),
                          .ref = skip.at,
                          .at = 77 };
    assert_string_equal(trial_try(&t, &review), "review.same_person");
    review.officer = trial_id('b');
    assert_null(trial_try(&t, &review));
    assert_string_equal(trial_try(&t, &review), "review.nothing");
    trial_close(&t);
}

static void rows_say_what_changed(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    size_t before_n, after_n, n;
    const struct place_row *before = casestate_rows(&t.ctx, t.state, 0, &before_n);
    assert_int_equal(before_n, 0);
    trial_do(&t, "S1.01", "in", 0);
    const struct place_row *after = casestate_rows(&t.ctx, t.state, 0, &after_n);
    const struct place_row *changed =
        casestate_rows_changed(&t.ctx, before, before_n, after, after_n, &n);
    assert_int_equal(n, 2);
    assert_int_equal(changed[0].code, 101);
    assert_int_equal(changed[0].state, ROW_DONE | ROW_ENABLED);
    assert_int_equal(changed[1].state, ROW_OPEN | ROW_ENABLED);
    assert_int_equal(changed[1].due_min, 60);
    trial_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_duty_has_the_due_of_its_row_and_is_late_when_the_time_is_up),
        cmocka_unit_test(raising_again_never_lengthens_a_duty),
        cmocka_unit_test(rows_stand_side_by_side_and_the_earlier_is_the_due),
        cmocka_unit_test(a_clock_starts_at_the_first_of_its_events_and_duties_wait_for_it),
        cmocka_unit_test(a_duty_raised_after_its_clock_began_counts_from_the_beginning),
        cmocka_unit_test(restarts_clears_the_clock_for_a_new_episode),
        cmocka_unit_test(a_limit_by_guard_is_read_when_the_duty_is_raised),
        cmocka_unit_test(a_limit_of_none_has_no_due_and_is_not_waiting),
        cmocka_unit_test(working_days_pass_over_the_week_end),
        cmocka_unit_test(a_holiday_is_no_working_day),
        cmocka_unit_test(a_deadline_is_moved_by_the_named_role_up_to_its_longest_time),
        cmocka_unit_test(a_deadline_of_law_is_never_moved),
        cmocka_unit_test(a_fact_is_an_event_when_it_changes),
        cmocka_unit_test(each_subject_has_its_own_place_duty_and_facts),
        cmocka_unit_test(trying_again_makes_the_next_subject_and_drops_reach_later_ones),
        cmocka_unit_test(two_persons_sign_and_the_second_executes),
        cmocka_unit_test(sign_when_lets_one_person_do_it_alone),
        cmocka_unit_test(a_declined_or_dropped_signature_is_gone),
        cmocka_unit_test(a_case_closes_when_nothing_is_pending_and_opens_when_something_is),
        cmocka_unit_test(what_was_done_on_paper_counts_but_is_neither_late_nor_a_deviation),
        cmocka_unit_test(what_paper_left_open_is_counted_from_the_day_it_came),
        cmocka_unit_test(a_deviation_is_reviewed_by_somebody_else_once),
        cmocka_unit_test(rows_say_what_changed),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
