#include "seal/session.h"

#include <sodium.h>

struct id session_id(const unsigned char cookie[COOKIE_BYTES])
{
    struct id id;
    derive(id.at, sizeof id.at, cookie, COOKIE_BYTES, "sid", 3);
    return id;
}

static struct key session_key(const unsigned char cookie[COOKIE_BYTES])
{
    struct key key;
    derive(key.at, sizeof key.at, cookie, COOKIE_BYTES, "key", 3);
    return key;
}

struct str session_seal(struct arena *arena, const unsigned char cookie[COOKIE_BYTES],
                        const struct session_secret *secret)
{
    struct key key = session_key(cookie);
    struct str plain = { (const char *)secret, sizeof *secret };
    struct str sealed = box_seal(arena, &key, STR("session"), plain);
    wipe(&key, sizeof key);
    return sealed;
}

bool session_open(const unsigned char cookie[COOKIE_BYTES], struct str sealed,
                  struct session_secret *out)
{
    unsigned char plain[sizeof *out];
    if (sealed.n != PART_NONCE + sizeof *out + PART_TAG)
        return false;
    struct key key = session_key(cookie);
    const unsigned char *at = (const unsigned char *)sealed.at;
    int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
        plain, NULL, NULL, at + PART_NONCE, sealed.n - PART_NONCE, (const unsigned char *)"session",
        7, at, key.at);
    wipe(&key, sizeof key);
    if (failed != 0)
        return false;
    memcpy(out, plain, sizeof *out);
    wipe(plain, sizeof plain);
    return true;
}

struct str session_csrf(struct arena *arena, const unsigned char cookie[COOKIE_BYTES],
                        struct str route)
{
    unsigned char token[16];
    struct str text = str_join(arena, STR("csrf"), route);
    derive(token, sizeof token, cookie, COOKIE_BYTES, text.at, text.n);
    return hex_write(arena, token, sizeof token);
}

void session_pin(const unsigned char cookie[COOKIE_BYTES], struct str pin, unsigned char out[32])
{
    unsigned char text[3 + 32] = "pin";
    must(pin.n <= 32);
    memcpy(text + 3, pin.at, pin.n);
    derive(out, 32, cookie, COOKIE_BYTES, text, 3 + pin.n);
    wipe(text, sizeof text);
}

struct str box_seal(struct arena *arena, const struct key *key, struct str purpose,
                    struct str plain)
{
    unsigned char *out = arena_alloc(arena, PART_NONCE + plain.n + PART_TAG);
    draw(out, PART_NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        out + PART_NONCE, NULL, (const unsigned char *)plain.at, plain.n,
        (const unsigned char *)purpose.at, purpose.n, NULL, out, key->at);
    return (struct str){ (const char *)out, PART_NONCE + plain.n + PART_TAG };
}

bool box_open(struct arena *arena, const struct key *key, struct str purpose, struct str sealed,
              struct str *plain)
{
    if (sealed.n < PART_NONCE + PART_TAG)
        return false;
    unsigned char *out = arena_alloc(arena, sealed.n);
    const unsigned char *at = (const unsigned char *)sealed.at;
    unsigned long long n = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            out, &n, NULL, at + PART_NONCE, sealed.n - PART_NONCE,
            (const unsigned char *)purpose.at, purpose.n, at, key->at) != 0)
        return false;
    *plain = (struct str){ (const char *)out, (size_t)n };
    return true;
}
