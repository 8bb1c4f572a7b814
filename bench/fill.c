/*
 * fill - a practice office of a given size for the bench, made by the deeds of
 * the program itself, 64 of them a durable commit.
 *
 *   fill DIR CODE CASES ENTRIES LONG     DIR/kantor/CODE, DIR/CODE.txt, a line in DIR/latihan.txt
 *
 * Every case has ENTRIES entries; LONG of the cases have fifty.  CODE.txt names what the
 * bench asks for: "case ADDRESS", "long ADDRESS", "name NAME", "office CODE", and what is in the
 * log: "entries N", "entry_bytes B" (envelope and body of a note), "entry_parts P".
 * The clock moves on by an hour a case, so that a case is as old as it looks.
 */
#include "seal/secret.h"
#include "use/case_write.h"
#include "use/complaint_open.h"
#include "use/office_start.h"
#include "use/shipped_sop.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    ROUND_DEEDS = 64,
    LONG_ENTRIES = 50,
    HOUR_MS = 3600000,
    WRITER = 2,
    OPENING_ENTRIES = 2,
    SAY_MS = 10000
};

static struct start_officer people[] = {
    { .login = { "dewi", 4 }, .roles = 1u << ROLE_COORDINATOR | 1u << ROLE_CUSTODIAN },
    { .login = { "agus", 4 }, .roles = 1u << ROLE_ADMIN },
    { .login = { "bayu", 4 },
      .roles = 1u << ROLE_CASE_MANAGER | 1u << ROLE_INTAKE_OFFICER | 1u << ROLE_CUSTODIAN },
};
static const char passphrase[] = "teluk biru enam kapal";

struct size {
    long cases, entries, longs;
};

struct fill {
    struct ctx ctx; /* arena emptied after each round */
    struct desk *desk;
    struct desk_ctx *officer;
    int deeds; /* of this round */
};

static void check(const struct ctx *ctx, enum err err, const char *what)
{
    if (err == OK)
        return;
    fprintf(stderr, "fill: %s: %s %.*s\n", what, ctx->why.key == NULL ? "" : ctx->why.key,
            STR_ARG(ctx->why.at));
    exit(1);
}

static void folder(const char *path)
{
    if (mkdir(path, 0700) != 0 && errno != EEXIST) {
        perror(path);
        exit(1);
    }
}

static void office_make(struct ctx *ctx, const char *dir, const char *code)
{
    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
        people[i].name = people[i].login;
        people[i].passphrase = str_of(passphrase);
    }
    struct office_start_in in = {
        .dir = dir,
        .code = str_of(code),
        .name = STR("Kantor ukur"),
        .zone = STR("Asia/Jakarta"),
        .practice = true,
        .demo = true,
        .sop_text = shipped_sop(),
        .officers = people,
        .officers_n = sizeof people / sizeof *people,
        .custodians = { 0, WRITER },
    };
    struct office_start_out out;
    check(ctx, office_start(ctx, &in, &out), "office_start");
}

/* A round: begun at the first deed, committed after ROUND_DEEDS. */
static struct desk_ctx *enter(struct fill *fill)
{
    if (fill->officer == NULL) {
        check(&fill->ctx, desk_begin(fill->desk, &fill->ctx), "desk_begin");
        check(&fill->ctx,
              desk_enter_seed(&fill->ctx, fill->desk, people[WRITER].seed, &fill->officer),
              "desk_enter_seed");
        fill->deeds = 0;
    }
    fill->deeds++;
    return fill->officer;
}

static void leave(struct fill *fill, bool last)
{
    if (fill->officer == NULL || (fill->deeds < ROUND_DEEDS && !last))
        return;
    desk_leave(fill->officer);
    fill->officer = NULL;
    check(&fill->ctx, desk_commit(fill->desk, &fill->ctx), "desk_commit");
    arena_reset(fill->ctx.arena);
}

static void complaint(struct fill *fill, struct str name, char *address, size_t most)
{
    const struct typed values[] = {
        { STR("received_at"), rfc3339_write(fill->ctx.arena, ctx_now_min(&fill->ctx), 420) },
        { STR("channel"), STR("phone") },
        { STR("reporter_kind"), STR("self") },
        { STR("person.full_name"), name },
        { STR("person.called_name"), STR("Adik") },
        { STR("risk_level"), STR("high") },
        { STR("contact.channel"), STR("phone") },
        { STR("chronology"), STR("Ia bercerita lewat telepon dan ingin pulang.") },
    };
    struct complaint_open_in in = { .head = { .request = id_random(), .happened_min = ACT_NOW },
                                    .step = STR("S1.01"),
                                    .outcome = STR("present"),
                                    .values = values,
                                    .values_n = sizeof values / sizeof *values };
    struct complaint_open_out out = { 0 };
    check(&fill->ctx, complaint_open(enter(fill), &in, &out), "complaint_open");
    snprintf(address, most, "%.*s", STR_ARG(out.casefile));
    leave(fill, false);
}

static void note(struct fill *fill, const char *address, int number)
{
    struct note_add_in in = {
        .head = { .request = id_random(), .casefile = str_of(address), .happened_min = ACT_NOW },
        .text = str_format(fill->ctx.arena, "Telepon ke rumah sakit, catatan %d.", number),
        .compartment = 'S',
    };
    struct note_add_out out = { 0 };
    check(&fill->ctx, note_add(enter(fill), &in, &out), "note_add");
    leave(fill, false);
}

/* --- what the bench reads ----------------------------------------------- */

static FILE *list_open(const char *dir, const char *name, const char *end)
{
    char path[500];
    snprintf(path, sizeof path, "%s/%s%s", dir, name, end);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    return file;
}

/* One line, also when offices are filled side by side. */
static void login_add(const char *dir, const char *code)
{
    char path[500], line[200];
    snprintf(path, sizeof path, "%s/latihan.txt", dir);
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    int n = snprintf(line, sizeof line, "%s\tbayu\tcase_manager intake_officer\t%s\tBayu\n", code,
                     passphrase);
    if (fd < 0 || write(fd, line, (size_t)n) != n || close(fd) != 0) {
        perror(path);
        exit(1);
    }
}

/* Parts of a body: `u8 compartment, u8 state, u16 0, u32 length, content` each (doc/formats.md). */
static int parts_count(const unsigned char *at, int n)
{
    int count = 0;
    for (int i = 0; i + 8 <= n; count++)
        i += 8 + (at[i + 4] << 24 | at[i + 5] << 16 | at[i + 6] << 8 | at[i + 7]);
    return count;
}

/* What is in the log: entries, and bytes and parts of the newest, which is a note. */
static void log_describe(FILE *list, const char *office)
{
    char path[500];
    sqlite3 *db;
    sqlite3_stmt *query;
    snprintf(path, sizeof path, "%s/log.db", office);
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db,
                           "select (select count(*) from entry), envelope, parts from entry"
                           " order by position desc limit 1",
                           -1, &query, NULL) != SQLITE_OK ||
        sqlite3_step(query) != SQLITE_ROW) {
        fprintf(stderr, "fill: %s: %s\n", path, sqlite3_errmsg(db));
        exit(1);
    }
    int n = sqlite3_column_bytes(query, 2);
    fprintf(list, "entries\t%lld\nentry_bytes\t%d\nentry_parts\t%d\n",
            (long long)sqlite3_column_int64(query, 0), sqlite3_column_bytes(query, 1) + n,
            parts_count(sqlite3_column_blob(query, 2), n));
    sqlite3_finalize(query);
    sqlite3_close(db);
}

static void progress(const struct size *size, long done, long entries, int64_t from_ms)
{
    static int64_t said_ms;
    double seconds = (double)(clock_now_ms() - from_ms) / 1000;
    if (said_ms == 0)
        said_ms = from_ms;
    if (clock_now_ms() - said_ms < SAY_MS)
        return;
    said_ms = clock_now_ms();
    fprintf(stderr, "  %ld of %ld cases, %.0f entries/s, %.0f s to go\n", done, size->cases,
            (double)entries / seconds, seconds / (double)done * (double)(size->cases - done));
}

/* Long cases stand evenly among the others, the first is one. */
static bool is_long(const struct size *size, long i)
{
    return size->longs > 0 && i % (size->cases / size->longs) == 0 &&
           i / (size->cases / size->longs) < size->longs;
}

static long cases_make(struct fill *fill, FILE *list, const struct size *size, int64_t from_ms)
{
    long written = 0;
    for (long i = 0; i < size->cases; i++) {
        char address[40];
        struct str name = i == size->cases / 2
                              ? STR("Zulaikha Rarasati")
                              : str_format(fill->ctx.arena, "Orang Karangan %ld", i);
        long most = is_long(size, i) ? LONG_ENTRIES : size->entries;
        complaint(fill, name, address, sizeof address);
        for (long n = OPENING_ENTRIES; n < most; n++) {
            fill->ctx.now_ms += 60000;
            note(fill, address, (int)n);
        }
        fprintf(list, "%s\t/kasus/%s\n", is_long(size, i) ? "long" : "case", address);
        fill->ctx.now_ms += HOUR_MS;
        written += most;
        progress(size, i + 1, written, from_ms);
    }
    leave(fill, true);
    return written;
}

static void office_fill(const char *dir, const char *office, const char *code,
                        const struct size *size)
{
    FILE *list = list_open(dir, code, ".txt");
    int64_t from_ms = clock_now_ms();
    struct ctx start = { .arena = arena_open((size_t)1 << 30),
                         .now_ms = from_ms - (int64_t)size->cases *
                                                 (HOUR_MS + (size->entries + 10) * 60000) };
    office_make(&start, office, code);
    struct fill fill = { .ctx = { .arena = arena_open((size_t)256 << 20),
                                  .now_ms = start.now_ms } };
    struct desk_start in = { .dir = office };
    check(&start, desk_open(&start, &in, &fill.desk), "desk_open");
    fprintf(list, "office\t%s\nname\tZulaikha+Rarasati\n", code);
    long written = cases_make(&fill, list, size, from_ms);
    desk_close(&start, fill.desk);
    log_describe(list, office);
    fclose(list);
    login_add(dir, code);
    double seconds = (double)(clock_now_ms() - from_ms) / 1000;
    printf("%ld cases, %ld entries in %.1f s: %.0f entries/s\n", size->cases, written, seconds,
           (double)written / seconds);
}

int main(int argc, char **argv)
{
    char office[400];
    if (argc != 6) {
        fprintf(stderr, "usage: fill DIR CODE CASES ENTRIES LONG\n");
        return 2;
    }
    struct size size = { strtol(argv[3], NULL, 10), strtol(argv[4], NULL, 10),
                         strtol(argv[5], NULL, 10) };
    if (size.cases < 1 || size.entries < OPENING_ENTRIES || size.longs > size.cases) {
        fprintf(stderr, "fill: no such office\n");
        return 2;
    }
    seal_start();
    folder(argv[1]);
    snprintf(office, sizeof office, "%s/kantor", argv[1]);
    folder(office);
    snprintf(office, sizeof office, "%s/kantor/%s", argv[1], argv[2]);
    office_fill(argv[1], office, argv[2], &size);
    return 0;
}
