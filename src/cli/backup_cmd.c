#include "cli/commands.h"
#include "cli/office_dirs.h"
#include "store/archive.h"
#include "text/json.h"

enum { JSON_BYTES = 64 * 1024 };

int backup_cmd(struct cli *cli)
{
    struct str office = { 0 }, file, dir;
    struct archive_names names;
    (void)cli_option(cli, "--office", &office);
    if (!cli_next(cli, &file))
        return cli_usage(cli);
    if (!cli_done(cli))
        return EXIT_USAGE;
    enum err err = office_dir(cli, office, &dir);
    if (err == OK)
        err = archive_write(&cli->ctx, dir, file, &names);
    if (err != OK)
        return cli_fail(cli, err);
    if (cli->json) {
        struct buf buf = buf_open(cli->ctx.arena, JSON_BYTES);
        struct json json = json_open(&buf);
        json_object_begin(&json);
        json_put_str(&json, "record", names.record);
        json_put_str(&json, "keys", names.keys);
        json_put_int(&json, "entries", (int64_t)names.entries);
        json_put_int(&json, "boxes", (int64_t)names.boxes);
        json_end(&json);
        (void)fprintf(cli->out, "%.*s\n", STR_ARG(buf_str(&buf)));
        return EXIT_GOOD;
    }
    struct say_arg args[] = { say_text("record", names.record), say_text("keys", names.keys) };
    struct str line = words_fill(cli->ctx.arena, cli->lang, "backup.written", args, 2);
    (void)fprintf(cli->out, "%.*s\n", STR_ARG(line));
    return EXIT_GOOD;
}
