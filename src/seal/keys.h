/*
 * seal/keys - an officer's key pair from one seed, and the keys of a case.
 *
 * Nobody's private key is escrowed; a case has one key per compartment, all
 * derived from the case key but P, which its author draws.
 */
#ifndef SEAL_KEYS_H
#define SEAL_KEYS_H

#include "seal/part.h"

enum { SEED_BYTES = 32, CASE_KEY_IDS = 16 };

/* Both pairs of an officer or station.  Secret; lives in a wiped work area. */
struct officer_keys {
    unsigned char sign_secret[64];
    unsigned char sign_public[32];
    unsigned char box_secret[32];
    unsigned char box_public[32];
};

/* crypto_kdf with context "teduhkey": subkey 1 → Ed25519, 2 → X25519. */
void officer_keys_of(const unsigned char seed[SEED_BYTES], struct officer_keys *out);
/* Who a seed is: a tag that says nothing of it, and both public keys. */
struct officer_known {
    unsigned char tag[16];
    unsigned char sign_public[32], box_public[32];
};
/* The same keys where the public ones were worked out before: no curve is multiplied.  False when
 * `known` is of another seed; then they are worked out, and it is known from now on. */
bool officer_keys_again(const unsigned char seed[SEED_BYTES], struct officer_known *known,
                        struct officer_keys *out);
/* Where among `places` a seed is looked for. */
size_t officer_known_place(const unsigned char seed[SEED_BYTES], size_t places);

/* First 16 bytes of SHA-256(Ed25519 public key). */
struct id author_id(const unsigned char sign_public[32]);

/* BLAKE2b-128(key, "id"): says which key it is without saying the key. */
struct id key_id(const struct key *key);
/* Key of a compartment from the case key; P (8) is drawn, asking for it is a bug. */
struct key compartment_key(const struct key *case_key, unsigned compartment);
/* The sixteen key ids of an epoch; place 8 is `notes_id` (zero until a P key exists). */
void case_key_ids(const struct key *case_key, struct id notes_id, struct id out[CASE_KEY_IDS]);

/* Fills with random bytes of the kernel. */
void draw(void *at, size_t n);

#endif
