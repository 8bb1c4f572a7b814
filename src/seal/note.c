#include "seal/note.h"

#include <sodium.h>

static struct str base64(struct arena *arena, const unsigned char *at, size_t n)
{
    size_t room = sodium_base64_encoded_len(n, sodium_base64_VARIANT_ORIGINAL);
    char *text = arena_alloc(arena, room);
    sodium_bin2base64(text, room, at, n, sodium_base64_VARIANT_ORIGINAL);
    return str_of(text);
}

static bool unbase64(struct str text, unsigned char *out, size_t n)
{
    size_t got = 0;
    return sodium_base642bin(out, n, text.at, text.n, NULL, &got, NULL,
                             sodium_base64_VARIANT_ORIGINAL) == 0 &&
           got == n;
}

static struct str origin(struct arena *arena, struct id log)
{
    return str_join(arena, STR("teduh/"), hex_write(arena, log.at, sizeof log.at));
}

/* First 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key). */
static void note_key_id(struct arena *arena, struct str name, const unsigned char *sign_public,
                        unsigned char out[4])
{
    struct buf buf = buf_open(arena, 256);
    buf_put(&buf, name);
    buf_bytes(&buf, "\n\x01", 2);
    buf_bytes(&buf, sign_public, 32);
    struct str text = buf_str(&buf);
    struct hash hash = hash_of(text.at, text.n);
    memcpy(out, hash.at, 4);
}

static struct str note_text(struct arena *arena, const struct note *note)
{
    struct str name = origin(arena, note->log);
    struct str root = base64(arena, note->root.at, HASH_BYTES);
    return str_format(arena, "%.*s\n%llu\n%.*s\n", STR_ARG(name), (unsigned long long)note->size,
                      STR_ARG(root));
}

struct str note_write(struct arena *arena, const struct note *note,
                      const struct officer_keys *station)
{
    unsigned char line[4 + SIGNATURE_BYTES];
    struct str text = note_text(arena, note);
    struct str name = origin(arena, note->log);
    note_key_id(arena, name, station->sign_public, line);
    crypto_sign_detached(line + 4, NULL, (const unsigned char *)text.at, text.n,
                         station->sign_secret);
    struct str signature = base64(arena, line, sizeof line);
    return str_format(arena, "%.*s\n\xE2\x80\x94 %.*s %.*s\n", STR_ARG(text), STR_ARG(name),
                      STR_ARG(signature));
}

/* True when one of the signature lines is the station's over `text`. */
static bool signed_by(struct arena *arena, struct str lines, struct str name, struct str text,
                      const unsigned char *sign_public)
{
    unsigned char want[4];
    note_key_id(arena, name, sign_public, want);
    while (lines.n > 0) {
        struct str line = str_cut(lines, '\n', &lines);
        unsigned char got[4 + SIGNATURE_BYTES];
        struct str start = str_format(arena, "\xE2\x80\x94 %.*s ", STR_ARG(name));
        if (!str_starts(line, start) || !unbase64(str_part(line, start.n, line.n), got, sizeof got))
            continue;
        if (memcmp(got, want, 4) == 0 &&
            crypto_sign_verify_detached(got + 4, (const unsigned char *)text.at, text.n,
                                        sign_public) == 0)
            return true;
    }
    return false;
}

bool note_read(struct arena *arena, struct str text, const unsigned char sign_public[32],
               struct note *out)
{
    size_t blank = str_search(text, STR("\n\n"));
    if (text.n > NOTE_BYTES_MAX || blank == text.n)
        return false;
    struct str head = str_part(text, 0, blank + 1);
    struct str lines = str_part(text, blank + 2, text.n);
    struct str rest = head;
    struct str name = str_cut(rest, '\n', &rest);
    struct str size = str_cut(rest, '\n', &rest);
    struct str root = str_cut(rest, '\n', &rest);
    int64_t n = 0;
    if (!str_starts(name, STR("teduh/")) || !hex_read(str_part(name, 6, name.n), out->log.at, 16))
        return false;
    if (!str_int(size, &n) || n < 0 || rest.n != 0 || !unbase64(root, out->root.at, HASH_BYTES))
        return false;
    out->size = (uint64_t)n;
    return signed_by(arena, lines, name, head, sign_public);
}
