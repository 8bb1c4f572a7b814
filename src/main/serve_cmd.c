#include "cli/commands.h"
#include "main/offices.h"
#include "main/serve.h"
#include "main/tls.h"
#include "store/office.h"

#include <stdio.h>

static void faces_tell(struct ctx *ctx, struct str dir, int out)
{
    struct str *codes = arena_array(ctx->arena, struct str, OFFICES_MAX);
    size_t n;
    if (offices_list(ctx, dir, codes, &n) != OK)
        return;
    for (size_t i = 0; i < n; i++) {
        struct office *office;
        struct str folder = str_of(office_folder(ctx->arena, dir, codes[i]));
        if (office_open(ctx, folder, OFFICE_READ, &office) != OK)
            continue;
        const struct office_info *info = office_info(office);
        (void)dprintf(out, "%.*s\t%.*s\t%s\n", STR_ARG(codes[i]), STR_ARG(info->name),
                      info->practice ? "yes" : "no");
        office_drop(office);
    }
}

static enum err own_tls(struct ctx *ctx, struct str dir, const struct listen *listen,
                        struct str *pem)
{
    (void)listen;
    return tls_lan(ctx, dir, clock_now_ms(), pem);
}

int serve_cmd(struct cli *cli)
{
    static const struct serve_data data = { .faces = faces_tell, .tls = own_tls };
    return serve_run(cli, &data);
}
