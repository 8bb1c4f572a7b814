#include "store/db.h"

#include <unistd.h>

/* What SQLite answered as one of our errors. */
static enum err failed(struct ctx *ctx, struct db *db, int code)
{
    struct str where = str_of(db->schema->name);
    switch (code & 0xFF) {
    case SQLITE_FULL:
        db->full = true;
        return ctx_fail_at(ctx, ERR_STORE, "store.full", where);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ctx_fail_at(ctx, ERR_BUSY, "store.locked", where);
    case SQLITE_CONSTRAINT:
        return ctx_fail_at(ctx, ERR_CONFLICT, "store.twice", where);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ctx_fail_at(ctx, ERR_STORE, "store.damaged", where);
    default:
        return ctx_fail_at(ctx, ERR_STORE, "store.write", where);
    }
}

static enum err run_text(struct ctx *ctx, struct db *db, const char *text)
{
    int code = sqlite3_exec(db->handle, text, NULL, NULL, NULL);
    return code == SQLITE_OK ? OK : failed(ctx, db, code);
}

static enum err version_read(struct ctx *ctx, struct db *db, size_t *out)
{
    sqlite3_stmt *ask = NULL;
    int code = sqlite3_prepare_v2(db->handle, db->schema->version, -1, &ask, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(ask);
    if (code == SQLITE_ROW)
        *out = (size_t)sqlite3_column_int64(ask, 0);
    sqlite3_finalize(ask);
    return code == SQLITE_ROW ? OK : failed(ctx, db, code);
}

/* Numbered and additive; each in a transaction of its own. */
static enum err migrate(struct ctx *ctx, struct db *db, enum db_mode mode)
{
    size_t version = 0;
    TRY(version_read(ctx, db, &version));
    if (version > db->schema->migration_count)
        return ctx_fail_at(ctx, ERR_STORE, "store.newer", str_of(db->schema->name));
    if (mode == DB_READ && version < db->schema->migration_count)
        return ctx_fail_at(ctx, ERR_STORE, "store.older", str_of(db->schema->name));
    for (; version < db->schema->migration_count; version++)
        TRY(run_text(ctx, db, db->schema->migrations[version]));
    return OK;
}

static enum err prepare(struct ctx *ctx, struct db *db)
{
    for (size_t i = 0; i < db->schema->count; i++) {
        int code = sqlite3_prepare_v3(db->handle, db->schema->statements[i], -1,
                                      SQLITE_PREPARE_PERSISTENT, &db->statements[i], NULL);
        if (code == SQLITE_ERROR) /* another file of SQLite: a table is not there */
            return ctx_fail_at(ctx, ERR_STORE, "store.not_ours", str_of(db->schema->name));
        if (code != SQLITE_OK)
            return failed(ctx, db, code);
    }
    return OK;
}

/* A desk is one thread: no lock around each call, no counting of each byte.  Refused by the library
 * when something opened it before us; then it is only slower. */
static void library_start(void)
{
    static bool started;
    if (started)
        return;
    started = true;
    (void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* A file on a read-only disk has no room for its index in shared memory. */
static int open_handle(struct ctx *ctx, struct str path, enum db_mode mode, sqlite3 **out)
{
    const char *z = str_z(ctx->arena, path);
    library_start();
    if (mode == DB_MEMORY)
        return sqlite3_open_v2(":memory:", out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (mode == DB_WRITE)
        return sqlite3_open_v2(z, out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (access(z, F_OK) == 0 && access(z, W_OK) != 0) {
        struct str uri = str_format(ctx->arena, "file:%s?immutable=1", z);
        return sqlite3_open_v2(uri.at, out, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    }
    return sqlite3_open_v2(z, out, SQLITE_OPEN_READONLY, NULL);
}

enum err db_open(struct ctx *ctx, struct arena *keep, struct str path, enum db_mode mode,
                 const struct db_schema *schema, struct db **out)
{
    struct db *db = arena_new(keep, struct db);
    db->schema = schema;
    db->statements = arena_array(keep, sqlite3_stmt *, schema->count + 1);
    *out = db;
    int code = open_handle(ctx, path, mode, &db->handle);
    enum err err = OK;
    if (code != SQLITE_OK)
        err = (code & 0xFF) == SQLITE_CANTOPEN
                  ? ctx_fail_at(ctx, ERR_MISSING, "store.missing", path)
                  : failed(ctx, db, code);
    if (err == OK) {
        sqlite3_extended_result_codes(db->handle, 1);
        sqlite3_busy_timeout(db->handle, mode == DB_READ ? 2000 : 500);
        err = run_text(ctx, db, schema->settings);
    }
    if (err == OK)
        err = migrate(ctx, db, mode);
    if (err == OK)
        err = prepare(ctx, db);
    if (err != OK) {
        db_close(db);
        *out = NULL;
    }
    return err;
}

static void finalize(struct db *db)
{
    for (size_t i = 0; i < db->schema->count; i++) {
        sqlite3_finalize(db->statements[i]);
        db->statements[i] = NULL;
    }
}

void db_close(struct db *db)
{
    if (db == NULL)
        return;
    finalize(db);
    sqlite3_close(db->handle);
    db->handle = NULL;
}

void db_checkpoint(struct db *db)
{
    /* Beside a reader it does what it can; the next one does the rest. */
    (void)sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

enum err db_copy(struct ctx *ctx, struct db *db, struct str path)
{
    sqlite3 *to = NULL;
    int code =
        sqlite3_open_v2(str_z(ctx->arena, path), &to,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE, NULL);
    sqlite3_backup *copy =
        code == SQLITE_OK ? sqlite3_backup_init(to, "main", db->handle, "main") : NULL;
    if (copy != NULL) {
        code = sqlite3_backup_step(copy, -1);
        int end = sqlite3_backup_finish(copy);
        code = code == SQLITE_DONE ? end : code;
    } else if (code == SQLITE_OK) {
        code = sqlite3_errcode(to);
    }
    int closed = sqlite3_close(to);
    code = code == SQLITE_OK ? closed : code;
    return code == SQLITE_OK ? OK : failed(ctx, db, code);
}

int64_t db_changes(const struct db *db)
{
    return sqlite3_total_changes64(db->handle);
}

int64_t db_last_row(const struct db *db)
{
    return sqlite3_last_insert_rowid(db->handle);
}

struct str db_image(struct ctx *ctx, struct db *db)
{
    sqlite3_int64 n = 0;
    unsigned char *bytes = sqlite3_serialize(db->handle, "main", &n, 0);
    must(bytes != NULL);
    struct str image = str_copy(ctx->arena, (struct str){ (const char *)bytes, (size_t)n });
    wipe(bytes, (size_t)n);
    sqlite3_free(bytes);
    return image;
}

/* Copied page by page, because a database over given bytes copies each page once more whenever it
 * is read or written. */
enum err db_image_load(struct ctx *ctx, struct db *db, struct str image)
{
    sqlite3 *from = NULL;
    unsigned char *bytes = (unsigned char *)(uintptr_t)image.at; /* only read */
    int code = open_handle(ctx, STR(""), DB_MEMORY, &from);
    if (code == SQLITE_OK)
        code = sqlite3_deserialize(from, "main", bytes, (sqlite3_int64)image.n,
                                   (sqlite3_int64)image.n, SQLITE_DESERIALIZE_READONLY);
    sqlite3_backup *copy =
        code == SQLITE_OK ? sqlite3_backup_init(db->handle, "main", from, "main") : NULL;
    if (copy != NULL) {
        code = sqlite3_backup_step(copy, -1);
        int end = sqlite3_backup_finish(copy);
        code = code == SQLITE_DONE ? end : code;
    } else if (code == SQLITE_OK) {
        code = sqlite3_errcode(db->handle);
    }
    sqlite3_close(from);
    return code == SQLITE_OK ? OK : failed(ctx, db, code);
}

struct db_run db_run(struct ctx *ctx, struct db *db, const struct db_schema *schema, size_t number)
{
    must(db != NULL && db->schema == schema && number < schema->count);
    return (struct db_run){
        .ctx = ctx, .db = db, .statement = db->statements[number], .code = SQLITE_OK
    };
}

static void bound(int code)
{
    must(code == SQLITE_OK); /* the generated code knows the places */
}

void db_bind_id(struct db_run *run, int at, const struct id *value)
{
    bound(sqlite3_bind_blob64(run->statement, at, value->at, sizeof value->at, SQLITE_STATIC));
}

void db_bind_hash(struct db_run *run, int at, const struct hash *value)
{
    bound(sqlite3_bind_blob64(run->statement, at, value->at, sizeof value->at, SQLITE_STATIC));
}

void db_bind_bytes(struct db_run *run, int at, struct str value)
{
    /* A NULL pointer would bind NULL. */
    bound(sqlite3_bind_blob64(run->statement, at, value.n == 0 ? "" : value.at, value.n,
                              SQLITE_STATIC));
}

void db_bind_text(struct db_run *run, int at, struct str value)
{
    bound(sqlite3_bind_text64(run->statement, at, value.n == 0 ? "" : value.at, value.n,
                              SQLITE_STATIC, SQLITE_UTF8));
}

void db_bind_sealed(struct db_run *run, int at, struct sealed value)
{
    db_bind_bytes(run, at, value.bytes);
}

void db_bind_int(struct db_run *run, int at, int64_t value)
{
    bound(sqlite3_bind_int64(run->statement, at, value));
}

void db_bind_flag(struct db_run *run, int at, bool value)
{
    bound(sqlite3_bind_int(run->statement, at, value));
}

bool db_row(struct db_run *run)
{
    run->code = sqlite3_step(run->statement);
    run->found = run->found || run->code == SQLITE_ROW;
    return run->code == SQLITE_ROW;
}

/* Fixed bytes; what has another length reads as zeros and fails where it is used. */
static void take_exact(struct db_run *run, int at, void *to, size_t n)
{
    const void *bytes = sqlite3_column_blob(run->statement, at);
    if (bytes != NULL && (size_t)sqlite3_column_bytes(run->statement, at) == n)
        memcpy(to, bytes, n);
}

struct id db_take_id(struct db_run *run, int at)
{
    struct id id = { { 0 } };
    take_exact(run, at, id.at, sizeof id.at);
    return id;
}

struct hash db_take_hash(struct db_run *run, int at)
{
    struct hash hash = { { 0 } };
    take_exact(run, at, hash.at, sizeof hash.at);
    return hash;
}

struct str db_take_bytes(struct db_run *run, int at)
{
    const void *bytes = sqlite3_column_blob(run->statement, at);
    size_t n = (size_t)sqlite3_column_bytes(run->statement, at);
    return str_copy(run->ctx->arena, (struct str){ bytes, n });
}

struct str db_take_text(struct db_run *run, int at)
{
    return db_take_bytes(run, at);
}

struct sealed db_take_sealed(struct db_run *run, int at)
{
    return (struct sealed){ db_take_bytes(run, at) };
}

int64_t db_take_int(struct db_run *run, int at)
{
    return sqlite3_column_int64(run->statement, at);
}

bool db_take_flag(struct db_run *run, int at)
{
    return sqlite3_column_int(run->statement, at) != 0;
}

void *db_grow(struct db_run *run, void *rows, size_t count, size_t size)
{
    bool full = count == 0 || (count >= 8 && (count & (count - 1)) == 0);
    if (!full)
        return rows;
    void *more = arena_calloc(run->ctx->arena, count == 0 ? 8 : 2 * count, size);
    if (count > 0)
        memcpy(more, rows, count * size);
    return more;
}

enum err db_done(struct db_run *run)
{
    if (run->code == SQLITE_OK)
        run->code = sqlite3_step(run->statement);
    int code = run->code;
    sqlite3_reset(run->statement);
    sqlite3_clear_bindings(run->statement);
    return code == SQLITE_DONE || code == SQLITE_ROW ? OK : failed(run->ctx, run->db, code);
}

enum err db_one(struct db_run *run)
{
    TRY(db_done(run));
    return run->found ? OK : ctx_fail(run->ctx, ERR_MISSING, "store.none");
}
