/*
 * use/case_write - small acts on one case: a fact of the world, a note, a
 * correction, a moved deadline, a review, closing and reopening, a link.
 */
#ifndef USE_CASE_WRITE_H
#define USE_CASE_WRITE_H

#include "use/deed.h"

/* A fact `of: person` or `of: case` that no step sets now: child_now, foreign, interpreter … */
struct fact_set_in {
    struct act_head head;
    struct str fact, value;
    uint32_t subject;
};
struct fact_set_out {
    struct act_done done;
};
/* ERR_INVALID fact.none, fact.value, fact.of_steps. */
DEED_DECLARE(fact_set);

struct note_add_in {
    struct act_head head;
    struct str text;    /* note.empty, note.long */
    char compartment;   /* letter: S story, K health, H legal, R plans, M messages, P counselling */
    struct str service; /* "S3"; may be empty */
};
struct note_add_out {
    struct act_done done;
};
/* ERR_DENIED compartment.not_held. */
DEED_DECLARE(note_add);

/* Nothing is changed: a new entry refers to the old one. */
struct entry_correct_in {
    struct act_head head; /* reason or words required: reason.missing */
    struct str entry;     /* hex id of what is corrected */
    bool withdraw;        /* takes it back without new values */
    const struct typed *values;
    size_t values_n;
    struct str text; /* of a note */
};
struct entry_correct_out {
    struct act_done done;
};
/* ERR_MISSING entry.none; ERR_CONFLICT entry.replaced: somebody corrected it meanwhile;
 * ERR_DENIED compartment.not_held. */
DEED_DECLARE(entry_correct);

struct deadline_move_in {
    struct act_head head; /* reason required */
    struct str step, row; /* row "D10" */
    uint32_t subject;
    int64_t due_min;
};
struct deadline_move_out {
    struct act_done done;
};
/* ERR_DENIED deadline.law, deadline.role, deadline.max; ERR_MISSING deadline.none. */
DEED_DECLARE(deadline_move);

struct deviation_review_in {
    struct act_head head;
    struct str entry; /* hex id of the deviating entry */
    bool accepted;    /* false: answered with what to do, in head.words */
};
struct deviation_review_out {
    struct act_done done;
};
/* ERR_DENIED sign.same_person; ERR_CONFLICT review.done. */
DEED_DECLARE(deviation_review);

struct case_close_in {
    struct act_head head;
};
struct case_close_out {
    struct act_done done;
    struct str open[8]; /* what keeps it open, when refused */
    size_t open_n;
};
/* ERR_CONFLICT close.open: something is pending or waits for a signature; ERR_CONFLICT close.done.
 */
DEED_DECLARE(case_close);

struct case_reopen_in {
    struct act_head head; /* reason required */
};
struct case_reopen_out {
    struct act_done done;
};
DEED_DECLARE(case_reopen);

struct case_link_in {
    struct act_head head;
    struct str other;    /* address of a case this officer holds too */
    struct str relation; /* family, event, same_person */
};
struct case_link_out {
    struct act_done done;
};
DEED_DECLARE(case_link);

#endif
