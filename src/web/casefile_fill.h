/*
 * web/casefile_fill - the parts of a case's board, from what the deed shows.
 */
#ifndef WEB_CASEFILE_FILL_H
#define WEB_CASEFILE_FILL_H

#include "domain/tables.h"
#include "use/entry_show.h"
#include "use/subject_rows.h"
#include "view/casefile_view.h"
#include "web/visit.h"

/* Whom an article must bind to be called law on a page: the offices of this program are regional
 * service units.  LATER: #4, the kind as a setting of the office. */
#define OFFICE_KIND STR("uptd_ppa")

/* Alias, stage, tabs, acts, the reach-safely bar (4.17). */
void casefile_head_fill(struct visit *visit, const struct case_show_out *out,
                        struct casefile_view *view);
/* Next step, open steps, why others are not open, the six services. */
void casefile_steps_fill(struct visit *visit, const struct case_show_out *out,
                         struct casefile_view *view);
/* Consents, sealed fields of the person (`opened`: the one whose value is shown), counts of what is
 * sealed to this officer. */
void casefile_people_fill(struct visit *visit, const struct case_show_out *out, struct str opened,
                          struct casefile_view *view);
/* The newest of the timeline. */
void casefile_entries_fill(struct visit *visit, const struct case_show_out *out,
                           struct casefile_view *view);

/* The reach-safely bar from the values of a case. */
struct reach_view reach_of(struct visit *visit, const struct casefile *casefile,
                           const struct field_row *values, size_t n);
/* The same for a page that shows nothing else of the case of its address; not shown where this
 * officer may not read it. */
struct reach_view reach_page(struct visit *visit);
/* "Ditandatangani di atas kertas oleh Bu Tini, bibi; kertasnya di map 3." */
struct str paper_said(const struct visit *visit, const struct entry_row *row);
/* An answer of the person as a chip: a refusal is a right, not an error (P5). */
struct chip consent_chip(const struct visit *visit, const struct consent_row *row);
/* A consent's title in the reader's language; its code where the definition has none. */
struct str consent_title(const struct visit *visit, const struct definition *sop, struct str kind);
/* A recipient in words: the title of a kind of partner, else the name as it stands. */
struct str recipient_said(const struct visit *visit, const struct definition *sop,
                          struct str recipient);
/* Where one entry can be read whole. */
struct address entry_address(const struct visit *visit, const struct casefile *casefile,
                             const struct entry_row *row);
/* A value with its label, in words. */
struct pair_view value_pair(const struct visit *visit, const struct definition *sop,
                            const struct field_row *value);
/* What happened, in words: the step, or the kind of the entry. */
struct str entry_title(const struct visit *visit, const struct definition *sop,
                       const struct entry_row *row);
/* "Rujukan 2: Rumah sakit, RSUD Serang": which instance, and what it is about where that may be
 * read; empty for NULL. */
struct str subject_said(const struct visit *visit, const struct definition *sop,
                        const struct subject_row *row);
/* One line of the timeline. */
struct entry_row_view entry_view_of(const struct visit *visit, const struct casefile *casefile,
                                    const struct entry_row *row);
/* The entry of the address /kasus/:case/…/:entry. */
MUST_USE enum err entry_read(struct visit *visit, struct entry_show_out *out);
void json_entry(struct json *json, const struct visit *visit, const struct definition *sop,
                const struct entry_row *row);

#endif
