/*
 * use/held - what an officer had typed when her screen was locked or her
 * session was over: it travels in her browser, sealed under a key of the
 * station, and comes back to nobody but her.
 *
 * Nothing of it is kept here.  A form names whose page it stood on
 * (held_owner()), so that the next person at the same screen never sees it.
 */
#ifndef USE_HELD_H
#define USE_HELD_H

#include "use/desk.h"

enum { HELD_BODY_BYTES_MAX = 480 << 10, HELD_HOURS_MAX = 12 };

/* One posted form. */
struct held {
    struct str path; /* decoded, with the office */
    struct str type; /* Content-Type */
    struct str body;
};

/* Hex that stands in every form of this officer; nobody outside the station can make it. */
struct str held_owner(const struct desk_ctx *desk, struct id officer);

/* Seals a form for the owner it names; hex, "" when it is too long or names none. */
struct str held_keep(struct desk_ctx *desk, struct str owner, const struct held *held);
/* Opens it for the officer who is logged in.  ERR_MISSING held.none: changed, too old, another's.
 */
MUST_USE enum err held_take(struct desk_ctx *desk, struct str kept, struct held *out);

#endif
