/* view/gate_view - the few pages that the gate answers without an office. */
#ifndef VIEW_GATE_VIEW_H
#define VIEW_GATE_VIEW_H

#include "view/chrome_view.h"

/* page_gerbang(): one heading, one sentence, what one can do next. */
struct gate_view {
    struct str lang;
    struct str heading, text;
    struct str retry; /* seconds after which the page loads itself again; empty: never */
    LIST(struct link_view) links;
};

#endif
