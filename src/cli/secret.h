/*
 * cli/secret - passphrases of commands.  Never as an argument, which would
 * stand in the list of processes: from a file that nobody else may read, or
 * asked for on the terminal.
 */
#ifndef CLI_SECRET_H
#define CLI_SECRET_H

#include "cli/cli.h"

/* The trimmed content of a small file.  ERR_INVALID session.file with why.at the path: not there,
 * empty, a link, or others may read it (mode wider than 0600). */
MUST_USE enum err secret_file_read(struct cli *cli, struct str path, struct str *out);
/* Asks on the terminal, without showing what is typed.  ERR_INVALID session.options where there is
 * no terminal or nothing was typed. */
MUST_USE enum err secret_ask(struct cli *cli, struct str *out);

#endif
