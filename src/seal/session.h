/*
 * seal/session - an officer's unlocked key between two requests lies in the
 * session row, sealed by a key that only the cookie carries (doc/security.md).
 */
#ifndef SEAL_SESSION_H
#define SEAL_SESSION_H

#include "seal/keys.h"

enum { COOKIE_BYTES = 32, SESSION_PLAIN = SEED_BYTES + 32, SESSION_ID = 16 };

/* What lies inside the sealed row. */
struct session_secret {
    unsigned char seed[SEED_BYTES];
    unsigned char pin_check[32]; /* zeros: no PIN was set */
};

/* BLAKE2b(Ks, "sid"): the row's name. */
struct id session_id(const unsigned char cookie[COOKIE_BYTES]);
struct str session_seal(struct arena *arena, const unsigned char cookie[COOKIE_BYTES],
                        const struct session_secret *secret);
MUST_USE bool session_open(const unsigned char cookie[COOKIE_BYTES], struct str sealed,
                           struct session_secret *out);
/* BLAKE2b(Ks, "csrf" ‖ route), 16 bytes in hex: stands in every form. */
struct str session_csrf(struct arena *arena, const unsigned char cookie[COOKIE_BYTES],
                        struct str route);
/* What the PIN is compared with, bound to this session. */
void session_pin(const unsigned char cookie[COOKIE_BYTES], struct str pin, unsigned char out[32]);

/* Seals any bytes under a symmetric key with a purpose as associated data: nonce ‖ ciphertext. */
struct str box_seal(struct arena *arena, const struct key *key, struct str purpose,
                    struct str plain);
MUST_USE bool box_open(struct arena *arena, const struct key *key, struct str purpose,
                       struct str sealed, struct str *plain);

#endif
