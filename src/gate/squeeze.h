/*
 * gate/squeeze - answers in gzip, where their length tells nothing it should not
 * (doc/decisions/0013): static files always, an office's page only when it
 * answers a plain GET, and then with a random length added.
 */
#ifndef GATE_SQUEEZE_H
#define GATE_SQUEEZE_H

#include "base/base.h"

enum { SQUEEZE_BYTES_MIN = 1024, SQUEEZE_PAD_MAX = 96, SQUEEZE_BYTES_MAX = 2 << 20 };

/* `in` as a gzip file in the arena, whose header carries a name of `pad` bytes; false when it would
 * not be smaller.  All memory is the arena's. */
MUST_USE bool squeeze(struct arena *arena, struct str in, size_t pad, struct str *out);

/* True when an Accept-Encoding header names gzip and does not refuse it. */
bool squeeze_wanted(struct str accept_encoding);

#endif
