#include "seal/hash.h"

#include <sodium.h>

struct hash hash_of(const void *at, size_t n)
{
    struct hash hash;
    crypto_hash_sha256(hash.at, at, n);
    return hash;
}

struct hash hash_tagged(unsigned char tag, const void *at, size_t n)
{
    struct hash hash;
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, &tag, 1);
    crypto_hash_sha256_update(&state, at, n);
    crypto_hash_sha256_final(&state, hash.at);
    return hash;
}

bool hash_eq(struct hash a, struct hash b)
{
    return memcmp(a.at, b.at, sizeof a.at) == 0;
}

bool hash_is_zero(struct hash hash)
{
    static const struct hash zero;
    return hash_eq(hash, zero);
}

struct str hash_hex(struct arena *arena, struct hash hash)
{
    return hex_write(arena, hash.at, sizeof hash.at);
}

void derive(void *out, size_t out_n, const void *key, size_t key_n, const void *text, size_t n)
{
    int failed = crypto_generichash(out, out_n, text, n, key, key_n);
    must(failed == 0);
}

void wipe(void *at, size_t n)
{
    sodium_memzero(at, n);
}
