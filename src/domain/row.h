/*
 * domain/row - a deadline row: how long, from when, whose, and what happens
 * when it is missed (doc/sop-definition.md).  Minutes everywhere.
 */
#ifndef DOMAIN_ROW_H
#define DOMAIN_ROW_H

#include "domain/guard.h"
#include "domain/text2.h"

enum row_kind { ROW_LAW, ROW_OFFICE, ROW_PARTNER, ROW_WATCH };
enum row_on { ROW_EACH, ROW_FIRST, ROW_LAST };

/* Alarm before the due time; ALARM_HALF = half of the limit, at least an hour. */
enum { ALARM_HALF = 0 };

enum missed_kind {
    MISSED_NOTE,
    MISSED_RING, /* text: who@after, ... */
    MISSED_TASK, /* step when it names one, else text */
    MISSED_LETTER,
    MISSED_SHOW,
    MISSED_SAY,
    MISSED_PATH, /* text: S4.11->S4.12 */
    MISSED_LEGAL,
    MISSED_LIST,
};

struct missed {
    enum missed_kind kind;
    struct str text; /* what stands in the brackets, as written */
    uint32_t step;   /* or DEFINITION_NONE */
};

struct limit {
    struct guard when;  /* first that holds wins; the last one always does */
    bool none;          /* ends with an event, not a time */
    uint32_t limit_min; /* or working days, when the row counts those */
};

/* An event that starts the clock of a row. */
struct start {
    uint32_t row;
    uint32_t outcome; /* of the step, or NONE = every outcome */
    uint32_t value;   /* of the fact, or NONE = any change from its start value */
    uint32_t date;    /* index in definition.dates, or NONE: the event's own time */
};

struct row_def {
    struct str id;
    struct text2 title;
    struct range limits, alarms, missed; /* alarms: definition.numbers, minutes before due */
    bool here;                           /* each obligation starts its own clock */
    bool working;                        /* limit counts working days */
    enum row_on on;
    enum row_kind kind;
    uint32_t owner; /* role */
    bool may_move;
    uint32_t move_by; /* role */
    uint32_t move_max_min;
    struct range move_reasons; /* of definition.words; empty = any */
    struct guard move_if;
    struct str mark;
    struct range basis; /* of definition.words */
};

#endif
