/*
 * gate/live - the connections that are open, and the end of those that are
 * too slow.  The library's own timeout counts idle time only: one byte a
 * second would hold a connection for ever.
 */
#ifndef GATE_LIVE_H
#define GATE_LIVE_H

#include "base/base.h"

enum {
    LIVE_MAX = 2000,            /* connections */
    LIVE_OF_ONE_PEER_MAX = 200, /* of one address that is not this machine */
    HEAD_S = 8,                 /* for the head of the first request */
    BETWEEN_S = 30,             /* from an answer to the next whole head */
    BODY_S = 60,                /* for the body */
    ANSWER_S = 120,             /* for taking the answer */
};

enum live_state { LIVE_HEAD, LIVE_BETWEEN, LIVE_BODY, LIVE_PARKED, LIVE_ANSWER };

struct exchange;

struct live {
    struct live *next, **at;
    int fd;
    enum live_state state;
    int64_t since_ms;
    unsigned char peer[16];    /* address, IPv4 mapped */
    struct exchange *exchange; /* of the request on its way, or NULL */
};

struct lives {
    struct arena *arena;
    struct live *first, *free;
    unsigned count;
    uint64_t cut; /* ended for being slow */
};

/* NULL when there is no place: the connection is to be refused. */
struct live *live_add(struct lives *lives, int fd, const unsigned char peer[16], int64_t now_ms);
void live_remove(struct lives *lives, struct live *live);
void live_move(struct live *live, enum live_state state, int64_t now_ms);
/* Connections of this address; 0 for this machine itself. */
unsigned lives_of_peer(const struct lives *lives, const unsigned char peer[16]);
/* True while a request is on its way in or an answer on its way out. */
bool lives_busy(const struct lives *lives);
/* Once a second: shuts the slow ones.  Parked ones are left to the exchange's own limit. */
void lives_sweep(struct lives *lives, int64_t now_ms);

#endif
