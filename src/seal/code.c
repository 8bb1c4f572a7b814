#include "seal/code.h"

#include <sodium.h>

/* 66 bits in an integer of the compiler's: a 128-bit one exists on all our machines. */
__extension__ typedef unsigned __int128 wide;

static unsigned check_bits(uint64_t r)
{
    unsigned char text[16 + 8] = "teduh code v1";
    put_u64(text + 16, r);
    return hash_of(text, sizeof text).at[0] >> 4;
}

static wide number_of(const struct receipt_code *code)
{
    wide n = 0;
    for (size_t i = 0; i < CODE_BYTES; i++)
        n = n << 8 | code->bytes[i];
    return n;
}

static struct receipt_code code_of_number(wide n)
{
    struct receipt_code code;
    for (size_t i = CODE_BYTES; i-- > 0; n >>= 8)
        code.bytes[i] = (unsigned char)n;
    return code;
}

struct receipt_code code_of(uint64_t random)
{
    uint64_t r = random & (UINT64_MAX >> 2);
    return code_of_number((wide)r << 4 | check_bits(r));
}

static bool code_good(wide n)
{
    return n >> 66 == 0 && check_bits((uint64_t)(n >> 4)) == (unsigned)(n & 15);
}

void code_words(const struct receipt_code *code, uint16_t out[CODE_WORDS])
{
    wide n = number_of(code);
    for (size_t i = CODE_WORDS; i-- > 0; n >>= 11)
        out[i] = (uint16_t)(n & 2047);
}

bool code_from_words(const uint16_t words[CODE_WORDS], struct receipt_code *out)
{
    wide n = 0;
    for (size_t i = 0; i < CODE_WORDS; i++) {
        if (words[i] > 2047)
            return false;
        n = n << 11 | words[i];
    }
    *out = code_of_number(n);
    return code_good(n);
}

struct str code_digits(struct arena *arena, const struct receipt_code *code)
{
    wide n = number_of(code);
    char *text = arena_alloc(arena, CODE_DIGITS + 1);
    for (size_t i = CODE_DIGITS; i-- > 0; n /= 10)
        text[i] = (char)('0' + (int)(n % 10));
    return (struct str){ text, CODE_DIGITS };
}

bool code_from_digits(struct str digits, struct receipt_code *out)
{
    wide n = 0;
    if (digits.n != CODE_DIGITS)
        return false;
    for (size_t i = 0; i < digits.n; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9')
            return false;
        n = n * 10 + (unsigned)(digits.at[i] - '0');
    }
    *out = code_of_number(n);
    return code_good(n);
}

struct id code_lookup(const unsigned char x[32])
{
    struct id id;
    derive(id.at, sizeof id.at, x, 32, "id", 2);
    return id;
}

void code_box_public(const unsigned char x[32], unsigned char out[32])
{
    unsigned char seed[32], secret[32];
    derive(seed, sizeof seed, x, 32, "kp", 2);
    crypto_box_seed_keypair(out, secret, seed);
    wipe(seed, sizeof seed);
    wipe(secret, sizeof secret);
}
