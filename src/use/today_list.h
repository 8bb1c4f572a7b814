/*
 * use/today_list - the lists of an office: today, cases, signatures that wait,
 * complaints (deviations: use/review_list.h).  From compartment W alone; one read entry
 * per officer, list and 15 minutes.
 */
#ifndef USE_TODAY_LIST_H
#define USE_TODAY_LIST_H

#include "domain/definition.h"
#include "use/deed.h"

enum { LIST_ROWS_MAX = 200 };

struct task_line {
    struct str casefile, alias;
    struct str step;              /* id in the case's definition */
    const struct step *def;       /* of that definition; NULL for an act it does not know */
    const struct definition *sop; /* of the case; NULL: unknown here */
    uint32_t step_code;
    struct id subject;
    uint32_t number; /* which of its kind the subject is: "Rujukan 2"; 0: the case */
    int64_t due_min; /* INT64_MIN: none */
    uint32_t state;  /* domain/facts.h, enum step_state */
    uint32_t risk;
    struct id responsible;
    bool mine; /* mine by assignment, or for one of my roles */
    bool held; /* this officer may open the case */
};

enum today_block {
    TODAY_HIGH_RISK,
    TODAY_LATE,
    TODAY_DUE,
    TODAY_TOMORROW,
    TODAY_AFTER,
    TODAY_BLOCKS
};

struct today_list_in {
    bool all; /* the office's, not only mine */
};
struct today_list_out {
    const struct task_line *rows[TODAY_BLOCKS]; /* by due; rows without due last */
    size_t rows_n[TODAY_BLOCKS];
    uint32_t waiting, reviews, notices; /* counts for this officer */
};
DEED_DECLARE(today_list);

struct case_line {
    struct str casefile, alias;
    int64_t opened_min, changed_min;
    uint32_t risk, open_steps, late_steps;
    int64_t due_min;
    struct id responsible;
    bool held, closed, paper;
};
enum case_which { CASES_MINE, CASES_OPEN, CASES_CLOSED, CASES_ALL };
struct case_list_in {
    enum case_which which;
    uint32_t from, rows_max; /* rows_max 0: LIST_ROWS_MAX */
};
struct case_list_out {
    const struct case_line *rows;
    size_t rows_n;
    uint32_t whole;
};
DEED_DECLARE(case_list);

/* Alias in the office's list; name, NIK, phone or agency number by tokens: only hits this officer
 * holds are opened and shown.  Journalled (49). */
struct case_search_in {
    struct str words;
};
struct case_search_out {
    const struct case_line *rows;
    size_t rows_n;
    bool noted; /* a hit outside: the owner is told, nothing is shown */
};
/* ERR_INVALID search.empty; ERR_BUSY search.many. */
DEED_DECLARE(case_search);

struct waiting_row {
    struct str casefile, alias, step;
    const struct step *def;
    unsigned char first[32]; /* entry that waits */
    const struct definition *sop;
    struct id place; /* instance id; zero: the case */
    uint32_t number; /* as in task_line */
    struct id by;
    int64_t since_min;
    bool mine_to_sign; /* in a role that signs, and not the first signer */
    bool on_paper;     /* the second signs on paper: this officer may record it */
    bool mine_to_get;  /* and it is hers to get: she signed first, or holds the case */
};
struct waiting_list_in {
    int unused;
};
struct waiting_list_out {
    const struct waiting_row *rows;
    size_t rows_n;
};
DEED_DECLARE(waiting_list);

/* "Somebody asked about a person of your case": name and purpose, for its manager. */
struct notice_row {
    struct str casefile, alias;
    struct id by;
    int64_t at_min;
    struct str what; /* key of words/ */
};
struct notice_list_in {
    int unused;
};
struct notice_list_out {
    const struct notice_row *rows;
    size_t rows_n;
};
DEED_DECLARE(notice_list);

/* The manager has read it (and rung the colleague, or not): it leaves the lists; the entry stays.
 */
struct notice_seen_in {
    struct act_head head;
};
struct notice_seen_out {
    struct act_done done;
};
/* ERR_MISSING case.none; ERR_CONFLICT notice.none: nothing waits. */
DEED_DECLARE(notice_seen);

#endif
