/* Any byte of the record that is changed is found, and where. */
#include "../unit.h"

#include "fixture.h"
#include "store/audit.h"

#include <sqlite3.h>
#include <stdio.h>

static struct fixture f;
static struct id casefile;

static int setup(void **state)
{
    (void)state;
    fixture_open(&f);
    ROUND(&f, {
        casefile = fixture_case(&f, STR("Melati"));
        fixture_case(&f, STR("Kenanga"));
    });
    office_close(&f.ctx, f.office); /* with a checkpoint */
    f.office = NULL;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

/* One connection for each file, so that thousands of flips are quick. */
static sqlite3 *file_of(const char *file)
{
    static sqlite3 *log, *keyring;
    sqlite3 **db = strcmp(file, "log.db") == 0 ? &log : &keyring;
    if (*db == NULL) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", f.dir, file);
        assert_int_equal(sqlite3_open(path, db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(*db, "PRAGMA synchronous = OFF", NULL, NULL, NULL),
                         SQLITE_OK);
    }
    return *db;
}

/* Runs SQL on one of the files, beside the program. */
static void tamper(const char *file, const char *sql)
{
    char *why = NULL;
    if (sqlite3_exec(file_of(file), sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
}

static struct audit verify(void)
{
    struct audit audit;
    arena_reset(f.ctx.arena);
    f.ctx.why = (struct why){ 0 }; /* what it named lay in the arena */
    GOOD(&f, audit_verify(&f.ctx, str_of(f.dir), &audit));
    return audit;
}

static bool found_at(const struct audit *audit, int64_t seq)
{
    for (size_t i = 0; i < audit->count; i++)
        if (audit->at[i].kind == FINDING_DAMAGE && audit->at[i].seq == seq)
            return true;
    return false;
}

static bool found(const struct audit *audit, const char *what)
{
    for (size_t i = 0; i < audit->count; i++)
        if (str_eq(audit->at[i].what, str_of(what)))
            return true;
    return false;
}

static void a_whole_record_has_no_damage(void **state)
{
    (void)state;
    struct audit audit = verify();
    for (size_t i = 0; i < audit.count; i++)
        print_message("# %.*s at %lld\n", STR_ARG(audit.at[i].what), (long long)audit.at[i].seq);
    assert_int_equal(audit.damages, 0);
    assert_int_equal(audit.logs, 1);
    assert_true(audit.entries > 15);
    assert_int_equal(audit.checkpoints, 1);
    assert_int_equal(audit.verified_checkpoints, 1);
}

static void blob_write(sqlite3 *db, const char *sql, const unsigned char *bytes, size_t n)
{
    sqlite3_stmt *put;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &put, NULL), SQLITE_OK);
    sqlite3_bind_blob(put, 1, bytes, (int)n, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(put), SQLITE_DONE);
    sqlite3_finalize(put);
}

/* Changes one byte of a column of one row, verifies, and puts it back. */
static void flip(const char *file, const char *table, const char *column, int64_t row, size_t byte,
                 int64_t seq)
{
    sqlite3 *db = file_of(file);
    sqlite3_stmt *get;
    char sql[200];
    static unsigned char bytes[65536];
    snprintf(sql, sizeof sql, "SELECT %s FROM %s WHERE position = %lld", column, table,
             (long long)row);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &get, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(get), SQLITE_ROW);
    size_t n = (size_t)sqlite3_column_bytes(get, 0);
    assert_true(n < sizeof bytes);
    if (n > 0)
        memcpy(bytes, sqlite3_column_blob(get, 0), n);
    sqlite3_finalize(get);
    if (byte >= n)
        return;
    snprintf(sql, sizeof sql, "UPDATE %s SET %s = ?1 WHERE position = %lld", table, column,
             (long long)row);
    bytes[byte] ^= (unsigned char)(1u << (byte + (size_t)row) % 8);
    blob_write(db, sql, bytes, n);
    struct audit audit = verify();
    if (!found_at(&audit, seq))
        fail_msg("%s.%s row %lld byte %zu: not found at seq %lld (%llu damages)", table, column,
                 (long long)row, byte, (long long)seq, (unsigned long long)audit.damages);
    bytes[byte] ^= (unsigned char)(1u << (byte + (size_t)row) % 8);
    blob_write(db, sql, bytes, n);
}

static void every_byte_of_an_envelope_is_watched(void **state)
{
    (void)state;
    int64_t last = (int64_t)verify().entries;
    for (size_t byte = 0; byte < ENVELOPE_BYTES; byte++)
        flip("log.db", "entry", "envelope", last, byte, last - 1);
    for (int64_t row = 1; row < last; row++)
        for (size_t byte = (size_t)row % 13; byte < ENVELOPE_BYTES; byte += 41)
            flip("log.db", "entry", "envelope", row, byte, row - 1);
}

static void every_part_of_every_body_is_watched(void **state)
{
    (void)state;
    int64_t last = (int64_t)verify().entries;
    for (int64_t row = 1; row <= last; row++) {
        for (size_t byte = 0; byte < 900; byte += byte < 8 ? 1 : 97)
            flip("log.db", "entry", "parts", row, byte, row - 1);
        flip("log.db", "entry", "id", row, 5, row - 1);
    }
}

static int64_t seq_of_box(int64_t box)
{
    sqlite3 *log;
    sqlite3_stmt *ask;
    char path[128], sql[400];
    snprintf(path, sizeof path, "%s/log.db", f.dir);
    assert_int_equal(sqlite3_open(path, &log), SQLITE_OK);
    snprintf(sql, sizeof sql, "ATTACH '%s/keyring.db' AS k", f.dir);
    assert_int_equal(sqlite3_exec(log, sql, NULL, NULL, NULL), SQLITE_OK);
    snprintf(sql, sizeof sql,
             "SELECT seq FROM entry JOIN k.box b ON b.entry = entry.id WHERE b.position = %lld",
             (long long)box);
    assert_int_equal(sqlite3_prepare_v2(log, sql, -1, &ask, NULL), SQLITE_OK);
    int64_t seq = sqlite3_step(ask) == SQLITE_ROW ? sqlite3_column_int64(ask, 0) : -1;
    sqlite3_finalize(ask);
    sqlite3_close(log);
    return seq;
}

static void boxes_in_the_keyring_are_watched(void **state)
{
    (void)state;
    for (int64_t box = 1; box <= 4; box++) {
        int64_t seq = seq_of_box(box);
        assert_true(seq >= 0);
        for (size_t byte = 0; byte < 700; byte += byte < 8 ? 1 : 83)
            flip("keyring.db", "box", "parts", box, byte, seq);
    }
}

static void a_missing_entry_leaves_a_gap_with_its_number(void **state)
{
    (void)state;
    tamper("log.db",
           "CREATE TABLE lost AS SELECT position, log, seq, id, envelope, parts FROM entry"
           " WHERE seq = 7; DELETE FROM entry WHERE seq = 7");
    struct audit audit = verify();
    assert_true(found(&audit, "audit.gap"));
    assert_true(found_at(&audit, 7));
    assert_true(found(&audit, "audit.chain"));
    tamper("log.db", "INSERT INTO entry (position, log, seq, id, envelope, parts)"
                     " SELECT * FROM lost; DROP TABLE lost");
    assert_int_equal(verify().damages, 0);
}

static void a_log_that_was_cut_contradicts_its_checkpoint(void **state)
{
    (void)state;
    tamper("log.db",
           "CREATE TABLE lost AS SELECT position, log, seq, id, envelope, parts FROM entry"
           " WHERE seq > 14; DELETE FROM entry WHERE seq > 14");
    struct audit audit = verify();
    assert_true(found(&audit, "audit.cut"));
    assert_true(found_at(&audit, 15));
    tamper("log.db", "INSERT INTO entry (position, log, seq, id, envelope, parts)"
                     " SELECT * FROM lost; DROP TABLE lost");
    assert_int_equal(verify().damages, 0);
}

static void a_deleted_body_or_box_is_damage_without_an_order(void **state)
{
    (void)state;
    tamper("keyring.db", "CREATE TABLE lost AS SELECT * FROM box WHERE position = 3;"
                         " DELETE FROM box WHERE position = 3");
    struct audit audit = verify();
    assert_true(found(&audit, "audit.box_missing"));
    tamper("keyring.db", "INSERT INTO box SELECT * FROM lost; DROP TABLE lost");
    assert_int_equal(verify().damages, 0);
}

static void a_checkpoint_that_was_changed_is_named(void **state)
{
    (void)state;
    tamper("log.db", "UPDATE note SET note = replace(note, char(10) || size || char(10),"
                     " char(10) || (size + 1) || char(10))");
    struct audit audit = verify();
    assert_true(found(&audit, "audit.checkpoint_signature"));
}

static void a_log_alone_says_what_is_in_the_keyring(void **state)
{
    (void)state;
    char path[128];
    struct audit audit;
    snprintf(path, sizeof path, "%s/log.db", f.dir);
    GOOD(&f, audit_verify(&f.ctx, str_of(path), &audit));
    assert_true(audit.in_keyring >= 4);
    assert_false(found(&audit, "audit.box_missing"));
    assert_int_equal(audit_verify(&f.ctx, STR("/nowhere"), &audit), ERR_MISSING);
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_record_has_no_damage),
        cmocka_unit_test(every_byte_of_an_envelope_is_watched),
        cmocka_unit_test(every_part_of_every_body_is_watched),
        cmocka_unit_test(boxes_in_the_keyring_are_watched),
        cmocka_unit_test(a_missing_entry_leaves_a_gap_with_its_number),
        cmocka_unit_test(a_log_that_was_cut_contradicts_its_checkpoint),
        cmocka_unit_test(a_deleted_body_or_box_is_damage_without_an_order),
        cmocka_unit_test(a_log_alone_says_what_is_in_the_keyring),
        cmocka_unit_test(a_checkpoint_that_was_changed_is_named),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
