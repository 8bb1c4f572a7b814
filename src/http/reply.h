/*
 * http/reply - what an office answers.
 *
 * The gate adds the security headers to every answer,
 * so a page cannot forget them; a page says only to which door it belongs.
 */
#ifndef HTTP_REPLY_H
#define HTTP_REPLY_H

#include "base/base.h"

enum { REPLY_BODY_BYTES_MAX = 16 << 20, KDF_PASSWORD_BYTES_MAX = 1024, KDF_SALT_BYTES = 16 };

/* Which content security policy holds. */
enum door {
    DOOR_OFFICE = 0, /* scripts and connections from 'self' */
    DOOR_PUBLIC,     /* no script at all */
    DOOR_FIELD,      /* the field application */
};

enum reply_flag {
    REPLY_WAIT = 1,        /* nothing to send yet: derive `kdf`, then serve the request again */
    REPLY_CLEAR_CACHE = 2, /* Clear-Site-Data: "cache" (log-out) */
    REPLY_CLEAR_ALL = 4,   /* Clear-Site-Data: "cache", "storage" (quick exit) */
    REPLY_MAY_CACHE = 8,   /* a public static thing; everything else is no-store */
    REPLY_CLOSE = 16,      /* the gate's own: the connection is not used again */
};

/* One password for a child that derives. */
struct kdf_job {
    struct str password;
    unsigned char salt[KDF_SALT_BYTES];
    uint32_t ops, mem_kib;
};

struct reply {
    int status; /* 200, 303, 4xx, 503; 502: the office cannot be opened */
    unsigned flags;
    enum door door;
    struct str content_type; /* with charset */
    struct str location;     /* of a 303; always a path of ours, or the neutral site */
    struct str set_cookie;
    struct str etag;
    struct str download; /* file name of an attachment; never holds personal data */
    int retry_s;         /* Retry-After; 0 = none */
    struct buf body;     /* opened by the loop, at most REPLY_BODY_BYTES_MAX */
    struct kdf_job kdf;
};

#endif
