/*
 * view/screen_view - is this trafficking? All questions on one board, the
 * suggestion with its reasons beside it.  The program suggests, the
 * officer decides.
 *
 * page_skrining() posts the answers under their question ids (Q05, Q22.hours …),
 * observations and evidence rows; button simpan = periksa (judge again),
 * nanti (draft), tetapkan (go to the decision).
 */
#ifndef VIEW_SCREEN_VIEW_H
#define VIEW_SCREEN_VIEW_H

#include "view/casefile_view.h"

struct element_view {
    struct str name, state, state_text,
        icon; /* state: met, part, none, free ("tidak disyaratkan") */
};

struct screen_section {
    struct str id, title, help;
    LIST(struct field_view) fields;
};

struct screen_view {
    struct chrome_view chrome;
    struct link_view back;
    struct str alias;
    struct reach_view reach;
    struct address action, draft_href;
    LIST(struct screen_section) sections;
    LIST(struct element_view) elements;
    struct str verdict, verdict_text, tone; /* tone: kuat, sebagian or empty */
    struct str row;                         /* "Aturan R02" */
    LIST(struct str) reasons;               /* "Proses: dibawa orang lain (Q14), kuat" */
    LIST(struct str) open;                  /* questions that would settle it */
    LIST(struct str) hints;
    struct str basis, seen;
};

#endif
