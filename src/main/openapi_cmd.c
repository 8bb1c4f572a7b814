/* teduh openapi: the document of the JSON API, as every office serves it. */
#include "cli/cli.h"
#include "cli/commands.h"
#include "web/openapi.h"

int openapi_cmd(struct cli *cli)
{
    if (!cli_done(cli))
        return EXIT_USAGE;
    struct buf out = buf_open(cli->ctx.arena, OPENAPI_BYTES_MAX);
    openapi_write(&out, STR("{kantor}"), STR("1"));
    must(buf_done(&out));
    fprintf(cli->out, "%.*s\n", STR_ARG(buf_str(&out)));
    return EXIT_GOOD;
}
