/*
 * use/passphrase - passphrases that the program proposes, and what it accepts:
 * five words of a list of 2,048, or at least 12 characters that are not among
 * the commonest.
 */
#ifndef USE_PASSPHRASE_H
#define USE_PASSPHRASE_H

#include "base/base.h"

enum { PRACTICE_ARGON_OPS = 1, PRACTICE_ARGON_KIB = 8 * 1024, PASSPHRASE_BYTES_MIN = 12 };

/* Five words with one blank between; 55 random bits. */
struct str passphrase_words(struct arena *arena);
/* ERR_INVALID passphrase.short, passphrase.common. */
MUST_USE enum err passphrase_check(struct ctx *ctx, struct str passphrase);
/* n words of the list by numbers 0…2047, for fingerprints read aloud. */
struct str words_of_numbers(struct arena *arena, const uint16_t *numbers, size_t n);
/* Six words of a public key: compared by voice at enrolment. */
struct str fingerprint_words(struct arena *arena, const unsigned char sign_public[32]);

#endif
