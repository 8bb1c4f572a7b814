/* Opening an office of N entries (20 a case): after a crash by the snapshot and the tail behind it,
 * by folding the whole log, and by the snapshot of a planned closing.  Processor time, and time. */
#include "../tests/unit/store/many.h"
#include "store/audit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { HOUR_MS = 3600 * 1000 };

static struct fixture f;

static double wall_ms, cpu_ms;

static double cpu_now_ms(void)
{
    struct timespec t;
    must(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) == 0);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void watch_start(void)
{
    wall_ms = (double)clock_now_ms();
    cpu_ms = cpu_now_ms();
}

static void watch_say(const char *what, uint64_t entries)
{
    double cpu = cpu_now_ms() - cpu_ms, wall = (double)clock_now_ms() - wall_ms;
    printf("%-44s %8.0f ms, processor %8.0f ms", what, wall, cpu);
    if (entries > 0)
        printf(", %6.2f us an entry", cpu * 1000 / (double)entries);
    printf("\n");
    watch_start();
}

static struct hash reopen(const char *what, uint64_t entries)
{
    struct hash hash;
    watch_start();
    GOOD(&f, office_open(&f.ctx, str_of(f.dir), OFFICE_WRITE, &f.office));
    watch_say("  closed: chain from the last checkpoint", 0);
    GOOD(&f, office_unlock(&f.ctx, f.office, &f.work));
    watch_say(what, entries);
    GOOD(&f, tables_hash(&f.ctx, f.office, &hash));
    return hash;
}

static void snapshot_lose(void)
{
    char path[128];
    sqlite3 *db;
    snprintf(path, sizeof path, "%s/keyring.db", f.dir);
    must(sqlite3_open(path, &db) == SQLITE_OK);
    must(sqlite3_exec(db, "DELETE FROM snapshot", NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_close(db);
}

int main(int argc, char **argv)
{
    long cases = (argc > 1 ? strtol(argv[1], NULL, 10) : 200000) / CASE_ENTRIES;
    long folds = argc > 2 ? strtol(argv[2], NULL, 10) : 0; /* once more, for a profile */
    struct audit audit;
    fixture_open(&f);
    watch_start();
    cases_write(&f, cases - CASES_A_ROUND);
    uint64_t entries = office_info(f.office)->entries;
    watch_say("write, tables kept current", entries);
    f.ctx.now_ms += HOUR_MS;
    ROUND(&f, GOOD(&f, office_tick(&f.ctx, f.office)));
    watch_say("checkpoint and snapshot of the hour", 0);
    cases_write(&f, CASES_A_ROUND);
    entries = office_info(f.office)->entries;
    office_drop(f.office);
    struct hash tail = reopen("open by snapshot and 1,000 entries behind it", 0);
    office_drop(f.office);
    snapshot_lose();
    struct hash folded = reopen("open by folding the whole log", entries);
    watch_start();
    for (long i = 0; i < folds; i++)
        GOOD(&f, tables_refold(&f.ctx, f.office));
    if (folds > 0)
        watch_say("folded again and again", entries * (uint64_t)folds);
    office_close(&f.ctx, f.office);
    struct hash closed = reopen("open by the snapshot of a planned closing", 0);
    office_drop(f.office);
    f.office = NULL;
    watch_start();
    GOOD(&f, audit_verify(&f.ctx, str_of(f.dir), &audit));
    watch_say("verify everything, signatures too", audit.entries);
    bool equal = hash_eq(tail, folded) && hash_eq(folded, closed);
    printf("entries %llu, tables equal %d, damages %llu\n", (unsigned long long)audit.entries,
           equal, (unsigned long long)audit.damages);
    fixture_close(&f);
    return equal && audit.damages == 0 ? 0 : 1;
}
