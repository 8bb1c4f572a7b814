/*
 * domain/screen - does what was told point to trafficking?
 *
 * Answers, observations and evidence give marks to codes of three elements:
 * process, means, purpose.  One fact counts once.  From the three states the
 * first row that fits suggests a result.  A suggestion is not a decision, it
 * names what it rests on, and taking one answer away changes it at once.
 * Everything but the algorithm is data: sop/ppt-2021/screen.yaml.  Pure, total.
 */
#ifndef DOMAIN_SCREEN_H
#define DOMAIN_SCREEN_H

#include "base/base.h"

enum {
    SCREEN_CODES_MAX = 64,
    SCREEN_FACTS_MAX = 64,
    SCREEN_ITEMS_MAX = 128, /* questions, observations, kinds of evidence together */
    SCREEN_MARKS_MAX = 512, /* of one person */
    SCREEN_ANSWERS_MAX = 512,
    SCREEN_HINTS_MAX = 8,
    SCREEN_OPEN_MAX = 8,
};

enum element { E1_PROCESS, E2_MEANS, E3_PURPOSE, ELEMENT_COUNT };
enum element_state { ELEMENT_ABSENT, ELEMENT_UNCLEAR, ELEMENT_MET };

enum ident_result {
    IDENT_NONE, /* the row does not speak of this person */
    IDENT_VICTIM,
    IDENT_WITNESS_VICTIM,
    IDENT_PRESUMED_VICTIM,
    IDENT_WITNESS_ONLY,
    IDENT_NOT_TPPO,
    IDENT_INSUFFICIENT,
};

struct screen; /* the compiled screen.yaml; sop/screen_read.h */

/* One thing somebody said or found.  key: "Q08", "Q22.hours"; "O1" (value empty); "other" (value
 * a code); "EV5" (value a code or an answer word, item which paper). */
struct screen_answer {
    struct str key, value; /* of a multi: words with one blank between */
    struct str item;
    bool declined; /* asked, and she did not want to; or does not know */
};

struct screen_person {
    bool child_at_act, child_now;
    bool female;
};

struct screen_mark {
    uint8_t element, code; /* code: index for screen_code() */
    bool strong;
    bool counts;     /* the strongest of its fact in its element */
    uint16_t fact;   /* index in the screen's facts */
    uint16_t answer; /* index of the answer that gave it */
};

struct screening {
    enum element_state state[ELEMENT_COUNT];
    bool labour_only, held, stopped, child_sale;
    const struct screen_mark *marks;
    size_t marks_n;
    struct str row;             /* "R05" */
    enum ident_result result;   /* suggested; key questions already considered */
    enum ident_result row_says; /* what the row gives before the key questions */
    bool special_protection, also_witness, non_punishment;
    unsigned sets; /* enum screen_set: unsafe, urgent, others still there, child … */
    struct str hints[SCREEN_HINTS_MAX];
    size_t hints_n;
    struct str open[SCREEN_OPEN_MAX]; /* key questions still open, or what the row asks for */
    size_t open_n;
};

/* What the answers suggest.  An answer whose key or word the data does not know gives nothing;
 * more than SCREEN_ANSWERS_MAX are refused (ERR_INVALID screen.many). */
MUST_USE enum err screen_judge(struct ctx *ctx, const struct screen *screen,
                               const struct screen_person *person,
                               const struct screen_answer *answers, size_t n,
                               struct screening *out);

/* The bare table of rows, for proofs: any triple with its flags has exactly one row. */
struct screen_flags {
    enum element_state state[ELEMENT_COUNT];
    bool child, labour_only, held, stopped, child_sale, witness, route_open;
};
/* The row that fits. */
size_t screen_row(const struct screen *screen, const struct screen_flags *flags);
/* What that row suggests, for a child or for an adult. */
enum ident_result screen_row_result(const struct screen *screen, size_t row, bool child);

/* The word of a mark's code. */
struct str screen_code(const struct screen *screen, unsigned code);
/* "presumed_victim", and back; IDENT_NONE for an unknown name. */
struct str ident_result_name(enum ident_result result);
enum ident_result ident_result_of(struct str name);

/* The list field `answers` of F02 (rows '\n', columns q, value, declined, source by '\t'). */
MUST_USE enum err screen_answers_read(struct ctx *ctx, struct str rows, struct screen_answer **out,
                                      size_t *n);

#endif
