/*
 * use/subject_rows - which instance of a step is meant (a second referral, a
 * third attempt): its number and what it is about.
 *
 * The number follows from W.  What it is about stands in fields that the
 * definition names (`about` of the kind), in the act that made it; who may not
 * open their compartment sees the number alone.
 */
#ifndef USE_SUBJECT_ROWS_H
#define USE_SUBJECT_ROWS_H

#include "use/case_show.h"

struct subject_row {
    struct id id;
    uint32_t kind;   /* index in the definition */
    uint32_t number; /* among those of its kind in this case; 0: unknown */
    uint32_t of;     /* how many of its kind there are */
    const struct field_row *about;
    size_t about_n;
};

/* NULL when there is none of this kind and number. */
const struct subject_row *subject_row_of(const struct subject_row *rows, size_t n, uint32_t kind,
                                         uint32_t number);

/* Compartments of the fields that say what instances of this kind are about. */
uint16_t about_parts(const struct definition *sop, uint32_t kind);
/* All instances of the case; what they are about only from the compartments `parts`, which the
 * caller has noted as read. */
MUST_USE enum err subject_rows(struct desk_ctx *desk, const struct casefile *casefile,
                               uint16_t parts, const struct subject_row **out, size_t *n);

#endif
