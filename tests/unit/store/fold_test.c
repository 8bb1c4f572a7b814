/* One fold: at once, entry by entry, behind a snapshot, in any order of arrival; and who has no
 * effect on it. */
#include "../unit.h"

#include "fixture.h"
#include "store/archive.h"
#include "store/tables_rows.h"

#include <sqlite3.h>
#include <stdio.h>

enum { SHUFFLES = 12, NOTES = 30, LEFT = 1 };

static struct fixture f;
static struct id team_case, hidden_case, closed_case;

static void tick(void)
{
    f.ctx.now_ms += 60 * 1000;
}

static enum err opens(enum fixture_person who, struct id casefile, struct case_keyset *keys)
{
    secret_wipe(f.people[who].secret);
    return casekeys_open(&f.ctx, f.office, casefile, &f.people[who], keys);
}

/* ---- a history in which everything happens that the fold knows ---- */

static struct facts *rich(enum inner_kind inner, uint32_t step)
{
    struct facts *work = fixture_work(&f, inner, step);
    struct id tokens[3];
    struct working consents[] = { { 3, (uint8_t)(step % 3), { { 0 } } }, { 4, 1, id_random() } };
    struct step_row rows[] = {
        { step, STEP_DONE, { { 0 } }, STEP_NO_DUE },
        { step + 1, STEP_OPEN | STEP_ENABLED, { { 0 } }, ctx_now_min(&f.ctx) + 600 },
        { step + 2, STEP_WAITS_SECOND | STEP_DEVIATION, id_random(), STEP_NO_DUE },
    };
    for (size_t i = 0; i < 3; i++)
        tokens[i] = id_random();
    facts_bytes(work, FACT_ROWS, step_rows_write(f.ctx.arena, rows, 3));
    facts_bytes(work, FACT_TOKENS, tokens_write(f.ctx.arena, tokens, 3));
    facts_bytes(work, FACT_CONSENT, working_write(f.ctx.arena, consents, 2));
    facts_code(work, FACT_RISK, step % 4);
    return work;
}

static struct hash write_as(enum fixture_person who, struct id casefile, const struct facts *work,
                            struct hash ref)
{
    struct case_keyset keys;
    struct hash id;
    assert_int_equal(opens(who, casefile, &keys), OK);
    struct entry_draft draft = { .kind = KIND_CASE_FACT,
                                 .casefile = casefile,
                                 .who = &f.people[who],
                                 .sop = f.definition,
                                 .ref = ref,
                                 .keys = &keys,
                                 .count = 1,
                                 .parts = { { PART_WORK, work } } };
    GOOD(&f, record_append(&f.ctx, f.office, &draft, &id));
    tick();
    return id;
}

static void team_history(void)
{
    struct hash none = { { 0 } }, first;
    struct case_keyset keys;
    struct team_member to = { f.people[COUNSELLOR].officer, 1u << PART_STORY | 1u << PART_WORK, 0 };
    first = write_as(MANAGER, team_case, rich(INNER_STEP_DONE, 108), none);
    write_as(MANAGER, team_case, rich(INNER_STEP_DONE, 108), first); /* corrects it */
    assert_int_equal(opens(MANAGER, team_case, &keys), OK);
    GOOD(&f, casekeys_grant(&f.ctx, f.office, &f.people[MANAGER], &keys, &to, false));
    tick();
    write_as(COUNSELLOR, team_case, rich(INNER_NOTE_ADD, 120), none);
    assert_int_equal(opens(COUNSELLOR, team_case, &keys), OK);
    GOOD(&f, casekeys_notes(&f.ctx, f.office, &f.people[COUNSELLOR], &keys, NULL, 0));
    tick();
    assert_int_equal(opens(MANAGER, team_case, &keys), OK);
    GOOD(&f,
         casekeys_revoke(&f.ctx, f.office, &f.people[MANAGER], &keys, f.people[INTAKE].officer));
    tick();
    for (uint32_t i = 0; i < NOTES; i++)
        write_as(MANAGER, team_case, rich(INNER_STEP_DONE, 130 + 3 * i), none);
}

/* No box of W for the office, until the team is renewed with one. */
static void hidden_history(void)
{
    struct hash none = { { 0 } };
    struct case_keyset keys;
    struct case_start start = { .casefile = id_random(),
                                .who = &f.people[MANAGER],
                                .sop = f.definition,
                                .count = 1,
                                .hidden = true };
    start.team[0] =
        (struct team_member){ f.people[MANAGER].officer, 1u << PART_WORK | 1u << PART_STORY, 0 };
    hidden_case = start.casefile;
    secret_wipe(f.people[MANAGER].secret);
    GOOD(&f, casekeys_start(&f.ctx, f.office, &start, &keys));
    tick();
    write_as(MANAGER, hidden_case, rich(INNER_STEP_DONE, 101), none);
    write_as(MANAGER, hidden_case, rich(INNER_STEP_DONE, 111), none);
}

static void history(void)
{
    struct hash none = { { 0 } };
    team_case = fixture_case(&f, STR("Melati"));
    tick();
    closed_case = fixture_case(&f, STR("Kenanga"));
    tick();
    team_history();
    hidden_history();
    write_as(MANAGER, closed_case, rich(INNER_CASE_CLOSE, 0), none);
    write_as(MANAGER, closed_case, rich(INNER_NOTE_ADD, 110), none); /* "tutup, ada susulan" */
}

static int setup(void **state)
{
    (void)state;
    fixture_open(&f);
    ROUND(&f, history());
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

static struct hash hash_now(void)
{
    struct hash hash;
    GOOD(&f, tables_hash(&f.ctx, f.office, &hash));
    return hash;
}

static struct hash hash_refolded(void)
{
    GOOD(&f, tables_refold(&f.ctx, f.office));
    return hash_now();
}

static void run_sql(sqlite3 *db, const char *sql)
{
    char *why = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
}

/* ---- one result ---- */

static void entry_by_entry_and_all_at_once_make_the_same_tables(void **state)
{
    (void)state;
    struct hash now = hash_now(), folded = hash_refolded();
    assert_memory_equal(&now, &folded, sizeof now);
    struct case_row row;
    GOOD(&f, case_load(&f.ctx, f.office, team_case, &row));
    assert_str(row.alias, STR("Melati"));
    assert_true(row.open_places > NOTES);
    GOOD(&f, case_load(&f.ctx, f.office, closed_case, &row));
    assert_int_equal(row.state, CASE_LATE_ENTRY);
}

static void opening_by_snapshot_folds_only_the_tail(void **state)
{
    (void)state;
    struct hash none = { { 0 } }, now, opened;
    f.ctx.now_ms += 3600 * 1000;
    ROUND(&f, GOOD(&f, office_tick(&f.ctx, f.office)));
    ROUND(&f, {
        write_as(MANAGER, team_case, rich(INNER_STEP_DONE, 400), none);
        write_as(MANAGER, fixture_case(&f, STR("Cempaka")), rich(INNER_STEP_DONE, 108), none);
    });
    now = hash_now();
    int64_t closed = 0;
    sqlite3 *log = f.office->log->handle;
    sqlite3_stmt *ask;
    assert_int_equal(sqlite3_prepare_v2(log, "SELECT max(position) FROM entry WHERE casefile = ?1",
                                        -1, &ask, NULL),
                     SQLITE_OK);
    sqlite3_bind_blob(ask, 1, closed_case.at, ID_BYTES, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(ask), SQLITE_ROW);
    closed = sqlite3_column_int64(ask, 0);
    sqlite3_finalize(ask);
    /* What lies before the snapshot is not opened again: without the body of an entry there the
     * tables come out the same, and folding it all anew they do not. */
    char sql[100];
    run_sql(log, "CREATE TABLE kept AS SELECT position, parts FROM entry");
    snprintf(sql, sizeof sql, "UPDATE entry SET parts = x'' WHERE position = %lld",
             (long long)closed);
    run_sql(log, sql);
    fixture_reopen(&f);
    opened = hash_now();
    assert_memory_equal(&now, &opened, sizeof now);
    opened = hash_refolded();
    assert_memory_not_equal(&now, &opened, sizeof now);
    run_sql(
        f.office->log->handle,
        "UPDATE entry SET parts = (SELECT parts FROM kept WHERE kept.position = entry.position);"
        "DROP TABLE kept");
    opened = hash_refolded();
    assert_memory_equal(&now, &opened, sizeof now);
}

static void w_that_opens_to_the_office_later_is_folded_from_the_start(void **state)
{
    (void)state;
    struct case_keyset keys;
    struct case_row row;
    struct hash now, folded;
    GOOD(&f, case_load(&f.ctx, f.office, hidden_case, &row));
    assert_int_equal(row.open_places, 0); /* the office sees that it is there, and no more */
    assert_int_equal(opens(MANAGER, hidden_case, &keys), OK);
    struct work_key *work = &f.work;
    struct grants *grants = arena_new(f.ctx.arena, struct grants);
    grants->count = 1;
    grants->at[0] = (struct grant_box){
        .type = GRANT_OFFICE,
        .mask = 1u << PART_WORK,
        .recipient = work_key_name(work->box_public),
        .box = grant_seal(f.ctx.arena, &keys.at[0].keys, 1u << PART_WORK, hidden_case,
                          keys.at[0].tag, work->box_public),
    };
    struct entry_draft draft = { .kind = KIND_GRANT,
                                 .casefile = hidden_case,
                                 .who = &f.people[MANAGER],
                                 .keys = &keys,
                                 .plain = grants_write(f.ctx.arena, grants) };
    ROUND(&f, GOOD(&f, record_append(&f.ctx, f.office, &draft, NULL)));
    GOOD(&f, case_load(&f.ctx, f.office, hidden_case, &row));
    assert_int_equal(row.open_places, 4);
    now = hash_now();
    folded = hash_refolded();
    assert_memory_equal(&now, &folded, sizeof now);
}

/* ---- who has no effect ---- */

/* Appends as whoever has these keys, and says how it counts. */
static enum standing stands(const struct entry_draft *draft)
{
    struct entries entries;
    struct hash before = hash_now(), after, id;
    struct case_row row, then;
    GOOD(&f, case_load(&f.ctx, f.office, draft->casefile, &row));
    ROUND(&f, GOOD(&f, record_append(&f.ctx, f.office, draft, &id)));
    tick();
    GOOD(&f, record_case(&f.ctx, f.office, draft->casefile, &entries));
    assert_memory_equal(&entries.at[entries.count - 1].id, &id, sizeof id);
    GOOD(&f, case_load(&f.ctx, f.office, draft->casefile, &then));
    if (entries.at[entries.count - 1].standing != ENTRY_COUNTS) {
        assert_str(then.alias, row.alias);
        assert_int_equal(then.open_places, row.open_places);
        assert_int_equal(then.changed_ms, row.changed_ms);
    }
    after = hash_now();
    assert_memory_not_equal(&before, &after, sizeof before); /* kept all the same */
    before = hash_refolded();
    assert_memory_equal(&before, &after, sizeof before);
    return entries.at[entries.count - 1].standing;
}

static struct entry_draft forged(enum fixture_person who, struct id casefile,
                                 const struct case_keyset *keys)
{
    struct facts *work = rich(INNER_STEP_DONE, 500);
    assert_true(facts_text(work, FACT_ALIAS, STR("Palsu")));
    return (struct entry_draft){ .kind = KIND_CASE_FACT,
                                 .casefile = casefile,
                                 .who = &f.people[who],
                                 .keys = keys,
                                 .count = 1,
                                 .parts = { { PART_WORK, work } } };
}

static void an_author_without_certificate_has_no_effect(void **state)
{
    (void)state;
    struct case_keyset keys;
    assert_int_equal(opens(MANAGER, team_case, &keys), OK);
    struct entry_draft draft = forged(OUTSIDER, team_case, &keys);
    assert_int_equal(stands(&draft), ENTRY_FOREIGN);
}

static void a_compartment_that_the_author_does_not_hold_has_no_effect(void **state)
{
    (void)state;
    struct case_keyset keys;
    struct facts *evidence = facts_new(f.ctx.arena);
    assert_int_equal(opens(MANAGER, team_case, &keys), OK);
    struct entry_draft draft = forged(MANAGER, team_case, &keys);
    /* He invents a key for V: the part opens to nobody, and he never held it. */
    facts_code(evidence, 300, 1);
    keys.at[keys.count - 1].keys.mask |= 1u << PART_EVIDENCE;
    draft.parts[draft.count++] = (struct part_draft){ PART_EVIDENCE, evidence };
    assert_int_equal(stands(&draft), ENTRY_FOREIGN);
    /* Who was of the team and is no longer holds nothing but W, by the office. */
    assert_int_equal(opens(MANAGER, team_case, &keys), OK);
    draft = forged(INTAKE, team_case, &keys);
    draft.parts[draft.count++] = (struct part_draft){ PART_STORY, evidence };
    assert_int_equal(stands(&draft), ENTRY_FOREIGN);
}

static void a_ref_into_another_case_or_to_nothing_has_no_effect(void **state)
{
    (void)state;
    struct case_keyset keys;
    struct entries other;
    GOOD(&f, record_case(&f.ctx, f.office, closed_case, &other));
    assert_int_equal(opens(MANAGER, team_case, &keys), OK);
    struct entry_draft draft = forged(MANAGER, team_case, &keys);
    draft.ref = other.at[1].id;
    assert_int_equal(stands(&draft), ENTRY_FOREIGN);
    draft = forged(MANAGER, team_case, &keys);
    draft.ref.at[3] = 1;
    assert_int_equal(stands(&draft), ENTRY_FOREIGN);
}

static void a_request_that_met_its_copy_counts_once(void **state)
{
    (void)state;
    struct case_keyset keys;
    struct hash first, found;
    struct id where;
    struct facts *work = rich(INNER_STEP_DONE, 600);
    struct id request = facts_get_id(work, FACT_REQUEST), manager = f.people[MANAGER].officer;
    assert_int_equal(opens(MANAGER, team_case, &keys), OK);
    struct entry_draft draft = { .kind = KIND_CASE_FACT,
                                 .casefile = team_case,
                                 .who = &f.people[MANAGER],
                                 .keys = &keys,
                                 .count = 1,
                                 .parts = { { PART_WORK, work } } };
    ROUND(&f, GOOD(&f, record_append(&f.ctx, f.office, &draft, &first)));
    tick();
    ROUND(&f, assert_int_equal(record_append(&f.ctx, f.office, &draft, &found), ERR_CONFLICT));
    assert_memory_equal(&first, &found, sizeof first);
    /* Another station did not know of it: as if it had not been asked. */
    struct q_request_find_in find = { request_key(manager, request) };
    struct q_request_find_row row;
    GOOD(&f, q_request_find(&f.ctx, f.office->tables, &find, &row));
    struct q_request_drop_in drop = { find.key, row.entry_position };
    struct entries entries;
    ROUND(&f, {
        GOOD(&f, q_request_drop(&f.ctx, f.office->tables, &drop));
        GOOD(&f, record_append(&f.ctx, f.office, &draft, NULL));
    });
    tick();
    GOOD(&f, tables_refold(&f.ctx, f.office));
    GOOD(&f, record_case(&f.ctx, f.office, team_case, &entries));
    assert_int_equal(entries.at[entries.count - 1].standing, ENTRY_TWICE);
    assert_int_equal(entries.at[entries.count - 2].standing, ENTRY_COUNTS);
    GOOD(&f, record_find(&f.ctx, f.office, manager, request, &found, &where));
    assert_memory_equal(&first, &found, sizeof first);
}

static void a_retired_author_has_no_effect_from_then_on(void **state)
{
    (void)state;
    struct case_keyset keys;
    assert_int_equal(opens(COUNSELLOR, team_case, &keys), OK);
    struct entry_draft draft = forged(COUNSELLOR, closed_case, &keys);
    assert_int_equal(opens(COUNSELLOR, closed_case, &keys), OK);
    draft = forged(COUNSELLOR, closed_case, &keys);
    assert_int_equal(stands(&draft), ENTRY_COUNTS); /* W by the office work key */
    ROUND(&f, GOOD(&f, officers_retire(&f.ctx, f.office, &f.people[HEAD],
                                       f.people[COUNSELLOR].officer, LEFT)));
    tick();
    draft = forged(COUNSELLOR, closed_case, &keys);
    assert_int_equal(stands(&draft), ENTRY_FOREIGN);
}

static void more_readers_than_the_fold_keeps_do_not_stop_the_office(void **state)
{
    (void)state;
    struct case_keyset keys;
    struct id casefile;
    ROUND(&f, casefile = fixture_case(&f, STR("Seroja")));
    for (int i = 0; i < FOLD_READERS_MAX / BOXES_MAX + 1; i++) {
        assert_int_equal(opens(MANAGER, casefile, &keys), OK);
        struct grants *grants = arena_new(f.ctx.arena, struct grants);
        for (; grants->count < BOXES_MAX; grants->count++)
            grants->at[grants->count] = (struct grant_box){ .type = GRANT_OFFICER,
                                                            .mask = 1u << PART_STORY,
                                                            .recipient = id_random(),
                                                            .box = STR("x") };
        struct entry_draft draft = { .kind = KIND_GRANT,
                                     .casefile = casefile,
                                     .who = &f.people[MANAGER],
                                     .keys = &keys,
                                     .plain = grants_write(f.ctx.arena, grants) };
        ROUND(&f, GOOD(&f, record_append(&f.ctx, f.office, &draft, NULL)));
    }
    struct hash now = hash_now(), folded = hash_refolded();
    assert_memory_equal(&now, &folded, sizeof now);
}

/* ---- arrival in any order ---- */

/* The record goes on in another log, so that what came before may lie in any order. */
static void restored(void)
{
    struct archive_names names;
    struct restored done;
    struct str path = str_format(f.ctx.arena, "%s/simpan", f.top);
    struct str fresh = str_format(f.ctx.arena, "%s/baru", f.top);
    GOOD(&f, archive_write(&f.ctx, str_of(f.dir), path, &names));
    GOOD(&f, archive_restore(&f.ctx, names.record, names.keys, fresh, &done));
    office_drop(f.office);
    f.office = NULL;
    snprintf(f.dir, sizeof f.dir, "%s/baru", f.top);
    sqlite3 *log;
    struct str file = str_format(f.ctx.arena, "%s/log.db", f.dir);
    assert_int_equal(sqlite3_open(file.at, &log), SQLITE_OK);
    run_sql(log, "CREATE TABLE away AS SELECT position, log, seq, id, envelope, parts FROM entry"
                 " WHERE casefile <> zeroblob(16)");
    sqlite3_close(log);
}

/* Of what is away, `share` of 100 comes back, in a random order and behind all that is there. */
static void arrive(sqlite3 *log, int share)
{
    char sql[600];
    snprintf(sql, sizeof sql,
             "CREATE TABLE coming AS SELECT log, seq, id, envelope, parts FROM away"
             " WHERE id NOT IN (SELECT id FROM entry) AND abs(random() %% 100) < %d"
             " ORDER BY random(); INSERT INTO entry (log, seq, id, envelope, parts)"
             " SELECT log, seq, id, envelope, parts FROM coming ORDER BY rowid; DROP TABLE coming",
             share);
    run_sql(log, sql);
}

static void office_with(int share)
{
    sqlite3 *db;
    struct str file = str_format(f.ctx.arena, "%s/log.db", f.dir);
    assert_int_equal(sqlite3_open(file.at, &db), SQLITE_OK);
    run_sql(db, "DELETE FROM entry WHERE casefile <> zeroblob(16)");
    arrive(db, share);
    sqlite3_close(db);
    GOOD(&f, office_open(&f.ctx, str_of(f.dir), OFFICE_READ, &f.office));
    GOOD(&f, office_unlock(&f.ctx, f.office, &f.work));
}

static void office_leave(void)
{
    office_drop(f.office);
    f.office = NULL;
}

/* Entries that come to an open office one by one, as from another station. */
static void entries_come_one_by_one(int64_t position)
{
    struct q_entries_from_in in = { position, 10000 };
    struct q_entries_from_rows rows;
    GOOD(&f, q_entries_from(&f.ctx, f.office->log, &in, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        struct entry entry;
        GOOD(&f, entry_take(&f.ctx, f.office, (uint64_t)rows.at[i].position, rows.at[i].id,
                            rows.at[i].envelope, rows.at[i].parts, &entry));
        GOOD(&f, tables_entry(&f.ctx, f.office, &entry));
    }
}

static void any_arrival_makes_the_same_tables(void **state)
{
    (void)state;
    struct hash want, got;
    fixture_close(&f);
    fixture_open(&f);
    ROUND(&f, history());
    struct case_keyset keys;
    assert_int_equal(opens(MANAGER, team_case, &keys), OK);
    struct entry_draft draft = forged(INTAKE, team_case, &keys);
    draft.parts[draft.count++] = (struct part_draft){ PART_STORY, facts_new(f.ctx.arena) };
    assert_int_equal(stands(&draft), ENTRY_FOREIGN);
    want = hash_now();
    restored();
    for (int i = 0; i < SHUFFLES; i++) {
        struct q_position_last_row last;
        arena_reset(f.ctx.arena);
        office_with(i % 4 == 0 ? 100 : 20 * (i % 4)); /* all at once: every case out of order */
        GOOD(&f, q_position_last(&f.ctx, f.office->log, &last));
        sqlite3 *log;
        struct str file = str_format(f.ctx.arena, "%s/log.db", f.dir);
        assert_int_equal(sqlite3_open(file.at, &log), SQLITE_OK);
        arrive(log, 100);
        sqlite3_close(log);
        if (i % 2 == 0) /* as behind a snapshot, and as they come to an open office */
            GOOD(&f, tables_catch_up(&f.ctx, f.office, (uint64_t)last.position));
        else
            entries_come_one_by_one(last.position);
        got = hash_now();
        assert_memory_equal(&want, &got, sizeof want);
        got = hash_refolded();
        assert_memory_equal(&want, &got, sizeof want);
        office_leave();
    }
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entry_by_entry_and_all_at_once_make_the_same_tables),
        cmocka_unit_test(opening_by_snapshot_folds_only_the_tail),
        cmocka_unit_test(an_author_without_certificate_has_no_effect),
        cmocka_unit_test(a_compartment_that_the_author_does_not_hold_has_no_effect),
        cmocka_unit_test(a_ref_into_another_case_or_to_nothing_has_no_effect),
        cmocka_unit_test(a_request_that_met_its_copy_counts_once),
        cmocka_unit_test(a_retired_author_has_no_effect_from_then_on),
        cmocka_unit_test(w_that_opens_to_the_office_later_is_folded_from_the_start),
        cmocka_unit_test(more_readers_than_the_fold_keeps_do_not_stop_the_office),
        cmocka_unit_test(any_arrival_makes_the_same_tables),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
