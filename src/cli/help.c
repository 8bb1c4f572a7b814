#include "cli/help.h"

#include "cli/usage.h"

bool help_is_group(const struct cli *cli, struct str word)
{
    for (size_t i = 0; i < cli->table_count; i++) {
        struct str second, first = str_cut(str_of(cli->table[i].name), ' ', &second);
        if (second.n > 0 && str_eq(first, word))
            return true;
    }
    return false;
}

void help_all(struct cli *cli, struct str group)
{
    (void)fprintf(cli->out, "%.*s: teduh COMMAND [--data DIR] [--lang id|en] [--json] ...\n\n",
                  STR_ARG(cli_say(cli, "cli.usage")));
    for (size_t i = 0; i < cli->table_count; i++) {
        const struct command *command = &cli->table[i];
        struct str rest;
        if (group.n == 0 || str_eq(str_cut(str_of(command->name), ' ', &rest), group))
            (void)fprintf(cli->out, "  %-18s %.*s\n", command->name,
                          STR_ARG(cli_say(cli, command->help)));
    }
    (void)fprintf(cli->out, "\n%.*s\n", STR_ARG(cli_say(cli, "cli.help_more")));
}

static void items_write(struct cli *cli, const struct command *command, const char *usage)
{
    struct usage_item item;
    struct str rest = str_of(usage);
    while (usage_next(&rest, &item)) {
        struct str about = cli_say(cli, usage_key(cli->ctx.arena, command, &item));
        struct str name = str_format(cli->ctx.arena, "%.*s%s%.*s", STR_ARG(item.name),
                                     item.value.n > 0 ? " " : "", STR_ARG(item.value));
        (void)fprintf(cli->out, "  %-22.*s %.*s\n", STR_ARG(name), STR_ARG(about));
    }
}

void help_one(struct cli *cli)
{
    const struct command *command = cli->command;
    (void)fprintf(cli->out, "teduh %s%s%s\n\n%.*s\n\n", command->name, command->usage[0] ? " " : "",
                  command->usage, STR_ARG(cli_say(cli, command->help)));
    items_write(cli, command, command->usage);
    (void)fprintf(cli->out, "%s%.*s:\n", command->usage[0] ? "\n" : "",
                  STR_ARG(cli_say(cli, "cli.help_common")));
    items_write(cli, NULL, USAGE_COMMON);
    (void)fprintf(cli->out, "\n%.*s\n", STR_ARG(cli_say(cli, "cli.exit")));
}
