/* Each kind of damage by itself: the verifier names what is wrong, where, and nothing else. */
#include "../unit.h"

#include "fixture.h"
#include "store/audit.h"

#include <sqlite3.h>
#include <stdio.h>

/* So many that child processes share the signatures where there are two processors. */
enum { STORIES = 200 };

enum { TEXT_BYTES = 1000, AT_SIGNATURE = 208, AT_CLOCK = 48, AT_AUTHOR = 56 };

static struct fixture f;
static sqlite3 *log_db, *keyring_db;
static int64_t s,
    n; /* an entry in the middle, by the manager with parts W and S; size of the log */

static void sql(sqlite3 *db, const char *text)
{
    char *why = NULL;
    if (sqlite3_exec(db, text, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", text, why);
}

static int64_t number(sqlite3 *db, const char *text)
{
    sqlite3_stmt *ask;
    assert_int_equal(sqlite3_prepare_v2(db, text, -1, &ask, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(ask), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(ask, 0);
    sqlite3_finalize(ask);
    return value;
}

static sqlite3 *file_open(const char *name)
{
    char path[128];
    sqlite3 *db;
    snprintf(path, sizeof path, "%s/%s", f.dir, name);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sql(db, "PRAGMA synchronous = OFF");
    return db;
}

static void story_write(struct id casefile)
{
    struct facts *inner = facts_new(f.ctx.arena);
    assert_true(facts_text(inner, 1001, STR("apa yang diceritakan")));
    assert_int_equal(fixture_fact(&f, MANAGER, casefile, fixture_work(&f, INNER_NOTE_ADD, 0),
                                  PART_STORY, inner, NULL),
                     OK);
    f.ctx.now_ms += 60 * 1000;
}

static int setup(void **state)
{
    (void)state;
    fixture_open(&f);
    ROUND(&f, {
        struct id casefile = fixture_case(&f, STR("Melati"));
        for (int i = 0; i < STORIES; i++)
            story_write(casefile);
    });
    n = (int64_t)office_info(f.office)->entries;
    s = n - 3;
    office_close(&f.ctx, f.office); /* with a checkpoint */
    f.office = NULL;
    log_db = file_open("log.db");
    keyring_db = file_open("keyring.db");
    sql(log_db, "CREATE TABLE kept AS SELECT position, log, seq, id, envelope, parts FROM entry;"
                "CREATE TABLE kept_note AS SELECT * FROM note");
    sql(keyring_db, "CREATE TABLE kept AS SELECT * FROM box");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    sqlite3_close(log_db);
    sqlite3_close(keyring_db);
    fixture_close(&f);
    return 0;
}

static void mend(void)
{
    sql(log_db, "DELETE FROM entry; DELETE FROM note; INSERT INTO entry (position, log, seq, id,"
                " envelope, parts) SELECT * FROM kept; INSERT INTO note SELECT * FROM kept_note");
    sql(keyring_db, "DELETE FROM box; INSERT INTO box SELECT * FROM kept");
}

/* ---- one row in hand ---- */

struct row {
    unsigned char envelope[ENVELOPE_BYTES], parts[65536];
    size_t parts_n;
    struct hash id;
};

static struct row *row_load(int64_t seq)
{
    static struct row row;
    sqlite3_stmt *ask;
    assert_int_equal(sqlite3_prepare_v2(log_db,
                                        "SELECT envelope, parts, id FROM entry WHERE seq = ?1", -1,
                                        &ask, NULL),
                     SQLITE_OK);
    sqlite3_bind_int64(ask, 1, seq);
    assert_int_equal(sqlite3_step(ask), SQLITE_ROW);
    memcpy(row.envelope, sqlite3_column_blob(ask, 0), ENVELOPE_BYTES);
    row.parts_n = (size_t)sqlite3_column_bytes(ask, 1);
    assert_in_range(row.parts_n, 1, sizeof row.parts);
    memcpy(row.parts, sqlite3_column_blob(ask, 1), row.parts_n);
    memcpy(row.id.at, sqlite3_column_blob(ask, 2), HASH_BYTES);
    sqlite3_finalize(ask);
    return &row;
}

static void row_save(int64_t seq, const struct row *row)
{
    sqlite3_stmt *put;
    assert_int_equal(
        sqlite3_prepare_v2(log_db,
                           "UPDATE entry SET envelope = ?1, parts = ?2, id = ?3 WHERE seq = ?4", -1,
                           &put, NULL),
        SQLITE_OK);
    sqlite3_bind_blob(put, 1, row->envelope, ENVELOPE_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(put, 2, row->parts, (int)row->parts_n, SQLITE_STATIC);
    sqlite3_bind_blob(put, 3, row->id.at, HASH_BYTES, SQLITE_STATIC);
    sqlite3_bind_int64(put, 4, seq);
    assert_int_equal(sqlite3_step(put), SQLITE_DONE);
    sqlite3_finalize(put);
}

static void envelope_flip(size_t byte, bool with_id)
{
    struct row *row = row_load(s);
    row->envelope[byte] ^= 1;
    if (with_id)
        row->id = entry_id(row->envelope);
    row_save(s, row);
}

/* As somebody who holds the author's key would do it. */
static void signed_anew(void (*change)(struct envelope *))
{
    struct row *row = row_load(s);
    struct envelope e;
    assert_true(envelope_read(row->envelope, ENVELOPE_BYTES, &e));
    change(&e);
    envelope_sign(&e, f.keys[MANAGER].sign_secret);
    envelope_write(&e, row->envelope);
    row->id = entry_id(row->envelope);
    row_save(s, row);
}

/* ---- the damages ---- */

static void bit_in_header(void)
{
    envelope_flip(AT_CLOCK + 7, false);
}

static void bit_in_header_and_id(void)
{
    envelope_flip(AT_CLOCK + 7, true);
}

static void bit_in_signature(void)
{
    envelope_flip(AT_SIGNATURE + 5, true);
}

static void magic(void)
{
    envelope_flip(0, false);
}

static void other_author(void)
{
    envelope_flip(AT_AUTHOR, true);
}

static void bit_in_id(void)
{
    struct row *row = row_load(s);
    row->id.at[3] ^= 1;
    row_save(s, row);
}

static void bit_in_part(void)
{
    struct row *row = row_load(s);
    row->parts[row->parts_n - 1] ^= 1;
    row_save(s, row);
}

static void part_cut(void)
{
    struct row *row = row_load(s);
    row->parts_n--;
    row_save(s, row);
}

static void part_taken_out(void)
{
    struct row *row = row_load(s);
    struct body body;
    assert_true(body_read((struct str){ (const char *)row->parts, row->parts_n }, &body));
    for (size_t i = 0; i < body.count; i++)
        if (body.parts[i].compartment == PART_STORY)
            body_erase(&body, i);
    struct str parts = body_write(f.ctx.arena, &body);
    memcpy(row->parts, parts.at, parts.n);
    row->parts_n = parts.n;
    row_save(s, row);
}

static void bodies_swapped(void)
{
    sql(log_db, "UPDATE entry SET parts = (SELECT k.parts FROM kept k WHERE k.seq ="
                " (SELECT max(seq) FROM kept) - 1) WHERE seq = (SELECT max(seq) FROM kept) - 2");
}

static void entries_swapped(void)
{
    char text[300];
    snprintf(text, sizeof text,
             "UPDATE entry SET seq = -1 WHERE seq = %lld; UPDATE entry SET seq = %lld WHERE seq ="
             " %lld; UPDATE entry SET seq = %lld WHERE seq = -1",
             (long long)s, (long long)s, (long long)s + 1, (long long)s + 1);
    sql(log_db, text);
}

static void entry_missing(void)
{
    char text[100];
    snprintf(text, sizeof text, "DELETE FROM entry WHERE seq = %lld", (long long)s);
    sql(log_db, text);
}

static void tail_cut(void)
{
    char text[100];
    snprintf(text, sizeof text, "DELETE FROM entry WHERE seq > %lld", (long long)s);
    sql(log_db, text);
}

static void time_back(struct envelope *e)
{
    e->hlc -= UINT64_C(3600) * 1000 << 16;
}

static void no_practice(struct envelope *e)
{
    e->flags &= (uint16_t)~FLAG_PRACTICE;
}

static void other_log(struct envelope *e)
{
    e->log.at[0] ^= 1;
}

static void longer(struct envelope *e)
{
    e->body_length++;
}

static void signed_with_time_back(void)
{
    signed_anew(time_back);
}

static void signed_without_practice(void)
{
    signed_anew(no_practice);
}

static void signed_for_other_log(void)
{
    signed_anew(other_log);
}

static void signed_with_other_length(void)
{
    signed_anew(longer);
}

static void checkpoint_text(void)
{
    sql(log_db, "UPDATE note SET note = replace(note, char(10) || size || char(10),"
                " char(10) || (size + 1) || char(10))");
}

static void checkpoint_peaks(void)
{
    sql(log_db, "UPDATE note SET peaks = zeroblob(length(peaks))");
}

static void genesis_gone(void)
{
    sql(log_db, "UPDATE entry SET parts = x'' WHERE seq = 0");
}

static void box_gone(void)
{
    sql(keyring_db, "DELETE FROM box WHERE position = (SELECT max(position) FROM box)");
}

static void box_bit(void)
{
    sql(keyring_db,
        "UPDATE box SET parts = CAST(substr(parts, 1, length(parts) - 1) || x'2A' AS BLOB)"
        " WHERE position = (SELECT max(position) FROM box)");
}

static void box_of_nothing(void)
{
    sql(keyring_db, "INSERT INTO box (entry, casefile, parts)"
                    " SELECT randomblob(32), casefile, parts FROM kept LIMIT 1");
}

/* {s}: the entry, {t}: the one after, {n}: how many there are, {b}: the entry of the newest box. */
static const struct {
    const char *name;
    void (*make)(void);
    const char *found;
} damages[] = {
    { "a bit in the header", bit_in_header, "id@{s} signature@{s} checkpoint_root@{n}" },
    { "and the id made to fit", bit_in_header_and_id,
      "signature@{s} chain@{t} checkpoint_root@{n}" },
    { "a bit of the signature", bit_in_signature, "signature@{s} chain@{t} checkpoint_root@{n}" },
    { "the magic", magic, "id@{s} envelope@{s} checkpoint_root@{n}" },
    { "an author who is none", other_author, "author_unknown@{s} chain@{t} checkpoint_root@{n}" },
    { "a bit in the id", bit_in_id, "id@{s} chain@{t}" },
    { "a bit in a part", bit_in_part, "body_hash@{s}" },
    { "a part cut", part_cut, "body@{s}" },
    { "a part taken out without an order", part_taken_out, "part_missing@{s}:S" },
    { "the body of another entry", bodies_swapped, "body_hash@{s}" },
    { "two entries in each other's place", entries_swapped,
      "place@{s} chain@{s} place@{t} chain@{t} time@{t} chain@{u} checkpoint_root@{n}" },
    { "an entry missing", entry_missing, "gap@{s}:{s} chain@{t} cut@{n}:{n}" },
    { "the tail cut", tail_cut, "cut@{t}:{n}" },
    { "signed again with an earlier time", signed_with_time_back,
      "time@{s} chain@{t} checkpoint_root@{n}" },
    { "signed again without the practice flag", signed_without_practice,
      "practice@{s} chain@{t} checkpoint_root@{n}" },
    { "signed again for another log", signed_for_other_log,
      "place@{s} chain@{t} checkpoint_root@{n}" },
    { "signed again with another length", signed_with_other_length,
      "body_length@{s} chain@{t} checkpoint_root@{n}" },
    { "the text of a checkpoint", checkpoint_text, "checkpoint_signature@{n}" },
    { "the peaks of a checkpoint", checkpoint_peaks, "checkpoint_peaks@{n}" },
    { "the body of the first entry gone", genesis_gone, "no_genesis@-1 body_hash@0" },
    { "keys of an entry gone", box_gone, "box_missing@{b}" },
    { "a bit in the keys of an entry", box_bit, "body_hash@{b}" },
    { "keys of no entry", box_of_nothing, "box_without_entry@-1" },
};

/* ---- comparing ---- */

static int64_t newest_box(void)
{
    sqlite3_stmt *ask;
    char text[300];
    snprintf(text, sizeof text, "ATTACH '%s/keyring.db' AS k", f.dir);
    sql(log_db, text);
    assert_int_equal(sqlite3_prepare_v2(log_db,
                                        "SELECT seq FROM kept WHERE id = (SELECT entry FROM k.kept"
                                        " ORDER BY position DESC LIMIT 1)",
                                        -1, &ask, NULL),
                     SQLITE_OK);
    int64_t seq = sqlite3_step(ask) == SQLITE_ROW ? sqlite3_column_int64(ask, 0) : -1;
    sqlite3_finalize(ask);
    sql(log_db, "DETACH k");
    return seq;
}

static void filled(char *out, const char *wanted, int64_t box)
{
    size_t at = 0;
    for (const char *c = wanted; *c != '\0'; c++) {
        if (*c != '{') {
            out[at++] = *c;
            continue;
        }
        int64_t value = c[1] == 's'   ? s
                        : c[1] == 't' ? s + 1
                        : c[1] == 'u' ? s + 2
                        : c[1] == 'n' ? n
                                      : box;
        at += (size_t)snprintf(out + at, TEXT_BYTES - at, "%lld", (long long)value);
        c += 2;
    }
    out[at] = '\0';
}

static void said(char *out, const struct audit *audit)
{
    size_t at = 0;
    out[0] = '\0';
    for (size_t i = 0; i < audit->count; i++) {
        const struct finding *one = &audit->at[i];
        struct str what = str_part(one->what, STR("audit.").n, one->what.n);
        bool orphan = str_eq(what, STR("box_without_entry"));
        if (one->kind != FINDING_DAMAGE && !orphan)
            continue;
        at += (size_t)snprintf(out + at, TEXT_BYTES - at, "%s%.*s@%lld%s%.*s", at > 0 ? " " : "",
                               STR_ARG(what), (long long)one->seq, one->more.n > 0 ? ":" : "",
                               STR_ARG(one->more));
    }
}

static void each_damage_is_named_where_it_is(void **state)
{
    (void)state;
    int64_t box = newest_box();
    int wrong = 0;
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        struct audit audit;
        char want[TEXT_BYTES], got[TEXT_BYTES];
        arena_reset(f.ctx.arena);
        f.ctx.why = (struct why){ 0 };
        damages[i].make();
        GOOD(&f, audit_verify(&f.ctx, str_of(f.dir), &audit));
        filled(want, damages[i].found, box);
        said(got, &audit);
        mend();
        if (strcmp(want, got) != 0)
            print_message("# %s: wanted \"%s\", got \"%s\"\n", damages[i].name, want, got);
        wrong += strcmp(want, got) != 0;
    }
    assert_int_equal(wrong, 0);
    struct audit audit;
    GOOD(&f, audit_verify(&f.ctx, str_of(f.dir), &audit));
    assert_int_equal(audit.damages, 0);
    assert_int_equal(number(log_db, "SELECT count(*) FROM entry"), n);
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_damage_is_named_where_it_is),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
