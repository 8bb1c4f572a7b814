/*
 * use/consent_record - an answer of the person: yes, no, or no longer (F06).
 *
 * One entry may name several recipients, each with its slice and end.  What is
 * off is off at once, whoever may sign for her.  A decision in her place
 * (coordinator_decision) waits for the second signature before it counts.
 */
#ifndef USE_CONSENT_RECORD_H
#define USE_CONSENT_RECORD_H

#include "domain/consent.h"
#include "use/deed.h"

struct consent_record_in {
    struct act_head head;
    struct consent consent; /* answer GIVEN or REFUSED */
    uint32_t subject;       /* the referral it is for; 0: the case */
    struct str language;    /* in which it was explained; required */
    struct str explained_by;
};
struct consent_record_out {
    struct act_done done;
};
/* ERR_INVALID consent.* of consent_check(). */
DEED_DECLARE(consent_record);

struct consent_withdraw_in {
    struct act_head head; /* words: her own */
    struct str kind;      /* "C3" */
    uint32_t subject;
    struct str by;        /* person, child, guardian */
    struct str recipient; /* of a consent per packet, as it was given; subject 0: it ends on every
                             packet to this recipient.  Else empty */
};
struct consent_withdraw_out {
    struct act_done done;
};
/* ERR_CONFLICT consent.not_given: no such consent, to this recipient, holds. */
DEED_DECLARE(consent_withdraw);

#endif
