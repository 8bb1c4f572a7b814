/* web/screening_fill - the board of screening questions and what they suggest. */
#ifndef WEB_SCREENING_FILL_H
#define WEB_SCREENING_FILL_H

#include "use/screening_show.h"
#include "web/visit.h"

/* Writes the page; `err` of what was just asked stands on top of it. */
void screening_write(struct visit *visit, const struct screening_show_out *out, enum err err);

#endif
