/* view/history_view - the whole timeline of a case, newest first, 30 a page, and one
 * entry. */
#ifndef VIEW_HISTORY_VIEW_H
#define VIEW_HISTORY_VIEW_H

#include "view/casefile_view.h"

struct day_view {
    struct str title;
    LIST(struct entry_row_view) entries;
};

struct history_view {
    struct chrome_view chrome;
    struct link_view back;
    struct reach_view reach;
    struct str alias;
    LIST(struct tab_view) filters; /* all, and each service */
    LIST(struct day_view) days;
    struct str sealed_to_you;
    struct address older, newer;
    struct address note;
};

/* page_entri(): one entry whole, with what corrected it. */
struct entry_view {
    struct chrome_view chrome;
    struct link_view back;
    struct reach_view reach;
    struct str paper; /* "Ditandatangani di atas kertas oleh …" */
    struct str title, code, when, written, who;
    struct str replaced;    /* a later entry says it otherwise */
    struct str sealed;      /* parts of it that this reader cannot open */
    struct link_view about; /* what it corrects, signs or answers */
    LIST(struct pair_view) values;
    LIST(struct entry_row_view) corrections;
    struct str deviation; /* that it was one, and whether it was reviewed */
    struct address correct;
    struct str hash; /* first 8 hex digits of the entry, "tertanda tangan" */
};

#endif
