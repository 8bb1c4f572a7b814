/*
 * seal/tree - the Merkle tree over the entries of a log (RFC 6962, SHA-256).
 * Leaves are entry ids.  Appending keeps at most 64 peaks.
 */
#ifndef SEAL_TREE_H
#define SEAL_TREE_H

#include "seal/hash.h"

enum { TREE_PEAKS = 64, PROOF_MAX = 128 };

struct tree {
    uint64_t size;
    struct hash peaks[TREE_PEAKS]; /* peaks[i] is valid when bit i of size is set */
};

void tree_append(struct tree *tree, struct hash leaf);
/* Root of the whole; of the empty tree SHA-256(""). */
struct hash tree_root(const struct tree *tree);

struct proof {
    size_t count;
    struct hash at[PROOF_MAX];
};

/* From bare leaf hashes: root of leaves from..to, proof that leaf `index` is among the
 * first `size`, proof that the first `old` leaves are a prefix of the first `size`. */
struct hash leaves_root(const struct hash *leaves, uint64_t from, uint64_t to);
void proof_inclusion(const struct hash *leaves, uint64_t size, uint64_t index, struct proof *out);
void proof_consistency(const struct hash *leaves, uint64_t old, uint64_t size, struct proof *out);
MUST_USE bool inclusion_holds(struct hash leaf, uint64_t index, uint64_t size,
                              const struct proof *proof, struct hash root);
MUST_USE bool consistency_holds(uint64_t old, uint64_t size, struct hash old_root, struct hash root,
                                const struct proof *proof);

#endif
