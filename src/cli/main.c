/* The frame around every command: finds it, reads what all know, runs it. */
#include "cli/cli.h"
#include "cli/help.h"

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
static const struct command *command_find(const struct cli *cli, int argc, char **argv, int *words)
{
    const struct command *table = cli->table;
    for (int n = 2; n >= 1; n--) {
        if (argc < 1 + n)
            continue;
        for (size_t i = 0; i < cli->table_count; i++) {
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

static int without_command(struct cli *cli)
{
    common_options(cli);
    bool help = cli_flag(cli, "--help"), version = cli_flag(cli, "--version");
    struct str word = { 0 }, left = { 0 };
    bool any = cli_next(cli, &word);
    if (version && !any) {
        (void)fprintf(cli->out, "teduh %s\n", TEDUH_VERSION);
        return EXIT_GOOD;
    }
    bool group = any && help_is_group(cli, word) && !cli_next(cli, &left);
    if (help && (!any || group)) {
        help_all(cli, word);
        return EXIT_GOOD;
    }
    if (any && !group)
        (void)fprintf(cli->err, "teduh: %.*s: %.*s\n", STR_ARG(cli_say(cli, "cli.unknown_command")),
                      STR_ARG(word));
    cli->out = cli->err;
    help_all(cli, group ? word : STR(""));
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
        .table = table,
        .table_count = count,
    };
    int words = 0, status;
    cli.command = command_find(&cli, argc, argv, &words);
    cli.args = argv + 1 + words;
    cli.args_count = (size_t)(argc - 1 - words);
    if (cli.command == NULL) {
        status = without_command(&cli);
    } else {
        common_options(&cli);
        if (cli_flag(&cli, "--help")) {
            help_one(&cli);
            status = EXIT_GOOD;
        } else {
            status = cli.command->run(&cli);
        }
    }
    if (cli.at_end != NULL)
        cli.at_end(&cli);
    arena_close(cli.ctx.arena);
    /* Data that did not reach its file is no success. */
    if (fflush(stdout) != 0 && status == EXIT_GOOD)
        status = EXIT_REFUSED;
    return status;
}
