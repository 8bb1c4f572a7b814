/*
 * use/list_kept - lists of the office, kept while nothing is written.
 *
 * A list is looked at far more often than it changes.  It holds what W says and
 * nothing beyond, which an open desk has in its tables anyway; whatever is
 * written, by whomever, or undone, makes it anew at the next look, and so does
 * the end of a right that it counted on.  What depends on the clock is worked
 * out at each look.
 */
#ifndef USE_LIST_KEPT_H
#define USE_LIST_KEPT_H

#include "use/desk_inside.h"

struct list_key {
    uint32_t list; /* LIST_TODAY ... */
    struct id reader;
    uint32_t roles;
    uint32_t which, from, rows_max;
};

/* The list of this key for whoever visits. */
struct list_key list_key_of(const struct desk_ctx *desk, uint32_t list);
/* What is kept under the key and still holds, or NULL.  It stays until the next list is kept. */
const void *list_kept(const struct desk_ctx *desk, const struct list_key *key);
/* A place for it, `size` zeroed bytes in an arena of its own, good until `until_ms`; NULL where
 * nothing is kept. */
void *list_keep(const struct desk_ctx *desk, const struct list_key *key, int64_t until_ms,
                size_t size, struct arena **arena);

/* The earliest end of a right among rows that count on it. */
int64_t list_until(int64_t until_ms, int64_t expiry_s, int64_t now_ms);

#endif
