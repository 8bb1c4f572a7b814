/* Hostile bytes to the readers of web/: nothing crashes, every limit holds, what is text is text.
 */
#include "web/cookie.h"
#include "web/language.h"
#include "web/origin.h"
#include "web/posted.h"

#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void judged(const struct posted *posted)
{
    must(posted->n <= POSTED_FIELDS_MAX);
    for (size_t i = 0; i < posted->n; i++) {
        must(utf8_valid(posted->fields[i].name));
        must(posted->fields[i].file.n > 0 || posted->fields[i].value.n == 0 ||
             utf8_valid(posted->fields[i].value));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0 || size > 65536)
        return 0;
    struct ctx ctx = { .arena = arena_open(256 << 20) };
    struct str bytes = { (const char *)data + 1, size - 1 };
    struct posted posted;
    unsigned char secret[COOKIE_SECRET_BYTES];
    struct request request = { .method = METHOD_POST,
                               .cookie = bytes,
                               .origin = bytes,
                               .sec_fetch_site = bytes,
                               .accept_language = bytes };
    switch (data[0] % 4) {
    case 0:
        if (posted_urlencoded(&ctx, bytes, &posted) == OK)
            judged(&posted);
        break;
    case 1:
        if (posted_multipart(&ctx, STR("multipart/form-data; boundary=B"), bytes, &posted) == OK)
            must(posted.n <= POSTED_FIELDS_MAX);
        break;
    case 2:
        if (posted_json(&ctx, bytes, &posted) == OK)
            judged(&posted);
        break;
    default:
        (void)cookie_secret(ctx.arena, &request, STR("banten"), secret);
        (void)origin_ours(ctx.arena, &request);
        (void)language_of(&request, STR(""));
    }
    arena_close(ctx.arena);
    return 0;
}
