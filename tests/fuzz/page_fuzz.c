/* Whatever bytes stand in every text of a page, its elements and attributes stay the same. */
#include "../pages/samples.h"
#include "../pages/structure.h"

enum { ARENA_BYTES = 256 << 20, PAGE_BYTES_MAX = 16 << 20, VALUE_BYTES_MAX = 2000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str structure(struct arena *arena, const struct sample_page *page,
                            struct sample sample)
{
    struct buf out = buf_open(arena, PAGE_BYTES_MAX);
    struct html html = { &out, sample.lang };
    struct str structure;
    page->show(&html, &sample);
    must(buf_done(&out) && structure_of(arena, buf_str(&out), &structure));
    return structure;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > VALUE_BYTES_MAX)
        return 0;
    struct arena *arena = arena_open(ARENA_BYTES);
    const struct sample_page *page = &sample_pages[data[0] % sample_pages_count];
    struct str bytes = { (const char *)data + 1, size - 1 };
    struct str calm = structure(arena, page, (struct sample){ .arena = arena });
    struct str loud =
        structure(arena, page, (struct sample){ .arena = arena, .hostile = true, .bytes = bytes });
    must(str_eq(calm, loud));
    arena_close(arena);
    return 0;
}
