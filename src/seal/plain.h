/*
 * seal/plain - bodies that everybody may read: who the office is, who writes
 * in it, who keeps its keys, by which definition it works.  Without them
 * nobody could check a signature (doc/formats.md).
 *
 * Each is a list of facts in compartment 0, so each has exactly one encoding.
 * Texts point into the bytes that were read.  A reader refuses (false) a missing
 * field, one it does not know, a wrong type or length.
 */
#ifndef SEAL_PLAIN_H
#define SEAL_PLAIN_H

#include "seal/hash.h"

enum { CUSTODIANS_MIN = 2, CUSTODIANS_MAX = 5, ERASED_MAX = 4096 };

struct public_keys {
    unsigned char sign[32]; /* Ed25519 */
    unsigned char box[32];  /* X25519 */
};

/* Kind 1. */
struct genesis {
    unsigned char station[32]; /* Ed25519; the log id is made of it */
    struct str name, code, zone;
    struct public_keys head, admin; /* who may sign the first certificates */
    struct id former_log;           /* zero: none */
    uint64_t former_size;           /* entries of it known */
};

enum certificate_type { CERT_PERSON = 1, CERT_MACHINE = 2, CERT_GUEST = 3 };

/* Kind 2; valid only with a second entry that agrees to it. */
struct certificate {
    enum certificate_type type;
    struct public_keys keys;
    struct str roles;         /* keys of the definition's roles, sorted, one blank between */
    struct str scopes;        /* of a machine, the same way; else empty */
    struct str name;          /* sealed under the office work key */
    bool work_key;            /* may hold the office work key */
    uint16_t mask;            /* compartments it may ever be granted */
    int64_t from_min, to_min; /* minutes since 1970 UTC; to 0 = no end */
};

/* Kind 3. */
struct retirement {
    struct id officer;
    uint32_t reason; /* code: 1 left, 2 suspected, 3 key lost, 4 other */
};

/* Kind 4, sorted by id. */
struct custodian {
    struct id id;
    unsigned char box[32];
    bool paper;
};
struct custodians {
    size_t count;
    struct custodian at[CUSTODIANS_MAX];
};

/* Kind 6. */
struct adopted {
    struct hash hash; /* of the text; a reader checks it */
    struct str text;
};

/* Kind 7. */
struct peer {
    unsigned char station[32], work[32];
    struct str name, code;
    bool removed;
};

/* Kinds 40 and 41: ids sorted, none twice. */
struct erasure {
    size_t count;
    const struct hash *at;
    struct str basis; /* key of the rule it rests on, never a person's reason */
};

/* The id of the log that begins with this genesis. */
struct id genesis_log(const struct genesis *genesis);

struct str genesis_write(struct arena *arena, const struct genesis *genesis);
MUST_USE bool genesis_read(struct arena *arena, struct str bytes, struct genesis *out);
struct str certificate_write(struct arena *arena, const struct certificate *certificate);
MUST_USE bool certificate_read(struct arena *arena, struct str bytes, struct certificate *out);
struct str retirement_write(struct arena *arena, const struct retirement *retirement);
MUST_USE bool retirement_read(struct arena *arena, struct str bytes, struct retirement *out);
struct str custodians_write(struct arena *arena, const struct custodians *custodians);
MUST_USE bool custodians_read(struct arena *arena, struct str bytes, struct custodians *out);
/* Fills hash from text. */
struct str adopted_write(struct arena *arena, struct str text);
MUST_USE bool adopted_read(struct arena *arena, struct str bytes, struct adopted *out);
struct str peer_write(struct arena *arena, const struct peer *peer);
MUST_USE bool peer_read(struct arena *arena, struct str bytes, struct peer *out);
struct str erasure_write(struct arena *arena, const struct erasure *erasure);
MUST_USE bool erasure_read(struct arena *arena, struct str bytes, struct erasure *out);

#endif
