/*
 * text/utf8 - what people type, made one at the border.
 *
 * Text from outside is checked and brought to NFC once, where it comes in;
 * behind that line equal texts are equal bytes.
 */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include "base/base.h"

/* Shortest form only, no surrogates. */
bool utf8_valid(struct str s);
/* Code points, for limits that people can count; s must be valid. */
size_t utf8_length(struct str s);
/* The first at most `count` code points. */
struct str utf8_cut(struct str s, size_t count);

/* NFC, CR LF and CR as LF, without control characters (tab and LF stay), byte order marks, and the
 * invisible marks that turn writing direction.  ERR_INVALID text.utf8. */
MUST_USE enum err utf8_clean(struct ctx *ctx, struct str in, struct str *out);
/* For one-line fields: as utf8_clean(), then line ends and runs of blanks become one blank. */
MUST_USE enum err utf8_line(struct ctx *ctx, struct str in, struct str *out);
/* For comparing names and searching: folded case, without accents and punctuation. */
MUST_USE enum err utf8_fold(struct ctx *ctx, struct str in, struct str *out);

#endif
