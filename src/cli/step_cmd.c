/*
 * teduh step show|do: the form of a step, and doing it.  Answers are given as
 * KEY=VALUE; a key may stand several times (multi).
 */
#include "cli/commands.h"
#include "cli/login.h"

enum { STEP_BODY_MAX = 1 << 19 };

static void print_step(struct cli *cli, const struct json_value *answer)
{
    static const char *const fields[] = { "key", "type", "need", "label", NULL };
    static const char *const outcomes[] = { "outcome", "allowed", "title", NULL };
    fprintf(cli->out, "%.*s\t%.*s\n", STR_ARG(json_said(cli->ctx.arena, answer, "step")),
            STR_ARG(json_said(cli->ctx.arena, answer, "title")));
    login_lines(cli, answer, "outcomes", outcomes);
    login_lines(cli, answer, "fields", fields);
}

static void print_done(struct cli *cli, const struct json_value *answer)
{
    struct str entry = json_said(cli->ctx.arena, answer, "entry");
    fprintf(cli->out, "%.*s\n", STR_ARG(entry));
}

static struct str step_path(struct cli *cli, struct str key, struct str step)
{
    return str_format(cli->ctx.arena, "/kasus/%.*s/langkah/%.*s", STR_ARG(key), STR_ARG(step));
}

int step_show_cmd(struct cli *cli)
{
    struct login login = login_options(cli);
    struct str key, step;
    if (!cli_next(cli, &key) || !cli_next(cli, &step) || !cli_done(cli))
        return cli_usage(cli);
    return login_run(cli, &login, step_path(cli, key, step), STR(""), STR(""), print_step);
}

struct pair {
    struct str key, value;
    bool written;
};
enum { PAIRS_MAX = 200 };

/* Rows of one key become a list; everything else is a text. */
static void values_write(struct json *json, struct pair *pairs, size_t n, struct arena *arena)
{
    json_key(json, "values");
    json_object_begin(json);
    for (size_t i = 0; i < n; i++) {
        if (pairs[i].written)
            continue;
        json_key(json, str_z(arena, pairs[i].key));
        json_array_begin(json);
        for (size_t j = i; j < n; j++) {
            if (!str_eq(pairs[j].key, pairs[i].key))
                continue;
            json_str(json, pairs[j].value);
            pairs[j].written = true;
        }
        json_end(json);
    }
    json_end(json);
}

static size_t pairs_take(struct cli *cli, struct pair pairs[PAIRS_MAX])
{
    struct str argument;
    size_t n = 0;
    while (n < PAIRS_MAX && cli_next(cli, &argument)) {
        cli->bad |= str_find(argument, '=') == argument.n;
        pairs[n] = (struct pair){ 0 };
        pairs[n].key = str_cut(argument, '=', &pairs[n].value);
        n++;
    }
    return n;
}

static void option_write(struct json *json, const char *key, struct str value)
{
    if (value.n > 0)
        json_put_str(json, key, value);
}

int step_do_cmd(struct cli *cli)
{
    struct login login = login_options(cli);
    struct pair pairs[PAIRS_MAX];
    struct str key, step, outcome = { 0 }, happened = { 0 }, reason = { 0 }, words = { 0 };
    (void)cli_option(cli, "--outcome", &outcome);
    (void)cli_option(cli, "--happened", &happened);
    (void)cli_option(cli, "--reason", &reason);
    (void)cli_option(cli, "--words", &words);
    if (!cli_next(cli, &key) || !cli_next(cli, &step))
        return cli_usage(cli);
    size_t n = pairs_take(cli, pairs);
    if (!cli_done(cli))
        return EXIT_USAGE;
    struct buf body = buf_open(cli->ctx.arena, STEP_BODY_MAX);
    struct json json = json_open(&body);
    json_object_begin(&json);
    option_write(&json, "outcome", outcome);
    option_write(&json, "happened", happened);
    option_write(&json, "reason", reason);
    option_write(&json, "words", words);
    values_write(&json, pairs, n, cli->ctx.arena);
    json_end(&json);
    return login_run(cli, &login, step_path(cli, key, step), STR(""), buf_str(&body), print_done);
}
