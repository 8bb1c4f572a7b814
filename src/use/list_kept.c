#include "use/list_kept.h"

#include <string.h>

enum { LIST_ARENA_BYTES = 8 << 20 };

struct list_slot {
    struct arena *arena;
    struct list_key key;
    struct stamp stamp;
    int64_t made_ms, until_ms;
    void *content; /* NULL: none */
};

struct list_key list_key_of(const struct desk_ctx *desk, uint32_t list)
{
    return (struct list_key){ .list = list, .reader = desk->who->id, .roles = desk->who->roles };
}

static bool same_key(const struct list_key *a, const struct list_key *b)
{
    return a->list == b->list && a->roles == b->roles && a->which == b->which &&
           a->from == b->from && a->rows_max == b->rows_max && id_eq(a->reader, b->reader);
}

static bool same_stamp(struct stamp a, struct stamp b)
{
    return a.entries == b.entries && a.undone == b.undone && a.rows == b.rows;
}

static struct list_slot *slot_of(const struct desk *desk, const struct list_key *key)
{
    for (size_t i = 0; i < LISTS_KEPT; i++) {
        struct list_slot *slot = desk->lists[i];
        if (slot != NULL && slot->content != NULL && same_key(&slot->key, key))
            return slot;
    }
    return NULL;
}

const void *list_kept(const struct desk_ctx *desk, const struct list_key *key)
{
    const struct list_slot *slot = slot_of(desk->desk, key);
    int64_t now_ms = desk->ctx->now_ms;
    bool good = slot != NULL && same_stamp(slot->stamp, round_stamp(desk->office)) &&
                now_ms >= slot->made_ms && now_ms < slot->until_ms;
    return good ? slot->content : NULL;
}

void *list_keep(const struct desk_ctx *desk, const struct list_key *key, int64_t until_ms,
                size_t size, struct arena **arena)
{
    struct desk *at = desk->desk;
    struct list_slot *slot = slot_of(at, key);
    if (!at->many)
        return NULL;
    if (slot == NULL) {
        struct list_slot **next = &at->lists[at->lists_turn++ % LISTS_KEPT];
        if (*next == NULL) {
            *next = arena_new(at->arena, struct list_slot);
            (*next)->arena = arena_open(LIST_ARENA_BYTES);
        }
        slot = *next;
    }
    arena_reset(slot->arena);
    slot->key = *key;
    slot->stamp = round_stamp(desk->office);
    slot->made_ms = desk->ctx->now_ms;
    slot->until_ms = until_ms;
    slot->content = arena_calloc(slot->arena, 1, size);
    *arena = slot->arena;
    return slot->content;
}

int64_t list_until(int64_t until_ms, int64_t expiry_s, int64_t now_ms)
{
    int64_t end_ms = expiry_s * 1000;
    return expiry_s != 0 && end_ms > now_ms && end_ms < until_ms ? end_ms : until_ms;
}

void lists_close(struct desk *desk)
{
    for (size_t i = 0; i < LISTS_KEPT; i++)
        if (desk->lists[i] != NULL)
            arena_close(desk->lists[i]->arena);
}
