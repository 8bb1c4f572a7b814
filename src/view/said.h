/*
 * view/said - a form's answer as people read it: labels instead of codes, days
 * and times in words, rupiah with dots, the rows of a list one after the other.
 */
#ifndef VIEW_SAID_H
#define VIEW_SAID_H

#include "domain/tables.h"
#include "view/when.h"

/* `text` is the canonical answer of the field; what cannot be read is said as it stands. */
struct str said_answer(const struct when *when, const struct definition *definition,
                       const struct field *field, struct str text);
/* "Orang yang dibantu: Nama lengkap": the field's label, after its block's. */
struct str said_label(const struct when *when, const struct field *field);

#endif
