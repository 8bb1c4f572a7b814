/*
 * cli/commands - the table of all commands: one row each, in the order of the help.
 *
 * A row declares the function too, so that a command is one file and one row.
 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/cli.h"

/* LOGIN stands for: --office CODE --as NAME --secret-file FILE, or --demo-login ROLE. */
/* clang-format off */
/*       name            function            one line (key of words/)  what follows the name */
#define COMMANDS(row)                                                                          \
    row("init",          init_cmd,           "cmd.init",               "[--office NAME] [--code CODE] [--zone ZONE] | --demo N [--code CODE] [--seed S]") \
    row("serve",         serve_cmd,          "cmd.serve",              "[--listen HOST:PORT]")     \
    row("desk",          desk_cmd,           "cmd.desk",               "")                         \
    row("office list",   office_list_cmd,    "cmd.office_list",        "")                         \
    row("office show",   office_show_cmd,    "cmd.office_show",        "--office CODE LOGIN")      \
    row("officer list",  officer_list_cmd,   "cmd.officer_list",       "[--all] LOGIN")            \
    row("officer add",   officer_add_cmd,    "cmd.officer_add",        "--login NAME --name NAME --roles R,R --start-file FILE LOGIN") \
    row("officer confirm", officer_confirm_cmd, "cmd.officer_confirm", "OFFICER LOGIN")            \
    row("officer retire", officer_retire_cmd, "cmd.officer_retire",    "OFFICER LOGIN")            \
    row("officer reset", officer_reset_cmd,  "cmd.officer_reset",      "OFFICER --start-file FILE LOGIN") \
    row("case list",     case_list_cmd,      "cmd.case_list",          "[--which mine|open|closed|all] LOGIN") \
    row("case show",     case_show_cmd,      "cmd.case_show",          "CASE LOGIN")               \
    row("case entries",  case_entries_cmd,   "cmd.case_entries",       "CASE LOGIN")               \
    row("step show",     step_show_cmd,      "cmd.step_show",          "CASE STEP LOGIN")          \
    row("step do",       step_do_cmd,        "cmd.step_do",            "CASE STEP [--outcome O] [KEY=VALUE...] LOGIN") \
    row("openapi",       openapi_cmd,        "cmd.openapi",            "")                         \
    row("tls lan",       tls_lan_cmd,        "cmd.tls_lan",            "")                         \
    row("sop check",     sop_check_cmd,      "cmd.sop_check",          "[DIR]") \
    row("sop replay",    sop_replay_cmd,     "cmd.sop_replay",         "GRAPH.xml TRACES.jsonl") \
    row("audit verify",  audit_verify_cmd,   "cmd.audit_verify",       "[--office CODE] [FOLDER|FILE.record]") \
    row("backup",        backup_cmd,         "cmd.backup",             "[--office CODE] FILE") \
    row("restore",       restore_cmd,        "cmd.restore",            "--office CODE FILE.record FILE.keys") \
    row("tables",        tables_cmd,         "cmd.tables",             "--hash [--office CODE] --as NAME --secret-file FILE") \
    row("story play",    story_play_cmd,     "cmd.story_play",         "[--office CODE] FILE...") \
    row("story run",     story_run_cmd,      "cmd.story_run",          "[--sop DIR] [--zone ZONE] FILE...") \
    row("version",       version_cmd,        "cmd.version",            "")
/* clang-format on */

#define COMMAND_DECLARE(name, function, help, usage) int function(struct cli *cli);
COMMANDS(COMMAND_DECLARE)
#undef COMMAND_DECLARE

#endif
