#define _GNU_SOURCE /* initgroups */
#include "main/serve.h"

#include "main/offices.h"
#include "main/programs.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    RETRIES = 30, /* a server that was killed leaves its port and lock a moment later */
    RETRY_MS = 100,
    PEM_FILE_BYTES_MAX = 64 << 10,
    GATES_ASKED_MAX = 16,
    PRIVATE_FOLDER = 0700,
};

struct options {
    struct str listen, user, cert, key;
    int64_t gates, metrics;
    bool plain, tls; /* --tls: also on this machine itself */
};

static bool options_read(struct cli *cli, struct options *o)
{
    *o = (struct options){ .listen = STR("127.0.0.1:8080"), .gates = 1, .metrics = -1 };
    (void)cli_option(cli, "--listen", &o->listen);
    (void)cli_option(cli, "--user", &o->user);
    (void)cli_option(cli, "--cert", &o->cert);
    (void)cli_option(cli, "--key", &o->key);
    (void)cli_number(cli, "--gates", 1, GATES_ASKED_MAX, &o->gates);
    (void)cli_number(cli, "--metrics", 0, 65535, &o->metrics);
    o->plain = cli_flag(cli, "--plain");
    o->tls = cli_flag(cli, "--tls");
    cli->bad |= (o->cert.n > 0) != (o->key.n > 0) || (o->plain && o->tls);
    return cli_done(cli);
}

static void pause_ms(int ms)
{
    (void)poll(NULL, 0, ms);
}

/* Opens DIR/run and takes its lock, which lives as long as this process. */
static enum err run_folder(struct ctx *ctx, struct str dir)
{
    const char *run = str_format(ctx->arena, "%.*s/run", STR_ARG(dir)).at;
    (void)mkdir(run, PRIVATE_FOLDER);
    int fd = open(str_format(ctx->arena, "%s/lock", run).at, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return ctx_fail_at(ctx, ERR_STORE, "listen.commands", dir);
    for (int i = 0; i < RETRIES; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return OK;
        pause_ms(RETRY_MS);
    }
    (void)close(fd);
    return ctx_fail_at(ctx, ERR_BUSY, "serve.running", dir);
}

static enum err data_folder(struct cli *cli, struct str *dir)
{
    struct ctx *ctx = &cli->ctx;
    char *path = cli->data.n > 0 ? realpath(str_z(ctx->arena, cli->data), NULL) : NULL;
    struct stat found;
    if (path == NULL)
        return ctx_fail_at(ctx, ERR_MISSING, "cli.no_data", cli->data);
    *dir = str_copy(ctx->arena, str_of(path));
    free(path);
    if (stat(str_format(ctx->arena, "%.*s/kantor", STR_ARG(*dir)).at, &found) != 0)
        return ctx_fail_at(ctx, ERR_MISSING, "cli.no_data", cli->data);
    return OK;
}

static enum err listen_patiently(struct ctx *ctx, struct str address, struct listen *out)
{
    enum err err = listen_open(ctx, address, out);
    for (int i = 0; err == ERR_BUSY && i < RETRIES; i++) {
        pause_ms(RETRY_MS);
        err = listen_open(ctx, address, out);
    }
    return err;
}

static enum err file_append(struct ctx *ctx, struct str path, struct buf *out)
{
    FILE *file = fopen(str_z(ctx->arena, path), "rb");
    char bytes[4096];
    if (file == NULL)
        return ctx_fail_at(ctx, ERR_MISSING, "serve.file", path);
    for (size_t n = fread(bytes, 1, sizeof bytes, file); n > 0;
         n = fread(bytes, 1, sizeof bytes, file))
        buf_bytes(out, bytes, n);
    (void)fclose(file);
    explicit_bzero(bytes, sizeof bytes);
    if (out->n == 0 || !buf_done(out))
        return ctx_fail_at(ctx, ERR_INVALID, "serve.file", path);
    buf_byte(out, '\n');
    return OK;
}

/* Which key and certificates, or none: plain HTTP stays on this machine, but for practice on a
 * private network when it is asked for. */
static enum err tls_choose(struct ctx *ctx, const struct options *o, const struct serve_data *data,
                           struct parent_setup *setup)
{
    if (o->cert.n > 0) {
        struct buf pem = buf_open(ctx->arena, PEM_FILE_BYTES_MAX);
        TRY(file_append(ctx, o->key, &pem));
        TRY(file_append(ctx, o->cert, &pem));
        setup->tls_pem = buf_str(&pem);
        return OK;
    }
    if (setup->listen.reach == REACH_LOOPBACK && !o->tls)
        return OK;
    if (o->plain && setup->listen.reach == REACH_PRIVATE &&
        faces_practice(ctx, setup->dir, &setup->faces))
        return OK;
    if (o->plain || data->tls == NULL)
        return ctx_fail_at(ctx, ERR_DENIED, "serve.plain", o->listen);
    setup->tls_renew = data->tls;
    return data->tls(ctx, setup->dir, &setup->listen, &setup->tls_pem);
}

/* From root to the user who owns the data. */
static enum err root_drop(struct cli *cli, struct str user)
{
    struct ctx *ctx = &cli->ctx;
    if (user.n == 0) {
        if (geteuid() == 0)
            (void)fprintf(cli->err, "teduh: %.*s\n", STR_ARG(cli_say(cli, "serve.root")));
        return OK;
    }
    const char *name = str_z(ctx->arena, user);
    const struct passwd *found = getpwnam(name);
    if (found == NULL)
        return ctx_fail_at(ctx, ERR_MISSING, "serve.user", user);
    if (geteuid() == found->pw_uid)
        return OK;
    if (initgroups(name, found->pw_gid) != 0 || setgid(found->pw_gid) != 0 ||
        setuid(found->pw_uid) != 0)
        return ctx_fail_at(ctx, ERR_DENIED, "serve.user", user);
    return OK;
}

/* Many offices, many lines: as many descriptors as the system lets us have. */
static void files_raise(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static void address_tell(struct cli *cli, const struct parent_setup *setup)
{
    struct ctx *ctx = &cli->ctx;
    struct str url =
        str_format(ctx->arena, "%s://%.*s:%u/", setup->tls_pem.n > 0 ? "https" : "http",
                   STR_ARG(setup->listen.host), setup->listen.port);
    const char *path = str_format(ctx->arena, "%.*s/run/address", STR_ARG(setup->dir)).at;
    FILE *file = fopen(path, "w");
    if (file != NULL) {
        (void)fprintf(file, "%.*s\n", STR_ARG(url));
        (void)fclose(file);
    }
    if (cli->json)
        (void)fprintf(cli->out, "{\"address\":\"%.*s\"}\n", STR_ARG(url));
    else
        (void)fprintf(cli->out, "%.*s %.*s\n", STR_ARG(cli_say(cli, "serve.ready")), STR_ARG(url));
    (void)fflush(cli->out);
}

static enum err metrics_listen(struct ctx *ctx, int64_t port, struct parent_setup *setup)
{
    struct listen listen;
    if (port < 0)
        return OK;
    TRY(listen_open(ctx, str_format(ctx->arena, "127.0.0.1:%lld", (long long)port), &listen));
    setup->metrics = listen.fd;
    return OK;
}

static enum err prepare(struct cli *cli, const struct options *o, const struct serve_data *data,
                        struct parent_setup *setup)
{
    struct ctx *ctx = &cli->ctx;
    TRY(data_folder(cli, &setup->dir));
    TRY(listen_patiently(ctx, o->listen, &setup->listen));
    TRY(metrics_listen(ctx, o->metrics, setup));
    TRY(root_drop(cli, o->user));
    TRY(run_folder(ctx, setup->dir));
    faces_start(ctx, setup->dir, data->faces, &setup->faces);
    if (cli->now_given && !faces_practice(ctx, setup->dir, &setup->faces))
        return ctx_fail(ctx, ERR_DENIED, "serve.now_real");
    setup->offset_ms = cli->now_given ? ctx->now_ms - clock_now_ms() : 0;
    TRY(tls_choose(ctx, o, data, setup));
    return listen_commands(ctx, setup->dir, &setup->commands);
}

static const char *program_find(struct arena *arena, const char *folder, const char *self,
                                const char *name)
{
    return folder != NULL ? str_format(arena, "%s/%s", folder, name).at
                          : program_beside(arena, self, name);
}

int serve_run(struct cli *cli, const struct serve_data *data)
{
    struct ctx *ctx = &cli->ctx;
    struct options options;
    if (!options_read(cli, &options))
        return EXIT_USAGE;
    const char *self = program_self(ctx->arena);
    struct parent_setup setup = {
        .self = self,
        .gate = program_find(ctx->arena, data->programs, self, "teduh-gate"),
        .press = program_find(ctx->arena, data->programs, self, "teduh-press"),
        .metrics = -1,
        .commands = -1,
        .gates = (unsigned)options.gates,
        .log = cli->err,
    };
    files_raise();
    (void)umask(077);
    enum err err = prepare(cli, &options, data, &setup);
    if (err != OK)
        return cli_fail(cli, err);
    address_tell(cli, &setup);
    return parent_run(ctx, &setup);
}
