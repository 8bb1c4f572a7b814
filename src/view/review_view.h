/* view/review_view - deviations to look at within one working day: posts simpangan, jawaban =
 * terima | tanya, kata. */
#ifndef VIEW_REVIEW_VIEW_H
#define VIEW_REVIEW_VIEW_H

#include "view/form_view.h"

struct review_row_view {
    struct str id, title, alias, who, when, rule, reason, words;
    struct chip due;
    struct address href;
    struct field_view answer;
};

struct review_view {
    struct chrome_view chrome;
    struct address action;
    LIST(struct review_row_view) rows;
};

#endif
