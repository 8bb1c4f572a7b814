/* sop/running - inside of story_run(): one story as it goes.  Only story_*.c include this. */
#ifndef SOP_RUNNING_H
#define SOP_RUNNING_H

#include "sop/reading.h"
#include "sop/story.h"

enum { STORY_CASES_MAX = 16, STORY_EVENTS_MAX = 2000, STORY_TOLD_BYTES_MAX = 256 * 1024 };

struct story_case {
    struct str name;
    struct casestate *state;
    struct act *acts; /* accepted, in order: folded again when one is corrected */
    uint32_t acts_n;
    struct value *values; /* the latest value of every field */
    size_t values_n;
};

/* What became of an event. */
struct ran {
    const struct yaml_node *node;
    uint32_t of_case, act; /* index in the case's acts, when accepted */
    bool accepted, deviation;
    struct str why; /* first thing missing */
    bool expected;  /* an expectation speaks of it */
};

struct running {
    struct reading r; /* for faults and names */
    struct ctx *ctx;
    const struct calendar *calendar;
    const struct story_hooks *hooks;
    const struct yaml_node *story;
    struct story_case cases[STORY_CASES_MAX];
    uint32_t cases_n;
    struct ran *ran;
    uint32_t ran_n;
    struct story_result *out;
    struct buf told;
};

struct person {
    struct id id;
    uint64_t roles;
};

/* story_act.c: an event of the story as an act. */
MUST_USE enum err event_act(struct running *run, const struct yaml_node *event,
                            struct story_case *of, struct act *act);
MUST_USE enum err event_time(struct running *run, const struct yaml_node *node, int64_t *at_min);
/* story_with.c: the fields of `with`, as values of the form and facts of the act. */
MUST_USE enum err with_read(struct running *run, const struct yaml_node *with,
                            struct story_case *of, struct act *act);
/* story_expect.c */
MUST_USE enum err expect_at(struct running *run, const struct yaml_node *expect, int64_t at_min);
MUST_USE enum err expect_end(struct running *run, const struct yaml_node *expect);
void check(struct running *run, const struct yaml_node *node, bool holds, struct str what,
           struct str want, struct str got);
/* The case a node speaks of (`case:`); made when it is new. */
MUST_USE enum err case_named(struct running *run, const struct yaml_node *node,
                             struct story_case **out);

#endif
