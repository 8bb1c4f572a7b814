#include "use/case_safe.h"

#include "use/case_rows.h"

static enum err case_safe_do(struct desk_ctx *desk, const struct case_safe_in *in,
                             struct case_safe_out *out)
{
    *out = (struct case_safe_out){ 0 };
    TRY(casefile_reach(desk, in->casefile, REACH_CASE, 1u << PART_IDENTITY, &out->casefile));
    return safe_values(desk, out->casefile, &out->safe, &out->safe_n);
}

DEED(case_safe, .name = "case.safe", .rights = RIGHT_BOARD | RIGHT_SIGN | RIGHT_REVIEW,
     .trace = DEED_READS)
