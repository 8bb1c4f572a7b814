#include "web/flash.h"

struct flash {
    struct id session;
    const char *key;
    int64_t at_ms;
};

/* The only state of web/: a ring, so that its size never grows. */
static struct flash kept[FLASH_KEPT_MAX];
static size_t next;

void flash_keep(struct id session, const char *key, int64_t now_ms)
{
    must(key != NULL);
    kept[next] = (struct flash){ session, key, now_ms };
    next = (next + 1) % FLASH_KEPT_MAX;
}

const char *flash_take(struct id session, int64_t now_ms)
{
    const char *key = NULL;
    int64_t newest = now_ms - FLASH_AGE_MS_MAX;
    for (size_t i = 0; i < FLASH_KEPT_MAX; i++) {
        if (kept[i].key == NULL || !id_eq(kept[i].session, session))
            continue;
        if (kept[i].at_ms >= newest) {
            newest = kept[i].at_ms;
            key = kept[i].key;
        }
        kept[i].key = NULL;
    }
    return key;
}
