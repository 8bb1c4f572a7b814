/* RFC 6962 trees: published roots, and proofs of all small trees. */
#include "../unit.h"

#include "seal/tree.h"

/* The leaves of the reference tree of the Certificate Transparency code. */
static const struct str inputs[8] = {
    { "", 0 },
    { "\x00", 1 },
    { "\x10", 1 },
    { "\x20\x21", 2 },
    { "\x30\x31", 2 },
    { "\x40\x41\x42\x43", 4 },
    { "\x50\x51\x52\x53\x54\x55\x56\x57", 8 },
    { "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16 },
};
static const char *const roots[8] = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

static void roots_of_the_reference_tree(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct tree tree = { 0 };
    for (size_t i = 0; i < 8; i++) {
        tree_append(&tree, hash_tagged(0x00, inputs[i].at, inputs[i].n));
        assert_str(hash_hex(arena, tree_root(&tree)), str_of(roots[i]));
    }
    arena_close(arena);
}

enum { LEAVES = 40 };
static struct hash leaves[LEAVES];

static int make_leaves(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEAVES; i++)
        leaves[i] = hash_tagged(0x00, &i, sizeof i);
    return 0;
}

static void every_inclusion_proof_holds_and_no_changed_one(void **state)
{
    (void)state;
    struct proof proof;
    for (uint64_t size = 1; size <= LEAVES; size++) {
        struct hash root = leaves_root(leaves, 0, size);
        for (uint64_t i = 0; i < size; i++) {
            proof_inclusion(leaves, size, i, &proof);
            assert_true(inclusion_holds(leaves[i], i, size, &proof, root));
            assert_false(inclusion_holds(leaves[(i + 1) % LEAVES], i, size, &proof, root));
            assert_false(inclusion_holds(leaves[i], size, size, &proof, root));
            for (size_t k = 0; k < proof.count; k++) {
                proof.at[k].at[0] ^= 1;
                assert_false(inclusion_holds(leaves[i], i, size, &proof, root));
                proof.at[k].at[0] ^= 1;
            }
            proof.at[proof.count++] = leaves[0]; /* one hash too many */
            assert_false(inclusion_holds(leaves[i], i, size, &proof, root));
        }
    }
}

static void every_consistency_proof_holds_and_no_changed_one(void **state)
{
    (void)state;
    struct proof proof;
    for (uint64_t size = 1; size <= LEAVES; size++)
        for (uint64_t old = 1; old <= size; old++) {
            struct hash root = leaves_root(leaves, 0, size), was = leaves_root(leaves, 0, old);
            proof_consistency(leaves, old, size, &proof);
            assert_true(consistency_holds(old, size, was, root, &proof));
            struct hash wrong = was;
            wrong.at[31] ^= 1;
            assert_false(consistency_holds(old, size, wrong, root, &proof));
            for (size_t k = 0; k < proof.count; k++) {
                proof.at[k].at[5] ^= 1;
                assert_false(consistency_holds(old, size, was, root, &proof));
                proof.at[k].at[5] ^= 1;
            }
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roots_of_the_reference_tree),
        cmocka_unit_test(every_inclusion_proof_holds_and_no_changed_one),
        cmocka_unit_test(every_consistency_proof_holds_and_no_changed_one),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, make_leaves, NULL);
}
