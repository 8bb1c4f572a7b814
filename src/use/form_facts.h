/*
 * use/form_facts - from what was typed to canonical values, from values to
 * facts of the parts they are sealed in, and back (D5, D6 of the definition
 * format: doc/sop-definition.md).
 */
#ifndef USE_FORM_FACTS_H
#define USE_FORM_FACTS_H

#include "domain/tables.h"
#include "seal/fact.h"
#include "seal/part.h"
#include "use/deed.h"

enum { TYPED_MAX = 1000 };

/* Facts by compartment, opened as they are needed. */
struct fact_parts {
    struct arena *arena;
    struct facts *at[PART_COUNT]; /* NULL: nothing to say */
};

struct facts *parts_of(struct fact_parts *parts, unsigned compartment);

/* What was typed into one form. */
struct form_typed {
    const struct definition *sop;
    uint32_t form; /* or DEFINITION_NONE: then nothing may be typed */
    const struct typed *typed;
    size_t n;
    int offset_min; /* of the office: a dt without offset is local time */
};

struct filled {
    struct value *values; /* canonical, in order of the fields */
    size_t n;
    struct form_errors errors;
};

/* A field given several times is a multi; FIELD.ROW.COLUMN is a cell of a list; empty texts are no
 * answer.  ERR_INVALID form.unknown (why.at the key), form.value, form.many; out->errors has every
 * value that cannot be read. */
MUST_USE enum err typed_read(struct ctx *ctx, const struct form_typed *in, struct filled *out);

/* The value of a key, or an empty text. */
struct str value_of(const struct definition *sop, const struct value *values, size_t n,
                    struct str key);

/* Puts the values into the parts of their fields.  ERR_INVALID form.text: a control character. */
MUST_USE enum err values_put(struct ctx *ctx, const struct definition *sop,
                             const struct value *values, size_t n, struct fact_parts *parts);
/* Canonical text of one fact of a definition's field. */
struct str fact_canonical(struct arena *arena, const struct definition *sop, uint32_t field,
                          const struct fact *fact, int offset_min);

#endif
