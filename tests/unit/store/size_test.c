/* A large office: folded at once it has the tables it had when it was written, and of many bits
 * changed at random in it each is named at its entry. */
#include "../unit.h"

#include "many.h"
#include "store/audit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

/* So few bits at once that all their findings are listed. */
enum { ENTRIES_SHORT = 2000, BITS = 40, PASSES = 4 };

static struct fixture f;
static uint64_t entries;
static sqlite3 *log_db;

static int setup(void **state)
{
    (void)state;
    const char *wanted = getenv("TEDUH_ENTRIES");
    fixture_open(&f);
    cases_write(&f, (wanted == NULL ? ENTRIES_SHORT : strtol(wanted, NULL, 10)) / CASE_ENTRIES);
    entries = office_info(f.office)->entries;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

static void folded_at_once_they_make_the_same_tables(void **state)
{
    (void)state;
    struct hash written, folded;
    struct audit audit;
    GOOD(&f, tables_hash(&f.ctx, f.office, &written));
    office_drop(f.office); /* as after a crash: nothing but the log */
    GOOD(&f, office_open(&f.ctx, str_of(f.dir), OFFICE_WRITE, &f.office));
    GOOD(&f, office_unlock(&f.ctx, f.office, &f.work));
    GOOD(&f, tables_refold(&f.ctx, f.office));
    GOOD(&f, tables_hash(&f.ctx, f.office, &folded));
    assert_memory_equal(&written, &folded, sizeof written);
    office_close(&f.ctx, f.office);
    f.office = NULL;
    GOOD(&f, audit_verify(&f.ctx, str_of(f.dir), &audit));
    assert_int_equal(audit.entries, entries);
    assert_int_equal(audit.damages, 0);
}

/* ---- bits ---- */

struct bit {
    int64_t seq;
    const char *column;
    int byte, bit;
};

static uint64_t draw_below(uint64_t n)
{
    uint64_t value;
    draw(&value, sizeof value);
    return value % n;
}

/* Turns the bit, and with a second call back; `byte` is made to fit what stands there. */
static void turn(struct bit *bit)
{
    static unsigned char bytes[65536];
    sqlite3_stmt *run;
    char sql[100];
    snprintf(sql, sizeof sql, "SELECT %s FROM entry WHERE seq = ?1", bit->column);
    assert_int_equal(sqlite3_prepare_v2(log_db, sql, -1, &run, NULL), SQLITE_OK);
    sqlite3_bind_int64(run, 1, bit->seq);
    assert_int_equal(sqlite3_step(run), SQLITE_ROW);
    int n = sqlite3_column_bytes(run, 0);
    assert_in_range(n, 1, sizeof bytes);
    memcpy(bytes, sqlite3_column_blob(run, 0), (size_t)n);
    sqlite3_finalize(run);
    bit->byte %= n;
    bytes[bit->byte] ^= (unsigned char)(1u << bit->bit);
    snprintf(sql, sizeof sql, "UPDATE entry SET %s = ?2 WHERE seq = ?1", bit->column);
    assert_int_equal(sqlite3_prepare_v2(log_db, sql, -1, &run, NULL), SQLITE_OK);
    sqlite3_bind_int64(run, 1, bit->seq);
    sqlite3_bind_blob(run, 2, bytes, n, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(run), SQLITE_DONE);
    sqlite3_finalize(run);
}

/* In different thousandths of the log, so that no two lie beside each other; the first case begins
 * behind the office's own entries. */
static void bits_choose(struct bit bits[BITS])
{
    uint64_t first = 40, share = (entries - first) / BITS;
    for (uint64_t i = 0; i < BITS; i++)
        bits[i] = (struct bit){ .seq = (int64_t)(first + i * share + draw_below(share - 1)),
                                .column = draw_below(2) == 0 ? "envelope" : "parts",
                                .byte = (int)draw_below(4096),
                                .bit = (int)draw_below(8) };
}

static bool named(const struct audit *audit, int64_t seq)
{
    for (size_t i = 0; i < audit->count; i++)
        if (audit->at[i].kind == FINDING_DAMAGE && audit->at[i].seq == seq)
            return true;
    return false;
}

/* The body of a key entry lies in the keyring. */
static bool has_parts(int64_t seq)
{
    sqlite3_stmt *ask;
    assert_int_equal(sqlite3_prepare_v2(log_db,
                                        "SELECT length(parts) > 0 FROM entry WHERE seq = ?1", -1,
                                        &ask, NULL),
                     SQLITE_OK);
    sqlite3_bind_int64(ask, 1, seq);
    bool has = sqlite3_step(ask) == SQLITE_ROW && sqlite3_column_int(ask, 0) != 0;
    sqlite3_finalize(ask);
    return has;
}

static void pass(void)
{
    struct bit bits[BITS];
    struct audit audit;
    bits_choose(bits);
    assert_int_equal(sqlite3_exec(log_db, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
    for (size_t i = 0; i < BITS; i++) {
        bits[i].column = has_parts(bits[i].seq) ? bits[i].column : "envelope";
        turn(&bits[i]);
    }
    assert_int_equal(sqlite3_exec(log_db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    arena_reset(f.ctx.arena);
    f.ctx.why = (struct why){ 0 };
    GOOD(&f, audit_verify(&f.ctx, str_of(f.dir), &audit));
    for (size_t i = 0; i < BITS; i++)
        if (!named(&audit, bits[i].seq))
            fail_msg("bit %d of byte %d of %s of entry %lld was not found", bits[i].bit,
                     bits[i].byte, bits[i].column, (long long)bits[i].seq);
    assert_int_equal(sqlite3_exec(log_db, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
    for (size_t i = 0; i < BITS; i++)
        turn(&bits[i]);
    assert_int_equal(sqlite3_exec(log_db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
}

static void each_changed_bit_is_named_at_its_entry(void **state)
{
    (void)state;
    char path[128];
    struct audit audit;
    snprintf(path, sizeof path, "%s/log.db", f.dir);
    assert_int_equal(sqlite3_open(path, &log_db), SQLITE_OK);
    for (int i = 0; i < PASSES; i++)
        pass();
    arena_reset(f.ctx.arena);
    f.ctx.why = (struct why){ 0 };
    GOOD(&f, audit_verify(&f.ctx, str_of(f.dir), &audit));
    assert_int_equal(audit.damages, 0); /* all were turned back */
    sqlite3_close(log_db);
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folded_at_once_they_make_the_same_tables),
        cmocka_unit_test(each_changed_bit_is_named_at_its_entry),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
