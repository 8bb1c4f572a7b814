/*
 * web/step_fill - the page of one step: form, guide, words to say, what is
 * missing and what mends it, the deviation, the second signature.
 */
#ifndef WEB_STEP_FILL_H
#define WEB_STEP_FILL_H

#include "domain/casestate.h"
#include "domain/tables.h"
#include "use/step_form.h"
#include "view/form_fill.h"
#include "view/step_view.h"
#include "web/visit.h"

/* What the page shows instead of what the case knows: an answer that was refused, or a draft. */
struct step_shown {
    const struct value *values; /* NULL: what the case knows */
    size_t values_n;
    struct form_errors errors;
    const struct verdict *verdict; /* of the deed that was refused: all that is missing */
    struct str more;               /* the list that gets a row more */
    struct str outcome;            /* chosen */
    enum err err;                  /* of the deed; ctx->why says which */
    bool deviates;                 /* show reason and sentence */
    struct str drafted;            /* "Draf 09.47" */
};

/* Writes the page; what `shown` has goes before what the case knows. */
void step_page(struct visit *visit, const struct step_form_out *form,
               const struct step_shown *shown);

/* All that is wrong with a posted form, as a problem document. */
void form_problem(struct visit *visit, const struct definition *sop, enum err err,
                  const struct form_errors *errors);
/* The summary of errors on top (4.10): the form's, each linked, else the one of the deed. */
void errors_fill(struct visit *visit, const struct form_fill *fill, enum err err,
                 struct chrome_view *chrome);

#endif
