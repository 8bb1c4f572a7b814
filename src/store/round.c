#include "store/tables.h"

#include "store/inside.h"

#include <fcntl.h>
#include <unistd.h>

enum { WAL_PAGES_MAX = 2000, WAL_LOOK_ENTRIES = 256 };

bool round_is_open(const struct office *office)
{
    return office->round.open;
}

struct stamp round_stamp(const struct office *office)
{
    return (struct stamp){ office->pen.tree.size, office->undone, db_changes(office->tables) };
}

uint64_t round_undone(const struct office *office)
{
    return office->undone;
}

bool round_touched_office(const struct office *office)
{
    return office->round.directory_base;
}

static enum err drops_apply(struct ctx *ctx, struct office *office)
{
    for (size_t i = 0; i < office->drop_count; i++) {
        struct q_draft_delete_in in = { office->drops[i] };
        TRY(q_draft_delete(ctx, office->keyring, &in));
    }
    return OK;
}

static void rollback_all(struct office *office)
{
    struct ctx ctx = office_ctx(office, 0);
    office->undone++;
    struct db *all[] = { office->keyring, office->log, office->tables };
    enum err (*const undo[])(struct ctx *, struct db *) = { q_keyring_rollback, q_log_rollback,
                                                            q_tables_rollback };
    for (size_t i = 0; i < 3; i++)
        if (!sqlite3_get_autocommit(all[i]->handle))
            must(undo[i](&ctx, all[i]) == OK);
    office->pen = office->round.base;
    office->drop_count = office->round.drops_base;
    office->noted = office->round.noted_base;
    office->snapshot_position = office->round.snapshot_base;
    bool touched = office->round.directory_base;
    bool refold = office->open && office->round.tables_opened;
    office->round = (struct round){ 0 };
    boxes_forget(office); /* an erasure may have been undone */
    if (touched)
        must(office_directory(&ctx, office) == OK);
    if (refold)
        must(tables_refold(&ctx, office) == OK);
}

enum err round_begin(struct ctx *ctx, struct office *office)
{
    must(office->mode == OFFICE_WRITE && !office->round.open);
    office->keyring->full = office->log->full = false;
    office->round = (struct round){ .open = true,
                                    .base = office->pen,
                                    .mark = office->pen,
                                    .noted_base = office->noted,
                                    .snapshot_base = office->snapshot_position };
    enum err err = q_keyring_begin(ctx, office->keyring);
    if (err == OK)
        err = q_log_begin(ctx, office->log);
    if (err == OK)
        err = q_tables_begin(ctx, office->tables);
    office->round.drops_base = office->drop_count;
    if (err == OK)
        err = drops_apply(ctx, office);
    if (err != OK)
        rollback_all(office);
    return err;
}

/* A full or failing disk may end a transaction at any statement.  What is written after that would
 * be in a transaction of its own, so the round is over. */
static bool broken(struct office *office)
{
    struct round *round = &office->round;
    round->broken = round->broken || sqlite3_get_autocommit(office->keyring->handle) != 0 ||
                    sqlite3_get_autocommit(office->log->handle) != 0;
    return round->broken;
}

static enum err whole(struct ctx *ctx, struct office *office)
{
    if (!broken(office))
        return OK;
    bool full = office->keyring->full || office->log->full;
    return ctx_fail(ctx, ERR_STORE, full ? "store.full" : "store.write");
}

enum err round_mark(struct ctx *ctx, struct office *office)
{
    struct round *round = &office->round;
    must(round->open);
    TRY(whole(ctx, office));
    if (round->marked) {
        TRY(q_keyring_release(ctx, office->keyring));
        TRY(q_log_release(ctx, office->log));
        TRY(q_tables_release(ctx, office->tables));
    }
    TRY(q_keyring_mark(ctx, office->keyring));
    TRY(q_log_mark(ctx, office->log));
    TRY(q_tables_mark(ctx, office->tables));
    secret_wipe(office->work);
    round->marked = true;
    round->mark = office->pen;
    round->appended = 0;
    round->directory_mark = false;
    round->drops_mark = office->drop_count;
    return OK;
}

void round_undo(struct office *office)
{
    struct round *round = &office->round;
    must(round->open && round->marked);
    struct ctx ctx = office_ctx(office, 0);
    office->undone++;
    (void)broken(office); /* before the savepoints are made anew */
    if (!sqlite3_get_autocommit(office->keyring->handle))
        must(q_keyring_undo(&ctx, office->keyring) == OK);
    if (!sqlite3_get_autocommit(office->log->handle))
        must(q_log_undo(&ctx, office->log) == OK);
    must(q_tables_undo(&ctx, office->tables) == OK);
    office->pen = round->mark;
    office->drop_count = round->drops_mark;
    round->appended = 0;
    if (round->directory_mark)
        boxes_forget(office); /* an erasure may have been undone */
    if (round->directory_mark)
        must(office_directory(&ctx, office) == OK);
    round->directory_mark = false;
}

size_t round_appended(const struct office *office)
{
    return office->round.appended;
}

void round_abandon(struct office *office)
{
    must(office->round.open);
    rollback_all(office);
}

/* The reserve is given to the disk, so that reads and first contact still find room. */
static void disk_full(struct office *office)
{
    office->info.full = true;
    if (office->reserve >= 0 && ftruncate(office->reserve, 0) != 0)
        office->info.full = true;
}

static void wal_cut(struct db *db)
{
    int frames = 0, done = 0;
    if (sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, &frames, &done) ==
            SQLITE_OK &&
        frames > WAL_PAGES_MAX)
        db_checkpoint(db);
}

/* Boxes first and flushed, then the entries that need them; the tables in memory last. */
static enum err commit_all(struct ctx *ctx, struct office *office)
{
    TRY(whole(ctx, office));
    if (office->round.marked) {
        TRY(q_keyring_release(ctx, office->keyring));
        TRY(q_log_release(ctx, office->log));
        TRY(q_tables_release(ctx, office->tables));
    }
    TRY(q_keyring_commit(ctx, office->keyring));
    TRY(q_log_commit(ctx, office->log));
    must(q_tables_commit(ctx, office->tables) == OK);
    return OK;
}

enum err round_commit(struct ctx *ctx, struct office *office)
{
    must(office->round.open);
    bool wrote = office->pen.tree.size != office->round.base.tree.size;
    enum err err = commit_all(ctx, office);
    if (err != OK) {
        struct why why = ctx->why;
        if (str_eq(str_of(why.key), STR("store.full")))
            disk_full(office);
        rollback_all(office);
        ctx->why = why;
        return err;
    }
    /* Those of earlier rounds are gone now; those of this one go in the next. */
    size_t done = office->round.drops_base;
    memmove(office->drops, office->drops + done,
            (office->drop_count - done) * sizeof office->drops[0]);
    office->drop_count -= done;
    office->round = (struct round){ 0 };
    office->info.entries = office->pen.tree.size;
    office->info.last_ms = hlc_ms(office->pen.hlc);
    if (wrote && office->info.entries - office->cut_entries >= WAL_LOOK_ENTRIES) {
        office->cut_entries = office->info.entries;
        wal_cut(office->log);
        wal_cut(office->keyring);
    }
    return OK;
}
