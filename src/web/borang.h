/*
 * web/borang - a page that is one form (template borang): put together field
 * by field, shown empty, shown again with what was typed and what is wrong.
 */
#ifndef WEB_BORANG_H
#define WEB_BORANG_H

#include "view/form_fill.h"
#include "web/visit.h"

enum { BORANG_FIELDS_MAX = 48 };

struct borang {
    struct visit *visit;
    struct borang_view view;
    struct field_view fields[BORANG_FIELDS_MAX];
    size_t fields_n;
};

struct option {
    struct str code, label;
};

/* `name`.judul is the title and heading, `name`.pengantar says what will happen, `name`.kirim is
 * the button: three keys of words/. */
struct borang *borang_open(struct visit *visit, const char *name, struct address action);
/* Where "back" leads; `text` is a key of words/. */
void borang_back(struct borang *borang, const char *text, struct address href);
/* A field; `label` is a key of words/, what was posted under `name` stands in it, else `value`. */
struct field_view *borang_field(struct borang *borang, const char *name, const char *label,
                                const char *type, struct str value);
/* Radios (or a list when they are many); `many`: boxes to tick. */
struct field_view *borang_choice(struct borang *borang, const char *name, const char *label,
                                 const struct option *options, size_t n, bool many);
/* What is already so, above the form: a label (key of words/) and its value. */
void borang_fact(struct borang *borang, const char *label, struct str value);
/* The reasons of the definition of one kind ("deviation"), and a sentence. */
void borang_reason(struct borang *borang, const struct definition *sop, unsigned of);
/* Writes the page.  err != OK: its sentence on top and at the field ctx->why.at. */
void borang_show(struct borang *borang, enum err err);

#endif
