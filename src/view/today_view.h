/* view/today_view - Hari ini: every open high risk first, then late, today, tomorrow, later.
 */
#ifndef VIEW_TODAY_VIEW_H
#define VIEW_TODAY_VIEW_H

#include "view/chrome_view.h"

struct today_row {
    struct str when, when_small; /* "2 jam" / "terlambat"; "11.00" / "1 jam lagi" */
    struct str exact;            /* "Selasa 24 November, 09.00", for title and print */
    struct str title;            /* the step in words */
    struct address href;
    struct str alias, detail; /* "Melati-07"; what to know, may be empty */
    LIST(struct chip) chips;
};

struct today_group {
    struct str id, title;
    struct str tone; /* css: "tinggi", "lewat" or empty */
    struct str icon;
    LIST(struct today_row) rows;
};

struct today_view {
    struct chrome_view chrome;
    struct str greeting, summary; /* "Selamat pagi, Ratna"; "1 hal terlambat. 3 …" */
    struct address take_report;   /* Terima aduan; empty for whom it is not */
    LIST(struct today_group) groups;
    struct paging_view paging;
    bool empty;                       /* nothing at all: the kind sentence */
    int64_t sign_count, review_count; /* waiting for her signature; for her to review */
    struct address sign_href, review_href;
    int64_t notice_count; /* colleagues who met a person of her cases; 0: no line */
    struct address notice_href;
    struct str load; /* "Anda memegang 14 kasus. Batas yang dianjurkan 12." */
    struct address reports_href;
    int64_t reports_count; /* complaints nobody took yet */
};

#endif
