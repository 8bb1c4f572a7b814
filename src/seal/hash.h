/*
 * seal/hash - one hash for what others verify (SHA-256), one for what only we
 * derive (keyed BLAKE2b).  Both from libsodium; pure.
 */
#ifndef SEAL_HASH_H
#define SEAL_HASH_H

#include "base/base.h"

enum { HASH_BYTES = 32, KEY_BYTES = 32 };

struct hash {
    unsigned char at[HASH_BYTES];
};

/* A symmetric key.  Lives in a work area that is wiped, never in a table. */
struct key {
    unsigned char at[KEY_BYTES];
};

struct hash hash_of(const void *at, size_t n);
/* SHA-256 of a prefix byte followed by the bytes (RFC 6962: 0x00 leaf, 0x01 node). */
struct hash hash_tagged(unsigned char tag, const void *at, size_t n);
bool hash_eq(struct hash a, struct hash b);
bool hash_is_zero(struct hash hash);
struct str hash_hex(struct arena *arena, struct hash hash);

/* BLAKE2b of `text` under `key`, `out_n` bytes (16 or 32). */
void derive(void *out, size_t out_n, const void *key, size_t key_n, const void *text, size_t n);
/* Overwrites in a way the compiler may not drop. */
void wipe(void *at, size_t n);

#endif
