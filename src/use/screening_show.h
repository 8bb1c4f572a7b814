/*
 * use/screening_show - the board of process, means and purpose for one case:
 * what was told, what it gives, which result it suggests and why.
 * Writes nothing: the decision is step S1.11 on F03, by two signers.
 */
#ifndef USE_SCREENING_SHOW_H
#define USE_SCREENING_SHOW_H

#include "domain/screen.h"
#include "use/casefile_reach.h"

struct screening_show_in {
    struct str casefile;
    const struct screen_answer *more; /* answers typed but not yet saved */
    size_t more_n;
};
struct screening_show_out {
    const struct casefile *casefile;
    const struct screen *screen;
    struct screen_person person;
    const struct screen_answer *answers; /* saved and typed, in order */
    size_t answers_n;
    struct screening screening;
};
DEED_DECLARE(screening_show);

#endif
