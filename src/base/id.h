/*
 * base/id - random ids of 16 bytes, and how bytes are written for people:
 * hex, and Crockford's base32 (no I, L, O, U; read aloud over a bad line).
 */
#ifndef BASE_ID_H
#define BASE_ID_H

#include "base/arena.h"
#include "base/must.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { ID_BYTES = 16, ADDRESS_CHARS = 8 };

struct id {
    unsigned char at[ID_BYTES];
};

bool id_eq(struct id a, struct id b);
int id_cmp(struct id a, struct id b);
bool id_is_zero(struct id id);
/* Fresh from the kernel's random source (not pure; not for domain/ and sop/). */
struct id id_random(void);

/* Lower-case hex of n bytes, in the arena. */
struct str hex_write(struct arena *arena, const void *at, size_t n);
/* One digit's value 0..15, of either case; -1 when it is none. */
int hex_digit(char c);
/* Exactly n bytes from 2n hex digits of either case; false otherwise. */
MUST_USE bool hex_read(struct str text, void *at, size_t n);

/* The first `chars` x 5 bits of the bytes, in Crockford base32 (upper case). */
struct str base32_write(struct arena *arena, const unsigned char *at, size_t n, size_t chars);
/* One digit's value 0..31, reading o as 0 and i, l as 1; -1 when it is none. */
int base32_digit(char c);

/* The address of a case in URLs: first 40 bits of its random id. */
struct str id_address(struct arena *arena, struct id id);

#endif
