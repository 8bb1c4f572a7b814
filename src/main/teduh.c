/* The program `teduh`: its commands; parent and desk are two of them. */
#include "cli/commands.h"
#include "seal/secret.h"

#define COMMAND_ROW(name, function, help, usage) { name, function, help, usage },

int main(int argc, char **argv)
{
    static const struct command table[] = { COMMANDS(COMMAND_ROW) };
    seal_start(); /* before the first key, whichever command it is */
    return cli_main(table, sizeof table / sizeof *table, argc, argv);
}
