/*
 * cli/cli - what every command of `teduh` has in common.
 *
 * A command is one function in one file (src/cli/NOUN_cmd.c, or src/main where
 * it starts processes) and one row in cli/commands.h; the row is its help.
 * The frame has already read the options that all commands know: --help,
 * --json, --lang id|en, --data DIR, --now TIME.  The command takes its own,
 * then asks cli_done(), then works, then returns an exit status.
 *
 *     int case_list_cmd(struct cli *cli)
 *     {
 *         struct str office = { 0 };
 *         (void)cli_option(cli, "--office", &office);
 *         if (!cli_done(cli))
 *             return EXIT_USAGE;
 *         enum err err = ...(&cli->ctx, ...);
 *         return err == OK ? EXIT_GOOD : cli_fail(cli, err);
 *     }
 *
 * Memory: cli->ctx.arena, closed by the frame.  Strings of options live as
 * long as the process.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/base.h"
#include "text/words.h"

#include <stdio.h>

/* The exit statuses of every command; EXIT_BUG (70) stands in base/must.h. */
enum { EXIT_GOOD = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2 };

struct cli;

struct command {
    const char *name; /* one or two words: "serve", "sop check" */
    int (*run)(struct cli *);
    const char *help;  /* key of words/: one line, what it does */
    const char *usage; /* what follows the name: "[--office CODE] FILE..." */
};

struct cli {
    struct ctx ctx; /* arena and clock; --now moves the clock */
    const struct command *table;
    size_t table_count;
    const struct command *command; /* the row that was called */
    FILE *out, *err;
    enum lang lang;  /* --lang, else LC_ALL, LC_MESSAGES, LANG; Indonesian unless it says en */
    bool json;       /* print data as JSON */
    bool now_given;  /* --now was there: refused on the data of a real office */
    struct str data; /* --data DIR, no slash at the end; empty when not given */
    char **args;
    size_t args_count;            /* what stands after the name; taken ones are NULL */
    bool bad;                     /* an option without its value, or a value that cannot be read */
    void (*at_end)(struct cli *); /* NULL, or what the frame calls after the command */
    void *held;                   /* what at_end() gives back */
    bool told;                    /* the complaint was already printed */
};

/* Options may stand anywhere; everything after "--" is an argument.  Each is taken once. */
/* True when `--name` stands there. */
bool cli_flag(struct cli *cli, const char *name);
/* `--name VALUE` or `--name=VALUE`; false and *value untouched when absent. */
bool cli_option(struct cli *cli, const char *name, struct str *value);
/* As cli_option(), a decimal integer from..to; anything else is wrong usage. */
bool cli_number(struct cli *cli, const char *name, int64_t from, int64_t to, int64_t *value);
/* The next argument that is no option; take the options first. */
bool cli_next(struct cli *cli, struct str *argument);
/* Once, after the options and arguments are taken: false, and the usage is printed on err, when
 * something is left over or was wrong. */
MUST_USE bool cli_done(struct cli *cli);
/* As cli_done(), but arguments may be left, for a command that takes any number. */
MUST_USE bool cli_options_done(struct cli *cli);
/* Prints the usage on err; returns EXIT_USAGE, for: return cli_usage(cli). */
int cli_usage(struct cli *cli);

/* The sentence of words/ in the caller's language. */
struct str cli_say(const struct cli *cli, const char *key);
/* A line of words/ on out. */
void cli_line(struct cli *cli, const char *key);
/* Prints ctx.why (file, line, key's sentence, what was expected) on err; returns EXIT_REFUSED. */
int cli_fail(struct cli *cli, enum err err);

/* Finds the command in the table, reads what all commands know, runs it; the status of the process.
 */
int cli_main(const struct command *table, size_t count, int argc, char **argv);

#endif
