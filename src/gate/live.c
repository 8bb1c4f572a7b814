#include "gate/live.h"

#include <sys/socket.h>

struct live *live_add(struct lives *lives, int fd, const unsigned char peer[16], int64_t now_ms)
{
    struct live *live = lives->free;
    if (live != NULL)
        lives->free = live->next;
    else if (lives->count == LIVE_MAX)
        return NULL;
    else
        live = arena_new(lives->arena, struct live);
    *live =
        (struct live){ .fd = fd, .since_ms = now_ms, .next = lives->first, .at = &lives->first };
    memcpy(live->peer, peer, sizeof live->peer);
    if (lives->first != NULL)
        lives->first->at = &live->next;
    lives->first = live;
    lives->count++;
    return live;
}

void live_remove(struct lives *lives, struct live *live)
{
    *live->at = live->next;
    if (live->next != NULL)
        live->next->at = live->at;
    live->next = lives->free;
    lives->free = live;
    lives->count--;
}

void live_move(struct live *live, enum live_state state, int64_t now_ms)
{
    live->state = state;
    live->since_ms = now_ms;
}

static bool is_loopback(const unsigned char peer[16])
{
    static const unsigned char v6[16] = { [15] = 1 };
    static const unsigned char v4[13] = { [10] = 0xff, 0xff, 127 };
    return memcmp(peer, v6, sizeof v6) == 0 || memcmp(peer, v4, sizeof v4) == 0;
}

unsigned lives_of_peer(const struct lives *lives, const unsigned char peer[16])
{
    unsigned n = 0;
    if (is_loopback(peer))
        return 0;
    for (const struct live *live = lives->first; live != NULL; live = live->next)
        n += memcmp(live->peer, peer, sizeof live->peer) == 0;
    return n;
}

bool lives_busy(const struct lives *lives)
{
    for (const struct live *live = lives->first; live != NULL; live = live->next)
        if (live->state == LIVE_BODY || live->state == LIVE_ANSWER || live->state == LIVE_PARKED)
            return true;
    return false;
}

void lives_sweep(struct lives *lives, int64_t now_ms)
{
    static const int64_t limit_ms[] = {
        [LIVE_HEAD] = HEAD_S * 1000, [LIVE_BETWEEN] = BETWEEN_S * 1000, [LIVE_BODY] = BODY_S * 1000,
        [LIVE_PARKED] = INT64_MAX,   [LIVE_ANSWER] = ANSWER_S * 1000,
    };
    for (struct live *live = lives->first; live != NULL; live = live->next)
        if (now_ms - live->since_ms > limit_ms[live->state]) {
            (void)shutdown(live->fd, SHUT_RDWR);
            lives->cut += live->state != LIVE_BETWEEN;
        }
}
