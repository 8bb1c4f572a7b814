#include "seal/keys.h"

#include <sodium.h>

void officer_keys_of(const unsigned char seed[SEED_BYTES], struct officer_keys *out)
{
    unsigned char sub[32];
    crypto_kdf_derive_from_key(sub, sizeof sub, 1, "teduhkey", seed);
    crypto_sign_seed_keypair(out->sign_public, out->sign_secret, sub);
    crypto_kdf_derive_from_key(sub, sizeof sub, 2, "teduhkey", seed);
    crypto_box_seed_keypair(out->box_public, out->box_secret, sub);
    wipe(sub, sizeof sub);
}

static void seed_tag(const unsigned char seed[SEED_BYTES], unsigned char tag[16])
{
    derive(tag, 16, seed, SEED_BYTES, "who", 3);
}

size_t officer_known_place(const unsigned char seed[SEED_BYTES], size_t places)
{
    unsigned char tag[16];
    seed_tag(seed, tag);
    return get_u32(tag) % places;
}

bool officer_keys_again(const unsigned char seed[SEED_BYTES], struct officer_known *known,
                        struct officer_keys *out)
{
    unsigned char tag[sizeof known->tag], sub[32], wide[64];
    seed_tag(seed, tag);
    if (sodium_memcmp(tag, known->tag, sizeof tag) != 0) {
        officer_keys_of(seed, out);
        memcpy(known->tag, tag, sizeof tag);
        memcpy(known->sign_public, out->sign_public, sizeof known->sign_public);
        memcpy(known->box_public, out->box_public, sizeof known->box_public);
        return false;
    }
    /* As the library lays them out: seed ‖ public key, and the first half of SHA-512(seed). */
    crypto_kdf_derive_from_key(sub, sizeof sub, 1, "teduhkey", seed);
    memcpy(out->sign_secret, sub, sizeof sub);
    memcpy(out->sign_secret + sizeof sub, known->sign_public, sizeof known->sign_public);
    memcpy(out->sign_public, known->sign_public, sizeof out->sign_public);
    crypto_kdf_derive_from_key(sub, sizeof sub, 2, "teduhkey", seed);
    crypto_hash_sha512(wide, sub, sizeof sub);
    memcpy(out->box_secret, wide, sizeof out->box_secret);
    memcpy(out->box_public, known->box_public, sizeof out->box_public);
    wipe(sub, sizeof sub);
    wipe(wide, sizeof wide);
    return true;
}

struct id author_id(const unsigned char sign_public[32])
{
    struct hash hash = hash_of(sign_public, 32);
    struct id id;
    memcpy(id.at, hash.at, sizeof id.at);
    return id;
}

struct id key_id(const struct key *key)
{
    struct id id;
    derive(id.at, sizeof id.at, key->at, KEY_BYTES, "id", 2);
    return id;
}

struct key compartment_key(const struct key *case_key, unsigned compartment)
{
    must(compartment > 0 && compartment < PART_COUNT && compartment != PART_NOTES);
    unsigned char text[16] = "teduh comp v1";
    text[15] = (unsigned char)compartment;
    struct key key;
    derive(key.at, sizeof key.at, case_key->at, KEY_BYTES, text, sizeof text);
    return key;
}

void case_key_ids(const struct key *case_key, struct id notes_id, struct id out[CASE_KEY_IDS])
{
    out[0] = key_id(case_key);
    for (unsigned c = 1; c < CASE_KEY_IDS; c++) {
        if (c == PART_NOTES) {
            out[c] = notes_id;
            continue;
        }
        struct key key = compartment_key(case_key, c);
        out[c] = key_id(&key);
        wipe(&key, sizeof key);
    }
}

void draw(void *at, size_t n)
{
    randombytes_buf(at, n);
}
