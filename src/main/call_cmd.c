/*
 * teduh call [OPERATION [PLACE]... [KEY=VALUE]...]: any operation of the API by its name, as the
 * table of routes has it; without one, the list of all.  PLACEs fill the address in their order, a
 * KEY=VALUE goes into the body (of a question: into the query), twice the same KEY makes a list.
 */
#include "cli/commands.h"
#include "cli/login.h"
#include "text/json.h"
#include "web/routes.h"

enum { CALL_BODY_MAX = 1 << 19, CALL_PAIRS_MAX = 300, CALL_PATH_MAX = 2000 };

struct pair {
    struct str key, value;
    bool written;
};

static const struct route *operation_find(struct str name)
{
    for (size_t i = 0; i < routes_n; i++)
        if (routes[i].api != NULL && str_eq(str_of(routes[i].name), name))
            return &routes[i];
    return NULL;
}

static void list_print(struct cli *cli)
{
    for (size_t i = 0; i < routes_n; i++)
        if (routes[i].api != NULL)
            fprintf(cli->out, "%s\t%s\t%s\n", routes[i].name,
                    routes[i].method == METHOD_GET ? "GET" : "POST", routes[i].pattern);
}

/* Puts the next word of the command line into each :place of the pattern. */
static bool path_fill(struct cli *cli, struct str pattern, struct str *out)
{
    struct buf path = buf_open(cli->ctx.arena, CALL_PATH_MAX);
    while (pattern.n > 0) {
        struct str word, rest;
        size_t at = str_find(pattern, ':');
        buf_put(&path, str_part(pattern, 0, at));
        if (at == pattern.n)
            break;
        rest = str_part(pattern, at, pattern.n);
        if (!cli_next(cli, &word) || str_find(word, '=') < word.n)
            return false;
        buf_put(&path, word);
        pattern = str_part(rest, str_find(rest, '/'), rest.n);
    }
    *out = buf_str(&path);
    return buf_done(&path);
}

static size_t pairs_take(struct cli *cli, struct pair *pairs)
{
    struct str argument;
    size_t n = 0;
    while (n < CALL_PAIRS_MAX && cli_next(cli, &argument)) {
        cli->bad |= str_find(argument, '=') == argument.n;
        pairs[n] = (struct pair){ 0 };
        pairs[n].key = str_cut(argument, '=', &pairs[n].value);
        n++;
    }
    return n;
}

static size_t times(const struct pair *pairs, size_t n, struct str key)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        found += str_eq(pairs[i].key, key);
    return found;
}

static struct str body_of(struct cli *cli, struct pair *pairs, size_t n)
{
    struct buf body = buf_open(cli->ctx.arena, CALL_BODY_MAX);
    struct json json = json_open(&body);
    json_object_begin(&json);
    for (size_t i = 0; i < n; i++) {
        if (pairs[i].written)
            continue;
        bool many = times(pairs, n, pairs[i].key) > 1;
        json_key(&json, str_z(cli->ctx.arena, pairs[i].key));
        if (many)
            json_array_begin(&json);
        for (size_t j = i; j < n; j++) {
            if (!str_eq(pairs[j].key, pairs[i].key))
                continue;
            json_str(&json, pairs[j].value);
            pairs[j].written = true;
        }
        if (many)
            json_end(&json);
    }
    json_end(&json);
    return buf_str(&body);
}

/* Bytes that a query may not hold as they are stand as %XX. */
static void query_put(struct buf *query, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_' || c == '.';
        if (plain)
            buf_byte(query, text.at[i]);
        else
            buf_format(query, "%%%02X", c);
    }
}

static struct str query_of(struct cli *cli, const struct pair *pairs, size_t n)
{
    struct buf query = buf_open(cli->ctx.arena, CALL_BODY_MAX);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_byte(&query, '&');
        query_put(&query, pairs[i].key);
        buf_byte(&query, '=');
        query_put(&query, pairs[i].value);
    }
    return buf_str(&query);
}

int call_cmd(struct cli *cli)
{
    struct login login = login_options(cli);
    struct pair *pairs = arena_array(cli->ctx.arena, struct pair, CALL_PAIRS_MAX);
    struct str name, path;
    if (!cli_next(cli, &name)) {
        if (!cli_done(cli))
            return EXIT_USAGE;
        list_print(cli);
        return EXIT_GOOD;
    }
    const struct route *route = operation_find(name);
    if (route == NULL)
        return cli_fail(cli, ctx_fail_at(&cli->ctx, ERR_INVALID, "cli.operation", name));
    if (!path_fill(cli, str_of(route->pattern), &path))
        return cli_usage(cli);
    size_t n = pairs_take(cli, pairs);
    if (!cli_done(cli))
        return EXIT_USAGE;
    bool asks = route->method == METHOD_GET;
    return login_run(cli, &login, path, asks ? query_of(cli, pairs, n) : STR(""),
                     asks ? STR("") : body_of(cli, pairs, n), NULL);
}
