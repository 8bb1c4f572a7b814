#include "store/archive.h"

#include "store/audit.h"
#include "store/bare.h"
#include "store/officers.h"

#include <stdio.h>
#include <unistd.h>

enum { CARDS_MAX = OFFICERS_MAX, DAY_MS = 24 * 3600 * 1000, NOTES_MAX = 1000000 };

static const char made_name[] = "keys.made"; /* when a KEYS archive was written */

/* ---- writing ---- */

static enum err boxes_copy(struct ctx *ctx, struct db *from, struct db *to, uint64_t *count)
{
    struct q_boxes_from_in in = { 0, PAGE_ROWS };
    struct q_boxes_from_rows rows;
    do {
        struct ctx page = { .arena = arena_open(SCRATCH_BYTES), .now_ms = ctx->now_ms };
        enum err err = q_boxes_from(&page, from, &in, &rows);
        for (size_t i = 0; err == OK && i < rows.count; i++) {
            struct q_box_add_in add = { rows.at[i].entry, rows.at[i].casefile, rows.at[i].parts };
            err = q_box_add(&page, to, &add);
            in.position = rows.at[i].position;
            ++*count;
        }
        ctx->why = page.why;
        arena_close(page.arena);
        TRY(err);
    } while (rows.count == PAGE_ROWS);
    return OK;
}

/* Cards only: a password's record outside the station could be guessed at (2.2). */
static enum err entrances_copy(struct ctx *ctx, struct db *from, struct db *to)
{
    struct q_unlocks_of_method_in in = { UNLOCK_CARD, CARDS_MAX };
    struct q_unlocks_of_method_rows cards;
    struct q_logins_all_in lin = { CARDS_MAX };
    struct q_logins_all_rows logins;
    TRY(q_unlocks_of_method(ctx, from, &in, &cards));
    TRY(q_logins_all(ctx, from, &lin, &logins));
    for (size_t i = 0; i < cards.count; i++) {
        struct q_unlock_save_in add = { cards.at[i].officer, UNLOCK_CARD, cards.at[i].record };
        TRY(q_unlock_save(ctx, to, &add));
    }
    for (size_t i = 0; i < logins.count; i++) {
        struct q_login_save_in add = { logins.at[i].name, logins.at[i].officer };
        TRY(q_login_save(ctx, to, &add));
    }
    return OK;
}

static enum err keys_fill(struct ctx *ctx, struct db *from, struct db *to, uint64_t *boxes)
{
    unsigned char now[8];
    put_u64(now, (uint64_t)ctx->now_ms);
    struct q_journal_save_in made = { str_of(made_name), { (const char *)now, sizeof now } };
    TRY(q_keyring_begin(ctx, to));
    TRY(boxes_copy(ctx, from, to, boxes));
    TRY(entrances_copy(ctx, from, to));
    TRY(q_journal_save(ctx, to, &made));
    return q_keyring_commit(ctx, to);
}

static enum err keys_write(struct ctx *ctx, struct office *office, struct str path, uint64_t *boxes)
{
    struct db *to;
    TRY(db_open(ctx, office->keep, path, DB_WRITE, &keyring_schema, &to));
    enum err err = keys_fill(ctx, office->keyring, to, boxes);
    db_checkpoint(to);
    db_close(to);
    return err;
}

/* The new one under its name; what stood there becomes the former generation. */
static enum err take_place(struct ctx *ctx, struct str fresh, struct str path, bool keep)
{
    const char *to = str_z(ctx->arena, path);
    struct str former = str_format(ctx->arena, "%.*s.1", STR_ARG(path));
    bool there = access(to, F_OK) == 0;
    if ((keep && there && rename(to, former.at) != 0) || rename(str_z(ctx->arena, fresh), to) != 0)
        return ctx_fail_at(ctx, ERR_STORE, "store.write", path);
    return OK;
}

static enum err both_write(struct ctx *ctx, struct office *office, struct str path,
                           struct archive_names *out)
{
    out->record = str_format(ctx->arena, "%.*s.record", STR_ARG(path));
    out->keys = str_format(ctx->arena, "%.*s.keys", STR_ARG(path));
    struct str record = str_format(ctx->arena, "%.*s.unfinished", STR_ARG(out->record));
    struct str keys = str_format(ctx->arena, "%.*s.unfinished", STR_ARG(out->keys));
    (void)unlink(record.at);
    (void)unlink(keys.at);
    /* The log first: every entry in it then has its box in the keyring's later copy. */
    TRY(db_copy(ctx, office->log, record));
    TRY(keys_write(ctx, office, keys, &out->boxes));
    TRY(take_place(ctx, record, out->record, false));
    return take_place(ctx, keys, out->keys, true);
}

enum err archive_write(struct ctx *ctx, struct str office_dir, struct str path,
                       struct archive_names *out)
{
    struct office *office;
    struct q_position_last_row last = { 0 };
    bool keyring;
    *out = (struct archive_names){ 0 };
    TRY(bare_open(ctx, office_dir, &office, &keyring));
    enum err err = keyring ? both_write(ctx, office, path, out)
                           : ctx_fail_at(ctx, ERR_MISSING, "store.missing", office_dir);
    if (err == OK)
        err = q_position_last(ctx, office->log, &last);
    out->entries = (uint64_t)last.position;
    ctx->why.at = str_copy(ctx->arena, ctx->why.at);
    office_drop(office);
    return err;
}

/* ---- restoring ---- */

struct restoring {
    struct office *record;
    struct db *keys;
    struct restored *out;
};

static enum err entries_copy(struct ctx *ctx, struct db *from, struct db *to, uint64_t *count)
{
    struct q_entries_from_in in = { 0, PAGE_ROWS };
    struct q_entries_from_rows rows;
    do {
        struct ctx page = { .arena = arena_open(SCRATCH_BYTES), .now_ms = ctx->now_ms };
        enum err err = q_entries_from(&page, from, &in, &rows);
        for (size_t i = 0; err == OK && i < rows.count; i++) {
            const struct q_entries_from_row *r = &rows.at[i];
            struct q_entry_add_in add = { r->log, r->seq, r->id, r->envelope, r->parts };
            err = q_entry_add(&page, to, &add);
            in.position = r->position;
            ++*count;
        }
        ctx->why = page.why;
        arena_close(page.arena);
        TRY(err);
    } while (rows.count == PAGE_ROWS);
    return OK;
}

static enum err notes_copy(struct ctx *ctx, struct db *from, struct db *to)
{
    struct q_logs_all_in lin = { LOGS_MAX };
    struct q_logs_all_rows logs;
    TRY(q_logs_all(ctx, from, &lin, &logs));
    for (size_t i = 0; i < logs.count; i++) {
        struct q_notes_of_log_in in = { logs.at[i].log, 0, NOTES_MAX };
        struct q_notes_of_log_rows notes;
        TRY(q_notes_of_log(ctx, from, &in, &notes));
        for (size_t k = 0; k < notes.count; k++) {
            struct q_note_add_in add = { notes.at[k].log, notes.at[k].size, notes.at[k].note,
                                         notes.at[k].peaks };
            TRY(q_note_add(ctx, to, &add));
        }
    }
    return OK;
}

static enum err fill(struct ctx *ctx, struct office *office, void *what)
{
    struct restoring *r = what;
    TRY(q_keyring_begin(ctx, office->keyring));
    TRY(boxes_copy(ctx, r->keys, office->keyring, &r->out->boxes));
    TRY(entrances_copy(ctx, r->keys, office->keyring));
    TRY(q_keyring_commit(ctx, office->keyring));
    TRY(q_log_begin(ctx, office->log));
    TRY(entries_copy(ctx, r->record->log, office->log, &r->out->entries));
    TRY(notes_copy(ctx, r->record->log, office->log));
    return q_log_commit(ctx, office->log);
}

/* What the new genesis repeats of the old one. */
static enum err former_read(struct ctx *ctx, struct office *record, struct id log,
                            struct office_new *in)
{
    struct q_entries_of_log_in first = { log, 0, 1 };
    struct q_entries_of_log_rows rows;
    struct q_entry_last_in last = { log };
    struct q_entry_last_row end;
    struct entry entry;
    struct genesis genesis;
    TRY(q_entries_of_log(ctx, record->log, &first, &rows));
    TRY(q_entry_last(ctx, record->log, &last, &end));
    if (rows.count != 1)
        return ctx_fail(ctx, ERR_INVALID, "archive.damaged");
    TRY(entry_take(ctx, record, 0, rows.at[0].id, rows.at[0].envelope, rows.at[0].parts, &entry));
    const struct part *plain = body_part(&entry.body, PART_PLAIN);
    if (plain == NULL || !plain->present || !genesis_read(ctx->arena, plain->content, &genesis))
        return ctx_fail(ctx, ERR_INVALID, "archive.damaged");
    *in = (struct office_new){
        .name = genesis.name,
        .code = genesis.code,
        .zone = genesis.zone,
        .practice = (entry.envelope.flags & FLAG_PRACTICE) != 0,
        .head = genesis.head,
        .admin = genesis.admin,
        .former_log = log,
        .former_size = (uint64_t)end.seq + 1,
    };
    return OK;
}

static enum err keys_age(struct ctx *ctx, struct db *keys, struct str path, bool *old)
{
    struct q_journal_load_in in = { str_of(made_name) };
    struct q_journal_load_row row;
    enum err err = q_journal_load(ctx, keys, &in, &row);
    if (err != OK || row.state.n != 8)
        return ctx_fail_at(ctx, ERR_INVALID, "archive.no_keys", path);
    int64_t made = (int64_t)get_u64((const unsigned char *)row.state.at);
    *old = ctx->now_ms - made > (int64_t)KEYS_DAYS_MAX * DAY_MS;
    return OK;
}

/* A file that is no whole archive: which one, and of which sort it should be. */
static enum err damaged(struct ctx *ctx, enum err err, struct str archive, const char *other)
{
    struct str key = str_of(ctx->why.key == NULL ? "" : ctx->why.key);
    if (str_eq(key, STR("store.damaged")))
        return ctx_fail_at(ctx, ERR_INVALID, "archive.damaged", archive);
    if (str_eq(key, STR("store.not_ours")))
        return ctx_fail_at(ctx, ERR_INVALID, other, archive);
    return err;
}

/* Opening carries every erasure out again; what was not erased in an old KEYS goes now. */
static enum err first_opening(struct ctx *ctx, struct str dir, struct str keys,
                              struct restored *out)
{
    struct office *office;
    struct audit audit;
    TRY(office_open(ctx, dir, OFFICE_WRITE, &office));
    out->log = office_info(office)->log;
    office_drop(office);
    TRY(audit_verify(ctx, dir, &audit));
    out->erased = audit.erased;
    return audit.damages == 0 ? OK : ctx_fail_at(ctx, ERR_INVALID, "archive.keys_incomplete", keys);
}

static enum err restore_in(struct ctx *ctx, struct office *record, struct str keys,
                           struct str office_dir, struct restored *out)
{
    struct restoring r = { .record = record, .out = out };
    struct office_new in;
    TRY(former_read(ctx, record, out->former_log, &in));
    enum err err = db_open(ctx, record->keep, keys, DB_READ, &keyring_schema, &r.keys);
    if (err != OK)
        return damaged(ctx, err, keys, "archive.no_keys");
    err = keys_age(ctx, r.keys, keys, &out->keys_old);
    if (err == OK)
        err = office_make(ctx, office_dir, &in, fill, &r);
    db_close(r.keys);
    if (err != OK)
        return damaged(ctx, err, keys, "archive.no_keys"); /* the record was verified */
    err = first_opening(ctx, office_dir, keys, out);
    if (err != OK)
        office_remove(ctx, office_dir);
    return err;
}

enum err archive_restore(struct ctx *ctx, struct str record, struct str keys, struct str office_dir,
                         struct restored *out)
{
    struct audit audit;
    struct office *office;
    bool keyring;
    *out = (struct restored){ 0 };
    enum err err = audit_verify(ctx, record, &audit);
    if (err != OK)
        return damaged(ctx, err, record, "archive.no_record");
    if (audit.damages > 0)
        return ctx_fail_at(ctx, ERR_INVALID, "archive.damaged", record);
    out->former_log = audit.log;
    TRY(bare_open(ctx, record, &office, &keyring));
    err = restore_in(ctx, office, keys, office_dir, out);
    ctx->why.at = str_copy(ctx->arena, ctx->why.at);
    office_drop(office);
    return err;
}
