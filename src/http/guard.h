/*
 * http/guard - the strictness that the HTTP library lacks.
 *
 * Whoever stands between a browser and us (a proxy, a scanner) must see the
 * same request as we do, or one request can hide inside another.  So one
 * canonical form is accepted and everything else is refused with 400 and a
 * closed connection: every header written "Name: value" CRLF, each of those we
 * read at most once, one length, no chunks, a target of visible ASCII whose
 * path decodes to plain UTF-8 segments.
 *
 * Pure: the gate shows every header and asks for the verdict; a verdict is 0
 * or the HTTP status of the refusal.
 */
#ifndef HTTP_GUARD_H
#define HTTP_GUARD_H

#include "http/request.h"

enum { GUARD_TARGET_BYTES_MAX = 8 << 10, GUARD_HOST_BYTES_MAX = 255, GUARD_HEADERS_MAX = 64 };

struct guard {
    struct request request; /* filled on the way; strings are those that were shown */
    uint32_t seen;          /* headers of the table that were there */
    unsigned headers;
    size_t header_bytes; /* of all headers in canonical form */
    bool bad;
    bool has_length, has_coding;
    uint64_t length;            /* of the body, as announced */
    struct str accept_encoding; /* for the gate alone */
};

/* Shows one header.  Both strings must live as long as the guard. */
void guard_header(struct guard *guard, struct str name, struct str value);

/* Reads method and target into guard->request.  Path is decoded into the arena.  0, 400, 405, 414.
 */
MUST_USE int guard_target(struct guard *guard, struct arena *arena, struct str method,
                          struct str target);

/* The verdict when all headers were shown.  `head_bytes` is what stood on the wire from the method
 * to the empty line: more or less than the canonical form means bytes we were not shown.
 * 0, 400, 411, 413, 431, 505. */
MUST_USE int guard_verdict(const struct guard *guard, struct str method, struct str target,
                           struct str version, size_t head_bytes);

#endif
