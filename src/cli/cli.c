#include "cli/cli.h"

static struct str arg_str(const struct cli *cli, size_t i)
{
    return cli->args[i] == NULL ? STR("") : str_of(cli->args[i]);
}

/* True for "--name" and "--name=value"; *value is what stands after '=', at = NULL without one. */
static bool named(struct str arg, const char *name, struct str *value)
{
    struct str want = str_of(name);
    if (!str_starts(arg, want))
        return false;
    *value = (struct str){ NULL, 0 };
    if (arg.n == want.n)
        return true;
    if (arg.at[want.n] != '=')
        return false;
    *value = (struct str){ arg.at + want.n + 1, arg.n - want.n - 1 };
    return true;
}

/* Position of the option before "--", or args_count. */
static size_t find(const struct cli *cli, const char *name, struct str *value)
{
    for (size_t i = 0; i < cli->args_count; i++) {
        struct str arg = arg_str(cli, i);
        if (str_eq(arg, STR("--")))
            break;
        if (named(arg, name, value))
            return i;
    }
    return cli->args_count;
}

bool cli_flag(struct cli *cli, const char *name)
{
    struct str value;
    size_t i = find(cli, name, &value);
    if (i == cli->args_count)
        return false;
    cli->args[i] = NULL;
    cli->bad |= value.at != NULL;
    return true;
}

bool cli_option(struct cli *cli, const char *name, struct str *value)
{
    struct str got;
    size_t i = find(cli, name, &got);
    if (i == cli->args_count)
        return false;
    cli->args[i] = NULL;
    if (got.at == NULL) {
        if (i + 1 >= cli->args_count || cli->args[i + 1] == NULL ||
            str_starts(arg_str(cli, i + 1), STR("--"))) {
            cli->bad = true;
            return false;
        }
        got = arg_str(cli, i + 1);
        cli->args[i + 1] = NULL;
    }
    *value = got;
    return true;
}

bool cli_number(struct cli *cli, const char *name, int64_t from, int64_t to, int64_t *value)
{
    struct str text;
    int64_t number;
    if (!cli_option(cli, name, &text))
        return false;
    if (!str_int(text, &number) || number < from || number > to) {
        cli->bad = true;
        return false;
    }
    *value = number;
    return true;
}

bool cli_next(struct cli *cli, struct str *argument)
{
    bool only_arguments = false;
    for (size_t i = 0; i < cli->args_count; i++) {
        struct str arg = arg_str(cli, i);
        if (cli->args[i] == NULL)
            continue;
        if (!only_arguments && str_eq(arg, STR("--"))) {
            only_arguments = true;
            continue;
        }
        if (!only_arguments && str_starts(arg, STR("--")))
            continue;
        *argument = arg;
        cli->args[i] = NULL;
        return true;
    }
    return false;
}

/* What is not taken yet: options, or anything at all. */
static bool left(const struct cli *cli, bool options_only)
{
    for (size_t i = 0; i < cli->args_count; i++) {
        struct str arg = arg_str(cli, i);
        if (str_eq(arg, STR("--"))) {
            if (options_only)
                return false;
            continue;
        }
        if (cli->args[i] != NULL && (!options_only || str_starts(arg, STR("--"))))
            return true;
    }
    return false;
}

static bool done(struct cli *cli, bool options_only)
{
    if (!cli->bad && !left(cli, options_only))
        return true;
    (void)cli_usage(cli);
    return false;
}

bool cli_done(struct cli *cli)
{
    return done(cli, false);
}

bool cli_options_done(struct cli *cli)
{
    return done(cli, true);
}

int cli_usage(struct cli *cli)
{
    if (!cli->told)
        (void)fprintf(cli->err, "%.*s: teduh %s%s%s\n", STR_ARG(cli_say(cli, "cli.usage")),
                      cli->command->name, cli->command->usage[0] ? " " : "", cli->command->usage);
    cli->told = true;
    return EXIT_USAGE;
}

struct str cli_say(const struct cli *cli, const char *key)
{
    return words_say(cli->lang, key);
}

void cli_line(struct cli *cli, const char *key)
{
    (void)fprintf(cli->out, "%.*s\n", STR_ARG(cli_say(cli, key)));
}

int cli_fail(struct cli *cli, enum err err)
{
    const struct why *why = &cli->ctx.why;
    must(err != OK);
    (void)fprintf(cli->err, "teduh: ");
    if (why->at.n > 0)
        (void)fprintf(cli->err, "%.*s: ", STR_ARG(why->at));
    if (why->line > 0)
        (void)fprintf(cli->err, "%d:%d: ", why->line, why->column);
    (void)fprintf(cli->err, "%.*s",
                  STR_ARG(words_why(cli->lang, why->key != NULL ? why->key : "cli.failed")));
    if (why->expected.n > 0)
        (void)fprintf(cli->err, " (%.*s: %.*s)", STR_ARG(cli_say(cli, "cli.expected")),
                      STR_ARG(why->expected));
    (void)fprintf(cli->err, "\n");
    return EXIT_REFUSED;
}
