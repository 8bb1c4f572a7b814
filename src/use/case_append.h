/*
 * use/case_append - the one place where an act becomes an entry of a case.
 *
 * Asks the engine, computes what the act changes, splits what is said into the
 * parts it is sealed in, writes once, and gives the boxes that a second signer
 * or a reviewer needs.  Inside use/ only.
 */
#ifndef USE_CASE_APPEND_H
#define USE_CASE_APPEND_H

#include "use/case_opened.h"
#include "use/form_facts.h"

struct case_act {
    const struct act_head *head;
    uint32_t inner;  /* enum inner_kind */
    struct act act;  /* kind, step, outcome, subject, settings, row, due; the rest is filled */
    struct hash ref; /* zero: none */
    const struct value *values;
    size_t values_n;
    struct fact_parts parts; /* what the deed says itself: notes, consent, alias, tokens … */
    uint64_t outside; /* not 0: signed on paper by somebody of these roles, who is nobody here */
    bool withdraws;   /* takes the entry `ref` back */
    bool judged;      /* false: an act the engine has nothing to say about */
    struct verdict verdict; /* out */
    uint32_t made;          /* out: number of the subject it made, 0 none */
    struct id made_id;      /* out: its instance id */
    uint32_t made_kind;
    struct casestate *after; /* out: the state with this act in it */
};

/* The first answer of this request id, if there is one: *known, and `done` is filled. */
MUST_USE enum err act_known(struct desk_ctx *desk, const struct act_head *head,
                            struct act_done *done, struct id *casefile, bool *known);

/* ERR_INVALID happened.future, happened.reason; errors of casestate_may(); ERR_DENIED
 * compartment.not_held with why.at the letter; ERR_CONFLICT case.closed for acts on steps of a
 * closed case. */
MUST_USE enum err case_append(struct desk_ctx *desk, const struct casefile *casefile,
                              struct case_act *act, struct act_done *done);

/* The same case with the act in it, for the next act of the same request. */
const struct casefile *casefile_after(struct desk_ctx *desk, const struct casefile *casefile,
                                      const struct case_act *act);
/* A request id made of another one: several entries of one form are each written exactly once. */
struct id request_derived(struct id request, const char *what, uint32_t n);
/* An act with nothing named yet. */
struct case_act case_act_begin(struct desk_ctx *desk, const struct act_head *head, uint32_t inner,
                               enum act_kind kind);

/* Settings from the form: facts the step `writes`, and facts given with the act to the subject it
 * makes (a consent that names this recipient). */
void settings_of_form(struct desk_ctx *desk, const struct casefile *casefile, struct case_act *act);

#endif
