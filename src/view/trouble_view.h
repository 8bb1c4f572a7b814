/* view/trouble_view - error pages.  404 is one page for "unknown" and "not for you". */
#ifndef VIEW_TROUBLE_VIEW_H
#define VIEW_TROUBLE_VIEW_H

#include "view/form_view.h"

struct trouble_view {
    struct chrome_view chrome;
    bool inside;                    /* somebody is logged in: with the menu */
    struct str heading, text, safe; /* what happened, what is safe, what to do */
    struct str code;                /* 8 letters for the administrator */
    struct link_view link;          /* where to go from here */
    struct address retry;           /* POST again: was it saved? carries `hidden` */
    LIST(struct field_view) hidden;
};

#endif
