/*
 * use/case_show - everything the board of a case shows.
 *
 * Domain values, no text but the definition's own.  What this officer may not
 * open is counted by compartment, with whom to ask.
 */
#ifndef USE_CASE_SHOW_H
#define USE_CASE_SHOW_H

#include "domain/verdict.h"
#include "use/casefile_reach.h"

struct sealed_count {
    uint8_t compartment;
    uint32_t entries;
    struct id ask; /* who may open it and can give it; zero: nobody is known */
};

enum team_why {
    TEAM_GIVEN,  /* somebody gave it: `by`, with what she wrote */
    TEAM_OPENED, /* took the complaint */
    TEAM_LEADS,  /* the case is hers */
    TEAM_ASKED,  /* the program gave it for a second signature or a review */
};

struct team_row {
    struct id officer;
    uint16_t mask;
    int64_t since_min, until_min; /* until 0: no end */
    bool responsible;
    enum team_why why;
    struct id by;             /* who gave it; zero: nobody did */
    struct str reason, words; /* code of the definition; the sentence; "" where sealed or none */
    int64_t last_min;         /* when this officer opened the case last; 0: not yet */
};

struct access_line {
    struct id officer;
    int64_t at_min;
    uint16_t kind, parts, page;
    uint32_t purpose;
};

struct consent_row {
    struct id subject;                                        /* zero: the case */
    uint32_t number;                                          /* of the subject (D4) */
    uint16_t fact;                                            /* index in the definition */
    struct str kind;                                          /* "C3" */
    struct str state;                                         /* none given refused withdrawn */
    struct str purpose, recipient, slice, giver, mode, words; /* "" where sealed to this officer */
    int64_t at_min, until_day;                                /* until INT64_MIN: no end */
    unsigned char entry[32];
};

struct field_row { /* newest value of a field */
    uint16_t no;
    struct str key, text;    /* canonical text (D5) */
    unsigned char entry[32]; /* where it was said */
    int64_t at_min;
};

struct entry_row { /* one line of the timeline */
    unsigned char entry[32], ref[32];
    uint16_t kind, inner;     /* seal/envelope.h */
    struct str step;          /* id of the definition, "" when none */
    uint32_t subject;         /* number (D4) */
    struct str outcome;       /* "" where sealed */
    struct str reason, words; /* "" where sealed or none */
    struct str signer, kept;  /* of a signature on paper: whose, and where the paper lies */
    int64_t happened_min, written_min;
    struct id officer, second;
    uint16_t sealed;           /* compartments of it that this officer cannot open */
    bool corrected, withdrawn; /* a later entry replaces it */
    bool deviation, reviewed, clock_doubted;
    const struct consent_row *consent; /* NULL: says nothing about one, or sealed */
    struct str linked, linked_alias;   /* of a link: address and alias of the other case */
    bool on_paper;                     /* a second signature that was given on paper */
    const struct field_row *values;
    size_t values_n;
};

struct subject_row;

struct case_show_in {
    struct str casefile;
    bool with_values; /* opens and records the inner compartments held; else W alone */
};
struct case_show_out {
    const struct casefile *casefile;
    const struct asked *asked;
    int64_t opened_min, closed_min; /* closed INT64_MIN: open */
    struct id responsible;
    uint32_t risk;            /* 0 unknown, 1 low, 2 medium, 3 high */
    bool treated_as_presumed; /* D04 missed, no result yet: shown, nobody signed it */
    const struct sealed_count *sealed;
    size_t sealed_n;
    const struct team_row *team;
    size_t team_n;
    const struct consent_row *consents;
    size_t consents_n;
    const struct field_row *values; /* newest value of each field that may be read */
    size_t values_n;
    const struct entry_row *newest; /* at most 30 */
    size_t newest_n;
    const struct subject_row *subjects; /* use/subject_rows.h */
    size_t subjects_n;
    const struct access_line *looks; /* who opened it last, at most 5 */
    size_t looks_n;
};
/* Errors of casefile_reach(). */
DEED_DECLARE(case_show);

enum { HISTORY_PAGE_ROWS = 30 };
struct case_history_in {
    struct str casefile;
    uint32_t from;      /* skip so many, newest first */
    struct str service; /* "S1"; empty: all */
};
struct case_history_out {
    const struct casefile *casefile;
    const struct entry_row *rows;
    size_t rows_n;
    uint32_t whole;               /* rows there are */
    const struct field_row *safe; /* how to reach her safely */
    size_t safe_n;
};
DEED_DECLARE(case_history);

/* Who opened what, when and why; also for who holds only RIGHT_AUDIT, without content. */
struct case_access_in {
    struct str casefile;
    uint32_t from;
};
struct case_access_out {
    struct str alias;
    const struct access_line *rows;
    size_t rows_n;
    uint32_t whole;
    const struct definition *sop; /* of the case; NULL for who reads envelopes alone */
    const struct team_row *team;
    size_t team_n;
};
DEED_DECLARE(case_access);

#endif
