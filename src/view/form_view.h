/*
 * view/form_view - fields as a page shows them, whether they come from a
 * definition's form or from a page of the program.
 *
 * Names: a field posts under `name`.  A list posts cell C of row R as
 * "name.R.column" (R from 0); a row whose cells are all empty does not count.
 * A multi posts its name once for each code ticked.  A bool posts "yes" or "no".
 * Dates are "2026-11-24", times "2026-11-24T09:00" in the office's zone,
 * money whole rupiah; people may write dots in it.
 */
#ifndef VIEW_FORM_VIEW_H
#define VIEW_FORM_VIEW_H

#include "view/chrome_view.h"

struct choice_view {
    struct str id, name, value, label, help;
    bool checked;
    struct str source; /* where it was told already: "dari panggilan 09.47" */
};

struct cell_view {
    struct str id, name, type, value, label;
    bool line, one, yes; /* one of them */
    LIST(struct choice_view) choices;
};

struct row_view {
    struct str label; /* "Baris 1" */
    LIST(struct cell_view) cells;
};

/* Which of the bools is true says how it looks; field_view.c sets them from the type. */
struct field_view {
    struct str id, name; /* id = "f-" + name */
    struct str label, help, help_id, error, error_id;
    struct str value;
    struct str type;     /* of an input: text, date, datetime-local, time, password */
    struct str mode;     /* inputmode: numeric, tel, text */
    struct str complete; /* autocomplete: "off" everywhere but at the log-in (A9) */
    /* Exactly one.  line: input; area: textarea; one: radios; many: checkboxes; grid: rows of
     * cells, a button tambah=NAME asks for one more row; shown: a value that cannot be changed
     * here; head: begins a group, `label` is its title; without label: ends it */
    bool line, area, one, many, grid, shown, head;
    bool pick;   /* with `one`: too many for radios, a <select> that begins with "belum dipilih" */
    bool needed; /* marked "perlu diisi"; asked for at the end, never blocks saving a draft */
    bool short_line; /* a narrow input: dates, numbers */
    bool brief;      /* few short choices: side by side */
    LIST(struct choice_view) choices;
    LIST(struct str) columns;
    LIST(struct row_view) rows;
    struct str source; /* P2: "dari panggilan 09.47", linked to the entry */
    struct address source_href;
    struct str sealed;  /* who alone will read it, when that is less than the team */
    struct str warning; /* does not block: "NIK tidak cocok dengan tanggal lahir" */
};

/* A sentence with a value, for lists of facts. */
struct pair_view {
    struct str label, value;
    struct str source;
};

/* 4.17, parts/aman: first on every page of a case. */
struct reach_view {
    bool shown;        /* this page is about a case of which this officer may read it */
    bool known;        /* false: not asked yet, says so and links to the form */
    struct str called; /* what she wants to be called */
    struct str channel, time, code_word, through, wishes, never;
    struct address href; /* where it is asked or changed */
};

/*
 * A page that is one form: note, correction, skip, deadline, facts, closing,
 * reopening, assigning, officers, office, account, clock, reveal.
 * Template: page_borang().
 */
struct borang_view {
    struct chrome_view chrome;
    struct str heading, lead; /* lead: what will happen, one or two sentences */
    struct link_view back;
    struct reach_view reach;
    struct chip chip;
    LIST(struct pair_view) facts; /* what is already so */
    LIST(struct str) says;        /* "Ucapkan" */
    LIST(struct str) points;      /* what to know, as a list beside the form */
    struct str points_title;
    struct address action; /* posts there */
    LIST(struct field_view) fields;
    struct str submit; /* label of the button */
    struct str second, second_name,
        second_value;          /* another button of the same form; may be empty */
    struct str foot;           /* small print under the form: legal source */
    struct address draft_href; /* saved there as she types; empty = no draft */
    bool upload;               /* a file is sent with it */
    bool aside;                /* there are words to say or points beside the form */
};

#endif
