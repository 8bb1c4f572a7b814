/*
 * use/case_opened - the entries of one case with what this officer can open,
 * and the fold of them.  Inside use/ only; pages get the rows of case_show.h.
 *
 * The marking needs W (who did which step when) and I (outcome, answers,
 * reason): every role of a team holds both.  Who holds W alone folds nothing
 * and sees the rows of the tables.
 */
#ifndef USE_CASE_OPENED_H
#define USE_CASE_OPENED_H

#include "store/record.h"
#include "store/tasks.h"
#include "use/casefile_reach.h"
#include "use/desk_inside.h"

enum { SUBJECTS_MAX = 500, SETTINGS_ROW_BYTES = 3, DATES_ROW_BYTES = 10 };

/* One instance (D4): random in facts, numbered for the engine and for people. */
struct subject {
    struct id id;
    uint32_t kind, number;
};

struct case_entry {
    const struct entry *entry;
    const struct facts *work, *inner; /* parts W and I; NULL: none, or sealed to this officer */
    const struct facts *parts[PART_COUNT]; /* those that were opened so far (case_part()) */
    uint16_t there, sealed;                /* compartments present; of them, not openable */
    uint32_t kind_inner;                   /* enum inner_kind; 0: no case fact */
    uint64_t at;                           /* position as an act, from 1; 0: none */
    struct hash replaced_by;               /* zero: it stands */
};

struct case_opened {
    struct case_keyset keyset;
    struct case_row row; /* of the tables, as it stood when the case was reached */
    struct arena *arena; /* what is opened lives here: as long as `at` */
    struct case_entry *at;
    size_t n, room, folded; /* folded: how many of them the state holds */
    uint64_t acts;          /* among these */
    struct subject *subjects;
    size_t subjects_n;
    int64_t opened_min;
    struct id responsible;
    bool whole; /* every act could be read: the fold is the case */
};

/* Opens W and I of these entries, with keys of `keyset`, behind those that are there. */
MUST_USE enum err case_entries_open(struct desk_ctx *desk, const struct entries *entries,
                                    struct case_opened *opened);
/* Folds those that are not folded yet onto the state. */
MUST_USE enum err case_fold(struct desk_ctx *desk, const struct sop *sop,
                            struct case_opened *opened, struct casestate *state);

/* Number of a subject id, 0 for the zero id; DEFINITION_NONE when unknown. */
uint32_t subject_number(const struct case_opened *opened, struct id id);
/* Id of (kind, number); zero id for number 0 or when unknown. */
struct id subject_id(const struct case_opened *opened, uint32_t kind, uint32_t number);

/* casefile_reach() by id, for deeds that found the case themselves; the right was checked. */
MUST_USE enum err casefile_open(struct desk_ctx *desk, struct id id, enum reach_page page,
                                uint16_t parts, const struct casefile **out);

/* Notes in the record that these further compartments of an opened case are shown now. */
MUST_USE enum err casefile_shows(struct desk_ctx *desk, const struct casefile *casefile,
                                 enum reach_page page, uint16_t parts);

/* The entry with this id in hex, or NULL. */
const struct case_entry *case_entry_find(const struct case_opened *opened, struct str hex);
const struct case_entry *case_entry_of(const struct case_opened *opened, struct hash id);
/* The entry that was the act at this position, or NULL. */
const struct case_entry *case_entry_at(const struct case_opened *opened, uint64_t at);

/* One part of an entry of opened->at; opened once, however often it is looked at.  *out NULL: there
 * is none, or it is sealed, erased or unreadable. */
MUST_USE enum err case_part(struct desk_ctx *desk, const struct case_opened *opened,
                            const struct case_entry *entry, unsigned compartment,
                            const struct facts **out);

/* Values of one entry in the compartments `parts`; they live in desk->ctx->arena. */
MUST_USE enum err case_entry_values(struct desk_ctx *desk, const struct casefile *casefile,
                                    const struct case_entry *entry, uint16_t parts,
                                    struct value **out, size_t *n);

#endif
