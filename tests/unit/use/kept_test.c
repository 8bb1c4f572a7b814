/* A round in which many write at one case: each sees what stands, whoever wrote it and however it
 * was undone, as if the case were folded anew. */
#include "fixture.h"

#include "use/case_opened.h"
#include "use/case_show.h"
#include "use/case_write.h"
#include "use/step_do.h"
#include "use/task_assign.h"

#include "domain/tables.h"
#include "store/round.h"

enum { SHOWN_MAX = 4000 };

static const char *const team[] = { "sari", NULL };

static struct note_add_out note(struct desk_ctx *desk, struct str casefile, const char *text)
{
    struct note_add_in in = { .head = head_of(casefile), .text = str_of(text), .compartment = 'S' };
    struct note_add_out out;
    enum err err = note_add(desk, &in, &out);
    if (err != OK)
        print_message("# note: %d %s\n", (int)err, why());
    assert_int_equal(err, OK);
    return out;
}

/* What the board says, as text that outlives the round. */
static struct str told(struct desk_ctx *desk, struct str casefile)
{
    struct case_show_in in = { .casefile = casefile, .with_values = true };
    struct case_show_out out;
    assert_int_equal(case_show(desk, &in, &out), OK);
    struct buf text = buf_open(ctx.arena, 100 * SHOWN_MAX);
    const struct definition *sop = out.casefile->sop;
    for (uint32_t i = 0; i < out.asked->open_n; i++)
        buf_format(&text, "%.*s.%u %d ", STR_ARG(sop->steps[out.asked->open[i].step].id),
                   (unsigned)out.asked->open[i].subject, out.asked->open[i].enabled);
    for (size_t i = 0; i < out.newest_n; i++)
        if (out.newest[i].kind == KIND_CASE_FACT)
            buf_format(&text, "\n%.*s|%.*s|%d", STR_ARG(out.newest[i].step),
                       STR_ARG(out.newest[i].words), out.newest[i].corrected);
    for (size_t i = 0; i < out.values_n; i++)
        buf_format(&text, "\n%.*s=%.*s", STR_ARG(out.values[i].key), STR_ARG(out.values[i].text));
    assert_true(buf_done(&text));
    return buf_str(&text);
}

static bool says(struct str told, const char *text)
{
    return str_search(told, str_of(text)) < told.n;
}

static void assert_as_after_reopening(const char *login, struct str casefile, struct str was)
{
    reopen();
    struct str now = told(enter(login), casefile);
    leave();
    assert_str(was, now);
}

static void the_next_request_of_a_round_sees_what_the_last_wrote(void **state)
{
    (void)state;
    struct str casefile = case_with(team);
    struct desk_ctx *desk = enter("bayu");
    (void)told(desk, casefile);
    for (int i = 0; i < 20; i++)
        note(desk, casefile, i == 19 ? "yang terakhir" : "catatan");
    struct str one = told(desk, casefile);
    assert_true(says(one, "|yang terakhir|"));
    leave();
    assert_as_after_reopening("bayu", casefile, one);
}

static struct str step(struct desk_ctx *desk, struct str casefile, const char *id,
                       const char *outcome, const struct typed *values, size_t n)
{
    struct step_do_in in = { .head = head_of(casefile),
                             .step = str_of(id),
                             .outcome = str_of(outcome),
                             .values = values,
                             .values_n = n };
    struct step_do_out out;
    enum err err = step_do(desk, &in, &out);
    if (err != OK)
        print_message("# %s: %d %s\n", id, (int)err, why());
    assert_int_equal(err, OK);
    assert_false(out.done.deviation);
    return told(desk, casefile);
}

static void a_step_opens_the_next_within_the_round(void **state)
{
    (void)state;
    const struct typed near[] = { VALUE("who_is_near", "Tidak ada") };
    const struct typed risk[] = { VALUE("level", "low"), VALUE("measures", "Antar pulang.") };
    struct str casefile = case_with(team);
    struct desk_ctx *desk = enter("rina");
    struct str before = told(desk, casefile);
    assert_true(says(before, "S1.02.0 1"));
    assert_false(says(before, "S1.03.0 1"));
    struct str first = step(desk, casefile, "S1.02", "by_phone", near, 1);
    assert_true(says(first, "S1.03.0 1"));
    struct str second = step(desk, casefile, "S1.03", "low", risk, 2);
    assert_false(says(second, "S1.03.0"));
    leave();
    assert_as_after_reopening("rina", casefile, second);
}

static void another_officer_sees_it_at_once_with_her_own_keys(void **state)
{
    (void)state;
    struct str casefile = case_with(team);
    struct desk_ctx *desk = enter("bayu");
    (void)told(desk, casefile);
    desk = enter_also("sari");
    (void)told(desk, casefile);
    desk = enter_also("bayu");
    note(desk, casefile, "dari bayu");
    desk = enter_also("sari");
    struct str sari = told(desk, casefile);
    note(desk, casefile, "dari sari");
    desk = enter_also("bayu");
    struct str bayu = told(desk, casefile);
    assert_true(says(bayu, "|dari bayu|") && says(bayu, "|dari sari|"));
    assert_true(says(sari, "|dari bayu|"));
    /* Who holds no more than the office does gets no more, however many have it open. */
    struct case_show_in in = { .casefile = casefile, .with_values = true };
    struct case_show_out out;
    assert_int_equal(case_show(enter_also("hadi"), &in, &out), ERR_MISSING);
    assert_string_equal(why(), "case.none");
    leave();
    assert_as_after_reopening("bayu", casefile, bayu);
}

static void what_was_undone_is_not_seen(void **state)
{
    (void)state;
    struct str casefile = case_with(team);
    struct desk_ctx *desk = enter("bayu");
    struct str before = told(desk, casefile);
    note(desk, casefile, "tidak pernah");
    round_undo(desk->office);
    assert_str(told(desk, casefile), before);
    note(desk, casefile, "sekali");
    struct str after = told(desk, casefile);
    assert_true(says(after, "|sekali|") && !says(after, "tidak pernah"));
    leave();
    assert_as_after_reopening("bayu", casefile, after);
}

static void a_right_given_in_the_round_opens_in_the_round(void **state)
{
    (void)state;
    struct str casefile = case_with(team);
    struct desk_ctx *desk = enter("bayu");
    note(desk, casefile, "sebelum izin");
    struct task_assign_in in = { .head = head_of(casefile),
                                 .officer = officer_id("hadi"),
                                 .role = ROLE_LEGAL_COMPANION,
                                 .history = true };
    struct task_assign_out out;
    assert_int_equal(task_assign(desk, &in, &out), OK);
    note(desk, casefile, "sesudah izin");
    struct str bayu = told(desk, casefile);
    assert_true(says(bayu, "|sebelum izin|") && says(bayu, "|sesudah izin|"));
    (void)told(enter_also("hadi"), casefile);
    leave();
    assert_as_after_reopening("bayu", casefile, bayu);
}

static void a_correction_in_the_round_stands_in_the_round(void **state)
{
    (void)state;
    struct str casefile = case_with(team);
    struct desk_ctx *desk = enter("bayu");
    struct note_add_out wrong = note(desk, casefile, "salah tulis");
    (void)told(desk, casefile);
    struct entry_correct_in in = { .head = head_of(casefile),
                                   .entry = hex_write(ctx.arena, wrong.done.entry, 32),
                                   .text = STR("benar") };
    struct entry_correct_out out;
    in.head.words = STR("Salah ketik.");
    assert_int_equal(entry_correct(desk, &in, &out), OK);
    struct str one = told(desk, casefile);
    assert_true(says(one, "|salah tulis|1") && says(one, "|benar|0"));
    leave();
    assert_as_after_reopening("bayu", casefile, one);
}

static void more_cases_than_are_kept_are_folded_all_the_same(void **state)
{
    (void)state;
    enum { CASES = CASES_KEPT + 3 };
    struct str casefiles[CASES];
    for (int i = 0; i < CASES; i++)
        casefiles[i] = case_with(team);
    struct desk_ctx *desk = enter("bayu");
    for (int turn = 0; turn < 2; turn++)
        for (int i = 0; i < CASES; i++)
            note(desk, casefiles[i], turn == 0 ? "satu" : "dua");
    struct str one = told(desk, casefiles[CASES - 1]);
    assert_true(says(one, "|satu|") && says(one, "|dua|"));
    leave();
    assert_as_after_reopening("bayu", casefiles[CASES - 1], one);
}

int main(void)
{
    office_many = true;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_request_of_a_round_sees_what_the_last_wrote),
        cmocka_unit_test(a_step_opens_the_next_within_the_round),
        cmocka_unit_test(another_officer_sees_it_at_once_with_her_own_keys),
        cmocka_unit_test(what_was_undone_is_not_seen),
        cmocka_unit_test(a_right_given_in_the_round_opens_in_the_round),
        cmocka_unit_test(a_correction_in_the_round_stands_in_the_round),
        cmocka_unit_test(more_cases_than_are_kept_are_folded_all_the_same),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, office_up, office_down);
}
