/*
 * The program of the flow and crash tests: the real parent, the real loop of a
 * desk, the real gate, and in place of an office a few answers that show what
 * arrived and a record that is one file: a line an entry, flushed by commit.
 *
 *     gema      what arrived, line by line
 *     tulis     POST: appends the body as a line; acknowledged only after the commit
 *     hitung    number of lines
 *     bilas     number of flushes
 *     sandi     a password derived elsewhere (the body), in hex
 *     besar     three MiB
 *     halaman   a page of HTML
 *     tidur     300 ms of work
 *     mati      the desk dies
 *     jam       the clock
 *     geser     moves the practice clock by the body's milliseconds
 */
#include "cli/cli.h"
#include "main/command_client.h"
#include "main/desk_loop.h"
#include "main/offices.h"
#include "main/serve.h"
#include "main/tls.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WRITES_BYTES = 4 << 20, FLUSH_FILE_BYTES = 16 };

struct desk {
    int log;
    char folder[512];
    char writes[WRITES_BYTES]; /* of this round */
    size_t writes_n;
    struct desk_wires wires;
    int flush_ms;    /* an injected slow disk */
    int64_t flushes; /* since the start */
};

static enum err begin(struct desk *desk, struct ctx *ctx)
{
    (void)ctx;
    desk->writes_n = 0;
    return OK;
}

static enum err commit(struct desk *desk, struct ctx *ctx)
{
    if (desk->writes_n == 0)
        return OK;
    if (write(desk->log, desk->writes, desk->writes_n) != (ssize_t)desk->writes_n ||
        fdatasync(desk->log) != 0)
        return ctx_fail(ctx, ERR_STORE, "test.write");
    desk->flushes++;
    if (desk->flush_ms > 0)
        (void)poll(NULL, 0, desk->flush_ms);
    return OK;
}

static void tick(struct desk *desk, struct ctx *ctx)
{
    (void)desk;
    (void)ctx;
}

static bool is_open(const struct desk *desk)
{
    (void)desk;
    return true;
}

static void echo(const struct request *r, struct reply *reply)
{
    buf_format(&reply->body, "method %d\npath %.*s\nquery %.*s\nway %d\ntls %d\n", (int)r->method,
               STR_ARG(r->path), STR_ARG(r->query), (int)r->way, (int)r->tls);
    buf_format(&reply->body, "host %.*s\ncookie %.*s\ntype %.*s\npeer %.*s\nbody %zu %.*s\n",
               STR_ARG(r->host), STR_ARG(r->cookie), STR_ARG(r->content_type), STR_ARG(r->peer),
               r->body.n, STR_ARG(str_part(r->body, 0, 64)));
}

static void append(struct desk *desk, const struct request *request, struct reply *reply)
{
    if (request->body.n + 1 > WRITES_BYTES - desk->writes_n || request->method != METHOD_POST) {
        reply->status = 400;
        return;
    }
    memcpy(desk->writes + desk->writes_n, request->body.at, request->body.n);
    desk->writes_n += request->body.n;
    desk->writes[desk->writes_n++] = '\n';
    buf_put(&reply->body, STR("ditulis\n"));
}

static void count(struct desk *desk, struct reply *reply)
{
    char bytes[4096];
    int64_t lines = 0, at = 0;
    for (ssize_t n = 1; n > 0; at += n) {
        n = pread(desk->log, bytes, sizeof bytes, at);
        for (ssize_t i = 0; i < n; i++)
            lines += bytes[i] == '\n';
    }
    buf_int(&reply->body, lines);
}

static void derive(struct ctx *ctx, const struct request *request, struct reply *reply)
{
    if (request->kdf_key != NULL) {
        buf_put(&reply->body, hex_write(ctx->arena, request->kdf_key, DERIVED_KEY_BYTES));
        return;
    }
    reply->flags = REPLY_WAIT;
    reply->kdf = (struct kdf_job){
        .password = request->body, .salt = "garam garam gara", .ops = 1, .mem_kib = 8192
    };
}

static void move_clock(struct desk *desk, const struct request *request)
{
    int64_t offset_ms;
    if (str_int(request->body, &offset_ms))
        desk_clock_move(desk->wires, offset_ms);
}

static void page(struct reply *reply)
{
    reply->content_type = STR("text/html; charset=utf-8");
    for (int i = 0; i < 1000; i++)
        buf_put(&reply->body, STR("<p>halo</p>\n"));
}

static void serve(struct desk *desk, struct ctx *ctx, const struct request *request,
                  struct reply *reply)
{
    struct str what;
    (void)str_cut(str_part(request->path, 1, request->path.n), '/', &what);
    reply->status = 200;
    reply->content_type = STR("text/plain; charset=utf-8");
    if (str_eq(what, STR("gema")))
        echo(request, reply);
    else if (str_eq(what, STR("tulis")))
        append(desk, request, reply);
    else if (str_eq(what, STR("hitung")))
        count(desk, reply);
    else if (str_eq(what, STR("halaman")))
        page(reply);
    else if (str_eq(what, STR("bilas")))
        buf_int(&reply->body, desk->flushes);
    else if (str_eq(what, STR("sandi")))
        derive(ctx, request, reply);
    else if (str_eq(what, STR("jam")))
        buf_int(&reply->body, ctx->now_ms);
    else if (str_eq(what, STR("geser")))
        move_clock(desk, request);
    else if (str_eq(what, STR("tidur")))
        (void)poll(NULL, 0, 300);
    else if (str_eq(what, STR("mati")))
        _exit(9);
    else if (str_eq(what, STR("kuki")))
        reply->set_cookie = STR("a=1\r\nX-Jahat: ya");
    else if (str_eq(what, STR("besar")))
        for (int i = 0; i < 3 << 20; i++)
            buf_byte(&reply->body, (char)('a' + i % 26));
    else
        reply->status = 404;
}

static int desk_cmd(struct cli *cli)
{
    static struct desk desk;
    struct str office;
    if (!cli_option(cli, "--office", &office) || !cli_done(cli))
        return EXIT_USAGE;
    (void)snprintf(desk.folder, sizeof desk.folder, "%.*s/kantor/%.*s", STR_ARG(cli->data),
                   STR_ARG(office));
    char path[600], text[FLUSH_FILE_BYTES] = { 0 };
    (void)snprintf(path, sizeof path, "%s/log", desk.folder);
    desk.log = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    (void)snprintf(path, sizeof path, "%s/flush_ms", desk.folder);
    int slow = open(path, O_RDONLY | O_CLOEXEC);
    if (slow >= 0 && read(slow, text, sizeof text - 1) > 0)
        desk.flush_ms = (int)strtol(text, NULL, 10);
    const int64_t *offset_ms = mmap(NULL, sizeof *offset_ms, PROT_READ, MAP_SHARED, 4, 0);
    desk.wires = (struct desk_wires){ 3, offset_ms == MAP_FAILED ? NULL : offset_ms };
    struct desk_hooks hooks = { &desk, begin, serve, commit, tick, is_open, NULL, NULL };
    (void)desk_loop(&hooks, desk.wires);
    return EXIT_GOOD;
}

/* A folder with a file `sungguhan` is not for practice. */
static void faces_tell(struct ctx *ctx, struct str dir, int out)
{
    struct str *codes = arena_array(ctx->arena, struct str, OFFICES_MAX);
    size_t n = 0;
    bool real = access(str_format(ctx->arena, "%.*s/sungguhan", STR_ARG(dir)).at, F_OK) == 0;
    if (offices_list(ctx, dir, codes, &n) != OK)
        n = 0;
    for (size_t i = 0; i < n; i++)
        (void)dprintf(out, "%.*s\tKantor %.*s\t%s\n", STR_ARG(codes[i]), STR_ARG(codes[i]),
                      real ? "no" : "yes");
}

static enum err own_tls(struct ctx *ctx, struct str dir, const struct listen *listen,
                        struct str *pem)
{
    (void)listen;
    return tls_lan(ctx, dir, clock_now_ms(), pem);
}

static int serve_cmd(struct cli *cli)
{
    const struct serve_data data = { .programs = PROGRAMS, .faces = faces_tell, .tls = own_tls };
    return serve_run(cli, &data);
}

/* ask METHOD PATH [BODY]: as a command beside a running server; the body of the answer, or nothing.
 */
static int ask_cmd(struct cli *cli)
{
    struct str method = { 0 }, body = { 0 };
    struct request request = { .way = WAY_NETWORK };
    struct reply reply;
    if (!cli_next(cli, &method) || !cli_next(cli, &request.path))
        return cli_usage(cli);
    (void)cli_next(cli, &body);
    if (!cli_done(cli))
        return EXIT_USAGE;
    request.method = str_eq(method, STR("POST")) ? METHOD_POST : METHOD_GET;
    request.body = body;
    enum err err = command_ask(&cli->ctx, cli->data, &request, &reply);
    if (err != OK)
        return cli_fail(cli, err);
    (void)fwrite(reply.body.at, 1, reply.body.n, cli->out);
    return reply.status < 400 ? EXIT_GOOD : EXIT_REFUSED;
}

static int bug_cmd(struct cli *cli)
{
    must(cli->command == NULL);
    return EXIT_GOOD;
}

static int offices_cmd(struct cli *cli)
{
    struct str list;
    if (!cli_done(cli))
        return EXIT_USAGE;
    enum err err = command_offices(&cli->ctx, cli->data, &list);
    if (err != OK)
        return cli_fail(cli, err);
    (void)fprintf(cli->out, "%.*s", STR_ARG(list));
    return EXIT_GOOD;
}

int main(int argc, char **argv)
{
    static const struct command table[] = {
        { "serve", serve_cmd, "cmd.serve", "" },
        { "desk", desk_cmd, "cmd.serve", "" },
        { "ask", ask_cmd, "cmd.serve", "METHOD PATH [BODY]" },
        { "bug", bug_cmd, "cmd.serve", "" },
        { "offices", offices_cmd, "cmd.serve", "" },
    };
    return cli_main(table, sizeof table / sizeof *table, argc, argv);
}
