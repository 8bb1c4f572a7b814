/*
 * http/request - what somebody asks of an office: from a browser by way of the
 * gate, from a machine client, or from a command.  The three look the same.
 *
 * The gate has checked it (http/guard.h): path and query are UTF-8 without
 * NUL, every header stands once, the body is within its limit.  All strings
 * live as long as the request's frame; what is absent is empty.
 */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "base/base.h"

enum {
    REQUEST_BODY_BYTES_MAX = 1 << 20,
    REQUEST_HEAD_BYTES_MAX = 32 << 10,
    DERIVED_KEY_BYTES = 32,
};

enum method {
    METHOD_GET = 1,
    METHOD_HEAD, /* a GET whose body the gate drops */
    METHOD_POST,
    METHOD_PUT,
    METHOD_DELETE,
};

/* From where it came: what a network may do differs (log-in throttle, second factor). */
enum way {
    WAY_COMMAND = 1, /* teduh.sock, or in the command's own process */
    WAY_LOOPBACK,
    WAY_NETWORK,
};

struct request {
    enum method method;
    enum way way;
    bool tls;
    struct str path;  /* decoded: "/banten/kasus/7K2M"; begins with '/' */
    struct str query; /* as sent, without '?'; forms decode it */
    struct str host, origin, cookie, content_type, accept, accept_language;
    struct str authorization, idempotency_key, sec_fetch_site, sec_purpose, if_none_match;
    struct str peer; /* numeric address, for the throttle only; never logged for the public door */
    struct str body;
    /* NULL, or the 32 bytes derived from the password that an earlier round of this same request
     * asked for (reply.h, REPLY_WAIT). */
    const unsigned char *kdf_key;
};

/* "/banten/kasus" -> "banten"; empty when there is no first segment. */
struct str request_office(const struct request *request);

/* The id under which a posted form is written once: what its hidden field carries, together with
 * the address it was sent to, so that two forms of one page are two acts.  The gate asks by the
 * same id what became of a form whose answer was lost. */
struct id request_act(struct str path, struct id form);

#endif
