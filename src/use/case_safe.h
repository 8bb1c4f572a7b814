/*
 * use/case_safe - head and reach-safely bar of a page about a case that shows nothing else of it.
 */
#ifndef USE_CASE_SAFE_H
#define USE_CASE_SAFE_H

#include "use/case_show.h"

struct case_safe_in {
    struct str casefile;
};
struct case_safe_out {
    const struct casefile *casefile;
    const struct field_row *safe; /* newest values */
    size_t safe_n;
};
/* Errors of casefile_reach(). */
DEED_DECLARE(case_safe);

#endif
