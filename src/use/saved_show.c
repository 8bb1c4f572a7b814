#include "use/saved_show.h"

#include "store/record.h"
#include "store/tasks.h"

static enum err saved_show_do(struct desk_ctx *desk, const struct saved_show_in *in,
                              struct saved_show_out *out)
{
    struct hash entry;
    struct id casefile;
    *out = (struct saved_show_out){ 0 };
    enum err err =
        record_find(desk->ctx, desk->office, desk->who->id, in->request, &entry, &casefile);
    if (err == ERR_MISSING)
        return OK;
    TRY(err);
    out->saved = true;
    if (id_is_zero(casefile))
        return OK;
    return case_address(desk->ctx, desk->office, casefile, &out->casefile);
}

DEED(saved_show, .name = "saved.show", .rights = RIGHT_OFFICER, .trace = DEED_READS)
