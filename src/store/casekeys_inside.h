/* store/casekeys_inside - shared by the two files of casekeys. */
#ifndef STORE_CASEKEYS_INSIDE_H
#define STORE_CASEKEYS_INSIDE_H

#include "store/officers.h"
#include "store/tables_rows.h"

/* An epoch while it is written. */
struct epoch_making {
    struct id casefile;
    unsigned char tag[4];
    struct case_keys *keys;
    struct grants *grants;
};

/* The key entries of a case that count, in order. */
struct key_history {
    struct entries entries; /* kinds 32 to 36 */
    struct case_fold fold;
    struct hash epoch_entry; /* newest kind 32 */
    struct grants *newest;   /* its boxes; all boxes of its tag when P came later */
    struct id newest_ids[CASE_KEY_IDS];
};
/* ERR_MISSING record.no_case. */
MUST_USE enum err key_history_read(struct ctx *ctx, struct office *office, struct id casefile,
                                   struct key_history *out);

#endif
