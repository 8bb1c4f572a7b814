/* web/held_pages - forms that come back after a door (use/held.h). */
#ifndef WEB_HELD_PAGES_H
#define WEB_HELD_PAGES_H

#include "web/visit.h"

/* Is this a posted form worth keeping? */
bool held_may(const struct visit *visit);
/* The form of this visit, sealed; "" when it is none to keep. */
struct str held_of_visit(struct visit *visit);
/* The form that a page locked by itself sends along (fields titip_ke, titip_isi). */
struct str held_of_lock(struct visit *visit);
/* Is the form from a page of the very officer who is logged in now? */
bool held_is_hers(struct visit *visit);
/* After log-in or unlocking: shows the form again, with all that was typed and nothing saved.
 * False: there was none, or it is not hers. */
bool held_back(struct visit *visit, struct str titipan, const unsigned char *cookie);

/* log_in_pages.c, lock_pages.c: the doors with something to carry through them. */
void log_in_page_held(struct visit *visit, struct str held);
void lock_page_held(struct visit *visit, struct str held);
/* serve.c: answers a posted form in the place of this visit, writing nothing. */
bool visit_again(struct visit *visit, const struct request *request);

#endif
