/*
 * web/posted - what somebody sent: the fields of a form, of a query or of a
 * JSON object, by name, in the order of sending.
 *
 * Names and values are clean (text/utf8.h: NFC, lines ended by LF, no control
 * characters); an uploaded file's bytes are as they came.  Strings live in the
 * request's arena.  A value may be as long as the request: that it is too long
 * for its field is the form's to say, with all of it still there.
 */
#ifndef WEB_POSTED_H
#define WEB_POSTED_H

#include "base/base.h"

enum {
    POSTED_FIELDS_MAX = 1000,
    POSTED_NAME_BYTES_MAX = 120,
    POSTED_DEPTH_MAX = 4, /* of a JSON body */
};

struct posted_field {
    struct str name, value;
    struct str file; /* name of an uploaded file; its value is bytes, not text */
};

struct posted {
    struct posted_field *fields;
    size_t n;
};

/* Reads a body by its content type: application/x-www-form-urlencoded, multipart/form-data or
 * application/json; an empty body has no fields.  ERR_INVALID with why.key "web.body" (malformed,
 * another type), "text.utf8", "json.*" or "web.body.many" (a limit was passed). */
MUST_USE enum err posted_read(struct ctx *ctx, struct str content_type, struct str body,
                              struct posted *out);
/* A query or an urlencoded body; the same errors. */
MUST_USE enum err posted_urlencoded(struct ctx *ctx, struct str text, struct posted *out);
/* A JSON object.  Nested objects give "outer.inner"; an array of texts repeats the name; an array
 * of objects gives "name.0.inner"; true, false and numbers become "yes", "no" and their digits. */
MUST_USE enum err posted_json(struct ctx *ctx, struct str text, struct posted *out);
/* A form with files; the boundary stands in the content type.  The same errors. */
MUST_USE enum err posted_multipart(struct ctx *ctx, struct str content_type, struct str body,
                                   struct posted *out);

/* Adds one field as if it had been sent; ERR_INVALID as posted_read(). */
MUST_USE enum err posted_add(struct ctx *ctx, struct posted *out, struct str name,
                             struct str value);
/* Adds an uploaded file: name and file name are text, its value stays bytes. */
MUST_USE enum err posted_add_file(struct ctx *ctx, struct posted *out,
                                  const struct posted_field *file);

/* The first value of that name; empty when there is none. */
struct str posted_get(const struct posted *posted, struct str name);
bool posted_has(const struct posted *posted, struct str name);
/* True for "yes", "ya", "1" and "on". */
bool posted_yes(const struct posted *posted, struct str name);
/* The values of a name that was sent more than once; returns how many, at most `max` are kept. */
size_t posted_all(const struct posted *posted, struct str name, struct str *out, size_t max);
/* The request id of 16 bytes in hex; false when it is absent or malformed. */
MUST_USE bool posted_id(const struct posted *posted, struct str name, struct id *out);

#endif
