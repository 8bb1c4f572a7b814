/*
 * use/entry_show - one entry of a case, whole, with what was added to it later.
 *
 * Opening it names in the read entry exactly the compartments of this entry
 * that the officer holds, before any content is given.
 */
#ifndef USE_ENTRY_SHOW_H
#define USE_ENTRY_SHOW_H

#include "use/case_show.h"

struct entry_show_in {
    struct str casefile; /* address */
    struct str entry;    /* its id in hex */
};
struct entry_show_out {
    const struct casefile *casefile;
    struct entry_row row;
    const struct entry_row *about; /* what it corrects, signs or answers; NULL: nothing */
    const struct entry_row *later; /* what corrects, signs or reviews it, oldest first */
    size_t later_n;
    bool waits;                   /* it is a first signature, and the second is not there */
    bool on_paper;                /* the second signs on paper (step_agree_in.on_paper) */
    struct str second_roles;      /* ids of the definition's roles that sign second, by blank */
    const struct field_row *safe; /* how to reach her safely: newest values (use/case_safe.h) */
    size_t safe_n;
};
/* Errors of casefile_reach(); ERR_MISSING entry.none: no such entry stands in the timeline. */
DEED_DECLARE(entry_show);

#endif
