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
/* Is the step about somebody else than the person of the case (a relative under threat)? */
bool step_of_another_person(const struct definition *sop, const struct step *step);
/* Is this one of the values that stand on every page of a case: how to reach her safely, what she
 * wishes, what she is called? */
bool value_is_safe(struct str key);
/* Newest of these, where this officer may read them; the reading of I was noted by the caller. */
MUST_USE enum err safe_values(struct desk_ctx *desk, const struct casefile *casefile,
                              const struct field_row **out, size_t *n);
MUST_USE enum err team_rows(struct desk_ctx *desk, const struct casefile *casefile,
                            const struct team_row **out, size_t *n);
/* What an entry says about a consent; false when it says nothing, or is sealed to this officer. */
bool consent_row_of(const struct casefile *casefile, const struct case_entry *entry,
                    struct consent_row *out);
/* One row per kind, recipient and subject: the newest answer. */
/* Who opened the case, newest first, at most `max`. */
MUST_USE enum err look_rows(struct desk_ctx *desk, const struct casefile *casefile, size_t max,
                            const struct access_line **out, size_t *n);
const struct consent_row *consent_rows(struct desk_ctx *desk, const struct casefile *casefile,
                                       size_t *n);
/* Entries this officer cannot open, by compartment, with whom to ask. */
MUST_USE enum err sealed_counts(struct desk_ctx *desk, const struct casefile *casefile,
                                const struct sealed_count **out, size_t *n);
/* True for entries that stand in a timeline: case facts and key matters, no reads. */
bool entry_shown(const struct case_entry *entry);

#endif
