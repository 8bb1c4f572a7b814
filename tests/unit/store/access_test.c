/* Who may open what, for how long; lists, reads, drafts and sessions; one fold for any arrival. */
#include "../unit.h"

#include "fixture.h"
#include "store/drafts.h"
#include "store/reads.h"
#include "store/search.h"
#include "store/sessions.h"

#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>

static struct fixture f;
static struct id casefile;

static int setup(void **state)
{
    (void)state;
    fixture_open(&f);
    ROUND(&f, casefile = fixture_case(&f, STR("Melati")));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

static enum err opens(enum fixture_person who, struct case_keyset *keys)
{
    secret_wipe(f.people[who].secret);
    return casekeys_open(&f.ctx, f.office, casefile, &f.people[who], keys);
}

static void nobody_gives_what_he_does_not_hold(void **state)
{
    (void)state;
    struct case_keyset keys, hers;
    struct team_member to = { f.people[COUNSELLOR].officer, 1u << PART_EVIDENCE, 0 };
    assert_int_equal(opens(MANAGER, &keys), OK);
    ROUND(&f, {
        assert_int_equal(casekeys_grant(&f.ctx, f.office, &f.people[MANAGER], &keys, &to, false),
                         ERR_DENIED);
        to.mask = 1u << PART_CARE;
        to.expiry_s = f.ctx.now_ms / 1000 + 3600;
        assert_int_equal(casekeys_grant(&f.ctx, f.office, &f.people[MANAGER], &keys, &to, false),
                         OK);
    });
    assert_int_equal(opens(COUNSELLOR, &hers), OK);
    assert_true(keyset_mask(&hers) >> PART_CARE & 1);
    f.ctx.now_ms += 3601 * 1000; /* the grant ends by itself */
    assert_int_equal(opens(COUNSELLOR, &hers), OK);
    assert_false(keyset_mask(&hers) >> PART_CARE & 1);
}

static void notes_of_counselling_open_to_their_author_alone(void **state)
{
    (void)state;
    struct case_keyset keys, others;
    struct team_member to = { f.people[COUNSELLOR].officer, 1u << PART_STORY, 0 };
    assert_int_equal(opens(MANAGER, &keys), OK);
    ROUND(&f, GOOD(&f, casekeys_grant(&f.ctx, f.office, &f.people[MANAGER], &keys, &to, false)));
    assert_int_equal(opens(COUNSELLOR, &keys), OK);
    ROUND(&f, {
        assert_int_equal(casekeys_notes(&f.ctx, f.office, &f.people[COUNSELLOR], &keys, NULL, 0),
                         OK);
    });
    assert_int_equal(opens(COUNSELLOR, &keys), OK);
    assert_true(keyset_mask(&keys) >> PART_NOTES & 1);
    assert_int_equal(opens(MANAGER, &others), OK);
    assert_false(keyset_mask(&others) >> PART_NOTES & 1);
    assert_true(keyset_mask(&others) >> PART_STORY & 1); /* adding P took nothing away */
    ROUND(&f, {
        assert_int_equal(casekeys_notes(&f.ctx, f.office, &f.people[COUNSELLOR], &keys, NULL, 0),
                         ERR_CONFLICT);
    });
}

static void a_revoked_officer_opens_nothing_and_the_others_go_on(void **state)
{
    (void)state;
    struct case_keyset keys, intake;
    struct case_reader *readers;
    size_t count;
    assert_int_equal(opens(INTAKE, &intake), OK);
    assert_true(keyset_mask(&intake) >> PART_IDENTITY & 1);
    assert_int_equal(opens(MANAGER, &keys), OK);
    ROUND(&f, {
        assert_int_equal(
            casekeys_revoke(&f.ctx, f.office, &f.people[MANAGER], &keys, f.people[INTAKE].officer),
            OK);
    });
    assert_int_equal(opens(INTAKE, &intake), OK); /* W by the office work key */
    assert_int_equal(keyset_mask(&intake), 1u << PART_WORK);
    assert_int_equal(opens(MANAGER, &keys), OK);
    assert_int_equal(keys.count, 2); /* the past stays readable to who stays */
    assert_true(keyset_mask(&keys) >> PART_STORY & 1);
    assert_int_equal(opens(COUNSELLOR, &keys), OK);
    assert_true(keyset_mask(&keys) >> PART_NOTES & 1); /* P goes through the new epoch */
    assert_int_equal(casekeys_readers(&f.ctx, f.office, casefile, &readers, &count), OK);
    for (size_t i = 0; i < count; i++)
        assert_false(id_eq(readers[i].officer, f.people[INTAKE].officer));
}

static void what_a_stranger_writes_has_no_effect(void **state)
{
    (void)state;
    struct case_keyset keys;
    struct entries entries;
    struct case_row row;
    struct facts *work = fixture_work(&f, INNER_NOTE_ADD, 0);
    assert_true(facts_text(work, FACT_ALIAS, STR("Palsu")));
    assert_int_equal(opens(MANAGER, &keys), OK);
    struct entry_draft draft = { .kind = KIND_CASE_FACT,
                                 .casefile = casefile,
                                 .who = &f.people[OUTSIDER],
                                 .keys = &keys,
                                 .count = 1,
                                 .parts = { { PART_WORK, work } } };
    ROUND(&f, assert_int_equal(record_append(&f.ctx, f.office, &draft, NULL), OK));
    assert_int_equal(record_case(&f.ctx, f.office, casefile, &entries), OK);
    assert_int_equal(entries.at[entries.count - 1].standing, ENTRY_FOREIGN);
    assert_int_equal(case_load(&f.ctx, f.office, casefile, &row), OK);
    assert_str(row.alias, STR("Melati"));
}

static void two_custodians_open_a_case_and_one_does_not(void **state)
{
    (void)state;
    struct hash approval;
    struct case_keyset keys;
    struct secret *secret = secret_open(64 * 1024);
    struct actor outside = { author_id(f.outside.sign_public), &f.outside, secret };
    struct actor *a = &f.people[HEAD], *b = &outside;
    if (id_cmp(a->officer, b->officer) > 0) {
        a = &outside;
        b = &f.people[HEAD];
    }
    struct team_member to = { f.people[HEAD].officer, 1u << PART_IDENTITY, 0 };
    assert_int_equal(opens(HEAD, &keys), OK);
    assert_int_equal(keyset_mask(&keys), 1u << PART_WORK);
    ROUND(&f, {
        assert_int_equal(casekeys_approve(&f.ctx, f.office, a, casefile, a->officer, &approval),
                         ERR_MISSING);
        assert_int_equal(casekeys_approve(&f.ctx, f.office, a, casefile, b->officer, &approval),
                         OK);
        assert_int_equal(casekeys_reopen(&f.ctx, f.office, a, approval, &to), ERR_DENIED);
        assert_int_equal(casekeys_reopen(&f.ctx, f.office, b, approval, &to), OK);
    });
    assert_int_equal(opens(HEAD, &keys), OK);
    assert_true(keyset_mask(&keys) >> PART_IDENTITY & 1);
    secret_close(secret);
}

static void the_work_list_has_high_risk_first_then_the_nearest_due(void **state)
{
    (void)state;
    struct tasks tasks;
    struct id risky;
    ROUND(&f, {
        fixture_case(&f, STR("Kenanga"));
        risky = fixture_case(&f, STR("Mawar"));
        struct facts *work = fixture_work(&f, INNER_FACT_SET, 0);
        facts_code(work, FACT_RISK, 3);
        assert_int_equal(fixture_fact(&f, MANAGER, risky, work, 0, NULL, NULL), OK);
    });
    assert_int_equal(tasks_held(&f.ctx, f.office, f.people[MANAGER].officer, 10, &tasks), OK);
    assert_int_equal(tasks.count, 3);
    assert_true(id_eq(tasks.at[0].casefile.casefile, risky));
    assert_true(tasks.at[1].due_min <= tasks.at[2].due_min);
    assert_int_equal(tasks_held(&f.ctx, f.office, f.people[ADMIN].officer, 10, &tasks), OK);
    assert_int_equal(tasks.count, 0);
    struct facts *close = NULL;
    ROUND(&f, {
        close = fixture_work(&f, INNER_CASE_CLOSE, 0);
        assert_int_equal(fixture_fact(&f, MANAGER, risky, close, 0, NULL, NULL), OK);
    });
    assert_int_equal(tasks_held(&f.ctx, f.office, f.people[MANAGER].officer, 10, &tasks), OK);
    assert_int_equal(tasks.count, 2); /* a closed case asks for nothing */
    struct str address;
    struct id found;
    assert_int_equal(case_address(&f.ctx, f.office, risky, &address), OK);
    assert_int_equal(address.n, 8);
    assert_int_equal(case_find(&f.ctx, f.office, str_lower(f.ctx.arena, address), &found), OK);
    assert_true(id_eq(found, risky));
    assert_int_equal(case_find(&f.ctx, f.office, STR("0"), &found), ERR_MISSING);
}

static void addresses_that_begin_alike_are_longer_in_every_list(void **state)
{
    (void)state;
    struct id first = id_random(), second, lone;
    struct cases cases;
    size_t alike = 0, whole;
    second = first;
    second.at[8] ^= 1; /* the same first 40 bits, and 31 more */
    ROUND(&f, {
        fixture_case_named(&f, first, STR("Cendana"));
        fixture_case_named(&f, second, STR("Cemara"));
        lone = fixture_case(&f, STR("Cempaka"));
    });
    struct case_filter filter = { .reader = f.people[MANAGER].officer, .alias = STR("ce") };
    assert_int_equal(cases_list(&f.ctx, f.office, &filter, &cases), OK);
    for (size_t i = 0; i < cases.count; i++) {
        struct str address, asked;
        struct id found;
        GOOD(&f, case_address_of(&f.ctx, f.office, &cases.at[i], &address));
        GOOD(&f, case_address(&f.ctx, f.office, cases.at[i].casefile, &asked));
        assert_str(address, asked);
        GOOD(&f, case_find(&f.ctx, f.office, address, &found));
        assert_true(id_eq(found, cases.at[i].casefile));
        assert_true(cases.at[i].mask >> PART_IDENTITY & 1);
        alike += cases.at[i].alike;
        assert_true(cases.at[i].alike || !id_eq(cases.at[i].casefile, first));
        assert_true(!cases.at[i].alike || !id_eq(cases.at[i].casefile, lone));
    }
    assert_true(cases.count >= 3);
    assert_int_equal(alike, 2);
    filter = (struct case_filter){ .reader = f.people[ADMIN].officer };
    GOOD(&f, cases_count(&f.ctx, f.office, &filter, &whole));
    size_t seen = 0;
    int64_t before = INT64_MAX;
    for (filter.rows_max = 2; filter.skip < whole; filter.skip += 2) { /* page by page, each once */
        GOOD(&f, cases_list(&f.ctx, f.office, &filter, &cases));
        for (size_t i = 0; i < cases.count; i++, seen++) {
            assert_int_equal(cases.at[i].mask, 0); /* the administrator has no box */
            assert_true(cases.at[i].changed_ms <= before);
            before = cases.at[i].changed_ms;
        }
        assert_int_equal(cases.more, filter.skip + 2 < whole);
    }
    assert_int_equal(seen, whole);
}

static void reading_is_written_once_a_quarter_and_again_for_more(void **state)
{
    (void)state;
    struct case_keyset keys;
    size_t cases;
    struct read_row *rows;
    assert_int_equal(opens(MANAGER, &keys), OK);
    struct read read = {
        .who = &f.people[MANAGER], .keys = &keys, .page = 7, .parts = 1u << PART_IDENTITY
    };
    ROUND(&f, {
        GOOD(&f, reads_save(&f.ctx, f.office, &read));
        GOOD(&f, reads_save(&f.ctx, f.office, &read));
        assert_int_equal(round_appended(f.office), 1);
        read.parts |= 1u << PART_STORY;
        GOOD(&f, reads_save(&f.ctx, f.office, &read));
        assert_int_equal(round_appended(f.office), 2);
        f.ctx.now_ms += 15 * 60 * 1000;
        GOOD(&f, reads_save(&f.ctx, f.office, &read));
        assert_int_equal(round_appended(f.office), 3);
    });
    assert_int_equal(reads_of_case(&f.ctx, f.office, casefile, &keys, &rows, &cases), OK);
    assert_int_equal(cases, 3);
    assert_int_equal(rows[0].parts, read.parts);
    assert_int_equal(reads_budget(&f.ctx, f.office, f.people[MANAGER].officer, &cases), OK);
    assert_int_equal(cases, 1);
}

static void a_draft_opens_to_whom_it_is_sealed(void **state)
{
    (void)state;
    struct draft draft = { .id = id_random(),
                           .lock = DRAFT_MINE,
                           .where = STR("aduan"),
                           .text = STR("ia menelepon") },
                 out, *list;
    size_t count;
    ROUND(&f, GOOD(&f, draft_save(&f.ctx, f.office, &f.people[MANAGER], NULL, &draft)));
    assert_int_equal(draft_load(&f.ctx, f.office, &f.people[MANAGER], NULL, draft.id, &out), OK);
    assert_str(out.text, STR("ia menelepon"));
    assert_int_equal(draft_load(&f.ctx, f.office, &f.people[INTAKE], NULL, draft.id, &out),
                     ERR_DENIED);
    draft.lock = DRAFT_INTAKE;
    ROUND(&f, GOOD(&f, draft_save(&f.ctx, f.office, &f.people[MANAGER], NULL, &draft)));
    assert_int_equal(draft_load(&f.ctx, f.office, &f.people[INTAKE], NULL, draft.id, &out), OK);
    ROUND(&f, GOOD(&f, draft_drop(&f.ctx, f.office, draft.id)));
    struct id nowhere = { { 0 } };
    assert_int_equal(
        draft_list(&f.ctx, f.office, f.people[MANAGER].officer, nowhere, &list, &count), OK);
    assert_int_equal(count, 0);
    ROUND(&f, (void)0); /* the next round takes it off the disk */
    assert_int_equal(draft_load(&f.ctx, f.office, &f.people[INTAKE], NULL, draft.id, &out),
                     ERR_MISSING);
}

static void a_session_locks_when_idle_and_ends(void **state)
{
    (void)state;
    struct session s = { .sid = id_random(),
                         .officer = f.people[MANAGER].officer,
                         .sealed = STR("x"),
                         .idle_min = 5 },
                   out;
    int left;
    ROUND(&f, {
        GOOD(&f, session_begin(&f.ctx, f.office, &s));
        GOOD(&f, session_load(&f.ctx, f.office, s.sid, &out));
        assert_int_equal(out.state, SESSION_USABLE);
        f.ctx.now_ms += 6 * 60 * 1000;
        GOOD(&f, session_load(&f.ctx, f.office, s.sid, &out));
        assert_int_equal(out.state, SESSION_LOCKED);
        GOOD(&f, session_wrong_pin(&f.ctx, f.office, s.sid, &left));
        assert_int_equal(left, 2);
        GOOD(&f, session_unlocked(&f.ctx, f.office, s.sid));
        GOOD(&f, session_load(&f.ctx, f.office, s.sid, &out));
        assert_int_equal(out.state, SESSION_USABLE);
        GOOD(&f, session_lock(&f.ctx, f.office, s.sid));
        f.ctx.now_ms += 61 * 60 * 1000;
        assert_int_equal(session_load(&f.ctx, f.office, s.sid, &out), ERR_MISSING);
    });
    int64_t until;
    ROUND(&f, {
        for (int i = 0; i < 6; i++)
            GOOD(&f, throttle_wrong(&f.ctx, f.office, STR("budi")));
        GOOD(&f, throttle_wait(&f.ctx, f.office, STR("budi"), &until));
        assert_int_equal(until, f.ctx.now_ms + 2 * 60 * 1000);
        GOOD(&f, throttle_good(&f.ctx, f.office, STR("budi")));
        GOOD(&f, throttle_wait(&f.ctx, f.office, STR("budi"), &until));
        assert_int_equal(until, 0);
    });
}

static void any_order_of_arrival_makes_the_same_tables(void **state)
{
    (void)state;
    struct hash want, got;
    char path[128];
    GOOD(&f, tables_hash(&f.ctx, f.office, &want));
    office_drop(f.office);
    snprintf(path, sizeof path, "%s/log.db", f.dir);
    for (int i = 0; i < 20; i++) {
        sqlite3 *db;
        assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
        assert_int_equal(
            sqlite3_exec(
                db,
                "CREATE TEMP TABLE n AS SELECT id, row_number() OVER (ORDER BY random()) AS p"
                " FROM entry; UPDATE entry SET position = -position;"
                "UPDATE entry SET position = (SELECT p FROM n WHERE n.id = entry.id);",
                NULL, NULL, NULL),
            SQLITE_OK);
        sqlite3_close(db);
        GOOD(&f, office_open(&f.ctx, str_of(f.dir), OFFICE_WRITE, &f.office));
        GOOD(&f, office_unlock(&f.ctx, f.office, &f.work));
        GOOD(&f, tables_hash(&f.ctx, f.office, &got));
        assert_memory_equal(&want, &got, sizeof want);
        if (i < 19)
            office_drop(f.office);
    }
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_gives_what_he_does_not_hold),
        cmocka_unit_test(notes_of_counselling_open_to_their_author_alone),
        cmocka_unit_test(a_revoked_officer_opens_nothing_and_the_others_go_on),
        cmocka_unit_test(what_a_stranger_writes_has_no_effect),
        cmocka_unit_test(two_custodians_open_a_case_and_one_does_not),
        cmocka_unit_test(the_work_list_has_high_risk_first_then_the_nearest_due),
        cmocka_unit_test(addresses_that_begin_alike_are_longer_in_every_list),
        cmocka_unit_test(reading_is_written_once_a_quarter_and_again_for_more),
        cmocka_unit_test(a_draft_opens_to_whom_it_is_sealed),
        cmocka_unit_test(a_session_locks_when_idle_and_ends),
        cmocka_unit_test(any_order_of_arrival_makes_the_same_tables),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
