#include "seal/unlock.h"

#include <sodium.h>

enum { SEALED_AT = 1 + UNLOCK_SALT + 8 };

bool kdf_argon2id(struct str password, const unsigned char salt[UNLOCK_SALT], uint32_t ops,
                  uint32_t mem_kib, unsigned char out[32])
{
    return crypto_pwhash(out, 32, password.at, password.n, salt, ops, (size_t)mem_kib * 1024,
                         crypto_pwhash_ALG_ARGON2ID13) == 0;
}

void kdf_secret(struct str secret, const unsigned char salt[UNLOCK_SALT], unsigned char out[32])
{
    must(secret.n >= 16 && secret.n <= 64);
    derive(out, 32, secret.at, secret.n, salt, UNLOCK_SALT);
}

static void unlock_ad(unsigned char ad[17], struct id officer, enum unlock_method method)
{
    memcpy(ad, officer.at, 16);
    ad[16] = (unsigned char)method;
}

struct str unlock_write(struct arena *arena, const struct unlock_head *head, struct id officer,
                        const unsigned char key[32], const unsigned char seed[SEED_BYTES],
                        const unsigned char totp[20])
{
    unsigned char plain[UNLOCK_SECRET];
    unsigned char ad[17];
    unsigned char *record = arena_alloc(arena, UNLOCK_BYTES);
    record[0] = (unsigned char)head->method;
    memcpy(record + 1, head->salt, UNLOCK_SALT);
    put_u32(record + 17, head->ops);
    put_u32(record + 21, head->mem_kib);
    unsigned char *nonce = record + SEALED_AT;
    draw(nonce, PART_NONCE);
    memcpy(plain, seed, SEED_BYTES);
    memcpy(plain + SEED_BYTES, totp, 20);
    unlock_ad(ad, officer, head->method);
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + PART_NONCE, NULL, plain, sizeof plain, ad,
                                               sizeof ad, NULL, nonce, key);
    wipe(plain, sizeof plain);
    return (struct str){ (const char *)record, UNLOCK_BYTES };
}

bool unlock_head_read(struct str record, struct unlock_head *out)
{
    if (record.n != UNLOCK_BYTES)
        return false;
    const unsigned char *at = (const unsigned char *)record.at;
    if (at[0] < UNLOCK_PASSWORD || at[0] > UNLOCK_TOKEN)
        return false;
    out->method = (enum unlock_method)at[0];
    memcpy(out->salt, at + 1, UNLOCK_SALT);
    out->ops = get_u32(at + 17);
    out->mem_kib = get_u32(at + 21);
    return true;
}

bool unlock_open(struct str record, struct id officer, const unsigned char key[32],
                 unsigned char seed[SEED_BYTES], unsigned char totp[20])
{
    struct unlock_head head;
    unsigned char plain[UNLOCK_SECRET];
    unsigned char ad[17];
    if (!unlock_head_read(record, &head))
        return false;
    unlock_ad(ad, officer, head.method);
    const unsigned char *nonce = (const unsigned char *)record.at + SEALED_AT;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL, nonce + PART_NONCE,
                                                   UNLOCK_SECRET + PART_TAG, ad, sizeof ad, nonce,
                                                   key) != 0)
        return false;
    memcpy(seed, plain, SEED_BYTES);
    memcpy(totp, plain + SEED_BYTES, 20);
    wipe(plain, sizeof plain);
    return true;
}

/* Two check letters over the 26 letters, so that a slip of the pen is told at once. */
static struct str card_check(struct arena *arena, struct str letters)
{
    struct hash hash = hash_of(letters.at, letters.n);
    return base32_write(arena, hash.at, sizeof hash.at, 2);
}

struct str card_draw(struct arena *arena)
{
    unsigned char bytes[17];
    draw(bytes, sizeof bytes);
    struct str letters = base32_write(arena, bytes, sizeof bytes, 26);
    wipe(bytes, sizeof bytes);
    struct str all = str_join(arena, letters, card_check(arena, letters));
    struct buf buf = buf_open(arena, 64);
    for (size_t i = 0; i < all.n; i += 4) {
        if (i > 0)
            buf_byte(&buf, '-');
        buf_put(&buf, str_part(all, i, i + 4));
    }
    return buf_str(&buf);
}

struct str card_read(struct arena *arena, struct str typed)
{
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    struct buf buf = buf_open(arena, 64);
    for (size_t i = 0; i < typed.n; i++) {
        if (typed.at[i] == '-' || typed.at[i] == ' ')
            continue;
        int digit = base32_digit(typed.at[i]);
        if (digit < 0)
            return STR("");
        buf_byte(&buf, digits[digit]);
    }
    struct str all = buf_str(&buf);
    if (all.n != CARD_CHARS)
        return STR("");
    struct str letters = str_part(all, 0, 26);
    bool good = str_eq(card_check(arena, letters), str_part(all, 26, CARD_CHARS));
    return good ? letters : STR("");
}
