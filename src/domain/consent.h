/*
 * domain/consent - what a person agreed to, with whom and until when.
 *
 * Always per kind, purpose and recipient; may be withdrawn; never a condition
 * of emergency help.  A child's needs the child's own assent; one that is
 * spoken or given by thumb needs a witness who is not the writer.  Whoever
 * says no is recorded like whoever says yes.  Pure.
 */
#ifndef DOMAIN_CONSENT_H
#define DOMAIN_CONSENT_H

#include "base/base.h"

enum consent_kind {
    CONSENT_C1 = 1,
    CONSENT_C2,
    CONSENT_C3,
    CONSENT_C4,
    CONSENT_C5,
    CONSENT_C6,
    CONSENT_C7,
    CONSENT_C8,
    CONSENT_C9,
    CONSENT_C10
};
enum consent_answer { CONSENT_NONE, CONSENT_GIVEN, CONSENT_REFUSED, CONSENT_WITHDRAWN };
enum consent_giver { GIVER_PERSON = 1, GIVER_GUARDIAN_AND_CHILD, GIVER_COORDINATOR_DECISION };
enum consent_assent { ASSENT_NONE, ASSENT_GIVEN, ASSENT_REFUSED, ASSENT_NOT_APPLICABLE };
enum consent_mode { MODE_WRITTEN = 1, MODE_SPOKEN_WITH_WITNESS, MODE_THUMB };

struct consent {
    enum consent_kind kind;
    enum consent_answer answer;
    enum consent_giver giver;
    enum consent_assent assent;
    enum consent_mode mode;
    struct str assent_na; /* age, unconscious, incapable; when the assent is not applicable */
    struct str purpose, recipient, slice;
    struct str witness; /* name; empty when there was none */
    bool witness_is_writer;
    bool guardian_suspect; /* the guardian stands on the suspect or never-contact list */
    struct str words;      /* her own, of a child or at a withdrawal */
    int64_t until_day;     /* days since 1970; INT64_MIN: no end */
    int64_t ask_again_day; /* likewise */
};

/* "C3"; and back, 0 when it is none. */
struct str consent_kind_name(enum consent_kind kind);
enum consent_kind consent_kind_of(struct str name);

/* May it be written down as this answer?  ERR_INVALID with why.at the field:
 * consent.kind, consent.giver, consent.child (gives none alone), consent.adult (nobody's ward
 * unless incapable), consent.assent, consent.guardian_suspect, consent.witness, consent.recipient
 * (C3), consent.until (C3), consent.assent_na. */
MUST_USE enum err consent_check(struct ctx *ctx, const struct consent *consent, bool child_now);
/* True when it was given, is not withdrawn and has not ended. */
bool consent_holds(const struct consent *consent, int64_t today);

#endif
