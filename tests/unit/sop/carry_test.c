/* What a form may be filled with beforehand, in the shipped definition: who the person is, never
 * what protects her at this moment. */
#include "../unit.h"

#include "cli/folder.h"
#include "sop/read.h"

static struct ctx ctx;
static const struct definition *d;

static int shipped(void **state)
{
    (void)state;
    struct file_list files;
    struct definition *read;
    ctx.arena = arena_open(64 << 20);
    assert_int_equal(folder_load(&ctx, STR(SHIPPED), &files), OK);
    assert_int_equal(definition_read(&ctx, &files, &read), OK);
    d = read;
    return 0;
}

static int away(void **state)
{
    (void)state;
    arena_close(ctx.arena);
    return 0;
}

static uint32_t field_of(const char *step, const char *key)
{
    const struct step *of = definition_step(d, str_of(step));
    assert_true(of != NULL && of->form != DEFINITION_NONE);
    uint32_t field = form_field(d, of->form, str_of(key));
    assert_true(field != DEFINITION_NONE);
    return field;
}

static bool anew(const char *step, const char *key)
{
    return form_asked_anew(d, definition_step_index(d, str_of(step)), field_of(step, key));
}

static bool carries(const char *from, const char *to, const char *key)
{
    return form_carries(d, definition_step_index(d, str_of(to)), field_of(to, key),
                        d->fields[field_of(from, key)].no);
}

static void what_protects_at_this_moment_is_asked_for_each_act_anew(void **state)
{
    (void)state;
    assert_true(anew("S1.08", "social_worker_present"));
    assert_true(anew("S1.08", "interpreter_present"));
    assert_true(anew("S1.17", "emergency"));
    assert_true(anew("S3.02", "unrelated_adults"));
    assert_true(anew("S4.06", "escort_present"));
    assert_true(anew("S4.10", "escort_present"));
    assert_true(anew("S5.09", "escort_present"));
    assert_true(anew("S5.11", "receiver_sign_kind")); /* read by one outcome only */
    assert_true(anew("S6.09", "seen_alone"));
    assert_false(anew("S1.11", "reasons")); /* read by a need, but it is her own text */
    assert_false(anew("S1.16", "goals"));
    assert_false(anew("S3.02", "phone_with_person"));
}

static void who_the_person_is_is_told_once(void **state)
{
    (void)state;
    assert_true(carries("S1.01", "S1.01", "person.full_name"));
    assert_true(carries("S1.16", "S6.05", "person_sign.signer")); /* the same use of a block */
    assert_true(carries("S1.16", "S1.16", "goals"));
    assert_true(carries("S1.10", "S1.11", "suggestion_row")); /* the same words in two forms */
}

static void what_happened_then_is_no_answer_now(void **state)
{
    (void)state;
    assert_false(carries("S5.11", "S5.11", "at"));
    assert_false(carries("S2.02", "S2.04", "visit_at"));
    assert_false(carries("S1.16", "S6.05", "person_sign.signed_at"));
    assert_false(carries("S1.03", "S1.11", "reasons")); /* why it is dangerous, why a victim */
    assert_false(carries("S4.06", "S4.10", "escort_present"));
    assert_false(carries("S6.09", "S6.09", "seen_alone"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_protects_at_this_moment_is_asked_for_each_act_anew),
        cmocka_unit_test(who_the_person_is_is_told_once),
        cmocka_unit_test(what_happened_then_is_no_answer_now),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, shipped, away);
}
