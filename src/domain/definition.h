/*
 * domain/definition - a compiled SOP: flat tables, indices instead of names.
 *
 * Made whole by sop/read.h (from YAML) or sop/dcr.h (from a plain DCR graph),
 * never edited; lives in the arena it was read into.  Index DEFINITION_NONE
 * means "none".  Times are minutes.  Source of the meaning: doc/sop-definition.md.
 */
#ifndef DOMAIN_DEFINITION_H
#define DOMAIN_DEFINITION_H

#include "domain/form.h"
#include "domain/guard.h"
#include "domain/reference.h"
#include "domain/row.h"
#include "domain/text2.h"

#define DEFINITION_NONE UINT32_MAX /* an index that names nothing */

enum { ROLES_MAX = 64, ANSWERS_MAX = 64, OUTCOMES_MAX = 64 };

enum fact_of { FACT_OF_PERSON, FACT_OF_CONSENT, FACT_OF_CASE };
enum hold { HOLD_NOTE, HOLD_SECOND, HOLD_NEVER }; /* grades of a need, weakest first */

struct fact_def {
    struct str id;
    struct text2 title;
    enum fact_of of;
    uint32_t each;       /* kind whose subjects carry it, or NONE = the case */
    char compartment;    /* letter (doc/formats.md, "Parts"); 'W' when a guard reads it */
    struct range values; /* of definition.values: its domain, in order */
    uint32_t start;      /* index in its domain */
    uint32_t bit;        /* of value 0; the values follow; within one word */
    struct range starts; /* clocks its change starts */
};

struct fact_value { /* one value of a domain */
    struct str id;
    struct text2 title;
    struct range drops, opens, then; /* `on:` effects */
};

struct setting {
    uint32_t fact, value; /* value: index in the fact's domain */
};

struct effect {
    uint32_t step, row; /* row: NONE = no due; only for `then` */
    struct guard when;
};

struct condition {
    uint32_t step;
    struct guard when;
    uint32_t delay_min;
};

struct need {
    struct guard that;
    enum hold hold;
    struct str why, basis; /* why: key of words/ */
};

/* What a guard reads of a form: a bool field that is yes, another field that has a value
 * (`value` empty), or "field = value". */
struct answer {
    struct str key, value;
};

struct outcome {
    struct str id;
    struct text2 title;
    struct range needs, sets, drops, opens, then, restarts;
    uint32_t makes; /* kind, or NONE */
};

struct step {
    struct str id;
    uint32_t code; /* number in facts: S1.08 = 108, S1.06b = 20106, acts >= 1000000 */
    uint32_t service;
    struct text2 title, guide;
    struct range say;        /* of definition.texts: sentences to say */
    struct range basis;      /* of definition.words: keys of law.yaml */
    struct range roles_list; /* of definition.numbers: `role` as written, for pages */
    struct str mark, letter, task, cost, wishes;
    char compartment; /* of its free text */
    uint32_t form;    /* or NONE */
    uint64_t roles;   /* any of them; 0 = anybody (plain DCR) */
    uint32_t sign[2]; /* two roles, or NONE */
    struct guard sign_when, when;
    uint32_t each, makes; /* kinds, or NONE */
    uint32_t slot;        /* its place among the steps of its kind */
    bool included, once, protective;
    bool start_executed, start_pending; /* plain DCR graphs only */
    struct range after, waits_for, needs, writes, drops, opens, then, restarts, starts, outcomes;
    struct range answers; /* of definition.answers: bit i of an act's answers is the i-th */
};

struct kind {
    struct str id;
    struct text2 title;
    struct range steps; /* of definition.numbers: the steps that are `each` this kind */
    struct range about; /* of definition.words: fields that say which one it is */
};

struct definition;

/* NULL when there is none of this id or code. */
const struct step *definition_step(const struct definition *definition, struct str id);
const struct step *definition_step_code(const struct definition *definition, uint32_t code);
/* Indices, DEFINITION_NONE when there is none. */
uint32_t definition_step_index(const struct definition *definition, struct str id);
uint32_t definition_outcome(const struct definition *definition, uint32_t step, struct str id);
uint32_t definition_row(const struct definition *definition, struct str id);
uint32_t definition_role(const struct definition *definition, struct str id);
uint32_t definition_fact(const struct definition *definition, struct str id);
uint32_t definition_value(const struct definition *definition, uint32_t fact, struct str id);
uint32_t definition_form(const struct definition *definition, struct str id);
uint32_t definition_kind(const struct definition *definition, struct str id);

struct law;

/* Does the article bind an office of this kind ("uptd_ppa"), and was its text read (mark T)?  Only
 * then may a page call it law; else it is a reference. */
bool law_binds(const struct definition *definition, const struct law *law, struct str kind);
/* Is a step or deadline with this mark and basis law for such an office? */
bool basis_binds(const struct definition *definition, struct str mark, struct range basis,
                 struct str kind);

#endif
