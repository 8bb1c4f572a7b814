/*
 * seal/secret - the one work area in which an officer's keys are open while a
 * request is served.
 *
 * Locked against swap, guarded by unreadable pages, left out of memory dumps
 * and empty in a forked child.  It is wiped whole at one place: the end of the
 * request, also after an error.  A forked child must not close it.
 */
#ifndef SEAL_SECRET_H
#define SEAL_SECRET_H

#include "base/base.h"

enum { SECRET_BYTES_MAX = 1024 * 1024 };

struct secret;

/* Starts the library; once in each process, before anything else of seal/.  A machine
 * without random numbers ends the process. */
void seal_start(void);

/* NULL when the memory cannot be had or locked (LimitMEMLOCK). */
MUST_USE struct secret *secret_open(size_t bytes);
/* `bytes` zeroed bytes, aligned for any type, valid until the next wipe; more than the
 * area holds is a bug. */
void *secret_take(struct secret *secret, size_t bytes);
/* Wipes all that was taken; the area serves the next request. */
void secret_wipe(struct secret *secret);
/* Wipes and gives back.  NULL is allowed. */
void secret_close(struct secret *secret);

#define secret_new(secret, type) ((type *)secret_take((secret), sizeof(type)))

#endif
