/*
 * main/slots - at most two passwords are derived at once on a machine,
 * fair by office: the office that was served longest ago is next, so that
 * strangers at one log-in page cannot starve another office.
 */
#ifndef MAIN_SLOTS_H
#define MAIN_SLOTS_H

#include "base/base.h"

#include <sys/types.h>

enum { SLOTS = 2, SLOTS_QUEUE_MAX = 128, SLOT_MS_MAX = 30 * 1000 };

struct slots {
    const char *press; /* path of teduh-press */
    struct {
        pid_t pid;        /* 0: free */
        int64_t until_ms; /* then it is killed */
    } slot[SLOTS];
    struct {
        int fd;
        unsigned office;
    } queue[SLOTS_QUEUE_MAX];
    size_t queued;
    uint64_t turn;
    uint64_t *served; /* by office: the turn at which it was served last */
};

/* Takes over `fd`, on which a job waits; closed at once when the queue is full. */
void slots_put(struct slots *slots, int fd, unsigned office);
/* Starts what may start and kills what takes too long. */
void slots_run(struct slots *slots, int64_t now_ms);
/* True when the ended child was one of these. */
bool slots_ended(struct slots *slots, pid_t pid);
void slots_close(struct slots *slots);

#endif
