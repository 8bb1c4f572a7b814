/* Hostile bytes to the readers of seal/: whatever is accepted is written back byte for byte. */
#include "base/base.h"
#include "seal/fact.h"
#include "seal/grant.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void written_back(struct str was, struct str now)
{
    must(str_eq(was, now));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0 || size > 65536)
        return 0;
    struct arena *arena = arena_open(64 << 20);
    struct str bytes = { (const char *)data + 1, size - 1 };
    struct envelope envelope;
    struct body body;
    struct grants *grants = arena_new(arena, struct grants);
    unsigned char out[ENVELOPE_BYTES];
    const struct facts *facts = NULL;
    switch (data[0] & 3) {
    case 0:
        facts = facts_read(arena, bytes);
        if (facts != NULL)
            written_back(bytes, facts_write(arena, facts));
        break;
    case 1:
        if (envelope_read(bytes.at, bytes.n, &envelope)) {
            envelope_write(&envelope, out);
            written_back(bytes, (struct str){ (const char *)out, sizeof out });
        }
        break;
    case 2:
        if (body_read(bytes, &body)) {
            written_back(bytes, body_write(arena, &body));
            must(body_length(&body) <= BODY_BYTES_MAX);
        }
        break;
    default:
        if (grants_read(bytes, grants))
            written_back(bytes, grants_write(arena, grants));
    }
    arena_close(arena);
    return 0;
}
