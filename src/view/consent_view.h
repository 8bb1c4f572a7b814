/*
 * view/consent_view - consents of one person: what was asked, how she answered,
 * asking again, withdrawing.  "Tidak" is plain ink: a right, no error.
 *
 * page_persetujuan() posts jenis (C1…), jawaban (ya, tidak), and the fields of
 * F06; the withdraw forms post jenis, subjek, penerima and tarik=ya.
 */
#ifndef VIEW_CONSENT_VIEW_H
#define VIEW_CONSENT_VIEW_H

#include "view/casefile_view.h"

struct consent_item {
    struct str code, title, asks; /* asks: the sentence read to her */
    struct str recipient;         /* in words; empty: no one in particular */
    struct str to, subject;       /* as the withdraw form sends them back */
    struct chip answer;
    struct str asked; /* when, by whom, how, who was there */
    struct str until;
    struct str path; /* what happens when she says no: the way on */
    bool may_withdraw;
    bool current;       /* this one is being asked now: the form is open */
    struct address ask; /* opens the form for it */
};

struct consent_view {
    struct chrome_view chrome;
    struct link_view back;
    struct str alias;
    struct reach_view reach;
    LIST(struct consent_item) items;
    struct address action;
    bool asking;                        /* a kind was chosen: the form stands below */
    struct str kind, kind_title, words; /* words: read aloud */
    LIST(struct field_view) fields; /* answer, recipients, until, mode, language, witness, … */
    struct str withdrawal; /* what can be called back and what not, said before withdrawing */
};

#endif
