/* view/notice_view - Mungkin orang yang sama: a colleague met a person of a case of hers.  The
 * colleague was told nothing; she decides whether to call. */
#ifndef VIEW_NOTICE_VIEW_H
#define VIEW_NOTICE_VIEW_H

#include "view/chrome_view.h"

struct notice_line {
    struct str alias, who, when, exact;
    struct address href; /* the case */
    struct address seen; /* POST: she has dealt with it */
};

/* page_kabar() */
struct notice_view {
    struct chrome_view chrome;
    LIST(struct notice_line) rows;
};

#endif
