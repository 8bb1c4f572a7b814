#include "../unit.h"

#include "domain/screen.h"
#include "sop/bundle.h"
#include "sop/screen_read.h"
#include "use/shipped_sop.h"

static struct ctx ctx;
static struct screen *screen;

static int set_up(void **state)
{
    struct file_list files;
    (void)state;
    ctx.arena = arena_open((size_t)256 << 20);
    return bundle_read(&ctx, shipped_sop(), &files) == OK &&
                   screen_read(&ctx, &files, &screen) == OK
               ? 0
               : 1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_close(ctx.arena);
    return 0;
}

/* All 27 triples × every flag: one row each, a result for this person, in the order of the table.
 */
static void the_table_is_total_and_a_child_is_never_worse_off(void **state)
{
    (void)state;
    static const int rank[] = {
        [IDENT_NONE] = -1,         [IDENT_NOT_TPPO] = 0,        [IDENT_WITNESS_ONLY] = 0,
        [IDENT_INSUFFICIENT] = 1,  [IDENT_PRESUMED_VICTIM] = 2, [IDENT_VICTIM] = 3,
        [IDENT_WITNESS_VICTIM] = 3
    };
    int walked = 0;
    for (unsigned triple = 0; triple < 27; triple++)
        for (unsigned bits = 0; bits < 64; bits++) {
            struct screen_flags flags = {
                .state = { (enum element_state)(triple / 9), (enum element_state)(triple / 3 % 3),
                           (enum element_state)(triple % 3) },
                .labour_only = bits & 1,
                .held = bits & 2,
                .stopped = bits & 4,
                .child_sale = bits & 8,
                .witness = bits & 16,
                .route_open = bits & 32,
            };
            size_t adult = screen_row(screen, &flags);
            flags.child = true;
            size_t child = screen_row(screen, &flags);
            enum ident_result as_adult = screen_row_result(screen, adult, false);
            enum ident_result as_child = screen_row_result(screen, child, true);
            assert_int_not_equal(as_adult, IDENT_NONE);
            assert_int_not_equal(as_child, IDENT_NONE);
            assert_true(rank[as_child] >= rank[as_adult]);
            /* All three met is a victim, whoever and whatever else. */
            if (triple == 26)
                assert_int_equal(as_adult, IDENT_VICTIM);
            walked++;
        }
    assert_int_equal(walked, 27 * 64);
}

static struct screening judged(const struct screen_answer *answers, size_t n, bool child)
{
    struct screen_person person = { .child_at_act = child };
    struct screening out;
    assert_int_equal(screen_judge(&ctx, screen, &person, answers, n, &out), OK);
    return out;
}

static void taking_one_answer_away_changes_the_suggestion_at_once(void **state)
{
    (void)state;
    const struct screen_answer answers[] = {
        { .key = STR("Q05"), .value = STR("broker") },
        { .key = STR("Q16"), .value = STR("chain") },
        { .key = STR("Q19"), .value = STR("threatened") },
    };
    assert_int_equal(judged(answers, 3, false).result, IDENT_VICTIM);
    assert_int_not_equal(judged(answers, 2, false).result, IDENT_VICTIM);
}

static void a_fact_told_twice_counts_once(void **state)
{
    (void)state;
    const struct screen_answer twice[] = {
        { .key = STR("Q05"), .value = STR("broker") },
        { .key = STR("Q06"), .value = STR("agent") },
    };
    struct screening out = judged(twice, 2, false);
    assert_int_equal(out.state[E1_PROCESS], ELEMENT_UNCLEAR);
    size_t counts = 0;
    for (size_t i = 0; i < out.marks_n; i++)
        counts += out.marks[i].element == E1_PROCESS && out.marks[i].counts;
    assert_int_equal(counts, 1);
}

static void declined_and_unknown_count_against_nobody(void **state)
{
    (void)state;
    const struct screen_answer answers[] = {
        { .key = STR("Q19"), .value = STR("threatened"), .declined = true },
        { .key = STR("Q26"), .value = STR("declined") },
        { .key = STR("Q99"), .value = STR("yes") },
        { .key = STR("Q05"), .value = STR("no such word") },
    };
    struct screening out = judged(answers, 4, false);
    assert_int_equal(out.marks_n, 0);
    assert_int_equal(out.state[E2_MEANS], ELEMENT_ABSENT);
}

static void no_is_not_said_while_a_key_question_is_open(void **state)
{
    (void)state;
    const struct screen_answer asked[] = {
        { .key = STR("Q16"), .value = STR("nobody") },
        { .key = STR("Q19"), .value = STR("free no_work") },
        { .key = STR("Q28"), .value = STR("self") },
    };
    struct screening out = judged(asked, 3, false);
    assert_int_equal(out.result, IDENT_NOT_TPPO);
    assert_int_equal(out.open_n, 0);
    out = judged(asked, 2, false);
    assert_int_equal(out.row_says, IDENT_NOT_TPPO);
    assert_int_equal(out.result, IDENT_INSUFFICIENT);
    assert_int_equal(out.open_n, 1);
    assert_str(out.open[0], STR("Q28"));
}

static void nothing_at_all_is_total_too(void **state)
{
    (void)state;
    struct screening out = judged(NULL, 0, true);
    assert_int_not_equal(out.result, IDENT_NONE);
    struct screen_answer *many =
        arena_array(ctx.arena, struct screen_answer, SCREEN_ANSWERS_MAX + 1);
    struct screen_person person = { 0 };
    assert_int_equal(screen_judge(&ctx, screen, &person, many, SCREEN_ANSWERS_MAX + 1, &out),
                     ERR_INVALID);
}

static void a_fault_in_the_file_is_told_with_its_line(void **state)
{
    (void)state;
    static const char text[] = "codes: { E1: [recruit], E2: [threat], E3: [slavery] }\n"
                               "questions:\n"
                               "  - q: Q01\n"
                               "    fact: x\n"
                               "    counts:\n"
                               "      - { when: [yes], mark: { recruiting: weak } }\n"
                               "observations: []\n"
                               "evidence: []\n"
                               "rows: []\n";
    struct file file = { STR("screen.yaml"), str_of(text) };
    struct file_list files = { &file, 1 };
    struct screen *out;
    assert_int_equal(screen_read(&ctx, &files, &out), ERR_INVALID);
    assert_string_equal(ctx.why.key, "screen.code");
    assert_int_equal(ctx.why.line, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_total_and_a_child_is_never_worse_off),
        cmocka_unit_test(taking_one_answer_away_changes_the_suggestion_at_once),
        cmocka_unit_test(a_fact_told_twice_counts_once),
        cmocka_unit_test(declined_and_unknown_count_against_nobody),
        cmocka_unit_test(no_is_not_said_while_a_key_question_is_open),
        cmocka_unit_test(nothing_at_all_is_total_too),
        cmocka_unit_test(a_fault_in_the_file_is_told_with_its_line),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
