/* teduh office list: which offices the installation holds; nothing is opened. */
#include "cli/cli.h"
#include "cli/commands.h"
#include "main/offices.h"
#include "text/json.h"

int office_list_cmd(struct cli *cli)
{
    struct str codes[OFFICES_MAX];
    size_t n = 0;
    if (!cli_done(cli))
        return EXIT_USAGE;
    enum err err = offices_list(&cli->ctx, cli->data, codes, &n);
    if (err != OK)
        return cli_fail(cli, err);
    if (!cli->json)
        for (size_t i = 0; i < n; i++)
            fprintf(cli->out, "%.*s\n", STR_ARG(codes[i]));
    else {
        struct buf out = buf_open(cli->ctx.arena, OFFICES_MAX * (OFFICE_CODE_MAX + 4));
        struct json json = json_open(&out);
        json_array_begin(&json);
        for (size_t i = 0; i < n; i++)
            json_str(&json, codes[i]);
        json_end(&json);
        fprintf(cli->out, "%.*s\n", STR_ARG(buf_str(&out)));
    }
    return EXIT_GOOD;
}
