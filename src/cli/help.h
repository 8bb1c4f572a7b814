/* cli/help - what a command says of itself, made from its row (cli/usage.h). */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/cli.h"

/* All commands, or those of one group ("sop"). */
void help_all(struct cli *cli, struct str group);
/* One command: usage, what it does, its arguments and options. */
void help_one(struct cli *cli);
/* True when some command's name begins with this word and has a second one. */
bool help_is_group(const struct cli *cli, struct str word);

#endif
