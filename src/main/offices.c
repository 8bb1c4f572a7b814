#include "main/offices.h"

#include <dirent.h>
#include <sys/stat.h>

/* First segments of addresses that belong to no office. */
static const char *const reserved[] = { "aset", "api", "sehat", "metrik", "kantor", "run", "tls" };

bool office_code_good(struct str code)
{
    if (code.n == 0 || code.n > OFFICE_CODE_MAX || code.at[0] < 'a' || code.at[0] > 'z')
        return false;
    for (size_t i = 0; i < code.n; i++) {
        char c = code.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            return false;
    }
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (str_eq(code, str_of(reserved[i])))
            return false;
    return true;
}

const char *office_folder(struct arena *arena, struct str dir, struct str code)
{
    return str_format(arena, "%.*s/kantor/%.*s", STR_ARG(dir), STR_ARG(code)).at;
}

bool office_exists(struct arena *arena, struct str dir, struct str code)
{
    struct stat found;
    return office_code_good(code) && stat(office_folder(arena, dir, code), &found) == 0 &&
           S_ISDIR(found.st_mode);
}

static int code_order(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

enum err offices_list(struct ctx *ctx, struct str dir, struct str *codes, size_t *count)
{
    DIR *folder = opendir(str_format(ctx->arena, "%.*s/kantor", STR_ARG(dir)).at);
    *count = 0;
    if (folder == NULL)
        return ctx_fail_at(ctx, ERR_MISSING, "cli.no_data", dir);
    for (struct dirent *e = readdir(folder); e != NULL && *count < OFFICES_MAX; e = readdir(folder))
        if (office_exists(ctx->arena, dir, str_of(e->d_name)))
            codes[(*count)++] = str_copy(ctx->arena, str_of(e->d_name));
    (void)closedir(folder);
    qsort(codes, *count, sizeof *codes, code_order);
    return OK;
}
