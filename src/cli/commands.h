/*
 * cli/commands - the table of all commands: one row each, in the order of the help.
 *
 * A row declares the function too, so that a command is one file and one row.
 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/cli.h"

/* Who asks, for what is sealed: an officer with a passphrase, or in practice anybody by role. */
#define LOGIN "[--office CODE] (--as NAME [--secret-file FILE] | --demo-login ROLE)"

/* clang-format off */
/*       name               function             one line (key of words/)  what follows the name (cli/usage.h) */
#define COMMANDS(row)                                                                          \
    row("init",             init_cmd,            "cmd.init",            "(--office NAME | --demo N [--seed N]) [--code CODE] [--zone ZONE]") \
    row("serve",            serve_cmd,           "cmd.serve",           "[--listen HOST:PORT] [--plain | --tls] [--cert FILE --key FILE] [--gates N] [--metrics PORT] [--user NAME]") \
    row("desk",             desk_cmd,            "cmd.desk",            "--office CODE")           \
    row("office list",      office_list_cmd,     "cmd.office_list",     "")                        \
    row("office show",      office_show_cmd,     "cmd.office_show",     LOGIN)                     \
    row("officer list",     officer_list_cmd,    "cmd.officer_list",    "[--all] " LOGIN)          \
    row("officer add",      officer_add_cmd,     "cmd.officer_add",     "--login NAME --name NAME --roles ROLE,ROLE --start-file FILE " LOGIN) \
    row("officer confirm",  officer_confirm_cmd, "cmd.officer_confirm", "OFFICER " LOGIN)          \
    row("officer retire",   officer_retire_cmd,  "cmd.officer_retire",  "OFFICER " LOGIN)          \
    row("officer reset",    officer_reset_cmd,   "cmd.officer_reset",   "OFFICER --start-file FILE " LOGIN) \
    row("case list",        case_list_cmd,       "cmd.case_list",       "[--which mine|open|closed|all] " LOGIN) \
    row("case show",        case_show_cmd,       "cmd.case_show",       "CASE " LOGIN)             \
    row("case entries",     case_entries_cmd,    "cmd.case_entries",    "CASE " LOGIN)             \
    row("step show",        step_show_cmd,       "cmd.step_show",       "CASE STEP " LOGIN)        \
    row("step do",          step_do_cmd,         "cmd.step_do",         "CASE STEP [KEY=VALUE]... [--outcome NAME] [--happened TIME] [--reason CODE] [--words TEXT] " LOGIN) \
    row("call",             call_cmd,            "cmd.call",            "[OPERATION] [PLACE]... [KEY=VALUE]... " LOGIN) \
    row("openapi",          openapi_cmd,         "cmd.openapi",         "")                        \
    row("tls lan",          tls_lan_cmd,         "cmd.tls_lan",         "")                        \
    row("sop pack",         sop_pack_cmd,        "cmd.sop_pack",        "DIR")                     \
    row("sop adopt",        sop_adopt_cmd,       "cmd.sop_adopt",       "DIR " LOGIN)              \
    row("sop confirm",      sop_confirm_cmd,     "cmd.sop_confirm",     "DIR " LOGIN)              \
    row("sop check",        sop_check_cmd,       "cmd.sop_check",       "[DIR]")                   \
    row("sop replay",       sop_replay_cmd,      "cmd.sop_replay",      "GRAPH.xml TRACES.jsonl")  \
    row("audit verify",     audit_verify_cmd,    "cmd.audit_verify",    "[--office CODE] [FOLDER|FILE.record]") \
    row("backup",           backup_cmd,          "cmd.backup",          "PATH [--office CODE]")    \
    row("restore",          restore_cmd,         "cmd.restore",         "RECORD KEYS --office CODE") \
    row("tables",           tables_cmd,          "cmd.tables",          "--hash " LOGIN)           \
    row("story play",       story_play_cmd,      "cmd.story_play",      "FILE... [--office CODE]") \
    row("story run",        story_run_cmd,       "cmd.story_run",       "FILE... [--sop DIR] [--zone ZONE]") \
    row("man",              man_cmd,             "cmd.man",             "")                        \
    row("completion bash",  completion_cmd,      "cmd.completion",      "")                        \
    row("version",          version_cmd,         "cmd.version",         "")
/* clang-format on */

#define COMMAND_DECLARE(name, function, help, usage) int function(struct cli *cli);
COMMANDS(COMMAND_DECLARE)
#undef COMMAND_DECLARE

#endif
