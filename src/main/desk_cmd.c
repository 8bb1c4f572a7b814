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
#include <poll.h>
#include <sys/mman.h>

enum {
    FD_CONTROL = PROGRAM_FIRST_FD,
    FD_CLOCK,
    RETRIES = 50, /* the desk before this one may still be writing its last page */
    RETRY_MS = 100,
};

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

int desk_cmd(struct cli *cli)
{
    struct ctx *ctx = &cli->ctx;
    struct str office = { 0 };
    struct desk *desk;
    if (!cli_option(cli, "--office", &office) || !cli_done(cli) || !office_code_good(office) ||
        fcntl(FD_CONTROL, F_GETFD) < 0)
        return cli_usage(cli);
    program_harden();
    struct desk_wires wires = { FD_CONTROL, NULL };
    const char *folder = office_folder(ctx->arena, cli->data, office);
    const struct desk_start start = {
        .dir = folder, .move_clock = clock_move, .clock = &wires, .many = true
    };
    enum err err = open_patiently(ctx, &start, &desk);
    if (err != OK)
        return cli_fail(cli, err);
    wires.offset_ms = clock_map(desk);
    (void)desk_fence(folder);
    const struct desk_hooks hooks = { desk,      desk_begin,   web_serve,       desk_commit,
                                      desk_tick, desk_is_open, desk_clock_moved };
    if (desk_loop(&hooks, wires))
        desk_close(ctx, desk);
    return EXIT_GOOD;
}
