/* web/complaint_fill - the pages of a new complaint, from form F01 of the definition. */
#ifndef WEB_COMPLAINT_FILL_H
#define WEB_COMPLAINT_FILL_H

#include "use/complaint_open.h"
#include "web/step_fill.h"

/* The call page with what was posted so far and what is wrong with it (NULL: nothing). */
void complaint_page(struct visit *visit, const struct step *step, const struct form_errors *errors,
                    enum err err);
/* "May be known already": everything typed travels along. */
void double_page(struct visit *visit, const struct person_check_out *person);

#endif
