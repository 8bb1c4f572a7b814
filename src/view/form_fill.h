/*
 * view/form_fill - a form of the definition as fields of a page.
 *
 * Shows what is already known or was typed, whatever is wrong with it; errors
 * stand at their fields.  A field that the facts of the case make pointless is
 * left out; one that hangs on another answer of the same form is shown, because
 * a page without script cannot make it appear.
 */
#ifndef VIEW_FORM_FILL_H
#define VIEW_FORM_FILL_H

#include "domain/tables.h"
#include "view/form_view.h"
#include "view/when.h"

struct casestate;

/* Where a value shown came from (P2): the visible half of "never ask twice". */
struct told {
    uint32_t field; /* index in definition.fields */
    int64_t at_min;
    struct address entry; /* may be empty */
};

struct form_fill {
    const struct definition *definition;
    uint32_t form;
    const struct casestate *state; /* NULL: before there is a case */
    uint32_t subject;
    const struct value *values; /* typed or canonical, by field */
    size_t values_n;
    const struct form_error *errors;
    size_t errors_n;
    const struct told *told;
    size_t told_n;
    struct str more; /* key of the list that gets one row more ("add a row"); may be empty */
    uint16_t held;   /* bit c: compartment this officer holds; fields of others are sealed */
};

enum { FORM_FILL_FIELDS_MAX = 400 };

/* Fields in the form's order, in when->arena. */
struct field_view *form_fill(const struct when *when, const struct form_fill *fill, size_t *n);
/* One summary line for each error, linked to its field. */
struct error_view *form_fill_errors(const struct when *when, const struct form_fill *fill,
                                    size_t *n);
/* The number of a compartment's letter; 0 when it is none. */
unsigned compartment_of(char letter);

/* A field of a page of the program: `type` text, area, date, datetime-local, password. */
struct field_view field_plain(struct arena *arena, const char *name, struct str label,
                              const char *type, struct str value);

#endif
