/*
 * use/step_do - doing a step of the SOP, agreeing as the second person,
 * declining, skipping, saying that it was done before Teduh.
 *
 * Asks casestate_may() first.  Order is soft: against it a reason is needed,
 * counts at once and raises a review by another officer.  What protects a
 * person is hard: needs with `never` are refused whatever the reason, needs
 * with `second` until a second officer has signed before the act.  The one who
 * acted can never be the second.
 */
#ifndef USE_STEP_DO_H
#define USE_STEP_DO_H

#include "domain/verdict.h"
#include "use/deed.h"

struct step_do_in {
    struct act_head head;
    struct str step, outcome; /* outcome empty: the only one there is */
    uint32_t subject;         /* 0: the case, or the only open place */
    struct id place;          /* instance id, as lists give it; zero: `subject` says it */
    const struct typed *values;
    size_t values_n;
};
struct step_do_out {
    struct act_done done;
    uint32_t made;                 /* number of the subject it made; 0: none */
    const struct verdict *verdict; /* set also when refused: everything that is missing */
    struct form_errors errors; /* set when the form is refused: field indices of the definition */
};
/* ERR_MISSING step.none, step.subject; ERR_INVALID form.* with why.at the field, reason.missing,
 * reason.unknown, outcome.none; ERR_DENIED with the first missing thing of the verdict
 * (case.not_open, role.missing, sign.waiting, consent.missing …); ERR_CONFLICT sign.waiting. */
DEED_DECLARE(step_do);

struct step_agree_in {
    struct act_head head;
    struct str first;   /* hex id of the entry that waits */
    struct str differs; /* the second's own reason where the step asks one of each signer */
    /* The second has no log-in here (a receiver, another office) and signed on paper: who she is
     * and where the paper lies; head.happened_min is when.  This officer only records it. */
    bool on_paper;
    struct str signer, kept;
};
struct step_agree_out {
    struct act_done done;
};
/* ERR_DENIED sign.same_person, role.missing, needs with `never`; ERR_CONFLICT sign.nothing_waits.
 * On paper: ERR_INVALID paper.signer, paper.kept; ERR_DENIED paper.inside: the second logs in. */
DEED_DECLARE(step_agree);

struct step_decline_in {
    struct act_head head; /* reason is required: reason.missing */
    struct str first;
};
struct step_decline_out {
    struct act_done done;
};
DEED_DECLARE(step_decline);

struct step_skip_in {
    struct act_head head; /* reason is required */
    struct str step;
    uint32_t subject;
    struct id place; /* instance id, as lists give it; zero: `subject` says it */
};
struct step_skip_out {
    struct act_done done;
};
DEED_DECLARE(step_skip);

/* Before an act whose need says `second`: another officer signs first, for one step and hour. */
struct step_countersign_in {
    struct act_head head;
    struct str step;
    uint32_t subject;
    struct id place;       /* instance id, as lists give it; zero: `subject` says it */
    struct id for_officer; /* who will do it; never oneself (sign.same_person) */
};
struct step_countersign_out {
    struct act_done done;
};
DEED_DECLARE(step_countersign);

#endif
