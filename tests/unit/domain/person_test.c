#include "../unit.h"

#include "domain/consent.h"
#include "domain/nik.h"
#include "domain/person.h"
#include "domain/role.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_open(1 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static void a_nik_carries_the_birth_day_of_a_man_as_it_is(void **state)
{
    (void)state;
    int64_t born = days_of(1991, 2, 7);
    assert_int_equal(nik_check(STR("3603010702910001"), born, NIK_MALE), NIK_FINE);
    assert_int_equal(nik_check(STR("3603 0107 0291 0001"), born, NIK_MALE), NIK_FINE);
    assert_int_equal(nik_check(STR("3603010702910001"), born, NIK_FEMALE), NIK_OTHER_SEX);
}

static void a_nik_carries_the_birth_day_of_a_woman_with_forty_added(void **state)
{
    (void)state;
    int64_t born = days_of(2009, 12, 31);
    struct str nik = nik_make(arena, 360301, born, NIK_FEMALE, 12);
    assert_str(nik, STR("3603017112090012"));
    assert_int_equal(nik_check(nik, born, NIK_FEMALE), NIK_FINE);
    assert_int_equal(nik_check(nik, born, NIK_MALE), NIK_OTHER_SEX);
    assert_int_equal(nik_check(nik, born + 1, NIK_FEMALE), NIK_OTHER_DATE);
    assert_int_equal(nik_check(nik, NIK_BIRTH_UNKNOWN, NIK_SEX_UNKNOWN), NIK_FINE);
}

static void a_nik_that_cannot_be_is_named_by_its_flaw(void **state)
{
    (void)state;
    assert_int_equal(nik_check(STR("360301070291000"), NIK_BIRTH_UNKNOWN, 0), NIK_NOT_DIGITS);
    assert_int_equal(nik_check(STR("36030107029100011"), NIK_BIRTH_UNKNOWN, 0), NIK_NOT_DIGITS);
    assert_int_equal(nik_check(STR("36030107O2910001"), NIK_BIRTH_UNKNOWN, 0), NIK_NOT_DIGITS);
    assert_true(nik_check(STR("3603013202910001"), NIK_BIRTH_UNKNOWN, 0) & NIK_NO_DATE);
    assert_true(nik_check(STR("3603010713910001"), NIK_BIRTH_UNKNOWN, 0) & NIK_NO_DATE);
    assert_true(nik_check(STR("0003010702910001"), NIK_BIRTH_UNKNOWN, 0) & NIK_NO_REGION);
    assert_true(nik_check(STR("3603010702910000"), NIK_BIRTH_UNKNOWN, 0) & NIK_NO_SERIAL);
    /* 29 February of 1900+00 is none, of 2000 is one. */
    assert_int_equal(nik_check(STR("3603012902000001"), NIK_BIRTH_UNKNOWN, 0), NIK_FINE);
    assert_true(nik_check(STR("3603012902010001"), NIK_BIRTH_UNKNOWN, 0) & NIK_NO_DATE);
}

static void a_masked_nik_shows_four_digits_at_most(void **state)
{
    (void)state;
    struct str masked = nik_masked(arena, STR("3603010702910042"));
    int digits = 0;
    for (size_t i = 0; i < masked.n; i++)
        digits += masked.at[i] >= '0' && masked.at[i] <= '9';
    assert_int_equal(digits, 4);
    assert_true(str_starts(masked, STR("36")) && str_ends(masked, STR("42")));
    assert_str(nik_masked(arena, STR("not a number")), STR("••••"));
}

static void an_age_is_the_years_completed(void **state)
{
    (void)state;
    assert_int_equal(person_age(days_of(2010, 11, 25), days_of(2026, 11, 24)), 15);
    assert_int_equal(person_age(days_of(2010, 11, 25), days_of(2026, 11, 25)), 16);
    assert_int_equal(person_age(days_of(2008, 2, 29), days_of(2026, 2, 28)), 17);
    assert_int_equal(person_age(days_of(2008, 2, 29), days_of(2026, 3, 1)), 18);
    assert_int_equal(person_age(days_of(2027, 1, 1), days_of(2026, 3, 1)), 0);
    assert_int_equal(person_age(INT64_MIN, 0), AGE_UNKNOWN);
}

static void the_younger_age_and_an_unknown_one_protect(void **state)
{
    (void)state;
    assert_true(person_is_child(21, 16));
    assert_true(person_is_child(16, 21));
    assert_true(person_is_child(AGE_UNKNOWN, AGE_UNKNOWN));
    assert_false(person_is_child(AGE_UNKNOWN, 18));
    assert_false(person_is_child(18, 19));
    assert_str(person_age_band(17), STR("13-17"));
    assert_str(person_age_band(18), STR("18-24"));
    assert_str(person_age_band(95), STR("60+"));
    assert_str(person_age_band(AGE_UNKNOWN), STR(""));
}

static struct consent given(enum consent_kind kind)
{
    return (struct consent){ .kind = kind,
                             .answer = CONSENT_GIVEN,
                             .giver = GIVER_PERSON,
                             .mode = MODE_WRITTEN,
                             .until_day = INT64_MIN,
                             .ask_again_day = INT64_MIN };
}

static const char *refusal(struct consent consent, bool child)
{
    struct ctx ctx = { .arena = arena };
    return consent_check(&ctx, &consent, child) == OK ? "" : ctx.why.key;
}

static void an_adult_answers_alone_and_a_child_never_alone(void **state)
{
    (void)state;
    struct consent consent = given(CONSENT_C1);
    assert_string_equal(refusal(consent, false), "");
    assert_string_equal(refusal(consent, true), "consent.child");
    consent.giver = GIVER_GUARDIAN_AND_CHILD;
    assert_string_equal(refusal(consent, true), "consent.assent");
    consent.assent = ASSENT_REFUSED;
    assert_string_equal(refusal(consent, true), "consent.assent");
    consent.assent = ASSENT_GIVEN;
    assert_string_equal(refusal(consent, true), "");
    assert_string_equal(refusal(consent, false), "consent.adult");
}

static void a_guardian_under_suspicion_gives_nothing(void **state)
{
    (void)state;
    struct consent consent = given(CONSENT_C1);
    consent.giver = GIVER_GUARDIAN_AND_CHILD;
    consent.assent = ASSENT_GIVEN;
    consent.guardian_suspect = true;
    assert_string_equal(refusal(consent, true), "consent.guardian_suspect");
    consent.giver = GIVER_COORDINATOR_DECISION;
    assert_string_equal(refusal(consent, true), "");
}

static void an_infants_assent_is_not_applicable_for_a_named_reason(void **state)
{
    (void)state;
    struct consent consent = given(CONSENT_C4);
    consent.giver = GIVER_COORDINATOR_DECISION;
    consent.assent = ASSENT_NOT_APPLICABLE;
    assert_string_equal(refusal(consent, true), "consent.assent_na");
    consent.assent_na = STR("age");
    assert_string_equal(refusal(consent, true), "");
    /* Incapacity of an adult needs its reason too and is never assumed. */
    consent.assent = ASSENT_GIVEN;
    assert_string_equal(refusal(consent, false), "consent.adult");
    consent.assent = ASSENT_NOT_APPLICABLE;
    consent.assent_na = STR("unconscious");
    assert_string_equal(refusal(consent, false), "");
}

static void a_spoken_consent_has_a_witness_who_did_not_write_it(void **state)
{
    (void)state;
    struct consent consent = given(CONSENT_C1);
    consent.mode = MODE_SPOKEN_WITH_WITNESS;
    assert_string_equal(refusal(consent, false), "consent.witness");
    consent.witness = STR("Bu RT");
    assert_string_equal(refusal(consent, false), "");
    consent.witness_is_writer = true;
    assert_string_equal(refusal(consent, false), "consent.witness");
    consent.mode = MODE_THUMB;
    assert_string_equal(refusal(consent, false), "consent.witness");
    consent.mode = 0;
    assert_string_equal(refusal(consent, false), "consent.mode");
}

static void sharing_names_its_recipient_and_its_end(void **state)
{
    (void)state;
    struct consent consent = given(CONSENT_C3);
    assert_string_equal(refusal(consent, false), "consent.recipient");
    consent.recipient = STR("RSUD");
    assert_string_equal(refusal(consent, false), "consent.until");
    consent.until_day = 20000;
    assert_string_equal(refusal(consent, false), "");
    assert_true(consent_holds(&consent, 20000));
    assert_false(consent_holds(&consent, 20001));
}

static void a_refusal_needs_nothing_and_a_child_may_refuse_alone(void **state)
{
    (void)state;
    struct consent consent = given(CONSENT_C3);
    consent.answer = CONSENT_REFUSED;
    consent.mode = 0;
    assert_string_equal(refusal(consent, false), "");
    assert_string_equal(refusal(consent, true), "");
    assert_false(consent_holds(&consent, 1));
    for (int kind = CONSENT_C1; kind <= CONSENT_C10; kind++)
        assert_int_equal(consent_kind_of(consent_kind_name((enum consent_kind)kind)), kind);
    assert_int_equal(consent_kind_of(STR("C11")), 0);
}

static void roles_are_kept_sorted_by_name(void **state)
{
    (void)state;
    uint32_t roles = role_set(STR("social_worker case_manager ghost"));
    assert_int_equal(roles, 1u << ROLE_SOCIAL_WORKER | 1u << ROLE_CASE_MANAGER);
    assert_str(role_set_names(arena, roles), STR("case_manager social_worker"));
    for (unsigned role = 0; role < ROLE_COUNT; role++)
        assert_int_equal(role_of(role_name((enum role)role)), role);
    assert_int_equal(role_of(STR("hotline")), ROLE_COUNT);
}

static void what_is_never_given_gives_way_only_to_another_role_that_has_it(void **state)
{
    (void)state;
    struct role_table table = { 0 };
    table.at[ROLE_SHELTER_OFFICER] = (struct role_row){ .grant = 0x0E, .never = 1u << 4 };
    table.at[ROLE_SOCIAL_WORKER] =
        (struct role_row){ .grant = 0x1E, .rights = RIGHT_BOARD, .work_key = true };
    uint32_t shelter = 1u << ROLE_SHELTER_OFFICER, both = shelter | 1u << ROLE_SOCIAL_WORKER;
    assert_int_equal(roles_never(&table, shelter), 1u << 4);
    assert_int_equal(roles_never(&table, both), 0);
    assert_int_equal(roles_grant(&table, both), 0x1E);
    assert_false(roles_work_key(&table, shelter));
    assert_true(roles_work_key(&table, both));
    assert_int_equal(roles_rights(&table, both), RIGHT_OFFICER | RIGHT_BOARD);
    assert_int_equal(roles_rights(&table, 0), 0);
    assert_int_equal(right_of_page(STR("nowhere")), 0);
    assert_true(right_of_page(STR("kasus")) & RIGHT_CLOSE);
    assert_false(right_of_page(STR("kasus.papan")) & RIGHT_CLOSE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_nik_carries_the_birth_day_of_a_man_as_it_is),
        cmocka_unit_test(a_nik_carries_the_birth_day_of_a_woman_with_forty_added),
        cmocka_unit_test(a_nik_that_cannot_be_is_named_by_its_flaw),
        cmocka_unit_test(a_masked_nik_shows_four_digits_at_most),
        cmocka_unit_test(an_age_is_the_years_completed),
        cmocka_unit_test(the_younger_age_and_an_unknown_one_protect),
        cmocka_unit_test(an_adult_answers_alone_and_a_child_never_alone),
        cmocka_unit_test(a_guardian_under_suspicion_gives_nothing),
        cmocka_unit_test(an_infants_assent_is_not_applicable_for_a_named_reason),
        cmocka_unit_test(a_spoken_consent_has_a_witness_who_did_not_write_it),
        cmocka_unit_test(sharing_names_its_recipient_and_its_end),
        cmocka_unit_test(a_refusal_needs_nothing_and_a_child_may_refuse_alone),
        cmocka_unit_test(roles_are_kept_sorted_by_name),
        cmocka_unit_test(what_is_never_given_gives_way_only_to_another_role_that_has_it),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
