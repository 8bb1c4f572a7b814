/*
 * store/tasks - the work list: plain queries on the tables in memory, a few
 * statements each, never opening a case.  The office must be open.
 *
 * Rows hold no fact that depends on now; the caller compares with the clock.
 */
#ifndef STORE_TASKS_H
#define STORE_TASKS_H

#include "domain/facts.h"
#include "store/office.h"

enum { TASKS_MAX = 500, ALIAS_BYTES_MAX = 60 };

enum case_state { CASE_OPEN = 0, CASE_CLOSED = 1, CASE_LATE_ENTRY = 2 /* "tutup, ada susulan" */ };

/* What W says of a case. */
struct case_row {
    struct id casefile;
    struct str alias;
    struct id responsible;
    struct hash sop;
    enum case_state state;
    uint32_t risk, channel, safe;
    bool paper;
    bool hidden; /* no box for the office: alias and steps are empty here */
    int64_t opened_ms, happened_min, changed_ms;
    int64_t next_due_min; /* earliest due of an open place; STEP_NO_DUE */
    size_t open_places;
    uint16_t mask;    /* compartments the reader's boxes open now; 0 after case_load() */
    int64_t expiry_s; /* when they end; 0: never */
    bool alike;       /* its address may need more than 8 letters */
};

struct task_row {
    struct case_row casefile;
    uint32_t step, state;
    struct id subject;
    int64_t due_min;
    int64_t since_ms;
};

struct tasks {
    size_t count;
    struct task_row *at;
    bool more; /* rows_max cut it */
};

struct cases {
    size_t count;
    struct case_row *at;
    bool more;
};

/* Open places, high risk first, then due, those without due last.  `reader`: whose boxes the
 * mask of each row speaks of. */
MUST_USE enum err tasks_today(struct ctx *ctx, struct office *office, struct id reader,
                              size_t rows_max, struct tasks *out);
/* The same, of the cases of which this officer has a box: costs what she holds, not what the
 * office has. */
MUST_USE enum err tasks_held(struct ctx *ctx, struct office *office, struct id reader,
                             size_t rows_max, struct tasks *out);
/* Places that wait for a second signature. */
MUST_USE enum err tasks_waiting(struct ctx *ctx, struct office *office, struct id reader,
                                size_t rows_max, struct tasks *out);
/* Deviations that a second person has to review. */
MUST_USE enum err tasks_review(struct ctx *ctx, struct office *office, struct id reader,
                               size_t rows_max, struct tasks *out);
/* All places of one case, in order of step and subject. */
MUST_USE enum err tasks_of_case(struct ctx *ctx, struct office *office, struct id casefile,
                                struct tasks *out);

struct case_filter {
    struct id responsible; /* zero: all */
    struct id reader;      /* whose boxes `mask` speaks of; zero: nobody's */
    bool closed;           /* closed ones instead of open ones */
    struct str alias;      /* part of the alias; empty: all */
    size_t skip, rows_max; /* at most TASKS_MAX */
};
/* Newest change first; a closed case in which something happened since counts as open. */
MUST_USE enum err cases_list(struct ctx *ctx, struct office *office, const struct case_filter *in,
                             struct cases *out);
/* How many there are, whatever the alias, `skip` and `rows_max`. */
MUST_USE enum err cases_count(struct ctx *ctx, struct office *office, const struct case_filter *in,
                              size_t *out);
/* ERR_MISSING record.no_case. */
MUST_USE enum err case_load(struct ctx *ctx, struct office *office, struct id casefile,
                            struct case_row *out);
/* By the address in a URL (base32, 8 letters or more; case does not matter).  ERR_MISSING. */
MUST_USE enum err case_find_row(struct ctx *ctx, struct office *office, struct str address,
                                struct case_row *out);
MUST_USE enum err case_find(struct ctx *ctx, struct office *office, struct str address,
                            struct id *casefile);
/* The same for a row: no question to the tables when it is not alike. */
MUST_USE enum err case_address_of(struct ctx *ctx, struct office *office,
                                  const struct case_row *row, struct str *out);
/* 8 letters, longer when two cases of the office begin alike. */
MUST_USE enum err case_address(struct ctx *ctx, struct office *office, struct id casefile,
                               struct str *out);
/* Compartments this officer's boxes open now, by the tables alone: 0 when he has none. */
MUST_USE enum err case_mask_of(struct ctx *ctx, struct office *office, struct id casefile,
                               struct id officer, uint16_t *mask);
/* True when the alias is taken by an open case. */
MUST_USE enum err alias_taken(struct ctx *ctx, struct office *office, struct str alias,
                              bool *taken);

struct office_counts {
    size_t open, closed, open_places, waiting, review;
    size_t late; /* open places due before `now_min` */
};
MUST_USE enum err tasks_counts(struct ctx *ctx, struct office *office, int64_t now_min,
                               struct office_counts *out);

#endif
