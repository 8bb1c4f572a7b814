/* view/cases_view - the list of cases and the search: only by alias. */
#ifndef VIEW_CASES_VIEW_H
#define VIEW_CASES_VIEW_H

#include "view/chrome_view.h"

struct case_row_view {
    struct str alias;
    struct address href;
    struct str next, when; /* next step, its time in words */
    struct str when_tone;  /* "lewat", "segera" or empty */
    struct str exact;
    struct str who;      /* who is responsible */
    struct str services; /* "Kesehatan, Sosial" */
    LIST(struct chip) chips;
    bool held; /* she holds a grant: the alias is a link */
};

struct cases_view {
    struct chrome_view chrome;
    struct str query; /* what was searched for; posted, never in an address (A4) */
    bool searched;
    struct address search, paper, take_report;
    LIST(struct tab_view) tabs; /* Kasus saya, Semua kasus kantor, Selesai */
    LIST(struct case_row_view) rows;
    struct str sealed; /* "3 kasus lain cocok; tanyakan kepada …" ; empty = none */
    struct paging_view paging;
};

#endif
