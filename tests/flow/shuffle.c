/* shuffle LOG SEED: the entries of a log.db as if they had arrived in another order: positions are
 * dealt anew, nothing that was signed changes. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t state;

static uint64_t draw(void)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return state >> 33;
}

static int run(sqlite3 *db, const char *sql)
{
    char *why = NULL;
    int code = sqlite3_exec(db, sql, NULL, NULL, &why);
    if (code != SQLITE_OK)
        fprintf(stderr, "%s: %s\n", sql, why == NULL ? "" : why);
    return code == SQLITE_OK ? 0 : 1;
}

/* A place for each entry, by Fisher and Yates. */
static int deal(sqlite3 *db)
{
    sqlite3_stmt *put;
    int64_t n = 0;
    if (sqlite3_prepare_v2(db, "SELECT max(position) FROM entry", -1, &put, NULL) == SQLITE_OK &&
        sqlite3_step(put) == SQLITE_ROW)
        n = sqlite3_column_int64(put, 0);
    sqlite3_finalize(put);
    int64_t *to = malloc(sizeof *to * (size_t)(n + 1));
    if (n < 2 || to == NULL)
        return 1;
    for (int64_t i = 0; i <= n; i++)
        to[i] = i;
    for (int64_t i = n; i > 1; i--) {
        int64_t k = 1 + (int64_t)(draw() % (uint64_t)i), held = to[i];
        to[i] = to[k];
        to[k] = held;
    }
    int bad = sqlite3_prepare_v2(db, "INSERT INTO dealt VALUES (?1, ?2)", -1, &put, NULL);
    for (int64_t i = 1; i <= n && bad == SQLITE_OK; i++) {
        sqlite3_bind_int64(put, 1, i);
        sqlite3_bind_int64(put, 2, to[i]);
        bad = sqlite3_step(put) == SQLITE_DONE ? SQLITE_OK : SQLITE_ERROR;
        sqlite3_reset(put);
    }
    sqlite3_finalize(put);
    free(to);
    return bad == SQLITE_OK ? 0 : 1;
}

int main(int argc, char **argv)
{
    sqlite3 *db;
    if (argc != 3 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return 2;
    state = strtoull(argv[2], NULL, 10);
    int bad =
        run(db, "BEGIN; CREATE TEMP TABLE dealt (was INTEGER PRIMARY KEY, now INTEGER);"
                "CREATE TEMP TABLE kept AS SELECT position, log, seq, id, envelope, parts"
                " FROM entry") ||
        deal(db) ||
        run(db, "DELETE FROM entry; INSERT INTO entry (position, log, seq, id, envelope, parts)"
                " SELECT dealt.now, log, seq, id, envelope, parts FROM kept"
                " JOIN dealt ON dealt.was = kept.position; COMMIT");
    sqlite3_close(db);
    return bad;
}
