/*
 * use/notice - who asks about a person learns nothing; whose case it is learns
 * who asked.  Inside use/ only.
 */
#ifndef USE_NOTICE_H
#define USE_NOTICE_H

#include "use/case_opened.h"
#include "use/person_fields.h"

enum { NOTICES_MAX = 5, SEARCHES_DAY = 30 };

struct notice_found {
    bool exact;        /* NIK or phone met, not only a name */
    struct id manager; /* of that case */
    size_t cases;
};

/* Journals the search, then writes a notice into each case that meets and that this officer does
 * not hold; `but` is the case just opened (zero: none).  ERR_BUSY search.many. */
MUST_USE enum err notice_doubles(struct desk_ctx *desk, const struct person_known *person,
                                 struct id but, struct notice_found *out);
/* Writes the notice into W of a case, or, with `seen`, that it was read. */
MUST_USE enum err notice_write(struct desk_ctx *desk, struct id casefile, struct id request,
                               bool seen);
/* Counts one search of this officer today.  ERR_BUSY search.many. */
MUST_USE enum err search_counted(struct desk_ctx *desk);

#endif
