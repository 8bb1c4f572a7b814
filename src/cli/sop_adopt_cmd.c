/* teduh sop pack|adopt|confirm DIR: a folder as the one text an office adopts; the first and the
 * second signature under it. */
#include "cli/commands.h"
#include "cli/folder.h"
#include "cli/login.h"
#include "sop/bundle.h"

enum { ADOPT_BODY_MAX = 4 * BUNDLE_BYTES_MAX };

static enum err folder_packed(struct cli *cli, struct str folder, struct str *out)
{
    struct file_list files;
    TRY(folder_load(&cli->ctx, folder, &files));
    return bundle_write(&cli->ctx, &files, out);
}

int sop_pack_cmd(struct cli *cli)
{
    struct str folder, text;
    if (!cli_next(cli, &folder) || !cli_done(cli))
        return cli_usage(cli);
    enum err err = folder_packed(cli, folder, &text);
    if (err != OK)
        return cli_fail(cli, err);
    fwrite(text.at, 1, text.n, cli->out);
    return EXIT_GOOD;
}

static void print_entry(struct cli *cli, const struct json_value *answer)
{
    fprintf(cli->out, "%.*s\n", STR_ARG(json_said(cli->ctx.arena, answer, "entry")));
}

static int sign(struct cli *cli, const char *path)
{
    struct login login = login_options(cli);
    struct str folder, text;
    if (!cli_next(cli, &folder) || !cli_done(cli))
        return cli_usage(cli);
    enum err err = folder_packed(cli, folder, &text);
    if (err != OK)
        return cli_fail(cli, err);
    struct buf body = buf_open(cli->ctx.arena, ADOPT_BODY_MAX);
    struct json json = json_open(&body);
    json_object_begin(&json);
    json_put_str(&json, "text", text);
    json_end(&json);
    return login_run(cli, &login, str_of(path), STR(""), buf_str(&body), print_entry);
}

int sop_adopt_cmd(struct cli *cli)
{
    return sign(cli, "/atur/sop");
}

int sop_confirm_cmd(struct cli *cli)
{
    return sign(cli, "/atur/sop/setuju");
}
