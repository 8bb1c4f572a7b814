#include "cli/commands.h"
#include "main/offices.h"
#include "main/serve.h"
#include "main/tls.h"
#include "store/office.h"

/* What everybody may know of an office, from its record; false when it cannot be read. */
static bool office_face(struct ctx *ctx, struct str dir, struct str code, struct str *name,
                        bool *practice)
{
    struct office *office;
    if (office_open(ctx, str_of(office_folder(ctx->arena, dir, code)), OFFICE_READ, &office) != OK)
        return false;
    const struct office_info *info = office_info(office);
    *name = str_copy(ctx->arena, info->name);
    *practice = info->practice;
    office_drop(office);
    return true;
}

static struct str office_name(struct ctx *ctx, struct str dir, struct str code)
{
    struct str name;
    bool practice;
    return office_face(ctx, dir, code, &name, &practice) ? name : STR("");
}

/* One office that is not for practice, or that cannot be read, makes all of them real: the strict
 * side is the safe one. */
static bool all_practice(struct ctx *ctx, struct str dir)
{
    struct str *codes = arena_array(ctx->arena, struct str, OFFICES_MAX), name;
    size_t n;
    if (offices_list(ctx, dir, codes, &n) != OK)
        return false;
    bool practice = true;
    for (size_t i = 0; i < n && practice; i++)
        if (!office_face(ctx, dir, codes[i], &name, &practice))
            practice = false;
    return practice;
}

static enum err own_tls(struct ctx *ctx, struct str dir, const struct listen *listen,
                        struct str *pem)
{
    (void)listen;
    return tls_lan(ctx, dir, clock_now_ms(), pem);
}

int serve_cmd(struct cli *cli)
{
    static const struct serve_data data = { .practice = all_practice,
                                            .office_name = office_name,
                                            .tls = own_tls };
    return serve_run(cli, &data);
}
