/* Order, inclusion, needs: what stands against a step, and what it does all the same. */
#include "trial.h"

static const char steps[] =
    "  - { id: S1.01, role: [a], once: yes, outcomes: { in: { then: [S1.02] }, phone: {} } }\n"
    "  - { id: S1.02, role: [a, b], after: [S1.01], outcomes: { met: { then: [S1.03] }, not: {} } "
    "}\n"
    "  - { id: S1.03, role: [a], after: [{step: S1.02, delay: 2h}], waits_for: [S1.04], outcomes: "
    "{ "
    "done: {}, off: { drops: [S1.02] }, both: { drops: [S1.04], opens: [S1.04], then: [S1.03] } } "
    "}\n"
    "  - { id: S1.04, role: [a], start: dropped, outcomes: { done: { set: { level: high } } } }\n"
    "  - { id: S1.05, role: [a], when: \"level = high\", outcomes: { made: { makes: box } } }\n"
    "  - { id: S1.06, role: [a], consent: [C1], needs: [{if: form.paper, hold: note, why: "
    "paper.missing}, {if: not child or form.escort, hold: second, why: escort.missing}], outcomes: "
    "{ sent: {}, refused: {} } }\n"
    "  - { id: S1.07, role: [a], outcomes: { ask: { opens: [S1.04], then: [S1.04] } } }\n"
    "  - { id: S1.09, role: [a], start: dropped }\n"
    "  - { id: S1.10, role: [a], drops: [\"S1.*\", \"-S1.02\"] }\n";

static void a_case_begins_with_a_start_step(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    struct act act = trial_act(&t, ACT_STEP_DONE, "S1.02", "met", 'a', 0);
    assert_string_equal(trial_try(&t, &act), "case.not_open");
    assert_int_equal(t.verdict.missing[0].kind, MISSING_START);
    trial_set(&t, "child", "yes", 0); /* facts may be set before */
    trial_do(&t, "S1.01", "in", 1);
    assert_null(trial_try(&t, &act));
    trial_close(&t);
}

static void only_the_named_roles_do_a_step(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    struct act act = trial_act(&t, ACT_STEP_DONE, "S1.01", "in", 'c', 0);
    assert_string_equal(trial_try(&t, &act), "role.missing");
    assert_int_equal(t.verdict.missing[0].mends_n, 1);
    assert_int_equal(t.verdict.missing[0].mends[0].kind, MEND_ROLE);
    assert_int_equal(t.verdict.missing[0].mends[0].at, 0);
    trial_close(&t);
}

static void doing_a_step_clears_its_duty_and_raises_the_next(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "in", 0);
    assert_true(trial_pending(&t, "S1.02", 0));
    assert_false(casestate_may_close(t.state));
    trial_do(&t, "S1.02", "not", 1);
    assert_false(trial_pending(&t, "S1.02", 0));
    assert_false(trial_pending(&t, "S1.03", 0));
    assert_true(casestate_done(t.state, trial_step(&t, "S1.02"), 0));
    assert_true(casestate_may_close(t.state));
    trial_close(&t);
}

static void a_step_that_is_done_once_needs_a_reason_the_second_time(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "in", 0);
    struct act act = trial_act(&t, ACT_STEP_DONE, "S1.01", "phone", 'a', 1);
    assert_string_equal(trial_try(&t, &act), "blocked.once");
    assert_true(t.verdict.needs_reason);
    act.reason = STR("mistake");
    assert_null(trial_try(&t, &act));
    assert_true(t.verdict.deviation);
    assert_int_equal(trial_flags(&t, FLAG_DEVIATION), 1);
    trial_close(&t);
}

static void a_condition_names_the_step_that_mends_it(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "phone", 0);
    struct act act = trial_act(&t, ACT_STEP_DONE, "S1.03", "done", 'a', 1);
    assert_string_equal(trial_try(&t, &act), "blocked.after");
    assert_int_equal(t.verdict.missing[0].step, trial_step(&t, "S1.02"));
    assert_int_equal(t.verdict.missing[0].mends[0].kind, MEND_STEP);
    assert_int_equal(t.verdict.missing[0].mends[0].at, trial_step(&t, "S1.02"));
    assert_false(trial_enabled(&t, "S1.03", 0, 1));
    trial_close(&t);
}

static void a_delay_is_over_when_its_time_has_passed(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "in", 0);
    trial_do(&t, "S1.02", "met", 10);
    assert_false(trial_enabled(&t, "S1.03", 0, 129));
    assert_true(trial_enabled(&t, "S1.03", 0, 130));
    struct act act = trial_act(&t, ACT_STEP_DONE, "S1.03", "done", 'a', 129);
    assert_string_equal(trial_try(&t, &act), "blocked.delay");
    assert_int_equal(t.verdict.missing[0].until_min, 130);
    casestate_apply(t.state, &act); /* the fold knows no clock: not flagged */
    assert_int_equal(trial_flags(&t, FLAG_DEVIATION), 0);
    trial_close(&t);
}

static void a_skipped_condition_is_settled_but_not_done(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "in", 0);
    struct act skip = trial_act(&t, ACT_STEP_SKIP, "S1.02", NULL, 'a', 1);
    assert_string_equal(trial_try(&t, &skip), "reason.missing");
    skip.reason = STR("person_refused");
    assert_null(trial_try(&t, &skip));
    assert_true(trial_enabled(&t, "S1.03", 0, 1));
    assert_false(casestate_done(t.state, trial_step(&t, "S1.02"), 0));
    assert_false(trial_pending(&t, "S1.02", 0));
    assert_int_equal(trial_flags(&t, FLAG_DEVIATION), 1);
    trial_close(&t);
}

static void a_condition_that_is_dropped_does_not_block(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "phone", 0);
    assert_false(trial_enabled(&t, "S1.03", 0, 1));
    trial_force(&t, "S1.03", "off", 1); /* drops S1.02 */
    assert_true(trial_enabled(&t, "S1.03", 0, 2));
    trial_close(&t);
}

static void a_milestone_binds_only_while_it_is_included_and_pending(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "in", 0);
    trial_do(&t, "S1.02", "met", 0);
    assert_true(trial_enabled(&t, "S1.03", 0, 500)); /* S1.04 is dropped */
    trial_do(&t, "S1.07", "ask", 1);
    assert_false(trial_enabled(&t, "S1.03", 0, 500)); /* open and pending */
    trial_do(&t, "S1.04", "done", 2);
    assert_true(trial_enabled(&t, "S1.03", 0, 500)); /* open and done */
    trial_do(&t, "S1.07", "ask", 3);
    trial_do(&t, "S1.10", "done", 4);
    assert_true(trial_enabled(&t, "S1.03", 0, 500) ||
                !trial_pending(&t, "S1.04", 0)); /* pending but dropped */
    trial_close(&t);
}

static void include_wins_over_exclude_of_the_same_step_and_a_response_to_itself_stays(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "in", 0);
    trial_do(&t, "S1.02", "met", 0);
    trial_do(&t, "S1.03", "both", 500);
    assert_true(trial_enabled(&t, "S1.04", 0, 500));
    assert_true(trial_pending(&t, "S1.03", 0));
    trial_close(&t);
}

static void a_pattern_drops_all_but_what_is_taken_out_and_itself(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "in", 0);
    trial_do(&t, "S1.10", "done", 1);
    assert_true(trial_enabled(&t, "S1.02", 0, 2));
    assert_true(trial_enabled(&t, "S1.10", 0, 2));
    assert_false(trial_enabled(&t, "S1.07", 0, 2));
    assert_false(trial_enabled(&t, "S1.06", 0, 2));
    trial_close(&t);
}

static void when_is_read_at_every_question(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "in", 0);
    assert_false(trial_enabled(&t, "S1.05", 0, 1));
    trial_do(&t, "S1.07", "ask", 1);
    trial_do(&t, "S1.04", "done", 2); /* level becomes high */
    assert_true(trial_enabled(&t, "S1.05", 0, 3));
    trial_close(&t);
}

static void never_is_refused_even_with_a_reason_and_a_second_officer(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "phone", 0);
    struct act act = trial_act(&t, ACT_STEP_DONE, "S1.06", "sent", 'a', 1);
    act.answers = 3; /* paper and escort */
    act.reason = STR("emergency_order");
    act.second = trial_id('b');
    act.second_roles = 2;
    assert_string_equal(trial_try(&t, &act), "consent.missing");
    assert_int_equal(t.verdict.missing[0].hold, HOLD_NEVER);
    assert_int_equal(t.verdict.missing[0].mends[0].kind, MEND_FACT);
    assert_int_equal(t.verdict.missing[0].mends[0].at, definition_fact(t.d, STR("C1")));
    casestate_apply(t.state, &act); /* came in by a merge */
    assert_int_equal(trial_flags(&t, FLAG_BREACH), 1);
    trial_close(&t);
}

static void a_refusal_is_an_outcome_until_the_consent_is_given(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "phone", 0);
    struct act act = trial_act(&t, ACT_STEP_DONE, "S1.06", "refused", 'a', 1);
    act.answers = 3;
    assert_null(trial_try(&t, &act));
    trial_set(&t, "C1", "given", 2);
    assert_string_equal(trial_try(&t, &act), "consent.present");
    act = trial_act(&t, ACT_STEP_DONE, "S1.06", "sent", 'a', 3);
    act.answers = 3;
    assert_null(trial_try(&t, &act));
    trial_set(&t, "C1", "withdrawn", 4);
    assert_string_equal(trial_try(&t, &act), "consent.missing");
    trial_close(&t);
}

static void second_needs_another_officer_before_the_act_and_a_reason(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "phone", 0);
    trial_set(&t, "C1", "given", 0);
    trial_set(&t, "child", "yes", 0);
    struct act act = trial_act(&t, ACT_STEP_DONE, "S1.06", "sent", 'a', 1);
    act.answers = 1; /* paper, no escort */
    act.reason = STR("emergency_order");
    assert_string_equal(trial_try(&t, &act), "escort.missing");
    assert_true(t.verdict.needs_second);
    act.second = act.officer; /* not oneself */
    assert_string_equal(trial_try(&t, &act), "escort.missing");
    act.second = trial_id('b');
    act.reason = STR("");
    assert_string_equal(trial_try(&t, &act), "escort.missing");
    assert_true(t.verdict.needs_reason);
    act.reason = STR("emergency_order");
    assert_null(trial_try(&t, &act));
    assert_int_equal(trial_flags(&t, FLAG_DEVIATION), 1);
    assert_int_equal(trial_flags(&t, FLAG_BREACH), 0);
    trial_close(&t);
}

static void a_note_is_signed_with_a_reason_and_all_that_is_missing_is_told(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "phone", 0);
    trial_set(&t, "C1", "given", 0);
    trial_set(&t, "child", "yes", 0);
    struct act act = trial_act(&t, ACT_STEP_DONE, "S1.06", "sent", 'a', 1);
    assert_string_equal(trial_try(&t, &act), "escort.missing"); /* the graver first */
    assert_int_equal(t.verdict.missing_n, 2);
    assert_str(t.verdict.missing[1].why, STR("paper.missing"));
    assert_int_equal(t.verdict.missing[1].mends[0].kind, MEND_ANSWER);
    act.answers = 2;
    assert_string_equal(trial_try(&t, &act), "paper.missing");
    act.reason = STR("no_paper");
    assert_null(trial_try(&t, &act));
    trial_close(&t);
}

static void a_reason_that_is_not_on_the_list_is_no_reason(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    static struct reason listed[] = { { .of = REASON_DEVIATION, .id = { "not_safe", 8 } } };
    t.d->reasons = listed;
    t.d->reasons_n = 1;
    trial_do(&t, "S1.01", "in", 0);
    struct act act = trial_act(&t, ACT_STEP_DONE, "S1.01", "in", 'a', 1);
    act.reason = STR("because");
    assert_string_equal(trial_try(&t, &act), "reason.unknown");
    assert_str(t.verdict.missing[1].why, STR("blocked.once"));
    act.reason = STR("not_safe");
    assert_null(trial_try(&t, &act));
    trial_close(&t);
}

static void an_act_that_names_nothing_changes_nothing(void **state)
{
    (void)state;
    struct trial t;
    trial_open(&t, steps);
    trial_do(&t, "S1.01", "in", 0);
    struct place_row *before, *after;
    size_t before_n, after_n, changed_n;
    before = casestate_rows(&t.ctx, t.state, 5, &before_n);
    struct act act = trial_act(&t, ACT_STEP_DONE, "S1.02", "met", 'a', 1);
    act.outcome = 9;
    assert_string_equal(trial_try(&t, &act), "act.unknown");
    casestate_apply(t.state, &act);
    act.outcome = 0;
    act.subject = 3;
    casestate_apply(t.state, &act);
    act.subject = 0;
    act.step = 1000;
    casestate_apply(t.state, &act);
    after = casestate_rows(&t.ctx, t.state, 5, &after_n);
    (void)casestate_rows_changed(&t.ctx, before, before_n, after, after_n, &changed_n);
    assert_int_equal(changed_n, 0);
    assert_int_equal(trial_flags(&t, FLAG_UNKNOWN), 3);
    trial_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_begins_with_a_start_step),
        cmocka_unit_test(only_the_named_roles_do_a_step),
        cmocka_unit_test(doing_a_step_clears_its_duty_and_raises_the_next),
        cmocka_unit_test(a_step_that_is_done_once_needs_a_reason_the_second_time),
        cmocka_unit_test(a_condition_names_the_step_that_mends_it),
        cmocka_unit_test(a_delay_is_over_when_its_time_has_passed),
        cmocka_unit_test(a_skipped_condition_is_settled_but_not_done),
        cmocka_unit_test(a_condition_that_is_dropped_does_not_block),
        cmocka_unit_test(a_milestone_binds_only_while_it_is_included_and_pending),
        cmocka_unit_test(include_wins_over_exclude_of_the_same_step_and_a_response_to_itself_stays),
        cmocka_unit_test(a_pattern_drops_all_but_what_is_taken_out_and_itself),
        cmocka_unit_test(when_is_read_at_every_question),
        cmocka_unit_test(never_is_refused_even_with_a_reason_and_a_second_officer),
        cmocka_unit_test(a_refusal_is_an_outcome_until_the_consent_is_given),
        cmocka_unit_test(second_needs_another_officer_before_the_act_and_a_reason),
        cmocka_unit_test(a_note_is_signed_with_a_reason_and_all_that_is_missing_is_told),
        cmocka_unit_test(a_reason_that_is_not_on_the_list_is_no_reason),
        cmocka_unit_test(an_act_that_names_nothing_changes_nothing),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
