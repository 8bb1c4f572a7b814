/*
 * sop/script - the events of a story as plain rows, for playing it into an
 * office: the same format as tests and exercises (sop/story.h), read without
 * judging anything.
 */
#ifndef SOP_SCRIPT_H
#define SOP_SCRIPT_H

#include "sop/story.h"

enum { SCRIPT_VALUES_MAX = 200, SCRIPT_EVENTS_MAX = 1000 };

struct script_value {
    struct str key, text; /* FIELD, or FIELD.ROW.COLUMN of a list; a multi is words with a blank */
};

struct script_event {
    int64_t at_min;  /* minutes since 1970 UTC */
    struct str by;   /* a role; empty: whoever acted last */
    struct str act;  /* "S1.01", "step.agree", "consent.give" … */
    struct str step; /* of step.agree, step.skip … */
    struct str outcome, reason, text, row;
    int64_t to_min; /* deadline.move */
    uint32_t subject;
    const struct script_value *values; /* `with`, or `set` of fact.set, or consents (text empty) */
    size_t values_n;
    bool refused; /* the story expects that it is refused */
    int line;
};

struct script {
    struct str title;
    const struct script_event *events;
    size_t n;
};

/* ERR_INVALID script.event with line and column. */
MUST_USE enum err script_read(struct ctx *ctx, const struct story *story, struct script *out);

#endif
