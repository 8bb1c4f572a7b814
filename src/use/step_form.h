/*
 * use/step_form - a step before it is done: its form with what the case
 * already knows, what would stop it, who signs.
 */
#ifndef USE_STEP_FORM_H
#define USE_STEP_FORM_H

#include "use/case_show.h"

struct step_form_in {
    struct str casefile;
    struct str step;    /* "S1.06b" or an act */
    uint32_t subject;   /* number; 0 = the case, or the only open place */
    struct id place;    /* instance id, as lists give it; zero: `subject` says it */
    struct str outcome; /* asked for one outcome; empty: the first */
};
struct step_form_out {
    const struct casefile *casefile;
    const struct step *step;
    const struct form *form;       /* NULL: a step without one */
    const struct field_row *known; /* values the case already holds for fields of the form, and how
                                      to reach her safely */
    size_t known_n;
    const struct verdict *verdicts; /* one per outcome, in the definition's order */
    size_t verdicts_n;
    uint32_t subject;
    const struct subject_row *place; /* which instance; NULL: the case (use/subject_rows.h) */
    bool of_another; /* about somebody else than the person of the case: her values fill in nothing
                        here that asks for a person or how to reach one */
    uint16_t fields_sealed; /* compartments of the form this officer does not hold */
};
/* ERR_MISSING step.none. */
DEED_DECLARE(step_form);

#endif
