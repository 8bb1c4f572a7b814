/*
 * view/paper_view - a case that runs on paper, entered where it stands (J21):
 * who, which steps were done when, how to reach her.  Steps post
 * "sudah.CODE" = outcome and "tanggal.CODE" = date; what came before counts
 * neither late nor skipped.
 */
#ifndef VIEW_PAPER_VIEW_H
#define VIEW_PAPER_VIEW_H

#include "view/form_view.h"

struct paper_step_view {
    struct str code, title;
    struct field_view done, on; /* outcome as <select>, date */
};

struct paper_service {
    struct str id, title;
    LIST(struct paper_step_view) steps;
    bool open;
};

struct paper_view {
    struct chrome_view chrome;
    struct link_view back;
    struct address action, draft_href;
    LIST(struct field_view) person;
    LIST(struct field_view) reach;
    LIST(struct paper_service) services;
};

#endif
