#include "fixture.h"

#include "domain/tables.h"
#include "use/case_show.h"
#include "use/case_write.h"
#include "use/consent_record.h"
#include "use/review_list.h"
#include "use/step_do.h"
#include "use/step_form.h"
#include "use/subject_rows.h"
#include "use/task_assign.h"
#include "use/today_list.h"

static struct step_do_out step(const char *who, struct str casefile, const char *id,
                               const char *outcome, enum err want)
{
    struct step_do_in in = { .head = head_of(casefile),
                             .step = str_of(id),
                             .outcome = str_of(outcome) };
    struct step_do_out out;
    enum err err = step_do(enter(who), &in, &out);
    if (err != want)
        print_message("# %s by %s: %d %s at %.*s\n", id, who, (int)err, why(), STR_ARG(ctx.why.at));
    assert_int_equal(err, want);
    leave();
    return out;
}

static struct step_do_out step_with(const char *who, struct str casefile, const char *id,
                                    const char *outcome, const struct typed *values, size_t n)
{
    struct step_do_in in = { .head = head_of(casefile),
                             .step = str_of(id),
                             .outcome = str_of(outcome),
                             .values = values,
                             .values_n = n };
    struct step_do_out out;
    enum err err = step_do(enter(who), &in, &out);
    if (err != OK)
        print_message("# %s by %s: %d %s at %.*s\n", id, who, (int)err, why(), STR_ARG(ctx.why.at));
    assert_int_equal(err, OK);
    leave();
    return out;
}

static struct consent_record_in answer(struct str casefile, enum consent_kind kind, bool yes)
{
    return (struct consent_record_in){
        .head = head_of(casefile),
        .consent = { .kind = kind,
                     .answer = yes ? CONSENT_GIVEN : CONSENT_REFUSED,
                     .giver = GIVER_PERSON,
                     .mode = MODE_WRITTEN,
                     .purpose = STR("layanan"),
                     .until_day = INT64_MIN },
        .language = STR("ind"),
    };
}

static void consents(struct str casefile, bool c2)
{
    struct fact_set_in adult = { head_of(casefile), STR("child_now"), STR("no"), 0 };
    struct fact_set_out set;
    struct consent_record_out out;
    assert_int_equal(fact_set(enter("bayu"), &adult, &set), OK);
    leave();
    struct consent_record_in c1 = answer(casefile, CONSENT_C1, true);
    assert_int_equal(consent_record(enter("bayu"), &c1, &out), OK);
    leave();
    struct consent_record_in c = answer(casefile, CONSENT_C2, c2);
    assert_int_equal(consent_record(enter("bayu"), &c, &out), OK);
    leave();
}

static struct case_show_out shown_to(const char *who, struct str casefile)
{
    struct case_show_in in = { .casefile = casefile, .with_values = true };
    struct case_show_out out;
    assert_int_equal(case_show(enter(who), &in, &out), OK);
    leave();
    return out;
}

/* A case led to the decision: rights, consents, check, interview. */
static struct str to_decision(void)
{
    static const char *const team[] = { "ratna", NULL };
    struct str casefile = case_with(team);
    const struct typed risk[] = { VALUE("level", "low"), VALUE("measures", "Antar pulang.") };
    const struct typed near[] = { VALUE("who_is_near", "Tidak ada") };
    const struct typed rights[] = { VALUE("leaflet_given", "yes"), VALUE("explained_in", "ind") };
    const struct typed wishes[] = { VALUE("wishes_asked", "yes") };
    consents(casefile, true);
    (void)step_with("rina", casefile, "S1.02", "by_phone", near, 1);
    (void)step_with("rina", casefile, "S1.03", "low", risk, 2);
    (void)step_with("rina", casefile, "S1.06", "agrees", rights, 2);
    (void)step("bayu", casefile, "S1.07", "own", OK);
    (void)step_with("ratna", casefile, "S1.08", "done", wishes, 1);
    return casefile;
}

static void a_step_is_read_back_after_reopening(void **state)
{
    (void)state;
    struct str casefile = to_decision();
    reopen();
    struct case_show_out shown = shown_to("ratna", casefile);
    uint32_t interview = definition_step_index(shown.casefile->sop, STR("S1.08"));
    assert_true(interview != DEFINITION_NONE);
    bool found = false;
    for (size_t i = 0; i < shown.newest_n; i++)
        found = found || (str_eq(shown.newest[i].step, STR("S1.08")) &&
                          str_eq(shown.newest[i].outcome, STR("done")) &&
                          id_eq(shown.newest[i].officer, officer_id("ratna")));
    assert_true(found);
    assert_int_equal(shown.asked->deviations_n, 0);
}

static void another_role_does_not_do_the_step(void **state)
{
    (void)state;
    static const char *const team[] = { "hadi", NULL };
    struct str casefile = case_with(team);
    consents(casefile, true);
    struct step_do_out out = step("hadi", casefile, "S1.03", "low", ERR_DENIED);
    assert_string_equal(why(), "role.missing");
    assert_true(out.verdict->missing_n > 0);
}

static void a_refused_consent_stops_the_interview_and_never_the_help(void **state)
{
    (void)state;
    static const char *const team[] = { "ratna", NULL };
    struct str casefile = case_with(team);
    const struct typed wishes[] = { VALUE("wishes_asked", "yes") };
    consents(casefile, false);
    struct step_do_in in = { .head = head_of(casefile),
                             .step = STR("S1.08"),
                             .outcome = STR("done"),
                             .values = wishes,
                             .values_n = 1 };
    struct step_do_out out;
    in.head.reason = STR("emergency_order");
    assert_int_equal(step_do(enter("ratna"), &in, &out), ERR_DENIED);
    assert_string_equal(why(), "consent.missing");
    leave();
    /* Emergency help needs no consent at all. */
    (void)step("rina", casefile, "S1.04", "done", OK);
}

static void against_the_order_a_reason_is_needed_and_a_second_person_looks(void **state)
{
    (void)state;
    static const char *const team[] = { NULL };
    struct str casefile = case_with(team);
    const struct typed risk[] = { VALUE("level", "low"), VALUE("measures", "Tunggu.") };
    struct step_do_in in = { .head = head_of(casefile),
                             .step = STR("S1.03"),
                             .outcome = STR("low"),
                             .values = risk,
                             .values_n = 2 };
    struct step_do_out out;
    assert_int_equal(step_do(enter("rina"), &in, &out), ERR_CONFLICT);
    assert_true(out.verdict->needs_reason);
    leave();
    in.head = head_of(casefile);
    in.head.reason = STR("emergency_order");
    in.head.words = STR("Penelepon hanya punya satu menit.");
    assert_int_equal(step_do(enter("rina"), &in, &out), OK);
    assert_true(out.done.deviation);
    leave();
    reopen();
    /* The supervisor finds it, reads the reason and accepts; nobody reviews herself. */
    struct review_list_in all = { 0 };
    struct review_list_out reviews;
    assert_int_equal(review_list(enter("wulan"), &all, &reviews), OK);
    size_t mine = SIZE_MAX;
    for (size_t i = 0; i < reviews.rows_n; i++)
        if (str_eq(reviews.rows[i].casefile, casefile))
            mine = i;
    assert_true(mine != SIZE_MAX && reviews.rows[mine].mine_to_review);
    struct deviation_review_in review = { .head = head_of(casefile),
                                          .entry =
                                              hex_write(ctx.arena, reviews.rows[mine].entry, 32),
                                          .accepted = true };
    leave();
    struct deviation_review_out reviewed;
    assert_int_equal(deviation_review(enter("wulan"), &review, &reviewed), OK);
    leave();
    reopen();
    assert_int_equal(shown_to("rina", casefile).asked->deviations_n, 0);
    review.head = head_of(casefile);
    assert_int_equal(deviation_review(enter("wulan"), &review, &reviewed), ERR_CONFLICT);
    leave();
}

static struct str decided(struct str casefile, struct str *first)
{
    const struct typed values[] = { VALUE("reasons", "Direkrut dan tidak diupah.") };
    struct step_do_out out = step_with("ratna", casefile, "S1.11", "presumed_victim", values, 1);
    assert_true(out.done.waits_second);
    *first = hex_write(ctx.arena, out.done.entry, 32);
    return casefile;
}

static void the_first_signer_is_never_the_second(void **state)
{
    (void)state;
    struct str first, casefile = decided(to_decision(), &first);
    reopen();
    struct step_agree_in in = { .head = head_of(casefile), .first = first };
    struct step_agree_out out;
    assert_int_equal(step_agree(enter("ratna"), &in, &out), ERR_DENIED);
    assert_string_equal(why(), "sign.same_person");
    leave();
    assert_true(shown_to("ratna", casefile).asked->deviations_n == 0);
}

static void the_head_sees_what_waits_signs_it_and_it_counts(void **state)
{
    (void)state;
    struct str first, casefile = decided(to_decision(), &first);
    reopen();
    struct waiting_list_in all = { 0 };
    struct waiting_list_out waiting;
    assert_int_equal(waiting_list(enter("dewi"), &all, &waiting), OK);
    bool mine = false;
    for (size_t i = 0; i < waiting.rows_n; i++)
        mine =
            mine || (str_eq(waiting.rows[i].casefile, casefile) && waiting.rows[i].mine_to_sign &&
                     str_eq(hex_write(ctx.arena, waiting.rows[i].first, 32), first));
    assert_true(mine);
    leave();
    struct step_agree_in in = { .head = head_of(casefile), .first = first };
    struct step_agree_out out;
    assert_int_equal(step_agree(enter("dewi"), &in, &out), OK);
    leave();
    reopen();
    struct case_show_out shown = shown_to("bayu", casefile);
    uint32_t ident = definition_fact(shown.casefile->sop, STR("ident"));
    bool plans = false;
    for (uint32_t i = 0; i < shown.asked->open_n; i++)
        plans =
            plans || str_eq(shown.casefile->sop->steps[shown.asked->open[i].step].id, STR("S1.14"));
    assert_true(plans && ident != DEFINITION_NONE);
    /* The same answer comes once; a new one finds nothing that waits. */
    assert_int_equal(step_agree(enter("dewi"), &in, &out), OK);
    assert_true(out.done.again);
    leave();
    in.head = head_of(casefile);
    assert_int_equal(step_agree(enter("dewi"), &in, &out), ERR_CONFLICT);
    leave();
}

static void a_declined_signature_leaves_the_step_open(void **state)
{
    (void)state;
    struct str first, casefile = decided(to_decision(), &first);
    struct step_decline_in in = { .head = head_of(casefile), .first = first };
    struct step_decline_out out;
    assert_int_equal(step_decline(enter("dewi"), &in, &out), ERR_INVALID);
    assert_string_equal(why(), "reason.missing");
    leave();
    in.head.words = STR("Unsur tujuan belum jelas.");
    assert_int_equal(step_decline(enter("dewi"), &in, &out), OK);
    leave();
    reopen();
    struct case_show_out shown = shown_to("ratna", casefile);
    bool open = false;
    for (uint32_t i = 0; i < shown.asked->open_n; i++)
        open = open ||
               (str_eq(shown.casefile->sop->steps[shown.asked->open[i].step].id, STR("S1.11")) &&
                !shown.asked->open[i].waits_second);
    assert_true(open);
}

static void withdrawal_is_off_at_once(void **state)
{
    (void)state;
    struct str casefile = to_decision();
    struct consent_withdraw_in in = { .head = head_of(casefile),
                                      .kind = STR("C2"),
                                      .by = STR("person") };
    struct consent_withdraw_out out;
    in.head.words = STR("Saya tidak mau ditanya lagi.");
    assert_int_equal(consent_withdraw(enter("ratna"), &in, &out), OK);
    leave();
    reopen();
    const struct typed wishes[] = { VALUE("wishes_asked", "yes") };
    struct step_do_in again = { .head = head_of(casefile),
                                .step = STR("S1.08"),
                                .outcome = STR("done"),
                                .values = wishes,
                                .values_n = 1 };
    struct step_do_out done;
    assert_int_equal(step_do(enter("ratna"), &again, &done), ERR_DENIED);
    assert_string_equal(why(), "consent.missing");
    leave();
    struct case_show_out shown = shown_to("ratna", casefile);
    bool withdrawn = false;
    for (size_t i = 0; i < shown.consents_n; i++)
        withdrawn = withdrawn || (str_eq(shown.consents[i].kind, STR("C2")) &&
                                  str_eq(shown.consents[i].state, STR("withdrawn")));
    assert_true(withdrawn);
    in.head = head_of(casefile);
    assert_int_equal(consent_withdraw(enter("ratna"), &in, &out), ERR_CONFLICT);
    leave();
}

static void a_childs_consent_needs_the_childs_own_yes(void **state)
{
    (void)state;
    static const char *const team[] = { NULL };
    struct str casefile = case_with(team);
    struct consent_record_in in = answer(casefile, CONSENT_C1, true);
    struct consent_record_out out;
    /* Nobody has said that she is an adult: unknown protects. */
    assert_int_equal(consent_record(enter("rina"), &in, &out), ERR_INVALID);
    assert_string_equal(why(), "consent.child");
    leave();
    in.consent.giver = GIVER_GUARDIAN_AND_CHILD;
    in.consent.assent = ASSENT_REFUSED;
    assert_int_equal(consent_record(enter("rina"), &in, &out), ERR_INVALID);
    assert_string_equal(why(), "consent.assent");
    leave();
    in.consent.assent = ASSENT_GIVEN;
    assert_int_equal(consent_record(enter("rina"), &in, &out), OK);
    leave();
}

static void a_skipped_step_keeps_its_reason(void **state)
{
    (void)state;
    static const char *const team[] = { NULL };
    struct str casefile = case_with(team);
    struct step_skip_in in = { .head = head_of(casefile), .step = STR("S1.02") };
    struct step_skip_out out;
    assert_int_equal(step_skip(enter("rina"), &in, &out), ERR_INVALID);
    assert_string_equal(why(), "reason.missing");
    leave();
    in.head.reason = STR("not_relevant");
    assert_int_equal(step_skip(enter("rina"), &in, &out), OK);
    leave();
    reopen();
    struct case_show_out shown = shown_to("rina", casefile);
    bool kept = false;
    for (size_t i = 0; i < shown.newest_n; i++)
        kept = kept || str_eq(shown.newest[i].reason, STR("not_relevant"));
    assert_true(kept);
    assert_int_equal(shown.asked->deviations_n, 1);
}

static void a_form_says_before_what_will_be_missing(void **state)
{
    (void)state;
    static const char *const team[] = { "ratna", NULL };
    struct str casefile = case_with(team);
    struct step_form_in in = { .casefile = casefile, .step = STR("S1.08") };
    struct step_form_out out;
    assert_int_equal(step_form(enter("ratna"), &in, &out), OK);
    assert_true(out.form != NULL && out.verdicts_n >= 2);
    assert_false(out.verdicts[0].allowed);
    bool safe = false;
    for (size_t i = 0; i < out.known_n; i++)
        safe = safe || str_eq(out.known[i].key, STR("contact.channel"));
    assert_true(safe);
    leave();
    in.step = STR("S9.99");
    assert_int_equal(step_form(enter("ratna"), &in, &out), ERR_MISSING);
    assert_string_equal(why(), "step.none");
    leave();
}

static void a_moved_deadline_of_the_law_is_refused(void **state)
{
    (void)state;
    struct str casefile = to_decision();
    struct deadline_move_in in = { .head = head_of(casefile),
                                   .step = STR("S1.11"),
                                   .row = STR("D04"),
                                   .due_min = ctx.now_ms / 60000 + 5 * 1440 };
    struct deadline_move_out out;
    in.head.reason = STR("interpreter_missing");
    assert_int_equal(deadline_move(enter("bayu"), &in, &out), ERR_DENIED);
    leave();
    in.row = STR("D999");
    assert_int_equal(deadline_move(enter("bayu"), &in, &out), ERR_MISSING);
    leave();
}

static void a_case_with_open_steps_is_not_closed(void **state)
{
    (void)state;
    static const char *const team[] = { NULL };
    struct str casefile = case_with(team);
    struct case_close_in in = { head_of(casefile) };
    struct case_close_out out;
    assert_int_equal(case_close(enter("bayu"), &in, &out), ERR_CONFLICT);
    assert_string_equal(why(), "close.open");
    assert_true(out.open_n > 0);
    leave();
    assert_int_equal(case_close(enter("rina"), &in, &out), ERR_MISSING);
    leave();
}

/* A referral with this partner; against the order, because the way to it is long. */
static void referral(struct str casefile, const char *kind, const char *name)
{
    const struct typed values[] = { { STR("partner_kind"), str_of(kind) },
                                    { STR("partner_name"), str_of(name) },
                                    VALUE("emergency", "yes") };
    struct step_do_in in = { .head = head_of(casefile),
                             .step = STR("S1.17"),
                             .outcome = STR("sent"),
                             .values = values,
                             .values_n = 3 };
    struct step_do_out out;
    in.head.reason = STR("emergency_order");
    enum err err = step_do(enter("bayu"), &in, &out);
    if (err != OK)
        print_message("# %s at %.*s\n", why(), STR_ARG(ctx.why.at));
    assert_int_equal(err, OK);
    leave();
}

static void two_referrals_are_told_apart_wherever_they_wait(void **state)
{
    (void)state;
    static const char *const team[] = { NULL };
    struct str casefile = case_with(team);
    referral(casefile, "hospital", "RSUD Serang");
    referral(casefile, "lbh", "LBH Serang");
    reopen();
    struct case_show_out shown = shown_to("bayu", casefile);
    uint32_t kind = definition_kind(shown.casefile->sop, STR("referral"));
    const struct subject_row *second = subject_row_of(shown.subjects, shown.subjects_n, kind, 2);
    assert_non_null(second);
    assert_int_equal(second->about_n, 2);
    assert_true(str_eq(second->about[0].text, STR("lbh")));
    assert_true(str_eq(second->about[1].text, STR("LBH Serang")));
    assert_null(subject_row_of(shown.subjects, shown.subjects_n, kind, 3));
    struct today_list_out today;
    bool seen[3] = { 0 };
    assert_int_equal(today_list(enter("bayu"), &(struct today_list_in){ 0 }, &today), OK);
    for (int b = 0; b < TODAY_BLOCKS; b++)
        for (size_t i = 0; i < today.rows_n[b]; i++)
            if (str_eq(today.rows[b][i].casefile, casefile) &&
                str_eq(today.rows[b][i].step, STR("referral.answer")) &&
                today.rows[b][i].number < 3)
                seen[today.rows[b][i].number] = true;
    assert_true(!seen[0] && seen[1] && seen[2]);
    leave();
    /* What was written of the first is no answer to the second. */
    struct step_form_in in = { .casefile = casefile, .step = STR("S1.17") };
    struct step_form_out form;
    assert_int_equal(step_form(enter("bayu"), &in, &form), OK);
    for (size_t i = 0; i < form.known_n; i++)
        assert_false(str_starts(form.known[i].key, STR("partner_")));
    leave();
    in =
        (struct step_form_in){ .casefile = casefile, .step = STR("referral.answer"), .subject = 2 };
    assert_int_equal(step_form(enter("bayu"), &in, &form), OK);
    assert_true(form.place != NULL && form.place->number == 2 && form.place->about_n == 2);
    leave();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_is_read_back_after_reopening),
        cmocka_unit_test(another_role_does_not_do_the_step),
        cmocka_unit_test(a_refused_consent_stops_the_interview_and_never_the_help),
        cmocka_unit_test(against_the_order_a_reason_is_needed_and_a_second_person_looks),
        cmocka_unit_test(the_first_signer_is_never_the_second),
        cmocka_unit_test(the_head_sees_what_waits_signs_it_and_it_counts),
        cmocka_unit_test(a_declined_signature_leaves_the_step_open),
        cmocka_unit_test(withdrawal_is_off_at_once),
        cmocka_unit_test(a_childs_consent_needs_the_childs_own_yes),
        cmocka_unit_test(a_skipped_step_keeps_its_reason),
        cmocka_unit_test(a_form_says_before_what_will_be_missing),
        cmocka_unit_test(a_moved_deadline_of_the_law_is_refused),
        cmocka_unit_test(a_case_with_open_steps_is_not_closed),
        cmocka_unit_test(two_referrals_are_told_apart_wherever_they_wait),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, office_up, office_down);
}
