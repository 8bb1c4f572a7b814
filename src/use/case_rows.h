/*
 * use/case_rows - entries of a case as rows for pages.  Inside use/ only.
 */
#ifndef USE_CASE_ROWS_H
#define USE_CASE_ROWS_H

#include "use/case_opened.h"
#include "use/case_show.h"

/* One line of the timeline; values only of the compartments in `parts`. */
MUST_USE enum err entry_row_of(struct desk_ctx *desk, const struct casefile *casefile,
                               const struct case_entry *entry, uint16_t parts,
                               struct entry_row *out);
/* Newest value of every field that stands in an entry not replaced or taken back. */
MUST_USE enum err newest_values(struct desk_ctx *desk, const struct casefile *casefile,
                                uint16_t parts, const struct field_row **out, size_t *n);
/* The same for the form of one act: what was said about other instances of its kind (another
 * referral, another attempt) is no answer to this one. */
MUST_USE enum err newest_values_for(struct desk_ctx *desk, const struct casefile *casefile,
                                    uint16_t parts, const struct act *act,
                                    const struct field_row **out, size_t *n);
MUST_USE enum err team_rows(struct desk_ctx *desk, const struct casefile *casefile,
                            const struct team_row **out, size_t *n);
/* What an entry says about a consent; false when it says nothing, or is sealed to this officer. */
bool consent_row_of(const struct casefile *casefile, const struct case_entry *entry,
                    struct consent_row *out);
/* One row per kind, recipient and subject: the newest answer. */
const struct consent_row *consent_rows(struct desk_ctx *desk, const struct casefile *casefile,
                                       size_t *n);
/* Entries this officer cannot open, by compartment, with whom to ask. */
MUST_USE enum err sealed_counts(struct desk_ctx *desk, const struct casefile *casefile,
                                const struct sealed_count **out, size_t *n);
/* True for entries that stand in a timeline: case facts and key matters, no reads. */
bool entry_shown(const struct case_entry *entry);

#endif
