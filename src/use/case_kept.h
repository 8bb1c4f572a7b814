/*
 * use/case_kept - a case that was opened and folded is not folded anew for the
 * next request of the same round: what came meanwhile is folded onto it.
 *
 * Many officers writing at one case, or one who sends many entries at once,
 * cost one fold a round.  What is kept was readable for this officer, and only
 * for as long as requests of this round are at work: the round's end wipes it,
 * so that between requests nothing beyond W is in memory.  Keys are never kept;
 * each request opens its own boxes, and each notes its own reading.
 */
#ifndef USE_CASE_KEPT_H
#define USE_CASE_KEPT_H

#include "use/case_opened.h"

/* The case as `opened->keyset` can read it, folded under `sop`; fills the rest of `opened`. */
MUST_USE enum err case_folded(struct desk_ctx *desk, const struct sop *sop, struct id casefile,
                              struct case_opened *opened, const struct casestate **state);

#endif
