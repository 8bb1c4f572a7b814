/*
 * seal/grant - boxes that carry keys to named readers (doc/security.md).
 *
 * Reading rights are boxes: who holds none reads nothing, whatever a table
 * says.  A custodian pair gets two nested boxes, so that any two of them, and
 * no one alone, can reopen one case.
 */
#ifndef SEAL_GRANT_H
#define SEAL_GRANT_H

#include "seal/keys.h"

enum {
    GRANT_OFFICER = 1,
    GRANT_OFFICE = 2, /* the own office's work key: W, and C in a box of its own */
    GRANT_PAIR = 3,   /* custodians A and B */
    GRANT_PARTNER = 4,
    GRANT_REPORTER = 5,
    GRANT_LINK = 6,
    GRANT_MASK_ALL = 0xFFFF, /* the case key itself */
    BOXES_MAX = 64,
    BOX_BYTES_MAX = 1024,
};

/* Keys one reader holds of one case. */
struct case_keys {
    uint16_t mask; /* bit c = compartment c */
    bool whole;    /* the case key itself was in the box */
    struct key case_key;
    struct key at[PART_COUNT];
};

struct grant_box {
    uint8_t type;
    uint16_t mask;
    int64_t expiry_s; /* 0: none */
    struct id recipient;
    struct str box;
};

/* Body of kinds 32 and 33: sixteen key ids (zero ids in 33), then boxes. */
struct grants {
    struct id key_ids[CASE_KEY_IDS];
    size_t count;
    struct grant_box at[BOXES_MAX];
};

/* The payload "TDG1" ‖ case ‖ key tag ‖ mask ‖ keys, sealed to an X25519 public key.
 * mask 0xFFFF carries the case key alone; otherwise the named compartments' keys. */
struct str grant_seal(struct arena *arena, const struct case_keys *keys, uint16_t mask,
                      struct id casefile, const unsigned char key_tag[4],
                      const unsigned char to_public[32]);
/* seal(A, seal(B, payload)). */
struct str grant_seal_pair(struct arena *arena, const struct case_keys *keys, uint16_t mask,
                           struct id casefile, const unsigned char key_tag[4],
                           const unsigned char a_public[32], const unsigned char b_public[32]);
/* Custodian A's half: the inner box for B.  False when it is not for A. */
MUST_USE bool grant_open_outer(struct arena *arena, struct str box, const struct officer_keys *a,
                               struct str *inner);
/* Opens a box, checks case, tag and every key against the published key ids
 * (XChaCha20-Poly1305 does not commit to its key), and adds the keys to `out`.
 * False when anything differs; `out` is then unchanged. */
MUST_USE bool grant_open(struct str box, const unsigned char box_public[32],
                         const unsigned char box_secret[32], struct id casefile,
                         const unsigned char key_tag[4], const struct id key_ids[CASE_KEY_IDS],
                         struct case_keys *out);
/* All keys of a case from its case key; P only when given. */
void case_keys_whole(struct case_keys *out, const struct key *case_key);

struct str grants_write(struct arena *arena, const struct grants *grants);
MUST_USE bool grants_read(struct str bytes, struct grants *out);

#endif
