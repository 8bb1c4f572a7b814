/*
 * web/mend - why a step cannot be done now, one line for each missing thing,
 * with the address that mends it: never a grey button without a sentence.
 */
#ifndef WEB_MEND_H
#define WEB_MEND_H

#include "domain/tables.h"
#include "domain/verdict.h"
#include "view/casefile_view.h"
#include "web/visit.h"

struct mends {
    const struct mend_view *at;
    size_t n;
};

/* Lines for the missing things of one step of the case with this address. */
struct mends mends_of(const struct visit *visit, const struct definition *sop, struct str casefile,
                      const struct missing *missing, uint32_t n);
/* The definition's own sentence for the `why` of a need, else the program's. */
struct str why_sentence(const struct visit *visit, const struct definition *sop, struct str why);
/* The title of a reason of the definition; its code where that does not know it. */
struct str reason_said(const struct visit *visit, const struct definition *sop, struct str reason);
/* The same for JSON: key, text, step, hold, basis. */
void json_missing(struct json *json, const struct visit *visit, const struct definition *sop,
                  const struct missing *missing, uint32_t n);

#endif
