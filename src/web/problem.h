/*
 * web/problem - what somebody is told when an act did not succeed: a page in
 * her language, or a problem document (RFC 9457) with the words' key, the
 * field it is about and the text.  Never what was typed, never whose case.
 */
#ifndef WEB_PROBLEM_H
#define WEB_PROBLEM_H

#include "web/visit.h"

struct problem_field {
    struct str field;
    const char *key; /* of words/ */
    uint32_t row;    /* of a list, from 1; 0: none */
};

/* application/problem+json; `fields` are all that is wrong with a form. */
void problem_write(struct visit *visit, enum err err, const struct problem_field *fields, size_t n);
/* The error page. */
void problem_page(struct visit *visit, enum err err);

#endif
