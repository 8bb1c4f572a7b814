/* What an entry costs: write, verify, chain and tree; and whether a changed bit passes. */
#include <stdio.h>

#include "base/base.h"
#include "seal/keys.h"
#include "seal/secret.h"
#include "seal/tree.h"

enum { ENTRIES = 100000, SAMPLES = 2000 };

static unsigned char log_bytes[ENTRIES][ENVELOPE_BYTES];
static struct hash parts[ENTRIES];

static void write_one(struct arena *arena, const struct officer_keys *keys, const struct key *key,
                      struct tree *tree, size_t i)
{
    static struct hash prev;
    unsigned char ad[ENVELOPE_BYTES], nonce[PART_NONCE], fact[60] = { 0 };
    struct envelope envelope = { .kind = KIND_CASE_FACT, .flags = FLAG_PRACTICE, .seq = i };
    envelope.prev = prev;
    envelope.author = author_id(keys->sign_public);
    envelope.body_length = (uint32_t)(8 + part_sealed_bytes(sizeof fact));
    envelope_write(&envelope, ad);
    draw(nonce, sizeof nonce);
    struct body body = { 0 };
    body_add(&body, PART_WORK,
             part_seal(arena, key, PART_WORK, ad, nonce,
                       (struct str){ (const char *)fact, sizeof fact }));
    envelope.body_hash = body_hash(&body);
    parts[i] = envelope.body_hash;
    envelope_sign(&envelope, keys->sign_secret);
    envelope_write(&envelope, log_bytes[i]);
    prev = entry_id(log_bytes[i]);
    tree_append(tree, prev);
}

/* Length, chain, author's signature: what a station does with a received entry. */
static bool entry_good(size_t i, const unsigned char *sign_public)
{
    struct envelope envelope;
    struct hash want = { { 0 } };
    if (i > 0)
        want = entry_id(log_bytes[i - 1]);
    return envelope_read(log_bytes[i], ENVELOPE_BYTES, &envelope) && envelope.seq == i &&
           hash_eq(envelope.prev, want) && hash_eq(envelope.body_hash, parts[i]) &&
           envelope_verify(&envelope, sign_public);
}

static void report(const char *what, int64_t from_ms)
{
    double us = (double)(clock_now_ms() - from_ms) * 1000.0 / ENTRIES;
    printf("%-28s %8.2f us per entry\n", what, us);
}

static size_t changed_bits_passed(const unsigned char *sign_public)
{
    size_t passed = 0;
    for (size_t s = 0; s < SAMPLES; s++) {
        uint32_t r[2];
        draw(r, sizeof r);
        size_t i = r[0] % ENTRIES, bit = r[1] % (ENVELOPE_BYTES * 8);
        log_bytes[i][bit / 8] ^= (unsigned char)(1u << bit % 8);
        passed += entry_good(i, sign_public);
        log_bytes[i][bit / 8] ^= (unsigned char)(1u << bit % 8);
    }
    return passed;
}

int main(void)
{
    seal_start();
    struct arena *arena = arena_open(1 << 20);
    unsigned char seed[SEED_BYTES] = { 1 };
    struct key key = { { 2 } };
    struct officer_keys keys;
    struct tree tree = { 0 }, again = { 0 };
    officer_keys_of(seed, &keys);
    int64_t from = clock_now_ms();
    for (size_t i = 0; i < ENTRIES; i++) {
        write_one(arena, &keys, &key, &tree, i);
        arena_reset(arena);
    }
    report("write (seal, sign, tree)", from);
    size_t bad = 0;
    from = clock_now_ms();
    for (size_t i = 0; i < ENTRIES; i++)
        bad += !entry_good(i, keys.sign_public);
    report("verify (signature, chain)", from);
    from = clock_now_ms();
    for (size_t i = 0; i < ENTRIES; i++)
        tree_append(&again, entry_id(log_bytes[i]));
    bad += !hash_eq(tree_root(&tree), tree_root(&again));
    report("chain check (ids, root)", from);
    size_t passed = changed_bits_passed(keys.sign_public);
    printf("%d entries, %zu wrong; %d changed bits, %zu passed\n", ENTRIES, bad, SAMPLES, passed);
    arena_close(arena);
    return bad + passed == 0 ? 0 : 1;
}
