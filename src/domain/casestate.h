/*
 * domain/casestate - the state of one case: one person, one marking (D10).
 *
 * casestate_apply() is total: what was written counts, and what was against the
 * definition is flagged.  Refusing happens before writing, by casestate_may().
 * Time changes nothing here: casestate_ask() reads the clock and returns what
 * is open, late and blocked (doc/engine.md).
 *
 * Pure.  A state lives in the arena it was made in, with its definition and
 * calendar; it is not kept across a change of definition.
 */
#ifndef DOMAIN_CASESTATE_H
#define DOMAIN_CASESTATE_H

#include "domain/act.h"
#include "domain/calendar.h"
#include "domain/tables.h"
#include "domain/verdict.h"

#define DUE_NONE INT64_MIN

struct casestate;

/* A case in which nothing has happened, in ctx->arena; keeps both pointers. */
struct casestate *casestate_new(struct ctx *ctx, const struct definition *definition,
                                const struct calendar *calendar);
/* An independent copy in ctx->arena, for trying what an act would do. */
struct casestate *casestate_copy(struct ctx *ctx, const struct casestate *state);
/* Counts the act.  Total: an act that names what does not exist is flagged and changes nothing. */
void casestate_apply(struct casestate *state, const struct act *act);
/* May it be written?  OK (verdict->deviation: needs review), or ERR_DENIED / ERR_CONFLICT with
 * ctx->why.key = the first reason; *out has every missing thing and what mends it either way. */
MUST_USE enum err casestate_may(struct ctx *ctx, const struct casestate *state,
                                const struct act *act, struct verdict *out);
/* What is open at this hour; lists live in ctx->arena. */
void casestate_ask(struct ctx *ctx, const struct casestate *state, int64_t now_min,
                   struct asked *out);

/* Small questions: indices of the definition; subject 0 is the case. */
/* The value (index in the fact's domain), or the start value where none was set. */
uint32_t casestate_fact(const struct casestate *state, uint32_t fact, uint32_t subject);
/* How many instances of this kind were made; they are numbered from 1. */
uint32_t casestate_subjects(const struct casestate *state, uint32_t kind);
bool casestate_done(const struct casestate *state, uint32_t step, uint32_t subject);
bool casestate_pending(const struct casestate *state, uint32_t step, uint32_t subject);
/* The bare marking of a place, as stored. */
struct place_view {
    bool included, executed, skipped, before;
    bool obliged; /* has a duty, whether it is included or not */
    int64_t executed_min;
};
struct place_view casestate_place(const struct casestate *state, uint32_t step, uint32_t subject);
/* Effectively included and not blocked at this hour. */
bool casestate_enabled(struct ctx *ctx, const struct casestate *state, uint32_t step,
                       uint32_t subject, int64_t now_min);
/* It is open, nothing is pending and no signature is awaited. */
bool casestate_may_close(const struct casestate *state);
/* Start of the one clock of a row with `from` events; DUE_NONE = not started. */
int64_t casestate_clock(const struct casestate *state, uint32_t row);
/* The first signature that waits here (the act is kept); NULL = none. */
const struct act *casestate_waiting(const struct casestate *state, uint32_t step, uint32_t subject);
/* Whoever holds one of these can sign beside a first signer with the roles `first`. */
uint64_t step_second_roles(const struct step *step, uint64_t first);

/* What happened against the definition, oldest first. */
enum flag_kind {
    FLAG_DEVIATION, /* done against order or an unmet need, or skipped */
    FLAG_BREACH,    /* a need that is `never`, or `second` without a second signature */
    FLAG_LATE,      /* done after its due time */
    FLAG_STALE,     /* an agree, decline, move or review that meets nothing */
    FLAG_NOT_OPEN,  /* before the case began */
    FLAG_UNKNOWN,   /* names what this definition does not have */
};

struct flag {
    enum flag_kind kind;
    uint64_t at; /* the act */
    uint32_t step, subject, row;
    int64_t when_min;  /* when it happened */
    int64_t due_min;   /* LATE: the due missed; DEVIATION: when its review is due */
    struct str reason; /* code, may be empty */
    struct str why;    /* of the strongest unmet need, or "blocked.after" ... */
    struct id officer; /* who did it: may not review it */
    bool reviewed;
};

const struct flag *casestate_flags(const struct casestate *state, uint32_t *n);

/* Rows for the tables (fact 8): every place that is not in its resting state, by step and subject.
 */
struct place_row {
    uint32_t code, subject, state; /* state: enum step_state */
    int64_t due_min;
};
enum { ROW_DEVIATION = 0x100, ROW_ENABLED = 0x200 };
enum row_state {
    ROW_NOT_OPEN,
    ROW_OPEN,
    ROW_SECOND,
    ROW_DONE,
    ROW_SKIPPED,
    ROW_DROPPED,
    ROW_BEFORE,
    ROW_DONE_PENDING
};

struct place_row *casestate_rows(struct ctx *ctx, const struct casestate *state, int64_t now_min,
                                 size_t *n);
/* Of two lists of rows: what is new or different in `after`, and what left it (as ROW_NOT_OPEN). */
struct place_row *casestate_rows_changed(struct ctx *ctx, const struct place_row *before,
                                         size_t before_n, const struct place_row *after,
                                         size_t after_n, size_t *n);

/* A number that differs when anything of the marking differs (tests, tables --hash). */
uint64_t casestate_hash(const struct casestate *state);

#endif
