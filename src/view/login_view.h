/* view/login_view - the doors: choosing an office, log-in, second factor, locked screen. */
#ifndef VIEW_LOGIN_VIEW_H
#define VIEW_LOGIN_VIEW_H

#include "view/chrome_view.h"

struct demo_view {
    struct str name, role;
    struct address href; /* the same page with the name filled in */
};

/* page_masuk(): posts nama, sandi (first page) or kode (second factor). Nothing about the last
 * user. */
struct login_view {
    struct chrome_view chrome;
    struct str name;  /* what was typed; the passphrase is never sent back */
    struct str error; /* one sentence; the same for a wrong name and a wrong passphrase */
    bool factor;      /* second page: the code of the second factor */
    struct address action;
    struct address other_language;
    struct str other_language_name, other_language_code; /* "English", "en" */
    LIST(struct demo_view) demo; /* practice office: made-up officers to log in with */
    bool ended;                  /* the session ended by itself */
    struct str held;             /* field `titipan`: what was typed, sealed (use/held.h) */
};

/* page_kunci(): posts pin. */
struct lock_view {
    struct chrome_view chrome;
    struct str since; /* "10.05" */
    struct str error;
    int64_t tries_left; /* 0 = not said */
    bool no_pin;        /* she has no PIN yet: asks for the passphrase (field sandi) */
    struct str held;    /* field `titipan`: what was typed, sealed (use/held.h) */
    struct address action, other;
};

/* page_kartu(): her recovery card, shown once; posts kartu and kembali (typed back). */
struct card_view {
    struct chrome_view chrome;
    struct link_view back;
    struct str card;     /* groups of four letters */
    struct str replaces; /* she has a card already: this one ends it; empty: none yet */
    struct str typed, error;
    struct address action;
};

/* page_pilih_kantor(): "/" of a node with several offices. */
struct offices_view {
    struct chrome_view chrome;
    LIST(struct link_view) offices;
};

#endif
