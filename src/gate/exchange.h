/*
 * gate/exchange - one request from its first line to the last byte of its
 * answer.  It owns an arena in which the target, the body and the answer lie;
 * the arena is wiped when the answer is sent or the client is gone.
 */
#ifndef GATE_EXCHANGE_H
#define GATE_EXCHANGE_H

#include "gate/live.h"
#include "http/guard.h"
#include "http/reply.h"

struct MHD_Connection;

enum {
    EXCHANGE_ARENA_BYTES =
        48 << 20,              /* a body of 1 MiB, an answer of 16 MiB that grew by doubling */
    EXCHANGES_KEPT = 32,       /* arenas kept for the next requests */
    PARKED_MS_MAX = 60 * 1000, /* a desk that says nothing for so long: 503 */
};

enum exchange_state {
    EXCHANGE_HEAD,   /* the first line is here */
    EXCHANGE_BODY,   /* the head was good, the body is on its way */
    EXCHANGE_PARKED, /* waits for the parent or the desk; the connection sleeps */
    EXCHANGE_READY,  /* the answer is whole */
    EXCHANGE_ANSWER, /* it was given to the library */
};

/* For what a parked exchange waits. */
enum exchange_wait { WAIT_NOTHING, WAIT_OFFICES, WAIT_LINE, WAIT_REPLY };

struct exchange {
    struct exchange *next;
    struct arena *arena;
    struct MHD_Connection *connection; /* NULL: the client is gone */
    struct live *live;
    enum exchange_state state;
    enum exchange_wait wait;
    uint64_t number;
    unsigned desk; /* place of the line that was asked, while WAIT_REPLY */
    bool again;    /* asked a second time, because the first desk was dead already */
    int64_t parked_ms;
    struct str target;
    struct guard guard;
    const char *wire; /* where the next header must stand; only while the head is judged */
    struct buf body;  /* of the request */
    struct reply reply;
    struct buf answer; /* body of the reply */
    struct str fixed;  /* or the body that lives in the program: an asset */
    struct str coding; /* Content-Encoding of it */
    struct str extra;  /* Allow of a 405 */
};

struct exchanges {
    struct exchange *parked; /* in no order that matters */
    struct exchange *free;
    unsigned free_count, parked_count;
    struct arena *arena;
    uint64_t last_number;
};

struct exchange *exchange_take(struct exchanges *all, struct live *live);
/* Wipes it.  Not while it is parked. */
void exchange_give(struct exchanges *all, struct exchange *exchange);
void exchange_park(struct exchanges *all, struct exchange *exchange, enum exchange_wait wait,
                   int64_t now_ms);
/* Takes it from the list; the caller resumes the connection. */
void exchange_unpark(struct exchanges *all, struct exchange *exchange);
/* The parked one of this number, or NULL. */
struct exchange *exchange_of(struct exchanges *all, uint64_t number);

#endif
