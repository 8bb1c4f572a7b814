/*
 * domain/screen_tables - what a compiled screen.yaml is made of; filled by
 * sop/screen_read, read by domain/screen.  Flat arrays, indices, no text
 * compared but answer words.
 */
#ifndef DOMAIN_SCREEN_TABLES_H
#define DOMAIN_SCREEN_TABLES_H

#include "domain/guard.h"
#include "domain/screen.h"
#include "domain/text2.h"

enum { SCREEN_NONE = UINT16_MAX };

enum screen_item_kind { ITEM_QUESTION, ITEM_OBSERVATION, ITEM_EVIDENCE };

struct screen_choice {
    struct str word;
    struct text2 label;
};

struct screen_item {
    struct str key; /* Q08, O3, EV5 */
    enum screen_item_kind kind;
    struct text2 text;
    struct str type;      /* how it is asked */
    struct range choices; /* of screen.choices */
    struct range rules;   /* of screen.rules */
    struct range opens;   /* of screen.words: blocks */
    struct str block;     /* asked only when this block is open; empty: always */
    bool key_question;
    bool work;            /* an answer to it shows that there was work or service */
    uint16_t fact;        /* default fact of its rules, SCREEN_NONE: none */
    bool names_code;      /* evidence: the code given with it gets the mark */
    bool code_strong;     /* that mark is strong … */
    uint32_t strong_with; /* … or becomes strong with so many items; 0: never */
};

/* In `and` and `not`: an item, and the words that matter (none: any answer that counts). */
struct screen_term {
    uint16_t item;
    struct range words;
};

enum screen_if {
    IF_CHILD_AT_ACT = 1,
    IF_ADULT = 2,
    IF_HELD = 4,
    IF_WORK = 8,
};

/* What an answer sets beside marks. */
enum screen_set {
    SET_STOP = 1, /* she does not feel safe: the interview ends here */
    SET_URGENT = 2,
    SET_GROUP = 4, /* others are still there */
    SET_CHILD_AT_ACT = 8,
    SET_CHILD_NOW = 16,
    SET_STOPPED = 32, /* journey or handing over was prevented */
    SET_NON_PUNISHMENT = 64,
    SET_SEXUAL = 128,
    SET_SAW = 256,
    SET_NOT_HARMED = 512,
};

struct screen_give {
    uint8_t code;
    bool strong;
};

struct screen_rule {
    struct range words; /* answers that count; none: any but none, no, unknown */
    struct range all;   /* of screen.terms: each must count (and:, not counted as marks) */
    struct range none;  /* of screen.terms: none of these (not:) */
    unsigned ifs;       /* enum screen_if, all of them */
    struct range gives; /* of screen.gives */
    unsigned sets;      /* enum screen_set */
    uint16_t fact;
};

enum screen_flag { /* further conditions of a row */
                   ROW_IF_LABOUR_ONLY = 1,
                   ROW_IF_ADULT = 2,
                   ROW_IF_HELD = 4,
                   ROW_IF_STOPPED = 8,
                   ROW_IF_STOPPED_OR_HELD = 16,
                   ROW_IF_CHILD_SALE = 32,
                   ROW_IF_WITNESS = 64,
                   ROW_IF_ROUTE_OPEN = 128,
};

struct screen_row {
    struct str name;
    struct text2 says;
    unsigned states[ELEMENT_COUNT]; /* bit s: enum element_state s fits */
    unsigned ifs;                   /* enum screen_flag, all of them */
    enum ident_result adult, child;
    struct range hints, asks; /* of screen.words */
    bool special;             /* special protection of a child */
};

struct screen_code_row {
    struct str word;
    struct text2 title;
    uint8_t element;
    bool holds;  /* a strong mark of it means that she was held */
    bool labour; /* labour_for_gain: E3 of these alone is L-only */
    bool sale;   /* child_sale */
};

struct screen {
    struct screen_code_row *codes;
    uint32_t codes_n;
    struct str *facts;
    uint32_t facts_n;
    struct screen_item *items;
    uint32_t items_n;
    struct screen_choice *choices;
    uint32_t choices_n;
    struct screen_rule *rules;
    uint32_t rules_n;
    struct screen_term *terms;
    uint32_t terms_n;
    struct screen_give *gives;
    uint32_t gives_n;
    struct str *words;
    uint32_t words_n;
    struct screen_row *rows;
    uint32_t rows_n;
    uint16_t route[2]; /* items Q14 and Q16: open together they are asked first (R13) */
    uint16_t route_n;
};

#endif
