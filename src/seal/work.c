#include "seal/work.h"

#include <sodium.h>

enum { PAYLOAD = 4 + 32 + 32 + KEY_BYTES, ROW = ID_BYTES + WORK_BOX_BYTES, WORD_BYTES_MAX = 256 };

static const unsigned char magic[4] = { 'T', 'D', 'W', '1' };

void work_key_draw(const struct work_key *former, struct work_key *out)
{
    crypto_box_keypair(out->box_public, out->box_secret);
    if (former != NULL)
        out->index = former->index;
    else
        draw(&out->index, sizeof out->index);
}

struct id work_key_name(const unsigned char box_public[32])
{
    return author_id(box_public);
}

void work_epoch_add(struct work_epoch *epoch, const struct work_key *key, struct id recipient,
                    const unsigned char to_public[32])
{
    must(epoch->count < WORK_READERS_MAX);
    unsigned char payload[PAYLOAD];
    memcpy(payload, magic, 4);
    memcpy(payload + 4, key->box_public, 32);
    memcpy(payload + 36, key->box_secret, 32);
    memcpy(payload + 68, key->index.at, KEY_BYTES);
    struct work_box *box = &epoch->at[epoch->count++];
    box->recipient = recipient;
    must(crypto_box_seal(box->box, payload, sizeof payload, to_public) == 0);
    wipe(payload, sizeof payload);
}

/* An author could publish one key and hand out another: the secret must fit the public key. */
static bool payload_take(const unsigned char *payload, struct work_key *out)
{
    unsigned char fits[32];
    if (memcmp(payload, magic, 4) != 0 || crypto_scalarmult_base(fits, payload + 36) != 0 ||
        memcmp(fits, payload + 4, 32) != 0)
        return false;
    memcpy(out->box_public, payload + 4, 32);
    memcpy(out->box_secret, payload + 36, 32);
    memcpy(out->index.at, payload + 68, KEY_BYTES);
    return true;
}

bool work_epoch_open(const struct work_epoch *epoch, struct id recipient,
                     const unsigned char box_public[32], const unsigned char box_secret[32],
                     struct work_key *out)
{
    /* The former epoch's box lies in the new epoch and carries another public key. */
    bool former = id_eq(recipient, work_key_name(epoch->box_public));
    for (size_t i = 0; i < epoch->count; i++) {
        unsigned char payload[PAYLOAD];
        if (!id_eq(epoch->at[i].recipient, recipient) ||
            crypto_box_seal_open(payload, epoch->at[i].box, WORK_BOX_BYTES, box_public,
                                 box_secret) != 0)
            continue;
        bool same = memcmp(payload + 4, epoch->box_public, 32) == 0;
        bool good = same != former && payload_take(payload, out);
        wipe(payload, sizeof payload);
        return good;
    }
    return false;
}

struct str work_epoch_write(struct arena *arena, const struct work_epoch *epoch)
{
    struct buf buf = buf_open(arena, 34 + WORK_READERS_MAX * ROW);
    buf_bytes(&buf, epoch->box_public, 32);
    buf_u16(&buf, (uint16_t)epoch->count);
    for (size_t i = 0; i < epoch->count; i++) {
        buf_bytes(&buf, epoch->at[i].recipient.at, ID_BYTES);
        buf_bytes(&buf, epoch->at[i].box, WORK_BOX_BYTES);
    }
    must(buf_done(&buf));
    return buf_str(&buf);
}

bool work_epoch_read(struct str bytes, struct work_epoch *out)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    if (bytes.n < 34 || get_u16(at + 32) > WORK_READERS_MAX)
        return false;
    *out = (struct work_epoch){ .count = get_u16(at + 32) };
    if (bytes.n != 34 + out->count * (size_t)ROW)
        return false;
    memcpy(out->box_public, at, 32);
    for (size_t i = 0; i < out->count; i++) {
        const unsigned char *row = at + 34 + i * (size_t)ROW;
        memcpy(out->at[i].recipient.at, row, ID_BYTES);
        memcpy(out->at[i].box, row + ID_BYTES, WORK_BOX_BYTES);
    }
    return true;
}

struct str work_seal(struct arena *arena, const unsigned char box_public[32], struct str plain)
{
    unsigned char *box = arena_alloc(arena, plain.n + crypto_box_SEALBYTES);
    must(crypto_box_seal(box, (const unsigned char *)plain.at, plain.n, box_public) == 0);
    return (struct str){ (const char *)box, plain.n + crypto_box_SEALBYTES };
}

bool work_open(struct arena *arena, const struct work_key *key, struct str sealed,
               struct str *plain)
{
    if (sealed.n < crypto_box_SEALBYTES)
        return false;
    unsigned char *out = arena_alloc(arena, sealed.n);
    if (crypto_box_seal_open(out, (const unsigned char *)sealed.at, sealed.n, key->box_public,
                             key->box_secret) != 0)
        return false;
    *plain = (struct str){ (const char *)out, sealed.n - crypto_box_SEALBYTES };
    return true;
}

struct id index_token(const struct key *index, uint16_t field, struct str word)
{
    unsigned char text[3 + WORD_BYTES_MAX] = { 0 };
    must(word.n <= WORD_BYTES_MAX);
    put_u16(text, field);
    if (word.n > 0)
        memcpy(text + 3, word.at, word.n);
    struct id token;
    derive(token.at, sizeof token.at, index->at, KEY_BYTES, text, 3 + word.n);
    wipe(text, sizeof text);
    return token;
}
