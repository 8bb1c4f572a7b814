/*
 * web/answers - what somebody filled into a form of the definition.
 *
 * A deed takes it as it was posted (struct typed) and judges it.  Where it is
 * refused, the page shows exactly what was typed again, whatever is wrong with
 * it.  Names are those of view/form_view.h.
 */
#ifndef WEB_ANSWERS_H
#define WEB_ANSWERS_H

#include "domain/form.h"
#include "use/deed.h"
#include "web/posted.h"

/* All answers sent, for a deed.  `prefix` stands before each name: "" on pages, where the page's
 * own fields are left out; "values." in JSON. */
struct typed *answers_posted(struct arena *arena, const struct posted *posted, struct str prefix,
                             size_t *n);
/* The same by field of a form, for showing it again: words of a multi joined by blanks, rows of a
 * list by LF, its cells by tabs. */
struct value *answers_typed(struct arena *arena, const struct definition *definition, uint32_t form,
                            const struct posted *posted, size_t *n);

#endif
