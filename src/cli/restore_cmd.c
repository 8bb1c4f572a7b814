#include "cli/commands.h"
#include "store/archive.h"

#include <sys/stat.h>

/* RECORD and KEYS into DIR/kantor/CODE, which must not be there yet. */
int restore_cmd(struct cli *cli)
{
    struct str office = { 0 }, record, keys;
    struct restored restored;
    (void)cli_option(cli, "--office", &office);
    if (!cli_next(cli, &record) || !cli_next(cli, &keys) || office.n == 0 || cli->data.n == 0 ||
        str_find(office, '/') < office.n || office.at[0] == '.')
        return cli_usage(cli);
    if (!cli_done(cli))
        return EXIT_USAGE;
    struct str kantor = str_format(cli->ctx.arena, "%.*s/kantor", STR_ARG(cli->data));
    struct str dir = str_format(cli->ctx.arena, "%.*s/%.*s", STR_ARG(kantor), STR_ARG(office));
    (void)mkdir(str_z(cli->ctx.arena, cli->data), 0700);
    (void)mkdir(kantor.at, 0700); /* when it cannot be made the next call says so */
    enum err err = archive_restore(&cli->ctx, record, keys, dir, &restored);
    if (err != OK)
        return cli_fail(cli, err);
    struct say_arg args[] = { say_number("entries", (int64_t)restored.entries),
                              say_number("boxes", (int64_t)restored.boxes),
                              say_number("erased", (int64_t)restored.erased) };
    struct str line = words_fill(cli->ctx.arena, cli->lang, "restore.done", args, 3);
    (void)fprintf(cli->out, "%.*s\n", STR_ARG(line));
    if (restored.keys_old)
        cli_line(cli, "restore.keys_old");
    return EXIT_GOOD;
}
