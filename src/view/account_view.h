/* view/account_view - the officer's own account, and the page that helps. */
#ifndef VIEW_ACCOUNT_VIEW_H
#define VIEW_ACCOUNT_VIEW_H

#include "view/form_view.h"

/* page_saya(): two forms to the same address, each with its own button; and the way out. */
struct account_view {
    struct chrome_view chrome;
    struct field_view pin, passphrase, again;
    struct address action, card, help;
    struct address log_out; /* POST; semua=ya ends every session of hers */
};

/* page_bantuan() */
struct help_view {
    struct chrome_view chrome;
    LIST(struct pair_view) keys;      /* access key, what it does */
    LIST(struct pair_view) questions; /* what officers ask, and the answer */
};

#endif
