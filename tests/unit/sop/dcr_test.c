/* Plain DCR graphs: what the judged traces of tests/dcr do not contain. */
#include "../unit.h"

#include "domain/casestate.h"
#include "sop/dcr.h"

struct play {
    struct ctx ctx;
    struct definition *d;
    struct casestate *state;
};

static void play_open(struct play *play, const char *body)
{
    static const struct calendar calendar = { 0 };
    *play = (struct play){ .ctx = { .arena = arena_open(8 << 20) } };
    struct str text = str_format(play->ctx.arena,
                                 "<d:definitions xmlns:d='u'><d:dcrGraph>%s</d:dcrGraph>"
                                 "</d:definitions>",
                                 body);
    assert_int_equal(dcr_read(&play->ctx, STR("g"), text, &play->d), OK);
    play->state = casestate_new(&play->ctx, play->d, &calendar);
}

static bool enabled(struct play *play, uint32_t event)
{
    return casestate_enabled(&play->ctx, play->state, event, 0, 0);
}

static void run(struct play *play, uint32_t event)
{
    struct act act = { .kind = ACT_STEP_DONE, .step = event, .at = 1 };
    casestate_apply(play->state, &act);
}

enum { A, B, C };

static void a_milestone_binds_while_its_source_is_included_and_pending(void **state)
{
    (void)state;
    struct play play;
    play_open(&play, "<d:event id='a' pending='true'/><d:event id='b'/><d:event id='c'/>"
                     "<d:relation type='milestone' sourceRef='a' targetRef='b'/>"
                     "<d:relation type='exclude' sourceRef='c' targetRef='a'/>"
                     "<d:relation type='response' sourceRef='b' targetRef='a'/>");
    assert_false(enabled(&play, B));
    assert_false(casestate_may_close(play.state));
    run(&play, A);
    assert_true(enabled(&play, B)); /* done: not pending */
    run(&play, B);
    assert_false(enabled(&play, B)); /* pending again */
    run(&play, C);
    assert_true(enabled(&play, B)); /* pending, but excluded */
    assert_true(casestate_place(play.state, A, 0).obliged);
    assert_true(casestate_may_close(play.state));
    arena_close(play.ctx.arena);
}

static void include_wins_when_one_event_includes_and_excludes_the_same(void **state)
{
    (void)state;
    struct play play;
    play_open(&play, "<d:event id='a'/><d:event id='b' included='false'/>"
                     "<d:relation type='include' sourceRef='a' targetRef='b'/>"
                     "<d:relation type='exclude' sourceRef='a' targetRef='b'/>"
                     "<d:relation type='exclude' sourceRef='a' targetRef='a'/>"
                     "<d:relation type='include' sourceRef='a' targetRef='a'/>");
    run(&play, A);
    assert_true(casestate_place(play.state, B, 0).included);
    assert_true(casestate_place(play.state, A, 0).included);
    arena_close(play.ctx.arena);
}

static void an_event_that_answers_itself_stays_pending(void **state)
{
    (void)state;
    struct play play;
    play_open(&play, "<d:event id='a' pending='true'/>"
                     "<d:relation type='response' sourceRef='a' targetRef='a'/>");
    run(&play, A);
    assert_true(casestate_pending(play.state, A, 0));
    arena_close(play.ctx.arena);
}

static void a_condition_on_itself_lets_it_never_begin(void **state)
{
    (void)state;
    struct play play;
    play_open(&play, "<d:event id='a'/><d:event id='b' executed='true'/>"
                     "<d:relation type='condition' sourceRef='a' targetRef='a'/>"
                     "<d:relation type='condition' sourceRef='b' targetRef='b'/>");
    assert_false(enabled(&play, A));
    assert_true(enabled(&play, B)); /* was executed at the start */
    arena_close(play.ctx.arena);
}

static void a_wrong_graph_says_its_line(void **state)
{
    (void)state;
    struct ctx ctx = { .arena = arena_open(8 << 20) };
    struct definition *d;
    static const struct {
        const char *text, *key;
        int line;
    } wrongs[] = {
        { "<g>\n<event id='a'/>\n<relation type='likes' sourceRef='a' targetRef='a'/></g>",
          "dcr.unknown_relation", 3 },
        { "<g><event id='a'/>\n<relation type='include' sourceRef='a' targetRef='b'/></g>",
          "dcr.unknown_event", 2 },
        { "<g><event id='a'/>\n<event id='a'/></g>", "sop.double", 2 },
        { "<!DOCTYPE g [<!ENTITY x 'y'>]>\n<g>&x;</g>", "xml.doctype", 1 },
        { "<g>\n<event id='a'>", "xml.syntax", 2 },
    };
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        assert_int_equal(dcr_read(&ctx, STR("g"), str_of(wrongs[i].text), &d), ERR_INVALID);
        assert_string_equal(ctx.why.key, wrongs[i].key);
        assert_int_equal(ctx.why.line, wrongs[i].line);
    }
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_milestone_binds_while_its_source_is_included_and_pending),
        cmocka_unit_test(include_wins_when_one_event_includes_and_excludes_the_same),
        cmocka_unit_test(an_event_that_answers_itself_stays_pending),
        cmocka_unit_test(a_condition_on_itself_lets_it_never_begin),
        cmocka_unit_test(a_wrong_graph_says_its_line),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
