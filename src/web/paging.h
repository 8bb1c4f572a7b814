/* web/paging - a long list in pages; works without script, by links alone. */
#ifndef WEB_PAGING_H
#define WEB_PAGING_H

#include "view/chrome_view.h"
#include "web/visit.h"

enum { PAGE_ROWS = 25 };

/* `list`: the address of the list up to the number of its first row ("/kasus?lihat=milik&dari=").
 * `shown` rows from `from` on, of `whole`. */
struct paging_view paging_view(const struct visit *visit, const char *list, size_t from,
                               size_t shown, size_t whole);

#endif
