/*
 * cli/record - what the commands on an office's files have in common: which
 * office of the installation is meant.
 */
#ifndef CLI_RECORD_H
#define CLI_RECORD_H

#include "cli/cli.h"

enum { RECORD_OFFICES_MAX = 256 };

struct record_dirs {
    size_t count;
    struct str at[RECORD_OFFICES_MAX]; /* DIR/kantor/CODE, in order of code */
};

/* The office named by --office, else all of the installation (--data DIR, ./data without it).
 * ERR_MISSING cli.no_data, cli.no_office. */
MUST_USE enum err record_dirs(struct cli *cli, struct str office, struct record_dirs *out);
/* As record_dirs(), exactly one: ERR_INVALID cli.which_office when there are more. */
MUST_USE enum err record_dir(struct cli *cli, struct str office, struct str *out);

#endif
