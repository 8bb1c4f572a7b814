#include "seal/part.h"

#include <sodium.h>

static const char letters[] = "-WIASKHRPVMC";

char part_letter(unsigned compartment)
{
    return compartment < sizeof letters - 1 ? letters[compartment] : '?';
}

int part_of_letter(char letter)
{
    const char *found = letter == '\0' ? NULL : strchr(letters, letter);
    return found == NULL ? -1 : (int)(found - letters);
}

void body_add(struct body *body, unsigned compartment, struct str content)
{
    must(body->count < PART_COUNT && compartment < PART_COUNT);
    must(body->count == 0 || body->parts[body->count - 1].compartment < compartment);
    must(content.n <= BODY_BYTES_MAX);
    body->parts[body->count++] = (struct part){
        .compartment = (uint8_t)compartment,
        .present = true,
        .length = (uint32_t)content.n,
        .content = content,
    };
}

void body_erase(struct body *body, size_t i)
{
    must(i < body->count);
    struct part *part = &body->parts[i];
    if (!part->present)
        return;
    part->hash = hash_of(part->content.at, part->content.n);
    part->content = (struct str){ 0 };
    part->present = false;
}

struct hash body_hash(const struct body *body)
{
    unsigned char table[PART_COUNT * 37];
    for (size_t i = 0; i < body->count; i++) {
        const struct part *part = &body->parts[i];
        unsigned char *row = table + i * 37;
        struct hash hash = part->present ? hash_of(part->content.at, part->content.n) : part->hash;
        row[0] = part->compartment;
        put_u32(row + 1, part->length);
        memcpy(row + 5, hash.at, sizeof hash.at);
    }
    return hash_of(table, body->count * 37);
}

uint32_t body_length(const struct body *body)
{
    uint64_t n = 0;
    for (size_t i = 0; i < body->count; i++)
        n += 8 + (uint64_t)body->parts[i].length;
    must(n <= BODY_BYTES_MAX);
    return (uint32_t)n;
}

struct str body_write(struct arena *arena, const struct body *body)
{
    struct buf buf = buf_open(arena, BODY_BYTES_MAX + 1024);
    for (size_t i = 0; i < body->count; i++) {
        const struct part *part = &body->parts[i];
        buf_byte(&buf, (char)part->compartment);
        buf_byte(&buf, part->present ? 1 : 0);
        buf_u16(&buf, 0);
        buf_u32(&buf, part->length);
        if (part->present)
            buf_put(&buf, part->content);
        else
            buf_bytes(&buf, part->hash.at, HASH_BYTES);
    }
    must(buf_done(&buf));
    return buf_str(&buf);
}

bool body_read(struct str bytes, struct body *out)
{
    *out = (struct body){ 0 };
    uint64_t full = 0; /* absent parts count too: their lengths are a stranger's claim */
    while (bytes.n > 0) {
        if (bytes.n < 8 || out->count == PART_COUNT)
            return false;
        const unsigned char *head = (const unsigned char *)bytes.at;
        struct part part = { .compartment = head[0],
                             .present = head[1] == 1,
                             .length = get_u32(head + 4) };
        size_t n = part.present ? part.length : HASH_BYTES;
        bool ordered = out->count == 0 || out->parts[out->count - 1].compartment < head[0];
        if (head[0] >= PART_COUNT || head[1] > 1 || get_u16(head + 2) != 0 || !ordered ||
            bytes.n - 8 < n)
            return false;
        full += 8 + (uint64_t)part.length;
        if (full > BODY_BYTES_MAX)
            return false;
        struct str content = str_part(bytes, 8, 8 + n);
        if (part.present)
            part.content = content;
        else
            memcpy(part.hash.at, content.at, HASH_BYTES);
        out->parts[out->count++] = part;
        bytes = str_part(bytes, 8 + n, bytes.n);
    }
    return true;
}

bool body_peek(struct str bytes, unsigned compartment, uint16_t *mask, struct str *content)
{
    *mask = 0;
    *content = (struct str){ NULL, 0 };
    while (bytes.n > 0) {
        const unsigned char *head = (const unsigned char *)bytes.at;
        if (bytes.n < 8 || head[0] >= PART_COUNT)
            return false;
        size_t n = head[1] == 1 ? get_u32(head + 4) : HASH_BYTES;
        if (bytes.n - 8 < n)
            return false;
        *mask = (uint16_t)(*mask | 1u << head[0]);
        if (head[0] == compartment && head[1] == 1)
            *content = str_part(bytes, 8, 8 + n);
        bytes = str_part(bytes, 8 + n, bytes.n);
    }
    return true;
}

const struct part *body_part(const struct body *body, unsigned compartment)
{
    for (size_t i = 0; i < body->count; i++)
        if (body->parts[i].compartment == compartment)
            return &body->parts[i];
    return NULL;
}

static size_t padded(size_t plain)
{
    return (plain / PART_PAD + 1) * PART_PAD;
}

size_t part_sealed_bytes(size_t plain)
{
    return PART_NONCE + padded(plain) + PART_TAG;
}

static void part_ad(unsigned char out[ENVELOPE_SEALED_AD + 1], const unsigned char *ad, unsigned c)
{
    memcpy(out, ad, ENVELOPE_SEALED_AD);
    out[ENVELOPE_SEALED_AD] = (unsigned char)c;
}

struct str part_seal(struct arena *arena, const struct key *key, unsigned compartment,
                     const unsigned char ad[ENVELOPE_SEALED_AD],
                     const unsigned char nonce[PART_NONCE], struct str plain)
{
    unsigned char bound[ENVELOPE_SEALED_AD + 1];
    part_ad(bound, ad, compartment);
    size_t room = padded(plain.n);
    unsigned char *text = arena_alloc(arena, room);
    if (plain.n > 0)
        memcpy(text, plain.at, plain.n);
    size_t text_n = 0;
    must(sodium_pad(&text_n, text, plain.n, PART_PAD, room) == 0 && text_n == room);
    unsigned char *out = arena_alloc(arena, part_sealed_bytes(plain.n));
    memcpy(out, nonce, PART_NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + PART_NONCE, NULL, text, room, bound,
                                               sizeof bound, NULL, nonce, key->at);
    wipe(text, room);
    return (struct str){ (const char *)out, part_sealed_bytes(plain.n) };
}

/* Where the padding of a text that was just opened begins: 0x80 and zeros, in the last block.  The
 * seal has vouched for every byte, so that nothing is given away by how long this takes. */
static bool padding_ends(const unsigned char *text, size_t n, size_t *plain)
{
    size_t at = n;
    while (at > 0 && n - at < PART_PAD && text[at - 1] == 0)
        at--;
    if (at == 0 || n - at >= PART_PAD || text[at - 1] != 0x80)
        return false;
    *plain = at - 1;
    return true;
}

bool part_open(struct arena *arena, const struct key *key, unsigned compartment,
               const unsigned char ad[ENVELOPE_SEALED_AD], struct str content, struct str *plain)
{
    if (content.n < PART_NONCE + PART_TAG + PART_PAD)
        return false;
    unsigned char bound[ENVELOPE_SEALED_AD + 1];
    part_ad(bound, ad, compartment);
    const unsigned char *from = (const unsigned char *)content.at;
    unsigned char *text = arena_alloc(arena, content.n);
    unsigned long long n = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(text, &n, NULL, from + PART_NONCE,
                                                   content.n - PART_NONCE, bound, sizeof bound,
                                                   from, key->at) != 0)
        return false;
    size_t unpadded = 0;
    if (!padding_ends(text, (size_t)n, &unpadded))
        return false;
    *plain = (struct str){ (const char *)text, unpadded };
    return true;
}
