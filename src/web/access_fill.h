/*
 * web/access_fill - who may read a case and who did, in words: for the case page and the pages of
 * access.
 */
#ifndef WEB_ACCESS_FILL_H
#define WEB_ACCESS_FILL_H

#include "use/case_show.h"
#include "view/casefile_view.h"
#include "web/visit.h"

/* `may_end`: rows get a button that ends them. */
struct grant_row *grants_of(const struct visit *visit, const struct definition *sop,
                            const struct team_row *team, size_t n, bool may_end);
struct look_row *looks_of(const struct visit *visit, const struct access_line *lines, size_t n);

#endif
