/* An office in a folder of its own, with everybody it needs: for tests, crash tests and benches. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "domain/facts.h"
#include "store/casekeys.h"
#include "store/officers.h"
#include "store/organisation.h"
#include "store/record.h"
#include "store/round.h"
#include "store/tables.h"
#include "store/tasks.h"

enum { FIXTURE_MASK_ALL = 0xFFFE, FIXTURE_OFFICERS = 6 };

enum fixture_person { HEAD, ADMIN, INTAKE, MANAGER, COUNSELLOR, OUTSIDER };

struct fixture {
    struct ctx ctx;
    char dir[64]; /* of the office */
    char top[48]; /* to be removed */
    struct office *office;
    struct actor people[FIXTURE_OFFICERS];
    struct officer_keys keys[FIXTURE_OFFICERS];
    struct officer_keys outside, paper; /* custodians beside the head */
    struct work_key work;
    struct hash definition;
};

/* Time of the first entry. */
#define FIXTURE_NOW_MS INT64_C(1803859200000)

/* Makes and opens it; every failure ends the process with its place. */
void fixture_open(struct fixture *f);
/* Closed without farewell, and opened again. */
void fixture_reopen(struct fixture *f);
void fixture_close(struct fixture *f);
/* Ends the process unless the call was OK; says what failed. */
void good(struct fixture *f, enum err err, const char *what);
#define GOOD(f, call) good((f), (call), #call)

/* A round around `body`. */
#define ROUND(f, body)                                 \
    do {                                               \
        GOOD(f, round_begin(&(f)->ctx, (f)->office));  \
        GOOD(f, round_mark(&(f)->ctx, (f)->office));   \
        body;                                          \
        GOOD(f, round_commit(&(f)->ctx, (f)->office)); \
    } while (0)

/* Inside a round: a case opened by the intake officer for a team of intake (I, S) and manager (all
 * but P and V), its case.open entry with this alias written. */
struct id fixture_case(struct fixture *f, struct str alias);
/* The same under this id. */
struct id fixture_case_named(struct fixture *f, struct id casefile, struct str alias);
/* W facts of an inner kind with a fresh request id. */
struct facts *fixture_work(struct fixture *f, enum inner_kind inner, uint32_t step);
/* Appends a case fact by this person. */
enum err fixture_fact(struct fixture *f, enum fixture_person who, struct id casefile,
                      const struct facts *work, unsigned compartment, const struct facts *inner,
                      struct hash *id);
/* All of a tree of files. */
void fixture_remove(const char *path);

#endif
