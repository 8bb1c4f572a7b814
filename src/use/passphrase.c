#include "use/passphrase.h"

#include "seal/hash.h"
#include "seal/keys.h"

enum { WORD_BITS = 11, WORDS_PHRASE = 5, WORDS_FINGERPRINT = 6 };

/* 2,048 short words of two open syllables, as Indonesian is full of: each is said and written in
 * one way, none is a name or a rude word of more than four letters.  No list to ship or to lose. */
static struct str word_of(struct arena *arena, unsigned number)
{
    static const char first[] = "bcdghjklmnprstwy", vowels[] = "aiue", second[] = "bdklmnrs";
    must(number < 1u << WORD_BITS);
    const char word[4] = { first[number >> 7], vowels[number >> 5 & 3], second[number >> 2 & 7],
                           vowels[number & 3] };
    return str_copy(arena, (struct str){ word, sizeof word });
}

struct str words_of_numbers(struct arena *arena, const uint16_t *numbers, size_t n)
{
    struct buf out = buf_open(arena, 8 * n + 1);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_byte(&out, ' ');
        buf_put(&out, word_of(arena, numbers[i] & ((1u << WORD_BITS) - 1)));
    }
    return buf_str(&out);
}

struct str passphrase_words(struct arena *arena)
{
    uint16_t numbers[WORDS_PHRASE];
    draw(numbers, sizeof numbers);
    struct str words = words_of_numbers(arena, numbers, WORDS_PHRASE);
    wipe(numbers, sizeof numbers);
    return words;
}

struct str fingerprint_words(struct arena *arena, const unsigned char sign_public[32])
{
    struct hash hash = hash_of(sign_public, 32);
    uint16_t numbers[WORDS_FINGERPRINT];
    for (size_t i = 0; i < WORDS_FINGERPRINT; i++)
        numbers[i] = get_u16(hash.at + 2 * i);
    return words_of_numbers(arena, numbers, WORDS_FINGERPRINT);
}

enum err passphrase_check(struct ctx *ctx, struct str passphrase)
{
    /* Longer than the minimum and still among the first that anybody tries. */
    static const char *const common[] = {
        "123456789012",  "1234567890123456", "password1234",  "passwordpassword",
        "indonesia123",  "indonesiaraya",    "qwertyuiop123", "qwertyuiopasdf",
        "admin1234567",  "rahasia12345",     "bismillah123",  "bismillahirrahmanirrahim",
        "sayangku12345", "katasandi123",     "iloveyou1234",
    };
    if (passphrase.n < PASSPHRASE_BYTES_MIN)
        return ctx_fail_at(ctx, ERR_INVALID, "passphrase.short", STR("passphrase"));
    bool same = true;
    for (size_t i = 1; i < passphrase.n; i++)
        same = same && passphrase.at[i] == passphrase.at[0];
    struct str lower = str_lower(ctx->arena, passphrase);
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        same = same || str_eq(lower, str_of(common[i]));
    return same ? ctx_fail_at(ctx, ERR_INVALID, "passphrase.common", STR("passphrase")) : OK;
}
