#include "cli/office_dirs.h"

#include <dirent.h>
#include <unistd.h>

static bool has_log(struct cli *cli, struct str dir)
{
    return access(str_format(cli->ctx.arena, "%.*s/log.db", STR_ARG(dir)).at, F_OK) == 0;
}

static void put_sorted(struct office_dirs *dirs, struct str dir)
{
    size_t at = dirs->count++;
    for (; at > 0 && str_cmp(dirs->at[at - 1], dir) > 0; at--)
        dirs->at[at] = dirs->at[at - 1];
    dirs->at[at] = dir;
}

enum err office_dirs(struct cli *cli, struct str office, struct office_dirs *out)
{
    struct arena *arena = cli->ctx.arena;
    struct str kantor = str_format(arena, "%.*s/kantor", STR_ARG(cli->data));
    *out = (struct office_dirs){ 0 };
    DIR *folder = cli->data.n > 0 ? opendir(kantor.at) : NULL;
    if (folder == NULL)
        return ctx_fail(&cli->ctx, ERR_MISSING, "cli.no_data");
    for (struct dirent *one; (one = readdir(folder)) != NULL && out->count < OFFICE_DIRS_MAX;) {
        struct str name = str_copy(arena, str_of(one->d_name));
        struct str dir = str_format(arena, "%.*s/%.*s", STR_ARG(kantor), STR_ARG(name));
        if (name.at[0] != '.' && (office.n == 0 || str_eq(office, name)) && has_log(cli, dir))
            put_sorted(out, dir);
    }
    closedir(folder);
    if (out->count > 0)
        return OK;
    return ctx_fail(&cli->ctx, ERR_MISSING, office.n > 0 ? "cli.no_office" : "cli.no_data");
}

enum err office_only(struct cli *cli, struct str *code)
{
    struct str dir;
    if (code->n > 0)
        return OK;
    TRY(office_dir(cli, *code, &dir));
    while (dir.n > 0)
        *code = str_cut(dir, '/', &dir);
    return OK;
}

enum err office_dir(struct cli *cli, struct str office, struct str *out)
{
    struct office_dirs dirs;
    TRY(office_dirs(cli, office, &dirs));
    if (dirs.count > 1)
        return ctx_fail(&cli->ctx, ERR_INVALID, "cli.which_office");
    *out = dirs.at[0];
    return OK;
}
