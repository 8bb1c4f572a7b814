/*
 * use/task_assign - a colleague joins a case, or leaves it: who reads is who
 * holds a box.
 */
#ifndef USE_TASK_ASSIGN_H
#define USE_TASK_ASSIGN_H

#include "use/deed.h"

struct task_assign_in {
    struct act_head head;
    struct id officer;
    enum role role;    /* the row of roles.yaml that is proposed */
    bool responsible;  /* becomes the case manager */
    uint16_t mask;     /* compartments given; 0: the role's row.  Never more than the giver
                          holds (compartment.not_held) nor what the role never gets
                          (grant.never) */
    int64_t until_min; /* 0: no end */
    bool history;      /* may read earlier key epochs too */
};
struct task_assign_out {
    struct act_done done;
    uint16_t given;
};
/* ERR_MISSING officer.none; ERR_DENIED grant.role (not manager, head, or holder by assignment). */
DEED_DECLARE(task_assign);

/* Ends a grant: a new key epoch for all others; what was read cannot be called back. */
struct grant_end_in {
    struct act_head head; /* reason required */
    struct id officer;
};
struct grant_end_out {
    struct act_done done;
};
/* ERR_CONFLICT grant.last: nobody but custodians would be left. */
DEED_DECLARE(grant_end);

#endif
