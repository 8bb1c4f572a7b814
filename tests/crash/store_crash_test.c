/*
 * Every point at which the record touches the disk fails once, fails for ever,
 * finds the disk full, or ends the process (whole or with a torn write).  After
 * each: what was acknowledged is there, the record verifies, no box is left
 * without its entry, and the office goes on.
 */
#include "../unit/unit.h"

#include "../unit/store/fixture.h"
#include "fault_vfs.h"
#include "store/audit.h"
#include "store/drafts.h"
#include "store/inside.h"
#include "store/sessions.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { POINTS_MAX = 5000, ACKS_MAX = 16, REQUESTS = 4 };

static struct fixture f;
static bool spills;     /* pages go to the disk in the middle of a round, not only at its end */
static char master[64]; /* the office as it was before */

/* What the child tells: request ids that were committed, in order. */
struct ack {
    struct id author, request, casefile;
};

static void copy_folder(const char *from, const char *to)
{
    static const char *const names[] = { "log.db", "keyring.db", "station.key" };
    char command[300];
    snprintf(command, sizeof command, "%s", to);
    fixture_remove(to);
    assert_int_equal(mkdir(to, 0700), 0);
    for (size_t i = 0; i < 3; i++) {
        static char bytes[1 << 22];
        snprintf(command, sizeof command, "%s/%s", from, names[i]);
        FILE *in = fopen(command, "rb");
        assert_non_null(in);
        size_t n = fread(bytes, 1, sizeof bytes, in);
        assert_true(n < sizeof bytes);
        fclose(in);
        snprintf(command, sizeof command, "%s/%s", to, names[i]);
        FILE *out = fopen(command, "wb");
        assert_non_null(out);
        assert_int_equal(fwrite(bytes, 1, n, out), n);
        fclose(out);
        assert_int_equal(chmod(command, 0600), 0);
    }
}

static int setup(void **state)
{
    (void)state;
    fixture_open(&f);
    ROUND(&f, fixture_case(&f, STR("Melati")));
    office_close(&f.ctx, f.office);
    f.office = NULL;
    snprintf(master, sizeof master, "%s/asal", f.top);
    copy_folder(f.dir, master);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

/* ---- the child: writes, and tells what was acknowledged ---- */

static void secrets_anew(void)
{
    /* A forked child finds the locked pages empty. */
    for (int i = 0; i < FIXTURE_OFFICERS; i++)
        f.people[i].secret = secret_open(512 * 1024);
}

/* One request: a new case, or a note and a grant in it, with a draft that goes. */
static enum err request_write(int number, struct id *casefile, struct ack *ack)
{
    struct facts *work = fixture_work(&f, INNER_NOTE_ADD, 0);
    struct case_keyset keys;
    struct draft draft = {
        .id = id_random(), .lock = DRAFT_MINE, .where = STR("S1.01/0"), .text = STR("setengah jadi")
    };
    if (number % 2 == 0) {
        struct case_start start = {
            .casefile = id_random(), .who = &f.people[MANAGER], .sop = f.definition, .count = 1
        };
        start.team[0] = (struct team_member){ f.people[MANAGER].officer,
                                              1u << PART_WORK | 1u << PART_STORY, 0 };
        TRY(casekeys_start(&f.ctx, f.office, &start, &keys));
        *casefile = start.casefile;
    } else {
        struct team_member to = { f.people[COUNSELLOR].officer, 1u << PART_STORY, 0 };
        TRY(casekeys_open(&f.ctx, f.office, *casefile, &f.people[MANAGER], &keys));
        TRY(casekeys_grant(&f.ctx, f.office, &f.people[MANAGER], &keys, &to, false));
    }
    TRY(draft_save(&f.ctx, f.office, &f.people[MANAGER], NULL, &draft));
    struct entry_draft entry = { .kind = KIND_CASE_FACT,
                                 .casefile = *casefile,
                                 .who = &f.people[MANAGER],
                                 .keys = &keys,
                                 .count = 1,
                                 .parts = { { PART_WORK, work } } };
    TRY(record_append(&f.ctx, f.office, &entry, NULL));
    TRY(draft_drop(&f.ctx, f.office, draft.id));
    *ack = (struct ack){ f.people[MANAGER].officer, facts_get_id(work, FACT_REQUEST), *casefile };
    return OK;
}

/* As a desk does it: what fails is undone, and the next request of the round is served all the
 * same. */
static enum err round_fill(int number, struct id *casefile, struct ack *ack)
{
    enum err err = ERR_STORE;
    for (int tries = 0; tries < 2 && err != OK; tries++) {
        struct id made = *casefile;
        TRY(round_mark(&f.ctx, f.office));
        secret_wipe(f.people[MANAGER].secret);
        err = request_write(number, &made, ack);
        if (err == OK)
            *casefile = made;
        else
            round_undo(f.office);
    }
    return err;
}

static enum err round_write(int number, struct id *casefile, struct ack *ack)
{
    TRY(round_begin(&f.ctx, f.office));
    enum err err = round_fill(number, casefile, ack);
    if (err != OK) {
        if (round_is_open(f.office))
            round_abandon(f.office);
        return err;
    }
    if (number == REQUESTS - 1)
        TRY(office_tick(&f.ctx, f.office));
    return round_commit(&f.ctx, f.office);
}

_Noreturn static void child(enum fault_mode mode, long n, int out)
{
    struct id casefile = { { 0 } }, kept = { { 0 } };
    secrets_anew();
    GOOD(&f, office_open(&f.ctx, str_of(f.dir), OFFICE_WRITE, &f.office));
    GOOD(&f, office_unlock(&f.ctx, f.office, &f.work));
    if (spills) {
        struct db *const files[] = { f.office->keyring, f.office->log };
        for (size_t i = 0; i < 2; i++)
            must(sqlite3_exec(files[i]->handle, "PRAGMA cache_size = 1", NULL, NULL, NULL) ==
                 SQLITE_OK);
    }
    fault_arm(mode, n);
    for (int i = 0; i < REQUESTS; i++) {
        struct ack ack = { 0 };
        secret_wipe(f.people[MANAGER].secret);
        if (i % 2 == 1 && id_is_zero(kept))
            continue; /* its case never came to be */
        casefile = kept;
        if (round_write(i, &casefile, &ack) == OK) {
            kept = casefile;
            must(write(out, &ack, sizeof ack) == (ssize_t)sizeof ack);
        } else if (i % 2 == 0) {
            kept = (struct id){ { 0 } };
        }
        f.ctx.now_ms += 3600 * 1000; /* so that the last one makes checkpoint and snapshot */
    }
    office_close(&f.ctx, f.office);
    _exit(fault_fired() ? 1 : 0);
}

/* ---- the parent: what is left ---- */

static void office_is_whole(const struct ack *acks, size_t count, enum fault_mode mode, long n)
{
    struct audit audit;
    struct hash before, after;
    GOOD(&f, office_open(&f.ctx, str_of(f.dir), OFFICE_WRITE, &f.office));
    GOOD(&f, office_unlock(&f.ctx, f.office, &f.work));
    for (size_t i = 0; i < count; i++) {
        struct hash id;
        struct id casefile;
        struct case_keyset keys;
        secret_wipe(f.people[MANAGER].secret);
        if (record_find(&f.ctx, f.office, acks[i].author, acks[i].request, &id, &casefile) != OK)
            fail_msg("mode %d point %ld: acknowledged request %zu is lost", (int)mode, n, i);
        assert_true(id_eq(casefile, acks[i].casefile));
        assert_int_equal(casekeys_open(&f.ctx, f.office, casefile, &f.people[MANAGER], &keys), OK);
    }
    GOOD(&f, tables_hash(&f.ctx, f.office, &before));
    GOOD(&f, tables_refold(&f.ctx, f.office));
    GOOD(&f, tables_hash(&f.ctx, f.office, &after));
    assert_memory_equal(&before, &after, sizeof before);
    ROUND(&f, fixture_case(&f, STR("Sesudah"))); /* and it goes on */
    office_drop(f.office);
    f.office = NULL;
    GOOD(&f, audit_verify(&f.ctx, str_of(f.dir), &audit));
    for (size_t i = 0; i < audit.count; i++)
        if (audit.at[i].kind == FINDING_DAMAGE ||
            str_eq(audit.at[i].what, STR("audit.box_without_entry")))
            fail_msg("mode %d point %ld: %.*s at %lld", (int)mode, n, STR_ARG(audit.at[i].what),
                     (long long)audit.at[i].seq);
}

/* One run; false when the point was not reached. */
static bool run(enum fault_mode mode, long n)
{
    struct ack acks[ACKS_MAX];
    int pipes[2], status;
    copy_folder(master, f.dir);
    assert_int_equal(pipe(pipes), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(pipes[0]);
        child(mode, n, pipes[1]);
    }
    close(pipes[1]);
    size_t count = 0;
    while (count < ACKS_MAX &&
           read(pipes[0], &acks[count], sizeof acks[0]) == (ssize_t)sizeof acks[0])
        count++;
    close(pipes[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    int code = WEXITSTATUS(status);
    if (code != 0 && code != 1 && code != FAULT_EXIT)
        fail_msg("mode %d point %ld: the child ended with %d", (int)mode, n, code);
    arena_reset(f.ctx.arena);
    office_is_whole(acks, count, mode, n);
    if (code == 0)
        assert_int_equal(count, REQUESTS);
    return code != 0;
}

static void all_points(enum fault_mode mode)
{
    /* Every fourth point in ./test, another quarter in each mode; all of them in ./test --long. */
    long step = getenv("TEDUH_CRASH_ALL") != NULL ? 1 : 4;
    long n = step == 1 ? 1 : 1 + (long)mode % step;
    while (run(mode, n) && n < POINTS_MAX)
        n += step;
    print_message("# up to point %ld\n", n);
    assert_true(n > 20 && n < POINTS_MAX);
}

static void a_failing_call_loses_nothing(void **state)
{
    (void)state;
    all_points(FAULT_ERROR);
}

static void a_disk_that_fails_for_ever_loses_nothing(void **state)
{
    (void)state;
    all_points(FAULT_LASTING);
}

static void a_full_disk_loses_nothing(void **state)
{
    (void)state;
    all_points(FAULT_FULL);
}

static void a_disk_that_fills_in_the_middle_of_a_round_loses_nothing(void **state)
{
    (void)state;
    spills = true;
    all_points(FAULT_FULL);
    spills = false;
}

static void a_kill_at_any_point_loses_nothing(void **state)
{
    (void)state;
    all_points(FAULT_KILL);
}

static void a_torn_write_loses_nothing(void **state)
{
    (void)state;
    all_points(FAULT_TORN);
}

int main(void)
{
    unit_begin();
    fault_install();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failing_call_loses_nothing),
        cmocka_unit_test(a_disk_that_fails_for_ever_loses_nothing),
        cmocka_unit_test(a_full_disk_loses_nothing),
        cmocka_unit_test(a_disk_that_fills_in_the_middle_of_a_round_loses_nothing),
        cmocka_unit_test(a_kill_at_any_point_loses_nothing),
        cmocka_unit_test(a_torn_write_loses_nothing),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
