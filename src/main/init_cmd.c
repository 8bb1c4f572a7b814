/* teduh init --data DIR [--office NAME] [--code CODE] [--zone ZONE] [--demo N] [--seed S]: a new
 * installation. */
#include "cli/commands.h"
#include "main/offices.h"
#include "seal/secret.h"
#include "sop/bundle.h"
#include "text/json.h"
#include "use/demo_fill.h"
#include "use/office_start.h"
#include "use/passphrase.h"
#include "use/shipped_demo.h"
#include "use/shipped_sop.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CASES_MAX = 100000 };

struct init_order {
    struct str office, code, zone;
    int64_t cases, seed;
    bool demo;
};

static int64_t elapsed_ms(const struct timespec *from)
{
    struct timespec to;
    (void)clock_gettime(CLOCK_MONOTONIC, &to);
    return (int64_t)(to.tv_sec - from->tv_sec) * 1000 + (to.tv_nsec - from->tv_nsec) / 1000000;
}

static enum err folder_make(struct cli *cli, const char *name)
{
    const char *path =
        str_z(cli->ctx.arena, str_format(cli->ctx.arena, "%.*s%s", STR_ARG(cli->data), name));
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        return ctx_fail_at(&cli->ctx, ERR_STORE, "init.folder", str_of(path));
    return OK;
}

/* Made-up secrets of a practice installation, for its owner alone (0600). */
static enum err logins_write(struct cli *cli, const struct demo_filled *filled)
{
    const char *path =
        str_z(cli->ctx.arena, str_format(cli->ctx.arena, "%.*s/latihan.txt", STR_ARG(cli->data)));
    struct buf out = buf_open(cli->ctx.arena, 1 << 20);
    for (size_t i = 0; i < filled->logins_n; i++) {
        const struct demo_login *l = &filled->logins[i];
        buf_format(&out, "%.*s\t%.*s\t%.*s\t%.*s\t%.*s\n", STR_ARG(l->office), STR_ARG(l->login),
                   STR_ARG(l->roles), STR_ARG(l->passphrase), STR_ARG(l->name));
    }
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    struct str text = buf_str(&out);
    bool good = file >= 0 && write(file, text.at, text.n) == (ssize_t)text.n && fsync(file) == 0;
    if (file >= 0)
        (void)close(file);
    return good ? OK : ctx_fail_at(&cli->ctx, ERR_STORE, "init.folder", str_of(path));
}

static void progress(void *with, struct str office, size_t done, size_t of)
{
    const struct cli *cli = with;
    (void)fprintf(cli->err, "%zu/%zu %.*s\n", done + 1, of, STR_ARG(office));
}

static void demo_tell(struct cli *cli, const struct demo_filled *filled, int64_t ms)
{
    double seconds = (double)(ms > 0 ? ms : 1) / 1000;
    if (!cli->json) {
        (void)fprintf(cli->out, "%.*s: %zu, %llu %.*s, %.1f s (%.1f/s, %.0f/s)\n",
                      STR_ARG(cli_say(cli, "init.cases")), filled->cases,
                      (unsigned long long)filled->entries, STR_ARG(cli_say(cli, "init.entries")),
                      seconds, (double)filled->cases / seconds, (double)filled->entries / seconds);
        cli_line(cli, "init.demo_done");
        return;
    }
    (void)fprintf(
        cli->out, "{\"cases\":%zu,\"deeds\":%llu,\"refused\":%llu,\"entries\":%llu,\"ms\":%lld}\n",
        filled->cases, (unsigned long long)filled->deeds, (unsigned long long)filled->refused,
        (unsigned long long)filled->entries, (long long)ms);
}

static enum err demo_init(struct cli *cli, const struct init_order *in)
{
    struct file_list files;
    struct demo_data *data = arena_new(cli->ctx.arena, struct demo_data);
    struct demo_filled filled;
    struct timespec from;
    (void)clock_gettime(CLOCK_MONOTONIC, &from);
    TRY(bundle_read(&cli->ctx, shipped_demo(), &files));
    TRY(demo_read(&cli->ctx, &files, data));
    struct demo_order order = { .dir = cli->data,
                                .data = data,
                                .sop_text = shipped_sop(),
                                .seed = (uint64_t)in->seed,
                                .cases = (size_t)in->cases,
                                .only = in->code,
                                .tell = isatty(STDERR_FILENO) ? progress : NULL,
                                .with = cli };
    TRY(demo_fill(&cli->ctx, &order, &filled));
    TRY(logins_write(cli, &filled));
    demo_tell(cli, &filled, elapsed_ms(&from));
    return OK;
}

/* An office of its own stays in practice until its key ceremony; its first people are
 * the head, the administrator and one more who keeps keys. */
static enum err office_init(struct cli *cli, const struct init_order *in)
{
    struct secret *area = secret_open(64 << 10);
    if (area == NULL)
        return ctx_fail(&cli->ctx, ERR_STORE, "office.memory_lock");
    struct start_officer *people = secret_take(area, 3 * sizeof *people);
    static const uint32_t roles[] = { 1u << ROLE_COORDINATOR | 1u << ROLE_CUSTODIAN,
                                      1u << ROLE_ADMIN, 1u << ROLE_CUSTODIAN };
    static const char *const logins[] = { "kepala", "sistem", "penjaga" };
    for (size_t i = 0; i < 3; i++) {
        people[i].login = people[i].name = str_of(logins[i]);
        people[i].roles = roles[i];
        people[i].passphrase = passphrase_words(cli->ctx.arena);
    }
    struct office_start_in start = {
        .dir = office_folder(cli->ctx.arena, cli->data, in->code),
        .code = in->code,
        .name = in->office,
        .zone = in->zone,
        .practice = true,
        .sop_text = shipped_sop(),
        .officers = people,
        .officers_n = 3,
        .custodians = { 0, 2 },
    };
    struct office_start_out made;
    enum err err = office_start(&cli->ctx, &start, &made);
    if (err == OK) {
        cli_line(cli, "init.office_done");
        for (size_t i = 0; i < 3; i++)
            (void)fprintf(cli->out, "  %s\t%.*s\n", logins[i], STR_ARG(people[i].passphrase));
        (void)fprintf(cli->out, "%.*s\n  %.*s\n", STR_ARG(cli_say(cli, "init.paper")),
                      STR_ARG(made.paper));
    }
    secret_close(area);
    return err;
}

int init_cmd(struct cli *cli)
{
    struct init_order in = { .zone = STR("Asia/Jakarta"), .seed = 1, .cases = -1 };
    (void)cli_option(cli, "--office", &in.office);
    (void)cli_option(cli, "--code", &in.code);
    (void)cli_option(cli, "--zone", &in.zone);
    (void)cli_number(cli, "--seed", 0, INT64_MAX, &in.seed);
    in.demo = cli_number(cli, "--demo", 0, CASES_MAX, &in.cases);
    if (!cli_done(cli))
        return EXIT_USAGE;
    int offset;
    if (cli->data.n == 0 || (!in.demo && in.office.n == 0) || !zone_offset(in.zone, &offset))
        return cli_usage(cli);
    if (in.code.n == 0 && !in.demo)
        in.code = STR("kantor");
    if (in.code.n > 0 && !office_code_good(in.code))
        return cli_usage(cli);
    enum err err = folder_make(cli, "");
    if (err == OK)
        err = folder_make(cli, "/kantor");
    if (err == OK)
        err = in.demo ? demo_init(cli, &in) : office_init(cli, &in);
    return err == OK ? EXIT_GOOD : cli_fail(cli, err);
}
