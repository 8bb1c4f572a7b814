/*
 * po - reads the part of the gettext format that words/ uses: msgid is the
 * key, msgstr the sentence; msgid_plural with msgstr[0], msgstr[1] where a
 * language has a plural.  Comments are passed over; anything else is refused.
 */
#ifndef PO_H
#define PO_H

#include "tool.h"

enum { PO_PLACES_MAX = 8, PO_KEYS_MAX = 8000 };

struct po_entry {
    struct str key, one, many; /* many = one where there is no plural */
    int line;
};

struct po {
    const char *path;
    struct po_entry *rows; /* sorted by key */
    size_t n;
};

/* Fails for a key twice, an empty sentence, a key with other characters than [a-z0-9_.]. */
struct po po_read(struct arena *arena, const char *path);
const struct po_entry *po_find(const struct po *po, struct str key);
/* The {places} of a sentence, each once, in order; returns how many. */
size_t po_places(const char *path, int line, struct str text, struct str places[PO_PLACES_MAX]);
bool po_has_place(const struct str *places, size_t n, struct str name);
/* "app.nama" -> "WORD_app__nama". */
struct str po_symbol(struct arena *arena, struct str key);

#endif
