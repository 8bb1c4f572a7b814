/*
 * use/saved_show - was it saved?  Asked after an answer was lost on the way.
 *
 * Only the officer who sent the form learns anything: the request id is looked
 * for among the entries that he wrote himself.
 */
#ifndef USE_SAVED_SHOW_H
#define USE_SAVED_SHOW_H

#include "use/deed.h"

struct saved_show_in {
    struct id request;
};
struct saved_show_out {
    bool saved;
    struct str casefile; /* address of the case it stands in; empty: of no case */
};
/* An id that is not known, or is another officer's, is no error: saved is false. */
DEED_DECLARE(saved_show);

#endif
