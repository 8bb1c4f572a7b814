/*
 * fixture - a real office in a temporary folder, with officers of every role,
 * for tests of deeds.
 *
 *     struct desk_ctx *desk = enter("ratna");   a round begins, her keys are open
 *     assert_int_equal(note_add(desk, ...), OK);
 *     leave();                                  keys wiped, the round committed
 *     reopen();                                 closed and opened anew: what is read now was on
 * disk
 */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "../unit.h"

#include "use/complaint_open.h"
#include "use/desk.h"

extern struct ctx ctx; /* arena and clock of the test; begins at a Monday, 09:00 in Serang */
extern struct desk *office;
/* Set before the office is opened: folds are kept for a round, and what a deed gave out ends with
 * it. */
extern bool office_many;

/* Group set-up and tear-down. */
int office_up(void **state);
int office_down(void **state);

/* Logins: dewi coordinator, agus admin, rina intake_officer, ratna identification_officer, bayu
 * case_manager, sari social_worker, tuti health_officer, joko victim_companion, hadi
 * legal_companion, wulan supervisor, lina data_officer, made intake_officer, yuni counsellor, nila
 * identification_officer. */
struct desk_ctx *enter(const char *login);
/* The next officer of the same round. */
struct desk_ctx *enter_also(const char *login);
void leave(void);
/* The round did not come to the disk. */
void abandon(void);
void reopen(void);
struct id officer_id(const char *login);
const char *why(void);
/* Minutes later. */
void pass(int64_t minutes);

#define VALUE(key_, text_)                   \
    {                                        \
        .key = STR(key_), .text = STR(text_) \
    }

/* A head with a fresh request id. */
struct act_head head_of(struct str casefile);
/* Opens a complaint by rina with the person's name; the address lives as long as the test. */
struct complaint_open_out complaint(struct str name);
/* A case whose team is rina (intake), bayu (manager) and, assigned by bayu, these logins. */
struct str case_with(const char *const *logins);

#endif
