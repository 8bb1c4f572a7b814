/*
 * cli/usage - the usage of a command, taken apart: the table of commands is
 * the one place that names options and arguments; help, manual page and shell
 * completion are made from it.
 *
 * Each option and argument is explained by a sentence of words/:
 * opt.COMMAND.NAME, else opt.NAME; arg.NAME for an argument in capitals.
 */
#ifndef CLI_USAGE_H
#define CLI_USAGE_H

#include "cli/cli.h"

/* What every command knows. */
#define USAGE_COMMON "[--data DIR] [--lang id|en] [--json] [--now TIME] [--help]"

struct usage_item {
    struct str name;  /* "--office" or "CASE" */
    struct str value; /* "CODE"; empty: an option without a value, or an argument */
    bool option;
};

/* The next option or argument of *rest; brackets and bars are passed over.  False at the end. */
bool usage_next(struct str *rest, struct usage_item *out);
/* The key of the sentence about it, in the arena; words/ has it (tests/unit/cli). */
const char *usage_key(struct arena *arena, const struct command *command,
                      const struct usage_item *item);

#endif
