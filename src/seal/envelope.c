#include "seal/envelope.h"

#include <sodium.h>

static const unsigned char magic[4] = { 'T', 'D', 'E', '1' };
static const unsigned char context[16] = "teduh entry v1\0";

void envelope_write(const struct envelope *envelope, unsigned char out[ENVELOPE_BYTES])
{
    memcpy(out, magic, 4);
    put_u16(out + 4, envelope->kind);
    put_u16(out + 6, envelope->flags);
    memcpy(out + 8, envelope->log.at, 16);
    put_u64(out + 24, envelope->seq);
    memcpy(out + 32, envelope->casefile.at, 16);
    put_u64(out + 48, envelope->hlc);
    memcpy(out + 56, envelope->author.at, 16);
    memcpy(out + 72, envelope->sop.at, 32);
    memcpy(out + 104, envelope->prev.at, 32);
    memcpy(out + 136, envelope->ref.at, 32);
    memcpy(out + 168, envelope->key_tag, 4);
    put_u32(out + 172, envelope->body_length);
    memcpy(out + 176, envelope->body_hash.at, 32);
    memcpy(out + 208, envelope->signature, SIGNATURE_BYTES);
}

bool envelope_read(const void *at, size_t n, struct envelope *out)
{
    const unsigned char *from = at;
    if (n != ENVELOPE_BYTES || memcmp(from, magic, 4) != 0)
        return false;
    *out = (struct envelope){
        .kind = get_u16(from + 4),
        .flags = get_u16(from + 6),
        .seq = get_u64(from + 24),
        .hlc = get_u64(from + 48),
        .body_length = get_u32(from + 172),
    };
    memcpy(out->log.at, from + 8, 16);
    memcpy(out->casefile.at, from + 32, 16);
    memcpy(out->author.at, from + 56, 16);
    memcpy(out->sop.at, from + 72, 32);
    memcpy(out->prev.at, from + 104, 32);
    memcpy(out->ref.at, from + 136, 32);
    memcpy(out->key_tag, from + 168, 4);
    memcpy(out->body_hash.at, from + 176, 32);
    memcpy(out->signature, from + 208, SIGNATURE_BYTES);
    return (out->flags & ~FLAGS_KNOWN) == 0 && out->body_length <= BODY_BYTES_MAX;
}

/* What the signature covers: the context, then bytes 0…207. */
static void signed_text(const struct envelope *envelope, unsigned char text[16 + ENVELOPE_SIGNED])
{
    unsigned char bytes[ENVELOPE_BYTES];
    envelope_write(envelope, bytes);
    memcpy(text, context, 16);
    memcpy(text + 16, bytes, ENVELOPE_SIGNED);
}

void envelope_sign(struct envelope *envelope, const unsigned char secret[64])
{
    unsigned char text[16 + ENVELOPE_SIGNED];
    signed_text(envelope, text);
    crypto_sign_detached(envelope->signature, NULL, text, sizeof text, secret);
}

bool envelope_verify(const struct envelope *envelope, const unsigned char public_key[32])
{
    unsigned char text[16 + ENVELOPE_SIGNED];
    signed_text(envelope, text);
    return crypto_sign_verify_detached(envelope->signature, text, sizeof text, public_key) == 0;
}

struct hash entry_id(const unsigned char bytes[ENVELOPE_BYTES])
{
    return hash_tagged(0x00, bytes, ENVELOPE_BYTES);
}

bool kind_is_read(uint16_t kind)
{
    return kind >= KIND_READ && kind <= KIND_LOG_IN;
}

bool kind_known(uint16_t kind)
{
    static const struct {
        uint16_t from, to;
    } ranges[] = {
        { KIND_GENESIS, KIND_SETTING },   { KIND_CASE_FACT, KIND_CASE_FACT },
        { KIND_CASE_KEY, KIND_HOLD },     { KIND_READ, KIND_LOG_IN },
        { KIND_WITNESS, KIND_READINESS },
    };
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (kind >= ranges[i].from && kind <= ranges[i].to)
            return true;
    return false;
}
