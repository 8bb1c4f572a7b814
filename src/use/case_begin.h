/*
 * use/case_begin - a new case: random id, alias, key and boxes, first entry.
 * What complaint_open() and paper_case_open() share; inside use/ only.
 */
#ifndef USE_CASE_BEGIN_H
#define USE_CASE_BEGIN_H

#include "use/case_append.h"
#include "use/complaint_open.h"

struct case_begin {
    const struct act_head *head;
    struct str alias; /* empty: drawn */
    bool paper;
    const struct value *values; /* of the first form: safe contact and channel go into W */
    size_t values_n;
};

/* ERR_CONFLICT alias.taken; ERR_INVALID alias.form; ERR_MISSING office.no_custodians. */
MUST_USE enum err case_begin(struct desk_ctx *desk, const struct case_begin *in,
                             const struct casefile **out);
/* An alias from the office's list that no open case has. */
MUST_USE enum err alias_draw(struct desk_ctx *desk, struct str *out);
/* ERR_INVALID alias.form: 2 to 60 bytes of letters, digits, blank and dash. */
MUST_USE enum err alias_check(struct desk_ctx *desk, struct str alias);

#endif
