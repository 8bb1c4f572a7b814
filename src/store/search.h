/*
 * store/search - index tokens → candidate cases.  Nothing is
 * opened here and nobody learns what is in a case he cannot open: the caller
 * opens the hits that this officer holds and tells him nothing of the others.
 */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "domain/names.h"
#include "store/office.h"

enum { SEARCH_HITS_MAX = 200 };

struct search_hit {
    struct id casefile;
    struct id responsible;
    size_t exact, skeleton, number; /* tokens that met, by kind of field */
};

/* Cases with at least one token in common, most first. */
MUST_USE enum err search_cases(struct ctx *ctx, struct office *office,
                               const struct name_tokens *tokens, struct search_hit **out,
                               size_t *count);
/* The tokens of fact 16 for these words, sorted. */
struct str search_fact(struct ctx *ctx, const struct office *office,
                       const struct name_tokens *tokens);

#endif
