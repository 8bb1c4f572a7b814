/*
 * web/answers - what somebody filled into a form of the definition.
 *
 * Reads the posted fields of one form into canonical values (domain/form.h)
 * and keeps, beside them, exactly what was typed: whatever is wrong with it,
 * the page that says so shows it again.  Names are those of view/form_view.h;
 * a JSON body has them under "values".
 */
#ifndef WEB_ANSWERS_H
#define WEB_ANSWERS_H

#include "domain/form.h"
#include "web/posted.h"

struct definition;

struct answers {
    struct value *values; /* readable ones, canonical, in the order of the form's fields */
    size_t values_n;
    struct value *typed;  /* all that was sent, as typed; lists as in domain/form.h */
    size_t typed_n;
    struct form_error *unread; /* what could not be read, in the order of the fields */
    size_t unread_n;
};

/* `prefix` stands before each name: "" on pages, "values." in JSON.  `offset_min` is the office's
 * zone: a browser sends "2026-11-24T09:00" without one.  Fields that the form does not have are not
 * read.  ERR_INVALID web.form.unknown (at = the name) only for JSON, where a misspelt name would
 * otherwise be lost without a word. */
MUST_USE enum err answers_read(struct ctx *ctx, const struct definition *definition, uint32_t form,
                               const struct posted *posted, struct str prefix, int offset_min,
                               struct answers *out);

#endif
