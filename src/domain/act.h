/*
 * domain/act - one opened fact of a case as the engine sees it: who did what
 * with which step, when it happened, and what was given with it.
 *
 * Indices of the compiled definition, no names: use/ and the stories translate.
 * Subjects are numbered from 1 within their kind in order of making; 0 = the case.
 */
#ifndef DOMAIN_ACT_H
#define DOMAIN_ACT_H

#include "domain/definition.h"

enum act_kind {
    ACT_STEP_DONE,    /* the first (or only) signature */
    ACT_STEP_AGREE,   /* the second signature */
    ACT_STEP_DECLINE, /* the second officer says no; the first signature is cleared */
    ACT_STEP_SKIP,    /* not done and not to be done, with a reason */
    ACT_STEP_BEFORE,  /* done on paper before Teduh: executed, never late, never a deviation */
    ACT_FACT_SET,     /* settings: facts of the person */
    ACT_CONSENT,      /* settings: consents given, refused, withdrawn */
    ACT_DEADLINE_MOVE,
    ACT_REVIEW, /* a second person looked at the deviation of act `ref` */
    ACT_CLOSE,
    ACT_REOPEN,
    ACT_OTHER, /* notes, files, grants: no effect on the marking */
};

struct act_date {
    uint32_t date;  /* index in definition.dates */
    int64_t at_min; /* minutes since 1970 UTC; a day counts from its first minute */
};

struct act {
    enum act_kind kind;
    uint32_t step;
    uint32_t outcome; /* place in the step's own list; NONE only for ACT_STEP_BEFORE */
    uint32_t subject;
    int64_t happened_min;
    int64_t written_min; /* ACT_STEP_BEFORE: when it came from paper; 0 = as it happened */
    struct id officer;
    uint64_t roles;   /* bit set of definition roles the officer holds */
    struct id second; /* who signed before the act, zero = nobody */
    uint64_t second_roles;
    uint64_t answers;               /* bit i: answer i of the step holds (form_fill_act) */
    const struct setting *settings; /* facts given with the act, or set by it */
    uint32_t settings_n;
    const struct act_date *dates;
    uint32_t dates_n;
    struct str reason; /* code of reasons.yaml, empty = none */
    uint32_t row;      /* deadline.move */
    int64_t due_min;   /* deadline.move: the new due time */
    uint64_t at;       /* position in the fold order of the case, unique */
    uint64_t ref;      /* review: `at` of the act that deviated */
};

#endif
