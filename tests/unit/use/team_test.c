#include "fixture.h"

#include "use/case_show.h"
#include "use/case_write.h"
#include "use/officer_add.h"
#include "use/step_do.h"
#include "use/task_assign.h"
#include "use/today_list.h"
#include "use/typing_save.h"

static enum err note(const char *who, struct str casefile, char letter, const char *text,
                     unsigned char entry[32])
{
    struct note_add_in in = { .head = head_of(casefile),
                              .text = str_of(text),
                              .compartment = letter };
    struct note_add_out out;
    enum err err = note_add(enter(who), &in, &out);
    leave();
    if (err == OK && entry != NULL)
        memcpy(entry, out.done.entry, 32);
    return err;
}

static enum err show(const char *who, struct str casefile, struct case_show_out *out)
{
    struct case_show_in in = { .casefile = casefile, .with_values = true };
    enum err err = case_show(enter(who), &in, out);
    leave();
    return err;
}

static bool reads(const struct case_show_out *shown, const char *text)
{
    for (size_t i = 0; i < shown->newest_n; i++)
        if (str_eq(shown->newest[i].words, str_of(text)))
            return true;
    return false;
}

static void a_health_note_is_sealed_to_the_manager_and_counted_for_him(void **state)
{
    (void)state;
    static const char *const team[] = { "tuti", NULL };
    struct str casefile = case_with(team);
    struct case_show_out shown;
    assert_int_equal(note("tuti", casefile, 'K', "Hamil empat bulan.", NULL), OK);
    assert_int_equal(note("bayu", casefile, 'K', "Tidak boleh.", NULL), ERR_DENIED);
    assert_string_equal(why(), "compartment.not_held");
    reopen();
    assert_int_equal(show("tuti", casefile, &shown), OK);
    assert_true(reads(&shown, "Hamil empat bulan."));
    assert_int_equal(show("bayu", casefile, &shown), OK);
    assert_false(reads(&shown, "Hamil empat bulan."));
    assert_int_equal(shown.sealed_n, 1);
    assert_int_equal(shown.sealed[0].compartment, 5);
    assert_int_equal(shown.sealed[0].entries, 1);
    assert_true(id_eq(shown.sealed[0].ask, officer_id("tuti")));
}

static void the_joining_of_a_health_officer_leaves_the_others_what_they_had(void **state)
{
    (void)state;
    static const char *const before[] = { NULL };
    struct str casefile = case_with(before);
    struct case_show_out shown;
    assert_int_equal(note("bayu", casefile, 'S', "Cerita sebelum.", NULL), OK);
    struct task_assign_in in = { .head = head_of(casefile),
                                 .officer = officer_id("tuti"),
                                 .role = ROLE_HEALTH_OFFICER };
    struct task_assign_out out;
    assert_int_equal(task_assign(enter("bayu"), &in, &out), OK);
    assert_true(out.given & 1u << 5);
    leave();
    assert_int_equal(note("bayu", casefile, 'S', "Cerita sesudah.", NULL), OK);
    reopen();
    assert_int_equal(show("bayu", casefile, &shown), OK);
    assert_true(reads(&shown, "Cerita sebelum.") && reads(&shown, "Cerita sesudah."));
    assert_int_equal(show("rina", casefile, &shown), OK);
    assert_true(reads(&shown, "Cerita sebelum.") && reads(&shown, "Cerita sesudah."));
    assert_int_equal(show("tuti", casefile, &shown), OK);
    assert_false(reads(&shown, "Cerita sesudah."));
}

static void what_a_role_never_gets_is_not_given_by_a_colleague(void **state)
{
    (void)state;
    static const char *const team[] = { NULL };
    struct str casefile = case_with(team);
    struct task_assign_in in = { .head = head_of(casefile),
                                 .officer = officer_id("joko"),
                                 .role = ROLE_VICTIM_COMPANION,
                                 .mask = 1u << 4 };
    struct task_assign_out out;
    assert_int_equal(task_assign(enter("bayu"), &in, &out), ERR_DENIED);
    assert_string_equal(why(), "grant.never");
    leave();
    /* A role that the officer does not have is nobody's to give. */
    in.mask = 0;
    in.role = ROLE_SOCIAL_WORKER;
    assert_int_equal(task_assign(enter("bayu"), &in, &out), ERR_DENIED);
    assert_string_equal(why(), "grant.role");
    leave();
    /* Who is not of the case gives nothing away. */
    in.role = ROLE_VICTIM_COMPANION;
    assert_int_not_equal(task_assign(enter("hadi"), &in, &out), OK);
    leave();
}

static void an_ended_grant_reads_nothing_that_comes_after(void **state)
{
    (void)state;
    static const char *const team[] = { "sari", NULL };
    struct str casefile = case_with(team);
    struct case_show_out shown;
    assert_int_equal(show("sari", casefile, &shown), OK);
    struct grant_end_in in = { .head = head_of(casefile), .officer = officer_id("sari") };
    struct grant_end_out out;
    assert_int_equal(grant_end(enter("bayu"), &in, &out), ERR_INVALID);
    leave();
    in.head.words = STR("Pindah tugas.");
    assert_int_equal(grant_end(enter("bayu"), &in, &out), OK);
    leave();
    assert_int_equal(note("bayu", casefile, 'S', "Sesudah ia pergi.", NULL), OK);
    reopen();
    enum err err = show("sari", casefile, &shown);
    assert_true(err != OK || !reads(&shown, "Sesudah ia pergi."));
    assert_int_equal(show("bayu", casefile, &shown), OK);
    assert_true(reads(&shown, "Sesudah ia pergi."));
}

static void a_correction_stands_beside_what_it_corrects(void **state)
{
    (void)state;
    static const char *const team[] = { NULL };
    struct str casefile = case_with(team);
    struct case_show_out shown;
    unsigned char first[32];
    assert_int_equal(note("bayu", casefile, 'S', "Ia berumur 19.", first), OK);
    struct entry_correct_in in = { .head = head_of(casefile),
                                   .entry = hex_write(ctx.arena, first, 32),
                                   .text = STR("Ia berumur 17.") };
    struct entry_correct_out out;
    assert_int_equal(entry_correct(enter("bayu"), &in, &out), ERR_INVALID);
    assert_string_equal(why(), "reason.missing");
    leave();
    in.head.words = STR("Akta dilihat.");
    assert_int_equal(entry_correct(enter("bayu"), &in, &out), OK);
    leave();
    reopen();
    assert_int_equal(show("bayu", casefile, &shown), OK);
    bool corrected = false;
    for (size_t i = 0; i < shown.newest_n; i++)
        corrected = corrected ||
                    (memcmp(shown.newest[i].entry, first, 32) == 0 && shown.newest[i].corrected);
    assert_true(corrected);
    in.head = head_of(casefile);
    in.head.words = STR("Sekali lagi.");
    assert_int_equal(entry_correct(enter("bayu"), &in, &out), ERR_CONFLICT);
    assert_string_equal(why(), "entry.replaced");
    leave();
    in.head = head_of(casefile);
    in.head.words = STR("x");
    in.entry = STR("00");
    assert_int_equal(entry_correct(enter("bayu"), &in, &out), ERR_MISSING);
    leave();
}

static void every_opening_stands_in_the_list_of_readers(void **state)
{
    (void)state;
    static const char *const team[] = { "sari", NULL };
    struct str casefile = case_with(team);
    struct case_show_out shown;
    assert_int_equal(show("sari", casefile, &shown), OK);
    reopen();
    struct case_access_in in = { .casefile = casefile };
    struct case_access_out out;
    assert_int_equal(case_access(enter("bayu"), &in, &out), OK);
    bool seen = false;
    for (size_t i = 0; i < out.rows_n; i++)
        seen = seen || (id_eq(out.rows[i].officer, officer_id("sari")) && out.rows[i].parts != 0);
    assert_true(seen);
    leave();
}

static void a_search_opens_only_hits_that_are_held(void **state)
{
    (void)state;
    struct complaint_open_out opened = complaint(STR("Ratnaningsih Purwokerto"));
    struct case_search_in in = { STR("Ratnaningsih Purwakerto") };
    struct case_search_out out;
    reopen();
    in.words = STR("Ratnaningsih Purwokerto");
    assert_int_equal(case_search(enter("rina"), &in, &out), OK);
    assert_int_equal(out.rows_n, 1);
    assert_str(out.rows[0].casefile, opened.casefile);
    leave();
    assert_int_equal(case_search(enter("sari"), &in, &out), OK);
    assert_int_equal(out.rows_n, 0);
    assert_true(out.noted);
    leave();
    in.words = opened.alias;
    assert_int_equal(case_search(enter("sari"), &in, &out), OK);
    assert_int_equal(out.rows_n, 1);
    assert_false(out.rows[0].held);
    leave();
    in.words = STR("  ");
    assert_int_equal(case_search(enter("rina"), &in, &out), ERR_INVALID);
    leave();
}

static void a_draft_is_for_intake_and_gone_with_the_complaint(void **state)
{
    (void)state;
    const struct typed values[] = { VALUE("chronology", "Baru setengah."),
                                    VALUE("channel", "phone") };
    struct typing_save_in in = { .step = STR("S1.01"), .values = values, .values_n = 2 };
    struct typing_save_out out;
    assert_int_equal(typing_save(enter("rina"), &in, &out), OK);
    leave();
    reopen();
    struct typing_load_in load = { .draft = out.draft };
    struct typing_load_out loaded;
    assert_int_equal(typing_load(enter("made"), &load, &loaded), OK);
    assert_int_equal(loaded.values_n, 2);
    assert_str(loaded.values[0].text, STR("Baru setengah."));
    leave();
    assert_int_equal(typing_load(enter("bayu"), &load, &loaded), ERR_MISSING);
    leave();
    const struct typed saved[] = { VALUE("received_at", "2026-11-23T09:00"),
                                   VALUE("channel", "phone"), VALUE("risk_level", "low"),
                                   VALUE("reporter_kind", "self") };
    struct complaint_open_in open = { .head = head_of((struct str){ 0 }),
                                      .step = STR("S1.01"),
                                      .outcome = STR("present"),
                                      .values = saved,
                                      .values_n = 4,
                                      .draft = out.draft };
    struct complaint_open_out opened;
    assert_int_equal(complaint_open(enter("rina"), &open, &opened), OK);
    leave();
    assert_int_equal(typing_load(enter("rina"), &load, &loaded), ERR_MISSING);
    leave();
}

static void the_work_list_shows_what_is_mine_and_the_risk_first(void **state)
{
    (void)state;
    struct complaint_open_out opened = complaint(STR("Wartini"));
    const struct typed risk[] = { VALUE("level", "high"), VALUE("measures", "Jemput.") };
    struct step_do_in in = { .head = head_of(opened.casefile),
                             .step = STR("S1.03"),
                             .outcome = STR("high"),
                             .values = risk,
                             .values_n = 2 };
    struct step_do_out done;
    in.head.reason = STR("emergency_order");
    assert_int_equal(step_do(enter("rina"), &in, &done), OK);
    leave();
    reopen();
    struct today_list_in mine = { 0 };
    struct today_list_out today;
    assert_int_equal(today_list(enter("rina"), &mine, &today), OK);
    bool high = false;
    for (size_t i = 0; i < today.rows_n[TODAY_HIGH_RISK]; i++)
        high = high || str_eq(today.rows[TODAY_HIGH_RISK][i].casefile, opened.casefile);
    assert_true(high);
    leave();
    assert_int_equal(today_list(enter("sari"), &mine, &today), OK);
    for (int b = 0; b < TODAY_BLOCKS; b++)
        for (size_t i = 0; i < today.rows_n[b]; i++)
            assert_false(str_eq(today.rows[b][i].casefile, opened.casefile));
    leave();
    assert_int_equal(today_list(enter("agus"), &mine, &today), ERR_MISSING);
    leave();
}

static void an_officer_counts_when_a_second_has_agreed(void **state)
{
    (void)state;
    static const unsigned char key[32] = { 7 };
    struct officer_add_in in = { .request = id_random(),
                                 .login = STR("wati"),
                                 .name = STR("Wati"),
                                 .roles = 1u << ROLE_SOCIAL_WORKER,
                                 .key = key };
    struct officer_add_out out;
    assert_int_equal(officer_add(enter("rina"), &in, &out), ERR_MISSING);
    leave();
    assert_int_equal(officer_add(enter("agus"), &in, &out), OK);
    assert_true(out.done.waits_second && out.fingerprint.n > 0);
    leave();
    in.request = id_random();
    struct officer_add_out again;
    assert_int_equal(officer_add(enter("agus"), &in, &again), ERR_CONFLICT);
    assert_string_equal(why(), "login.taken");
    leave();
    struct officer_confirm_in confirm = { .request = id_random(), .officer = out.officer };
    struct officer_confirm_out confirmed;
    assert_int_equal(officer_confirm(enter("agus"), &confirm, &confirmed), ERR_DENIED);
    assert_string_equal(why(), "sign.same_person");
    leave();
    assert_int_equal(officer_confirm(enter("dewi"), &confirm, &confirmed), OK);
    leave();
    reopen();
    struct officer_list_in all = { 0 };
    struct officer_list_out list;
    assert_int_equal(officer_list(enter("agus"), &all, &list), OK);
    bool counts = false;
    for (size_t i = 0; i < list.rows_n; i++)
        counts = counts || (id_eq(list.rows[i].id, out.officer) && !list.rows[i].waits_second);
    assert_true(counts);
    leave();
    struct officer_retire_in retire = { .request = id_random(),
                                        .officer = officer_id("dewi"),
                                        .why = 1 };
    struct officer_retire_out retired;
    assert_int_equal(officer_retire(enter("agus"), &retire, &retired), ERR_CONFLICT);
    assert_string_equal(why(), "officer.last");
    leave();
    retire.officer = out.officer;
    assert_int_equal(officer_retire(enter("agus"), &retire, &retired), OK);
    leave();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_health_note_is_sealed_to_the_manager_and_counted_for_him),
        cmocka_unit_test(the_joining_of_a_health_officer_leaves_the_others_what_they_had),
        cmocka_unit_test(what_a_role_never_gets_is_not_given_by_a_colleague),
        cmocka_unit_test(an_ended_grant_reads_nothing_that_comes_after),
        cmocka_unit_test(a_correction_stands_beside_what_it_corrects),
        cmocka_unit_test(every_opening_stands_in_the_list_of_readers),
        cmocka_unit_test(a_search_opens_only_hits_that_are_held),
        cmocka_unit_test(a_draft_is_for_intake_and_gone_with_the_complaint),
        cmocka_unit_test(the_work_list_shows_what_is_mine_and_the_risk_first),
        cmocka_unit_test(an_officer_counts_when_a_second_has_agreed),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, office_up, office_down);
}
