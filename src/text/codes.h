/*
 * text/codes - the code lists of sop/codes that forms ask for ("type: code"):
 * education, marital status, countries and the like, with labels in both
 * languages.  A form keeps the code; people see the label.
 */
#ifndef TEXT_CODES_H
#define TEXT_CODES_H

#include "text/words.h"

struct code {
    struct str code, label_id, label_en;
};

struct code_list {
    struct str name; /* of the file, without ".csv" */
    const struct code *rows;
    size_t n;
};

extern const struct code_list code_lists[];
extern const size_t code_lists_count;

/* NULL when the program does not carry this list: the field is plain text then. */
const struct code_list *codes_find(struct str name);
/* The label of a code in a language; the code itself when the list does not have it. */
struct str codes_label(enum lang lang, struct str list, struct str code);

#endif
