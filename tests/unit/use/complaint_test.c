#include "fixture.h"

#include "domain/tables.h"
#include "use/case_show.h"
#include "use/today_list.h"

static struct str field(const struct case_show_out *shown, const char *key)
{
    for (size_t i = 0; i < shown->values_n; i++)
        if (str_eq(shown->values[i].key, str_of(key)))
            return shown->values[i].text;
    return (struct str){ 0 };
}

static void a_complaint_is_read_back_from_a_freshly_opened_office(void **state)
{
    (void)state;
    struct complaint_open_out opened = complaint(STR("Nur Halimah"));
    assert_int_equal(opened.casefile.n, 8);
    assert_true(opened.noted);
    reopen();
    struct case_show_in in = { .casefile = opened.casefile, .with_values = true };
    struct case_show_out shown;
    assert_int_equal(case_show(enter("rina"), &in, &shown), OK);
    assert_str(shown.casefile->alias, opened.alias);
    assert_str(field(&shown, "person.full_name"), STR("Nur Halimah"));
    assert_str(field(&shown, "chronology"), STR("Saya ingin pulang."));
    assert_true(shown.asked->open_n >= 2);
    assert_true(id_eq(shown.responsible, officer_id("bayu")));
    leave();
}

static void the_same_request_id_is_answered_with_the_first_case(void **state)
{
    (void)state;
    const struct typed values[] = {
        VALUE("received_at", "2026-11-23T09:00"), VALUE("channel", "phone"),
        VALUE("reporter_kind", "self"),           VALUE("person.called_name", "Kak"),
        VALUE("contact.channel", "none"),         VALUE("risk_level", "low")
    };
    struct complaint_open_in in = { .head = head_of((struct str){ 0 }),
                                    .step = STR("S1.01"),
                                    .outcome = STR("present"),
                                    .values = values,
                                    .values_n = sizeof values / sizeof *values };
    struct complaint_open_out first, second;
    assert_int_equal(complaint_open(enter("rina"), &in, &first), OK);
    leave();
    reopen();
    assert_int_equal(complaint_open(enter("rina"), &in, &second), OK);
    leave();
    assert_true(second.done.again);
    assert_str(second.casefile, first.casefile);
    assert_memory_equal(second.done.entry, first.done.entry, 32);
}

static void who_takes_no_calls_opens_no_complaint(void **state)
{
    (void)state;
    struct complaint_open_in in = { .head = head_of((struct str){ 0 }),
                                    .step = STR("S1.01"),
                                    .outcome = STR("present") };
    struct complaint_open_out out;
    assert_int_equal(complaint_open(enter("sari"), &in, &out), ERR_MISSING);
    assert_string_equal(why(), "page.none");
    leave();
}

static void a_field_that_the_form_does_not_have_is_refused_by_name(void **state)
{
    (void)state;
    const struct typed values[] = { VALUE("channell", "phone") };
    struct complaint_open_in in = { .head = head_of((struct str){ 0 }),
                                    .step = STR("S1.01"),
                                    .outcome = STR("present"),
                                    .values = values,
                                    .values_n = 1 };
    struct complaint_open_out out;
    assert_int_equal(complaint_open(enter("rina"), &in, &out), ERR_INVALID);
    assert_string_equal(why(), "form.unknown");
    assert_str(ctx.why.at, STR("channell"));
    leave();
}

static void who_holds_no_box_learns_not_even_that_the_case_is_there(void **state)
{
    (void)state;
    struct complaint_open_out opened = complaint(STR("Sumiati"));
    struct case_show_in in = { .casefile = opened.casefile, .with_values = true };
    struct case_show_out shown;
    reopen();
    /* The head holds W by the office work key and nothing inside. */
    assert_int_equal(case_show(enter("dewi"), &in, &shown), ERR_MISSING);
    assert_string_equal(why(), "case.none");
    leave();
    /* The administrator holds nothing at all. */
    assert_int_equal(case_show(enter("agus"), &in, &shown), ERR_MISSING);
    leave();
    struct case_show_in nowhere = { .casefile = STR("ZZZZZZZZ") };
    assert_int_equal(case_show(enter("rina"), &nowhere, &shown), ERR_MISSING);
    assert_string_equal(why(), "case.none");
    leave();
}

static void a_possible_double_is_told_to_its_manager_and_not_to_who_asked(void **state)
{
    (void)state;
    struct complaint_open_out first = complaint(STR("Kartini Wulandari Soekarno"));
    struct notice_list_in all = { 0 };
    struct notice_list_out notices;
    struct person_check_in ask = { .name = STR("Kartini Wulandari Sukarno"),
                                   .birth_day = INT64_MIN };
    struct person_check_out answer;
    assert_int_equal(person_check(enter("made"), &ask, &answer), OK);
    leave();
    assert_true(answer.noted);
    assert_false(answer.has_manager);
    /* Somebody unknown gets the same answer. */
    ask.name = STR("Orang Yang Tidak Ada");
    assert_int_equal(person_check(enter("made"), &ask, &answer), OK);
    leave();
    assert_true(answer.noted);
    reopen();
    assert_int_equal(notice_list(enter("bayu"), &all, &notices), OK);
    size_t found = 0;
    for (size_t i = 0; i < notices.rows_n; i++)
        if (str_eq(notices.rows[i].alias, first.alias)) {
            found++;
            assert_true(id_eq(notices.rows[i].by, officer_id("made")));
        }
    assert_int_equal(found, 1);
    leave();
    assert_int_equal(notice_list(enter("made"), &all, &notices), OK);
    assert_int_equal(notices.rows_n, 0);
    leave();
    /* Only the manager puts it away, and once. */
    struct notice_seen_in seen = { head_of(first.casefile) };
    struct notice_seen_out done;
    assert_int_equal(notice_seen(enter("made"), &seen, &done), ERR_MISSING);
    leave();
    assert_int_equal(notice_seen(enter("bayu"), &seen, &done), OK);
    leave();
    reopen();
    assert_int_equal(notice_list(enter("bayu"), &all, &notices), OK);
    for (size_t i = 0; i < notices.rows_n; i++)
        assert_false(str_eq(notices.rows[i].alias, first.alias));
    leave();
    seen.head = head_of(first.casefile);
    assert_int_equal(notice_seen(enter("bayu"), &seen, &done), ERR_CONFLICT);
    leave();
}

static void a_nik_that_does_not_fit_warns_and_never_stops(void **state)
{
    (void)state;
    struct person_check_in ask = { .name = STR("Dewi Lestari"),
                                   .nik = STR("3604010702910042"),
                                   .birth_day = days_of(1991, 2, 7),
                                   .sex = STR("female") };
    struct person_check_out answer;
    assert_int_equal(person_check(enter("rina"), &ask, &answer), OK);
    leave();
    assert_int_equal(answer.nik_flaws, 1 << 4); /* other sex */
    assert_int_equal(str_search(answer.nik_masked, STR("0401070291")), answer.nik_masked.n);
}

static void a_paper_case_starts_with_nothing_late_and_nothing_skipped(void **state)
{
    (void)state;
    int64_t start = ctx.now_ms / 60000 - 30 * 1440;
    const struct typed values[] = { VALUE("received_at", "2026-10-24T09:00"),
                                    VALUE("channel", "letter"),
                                    VALUE("reporter_kind", "family"),
                                    VALUE("person.full_name", "Ani Suryani"),
                                    VALUE("person.called_name", "Ani"),
                                    VALUE("contact.channel", "wa"),
                                    VALUE("risk_level", "low") };
    const struct paper_step steps[] = {
        { STR("S1.01"), STR("present"), start },   { STR("S1.02"), STR("in_person"), start + 60 },
        { STR("S1.03"), STR("low"), start + 90 },  { STR("S1.06"), STR("agrees"), start + 120 },
        { STR("S1.07"), STR("own"), start + 180 }, { STR("S1.08"), STR("done"), start + 2880 },
    };
    struct paper_case_open_in in = { .head = head_of((struct str){ 0 }),
                                     .values = values,
                                     .values_n = sizeof values / sizeof *values,
                                     .steps = steps,
                                     .steps_n = sizeof steps / sizeof *steps };
    struct paper_case_open_out out;
    assert_int_equal(paper_case_open(enter("bayu"), &in, &out), OK);
    leave();
    reopen();
    struct case_show_in show = { .casefile = out.casefile };
    struct case_show_out shown;
    assert_int_equal(case_show(enter("bayu"), &show, &shown), OK);
    assert_int_equal(shown.asked->deviations_n, 0);
    bool decides = false;
    for (uint32_t i = 0; i < shown.asked->open_n; i++) {
        decides = decides ||
                  str_eq(shown.casefile->sop->steps[shown.asked->open[i].step].id, STR("S1.11"));
        assert_false(shown.asked->open[i].late);
    }
    assert_true(decides);
    leave();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_complaint_is_read_back_from_a_freshly_opened_office),
        cmocka_unit_test(the_same_request_id_is_answered_with_the_first_case),
        cmocka_unit_test(who_takes_no_calls_opens_no_complaint),
        cmocka_unit_test(a_field_that_the_form_does_not_have_is_refused_by_name),
        cmocka_unit_test(who_holds_no_box_learns_not_even_that_the_case_is_there),
        cmocka_unit_test(a_possible_double_is_told_to_its_manager_and_not_to_who_asked),
        cmocka_unit_test(a_nik_that_does_not_fit_warns_and_never_stops),
        cmocka_unit_test(a_paper_case_starts_with_nothing_late_and_nothing_skipped),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, office_up, office_down);
}
