/*
 * store/db - one open SQLite file, or the tables in memory, with its statements
 * prepared.  Only what tools/sqlgen made calls this; nothing takes SQL text.
 *
 * Results are copied into ctx->arena.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "seal/hash.h"

#include <sqlite3.h>

/* Bytes that nobody may show: ciphertext, or a record of keys. */
struct sealed {
    struct str bytes;
};

struct db_schema {
    const char *name, *settings, *version;
    const char *const *migrations;
    size_t migration_count;
    const char *const *statements;
    size_t count;
};

struct db {
    sqlite3 *handle;
    const struct db_schema *schema;
    sqlite3_stmt **statements;
    bool full; /* the disk was found full since this was last set to false */
};

enum db_mode { DB_READ, DB_WRITE, DB_MEMORY };

/* Opens, runs the settings and missing migrations, prepares every statement; `keep` lives as long
 * as the result.  ERR_MISSING store.missing, ERR_STORE store.damaged, store.newer (a later
 * program's file), store.write. */
MUST_USE enum err db_open(struct ctx *ctx, struct arena *keep, struct str path, enum db_mode mode,
                          const struct db_schema *schema, struct db **out);
/* NULL is allowed. */
void db_close(struct db *db);
/* Copies the write-ahead log into the file and cuts it to nothing. */
void db_checkpoint(struct db *db);
/* A consistent copy as a file of its own, also beside a writer; flushed. */
MUST_USE enum err db_copy(struct ctx *ctx, struct db *db, struct str path);
/* Rows changed since it was opened. */
int64_t db_changes(const struct db *db);
/* The position of the row that was inserted last. */
int64_t db_last_row(const struct db *db);
/* The whole of a memory database as bytes, and back; outside a transaction. */
struct str db_image(struct ctx *ctx, struct db *db);
MUST_USE enum err db_image_load(struct ctx *ctx, struct db *db, struct str image);

/* One run of a prepared statement; used by generated code alone. */
struct db_run {
    struct ctx *ctx;
    struct db *db;
    sqlite3_stmt *statement;
    int code; /* SQLite's last answer */
    bool found;
};

struct db_run db_run(struct ctx *ctx, struct db *db, const struct db_schema *schema, size_t number);
/* What is bound must stay where it is until db_done(). */
void db_bind_id(struct db_run *run, int at, const struct id *value);
void db_bind_hash(struct db_run *run, int at, const struct hash *value);
void db_bind_bytes(struct db_run *run, int at, struct str value);
void db_bind_text(struct db_run *run, int at, struct str value);
void db_bind_sealed(struct db_run *run, int at, struct sealed value);
void db_bind_int(struct db_run *run, int at, int64_t value);
void db_bind_flag(struct db_run *run, int at, bool value);
MUST_USE bool db_row(struct db_run *run);
struct id db_take_id(struct db_run *run, int at);
struct hash db_take_hash(struct db_run *run, int at);
struct str db_take_bytes(struct db_run *run, int at);
struct str db_take_text(struct db_run *run, int at);
struct sealed db_take_sealed(struct db_run *run, int at);
int64_t db_take_int(struct db_run *run, int at);
bool db_take_flag(struct db_run *run, int at);
/* Room for one row more; keeps what is there. */
void *db_grow(struct db_run *run, void *rows, size_t count, size_t size);
MUST_USE enum err db_done(struct db_run *run);
/* As db_done(), ERR_MISSING store.none when no row came. */
MUST_USE enum err db_one(struct db_run *run);

#endif
