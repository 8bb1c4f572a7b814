#include "cli/login.h"

#include "cli/office_dirs.h"
#include "cli/secret.h"

enum { BODY_MAX = 1 << 18 };

struct login login_options(struct cli *cli)
{
    struct login login = { 0 };
    (void)cli_option(cli, "--office", &login.office);
    (void)cli_option(cli, "--as", &login.name);
    (void)cli_option(cli, "--secret-file", &login.secret_file);
    (void)cli_option(cli, "--demo-login", &login.demo);
    return login;
}

/* A line of latihan.txt: office, log-in, roles (blanks between), passphrase, tabs between.  The
 * first of the office with the role, or with the log-in, is taken. */
static enum err demo_read(struct cli *cli, struct login *login, struct str *passphrase)
{
    struct str text, path = str_format(cli->ctx.arena, "%.*s/latihan.txt", STR_ARG(cli->data));
    TRY(secret_file_read(cli, path, &text));
    while (text.n > 0) {
        struct str rest;
        struct str line = str_cut(text, '\n', &text);
        struct str office = str_cut(line, '\t', &rest);
        struct str name = str_cut(rest, '\t', &rest);
        struct str roles = str_cut(rest, '\t', &rest);
        if (login->office.n > 0 && !str_eq(office, login->office))
            continue;
        if (!str_eq(name, login->demo) && !str_has_word(roles, login->demo))
            continue;
        login->office = office;
        login->name = name;
        *passphrase = str_cut(rest, '\t', &rest);
        return OK;
    }
    return ctx_fail_at(&cli->ctx, ERR_INVALID, "session.options", login->demo);
}

enum err login_secret(struct cli *cli, struct login *login, struct str *passphrase)
{
    if (login->demo.n > 0)
        return demo_read(cli, login, passphrase);
    if (login->name.n == 0)
        return ctx_fail(&cli->ctx, ERR_INVALID, "session.options");
    TRY(office_only(cli, &login->office));
    if (login->secret_file.n == 0)
        return secret_ask(cli, passphrase);
    return secret_file_read(cli, login->secret_file, passphrase);
}

/* The answer of a problem document as an error with its key. */
static enum err problem(struct asking *asking, const struct json_value *answer, int status)
{
    struct ctx *ctx = &asking->cli->ctx;
    struct str key = json_said(ctx->arena, answer, "key");
    struct str field = json_said(ctx->arena, answer, "field");
    const char *why = key.n > 0 ? str_z(ctx->arena, key) : "web.body";
    return ctx_fail_at(ctx, status == 404 ? ERR_MISSING : ERR_DENIED, why, field);
}

static struct request request_of(struct asking *asking, struct str path, struct str query,
                                 struct str body)
{
    struct arena *arena = asking->cli->ctx.arena;
    struct id key = id_random();
    return (struct request){
        .method = body.n > 0 ? METHOD_POST : METHOD_GET,
        .path = str_format(arena, "/%.*s/api/v1%.*s", STR_ARG(asking->office), STR_ARG(path)),
        .query = query,
        .body = body,
        .content_type = body.n > 0 ? STR("application/json") : STR(""),
        .accept = STR("application/json"),
        .accept_language = asking->cli->lang == LANG_EN ? STR("en") : STR("id"),
        .cookie = asking->cookie,
        .idempotency_key = hex_write(arena, key.at, sizeof key.at),
    };
}

/* Asks `path` below /{office}/api/v1 (POST when `body` is not empty) with a fresh key; *out is the
 * answer.  A problem document becomes ERR_DENIED with its key in ctx->why (and field in why.at). */
static enum err login_ask(struct asking *asking, struct str path, struct str query, struct str body,
                          struct json_value *out, struct str *raw)
{
    struct request request = request_of(asking, path, query, body);
    struct reply reply = { 0 };
    TRY(cli_request(asking->cli, &request, &reply));
    struct str answer = buf_str(&reply.body);
    if (raw != NULL)
        *raw = answer;
    TRY(json_read(&asking->cli->ctx, answer, out));
    if (reply.status >= 400)
        return problem(asking, out, reply.status);
    if (reply.set_cookie.n > 0)
        asking->cookie = str_part(reply.set_cookie, 0, str_find(reply.set_cookie, ';'));
    return OK;
}

/* Logs in.  ERR_DENIED log_in.wrong; errors of login_secret() and cli_request(). */
static enum err login_open(struct cli *cli, const struct login *login, struct asking *out)
{
    struct login who = *login;
    struct str passphrase;
    TRY(login_secret(cli, &who, &passphrase));
    struct buf body = buf_open(cli->ctx.arena, BODY_MAX);
    struct json json = json_open(&body);
    struct json_value answer;
    json_object_begin(&json);
    json_put_str(&json, "login", who.name);
    json_put_str(&json, "passphrase", passphrase);
    json_end(&json);
    *out = (struct asking){ .cli = cli, .office = who.office };
    return login_ask(out, STR("/masuk"), STR(""), buf_str(&body), &answer, NULL);
}

/* Ends the session; a failure to do so is not the command's. */
static void login_close(struct asking *asking)
{
    struct why why = asking->cli->ctx.why;
    struct json_value answer;
    /* A session that is not closed ends by itself; what went wrong before is what counts. */
    if (login_ask(asking, STR("/keluar"), STR(""), STR("{}"), &answer, NULL) != OK)
        asking->cookie = STR("");
    asking->cli->ctx.why = why;
}

struct str json_said(struct arena *arena, const struct json_value *object, const char *key)
{
    const struct json_value *value = json_get(object, key);
    if (value == NULL)
        return STR("");
    if (value->kind == VALUE_INT)
        return str_format(arena, "%lld", (long long)value->number);
    if (value->kind == VALUE_BOOL)
        return value->yes ? STR("yes") : STR("no");
    return value->kind == VALUE_TEXT ? value->text : STR("");
}

int login_run(struct cli *cli, const struct login *login, struct str path, struct str query,
              struct str body, void (*print)(struct cli *cli, const struct json_value *answer))
{
    struct asking asking = { 0 };
    struct json_value answer;
    struct str raw = STR("");
    enum err err = login_open(cli, login, &asking);
    if (err != OK)
        return cli_fail(cli, err);
    err = login_ask(&asking, path, query, body, &answer, &raw);
    login_close(&asking);
    if (err != OK)
        return cli_fail(cli, err);
    if (cli->json || print == NULL)
        fprintf(cli->out, "%.*s\n", STR_ARG(raw));
    else
        print(cli, &answer);
    return EXIT_GOOD;
}

void login_lines(struct cli *cli, const struct json_value *answer, const char *list,
                 const char *const *keys)
{
    const struct json_value *rows = json_get(answer, list);
    for (size_t i = 0; rows != NULL && i < rows->n; i++) {
        for (size_t k = 0; keys[k] != NULL; k++) {
            struct str text = json_said(cli->ctx.arena, &rows->members[i].value, keys[k]);
            (void)fprintf(cli->out, "%s%.*s", k == 0 ? "" : "\t", STR_ARG(text));
        }
        (void)fprintf(cli->out, "\n");
    }
}
