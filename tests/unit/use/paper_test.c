/* A second signature that is given on paper, by somebody who has no log-in here. */
#include "fixture.h"

#include "domain/casestate.h"
#include "use/case_show.h"
#include "use/entry_show.h"
#include "use/step_do.h"
#include "use/today_list.h"

static struct str hex_of(const unsigned char *entry)
{
    return hex_write(ctx.arena, entry, 32);
}

/* The head hands the case to another office, whose head signs second. */
static struct step_do_out transfer(struct str casefile)
{
    const struct typed values[] = { VALUE("duty", "yes") };
    struct step_do_in in = { .head = head_of(casefile),
                             .step = STR("S0.01"),
                             .outcome = STR("accepted"),
                             .values = values,
                             .values_n = 1 };
    struct step_do_out out;
    in.head.reason = STR("emergency_order");
    enum err err = step_do(enter("dewi"), &in, &out);
    if (err != OK)
        print_message("# %s at %.*s\n", why(), STR_ARG(ctx.why.at));
    assert_int_equal(err, OK);
    leave();
    return out;
}

static struct step_agree_in paper(struct str casefile, struct str first)
{
    return (struct step_agree_in){ .head = head_of(casefile),
                                   .first = first,
                                   .on_paper = true,
                                   .signer = STR("Ibu Tini, kepala UPTD PPA Lebak"),
                                   .kept = STR("map 3, lemari kepala") };
}

/* The one who signed first is told that a paper is to be got. */
static void hers_to_get(void)
{
    struct waiting_list_out waiting;
    assert_int_equal(waiting_list(enter("dewi"), &(struct waiting_list_in){ 0 }, &waiting), OK);
    assert_int_equal(waiting.rows_n, 1);
    assert_true(waiting.rows[0].on_paper && waiting.rows[0].mine_to_get);
    assert_false(waiting.rows[0].mine_to_sign);
    leave();
    struct today_list_out today;
    assert_int_equal(today_list(enter("dewi"), &(struct today_list_in){ 0 }, &today), OK);
    assert_int_equal(today.waiting, 1);
    leave();
}

static void what_waits_for_another_office_is_signed_on_paper(void **state)
{
    (void)state;
    static const char *const team[] = { "dewi", NULL };
    struct str casefile = case_with(team);
    struct step_do_out first = transfer(casefile);
    assert_true(first.done.waits_second);
    struct str id = hex_of(first.done.entry);
    hers_to_get();
    struct entry_show_in shown = { .casefile = casefile, .entry = id };
    struct entry_show_out entry;
    assert_int_equal(entry_show(enter("bayu"), &shown, &entry), OK);
    assert_true(entry.waits && entry.on_paper);
    assert_true(str_eq(entry.second_roles, STR("other_coordinator")));
    leave();
    struct step_agree_in in = paper(casefile, id);
    struct step_agree_out out;
    in.signer = STR(" ");
    assert_int_equal(step_agree(enter("dewi"), &in, &out), ERR_INVALID);
    assert_string_equal(why(), "paper.signer");
    leave();
    in = paper(casefile, id);
    in.kept = STR("");
    assert_int_equal(step_agree(enter("dewi"), &in, &out), ERR_INVALID);
    assert_string_equal(why(), "paper.kept");
    leave();
    /* Without paper she would sign twice. */
    in = paper(casefile, id);
    in.on_paper = false;
    assert_int_equal(step_agree(enter("dewi"), &in, &out), ERR_DENIED);
    assert_string_equal(why(), "sign.same_person");
    leave();
    in = paper(casefile, id);
    in.head.happened_min = ctx.now_ms / 60000 - 30;
    assert_int_equal(step_agree(enter("dewi"), &in, &out), OK);
    leave();
    reopen();
    shown.entry = hex_of(out.done.entry);
    assert_int_equal(entry_show(enter("bayu"), &shown, &entry), OK);
    assert_true(entry.row.on_paper);
    assert_true(str_eq(entry.row.signer, STR("Ibu Tini, kepala UPTD PPA Lebak")));
    assert_true(str_eq(entry.row.kept, STR("map 3, lemari kepala")));
    assert_int_equal(entry.row.happened_min, ctx.now_ms / 60000 - 30);
    leave();
    struct case_show_in board = { .casefile = casefile };
    struct case_show_out now;
    assert_int_equal(case_show(enter("bayu"), &board, &now), OK);
    uint32_t ended = definition_fact(now.casefile->sop, STR("ended"));
    assert_int_equal(casestate_fact(now.casefile->state, ended, 0),
                     definition_value(now.casefile->sop, ended, STR("transferred")));
    leave();
    in = paper(casefile, id);
    assert_int_equal(step_agree(enter("dewi"), &in, &out), ERR_CONFLICT);
    assert_string_equal(why(), "sign.nothing_waits");
    leave();
}

static void what_was_sent_to_another_office_can_be_taken_back(void **state)
{
    (void)state;
    static const char *const team[] = { "dewi", NULL };
    struct str casefile = case_with(team);
    struct step_do_out first = transfer(casefile);
    struct step_decline_in in = { .head = head_of(casefile), .first = hex_of(first.done.entry) };
    struct step_decline_out out;
    in.head.words = STR("Kantor itu menolak.");
    assert_int_equal(step_decline(enter("dewi"), &in, &out), OK);
    leave();
    struct entry_show_in shown = { .casefile = casefile, .entry = in.first };
    struct entry_show_out entry;
    assert_int_equal(entry_show(enter("bayu"), &shown, &entry), OK);
    assert_false(entry.waits);
    leave();
}

/* What a colleague with a log-in signs, nobody signs for her on paper. */
static void nobody_signs_on_paper_for_a_colleague(void **state)
{
    (void)state;
    static const char *const team[] = { "sari", "dewi", NULL };
    struct str casefile = case_with(team);
    struct step_do_in in = { .head = head_of(casefile),
                             .step = STR("S1.12"),
                             .outcome = STR("told") };
    struct step_do_out out;
    in.head.reason = STR("emergency_order");
    enum err err = step_do(enter("bayu"), &in, &out);
    if (err != OK)
        print_message("# %s at %.*s\n", why(), STR_ARG(ctx.why.at));
    assert_int_equal(err, OK);
    leave();
    assert_true(out.done.waits_second);
    struct step_agree_in agree = paper(casefile, hex_of(out.done.entry));
    struct step_agree_out agreed;
    assert_int_equal(step_agree(enter("bayu"), &agree, &agreed), ERR_DENIED);
    assert_string_equal(why(), "paper.inside");
    leave();
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_waits_for_another_office_is_signed_on_paper),
        cmocka_unit_test(what_was_sent_to_another_office_can_be_taken_back),
        cmocka_unit_test(nobody_signs_on_paper_for_a_colleague),
    };
    return cmocka_run_group_tests(tests, office_up, office_down);
}
