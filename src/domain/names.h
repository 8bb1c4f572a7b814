/*
 * domain/names - finding a person whose name was written differently.
 *
 * Each word gives an exact form and a skeleton in which old and new spellings
 * meet: Soekarno = Sukarno, Tjahjo = Cahyo, Sjafruddin =
 * Syafruddin.  A hit is a candidate for human eyes, never a merge.
 *
 * Text comes in Unicode NFC (text/utf8.h); Latin letters with accents are
 * folded here, other scripts stay as they are.  Pure.
 */
#ifndef DOMAIN_NAMES_H
#define DOMAIN_NAMES_H

#include "base/base.h"

enum { NAME_WORDS_MAX = 16, NAME_TOKENS_MAX = 96, NAME_WORD_BYTES_MAX = 64 };

/* Which index a word belongs to: the field of index_token(). */
enum name_field {
    NAME_EXACT = 1,
    NAME_SKELETON = 2,
    NAME_NIK = 3,
    NAME_PHONE = 4,
    NAME_NUMBER = 5, /* another agency's number: LP, SPDP, court, LPSK */
};

struct name_token {
    enum name_field field;
    struct str word; /* normal form; at most NAME_WORD_BYTES_MAX bytes */
};

struct name_tokens {
    size_t count;
    struct name_token at[NAME_TOKENS_MAX];
};

/* Words of a name without titles and particles, lower case, short forms written out. */
size_t name_words(struct arena *arena, struct str name, struct str words[NAME_WORDS_MAX]);
/* Adds what a full name is found by: exact words, skeletons, neighbours joined. */
void name_tokens_add(struct arena *arena, struct str name, struct name_tokens *out);
/* What a search for `name` asks: for each word its skeletons.  Word i is found when one of its
 * tokens is there. */
bool names_alike(struct arena *arena, struct str a, struct str b);

/* Sixteen digits, blanks and points dropped; empty when it is no NIK. */
struct str nik_normal(struct arena *arena, struct str typed);
/* Digits, leading 0, 62 and +62 made one, the last nine kept; empty under seven digits. */
struct str phone_normal(struct arena *arena, struct str typed);
/* Letters and digits of an agency's number, upper case. */
struct str number_normal(struct arena *arena, struct str typed);

#endif
