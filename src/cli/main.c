/* The frame around every command: finds it, reads what all know, runs it. */
#include "cli/cli.h"

enum { ARGS_MAX = 4096, CLI_ARENA_BYTES = 1 << 30 };

static enum lang lang_of_environment(void)
{
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0')
            return str_starts(str_of(value), STR("en")) ? LANG_EN : LANG_ID;
    }
    return LANG_ID;
}

/* The row whose name begins the arguments, the longer name first; *words = how many it took. */
static const struct command *command_find(const struct command *table, size_t count, int argc,
                                          char **argv, int *words)
{
    for (int n = 2; n >= 1; n--) {
        if (argc < 1 + n)
            continue;
        for (size_t i = 0; i < count; i++) {
            struct str second, first = str_cut(str_of(table[i].name), ' ', &second);
            if ((second.n > 0) == (n == 2) && str_eq(first, str_of(argv[1])) &&
                (n == 1 || str_eq(second, str_of(argv[2])))) {
                *words = n;
                return &table[i];
            }
        }
    }
    return NULL;
}

static void help_row(struct cli *cli, const struct command *command)
{
    (void)fprintf(cli->out, "  %-18s %.*s\n", command->name, STR_ARG(cli_say(cli, command->help)));
}

/* All commands, or those of one group ("sop"). */
static int help_all(struct cli *cli, const struct command *table, size_t count, struct str group)
{
    (void)fprintf(cli->out, "%.*s: teduh COMMAND [--data DIR] [--lang id|en] [--json] ...\n\n",
                  STR_ARG(cli_say(cli, "cli.usage")));
    for (size_t i = 0; i < count; i++) {
        struct str rest;
        if (group.n == 0 || str_eq(str_cut(str_of(table[i].name), ' ', &rest), group))
            help_row(cli, &table[i]);
    }
    (void)fprintf(cli->out, "\n%.*s\n", STR_ARG(cli_say(cli, "cli.help_more")));
    return EXIT_GOOD;
}

static int help_one(struct cli *cli)
{
    (void)fprintf(cli->out, "teduh %s%s%s\n\n%.*s\n\n%.*s\n", cli->command->name,
                  cli->command->usage[0] ? " " : "", cli->command->usage,
                  STR_ARG(cli_say(cli, cli->command->help)),
                  STR_ARG(cli_say(cli, "cli.help_common")));
    return EXIT_GOOD;
}

static bool is_group(const struct command *table, size_t count, struct str word)
{
    for (size_t i = 0; i < count; i++) {
        struct str second, first = str_cut(str_of(table[i].name), ' ', &second);
        if (second.n > 0 && str_eq(first, word))
            return true;
    }
    return false;
}

static void common_options(struct cli *cli)
{
    struct str text;
    cli->json = cli_flag(cli, "--json");
    if (cli_option(cli, "--lang", &text)) {
        if (str_eq(text, STR("en")) || str_eq(text, STR("id")))
            cli->lang = str_eq(text, STR("en")) ? LANG_EN : LANG_ID;
        else
            cli->bad = true;
    }
    if (cli_option(cli, "--data", &text)) {
        while (text.n > 1 && text.at[text.n - 1] == '/')
            text.n--;
        cli->data = text;
        cli->bad |= text.n == 0;
    }
    if (cli_option(cli, "--now", &text)) {
        cli->now_given = true;
        if (!rfc3339_read(text, &cli->ctx.now_ms))
            cli->bad = true;
    }
}

static int without_command(struct cli *cli, const struct command *table, size_t count)
{
    common_options(cli);
    bool help = cli_flag(cli, "--help"), version = cli_flag(cli, "--version");
    struct str word = { 0 }, left = { 0 };
    bool any = cli_next(cli, &word);
    if (version && !any) {
        (void)fprintf(cli->out, "teduh %s\n", TEDUH_VERSION);
        return EXIT_GOOD;
    }
    bool group = any && is_group(table, count, word) && !cli_next(cli, &left);
    if (help && (!any || group))
        return help_all(cli, table, count, word);
    if (any && !group)
        (void)fprintf(cli->err, "teduh: %.*s: %.*s\n", STR_ARG(cli_say(cli, "cli.unknown_command")),
                      STR_ARG(word));
    cli->out = cli->err;
    (void)help_all(cli, table, count, group ? word : STR(""));
    return EXIT_USAGE;
}

int cli_main(const struct command *table, size_t count, int argc, char **argv)
{
    if (argc < 1 || argc > ARGS_MAX)
        return EXIT_USAGE;
    struct cli cli = {
        .ctx = { .arena = arena_open(CLI_ARENA_BYTES), .now_ms = clock_now_ms() },
        .out = stdout,
        .err = stderr,
        .lang = lang_of_environment(),
    };
    int words = 0, status;
    cli.command = command_find(table, count, argc, argv, &words);
    cli.args = argv + 1 + words;
    cli.args_count = (size_t)(argc - 1 - words);
    if (cli.command == NULL) {
        status = without_command(&cli, table, count);
    } else {
        common_options(&cli);
        status = cli_flag(&cli, "--help") ? help_one(&cli) : cli.command->run(&cli);
    }
    if (cli.at_end != NULL)
        cli.at_end(&cli);
    arena_close(cli.ctx.arena);
    /* Data that did not reach its file is no success. */
    if (fflush(stdout) != 0 && status == EXIT_GOOD)
        status = EXIT_REFUSED;
    return status;
}
