/* The program `teduh`: its commands; parent and desk are two of them. */
#include "cli/commands.h"
#include "seal/secret.h"

#include <sys/stat.h>

#define COMMAND_ROW(name, function, help, usage) { name, function, help, usage },

int main(int argc, char **argv)
{
    static const struct command table[] = { COMMANDS(COMMAND_ROW) };
    seal_start();     /* before the first key, whichever command it is */
    (void)umask(077); /* what a command writes is for who runs it */
    return cli_main(table, sizeof table / sizeof *table, argc, argv);
}
