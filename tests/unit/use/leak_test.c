#include "fixture.h"

#include "use/case_show.h"
#include "use/case_write.h"
#include "use/officer_add.h"
#include "use/screening_show.h"
#include "use/step_do.h"
#include "use/task_assign.h"

/* One note in every compartment an officer can write, by somebody who holds it; then each officer
 * of the office looks: he reads exactly what his box holds, and one word more fails. */
static const struct {
    char letter;
    const char *writer, *text;
} notes[] = {
    { 'I', "bayu", "catatan-I" }, { 'A', "bayu", "catatan-A" }, { 'S', "bayu", "catatan-S" },
    { 'K', "tuti", "catatan-K" }, { 'H', "bayu", "catatan-H" }, { 'R', "bayu", "catatan-R" },
    { 'M', "bayu", "catatan-M" }, { 'P', "yuni", "catatan-P" },
};

static const struct {
    const char *login, *reads; /* letters; NULL: not even the case */
} expected[] = {
    { "bayu", "IASHRM" }, { "rina", "IASM" }, { "ratna", "ISH" }, { "sari", "IASR" },
    { "tuti", "IKR" },    { "joko", "IARM" }, { "hadi", "ISH" },  { "dewi", NULL },
    { "agus", NULL },     { "lina", NULL },   { "wulan", NULL },  { "made", NULL },
};

static bool shows(const struct case_show_out *shown, const char *text)
{
    for (size_t i = 0; i < shown->newest_n; i++)
        if (str_eq(shown->newest[i].words, str_of(text)))
            return true;
    return false;
}

static void each_officer_reads_what_his_box_holds_and_not_one_word_more(void **state)
{
    (void)state;
    static const char *const team[] = { "ratna", "sari", "tuti", "joko", "hadi", "yuni", NULL };
    struct str casefile = case_with(team);
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        struct note_add_in in = { .head = head_of(casefile),
                                  .text = str_of(notes[i].text),
                                  .compartment = notes[i].letter };
        struct note_add_out out;
        enum err err = note_add(enter(notes[i].writer), &in, &out);
        if (err != OK)
            print_message("# %c: %s\n", notes[i].letter, why());
        assert_int_equal(err, OK);
        leave();
    }
    reopen();
    for (size_t o = 0; o < sizeof expected / sizeof *expected; o++) {
        struct case_show_in in = { .casefile = casefile, .with_values = true };
        struct case_show_out shown;
        enum err err = case_show(enter(expected[o].login), &in, &shown);
        leave();
        if (expected[o].reads == NULL) {
            assert_int_not_equal(err, OK);
            continue;
        }
        assert_int_equal(err, OK);
        for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
            bool may = strchr(expected[o].reads, notes[i].letter) != NULL;
            if (shows(&shown, notes[i].text) != may)
                print_message("# %s and %c\n", expected[o].login, notes[i].letter);
            assert_int_equal(shows(&shown, notes[i].text), may);
        }
    }
}

static void a_board_without_values_gives_no_content_away(void **state)
{
    (void)state;
    static const char *const team[] = { NULL };
    struct str casefile = case_with(team);
    struct case_show_in in = { .casefile = casefile };
    struct case_show_out shown;
    assert_int_equal(case_show(enter("rina"), &in, &shown), OK);
    assert_int_equal(shown.values_n, 0);
    for (size_t i = 0; i < shown.newest_n; i++)
        assert_int_equal(shown.newest[i].values_n, 0);
    leave();
}

static void the_screening_of_a_case_suggests_and_names_its_reasons(void **state)
{
    (void)state;
    static const char *const team[] = { "ratna", NULL };
    struct str casefile = case_with(team);
    const struct screen_answer more[] = {
        { .key = STR("Q05"), .value = STR("broker") },
        { .key = STR("Q16"), .value = STR("chain") },
        { .key = STR("Q19"), .value = STR("threatened") },
    };
    struct screening_show_in in = { .casefile = casefile, .more = more, .more_n = 3 };
    struct screening_show_out out;
    assert_int_equal(screening_show(enter("ratna"), &in, &out), OK);
    assert_int_equal(out.screening.result, IDENT_VICTIM);
    assert_true(out.screening.marks_n >= 3);
    leave();
    assert_int_not_equal(screening_show(enter("lina"), &in, &out), OK);
    leave();
}

static void a_countersign_is_another_persons(void **state)
{
    (void)state;
    static const char *const team[] = { "sari", NULL };
    struct str casefile = case_with(team);
    struct step_countersign_in in = { .head = head_of(casefile),
                                      .step = STR("S1.08"),
                                      .for_officer = officer_id("bayu") };
    struct step_countersign_out out;
    assert_int_equal(step_countersign(enter("bayu"), &in, &out), ERR_DENIED);
    assert_string_equal(why(), "sign.same_person");
    leave();
    assert_int_equal(step_countersign(enter("sari"), &in, &out), OK);
    leave();
    in.head.request = (struct id){ 0 };
    assert_int_equal(step_countersign(enter("sari"), &in, &out), ERR_INVALID);
    assert_string_equal(why(), "request.none");
    leave();
}

static void an_alias_is_changed_and_never_taken_twice(void **state)
{
    (void)state;
    struct complaint_open_out first = complaint(STR("Ningsih")), second = complaint(STR("Warsih"));
    struct alias_change_in in = { .head = head_of(first.casefile), .alias = second.alias };
    struct alias_change_out out;
    assert_int_equal(alias_change(enter("rina"), &in, &out), ERR_CONFLICT);
    leave();
    in.alias = STR("Kupu Kupu");
    assert_int_equal(alias_change(enter("rina"), &in, &out), OK);
    leave();
    reopen();
    struct case_show_in show = { .casefile = first.casefile };
    struct case_show_out shown;
    assert_int_equal(case_show(enter("rina"), &show, &shown), OK);
    assert_str(shown.casefile->alias, STR("Kupu Kupu"));
    leave();
    in.head = head_of(first.casefile);
    in.alias = STR("<b>");
    assert_int_equal(alias_change(enter("rina"), &in, &out), ERR_INVALID);
    leave();
}

static void linked_cases_are_both_held(void **state)
{
    (void)state;
    struct complaint_open_out one = complaint(STR("Ibu Ratih")), two = complaint(STR("Anak Ratih"));
    struct case_link_in in = { .head = head_of(one.casefile),
                               .other = two.casefile,
                               .relation = STR("family") };
    struct case_link_out out;
    assert_int_equal(case_link(enter("rina"), &in, &out), OK);
    leave();
    in.head = head_of(one.casefile);
    in.other = one.casefile;
    assert_int_equal(case_link(enter("rina"), &in, &out), ERR_INVALID);
    leave();
    in.other = STR("ZZZZZZZZ");
    assert_int_equal(case_link(enter("rina"), &in, &out), ERR_MISSING);
    leave();
}

static void a_future_act_is_refused_and_an_old_one_needs_its_reason(void **state)
{
    (void)state;
    static const char *const team[] = { NULL };
    struct str casefile = case_with(team);
    struct note_add_in in = { .head = head_of(casefile), .text = STR("x"), .compartment = 'I' };
    struct note_add_out out;
    in.head.happened_min = ctx.now_ms / 60000 + 11;
    assert_int_equal(note_add(enter("rina"), &in, &out), ERR_INVALID);
    assert_string_equal(why(), "happened.future");
    leave();
    in.head.happened_min = ctx.now_ms / 60000 - 8 * 1440;
    assert_int_equal(note_add(enter("rina"), &in, &out), ERR_INVALID);
    assert_string_equal(why(), "happened.reason");
    leave();
    in.head.words = STR("Baru sempat dicatat.");
    assert_int_equal(note_add(enter("rina"), &in, &out), OK);
    leave();
}

static void a_reset_officer_starts_with_a_new_key_and_no_case(void **state)
{
    (void)state;
    static const unsigned char key[32] = { 9 };
    static const char *const team[] = { "hadi", NULL };
    struct str casefile = case_with(team);
    struct officer_reset_in in = { .request = id_random(),
                                   .officer = officer_id("hadi"),
                                   .key = key };
    struct officer_reset_out out;
    assert_int_equal(officer_reset(enter("rina"), &in, &out), ERR_MISSING);
    leave();
    assert_int_equal(officer_reset(enter("agus"), &in, &out), OK);
    assert_false(id_eq(out.officer, officer_id("hadi")));
    leave();
    reopen();
    struct case_access_in ask = { .casefile = casefile };
    struct case_access_out access;
    assert_int_equal(case_access(enter("bayu"), &ask, &access), OK);
    for (size_t i = 0; i < access.team_n; i++)
        assert_false(id_eq(access.team[i].officer, out.officer));
    leave();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_officer_reads_what_his_box_holds_and_not_one_word_more),
        cmocka_unit_test(a_board_without_values_gives_no_content_away),
        cmocka_unit_test(the_screening_of_a_case_suggests_and_names_its_reasons),
        cmocka_unit_test(a_countersign_is_another_persons),
        cmocka_unit_test(an_alias_is_changed_and_never_taken_twice),
        cmocka_unit_test(linked_cases_are_both_held),
        cmocka_unit_test(a_future_act_is_refused_and_an_old_one_needs_its_reason),
        cmocka_unit_test(a_reset_officer_starts_with_a_new_key_and_no_case),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, office_up, office_down);
}
