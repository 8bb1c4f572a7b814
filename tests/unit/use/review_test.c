/* Deviations and second signatures: who is enabled to judge them, by the act itself. */
#include "fixture.h"

#include "use/case_show.h"
#include "use/case_write.h"
#include "use/review_list.h"
#include "use/step_do.h"
#include "use/today_list.h"

enum { DAY = 1440 };

static struct step_do_out step(const char *who, struct str casefile, const char *id,
                               const char *outcome, const char *reason)
{
    const struct typed risk[] = { VALUE("level", "low"), VALUE("measures", "Tunggu.") };
    struct step_do_in in = { .head = head_of(casefile),
                             .step = str_of(id),
                             .outcome = str_of(outcome),
                             .values = risk,
                             .values_n = str_eq(str_of(id), STR("S1.03")) ? 2 : 0 };
    struct step_do_out out;
    in.head.reason = str_of(reason);
    in.head.words = reason[0] == 0 ? STR("") : STR("Penelepon hanya punya satu menit.");
    enum err err = step_do(enter(who), &in, &out);
    if (err != OK)
        print_message("# %s by %s: %d %s\n", id, who, (int)err, why());
    assert_int_equal(err, OK);
    leave();
    return out;
}

static struct str deviating_case(void)
{
    static const char *const team[] = { NULL };
    struct str casefile = case_with(team);
    assert_true(step("rina", casefile, "S1.03", "low", "emergency_order").done.deviation);
    return casefile;
}

/* The row of this case in the officer's list; its texts live as long as the test. */
static struct review_row row_for(const char *who, struct str casefile)
{
    struct review_list_out out;
    assert_int_equal(review_list(enter(who), &(struct review_list_in){ 0 }, &out), OK);
    leave();
    for (size_t i = 0; i < out.rows_n; i++)
        if (str_eq(out.rows[i].casefile, casefile))
            return out.rows[i];
    return (struct review_row){ 0 };
}

static enum err accepts(const char *who, struct str casefile, const unsigned char *entry)
{
    struct deviation_review_in in = { .head = head_of(casefile),
                                      .entry = hex_write(ctx.arena, entry, 32),
                                      .accepted = true };
    struct deviation_review_out out;
    enum err err = deviation_review(enter(who), &in, &out);
    leave();
    return err;
}

static void who_reviews_reads_rule_reason_and_words(void **state)
{
    (void)state;
    struct str casefile = deviating_case();
    reopen();
    struct review_row row = row_for("wulan", casefile);
    assert_true(row.mine_to_review);
    assert_true(str_eq(row.why, STR("blocked.after")));
    assert_true(str_eq(row.reason, STR("emergency_order")));
    assert_true(str_eq(row.words, STR("Penelepon hanya punya satu menit.")));
    assert_int_equal(row.due_min - row.at_min, DAY);
    /* The head may review it as well. */
    assert_true(row_for("dewi", casefile).mine_to_review);
    /* Nobody of the team sees a list of reviews: it is not her page. */
    struct review_list_out none;
    assert_int_equal(review_list(enter("rina"), &(struct review_list_in){ 0 }, &none), ERR_MISSING);
    leave();
    assert_int_equal(accepts("wulan", casefile, row.entry), OK);
    assert_int_equal(row_for("wulan", casefile).casefile.n, 0);
}

static void what_was_done_again_in_order_is_still_reviewed(void **state)
{
    (void)state;
    const struct typed near[] = { VALUE("who_is_near", "Tidak ada") };
    struct str casefile = deviating_case();
    unsigned char deviating[32];
    struct review_row row = row_for("wulan", casefile);
    memcpy(deviating, row.entry, sizeof deviating);
    struct step_do_in in = { .head = head_of(casefile),
                             .step = STR("S1.02"),
                             .outcome = STR("by_phone"),
                             .values = near,
                             .values_n = 1 };
    struct step_do_out out;
    assert_int_equal(step_do(enter("rina"), &in, &out), OK);
    leave();
    assert_false(step("rina", casefile, "S1.03", "low", "").done.deviation);
    row = row_for("wulan", casefile);
    assert_memory_equal(row.entry, deviating, sizeof deviating);
    assert_int_equal(accepts("wulan", casefile, row.entry), OK);
    assert_int_equal(row_for("wulan", casefile).casefile.n, 0);
}

static void a_grant_that_ended_comes_back_with_the_next_act(void **state)
{
    (void)state;
    struct str casefile = deviating_case();
    pass(45 * DAY);
    struct review_row row = row_for("wulan", casefile);
    assert_true(row.casefile.n > 0);
    assert_false(row.mine_to_review);
    assert_int_equal(row.words.n, 0);
    assert_true(id_eq(row.responsible, officer_id("bayu")));
    struct today_list_out today;
    assert_int_equal(today_list(enter("dewi"), &(struct today_list_in){ 0 }, &today), OK);
    uint32_t before = today.reviews;
    leave();
    struct note_add_in note = { head_of(casefile), STR("Menunggu kabar."), 'S', { 0 } };
    struct note_add_out noted;
    assert_int_equal(note_add(enter("rina"), &note, &noted), OK);
    leave();
    assert_int_equal(today_list(enter("dewi"), &(struct today_list_in){ 0 }, &today), OK);
    assert_int_equal(today.reviews, before + 1);
    leave();
    row = row_for("wulan", casefile);
    assert_true(row.mine_to_review);
    assert_int_equal(accepts("wulan", casefile, row.entry), OK);
}

/* Of the two roles only the one that is missing gets to read, and nobody else of the first's. */
static void a_second_signer_is_enabled_and_no_other(void **state)
{
    (void)state;
    static const char *const team[] = { "ratna", NULL };
    const struct typed values[] = { VALUE("reasons", "Belum bisa ditemui.") };
    struct str casefile = case_with(team);
    struct step_do_in in = { .head = head_of(casefile),
                             .step = STR("S1.11"),
                             .outcome = STR("victim"),
                             .values = values,
                             .values_n = 1 };
    struct step_do_out out;
    in.head.reason = STR("not_safe");
    in.head.words = STR("Keluarga mengawasi.");
    enum err err = step_do(enter("ratna"), &in, &out);
    if (err != OK)
        print_message("# S1.11: %d %s\n", (int)err, why());
    assert_int_equal(err, OK);
    assert_true(out.done.waits_second);
    leave();
    struct case_show_in show = { .casefile = casefile };
    struct case_show_out shown;
    assert_int_equal(case_show(enter("nila"), &show, &shown), ERR_MISSING);
    leave();
    struct waiting_list_out waiting;
    const struct {
        const char *who;
        bool signs;
    } expected[] = { { "dewi", true }, { "nila", false }, { "ratna", false } };
    for (size_t e = 0; e < sizeof expected / sizeof *expected; e++) {
        bool signs = false;
        struct desk_ctx *desk = enter(expected[e].who);
        assert_int_equal(waiting_list(desk, &(struct waiting_list_in){ 0 }, &waiting), OK);
        for (size_t i = 0; i < waiting.rows_n; i++)
            signs = signs ||
                    (str_eq(waiting.rows[i].casefile, casefile) && waiting.rows[i].mine_to_sign);
        assert_int_equal(signs, expected[e].signs);
        leave();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_reviews_reads_rule_reason_and_words),
        cmocka_unit_test(what_was_done_again_in_order_is_still_reviewed),
        cmocka_unit_test(a_grant_that_ended_comes_back_with_the_next_act),
        cmocka_unit_test(a_second_signer_is_enabled_and_no_other),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, office_up, office_down);
}
