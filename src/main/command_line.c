/* cli/request for the program `teduh`: beside a server its client, without one the office itself.
 */
#include "cli/request.h"

#include "main/command_client.h"
#include "main/here.h"
#include "main/offices.h"
#include "main/programs.h"
#include "use/desk.h"
#include "web/web.h"

/* Without a server the office is opened once for the whole command, because its closing ends every
 * session, the command's own too. */
struct held {
    struct desk *desk;
    struct str code;
    const char *press;
};

static void held_close(struct cli *cli)
{
    struct held *held = cli->held;
    desk_close(&cli->ctx, held->desk);
    cli->held = NULL;
    cli->at_end = NULL;
}

static enum err held_open(struct cli *cli, struct str code)
{
    struct ctx *ctx = &cli->ctx;
    struct held *held = cli->held;
    if (held != NULL && str_eq(held->code, code))
        return OK;
    if (held != NULL)
        held_close(cli);
    if (!office_exists(ctx->arena, cli->data, code))
        return ctx_fail_at(ctx, ERR_MISSING, "cli.no_office", code);
    const struct desk_start start = { .dir = office_folder(ctx->arena, cli->data, code) };
    held = arena_new(ctx->arena, struct held);
    TRY(desk_open(ctx, &start, &held->desk));
    held->code = str_copy(ctx->arena, code);
    held->press = program_beside(ctx->arena, program_self(ctx->arena), "teduh-press");
    cli->held = held;
    cli->at_end = held_close;
    return OK;
}

static enum err ask_here(struct cli *cli, const struct request *request, struct reply *reply)
{
    TRY(held_open(cli, request_office(request)));
    const struct held *held = cli->held;
    const struct desk_hooks hooks = { held->desk, desk_begin,   web_serve,        desk_commit,
                                      desk_tick,  desk_is_open, desk_clock_moved, NULL };
    return here_serve(&cli->ctx, &hooks, held->press, request, reply);
}

enum err cli_request(struct cli *cli, const struct request *request, struct reply *reply)
{
    struct ctx *ctx = &cli->ctx;
    struct request asked = *request;
    asked.way = WAY_COMMAND;
    asked.peer = STR("");
    if (cli->data.n == 0)
        return ctx_fail(ctx, ERR_MISSING, "cli.no_data");
    enum err err = command_ask(ctx, cli->data, &asked, reply);
    bool no_server = err == ERR_MISSING && strcmp(ctx->why.key, "cli.no_server") == 0;
    return no_server ? ask_here(cli, &asked, reply) : err;
}
