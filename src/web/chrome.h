/* web/chrome - what stands around every page: menu by rights, tokens, the flash, the clock. */
#ifndef WEB_CHROME_H
#define WEB_CHROME_H

#include "view/chrome_view.h"
#include "web/visit.h"

/* `title` is a key of words/: the kind of page, never a name or number (ux A3). */
struct chrome_view chrome_view(struct visit *visit, const char *title);

/* Where this officer's work begins, below the office: the first page of her menu. */
struct str home_path(const struct visit *visit);

#endif
