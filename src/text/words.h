/*
 * text/words - every sentence a user can see that is not part of a definition.
 *
 * The sentences stand in words/id.po and words/en.po; tools/wordgen compiles
 * both into one table and refuses keys that only one of them has or whose
 * {places} differ.  A page names its keys in {{say}}, which pagegen checks;
 * the house test looks for every other key as a literal in src/ and sop/.
 *
 * All strings live as long as the program, except those made in an arena.
 */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "base/base.h"

enum lang { LANG_ID, LANG_EN, LANG_COUNT };

/* A value for one {name} of a sentence; by say_text() or say_number(). */
struct say_arg {
    const char *name;
    struct str text;
    int64_t number;
    bool counts; /* true: `number` is written, and chooses the plural form */
};

static inline struct say_arg say_text(const char *name, struct str text)
{
    return (struct say_arg){ .name = name, .text = text };
}

static inline struct say_arg say_number(const char *name, int64_t number)
{
    return (struct say_arg){ .name = name, .number = number, .counts = true };
}

/* The sentence of a key that the build has checked; an unknown key is a bug. */
struct str words_say(enum lang lang, const char *key);
/* With its {places} filled.  A place without an argument is a bug. */
struct str words_fill(struct arena *arena, enum lang lang, const char *key,
                      const struct say_arg *args, size_t n);
/* True when words/ has this key. */
bool words_has(const char *key);

/* A code's label: the key `family` + code ("role." + "coordinator"); the code itself when words/
 * does not have it, because codes come from data. */
struct str words_code(struct arena *arena, enum lang lang, const char *family, struct str code);
/* What a ctx->why key says to the officer; a general sentence for a key without words. */
struct str words_why(enum lang lang, const char *key);

/* "id", "en"; anything else reads as Indonesian. */
struct str lang_code(enum lang lang);
enum lang lang_of(struct str code);

/* A number as people write it: "18.000.000" in Indonesian, "18,000,000" in English. */
struct str words_number(struct arena *arena, enum lang lang, int64_t number);

/* For generated code: the table's rows, sorted by key. */
struct word {
    const char *key;
    struct {
        struct str one, many; /* equal where the language knows no plural */
    } text[LANG_COUNT];
};
extern const struct word word_table[];
extern const size_t word_count;

#endif
