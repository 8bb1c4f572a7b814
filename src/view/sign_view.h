/*
 * view/sign_view - what waits for a second signature: the list, and
 * the page that shows whole what is signed.  page_tanda_tangan() posts
 * jawaban = setuju | tidak, alasan.
 */
#ifndef VIEW_SIGN_VIEW_H
#define VIEW_SIGN_VIEW_H

#include "view/casefile_view.h"

struct sign_row {
    struct str when, when_small, exact, tone, title, alias;
    struct str place, first; /* "Rujukan 2" or empty; who signed first */
    struct address href;
    LIST(struct chip) chips;
};

struct sign_list_view {
    struct chrome_view chrome;
    LIST(struct sign_row) mine, others; /* others: waiting for somebody else of the office */
};

struct sign_view {
    struct chrome_view chrome;
    struct link_view back;
    struct reach_view reach;
    struct str alias, place, title, code, outcome, first, first_at, happened;
    struct str deviation;
    LIST(struct pair_view) values; /* the whole form */
    struct str declaration;        /* what her agreeing means, in one sentence */
    struct address action;
    struct str instead;       /* why she is not asked; empty: she may answer */
    struct field_view reason; /* for "Tidak, karena …" */
    bool may_sign;            /* this officer may agree or say no */
    bool asks_differs;        /* each signer gives a reason */
    struct field_view differs;
    bool on_paper; /* the second has no log-in: recorded here, with these fields */
    LIST(struct field_view) paper_fields;
    struct str paper_lead;
    struct str hash;
};

#endif
