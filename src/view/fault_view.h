/* view/fault_view - error pages.  404 is one page for "unknown" and "not for you" (A23). */
#ifndef VIEW_FAULT_VIEW_H
#define VIEW_FAULT_VIEW_H

#include "view/form_view.h"

struct fault_view {
    struct chrome_view chrome;
    bool inside;            /* somebody is logged in: with the menu */
    struct str heading, text, safe; /* what happened, what is safe, what to do */
    struct str code;        /* 8 letters for the administrator */
    LIST(struct link_view) ways;
    struct address retry;   /* POST again: was it saved? carries `hidden` */
    LIST(struct field_view) hidden;
};

#endif
