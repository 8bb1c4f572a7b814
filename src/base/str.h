/*
 * base/str - a string is a pointer and a length, by value.
 *
 * A struct str never owns its bytes: they live as long as the arena, the
 * literal or the buffer they point into.  It may hold any bytes, NUL included;
 * `at` may be NULL only when `n` is 0.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/arena.h"
#include "base/must.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    const char *at;
    size_t n; /* bytes */
};

#define STR(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
/* For printf's "%.*s"; reads `s` twice, so no call that changes anything. */
#define STR_ARG(s) (int)(s).n, (s).n > 0 ? (s).at : ""

struct str str_of(const char *nul_ended);
bool str_eq(struct str a, struct str b);
/* Byte order; <0, 0, >0. */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Bytes from..to, cut to the string. */
struct str str_part(struct str s, size_t from, size_t to);
/* Position of the byte, or s.n when it is not there. */
size_t str_find(struct str s, char byte);
/* Position of the first occurrence of `needle`, or s.n. */
size_t str_search(struct str s, struct str needle);
/* Cuts at the first `byte`: returns what stands before it, leaves in *rest what follows. */
struct str str_cut(struct str s, char byte, struct str *rest);
/* Is `word` one of the words of `set`, which one blank parts? */
bool str_has_word(struct str set, struct str word);
/* Without blanks, tabs, CR and LF at both ends. */
struct str str_trim(struct str s);
/* A copy in the arena; its bytes are followed by a NUL that does not count. */
struct str str_copy(struct arena *arena, struct str s);
/* A NUL-ended copy for libraries that want one; a NUL inside is a bug. */
const char *str_z(struct arena *arena, struct str s);
/* Two strings, one after the other, in the arena. */
struct str str_join(struct arena *arena, struct str a, struct str b);
/* printf into the arena. */
struct str str_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct str str_vformat(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
/* Decimal i64, whole string, optional leading minus.  False when it is anything else. */
MUST_USE bool str_int(struct str s, int64_t *out);
/* ASCII lower case copy. */
struct str str_lower(struct arena *arena, struct str s);

#endif
