/* domain/tables - all tables of a compiled definition; definition.h says what the rows mean. */
#ifndef DOMAIN_TABLES_H
#define DOMAIN_TABLES_H

#include "domain/definition.h"

struct definition {
    struct str id, law;
    struct text2 title;
    uint32_t version;
    bool draft; /* one language, forms may be missing: never adopted by an office */
    struct step *steps;
    uint32_t steps_n;
    struct outcome *outcomes;
    uint32_t outcomes_n;
    struct effect *effects;
    uint32_t effects_n;
    struct condition *conditions;
    uint32_t conditions_n;
    struct need *needs;
    uint32_t needs_n;
    struct setting *settings;
    uint32_t settings_n; /* `set:` of outcomes; value = what is set */
    struct answer *answers;
    uint32_t answers_n;
    struct fact_def *facts;
    uint32_t facts_n;
    struct fact_value *values;
    uint32_t values_n;
    struct kind *kinds;
    uint32_t kinds_n;
    struct role_def *roles;
    uint32_t roles_n;
    struct row_def *rows;
    uint32_t rows_n;
    struct limit *limits;
    uint32_t limits_n;
    struct missed *missed;
    uint32_t missed_n;
    struct start *starts;
    uint32_t starts_n;
    struct literal *literals;
    uint32_t literals_n;
    struct range *clauses;
    uint32_t clauses_n; /* of literals */
    struct form *forms;
    uint32_t forms_n;
    struct field *fields;
    uint32_t fields_n;
    struct choice *choices;
    uint32_t choices_n;
    struct service *services;
    uint32_t services_n;
    struct stage *stages;
    uint32_t stages_n; /* of a case; the last whose guard holds is shown */
    struct law *laws;
    uint32_t laws_n;
    struct consent_def *consents;
    uint32_t consents_n;
    struct reason *reasons;
    uint32_t reasons_n;
    struct rule *rules;
    uint32_t rules_n;
    struct text2 *texts;
    uint32_t texts_n;
    struct str *words;
    uint32_t words_n; /* ids in lists: say, basis, move_reasons */
    struct str *dates;
    uint32_t dates_n; /* keys of date fields that start a clock */
    uint32_t *numbers;
    uint32_t numbers_n; /* lists of indices and of minutes */
    struct range start; /* numbers: the steps a case begins with; empty = open from the first act */
    struct range close_needs;
    struct range monitoring; /* numbers: services that may stay pending in stage "monitoring" */
    uint32_t review_row;     /* clock of the review of a deviation (D56), or NONE */
    uint32_t ended_fact;     /* fact that names how the case ended, or NONE */
    uint32_t fact_words;     /* words of a scene in use */
    uint64_t fact_start[FACT_WORDS]; /* one-hot start values, case facts and subject facts */
    uint64_t fact_case[FACT_WORDS];  /* bits that belong to facts of the case */
};

#endif
