/*
 * domain/marking - inside of a case state: places, duties, subjects, clocks.
 * Only the engine's own files include this; everybody else asks casestate.h.
 *
 * A place is (step, subject).  It is pending when it has a duty; duties of
 * different rows stand side by side, and one row stands at a place at most once.
 */
#ifndef DOMAIN_MARKING_H
#define DOMAIN_MARKING_H

#include "domain/casestate.h"

enum { SUBJECTS_MAX = 1000, FLAGS_MAX = 100000 };

struct duty {
    uint32_t row; /* or NONE: no clock */
    bool endless; /* the limit is "none" */
    uint32_t limit_min;
    int64_t raised_min;
    int64_t due_min;   /* DUE_NONE: endless, no row, or its clock has not started */
    int64_t first_min; /* before a move */
    struct duty *next;
};

struct place {
    bool included, executed, skipped, before;
    uint32_t times;      /* how often done */
    uint32_t unreviewed; /* deviations here that nobody has looked at */
    int64_t executed_min;
    struct duty *duties;
    const struct act *waiting; /* first signature */
};

struct subject {
    uint64_t words[FACT_WORDS]; /* the facts that live on it */
    struct place *places;       /* by step.slot */
};

struct kind_state {
    struct subject *subjects; /* subject 1 is at 0 */
    uint32_t n, room;
    bool *included; /* by step.slot: what the next subject starts with */
};

struct casestate {
    struct arena *arena;
    const struct definition *definition;
    const struct calendar *calendar;
    bool open, closed;
    uint64_t words[FACT_WORDS]; /* facts of the case */
    struct place *places;       /* by step; unused for steps that are `each` */
    struct kind_state *kinds;
    int64_t *clocks; /* by row: start of its one clock, DUE_NONE = not started */
    struct duty *spare;
    struct flag *flags;
    uint32_t flags_n, flags_room;
};

/* The place, or NULL when the step or the subject does not exist. */
struct place *place_at(const struct casestate *state, uint32_t step, uint32_t subject);
/* Does a case begin with this step? */
bool step_starts(const struct definition *definition, uint32_t step);
/* Included in the marking, and its `when` holds now. */
bool place_included(const struct casestate *state, uint32_t step, uint32_t subject);
/* How many places a step has now: 1 for the case (subject 0), else the subjects (from 1). */
uint32_t step_subjects(const struct casestate *state, uint32_t step, uint32_t *first);

/* What guards of (step, subject) see; `act` may be NULL. */
struct scene scene_of(const struct casestate *state, uint32_t step, uint32_t subject,
                      const struct act *act);

/* Sets a fact to one value of its domain. */
void word_set(uint64_t *words, const struct fact_def *fact, uint32_t value);

/* Clocks: clock.c */
void duty_raise(struct casestate *state, struct place *place, uint32_t row, int64_t happened_min,
                const struct scene *scene);
/* Due of a row raised at `happened_min`, DUE_NONE when it has none or its clock has not started. */
int64_t row_due(const struct casestate *state, uint32_t row, int64_t happened_min,
                const struct scene *scene);
/* Removes the duties of the place; earliest due missed at `happened_min`, with its row, or
 * DUE_NONE. */
int64_t duties_clear(struct casestate *state, struct place *place, int64_t happened_min,
                     uint32_t *row);
void clock_start(struct casestate *state, uint32_t row, int64_t at_min);
void clock_restart(struct casestate *state, uint32_t row);
/* Earliest due of the place, DUE_NONE when it has none. */
int64_t place_due(const struct place *place);

/* A new subject of the kind, 0 when there are too many. */
uint32_t subject_make(struct casestate *state, uint32_t kind);
/* Does the act, whatever stands against it: doc/engine.md 4, in exactly its order. */
void step_fire(struct casestate *state, const struct act *act, uint32_t step, uint32_t subject,
               int64_t happened_min);
/* Sets facts by fact.set or a consent act, and fires what they cause. */
bool facts_set(struct casestate *state, const struct act *act);

/* Judging: judge.c */
struct judged {
    bool blocked;
    bool unmet[3];  /* by enum hold */
    struct str why; /* of the strongest unmet need, else of the first block */
};

struct missing_list {
    struct arena *arena;
    struct missing *at;
    uint32_t n, room;
};

/* What stands against doing it; the list may be NULL.  `now_min` is for delays: INT64_MAX = do not
 * look at them.  The act's outcome and answers are read for needs; `act` NULL = blocks only. */
struct judged step_judge(const struct casestate *state, uint32_t step, uint32_t subject,
                         const struct act *act, int64_t now_min, struct missing_list *list);
struct missing *missing_add(struct missing_list *list, enum missing_kind kind, struct str why);
/* Only the needs that are `never`, for the second signature. */
struct judged step_judge_never(const struct casestate *state, uint32_t step, uint32_t subject,
                               const struct act *act, struct missing_list *list);
/* Unmet needs of a range (close.needs), with the scene of the case. */
void needs_judge(const struct casestate *state, struct range needs, const struct scene *scene,
                 struct judged *judged, struct missing_list *list);

/* Signatures: sign.c */
bool step_needs_two(const struct casestate *state, uint32_t step, const struct scene *scene);
/* May an officer with these roles give the first signature, or do it alone? */
bool step_role_holds(const struct casestate *state, uint32_t step, uint64_t roles, bool two);
/* Can these two together fill both roles? */
bool sign_roles_hold(const struct step *step, uint64_t first, uint64_t second);

void flag_add(struct casestate *state, enum flag_kind kind, const struct act *act, uint32_t row,
              int64_t due_min, struct str why);

#endif
