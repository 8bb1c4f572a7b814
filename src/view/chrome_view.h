/*
 * view/chrome_view - what every office page has around it: head, menu, bands,
 * the tokens of its forms and the small things that many pages show.
 *
 * Views are plain data: texts are already chosen in the officer's language and
 * live in the request's arena.  A page decides nothing; whoever fills a view does.
 */
#ifndef VIEW_CHROME_VIEW_H
#define VIEW_CHROME_VIEW_H

#include "text/html.h"

/* A status in words: css class of .cap ("", lewat, segera, selesai, kabar, rahasia, teduh, jaga,
 * tidak). */
struct chip {
    struct str text, tone, icon; /* icon: an id of assets/ikon.svg without "i-"; may be empty */
};

/* Pages of a long list; all empty when one page holds it. */
struct paging_view {
    struct address before, after;
    struct str place; /* "26–50 dari 140" */
};

struct link_view {
    struct str text;
    struct address href;
};

/* Hidden fields of every form that writes: parts/tokens. */
struct tokens {
    struct str csrf;    /* field `csrf` */
    struct str request; /* field `permintaan`: hex of the request id, saved once */
    struct str owner;   /* field `pemilik`: whose page it is, should it come back (use/held.h) */
};

struct menu_view {
    struct str text, icon, key; /* key: its access key */
    struct address href;
    bool current;
    int64_t count; /* things that wait; 0 shows nothing */
};

/* One of several lists or parts of a thing, as a row of links. */
struct tab_view {
    struct str text;
    struct address href;
    bool current;
};

struct error_view {
    struct str text;
    struct address href; /* "#f-NAME" of the field it is about; empty: about the whole */
};

struct chrome_view {
    struct str lang;                    /* "id" or "en" */
    struct str title;                   /* the kind of page, never a name or number (A3) */
    struct str office;                  /* the office's name */
    struct address base;                /* "/tangsel": begins every address of the office */
    struct address home;                /* where her work begins */
    bool practice;                      /* band, frame, LATIHAN in print and title */
    struct str clock;                   /* practice: the moved clock, in words */
    struct str officer, initials, duty; /* her name, "RW", her role in words */
    LIST(struct menu_view) menu;
    struct tokens tokens;
    bool keys;          /* access keys on (her setting) */
    int64_t idle_s;     /* the screen locks itself after so many seconds; 0 = this page never */
    struct str saved;   /* "09.47" after a save, for the save mark; empty = none */
    struct str notice;  /* one sentence about what just happened; read aloud politely */
    struct str trouble; /* a red line for all pages: disk, clock, swap */
    LIST(struct error_view) errors; /* the summary, focus goes there */
    struct str printed;             /* "24 November 2026, 09.00, RW": foot of a print */
    struct str print_code;          /* address of the case, on prints; may be empty */
    bool wide;                      /* reserved for tables that need the whole width */
};

#endif
