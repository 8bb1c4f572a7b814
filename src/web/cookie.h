/*
 * web/cookie - the cookie that unlocks an officer's session.
 *
 * 32 random bytes in hex.  Over TLS its name has the prefix __Host-, so that
 * no other host and no plain connection can set it; only a practice office may
 * speak plain HTTP, under another name.  Each office has its own,
 * so that an officer of two offices may have both open.
 */
#ifndef WEB_COOKIE_H
#define WEB_COOKIE_H

#include "base/base.h"
#include "http/request.h"

enum { COOKIE_SECRET_BYTES = 32 };

/* "__Host-teduh-banten" over TLS, "teduh-latihan-banten" otherwise. */
struct str cookie_name(struct arena *arena, const struct request *request, struct str office);
/* Value of the named cookie in a Cookie header; empty when absent or there twice. */
struct str cookie_value(struct str header, struct str name);
/* The session's secret in the request; false when there is none or it is malformed. */
MUST_USE bool cookie_secret(struct arena *arena, const struct request *request, struct str office,
                            unsigned char out[COOKIE_SECRET_BYTES]);
/* Set-Cookie that gives the secret; NULL takes it away.  No expiry: it dies with the browser. */
struct str cookie_set(struct arena *arena, const struct request *request, struct str office,
                      const unsigned char *secret);
/* Set-Cookie of a value that is no secret (the language of this browser). */
struct str cookie_plain(struct arena *arena, const struct request *request, struct str name,
                        struct str value);

#endif
