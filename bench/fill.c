/*
 * fill - a practice office of a given size for bench/run, made by the deeds of
 * the program itself, 64 of them a durable commit.
 *
 *   fill DIR CASES ENTRIES     DIR/kantor/bench, DIR/latihan.txt, DIR/bench.txt
 *
 * Every case has ENTRIES entries; the first has fifty.  bench.txt names what the
 * bench asks for: "case ADDRESS", "long ADDRESS", "name NAME", "office CODE".
 * The clock moves on by an hour a case, so that a case is as old as it looks.
 */
#include "seal/secret.h"
#include "use/case_write.h"
#include "use/complaint_open.h"
#include "use/office_start.h"
#include "use/shipped_sop.h"

#include <errno.h>
#include <inttypes.h>
#include <sys/stat.h>

enum { ROUND_DEEDS = 64, LONG_ENTRIES = 50, HOUR_MS = 3600000, WRITER = 2, OPENING_ENTRIES = 2 };

static struct start_officer people[] = {
    { .login = { "dewi", 4 }, .roles = 1u << ROLE_COORDINATOR | 1u << ROLE_CUSTODIAN },
    { .login = { "agus", 4 }, .roles = 1u << ROLE_ADMIN },
    { .login = { "bayu", 4 },
      .roles = 1u << ROLE_CASE_MANAGER | 1u << ROLE_INTAKE_OFFICER | 1u << ROLE_CUSTODIAN },
};
static const char passphrase[] = "teluk biru enam kapal";

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

static void office_make(struct ctx *ctx, const char *dir)
{
    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
        people[i].name = people[i].login;
        people[i].passphrase = str_of(passphrase);
    }
    struct office_start_in in = {
        .dir = dir,
        .code = STR("bench"),
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

static FILE *list_open(const char *dir, const char *name)
{
    char path[500];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    return file;
}

static void cases_make(struct fill *fill, const char *dir, long cases, long entries)
{
    FILE *list = list_open(dir, "bench.txt");
    fprintf(list, "office\tbench\nname\tZulaikha+Rarasati\n");
    for (long i = 0; i < cases; i++) {
        char address[40];
        struct str name = i == cases / 2 ? STR("Zulaikha Rarasati")
                                         : str_format(fill->ctx.arena, "Orang Karangan %ld", i);
        complaint(fill, name, address, sizeof address);
        long most = i == 0 ? LONG_ENTRIES : entries;
        for (long n = OPENING_ENTRIES; n < most; n++) {
            fill->ctx.now_ms += 60000;
            note(fill, address, (int)n);
        }
        fprintf(list, "%s\t/kasus/%s\n", i == 0 ? "long" : "case", address);
        fill->ctx.now_ms += HOUR_MS;
    }
    leave(fill, true);
    fclose(list);
    list = list_open(dir, "latihan.txt");
    fprintf(list, "# Made up.\nbench\tbayu\tcase_manager intake_officer\t%s\tBayu\n", passphrase);
    fclose(list);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: fill DIR CASES ENTRIES\n");
        return 2;
    }
    char dir[400];
    seal_start();
    folder(argv[1]);
    snprintf(dir, sizeof dir, "%s/kantor", argv[1]);
    folder(dir);
    snprintf(dir, sizeof dir, "%s/kantor/bench", argv[1]);
    long cases = strtol(argv[2], NULL, 10), entries = strtol(argv[3], NULL, 10);
    int64_t from_ms = clock_now_ms();
    struct ctx start = { .arena = arena_open((size_t)1 << 30),
                         .now_ms = from_ms - (int64_t)cases * (HOUR_MS + entries * 60000) };
    office_make(&start, dir);
    struct fill fill = { .ctx = { .arena = arena_open((size_t)256 << 20),
                                  .now_ms = start.now_ms } };
    struct desk_start in = { .dir = dir };
    check(&start, desk_open(&start, &in, &fill.desk), "desk_open");
    cases_make(&fill, argv[1], cases, entries);
    desk_close(&start, fill.desk);
    double seconds = (double)(clock_now_ms() - from_ms) / 1000;
    printf("%ld cases of %ld entries in %.1f s: %.0f entries/s\n", cases, entries, seconds,
           (double)(cases * entries) / seconds);
    return 0;
}
