/*
 * cli/commands - the table of all commands: one row each, in the order of the help.
 *
 * A row declares the function too, so that a command is one file and one row.
 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/cli.h"

/* clang-format off */
/*       name            function            one line (key of words/)  what follows the name */
#define COMMANDS(row)                                                                          \
    row("tls lan",       tls_lan_cmd,        "cmd.tls_lan",            "")                         \
    row("sop check",     sop_check_cmd,      "cmd.sop_check",          "DIR") \
    row("sop replay",    sop_replay_cmd,     "cmd.sop_replay",         "GRAPH.xml TRACES.jsonl") \
    row("story run",     story_run_cmd,      "cmd.story_run",          "[--sop DIR] [--zone ZONE] FILE...") \
    row("version",       version_cmd,        "cmd.version",            "")
/* clang-format on */

#define COMMAND_DECLARE(name, function, help, usage) int function(struct cli *cli);
COMMANDS(COMMAND_DECLARE)
#undef COMMAND_DECLARE

#endif
