#include "seal/grant.h"

#include <sodium.h>

enum { PAYLOAD_HEAD = 4 + 16 + 4 + 2, PAYLOAD_MAX = PAYLOAD_HEAD + PART_COUNT * KEY_BYTES };

static const unsigned char magic[4] = { 'T', 'D', 'G', '1' };

void case_keys_whole(struct case_keys *out, const struct key *case_key)
{
    *out = (struct case_keys){ .whole = true, .case_key = *case_key };
    for (unsigned c = 1; c < PART_COUNT; c++) {
        if (c == PART_NOTES)
            continue;
        out->at[c] = compartment_key(case_key, c);
        out->mask = (uint16_t)(out->mask | 1u << c);
    }
}

static size_t payload_write(unsigned char *to, const struct case_keys *keys, uint16_t mask,
                            struct id casefile, const unsigned char key_tag[4])
{
    memcpy(to, magic, 4);
    memcpy(to + 4, casefile.at, 16);
    memcpy(to + 20, key_tag, 4);
    put_u16(to + 24, mask);
    size_t n = PAYLOAD_HEAD;
    if (mask == GRANT_MASK_ALL) {
        must(keys->whole);
        memcpy(to + n, keys->case_key.at, KEY_BYTES);
        return n + KEY_BYTES;
    }
    for (unsigned c = 1; c < PART_COUNT; c++) {
        if ((mask >> c & 1) == 0)
            continue;
        must((keys->mask >> c & 1) != 0);
        memcpy(to + n, keys->at[c].at, KEY_BYTES);
        n += KEY_BYTES;
    }
    return n;
}

static struct str seal_to(struct arena *arena, struct str plain, const unsigned char *to_public)
{
    unsigned char *box = arena_alloc(arena, plain.n + crypto_box_SEALBYTES);
    must(crypto_box_seal(box, (const unsigned char *)plain.at, plain.n, to_public) == 0);
    return (struct str){ (const char *)box, plain.n + crypto_box_SEALBYTES };
}

struct str grant_seal(struct arena *arena, const struct case_keys *keys, uint16_t mask,
                      struct id casefile, const unsigned char key_tag[4],
                      const unsigned char to_public[32])
{
    unsigned char payload[PAYLOAD_MAX];
    size_t n = payload_write(payload, keys, mask, casefile, key_tag);
    struct str box = seal_to(arena, (struct str){ (const char *)payload, n }, to_public);
    wipe(payload, sizeof payload);
    return box;
}

struct str grant_seal_pair(struct arena *arena, const struct case_keys *keys, uint16_t mask,
                           struct id casefile, const unsigned char key_tag[4],
                           const unsigned char a_public[32], const unsigned char b_public[32])
{
    struct str inner = grant_seal(arena, keys, mask, casefile, key_tag, b_public);
    return seal_to(arena, inner, a_public);
}

bool grant_open_outer(struct arena *arena, struct str box, const struct officer_keys *a,
                      struct str *inner)
{
    if (box.n < 2 * crypto_box_SEALBYTES + PAYLOAD_HEAD || box.n > BOX_BYTES_MAX)
        return false;
    unsigned char *out = arena_alloc(arena, box.n);
    if (crypto_box_seal_open(out, (const unsigned char *)box.at, box.n, a->box_public,
                             a->box_secret) != 0)
        return false;
    *inner = (struct str){ (const char *)out, box.n - crypto_box_SEALBYTES };
    return true;
}

/* Keys of the payload into `got`; false when one is not the key its id promises. */
static bool keys_take(const unsigned char *at, size_t n, uint16_t mask, const struct id *ids,
                      struct case_keys *got)
{
    if (mask == GRANT_MASK_ALL) {
        struct key key;
        if (n != KEY_BYTES)
            return false;
        memcpy(key.at, at, KEY_BYTES);
        if (!id_eq(key_id(&key), ids[0]))
            return false;
        case_keys_whole(got, &key);
        wipe(&key, sizeof key);
        return true;
    }
    for (unsigned c = 1; c < PART_COUNT; c++) {
        if ((mask >> c & 1) == 0)
            continue;
        if (n < KEY_BYTES)
            return false;
        memcpy(got->at[c].at, at, KEY_BYTES);
        if (!id_eq(key_id(&got->at[c]), ids[c]))
            return false;
        got->mask = (uint16_t)(got->mask | 1u << c);
        at += KEY_BYTES;
        n -= KEY_BYTES;
    }
    return n == 0;
}

static void keys_add(struct case_keys *to, const struct case_keys *from)
{
    if (from->whole) {
        to->whole = true;
        to->case_key = from->case_key;
    }
    for (unsigned c = 1; c < PART_COUNT; c++)
        if ((from->mask >> c & 1) != 0)
            to->at[c] = from->at[c];
    to->mask = (uint16_t)(to->mask | from->mask);
}

bool grant_open(struct str box, const unsigned char box_public[32],
                const unsigned char box_secret[32], struct id casefile,
                const unsigned char key_tag[4], const struct id key_ids[CASE_KEY_IDS],
                struct case_keys *out)
{
    unsigned char payload[PAYLOAD_MAX];
    size_t n = box.n - crypto_box_SEALBYTES;
    if (box.n < crypto_box_SEALBYTES + PAYLOAD_HEAD || n > sizeof payload)
        return false;
    if (crypto_box_seal_open(payload, (const unsigned char *)box.at, box.n, box_public,
                             box_secret) != 0)
        return false;
    struct case_keys got = { 0 };
    bool good =
        memcmp(payload, magic, 4) == 0 && memcmp(payload + 4, casefile.at, 16) == 0 &&
        memcmp(payload + 20, key_tag, 4) == 0 &&
        keys_take(payload + PAYLOAD_HEAD, n - PAYLOAD_HEAD, get_u16(payload + 24), key_ids, &got);
    if (good)
        keys_add(out, &got);
    wipe(payload, sizeof payload);
    wipe(&got, sizeof got);
    return good;
}

struct str grants_write(struct arena *arena, const struct grants *grants)
{
    struct buf buf = buf_open(arena, 128 * 1024);
    for (size_t i = 0; i < CASE_KEY_IDS; i++)
        buf_bytes(&buf, grants->key_ids[i].at, ID_BYTES);
    buf_u16(&buf, (uint16_t)grants->count);
    for (size_t i = 0; i < grants->count; i++) {
        const struct grant_box *box = &grants->at[i];
        buf_byte(&buf, (char)box->type);
        buf_u16(&buf, box->mask);
        buf_u64(&buf, (uint64_t)box->expiry_s);
        buf_bytes(&buf, box->recipient.at, ID_BYTES);
        buf_u16(&buf, (uint16_t)box->box.n);
        buf_put(&buf, box->box);
    }
    must(buf_done(&buf));
    return buf_str(&buf);
}

bool grants_read(struct str bytes, struct grants *out)
{
    enum { HEAD = CASE_KEY_IDS * ID_BYTES + 2, ROW = 1 + 2 + 8 + ID_BYTES + 2 };
    *out = (struct grants){ 0 };
    if (bytes.n < HEAD)
        return false;
    memcpy(out->key_ids, bytes.at, CASE_KEY_IDS * ID_BYTES);
    size_t count = get_u16((const unsigned char *)bytes.at + HEAD - 2);
    bytes = str_part(bytes, HEAD, bytes.n);
    for (; count > 0 && out->count < BOXES_MAX; count--) {
        if (bytes.n < ROW)
            return false;
        const unsigned char *row = (const unsigned char *)bytes.at;
        size_t n = get_u16(row + ROW - 2);
        struct grant_box *box = &out->at[out->count++];
        box->type = row[0];
        box->mask = get_u16(row + 1);
        box->expiry_s = (int64_t)get_u64(row + 3);
        memcpy(box->recipient.at, row + 11, ID_BYTES);
        if (n > BOX_BYTES_MAX || bytes.n - ROW < n)
            return false;
        box->box = str_part(bytes, ROW, ROW + n);
        bytes = str_part(bytes, ROW + n, bytes.n);
    }
    return count == 0 && bytes.n == 0;
}
