/*
 * `teduh desk`: one office as a process.  Started by the
 * parent alone, with its control line as descriptor 3 and, in practice, the
 * shared clock as descriptor 4.
 */
#include "cli/commands.h"
#include "main/desk_loop.h"
#include "main/fence.h"
#include "main/offices.h"
#include "main/programs.h"
#include "use/desk.h"
#include "web/web.h"

#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <sys/mman.h>

enum {
    FD_CONTROL = PROGRAM_FIRST_FD,
    FD_CLOCK,
    RETRIES = 50, /* the desk before this one may still be writing its last page */
    RETRY_MS = 100,
    HEAP_TRIM_BYTES = 8 << 20,
    HEAP_PAD_BYTES = 1 << 20,
};

/* What SQLite gives back at the end of a request it takes again in the next: to hand it to the
 * system in between costs more than the request. */
static void heap_keep(void)
{
    (void)mallopt(M_TRIM_THRESHOLD, HEAP_TRIM_BYTES);
    (void)mallopt(M_TOP_PAD, HEAP_PAD_BYTES);
}

static void clock_move(void *clock, int64_t offset_ms)
{
    const struct desk_wires *wires = clock;
    desk_clock_move(*wires, offset_ms);
}

/* Only an office for practice looks at the clock that can be moved. */
static const int64_t *clock_map(const struct desk *desk)
{
    if (!desk_face(desk)->practice || fcntl(FD_CLOCK, F_GETFD) < 0)
        return NULL;
    const int64_t *offset_ms = mmap(NULL, sizeof *offset_ms, PROT_READ, MAP_SHARED, FD_CLOCK, 0);
    must(offset_ms != MAP_FAILED);
    return offset_ms;
}

static enum err open_patiently(struct ctx *ctx, const struct desk_start *start, struct desk **desk)
{
    enum err err = desk_open(ctx, start, desk);
    for (int i = 0; err == ERR_BUSY && i < RETRIES; i++) {
        (void)poll(NULL, 0, RETRY_MS);
        err = desk_open(ctx, start, desk);
    }
    return err;
}

/* What stands in place of an office that cannot be opened: the gate's page says whom to tell. */
static enum err nothing_done(struct desk *none, struct ctx *ctx)
{
    (void)none;
    (void)ctx;
    return OK;
}

static void refuse(struct desk *none, struct ctx *ctx, const struct request *request,
                   struct reply *reply)
{
    (void)none;
    (void)ctx;
    (void)request;
    reply->status = 502;
}

static void wait_idle(struct desk *none, struct ctx *ctx)
{
    (void)none;
    (void)ctx;
}

static bool never_open(const struct desk *none)
{
    (void)none;
    return false;
}

/* Until nobody has asked for a minute; the next to ask makes the parent try again. */
static int office_refused(struct cli *cli, enum err err, struct str office, struct desk_wires wires)
{
    const struct desk_hooks hooks = { NULL,      nothing_done, refuse, nothing_done,
                                      wait_idle, never_open,   NULL,   NULL };
    const struct say_arg args[] = { say_text("name", office) };
    (void)cli_fail(cli, err);
    (void)fprintf(cli->err, "teduh: %.*s\n",
                  STR_ARG(words_fill(cli->ctx.arena, cli->lang, "log.desk_refused", args, 1)));
    (void)fflush(cli->err);
    (void)desk_loop(&hooks, wires);
    return EXIT_GOOD;
}

int desk_cmd(struct cli *cli)
{
    struct ctx *ctx = &cli->ctx;
    struct str office = { 0 };
    struct desk *desk;
    if (!cli_option(cli, "--office", &office) || !cli_done(cli) || !office_code_good(office) ||
        fcntl(FD_CONTROL, F_GETFD) < 0)
        return cli_usage(cli);
    program_harden();
    heap_keep();
    struct desk_wires wires = { FD_CONTROL, NULL };
    const char *folder = office_folder(ctx->arena, cli->data, office);
    const struct desk_start start = {
        .dir = folder, .move_clock = clock_move, .clock = &wires, .many = true
    };
    enum err err = open_patiently(ctx, &start, &desk);
    if (err == ERR_BUSY)
        return cli_fail(cli, err);
    if (err != OK)
        return office_refused(cli, err, office, wires);
    wires.offset_ms = clock_map(desk);
    (void)desk_fence(folder);
    const struct desk_hooks hooks = { desk,      desk_begin,   web_serve,        desk_commit,
                                      desk_tick, desk_is_open, desk_clock_moved, desk_checked };
    if (desk_loop(&hooks, wires))
        desk_close(ctx, desk);
    return EXIT_GOOD;
}
