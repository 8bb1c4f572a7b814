/*
 * main/derivations - passwords on their way to a process that derives keys.
 *
 * The desk writes the job into a socket pair and gives the other end to the
 * parent, who hands it to a child when one of the machine's two slots is free;
 * so no password passes through the parent's memory.
 */
#ifndef MAIN_DERIVATIONS_H
#define MAIN_DERIVATIONS_H

#include "http/reply.h"
#include "http/request.h"
#include "wire/line.h"

enum { DERIVATIONS_MAX = 32 };

struct work;

struct derivation {
    int fd;
    struct work *owner;
    unsigned char key[DERIVED_KEY_BYTES];
    size_t n; /* bytes of the key that have arrived */
};

struct derivations {
    struct derivation at[DERIVATIONS_MAX];
    size_t count;
};

/* Writes a job as press/derive.h reads it, and ends the writing side. */
MUST_USE bool kdf_job_send(int fd, const struct kdf_job *job);
/* Sends the job away.  ERR_BUSY: too many wait, or the parent is gone. */
MUST_USE enum err derivation_begin(struct derivations *all, struct line *control,
                                   const struct kdf_job *job, struct work *owner);
/* OK: the key is whole.  ERR_BUSY: not yet.  ERR_STORE: the child gave up. */
MUST_USE enum err derivation_read(struct derivation *derivation);
/* Closes and wipes the i-th; the last takes its place. */
void derivation_drop(struct derivations *all, size_t i);

#endif
