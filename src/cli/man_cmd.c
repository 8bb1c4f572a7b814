/* teduh man: the manual page, from the table of commands, in the language asked for. */
#include "cli/commands.h"
#include "cli/usage.h"

/* Text of a page: dashes as they are typed, no line that begins a request. */
static void text_write(struct cli *cli, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        if (i == 0 && (c == '.' || c == '\''))
            (void)fputs("\\&", cli->out);
        if (c == '-')
            (void)fputc('\\', cli->out);
        if (c == '\\')
            (void)fputs("\\e", cli->out);
        else
            (void)fputc(c, cli->out);
    }
}

static void section(struct cli *cli, const char *key)
{
    (void)fprintf(cli->out, ".SH %.*s\n", STR_ARG(cli_say(cli, key)));
}

static void line(struct cli *cli, struct str text)
{
    text_write(cli, text);
    (void)fputc('\n', cli->out);
}

static void items(struct cli *cli, const struct command *command, const char *usage)
{
    struct usage_item item;
    struct str rest = str_of(usage);
    while (usage_next(&rest, &item)) {
        (void)fprintf(cli->out, ".TP\n%s", item.option ? ".B " : ".I ");
        text_write(cli, item.name);
        if (item.value.n > 0) {
            (void)fputc(' ', cli->out);
            text_write(cli, item.value);
        }
        (void)fputc('\n', cli->out);
        line(cli, cli_say(cli, usage_key(cli->ctx.arena, command, &item)));
    }
}

static void command_write(struct cli *cli, const struct command *command)
{
    (void)fprintf(cli->out, ".SS \"teduh %s", command->name);
    if (command->usage[0] != '\0')
        (void)fputc(' ', cli->out);
    text_write(cli, str_of(command->usage));
    (void)fputs("\"\n", cli->out);
    line(cli, cli_say(cli, command->help));
    items(cli, command, command->usage);
}

int man_cmd(struct cli *cli)
{
    if (!cli_done(cli))
        return EXIT_USAGE;
    (void)fprintf(cli->out, ".TH TEDUH 1 \"\" \"teduh %s\"\n", TEDUH_VERSION);
    section(cli, "man.name");
    line(cli, cli_say(cli, "man.about"));
    section(cli, "man.synopsis");
    (void)fputs(".B teduh\n.I COMMAND\n", cli->out);
    line(cli, STR("[--data DIR] [--lang id|en] [--json] ..."));
    section(cli, "man.description");
    line(cli, cli_say(cli, "man.long"));
    section(cli, "man.commands");
    for (size_t i = 0; i < cli->table_count; i++)
        command_write(cli, &cli->table[i]);
    section(cli, "man.options");
    items(cli, NULL, USAGE_COMMON);
    section(cli, "man.exit");
    line(cli, cli_say(cli, "cli.exit"));
    section(cli, "man.files");
    line(cli, cli_say(cli, "man.folder"));
    return EXIT_GOOD;
}
