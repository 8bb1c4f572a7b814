#include "cli/commands.h"

int version_cmd(struct cli *cli)
{
    if (!cli_done(cli))
        return EXIT_USAGE;
    (void)fprintf(cli->out, cli->json ? "{\"version\":\"%s\"}\n" : "teduh %s\n", TEDUH_VERSION);
    return EXIT_GOOD;
}
