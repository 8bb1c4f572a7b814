/* view/officers_view - people of the office, and the start sheet that is printed once. */
#ifndef VIEW_OFFICERS_VIEW_H
#define VIEW_OFFICERS_VIEW_H

#include "view/form_view.h"

struct officer_row {
    struct str name, login, roles, since, last;
    struct chip state;
    struct str id; /* posted as `petugas` */
    struct address href;
    bool may_reset, may_retire;
    bool may_confirm; /* her certificate waits for a second signature */
};

struct officers_view {
    struct chrome_view chrome;
    struct address add, action; /* action: posts petugas and ulang=ya or akhiri=ya */
    LIST(struct officer_row) rows;
    struct str warning; /* "Belum ada tiga penjaga kunci: kantor tetap latihan." */
};

/* page_lembar_awal(): shown once after adding or resetting; nothing of it is kept. */
struct start_sheet_view {
    struct chrome_view chrome;
    struct str name, login, passphrase, address, valid;
    struct link_view next;
};

#endif
