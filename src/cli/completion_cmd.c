/* teduh completion bash: what the shell may complete, from the table of commands. */
#include "cli/commands.h"
#include "cli/usage.h"

/* The value of an option by what the table calls it. */
static void value_case(struct cli *cli, const struct usage_item *item)
{
    struct str value = item->value;
    if (str_eq(value, STR("DIR")))
        (void)fprintf(cli->out, "    %.*s) COMPREPLY=($(compgen -d -- \"$cur\")); return ;;\n",
                      STR_ARG(item->name));
    else if (str_eq(value, STR("FILE")))
        (void)fprintf(cli->out, "    %.*s) COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n",
                      STR_ARG(item->name));
    else if (str_find(value, '|') < value.n) {
        (void)fprintf(cli->out, "    %.*s) COMPREPLY=($(compgen -W '", STR_ARG(item->name));
        while (value.n > 0) {
            struct str one = str_cut(value, '|', &value);
            (void)fprintf(cli->out, "%.*s ", STR_ARG(one));
        }
        (void)fputs("' -- \"$cur\")); return ;;\n", cli->out);
    } else if (value.n > 0)
        (void)fprintf(cli->out, "    %.*s) return ;;\n", STR_ARG(item->name));
}

/* Each option once: the first row that has it says what its value is. */
static bool said_before(const struct cli *cli, size_t upto, struct str name)
{
    for (size_t i = 0; i < upto; i++) {
        struct usage_item item;
        struct str rest = str_of(cli->table[i].usage);
        while (usage_next(&rest, &item))
            if (str_eq(item.name, name))
                return true;
    }
    return false;
}

static void values_write(struct cli *cli)
{
    struct usage_item item;
    struct str rest = STR(USAGE_COMMON);
    while (usage_next(&rest, &item))
        value_case(cli, &item);
    for (size_t i = 0; i < cli->table_count; i++) {
        rest = str_of(cli->table[i].usage);
        while (usage_next(&rest, &item))
            if (item.option && !said_before(cli, i, item.name))
                value_case(cli, &item);
    }
}

static void options_write(struct cli *cli, const char *usage)
{
    struct usage_item item;
    struct str rest = str_of(usage);
    while (usage_next(&rest, &item))
        if (item.option)
            (void)fprintf(cli->out, "%.*s ", STR_ARG(item.name));
}

static bool takes_files(const struct command *command)
{
    struct usage_item item;
    struct str rest = str_of(command->usage);
    while (usage_next(&rest, &item)) {
        const char *names[] = { "FILE", "DIR", "FOLDER", "GRAPH", "TRACES", "RECORD", "KEYS" };
        for (size_t i = 0; !item.option && i < sizeof names / sizeof *names; i++)
            if (str_starts(item.name, str_of(names[i])))
                return true;
    }
    return false;
}

static void command_case(struct cli *cli, const struct command *command)
{
    struct str second, first = str_cut(str_of(command->name), ' ', &second);
    (void)fprintf(cli->out, "    '%.*s %.*s'%s) words='", STR_ARG(first), STR_ARG(second),
                  second.n > 0 ? "" : "*");
    options_write(cli, command->usage);
    options_write(cli, USAGE_COMMON);
    (void)fprintf(cli->out, "'%s ;;\n", takes_files(command) ? " files=yes" : "");
}

/* First words, and the second words of each group. */
static void names_write(struct cli *cli)
{
    struct str before = STR("");
    (void)fputs("  if [ \"$COMP_CWORD\" -eq 1 ]; then words='", cli->out);
    for (size_t i = 0; i < cli->table_count; i++) {
        struct str rest, first = str_cut(str_of(cli->table[i].name), ' ', &rest);
        if (!str_eq(first, before))
            (void)fprintf(cli->out, "%.*s ", STR_ARG(first));
        before = first;
    }
    (void)fputs(
        "--help --version'\n  elif [ \"$COMP_CWORD\" -eq 2 ]; then case ${COMP_WORDS[1]} in\n",
        cli->out);
    for (size_t i = 0; i < cli->table_count; i++) {
        struct str rest, first = str_cut(str_of(cli->table[i].name), ' ', &rest);
        if (rest.n > 0)
            (void)fprintf(cli->out, "    %.*s) words+=' %.*s' ;;&\n", STR_ARG(first),
                          STR_ARG(rest));
    }
    (void)fputs("  esac; fi\n", cli->out);
}

int completion_cmd(struct cli *cli)
{
    if (!cli_done(cli))
        return EXIT_USAGE;
    (void)fputs("_teduh() {\n  local cur=${COMP_WORDS[COMP_CWORD]} words= files=\n"
                "  case ${COMP_WORDS[COMP_CWORD-1]} in\n",
                cli->out);
    values_write(cli);
    (void)fputs("  esac\n", cli->out);
    names_write(cli);
    (void)fputs("  [ -n \"$words\" ] || case \"${COMP_WORDS[1]} ${COMP_WORDS[2]}\" in\n", cli->out);
    for (size_t i = 0; i < cli->table_count; i++)
        command_case(cli, &cli->table[i]);
    (void)fputs("  esac\n"
                "  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                "  [ -z \"$files\" ] || COMPREPLY+=($(compgen -f -- \"$cur\"))\n"
                "}\n"
                "complete -o filenames -F _teduh teduh\n",
                cli->out);
    return EXIT_GOOD;
}
