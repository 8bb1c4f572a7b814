/*
 * sop/check - the static pass over a compiled definition (doc/engine.md 7):
 * what the reader cannot see line by line.  Faults make the definition unfit;
 * warnings are for its author.  The proofs over all runs are another pass.
 */
#ifndef SOP_CHECK_H
#define SOP_CHECK_H

#include "domain/tables.h"

enum finding_grade { FINDING_FAULT, FINDING_WARNING };

struct finding {
    enum finding_grade grade;
    const char *key;  /* words/: check.* */
    struct str at;    /* step, step/outcome, row, fact, rule */
    struct str about; /* the other end: step, row, path; may be empty */
};

struct findings {
    struct arena *arena;
    struct finding *at;
    uint32_t n, faults;
};

/* Faults first, each list in order of the definition; lives in ctx->arena. */
void definition_check(struct ctx *ctx, const struct definition *definition, struct findings *out);

#endif
