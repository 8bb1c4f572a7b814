/* What changes the course of a case: a clock that is moved, a closing, opening it again. */
#include "fixture.h"

#include "domain/tables.h"
#include "use/case_show.h"
#include "use/case_write.h"
#include "use/step_do.h"
#include "use/today_list.h"

static struct case_show_out shown_to(const char *who, struct str casefile)
{
    struct case_show_in in = { .casefile = casefile, .with_values = true };
    struct case_show_out out;
    assert_int_equal(case_show(enter(who), &in, &out), OK);
    leave();
    return out;
}

/* The first open place whose clock this role may move. */
static struct open_place movable(const struct case_show_out *shown, const char *role)
{
    const struct definition *sop = shown->casefile->sop;
    uint32_t by = definition_role(sop, str_of(role));
    for (uint32_t i = 0; i < shown->asked->open_n; i++) {
        struct open_place place = shown->asked->open[i];
        if (place.row != DEFINITION_NONE && sop->rows[place.row].may_move &&
            sop->rows[place.row].move_by == by && place.due_min != INT64_MIN)
            return place;
    }
    print_message("# no clock that %s may move\n", role);
    assert_true(false);
    return (struct open_place){ 0 };
}

static void a_clock_that_is_no_law_is_moved_and_both_dates_stay_in_view(void **state)
{
    (void)state;
    static const char *const team[] = { NULL };
    struct str casefile = case_with(team);
    struct case_show_out shown = shown_to("bayu", casefile);
    struct open_place place = movable(&shown, "intake_officer");
    const struct definition *sop = shown.casefile->sop;
    int64_t first = place.due_min, most = sop->rows[place.row].move_max_min;
    struct deadline_move_in in = { .head = head_of(casefile),
                                   .step = sop->steps[place.step].id,
                                   .row = sop->rows[place.row].id,
                                   .subject = place.subject,
                                   .due_min = first + most + 60 };
    struct deadline_move_out out;
    in.head.reason = STR("person_asks_pause");
    assert_int_equal(deadline_move(enter("rina"), &in, &out), ERR_DENIED);
    assert_string_equal(why(), "deadline.too_long");
    leave();
    in.due_min = first + most / 2;
    assert_int_equal(deadline_move(enter("bayu"), &in, &out), ERR_DENIED);
    assert_string_equal(why(), "role.missing");
    leave();
    in.head = head_of(casefile);
    assert_int_equal(deadline_move(enter("rina"), &in, &out), ERR_INVALID);
    assert_string_equal(why(), "reason.missing");
    leave();
    in.head = head_of(casefile);
    in.head.reason = STR("person_asks_pause");
    assert_int_equal(deadline_move(enter("rina"), &in, &out), OK);
    leave();
    reopen();
    shown = shown_to("bayu", casefile);
    bool moved = false;
    for (uint32_t i = 0; i < shown.asked->open_n; i++)
        moved = moved ||
                (shown.asked->open[i].step == place.step && shown.asked->open[i].row == place.row &&
                 shown.asked->open[i].due_min == first + most / 2 &&
                 shown.asked->open[i].due_first_min == first);
    assert_true(moved);
    /* The tables of the work list know the new date too. */
    struct today_list_out today;
    bool listed = false;
    assert_int_equal(today_list(enter("rina"), &(struct today_list_in){ 0 }, &today), OK);
    for (int b = 0; b < TODAY_BLOCKS; b++)
        for (size_t i = 0; i < today.rows_n[b]; i++)
            listed = listed || (str_eq(today.rows[b][i].casefile, casefile) &&
                                today.rows[b][i].due_min == first + most / 2);
    assert_true(listed);
    leave();
}

/* "Bukan TPPO", signed by two: what was open for trafficking is dropped. */
static void linked_elsewhere(struct str casefile)
{
    struct step_do_in linked = { .head = head_of(casefile),
                                 .step = STR("S1.12"),
                                 .outcome = STR("told") };
    struct step_do_out first;
    linked.head.reason = STR("emergency_order");
    assert_int_equal(step_do(enter("bayu"), &linked, &first), OK);
    leave();
    struct step_agree_in agree = { .head = head_of(casefile),
                                   .first = hex_write(ctx.arena, first.done.entry, 32) };
    struct step_agree_out agreed;
    assert_int_equal(step_agree(enter("dewi"), &agree, &agreed), OK);
    leave();
}

static void all_skipped(struct str casefile, const struct case_show_out *shown)
{
    for (uint32_t i = 0; i < shown->asked->open_n; i++) {
        struct step_skip_in skip = { .head = head_of(casefile),
                                     .step =
                                         shown->casefile->sop->steps[shown->asked->open[i].step].id,
                                     .subject = shown->asked->open[i].subject };
        struct step_skip_out skipped;
        skip.head.reason = STR("not_relevant");
        assert_int_equal(step_skip(enter("bayu"), &skip, &skipped), OK);
        leave();
    }
}

/* Not trafficking, linked elsewhere, the rest skipped: closed, and opened again by a reason. */
static void a_closed_case_is_opened_again_with_a_reason(void **state)
{
    (void)state;
    static const char *const team[] = { "dewi", NULL };
    struct str casefile = case_with(team);
    linked_elsewhere(casefile);
    struct case_show_out shown = shown_to("bayu", casefile);
    all_skipped(casefile, &shown);
    struct case_reopen_in again = { head_of(casefile) };
    struct case_reopen_out opened;
    again.head.words = STR("Ia kembali dengan bukti baru.");
    assert_int_equal(case_reopen(enter("bayu"), &again, &opened), ERR_CONFLICT);
    assert_string_equal(why(), "reopen.open");
    leave();
    struct case_close_in close = { head_of(casefile) };
    struct case_close_out closed;
    enum err err = case_close(enter("bayu"), &close, &closed);
    for (size_t i = 0; err != OK && i < closed.open_n; i++)
        print_message("# open: %.*s\n", STR_ARG(closed.open[i]));
    assert_int_equal(err, OK);
    leave();
    reopen();
    shown = shown_to("bayu", casefile);
    assert_true(shown.asked->closed && shown.closed_min != INT64_MIN);
    again.head = head_of(casefile);
    assert_int_equal(case_reopen(enter("bayu"), &again, &opened), ERR_INVALID);
    assert_string_equal(why(), "reason.missing");
    leave();
    again.head.words = STR("Ia kembali dengan bukti baru.");
    assert_int_equal(case_reopen(enter("rina"), &again, &opened), ERR_MISSING);
    leave();
    assert_int_equal(case_reopen(enter("bayu"), &again, &opened), OK);
    leave();
    reopen();
    shown = shown_to("bayu", casefile);
    assert_false(shown.asked->closed);
    assert_true(shown.closed_min == INT64_MIN);
    bool said = false;
    for (size_t i = 0; i < shown.newest_n; i++)
        said = said || str_eq(shown.newest[i].words, STR("Ia kembali dengan bukti baru."));
    assert_true(said);
    /* And closed again. */
    close.head = head_of(casefile);
    assert_int_equal(case_close(enter("bayu"), &close, &closed), OK);
    leave();
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clock_that_is_no_law_is_moved_and_both_dates_stay_in_view),
        cmocka_unit_test(a_closed_case_is_opened_again_with_a_reason),
    };
    return cmocka_run_group_tests(tests, office_up, office_down);
}
