/* Two archives, apart; restored into a new log with the same tables; erased stays erased. */
#include "../unit.h"

#include "fixture.h"
#include "store/archive.h"
#include "store/audit.h"

#include <stdio.h>
#include <unistd.h>

static struct fixture f;
static struct id kept, erased;

static struct str path(const char *name)
{
    return str_format(f.ctx.arena, "%s/%s", f.top, name);
}

static void unlock_record(enum unlock_method method)
{
    unsigned char key[32] = { 3 }, seed[SEED_BYTES] = { 4 }, totp[20] = { 0 };
    struct unlock_head head = { .method = method };
    GOOD(&f, officers_unlock_save(
                 &f.ctx, f.office, f.people[MANAGER].officer, method,
                 unlock_write(f.ctx.arena, &head, f.people[MANAGER].officer, key, seed, totp)));
}

static int setup(void **state)
{
    (void)state;
    fixture_open(&f);
    ROUND(&f, {
        kept = fixture_case(&f, STR("Melati"));
        erased = fixture_case(&f, STR("Kenanga"));
        unlock_record(UNLOCK_PASSWORD);
        unlock_record(UNLOCK_CARD);
        GOOD(&f, officers_login_save(&f.ctx, f.office, STR("budi"), f.people[MANAGER].officer));
    });
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

/* The restored office in place of the first, opened with the same work key. */
static struct office *restored_office(const char *name)
{
    struct office *office;
    GOOD(&f, office_open(&f.ctx, path(name), OFFICE_WRITE, &office));
    GOOD(&f, office_unlock(&f.ctx, office, &f.work));
    return office;
}

static void a_restored_office_has_the_same_tables_and_a_new_log(void **state)
{
    (void)state;
    struct archive_names names;
    struct restored restored;
    struct hash before, after;
    struct case_keyset keys;
    struct str record;
    GOOD(&f, tables_hash(&f.ctx, f.office, &before));
    GOOD(&f, archive_write(&f.ctx, str_of(f.dir), path("simpan"), &names)); /* beside the writer */
    assert_int_equal(names.entries, office_info(f.office)->entries);
    assert_true(names.boxes >= 4);
    GOOD(&f, archive_restore(&f.ctx, names.record, names.keys, path("baru"), &restored));
    assert_int_equal(restored.entries, names.entries);
    assert_false(restored.keys_old);
    assert_true(id_eq(restored.former_log, office_info(f.office)->log));
    assert_false(id_eq(restored.log, restored.former_log));
    struct office *office = restored_office("baru");
    GOOD(&f, tables_hash(&f.ctx, office, &after));
    assert_memory_equal(&before, &after, sizeof before);
    assert_true(office_info(office)->practice);
    assert_int_equal(casekeys_open(&f.ctx, office, kept, &f.people[MANAGER], &keys), OK);
    assert_int_equal(
        officers_unlock_load(&f.ctx, office, f.people[MANAGER].officer, UNLOCK_CARD, &record), OK);
    assert_int_equal(
        officers_unlock_load(&f.ctx, office, f.people[MANAGER].officer, UNLOCK_PASSWORD, &record),
        ERR_MISSING);
    office_drop(office);
    assert_int_equal(archive_restore(&f.ctx, names.record, names.keys, path("baru"), &restored),
                     ERR_CONFLICT);
}

static void work_goes_on_after_a_restore(void **state)
{
    (void)state;
    struct office *first = f.office;
    struct audit audit;
    struct hash now, refolded;
    f.office = restored_office("baru");
    ROUND(&f, {
        fixture_case(&f, STR("Anggrek"));
        struct facts *work = fixture_work(&f, INNER_NOTE_ADD, 0);
        assert_int_equal(fixture_fact(&f, MANAGER, kept, work, 0, NULL, NULL), OK);
    });
    GOOD(&f, tables_hash(&f.ctx, f.office, &now));
    GOOD(&f, tables_refold(&f.ctx, f.office));
    GOOD(&f, tables_hash(&f.ctx, f.office, &refolded));
    assert_memory_equal(&now, &refolded, sizeof now);
    office_drop(f.office);
    GOOD(&f, audit_verify(&f.ctx, path("baru"), &audit));
    assert_int_equal(audit.damages, 0);
    assert_int_equal(audit.logs, 2);
    f.office = first;
}

static size_t present_parts(struct office *office, struct id casefile)
{
    struct entries entries;
    size_t present = 0;
    GOOD(&f, record_case(&f.ctx, office, casefile, &entries));
    for (size_t i = 0; i < entries.count; i++)
        for (size_t p = 0; p < entries.at[i].body.count; p++)
            present += entries.at[i].body.parts[p].present;
    return present;
}

static struct erasure order_over(struct id casefile)
{
    struct entries entries;
    GOOD(&f, record_case(&f.ctx, f.office, casefile, &entries));
    struct hash *ids = arena_array(f.ctx.arena, struct hash, entries.count);
    for (size_t i = 0; i < entries.count; i++) {
        size_t at = i;
        for (; at > 0 && memcmp(ids[at - 1].at, entries.at[i].id.at, 32) > 0; at--)
            ids[at] = ids[at - 1];
        ids[at] = entries.at[i].id;
    }
    return (struct erasure){ .count = entries.count, .at = ids, .basis = STR("person.demands") };
}

static void erasure_needs_two_and_a_hold_wins(void **state)
{
    (void)state;
    struct hash order, hold;
    struct erasure what = order_over(erased), held = order_over(kept);
    ROUND(&f, {
        GOOD(&f, hold_order(&f.ctx, f.office, &f.people[MANAGER], &held, &hold));
        GOOD(&f, erasure_order(&f.ctx, f.office, &f.people[HEAD], &held, &order));
        assert_int_equal(erasure_agree(&f.ctx, f.office, &f.people[HEAD], order), ERR_DENIED);
        assert_int_equal(erasure_agree(&f.ctx, f.office, &f.people[MANAGER], order), ERR_DENIED);
        GOOD(&f, erasure_order(&f.ctx, f.office, &f.people[MANAGER], &what, &order));
    });
    assert_true(present_parts(f.office, erased) > 0);
    ROUND(&f, GOOD(&f, erasure_agree(&f.ctx, f.office, &f.people[HEAD], order)));
    assert_int_equal(present_parts(f.office, erased), 0);
    assert_true(present_parts(f.office, kept) > 0);
}

static void what_was_erased_stays_erased_after_a_restore_of_old_archives(void **state)
{
    (void)state;
    struct archive_names names, later;
    struct restored restored;
    struct audit audit;
    struct case_keyset keys;
    /* KEYS of before the erasure, as "simpan.keys" of the first test still is. */
    names.keys = path("simpan.keys");
    GOOD(&f, archive_write(&f.ctx, str_of(f.dir), path("lusa"), &later));
    GOOD(&f, archive_restore(&f.ctx, later.record, names.keys, path("lagi"), &restored));
    assert_true(restored.erased >= 2);
    struct office *office = restored_office("lagi");
    assert_int_equal(present_parts(office, erased), 0);
    assert_int_not_equal(casekeys_open(&f.ctx, office, erased, &f.people[MANAGER], &keys), OK);
    office_drop(office);
    GOOD(&f, audit_verify(&f.ctx, path("lagi"), &audit));
    assert_int_equal(audit.damages, 0);
}

static void old_keys_are_said_to_be_old(void **state)
{
    (void)state;
    struct restored restored;
    int64_t now = f.ctx.now_ms;
    f.ctx.now_ms += INT64_C(15) * 24 * 3600 * 1000;
    GOOD(&f, archive_restore(&f.ctx, path("simpan.record"), path("simpan.keys"), path("tua"),
                             &restored));
    assert_true(restored.keys_old);
    f.ctx.now_ms = now;
}

/* ---- archives that are not whole ---- */

static struct str file_read(const char *name)
{
    static char bytes[2][4 << 20];
    static unsigned turn;
    char *to = bytes[turn++ % 2];
    FILE *file = fopen(path(name).at, "rb");
    assert_non_null(file);
    struct str all = { to, fread(to, 1, sizeof bytes[0], file) };
    assert_true(all.n > 0 && all.n < sizeof bytes[0]);
    fclose(file);
    return all;
}

static void file_write(const char *name, struct str bytes)
{
    FILE *file = fopen(path(name).at, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.at, 1, bytes.n, file), bytes.n);
    fclose(file);
}

/* Refused with these words about that file, and nothing is left of the attempt. */
static void refused(const char *record, const char *keys, const char *key, const char *at)
{
    struct restored restored;
    f.ctx.why = (struct why){ 0 };
    enum err err = archive_restore(&f.ctx, path(record), path(keys), path("gagal"), &restored);
    if (err == OK || f.ctx.why.key == NULL || !str_eq(str_of(f.ctx.why.key), str_of(key)))
        fail_msg("%s, %s: wanted %s, got %s", record, keys, key,
                 err == OK ? "restored" : f.ctx.why.key);
    assert_str(f.ctx.why.at, path(at));
    assert_int_not_equal(access(path("gagal").at, F_OK), 0);
}

static void an_archive_that_is_not_whole_is_refused_and_leaves_nothing(void **state)
{
    (void)state;
    struct str record = file_read("simpan.record");
    file_write("putus.record", str_part(record, 0, record.n - 5000));
    file_write("bit.record", record);
    char *bit = (char *)(uintptr_t)file_read("bit.record").at;
    size_t envelope = str_search(record, STR("TDE1")); /* of the first entry in the file */
    assert_true(envelope < record.n);
    bit[envelope + 60] ^= 1;
    file_write("bit.record", (struct str){ bit, record.n });
    refused("putus.record", "simpan.keys", "archive.damaged", "putus.record");
    refused("bit.record", "simpan.keys", "archive.damaged", "bit.record");
    refused("simpan.keys", "simpan.record", "archive.no_record", "simpan.keys");
    refused("tidak-ada.record", "simpan.keys", "store.missing", "tidak-ada.record");
}

static void keys_that_are_not_whole_are_refused_and_leave_nothing(void **state)
{
    (void)state;
    struct str keys = file_read("simpan.keys");
    file_write("putus.keys", str_part(keys, 0, keys.n - 5000));
    char *bit = (char *)(uintptr_t)keys.at;
    bit[keys.n - 100] ^= 1; /* of a box */
    file_write("bit.keys", keys);
    file_write("tulisan.keys",
               STR("ini bukan arsip, hanya tulisan yang cukup panjang untuk dibaca"));
    refused("simpan.record", "putus.keys", "archive.damaged", "putus.keys");
    refused("simpan.record", "bit.keys", "archive.keys_incomplete", "bit.keys");
    refused("simpan.record", "tulisan.keys", "archive.damaged", "tulisan.keys");
    refused("simpan.record", "simpan.record", "archive.no_keys", "simpan.record");
}

static void keys_of_another_office_are_refused_and_leave_nothing(void **state)
{
    (void)state;
    static struct fixture other;
    struct archive_names names;
    fixture_open(&other);
    ROUND(&other, fixture_case(&other, STR("Teratai")));
    GOOD(&other, archive_write(&other.ctx, str_of(other.dir), path("asing"), &names));
    fixture_close(&other);
    refused("simpan.record", "asing.keys", "archive.keys_incomplete", "asing.keys");
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_restored_office_has_the_same_tables_and_a_new_log),
        cmocka_unit_test(work_goes_on_after_a_restore),
        cmocka_unit_test(erasure_needs_two_and_a_hold_wins),
        cmocka_unit_test(what_was_erased_stays_erased_after_a_restore_of_old_archives),
        cmocka_unit_test(old_keys_are_said_to_be_old),
        cmocka_unit_test(an_archive_that_is_not_whole_is_refused_and_leaves_nothing),
        cmocka_unit_test(keys_that_are_not_whole_are_refused_and_leave_nothing),
        cmocka_unit_test(keys_of_another_office_are_refused_and_leave_nothing),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
