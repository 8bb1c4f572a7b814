/*
 * use/office_settings - what an office may change without a programmer, with
 * two signatures: its settings (kind 9) and its definition (kind 6).
 */
#ifndef USE_OFFICE_SETTINGS_H
#define USE_OFFICE_SETTINGS_H

#include "use/deed.h"

struct office_settings_in {
    int unused;
};
struct sop_proposed {
    struct str hash; /* hex */
    struct id by;
};

struct office_settings_out {
    const struct desk_face *face;
    const struct definition *sop;
    unsigned char sop_hash[32];
    uint32_t officers, custodians, custodians_paper, cases_open, cases_closed;
    uint64_t entries;
    const struct sop_proposed *proposed; /* definitions that wait for a second signature */
    size_t proposed_n;
};
DEED_DECLARE(office_settings);

struct sop_adopt_in {
    struct id request;
    struct str text; /* the bundle of all files (sop/bundle.h) */
};
struct sop_adopt_out {
    struct act_done done;
    unsigned char hash[32];
};
/* The first signature; ERR_INVALID with file, line and column when it does not compile. */
DEED_DECLARE(sop_adopt);

/* The second brings the same text; it counts when both hashes are one. */
struct sop_confirm_in {
    struct id request;
    struct str text;
};
struct sop_confirm_out {
    struct act_done done;
};
/* ERR_DENIED sign.same_person; ERR_MISSING sop.nothing_waits: nobody proposed this text. */
DEED_DECLARE(sop_confirm);

#endif
