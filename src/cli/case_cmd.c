/* teduh case list|show|entries: what the pages of the same name show. */
#include "cli/commands.h"
#include "cli/login.h"

static void print_list(struct cli *cli, const struct json_value *answer)
{
    static const char *const keys[] = { "case", "alias", "due", "responsible", "closed", NULL };
    login_lines(cli, answer, "cases", keys);
}

static void print_case(struct cli *cli, const struct json_value *answer)
{
    static const char *const open[] = {
        "step", "subject", "due", "late", "enabled", "title", NULL
    };
    static const char *const services[] = { "service", "state", "title", NULL };
    fprintf(cli->out, "%.*s\t%.*s\t%.*s\n", STR_ARG(json_said(cli->ctx.arena, answer, "case")),
            STR_ARG(json_said(cli->ctx.arena, answer, "alias")),
            STR_ARG(json_said(cli->ctx.arena, answer, "stage")));
    login_lines(cli, answer, "services", services);
    login_lines(cli, answer, "open", open);
}

static void print_entries(struct cli *cli, const struct json_value *answer)
{
    static const char *const keys[] = { "happened", "officer", "step", "outcome",
                                        "text",     "entry",   NULL };
    login_lines(cli, answer, "entries", keys);
}

int case_list_cmd(struct cli *cli)
{
    struct login login = login_options(cli);
    struct str which = STR("mine");
    (void)cli_option(cli, "--which", &which);
    cli->bad |= !str_eq(which, STR("mine")) && !str_eq(which, STR("open")) &&
                !str_eq(which, STR("closed")) && !str_eq(which, STR("all"));
    if (!cli_done(cli))
        return EXIT_USAGE;
    struct str query = str_format(cli->ctx.arena, "which=%.*s", STR_ARG(which));
    return login_run(cli, &login, STR("/kasus"), query, STR(""), print_list);
}

/* "/kasus/KEY" + `tail` for the one argument of a command. */
static int about_case(struct cli *cli, const char *tail,
                      void (*print)(struct cli *cli, const struct json_value *answer))
{
    struct login login = login_options(cli);
    struct str key;
    if (!cli_next(cli, &key) || !cli_done(cli))
        return cli_usage(cli);
    struct str path = str_format(cli->ctx.arena, "/kasus/%.*s%s", STR_ARG(key), tail);
    return login_run(cli, &login, path, STR(""), STR(""), print);
}

int case_show_cmd(struct cli *cli)
{
    return about_case(cli, "", print_case);
}

int case_entries_cmd(struct cli *cli)
{
    return about_case(cli, "/riwayat", print_entries);
}
