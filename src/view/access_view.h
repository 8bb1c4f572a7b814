/* view/access_view - who holds what until when, and who looked (ux /bagikan, /akses). */
#ifndef VIEW_ACCESS_VIEW_H
#define VIEW_ACCESS_VIEW_H

#include "view/casefile_view.h"

struct access_view {
    struct chrome_view chrome;
    struct link_view back;
    struct reach_view reach;
    struct str alias;
    LIST(struct grant_row) grants;
    LIST(struct look_row) looks;
    struct address action;          /* empty: may look only */
    LIST(struct field_view) fields; /* petugas, peran or parts, sampai, alasan */
    struct address older;
};

#endif
