/*
 * web/openapi - the OpenAPI 3.1 document of an office's JSON API, made from the
 * route table.
 */
#ifndef WEB_OPENAPI_H
#define WEB_OPENAPI_H

#include "base/base.h"

enum { OPENAPI_BYTES_MAX = 1 << 20 };

/* Writes the document; `office` is the code in its addresses, or "{kantor}" for all offices. */
void openapi_write(struct buf *out, struct str office, struct str version);

#endif
