/*
 * seal/work - the office work key: who holds it sees the work list of the
 * office (compartment W of every case that is not closed), and finds persons
 * by name without anybody seeing a name.
 *
 * Each epoch is sealed to every officer whose certificate allows it, and the
 * former epoch's secret to the new key.  The index key goes along unchanged.
 */
#ifndef SEAL_WORK_H
#define SEAL_WORK_H

#include "seal/keys.h"

enum { WORK_READERS_MAX = 512, WORK_BOX_BYTES = 4 + 32 + 32 + KEY_BYTES + 48, TOKEN_BYTES = 16 };

/* Secret; lives in a work area that is wiped. */
struct work_key {
    unsigned char box_public[32];
    unsigned char box_secret[32];
    struct key index; /* K_idx: the same in every epoch */
};

struct work_box {
    struct id recipient; /* author id; of the former epoch: work_key_name() of the new one */
    unsigned char box[WORK_BOX_BYTES];
};

/* Body of kind 5. */
struct work_epoch {
    unsigned char box_public[32];
    size_t count;
    struct work_box at[WORK_READERS_MAX];
};

/* A new key; with `former` its index key is taken over, without one it is drawn. */
void work_key_draw(const struct work_key *former, struct work_key *out);
/* First 16 bytes of SHA-256(public key): how a box says that it is for this epoch. */
struct id work_key_name(const unsigned char box_public[32]);
/* Adds the box of one reader. */
void work_epoch_add(struct work_epoch *epoch, const struct work_key *key, struct id recipient,
                    const unsigned char to_public[32]);
/* Opens the recipient's box; `to` of an officer.  False when there is none for him, or
 * the secret in it is not that of the public key it names. */
MUST_USE bool work_epoch_open(const struct work_epoch *epoch, struct id recipient,
                              const unsigned char box_public[32],
                              const unsigned char box_secret[32], struct work_key *out);

struct str work_epoch_write(struct arena *arena, const struct work_epoch *epoch);
MUST_USE bool work_epoch_read(struct str bytes, struct work_epoch *out);

/* A short text for all holders of the key: the name in a certificate. */
struct str work_seal(struct arena *arena, const unsigned char box_public[32], struct str plain);
MUST_USE bool work_open(struct arena *arena, const struct work_key *key, struct str sealed,
                        struct str *plain);

/* BLAKE2b-128(K_idx, field as u16 ‖ 0 ‖ word): what W carries in place of a name.  The
 * word is already in normal form (domain/). */
struct id index_token(const struct key *index, uint16_t field, struct str word);

#endif
