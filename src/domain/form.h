/*
 * domain/form - the fields of a form as the definition declares them, and the
 * check of what was filled in.
 *
 * A value is its canonical text (D5): int and money decimal; date YYYY-MM-DD;
 * dt RFC 3339 with offset, to the minute; bool "yes" or "no"; enum its code;
 * multi codes in order of declaration, one blank between; list rows by '\n',
 * columns by '\t'; everything else the text itself.  No value = not answered.
 */
#ifndef DOMAIN_FORM_H
#define DOMAIN_FORM_H

#include "base/base.h"
#include "domain/guard.h"
#include "domain/text2.h"

enum field_type {
    FIELD_TEXT,
    FIELD_LONG,
    FIELD_INT,
    FIELD_MONEY,
    FIELD_BOOL,
    FIELD_DATE,
    FIELD_DT,
    FIELD_TIME, /* HH:MM */
    FIELD_ENUM,
    FIELD_MULTI,
    FIELD_CODE, /* a code of a table in sop/codes */
    FIELD_ORG,
    FIELD_PLACE, /* region code */
    FIELD_FILE,
    FIELD_SIG,
    FIELD_LIST,
};

enum { FORM_TEXT_BYTES_MAX = 400, FORM_LONG_BYTES_MAX = 20000, FORM_LIST_ROWS_MAX = 200 };

struct choice {
    struct str code;
    struct text2 label;
};

struct field {
    struct str key; /* "channel", "person.full_name" */
    uint16_t no;    /* 256..65535, never reused; 0 for a column of a list */
    enum field_type type;
    char compartment; /* I A S K H R P V M C W */
    bool need;        /* required at signing, when it is asked at all */
    struct text2 label, help;
    struct range choices;           /* of definition.choices: enum and multi */
    struct range columns;           /* of definition.fields: list */
    struct str codes;               /* table in sop/codes, for FIELD_CODE */
    struct str block;               /* block it came from ("B_PERSON"), or empty */
    struct text2 group, group_help; /* of the use of the block: "Orang yang dibantu" */
    struct guard when; /* asked only when it holds: facts, and form.X of the same form */
};

struct form {
    struct str id;
    struct text2 title;
    struct str mark;
    struct range basis;   /* of definition.words */
    struct range fields;  /* of definition.fields, in order; columns stand elsewhere */
    struct range answers; /* of definition.answers: what guards read of it */
};

struct value {
    uint32_t field;  /* index in definition.fields */
    struct str text; /* canonical */
};

struct form_error {
    uint32_t field;
    const char *key; /* words/: form.required, form.not_a_number, form.not_a_date, ... */
    uint32_t row;    /* of a list, from 1; 0 = the field itself */
};

struct form_errors {
    const struct form_error *at;
    size_t n;
};

struct definition;

/* The form's own field of this key ("person.full_name"), or DEFINITION_NONE. */
uint32_t form_field(const struct definition *definition, uint32_t form, struct str key);
/* From what a person typed to the canonical text (empty: no value).  A dt without offset is read in
 * the office's zone (minutes east of UTC).  ERR_INVALID with why.key form.*. */
MUST_USE enum err form_canonical(struct ctx *ctx, const struct definition *definition,
                                 uint32_t field, struct str typed, int zone_min, struct str *out);
/* Bit i: answer i of the form holds. */
uint64_t form_answers(const struct definition *definition, uint32_t form,
                      const struct value *values, size_t n);
/* Is the field asked at all, given the facts of the case (NULL: the start values) and the answers?
 */
bool form_asks(const struct definition *definition, const struct casestate *state, uint32_t subject,
               uint32_t field, uint64_t answers);
/* Must it be answered for each act anew?  A yes, a no or a choice that a need of the step reads
 * ("an escort is present") says how things are at this moment: it is never filled in beforehand,
 * neither from an earlier act nor from a draft. */
bool form_asked_anew(const struct definition *definition, uint32_t step, uint32_t field);
/* May what an earlier act said in the field of this number stand in `field` of the step's form?  Of
 * the same field, of the same use of a block (who the person is, how to reach her), or of a field
 * that asks the same in the same words; never a time at which something happened, never what is
 * asked anew. */
bool form_carries(const struct definition *definition, uint32_t step, uint32_t field, uint16_t no);
/* All that is wrong, in order of the fields; *out lives in ctx->arena.  ERR_INVALID when any. */
MUST_USE enum err form_check(struct ctx *ctx, const struct definition *definition,
                             const struct casestate *state, uint32_t form,
                             const struct value *values, size_t n, struct form_errors *out);

struct act;

/* Fills answers, dates and the facts that its step `writes` (field and fact have one key) of an act
 * from the values of its step's form.  A day counts from its
 * first minute in the office's zone (minutes east of UTC). */
void form_fill_act(struct ctx *ctx, const struct definition *definition, const struct value *values,
                   size_t n, int zone_min, struct act *act);

#endif
