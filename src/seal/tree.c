#include "seal/tree.h"

static struct hash node(struct hash left, struct hash right)
{
    unsigned char both[2 * HASH_BYTES];
    memcpy(both, left.at, HASH_BYTES);
    memcpy(both + HASH_BYTES, right.at, HASH_BYTES);
    return hash_tagged(0x01, both, sizeof both);
}

void tree_append(struct tree *tree, struct hash leaf)
{
    unsigned level = 0;
    struct hash carry = leaf;
    for (; tree->size >> level & 1; level++)
        carry = node(tree->peaks[level], carry);
    tree->peaks[level] = carry;
    tree->size++;
}

struct hash tree_root(const struct tree *tree)
{
    struct hash root = hash_of("", 0);
    bool first = true;
    for (unsigned level = 0; level < TREE_PEAKS; level++) {
        if ((tree->size >> level & 1) == 0)
            continue;
        root = first ? tree->peaks[level] : node(tree->peaks[level], root);
        first = false;
    }
    return root;
}

/* The largest power of two below n (n > 1). */
static uint64_t split_of(uint64_t n)
{
    uint64_t k = 1;
    while (k * 2 < n)
        k *= 2;
    return k;
}

struct hash leaves_root(const struct hash *leaves, uint64_t from, uint64_t to)
{
    struct tree tree = { 0 };
    for (uint64_t i = from; i < to; i++)
        tree_append(&tree, leaves[i]);
    return tree_root(&tree);
}

static void proof_put(struct proof *proof, struct hash hash)
{
    must(proof->count < PROOF_MAX);
    proof->at[proof->count++] = hash;
}

/* The path from the top, then turned around: RFC 6962 2.1.1 lists it from the leaf. */
static void proof_turn(struct proof *proof)
{
    for (size_t i = 0; i < proof->count / 2; i++) {
        struct hash keep = proof->at[i];
        proof->at[i] = proof->at[proof->count - 1 - i];
        proof->at[proof->count - 1 - i] = keep;
    }
}

void proof_inclusion(const struct hash *leaves, uint64_t size, uint64_t index, struct proof *out)
{
    must(index < size);
    *out = (struct proof){ 0 };
    uint64_t from = 0, to = size;
    while (to - from > 1) {
        uint64_t k = split_of(to - from);
        if (index < from + k) {
            proof_put(out, leaves_root(leaves, from + k, to));
            to = from + k;
        } else {
            proof_put(out, leaves_root(leaves, from, from + k));
            from += k;
        }
    }
    proof_turn(out);
}

void proof_consistency(const struct hash *leaves, uint64_t old, uint64_t size, struct proof *out)
{
    must(old > 0 && old <= size);
    *out = (struct proof){ 0 };
    uint64_t from = 0, to = size;
    bool whole = true; /* the old tree is the subtree looked at, seen from the first leaf on */
    while (old != to) {
        uint64_t k = split_of(to - from);
        if (old <= from + k) {
            proof_put(out, leaves_root(leaves, from + k, to));
            to = from + k;
        } else {
            proof_put(out, leaves_root(leaves, from, from + k));
            from += k;
            whole = false;
        }
    }
    if (!whole)
        proof_put(out, leaves_root(leaves, from, to));
    proof_turn(out);
}

bool inclusion_holds(struct hash leaf, uint64_t index, uint64_t size, const struct proof *proof,
                     struct hash root)
{
    if (index >= size)
        return false;
    uint64_t fn = index, sn = size - 1;
    struct hash hash = leaf;
    for (size_t i = 0; i < proof->count; i++) {
        if (sn == 0)
            return false;
        if ((fn & 1) != 0 || fn == sn) {
            hash = node(proof->at[i], hash);
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            hash = node(hash, proof->at[i]);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && hash_eq(hash, root);
}

bool consistency_holds(uint64_t old, uint64_t size, struct hash old_root, struct hash root,
                       const struct proof *proof)
{
    if (old == 0 || old > size)
        return false;
    if (old == size)
        return proof->count == 0 && hash_eq(old_root, root);
    uint64_t fn = old - 1, sn = size - 1;
    size_t i = 0;
    while ((fn & 1) != 0) {
        fn >>= 1;
        sn >>= 1;
    }
    struct hash first = old_root;
    if (fn != 0) { /* old is no power of two: the path begins with its last subtree */
        if (proof->count == 0)
            return false;
        first = proof->at[i++];
    }
    struct hash fr = first, sr = first;
    for (; i < proof->count; i++) {
        if (sn == 0)
            return false;
        if ((fn & 1) != 0 || fn == sn) {
            fr = node(proof->at[i], fr);
            sr = node(proof->at[i], sr);
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            sr = node(sr, proof->at[i]);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && hash_eq(fr, old_root) && hash_eq(sr, root);
}
