/*
 * main/desk_loop - the heart of a desk: take every request
 * that waits, serve each inside a savepoint, commit once, only then answer.
 * What is acknowledged is on the disk, and many writers share one flush.
 *
 * The loop knows neither store nor web; they are plugged in as functions.
 */
#ifndef MAIN_DESK_LOOP_H
#define MAIN_DESK_LOOP_H

#include "http/reply.h"
#include "http/request.h"

enum { DESK_BATCH_MAX = 64, DESK_LINES_MAX = 64, REQUEST_ARENA_BYTES = 64 << 20 };

struct desk; /* the office's own state, known to the hooks only */

struct desk_hooks {
    struct desk *desk;
    /* Opens a round, before the first request of a batch.  Failing: all of it is answered 503. */
    enum err (*begin)(struct desk *, struct ctx *);
    /* Serves one request into `reply`; its own savepoint inside: an error of the deed undoes this
     * request alone.  May answer REPLY_WAIT. */
    void (*serve)(struct desk *, struct ctx *, const struct request *, struct reply *);
    /* One durable commit of the round.  Failing: nothing happened, every request gets 503. */
    enum err (*commit)(struct desk *, struct ctx *);
    /* At least once a second and on FRAME_WAKE: sessions, duties, slices of long work. */
    void (*tick)(struct desk *, struct ctx *);
    /* True while the office is open: a closed desk ends after 60 s idle, an open one never idles
     * out; it ends when this turns false after having been true (the parent execs a fresh one). */
    bool (*is_open)(const struct desk *);
    /* The practice clock was moved by so much since the last round; NULL: nobody cares. */
    void (*clock_moved)(struct desk *, struct ctx *, int64_t by_ms);
    /* The record was verified from outside and is (not) what was signed; NULL: nobody cares. */
    void (*checked)(struct desk *, bool damaged);
};

struct desk_wires {
    int control;              /* to the parent: lines arrive, derivations leave */
    const int64_t *offset_ms; /* the practice clock, shared read-only; NULL = the machine's */
};

/* Serves until told to stop.  True: the office is to be closed as planned (it was open and was told
 * to stop, or closed itself), which ends its sessions.  False: the process just ends (the parent
 * died, or a closed office had nothing to do), and whoever is logged in stays so. */
bool desk_loop(const struct desk_hooks *hooks, struct desk_wires wires);

/* Asks the parent to move the practice clock; takes effect at the next round. */
void desk_clock_move(struct desk_wires wires, int64_t offset_ms);

#endif
