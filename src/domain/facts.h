/*
 * domain/facts - the numbers of the program's own facts (1 to 255), as
 * doc/formats.md lists them.  A number is never used again for something else.
 *
 * "W:" marks what may stand in the part W of a case, which everybody with the
 * work list reads; "I:" what every role of a team reads.  In W there is never a
 * name, a place, a result or a free text.
 */
#ifndef DOMAIN_FACTS_H
#define DOMAIN_FACTS_H

#include "base/base.h"

enum program_fact {
    FACT_REQUEST = 1,      /* W: bytes 16, from the form or the caller */
    FACT_INNER = 2,        /* W: code, enum inner_kind */
    FACT_STEP = 3,         /* W: code of the step or act (domain/definition.h) */
    FACT_SUBJECT = 4,      /* W: bytes 16, instance id; absent = the case */
    FACT_HAPPENED = 5,     /* W: integer, minutes since 1970 UTC */
    FACT_REASON = 6,       /* I: text, word of reasons.yaml */
    FACT_DUE = 7,          /* W: integer minutes, of deadline.move */
    FACT_ROWS = 8,         /* W: bytes, rows of STEP_ROW_BYTES, sorted by (step, subject) */
    FACT_OUTCOME = 9,      /* I: code, index of the outcome in its step */
    FACT_ALIAS = 10,       /* W: text */
    FACT_RISK = 11,        /* W: code, 0 unknown, higher = worse */
    FACT_CHANNEL = 12,     /* W: code */
    FACT_CONSENT = 13,     /* W: bytes, rows `u16 consent ‖ u8 state ‖ subject[16]`, sorted */
    FACT_SAFE = 14,        /* W: code, 0 no rule known, 1 rules stand inside, 2 no contact at all */
    FACT_RESPONSIBLE = 15, /* W: bytes 16, officer */
    FACT_TOKENS = 16,      /* W: bytes, index tokens of 16 bytes, sorted, none twice */
    FACT_WORKING = 17,     /* W: bytes, rows `u16 fact ‖ u8 value ‖ subject[16]`, sorted */
    FACT_DEADLINE = 18,    /* W: code of the deadline row that moved */
    FACT_SECOND = 19,      /* W: bytes 16, officer who is asked to sign second */
    FACT_LINKED = 20,      /* I: bytes 16, the other case */
    FACT_PAPER = 21,       /* W: code 1, of a step: done before the case came into Teduh; of a
                              second signature: given on paper by somebody who does not log in */
    FACT_MADE = 22,        /* W: bytes 16, the instance that this act made */
    FACT_MADE_KIND = 23,   /* W: code, the definition's index of its kind */
    FACT_ROLES = 24,       /* W: integer, roles of the author in the definition's order */
    FACT_NOTE = 25,        /* text of a note; inner compartments only */
    FACT_ACTS = 26,        /* I: bytes, facts set by the act: rows `u16 fact ‖ u8 value` */
    FACT_ANSWERS = 27,     /* I: integer, bits of the step's answers (form.X of guards) */
    FACT_DATES = 28,       /* I: bytes, rows `u16 date ‖ i64 minutes` that start clocks */
    FACT_SENTENCE = 29,    /* I: text, one sentence to the reason */
    FACT_WITHDRAWS = 39,   /* W: code 1, the entry it refers to is taken back */
    FACT_CONSENT_OF = 30,  /* I: code, index of the consent in the definition */
    FACT_CONSENT_TO = 31,  /* I: text, recipient */
    FACT_CONSENT_UNTIL = 32,  /* I: date */
    FACT_CONSENT_ANSWER = 33, /* I: code, enum consent_answer */
    FACT_CONSENT_GIVER = 34,  /* I: code, enum consent_giver */
    FACT_CONSENT_MODE = 35,   /* I: code, enum consent_mode */
    FACT_CONSENT_WHY = 36,    /* I: text, purpose */
    FACT_CONSENT_SLICE = 37,  /* I: text, groups of data */
    FACT_CONSENT_MORE = 38,   /* I: text, rows key TAB value: witness, assent, language … */

    FACT_SIGNER = 46, /* I: text, who signed on paper */
    FACT_KEPT = 47,   /* I: text, where the paper lies */

    /* Kinds 48 to 52, in W of the case, or plain where there is no case. */
    FACT_READ_PARTS = 40,   /* integer, mask of compartments */
    FACT_READ_PAGE = 41,    /* code, enum of use/ */
    FACT_READ_PURPOSE = 42, /* code */
    FACT_READ_OPENING = 43, /* entry: two-key opening it rests on */
    FACT_READ_LIST = 44,    /* code of a list or search */
    FACT_READ_WORDS = 45,   /* bytes, sealed under the office work key */
};

/* A step that an entry touched: what the writer's desk computed. */
enum { STEP_ROW_BYTES = 32, STEP_ROWS_MAX = 256, TOKENS_MAX = 256 };

/* A place of the program itself: somebody asked about a person of this case. */
enum { STEP_NOTICE = 999001 };

enum step_state {
    STEP_NOT_OPEN = 0,
    STEP_OPEN = 1,
    STEP_WAITS_SECOND = 2,
    STEP_DONE = 3,
    STEP_SKIPPED = 4,
    STEP_DROPPED = 5,
    STEP_BEFORE = 6,    /* done before the case came into Teduh */
    STEP_DONE_OPEN = 7, /* done, and must be done again */
    STEP_STATE_MASK = 0xFF,
    STEP_DEVIATION = 0x100, /* a second person has to review it */
    STEP_ENABLED = 0x200,
};

#define STEP_NO_DUE INT64_MIN

struct step_row {
    uint32_t step;
    uint32_t state; /* enum step_state and its bits */
    struct id subject;
    int64_t due_min; /* minutes since 1970 UTC, or STEP_NO_DUE */
};

/* Order of the rows in fact 8: step, then subject. */
int step_row_cmp(const struct step_row *a, const struct step_row *b);
/* Bytes of fact 8; sorts `rows`; the same place twice is a bug. */
struct str step_rows_write(struct arena *arena, struct step_row *rows, size_t count);
/* False when the bytes are not whole rows, too many or not sorted. */
MUST_USE bool step_rows_read(struct arena *arena, struct str bytes, struct step_row **rows,
                             size_t *count);
/* True while somebody has to do something at the place. */
bool step_waits(uint32_t state);

/* Fact 16: sorts, drops doubles; and back. */
struct str tokens_write(struct arena *arena, struct id *tokens, size_t count);
MUST_USE bool tokens_read(struct arena *arena, struct str bytes, struct id **tokens, size_t *count);

/* Facts 13 and 17: what W says of a consent or of a working fact. */
struct working {
    uint16_t field; /* number in the definition */
    uint8_t value;  /* index in its domain */
    struct id subject;
};
struct str working_write(struct arena *arena, struct working *rows, size_t count);
MUST_USE bool working_read(struct arena *arena, struct str bytes, struct working **rows,
                           size_t *count);

#endif
