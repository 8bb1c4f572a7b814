/* domain/verdict - the answers of casestate_may() and casestate_ask(): data for pages and stories.
 */
#ifndef DOMAIN_VERDICT_H
#define DOMAIN_VERDICT_H

#include "domain/definition.h"

/* Why not, in the order in which it is asked (doc/engine.md 3). */
enum missing_kind {
    MISSING_UNKNOWN,   /* no such step, outcome, subject */
    MISSING_START,     /* case.not_open: mended by a start step */
    MISSING_ROLE,      /* role.missing */
    MISSING_SIGNATURE, /* sign.waiting, sign.same_person, sign.nothing */
    MISSING_NEED,      /* an unmet need: `hold` says how hard */
    MISSING_INCLUDED,  /* blocked.not_included */
    MISSING_ONCE,      /* blocked.once */
    MISSING_AFTER,     /* blocked.after: mended by doing `step` */
    MISSING_DELAY,     /* blocked.delay: mended by waiting until `until_min` */
    MISSING_WAITS_FOR, /* blocked.waits_for */
    MISSING_REASON,    /* reason.missing, reason.unknown */
    MISSING_CLOSE,     /* close.pending: `step` is still pending */
};

enum mend_kind {
    MEND_STEP,    /* do step `at` */
    MEND_FACT,    /* fact `at` (often a consent) must have value `value` */
    MEND_ANSWER,  /* answer `at` of the form (definition.answers) must hold */
    MEND_OUTCOME, /* choose outcome `at` (place in the step's list) */
    MEND_ROLE,    /* somebody with role `at` */
    MEND_SECOND,  /* a second officer signs before */
    MEND_REASON,  /* give a reason; it becomes a deviation that is reviewed */
};

struct mend {
    enum mend_kind kind;
    uint32_t at, value;
};

struct missing {
    enum missing_kind kind;
    enum hold hold;   /* of a need; order is HOLD_NOTE */
    struct str why;   /* key of words/ */
    struct str basis; /* law entry, may be empty */
    uint32_t step;    /* for AFTER, DELAY, WAITS_FOR, CLOSE; else NONE */
    uint32_t subject;
    int64_t until_min; /* DELAY */
    const struct mend *mends;
    uint32_t mends_n;
};

struct verdict {
    bool allowed;
    bool deviation;    /* allowed with the reason given; a review task follows (D56) */
    bool waits_second; /* allowed as a first signature; `step.agree` must follow */
    bool needs_reason; /* refused only because no reason was given */
    bool needs_second; /* refused only because no second officer signed before */
    const struct missing *missing;
    uint32_t missing_n;
};

/* One duty of a place under one row. */
struct open_place {
    uint32_t step, subject;
    uint32_t row; /* NONE: no clock */
    int64_t raised_min;
    int64_t due_min;       /* INT64_MIN: none, or the clock has not started */
    int64_t due_first_min; /* before it was moved */
    bool waits_start;      /* under a row whose clock has not started */
    bool late;
    uint32_t alarms_passed; /* of the row's alarms */
    bool enabled;
    bool waits_second;             /* first signature is there */
    const struct missing *blocked; /* why it is not enabled */
    uint32_t blocked_n;
};

enum service_state {
    SERVICE_NOT_NEEDED,
    SERVICE_REQUESTED,
    SERVICE_RUNNING,
    SERVICE_DONE,
    SERVICE_STOPPED
};

struct asked {
    struct open_place *open; /* by due time, earliest first; without due last */
    uint32_t open_n;
    enum service_state *services; /* one for each of definition.services */
    bool may_close;
    bool closed;
    struct str stage; /* id of definition.stages, "intake" before any, "closed", "monitoring" */
    struct str ended; /* value of the fact that names how it ended, "no" while it runs */
    uint32_t late_n;  /* open and late, rows of kind law and office only */
    uint32_t deviations_n; /* not yet reviewed */
};

#endif
