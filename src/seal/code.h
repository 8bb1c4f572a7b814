/*
 * seal/code - the receipt code of the public door: six words of 2,048, or the
 * same number as 20 digits (62 random and 4 check bits).
 */
#ifndef SEAL_CODE_H
#define SEAL_CODE_H

#include "seal/keys.h"

enum { CODE_WORDS = 6, CODE_BYTES = 9, CODE_DIGITS = 20 };

struct receipt_code {
    unsigned char bytes[CODE_BYTES]; /* 66 bits, right aligned */
};

/* From 62 random bits (the two highest bits of `random` are ignored). */
struct receipt_code code_of(uint64_t random);
/* Word numbers 0…2047, first word first; and back.  False when the check is wrong. */
void code_words(const struct receipt_code *code, uint16_t out[CODE_WORDS]);
MUST_USE bool code_from_words(const uint16_t words[CODE_WORDS], struct receipt_code *out);
struct str code_digits(struct arena *arena, const struct receipt_code *code);
MUST_USE bool code_from_digits(struct str digits, struct receipt_code *out);

/* From x = Argon2id(code bytes, station salt): where it is looked up, and whose key it is. */
struct id code_lookup(const unsigned char x[32]);
void code_box_public(const unsigned char x[32], unsigned char out[32]);

#endif
