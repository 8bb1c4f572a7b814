/*
 * view/casefile_view - the case page.  Order on the
 * page: reach safely, next step, why others are not open, six services, then
 * tasks, consents, people, timeline, what is sealed, who looked.
 */
#ifndef VIEW_CASEFILE_VIEW_H
#define VIEW_CASEFILE_VIEW_H

#include "view/form_view.h"

/* 4.18: one missing thing and what mends it. */
struct mend_view {
    struct str text, link;
    struct address href; /* empty: nobody can mend it from here, the text says who */
};

struct blocked_view {
    struct str code, title, place; /* place: "Rujukan 2: Rumah sakit"; empty for the case */
    LIST(struct mend_view) reasons;
    struct address anyway; /* Lakukan juga; empty: not allowed */
};

/* A step that is open now. */
struct task_view {
    struct str code, title, who, place; /* place: "Rujukan 2: Rumah sakit" */
    struct address href;
    struct chip due;
    struct str exact, was; /* the due time in full; the first date when it was moved */
    struct str standard;   /* "UU 21/2007 Pasal 52" or "standar kantor" */
    struct str waiting;    /* "1 dari 2 tanda tangan, menunggu …" */
    bool done;
};

struct bar_view {
    bool done;
};

/* 4.1: a stop of the map.  state: beres, jalan-kini, segera, tenggat, nanti, tidak. */
struct service_view {
    struct str place; /* p1..p6 */
    struct str name, icon, state, state_icon, state_text, who;
    struct address href;
    LIST(struct bar_view) bars;
    struct str bars_text; /* "1 dari 4 langkah selesai" */
};

struct consent_row_view {
    struct str code, title, recipient;
    struct chip answer;
    struct str asked; /* "21 Nov 18.20, Bu Ratna, bahasa Jawa" */
};

struct person_row {
    struct str name, relation; /* name only when opened; else the label "tersegel" */
    bool sealed;
};

struct entry_row_view {
    struct str when, exact, who, text, source;
    struct str struck;      /* the old value of a correction */
    struct str kind;        /* css: "", ralat, simpang */
    struct address href;    /* opens the entry */
    struct address correct; /* Ralat; empty: not hers to correct */
    bool sealed;
};

struct sealed_view {
    struct address action;   /* POST: Buka dan catat */
    struct str label, value; /* value only on the page that answers it */
    struct str field;
    bool open;
};

/* Who may read: what, until when, why, and when she opened it last. */
struct grant_row {
    struct str who, role, what, until, why, last;
    struct str id; /* posted as `akses` with akhiri=ya */
    bool may_end;
};

struct look_row {
    struct str when, who, what, why;
};

struct casefile_view {
    struct chrome_view chrome;
    struct str alias, facts; /* "Melati-07"; "Perempuan, 18–24 tahun" (from W), "hari ke-3" */
    LIST(struct chip) chips;
    LIST(struct tab_view) tabs;
    LIST(struct link_view) actions; /* Tulis catatan, Tetapkan petugas, … */
    struct reach_view reach;
    struct str next_line, next_title, next_place, next_detail, next_who, next_exact;
    struct address next_href, next_not_now;
    bool next_late;
    struct str resting; /* no next step: why ("Semua langkah selesai. Kasus dapat ditutup.") */
    struct link_view resting_link;
    struct str never; /* Jangan dilakukan */
    LIST(struct service_view) services;
    LIST(struct task_view) tasks;
    LIST(struct blocked_view) blocked;
    LIST(struct consent_row_view) consents;
    struct address consents_href;
    LIST(struct sealed_view) sealed_fields;
    LIST(struct person_row) people;
    LIST(struct entry_row_view) entries;
    struct link_view all_entries;
    struct str
        sealed_to_you; /* "4 catatan tersegel untuk Anda: kesehatan 3, … Tanyakan kepada …" */
    LIST(struct grant_row) readers;
    LIST(struct look_row) looks;
    struct link_view all_looks;
    bool paper; /* came from paper: earlier steps say "sebelum Teduh" */
};

#endif
