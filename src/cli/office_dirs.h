/*
 * cli/office_dirs - what the commands on an office's files have in common: which
 * office of the installation is meant.
 */
#ifndef CLI_OFFICE_DIRS_H
#define CLI_OFFICE_DIRS_H

#include "cli/cli.h"

enum { OFFICE_DIRS_MAX = 256 };

struct office_dirs {
    size_t count;
    struct str at[OFFICE_DIRS_MAX]; /* DIR/kantor/CODE, in order of code */
};

/* The office named by --office, else all of the installation (--data DIR).
 * ERR_MISSING cli.no_data, cli.no_office. */
MUST_USE enum err office_dirs(struct cli *cli, struct str office, struct office_dirs *out);
/* The code of the office named, else of the only one: ERR_INVALID cli.which_office. */
MUST_USE enum err office_only(struct cli *cli, struct str *code);
/* As office_dirs(), exactly one: ERR_INVALID cli.which_office when there are more. */
MUST_USE enum err office_dir(struct cli *cli, struct str office, struct str *out);

#endif
