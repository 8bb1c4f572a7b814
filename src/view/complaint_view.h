/*
 * view/complaint_view - taking a complaint on one page: four
 * sections, nothing mandatory, each with a sentence to say.
 *
 * page_panggilan() posts the fields of form F01 under their names plus `hasil`,
 * and a button: simpan = "lanjut" | "alih" (not trafficking, passed on).
 */
#ifndef VIEW_COMPLAINT_VIEW_H
#define VIEW_COMPLAINT_VIEW_H

#include "view/form_view.h"

struct section_view {
    struct str id, number, title, words,
        help; /* words: what to say; number 1..4 is its access key too */
    LIST(struct field_view) fields;
    LIST(struct field_view) more; /* asked only when there is time for it: closed at first */
    bool more_open;               /* something is written there, or wrong */
};

struct check_view {
    struct str text;
    bool done;
};

struct complaint_view {
    struct chrome_view chrome;
    struct str heading, since; /* "Panggilan SAPA 129"; "Tersambung sejak 09.42" */
    struct address action, draft_href;
    struct address aside_href; /* with script: posted with simpan=periksa, the side card of the
                                  answer is shown */
    LIST(struct section_view) sections;
    struct str alarm, alarm_text;   /* "Lindungi dulu" and why; empty: nothing ticked yet */
    struct str if_cut;              /* Jika telepon putus */
    LIST(struct link_view) connect; /* Sambungkan sekarang */
    LIST(struct check_view) checks; /* Sebelum menutup telepon */
    LIST(struct field_view) hidden; /* values that travel along */
};

/* page_kembar(): a person with these marks may be known already; asked before saving, without
 * telling who (4.25).  Everything typed travels along in hidden fields. */
struct duplicate_view {
    struct chrome_view chrome;
    struct address action;
    LIST(struct field_view) hidden; /* name and value are used */
    LIST(struct str) reasons;       /* what is alike: "nama dan tahun lahir" */
};

/* page_aduan(): complaints that wait, by time left. */
struct report_row {
    struct str when, when_small, exact, channel, detail, tone;
    struct address href;
    LIST(struct chip) chips;
};

struct reports_view {
    struct chrome_view chrome;
    struct address take, paper;
    LIST(struct report_row) rows;
};

#endif
