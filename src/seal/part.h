/*
 * seal/part - the body of an entry: up to sixteen parts, each for one
 * compartment and each sealed on its own (doc/formats.md).
 *
 * The body hash is over the hashes of the parts, so that one part can be
 * erased or withheld while signature, chain and tree still verify.
 */
#ifndef SEAL_PART_H
#define SEAL_PART_H

#include "seal/envelope.h"

enum compartment {
    PART_PLAIN = 0,
    PART_WORK = 1,      /* W */
    PART_IDENTITY = 2,  /* I */
    PART_ADDRESS = 3,   /* A */
    PART_STORY = 4,     /* S */
    PART_CARE = 5,      /* K */
    PART_LEGAL = 6,     /* H */
    PART_RETURN = 7,    /* R: reintegration and plans */
    PART_NOTES = 8,     /* P: counselling notes, own key */
    PART_EVIDENCE = 9,  /* V */
    PART_MESSAGES = 10, /* M */
    PART_CODED = 11,    /* C */
    PART_COUNT = 16,
};

enum { PART_NONCE = 24, PART_TAG = 16, PART_PAD = 128, PART_ID_BYTES = 16 };

struct part {
    uint8_t compartment;
    bool present;
    uint32_t length;    /* of the content, also when it is absent */
    struct str content; /* plain bytes (compartment 0) or nonce ‖ ciphertext ‖ tag */
    struct hash hash;   /* SHA-256(content) of an absent part */
};

struct body {
    size_t count;
    struct part parts[PART_COUNT]; /* ascending compartments */
};

/* The letter of a compartment in data files ('-' for plain); and back, -1 when unknown. */
char part_letter(unsigned compartment);
int part_of_letter(char letter);

/* Adds a part with its content; parts must come in ascending order of compartment. */
void body_add(struct body *body, unsigned compartment, struct str content);
/* Takes the content of a part away; its hash stays, so that the whole still verifies. */
void body_erase(struct body *body, size_t part);
struct hash body_hash(const struct body *body);
/* Length in full form, as the envelope states it. */
uint32_t body_length(const struct body *body);
/* Bytes as stored: absent parts as their hash. */
struct str body_write(struct arena *arena, const struct body *body);
/* False when a length, an order or a state is wrong.  Contents point into `bytes`. */
MUST_USE bool body_read(struct str bytes, struct body *out);
/* A quick look without hashing, for a record whose hashes were checked: which compartments are
 * named, and the content of one (NULL when absent).  False when the bytes are no body. */
MUST_USE bool body_peek(struct str bytes, unsigned compartment, uint16_t *mask,
                        struct str *content);
/* The part of a compartment, or NULL. */
const struct part *body_part(const struct body *body, unsigned compartment);

/* Bytes of a sealed part for `plain` bytes, known before the nonce is drawn. */
size_t part_sealed_bytes(size_t plain);
/* Seals under `key`; `ad` = bytes 0…175 of the envelope, `nonce` 24 random bytes. */
struct str part_seal(struct arena *arena, const struct key *key, unsigned compartment,
                     const unsigned char ad[ENVELOPE_SEALED_AD],
                     const unsigned char nonce[PART_NONCE], struct str plain);
/* False when the key, the place or a bit is wrong. */
MUST_USE bool part_open(struct arena *arena, const struct key *key, unsigned compartment,
                        const unsigned char ad[ENVELOPE_SEALED_AD], struct str content,
                        struct str *plain);

#endif
