#include "gate/squeeze.h"

#include <zlib.h>

enum { LEVEL = 5, WINDOW_GZIP = 14 + 16, MEMORY = 7 };

static voidpf take(voidpf arena, uInt count, uInt size)
{
    return arena_calloc(arena, count, size);
}

static void give(voidpf arena, voidpf at)
{
    (void)arena;
    (void)at; /* the arena goes as a whole */
}

bool squeeze(struct arena *arena, struct str in, size_t pad, struct str *out)
{
    unsigned char name[SQUEEZE_PAD_MAX + 1] = { 0 };
    must(pad <= SQUEEZE_PAD_MAX);
    memset(name, 'x', pad);
    if (in.n < SQUEEZE_BYTES_MIN || in.n > SQUEEZE_BYTES_MAX)
        return false;
    union {
        const char *given;
        unsigned char *wanted;
    } from = { in.at };
    gz_header head = { .name = pad > 0 ? name : NULL, .os = 255 };
    z_stream stream = { .zalloc = take,
                        .zfree = give,
                        .opaque = arena,
                        .next_in = from.wanted,
                        .avail_in = (uInt)in.n };
    if (deflateInit2(&stream, LEVEL, Z_DEFLATED, WINDOW_GZIP, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    unsigned char *bytes = arena_alloc(arena, in.n);
    stream.next_out = bytes;
    stream.avail_out = (uInt)in.n;
    bool smaller =
        deflateSetHeader(&stream, &head) == Z_OK && deflate(&stream, Z_FINISH) == Z_STREAM_END;
    *out = (struct str){ (const char *)bytes, stream.total_out };
    (void)deflateEnd(&stream);
    return smaller;
}

bool squeeze_wanted(struct str accept_encoding)
{
    while (accept_encoding.n > 0) {
        struct str weight, one = str_cut(accept_encoding, ',', &accept_encoding);
        struct str coding = str_trim(str_cut(one, ';', &weight));
        weight = str_trim(weight);
        if (str_eq(coding, STR("gzip")))
            return !str_eq(weight, STR("q=0")) && !str_starts(weight, STR("q=0.000"));
    }
    return false;
}
