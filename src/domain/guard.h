/*
 * domain/guard - compiled guards: a list of clauses that must all hold, each an
 * any-of over literals.  Facts are one-hot bits, so "ident in (a, b)" is one
 * mask and no text is compared while a case is folded (doc/sop-definition.md).
 *
 * A guard without clauses always holds; a clause without literals never does.
 */
#ifndef DOMAIN_GUARD_H
#define DOMAIN_GUARD_H

#include "base/base.h"

enum { FACT_WORDS = 8 }; /* 512 values of facts in one definition */

struct range {
    uint32_t first, n; /* a run of a flat table of the definition */
};

enum literal_kind {
    LITERAL_FACT,    /* any bit of `mask` in fact word `at` */
    LITERAL_OUTCOME, /* the chosen outcome is one of `mask` (bit = place in the step's list) */
    LITERAL_ANSWER,  /* one of the step's answers in `mask` holds (form.X) */
    LITERAL_DONE,    /* done(step `at`) */
    LITERAL_PENDING, /* pending(step `at`) */
    LITERAL_COUNT,   /* count(kind `at`) compared with `value` */
};

enum compare { COMPARE_LESS, COMPARE_AT_MOST, COMPARE_EQUAL, COMPARE_AT_LEAST, COMPARE_MORE };

struct literal {
    uint8_t kind;    /* enum literal_kind */
    uint8_t compare; /* enum compare, for LITERAL_COUNT */
    bool negated;
    uint32_t at;
    uint32_t value;
    uint64_t mask;
};

/* Clauses first..first+n-1 of the definition; n = 0 always holds. */
struct guard {
    struct range clauses;
};

/* What a guard may look at.  `words` are case facts joined with those of the subject. */
struct scene {
    uint64_t words[FACT_WORDS];
    uint64_t outcome; /* one bit, or 0 when no outcome is chosen */
    uint64_t answers; /* bit i: answer i of the step holds */
    uint32_t step;    /* whose guard it is; decides what done() and pending() see */
    uint32_t subject;
};

struct casestate;
struct definition;

/* True when the guard holds.  Total: never fails, reads nothing but its arguments. */
bool guard_holds(const struct casestate *state, struct guard guard, const struct scene *scene);

/* The same for a guard that reads only facts and answers (`when` of a field). */
bool guard_holds_facts(const struct definition *definition, struct guard guard,
                       const struct scene *scene);

#endif
