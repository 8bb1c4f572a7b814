/*
 * seal/unlock - how a person opens her own key: a passphrase, a recovery card
 * or, for a machine, a token (doc/security.md).  There is no password hash: a
 * record opens or it does not.
 */
#ifndef SEAL_UNLOCK_H
#define SEAL_UNLOCK_H

#include "seal/keys.h"

enum unlock_method { UNLOCK_PASSWORD = 1, UNLOCK_PASSKEY = 2, UNLOCK_CARD = 3, UNLOCK_TOKEN = 4 };

enum {
    UNLOCK_SALT = 16,
    UNLOCK_SECRET = SEED_BYTES + 20, /* seed ‖ TOTP secret or zeros */
    UNLOCK_BYTES = 1 + UNLOCK_SALT + 4 + 4 + PART_NONCE + UNLOCK_SECRET + PART_TAG,
    CARD_CHARS = 26 + 2, /* 130 random bits in base32, two check letters */
    PASSPHRASE_WORDS = 5,
    /* Argon2id of a real office; a practice office records smaller ones. */
    ARGON_OPS = 3,
    ARGON_MEM_KIB = 64 * 1024,
};

struct unlock_head {
    enum unlock_method method;
    unsigned char salt[UNLOCK_SALT];
    uint32_t ops, mem_kib;
};

/* Slow on purpose; called only in a child of its own.  False when memory is short. */
MUST_USE bool kdf_argon2id(struct str password, const unsigned char salt[UNLOCK_SALT], uint32_t ops,
                           uint32_t mem_kib, unsigned char out[32]);
/* For cards and tokens, whose secrets cannot be guessed. */
void kdf_secret(struct str secret, const unsigned char salt[UNLOCK_SALT], unsigned char out[32]);

/* A record that wraps the seed under `key`. */
struct str unlock_write(struct arena *arena, const struct unlock_head *head, struct id officer,
                        const unsigned char key[32], const unsigned char seed[SEED_BYTES],
                        const unsigned char totp[20]);
/* False when the bytes are no record. */
MUST_USE bool unlock_head_read(struct str record, struct unlock_head *out);
/* False when the key is wrong or the record belongs to another officer. */
MUST_USE bool unlock_open(struct str record, struct id officer, const unsigned char key[32],
                          unsigned char seed[SEED_BYTES], unsigned char totp[20]);

/* A fresh recovery card, in groups of four letters; and what a person typed, made plain
 * ("" when a letter or the check is wrong). */
struct str card_draw(struct arena *arena);
struct str card_read(struct arena *arena, struct str typed);

#endif
