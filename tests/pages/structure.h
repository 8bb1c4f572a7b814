/* structure - the elements and attribute names of a page, without any text or value. */
#ifndef STRUCTURE_H
#define STRUCTURE_H

#include "base/base.h"

/* "<p[class]<b></b></p>…"; false when elements do not nest, an attribute is unquoted, or bytes are
 * not UTF-8. */
bool structure_of(struct arena *arena, struct str page, struct str *out);

#endif
