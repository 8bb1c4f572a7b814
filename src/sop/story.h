/*
 * sop/story - a timeline with expectations: test, exercise and demonstration in
 * one format (doc/stories.md).  Runs on casestate alone: may, apply, ask.
 *
 * Pure: the caller reads the file and prints.  A story that cannot be read is
 * ERR_INVALID with file, line and column; an expectation that does not hold is
 * counted and told in `told`, one line each: FILE:LINE:COLUMN what, wanted, got.
 */
#ifndef SOP_STORY_H
#define SOP_STORY_H

#include "domain/casestate.h"
#include "text/yaml.h"

/* What a screening makes of all answers given so far: the state of an element (E1 ...). */
struct story_hooks {
    void *with;
    enum err (*element)(void *with, struct ctx *ctx, const struct casestate *state,
                        const struct value *values, size_t n, struct str element, struct str *out);
};

struct story {
    struct str title;
    const struct yaml_node *node;
};

struct stories {
    const struct story *at;
    uint32_t n;
};

struct story_result {
    uint32_t passed,
        failed;      /* expectations, and acts that were refused without being expected to */
    struct str told; /* lines about what failed */
};

/* The stories of one file: a map with `story:`, or a list of such maps. */
MUST_USE enum err stories_read(struct ctx *ctx, struct str name, struct str text,
                               struct stories *out);
MUST_USE enum err story_run(struct ctx *ctx, const struct definition *definition,
                            const struct calendar *calendar, const struct story_hooks *hooks,
                            const struct story *story, struct story_result *out);

#endif
