/*
 * use/complaint_open - the first contact becomes a case (S1.01 on form F01).
 *
 * A random id, an alias from the office's list, a case key, boxes for the
 * officers of roles.yaml's row and for every pair of custodians, the first
 * entry and the step.  A possible double never stops it: the owner of the
 * other case is told, the person at the telephone only "dicatat …".
 */
#ifndef USE_COMPLAINT_OPEN_H
#define USE_COMPLAINT_OPEN_H

#include "use/deed.h"

struct complaint_open_in {
    struct act_head head;     /* casefile is empty */
    struct str step, outcome; /* a start step: "S1.01" or "S5.20" */
    const struct typed *values;
    size_t values_n;
    struct str alias; /* empty: drawn from the office's list */
    struct id draft;  /* draft to delete; zero: none */
};
struct complaint_open_out {
    struct act_done done;
    struct str casefile, alias;
    struct id manager;         /* whose case it is now */
    struct form_errors errors; /* set when the form is refused */
    bool noted;                /* somebody else may have to answer: "dicatat; …" */
    unsigned nik_flaws;        /* enum nik_flaw of person.nik: warning only */
};
/* ERR_INVALID form.*; ERR_CONFLICT alias.taken. */
DEED_DECLARE(complaint_open);

/* A case that ran on paper: which steps were done when, neither late nor skipped. */
struct paper_step {
    struct str step, outcome;
    int64_t happened_min;
};
enum { PAPER_STEPS_MAX = 120 };
struct paper_case_open_in {
    struct act_head head;
    const struct typed *values; /* of the form of the start step */
    size_t values_n;
    const struct paper_step *steps; /* in the order of happening */
    size_t steps_n;
    struct str alias;
};
struct paper_case_open_out {
    struct act_done done;
    struct str casefile, alias;
    struct id manager; /* whose case it is now */
    struct form_errors errors;
    unsigned nik_flaws;
};
/* As complaint_open(); ERR_INVALID paper.future, paper.many, step.none with why.at the step. */
DEED_DECLARE(paper_case_open);

/* Asked after name and year were typed, before saving; journalled as a search (49). */
struct person_check_in {
    struct str name, nik, phone;
    int64_t birth_day; /* INT64_MIN: unknown */
    struct str sex;    /* "male", "female", else "" */
};
struct person_check_out {
    bool noted;       /* always the same sentence; true whether or not there is a double */
    bool has_manager; /* exact NIK or phone, and the searcher takes calls */
    struct id manager;
    unsigned nik_flaws;
    struct str nik_masked;
};
/* ERR_BUSY search.many: more than 30 a day. */
DEED_DECLARE(person_check);

struct alias_change_in {
    struct act_head head;
    struct str alias; /* empty: draw another */
};
struct alias_change_out {
    struct act_done done;
    struct str alias;
};
DEED_DECLARE(alias_change);

#endif
