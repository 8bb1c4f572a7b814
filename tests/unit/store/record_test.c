/* An office is made, written, undone, closed and opened again; who may not, may not. */
#include "../unit.h"

#include "fixture.h"

static struct fixture f;

static int setup(void **state)
{
    (void)state;
    fixture_open(&f);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

static void an_office_knows_its_people_by_two_signatures(void **state)
{
    (void)state;
    const struct officer *officer;
    assert_int_equal(officers_load(&f.ctx, f.office, f.people[HEAD].officer, &officer), OK);
    assert_true(officer_has_role(officer, STR("coordinator")));
    assert_str(officer->name, STR("Ratna Dewi"));
    assert_int_equal(officers_load(&f.ctx, f.office, f.people[OUTSIDER].officer, &officer),
                     ERR_MISSING);
    assert_str(office_info(f.office)->code, STR("banten"));
    assert_true(office_info(f.office)->practice);
    assert_int_equal(office_info(f.office)->offset_min, 420);
}

static void one_signature_is_no_certificate_and_nobody_signs_twice(void **state)
{
    (void)state;
    struct hash entry;
    const struct officer *officer;
    struct certificate ghost = { .type = CERT_PERSON,
                                 .roles = STR("coordinator"),
                                 .scopes = STR(""),
                                 .work_key = true,
                                 .mask = FIXTURE_MASK_ALL };
    memcpy(ghost.keys.sign, f.keys[OUTSIDER].sign_public, 32);
    memcpy(ghost.keys.box, f.keys[OUTSIDER].box_public, 32);
    ROUND(&f, {
        assert_int_equal(
            officers_certify(&f.ctx, f.office, &f.people[ADMIN], &ghost, STR("Hantu"), &entry), OK);
        assert_int_equal(officers_agree(&f.ctx, f.office, &f.people[ADMIN], entry), ERR_DENIED);
        assert_int_equal(officers_agree(&f.ctx, f.office, &f.people[MANAGER], entry), ERR_DENIED);
    });
    assert_int_equal(officers_load(&f.ctx, f.office, f.people[OUTSIDER].officer, &officer),
                     ERR_MISSING);
}

static void a_case_opens_for_its_team_and_for_nobody_else(void **state)
{
    (void)state;
    struct id casefile;
    struct case_keyset keys;
    struct entries entries;
    struct facts *facts;
    ROUND(&f, casefile = fixture_case(&f, STR("Melati")));
    assert_int_equal(casekeys_open(&f.ctx, f.office, casefile, &f.people[MANAGER], &keys), OK);
    assert_true(keyset_mask(&keys) >> PART_IDENTITY & 1);
    assert_false(keyset_mask(&keys) >> PART_CODED & 1); /* C is for counting alone */
    assert_int_equal(record_case(&f.ctx, f.office, casefile, &entries), OK);
    assert_int_equal(entries.count, 2);
    assert_int_equal(entries.at[1].standing, ENTRY_COUNTS);
    assert_int_equal(record_open(&f.ctx, &entries.at[1], PART_IDENTITY, &keys, &facts), OK);
    assert_str(facts_str(facts, 1000), STR("Ani binti Amat"));
    assert_int_equal(record_open(&f.ctx, &entries.at[1], PART_CODED, &keys, &facts), ERR_DENIED);

    /* The counsellor holds the office work key, so W, and nothing inside. */
    assert_int_equal(casekeys_open(&f.ctx, f.office, casefile, &f.people[COUNSELLOR], &keys), OK);
    assert_int_equal(keyset_mask(&keys), 1u << PART_WORK);
    assert_int_equal(record_open(&f.ctx, &entries.at[1], PART_IDENTITY, &keys, &facts), ERR_DENIED);
    assert_int_equal(casekeys_open(&f.ctx, f.office, casefile, &f.people[ADMIN], &keys),
                     ERR_DENIED);
}

static void a_request_is_written_once(void **state)
{
    (void)state;
    struct id casefile, found;
    struct hash first, again;
    struct facts *work = fixture_work(&f, INNER_NOTE_ADD, 0);
    ROUND(&f, {
        casefile = fixture_case(&f, STR("Kenanga"));
        assert_int_equal(fixture_fact(&f, MANAGER, casefile, work, 0, NULL, &first), OK);
        assert_int_equal(fixture_fact(&f, MANAGER, casefile, work, 0, NULL, &again), ERR_CONFLICT);
    });
    assert_memory_equal(&first, &again, sizeof first);
    fixture_reopen(&f);
    struct id request = facts_get_id(work, FACT_REQUEST);
    assert_int_equal(
        record_find(&f.ctx, f.office, f.people[MANAGER].officer, request, &again, &found), OK);
    assert_memory_equal(&first, &again, sizeof first);
    assert_true(id_eq(found, casefile));
    assert_int_equal(
        record_find(&f.ctx, f.office, f.people[INTAKE].officer, request, &again, &found),
        ERR_MISSING);
    uint64_t entries = office_info(f.office)->entries;
    ROUND(&f, assert_int_equal(fixture_fact(&f, MANAGER, casefile, work, 0, NULL, &again),
                               ERR_CONFLICT)); /* also after a crash and a new start */
    assert_memory_equal(&first, &again, sizeof first);
    assert_int_equal(office_info(f.office)->entries, entries);
}

static void an_undone_request_never_was(void **state)
{
    (void)state;
    struct id kept, lost;
    struct hash before, after;
    struct entries entries;
    GOOD(&f, round_begin(&f.ctx, f.office));
    GOOD(&f, round_mark(&f.ctx, f.office));
    kept = fixture_case(&f, STR("Anggrek"));
    assert_int_equal(tables_hash(&f.ctx, f.office, &before), OK);
    GOOD(&f, round_mark(&f.ctx, f.office));
    lost = fixture_case(&f, STR("Dahlia"));
    assert_int_equal(round_appended(f.office), 2);
    round_undo(f.office);
    assert_int_equal(round_appended(f.office), 0);
    assert_int_equal(tables_hash(&f.ctx, f.office, &after), OK);
    assert_memory_equal(&before, &after, sizeof before);
    GOOD(&f, round_commit(&f.ctx, f.office));
    fixture_reopen(&f);
    assert_int_equal(record_case(&f.ctx, f.office, kept, &entries), OK);
    assert_int_equal(record_case(&f.ctx, f.office, lost, &entries), ERR_MISSING);
}

static void an_abandoned_round_leaves_log_tables_and_directory_as_they_were(void **state)
{
    (void)state;
    struct hash before, after, entry;
    uint64_t entries = office_info(f.office)->entries;
    assert_int_equal(tables_hash(&f.ctx, f.office, &before), OK);
    GOOD(&f, round_begin(&f.ctx, f.office));
    fixture_case(&f, STR("Teratai"));
    GOOD(&f,
         setting_propose(&f.ctx, f.office, &f.people[HEAD], STR("times.idle"), STR("15"), &entry));
    round_abandon(f.office);
    assert_int_equal(tables_hash(&f.ctx, f.office, &after), OK);
    assert_memory_equal(&before, &after, sizeof before);
    assert_int_equal(office_info(f.office)->entries, entries);
    const struct office_setting *settings;
    assert_int_equal(settings_list(f.office, &settings), 0);
    ROUND(&f, fixture_case(&f, STR("Teratai")));
    fixture_reopen(&f); /* the chain goes on without a gap */
    assert_int_equal(office_info(f.office)->entries, entries + 2);
}

static void the_tables_are_the_same_after_a_refold_and_after_a_snapshot(void **state)
{
    (void)state;
    struct hash now, refolded, opened;
    ROUND(&f, fixture_case(&f, STR("Cempaka")));
    assert_int_equal(tables_hash(&f.ctx, f.office, &now), OK);
    assert_int_equal(tables_refold(&f.ctx, f.office), OK);
    assert_int_equal(tables_hash(&f.ctx, f.office, &refolded), OK);
    assert_memory_equal(&now, &refolded, sizeof now);
    office_close(&f.ctx, f.office); /* writes the snapshot */
    GOOD(&f, office_open(&f.ctx, str_of(f.dir), OFFICE_WRITE, &f.office));
    GOOD(&f, office_unlock(&f.ctx, f.office, &f.work));
    assert_int_equal(tables_hash(&f.ctx, f.office, &opened), OK);
    assert_memory_equal(&now, &opened, sizeof now);
}

static void the_office_can_be_opened_in_the_middle_of_a_round(void **state)
{
    (void)state;
    struct hash before, after;
    assert_int_equal(tables_hash(&f.ctx, f.office, &before), OK);
    office_drop(f.office);
    GOOD(&f, office_open(&f.ctx, str_of(f.dir), OFFICE_WRITE, &f.office));
    ROUND(&f, GOOD(&f, office_unlock(&f.ctx, f.office, &f.work)));
    assert_int_equal(tables_hash(&f.ctx, f.office, &after), OK);
    assert_memory_equal(&before, &after, sizeof before);
}

static void a_second_pen_is_refused_and_a_reader_is_not(void **state)
{
    (void)state;
    struct office *other;
    assert_int_equal(office_open(&f.ctx, str_of(f.dir), OFFICE_WRITE, &other), ERR_BUSY);
    assert_string_equal(f.ctx.why.key, "store.locked");
    assert_int_equal(office_open(&f.ctx, str_of(f.dir), OFFICE_READ, &other), OK);
    assert_int_equal(office_unlock(&f.ctx, other, &f.work), OK);
    struct hash mine, his;
    assert_int_equal(tables_hash(&f.ctx, f.office, &mine), OK);
    assert_int_equal(tables_hash(&f.ctx, other, &his), OK);
    assert_memory_equal(&mine, &his, sizeof mine);
    office_drop(other);
    assert_int_equal(office_open(&f.ctx, STR("/nowhere"), OFFICE_READ, &other), ERR_MISSING);
}

static void a_wrong_work_key_opens_no_office(void **state)
{
    (void)state;
    struct work_key wrong, again;
    work_key_draw(NULL, &wrong);
    assert_int_equal(office_work_key(&f.ctx, f.office, &f.people[MANAGER], &again), OK);
    assert_memory_equal(&again, &f.work, sizeof again);
    assert_int_equal(office_work_key(&f.ctx, f.office, &f.people[OUTSIDER], &again), ERR_DENIED);
    office_drop(f.office);
    GOOD(&f, office_open(&f.ctx, str_of(f.dir), OFFICE_WRITE, &f.office));
    assert_int_equal(office_unlock(&f.ctx, f.office, &wrong), ERR_DENIED);
    assert_false(office_is_open(f.office));
    GOOD(&f, office_unlock(&f.ctx, f.office, &f.work));
}

static void a_clock_that_runs_backwards_is_doubted_and_the_order_stays(void **state)
{
    (void)state;
    int64_t now = f.ctx.now_ms;
    struct id casefile;
    struct entries entries;
    f.ctx.now_ms = now - INT64_C(3) * 24 * 3600 * 1000;
    ROUND(&f, casefile = fixture_case(&f, STR("Mawar")));
    f.ctx.now_ms = now;
    assert_true(office_info(f.office)->clock_doubted);
    assert_int_equal(record_case(&f.ctx, f.office, casefile, &entries), OK);
    assert_true((entries.at[0].envelope.flags & FLAG_CLOCK_DOUBTED) != 0);
    assert_true(hlc_ms(entries.at[0].envelope.hlc) >= now);
    ROUND(&f, fixture_case(&f, STR("Seruni")));
    assert_false(office_info(f.office)->clock_doubted);
}

static void a_setting_counts_with_two_signatures_of_different_people(void **state)
{
    (void)state;
    struct hash entry;
    ROUND(&f, {
        GOOD(&f, setting_propose(&f.ctx, f.office, &f.people[ADMIN], STR("times.idle"), STR("15"),
                                 &entry));
        assert_str(setting_value(f.office, STR("times.idle"), STR("5")), STR("5"));
        assert_int_equal(setting_agree(&f.ctx, f.office, &f.people[ADMIN], entry), ERR_DENIED);
        assert_int_equal(setting_agree(&f.ctx, f.office, &f.people[HEAD], entry), OK);
        assert_int_equal(setting_agree(&f.ctx, f.office, &f.people[HEAD], entry), ERR_CONFLICT);
    });
    assert_str(setting_value(f.office, STR("times.idle"), STR("5")), STR("15"));
}

static void the_definition_is_found_by_its_hash(void **state)
{
    (void)state;
    struct str text;
    struct hash hash;
    assert_int_equal(definition_newest(&f.ctx, f.office, &hash, &text), OK);
    assert_str(text, STR("definition: test\n"));
    assert_int_equal(definition_load(&f.ctx, f.office, f.definition, &text), OK);
    hash.at[0] ^= 1;
    assert_int_equal(definition_load(&f.ctx, f.office, hash, &text), ERR_MISSING);
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_office_knows_its_people_by_two_signatures),
        cmocka_unit_test(one_signature_is_no_certificate_and_nobody_signs_twice),
        cmocka_unit_test(a_case_opens_for_its_team_and_for_nobody_else),
        cmocka_unit_test(a_request_is_written_once),
        cmocka_unit_test(an_undone_request_never_was),
        cmocka_unit_test(an_abandoned_round_leaves_log_tables_and_directory_as_they_were),
        cmocka_unit_test(the_tables_are_the_same_after_a_refold_and_after_a_snapshot),
        cmocka_unit_test(the_office_can_be_opened_in_the_middle_of_a_round),
        cmocka_unit_test(a_second_pen_is_refused_and_a_reader_is_not),
        cmocka_unit_test(a_wrong_work_key_opens_no_office),
        cmocka_unit_test(a_clock_that_runs_backwards_is_doubted_and_the_order_stays),
        cmocka_unit_test(a_setting_counts_with_two_signatures_of_different_people),
        cmocka_unit_test(the_definition_is_found_by_its_hash),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
