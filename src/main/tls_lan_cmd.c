#include "cli/commands.h"
#include "main/tls.h"
#include "text/json.h"

enum { TLS_JSON_BYTES = 64 << 10 };

int tls_lan_cmd(struct cli *cli)
{
    struct ctx *ctx = &cli->ctx;
    struct str pem, print;
    if (!cli_done(cli))
        return EXIT_USAGE;
    if (cli->data.n == 0)
        return cli_fail(cli, ctx_fail(ctx, ERR_MISSING, "cli.no_data"));
    enum err err = tls_lan(ctx, cli->data, clock_now_ms(), &pem);
    if (err == OK)
        err = tls_fingerprint(ctx, cli->data, &print);
    if (err != OK)
        return cli_fail(cli, err);
    struct str path = str_format(ctx->arena, "%.*s/tls/authority.pem", STR_ARG(cli->data));
    if (cli->json) {
        struct buf buf = buf_open(ctx->arena, TLS_JSON_BYTES);
        struct json json = json_open(&buf);
        json_object_begin(&json);
        json_put_str(&json, "authority", path);
        json_put_str(&json, "sha256", print);
        json_end(&json);
        (void)fprintf(cli->out, "%.*s\n", STR_ARG(buf_str(&buf)));
        return EXIT_GOOD;
    }
    (void)fprintf(cli->out, "%.*s: %.*s\nSHA-256: %.*s\n%.*s\n",
                  STR_ARG(cli_say(cli, "tls.authority")), STR_ARG(path), STR_ARG(print),
                  STR_ARG(cli_say(cli, "tls.install")));
    return EXIT_GOOD;
}
