/* view/review_view - deviations to look at within one working day: posts simpangan, jawaban =
 * terima | tanya, kata. */
#ifndef VIEW_REVIEW_VIEW_H
#define VIEW_REVIEW_VIEW_H

#include "view/form_view.h"

struct review_row_view {
    struct str id, title, place, alias, who, when, rule, reason, words;
    struct chip due;
    struct address href; /* empty: no page of the case is hers */
    struct field_view answer;
};

struct review_other_view {
    struct str title, alias, who, when,
        ask; /* ask: whom to ask for access, or why it is not hers */
};

struct review_view {
    struct chrome_view chrome;
    struct address action;
    LIST(struct review_row_view) rows;
    LIST(struct review_other_view) others; /* of cases that are not open to this officer */
    struct str more;                       /* there are more than fit here */
};

#endif
