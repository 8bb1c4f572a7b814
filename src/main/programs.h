/*
 * main/programs - the other programs of the package, started by exec with
 * nothing but the descriptors that they are given.
 */
#ifndef MAIN_PROGRAMS_H
#define MAIN_PROGRAMS_H

#include "base/base.h"

#include <sys/types.h>

enum { PROGRAM_FDS_MAX = 8, PROGRAM_FIRST_FD = 3, PROGRAM_PATH_MAX = 4096 };

struct program {
    const char *path;
    const char *const *argv; /* NULL-ended; argv[0] is the name */
    int in, out;             /* become standard input and output; -1: /dev/null */
    const int *fds;          /* become descriptors 3, 4, …; a negative one is left out (closed) */
    size_t fds_count;
};

/* Starts it with an empty environment, default signals and no other descriptor; -1 when the machine
 * has no process left. */
pid_t program_start(const struct program *program);

/* "/usr/bin/teduh" + "teduh-gate" -> "/usr/bin/teduh-gate": the programs stand side by side. */
const char *program_beside(struct arena *arena, const char *self, const char *name);
/* Where this program stands. */
const char *program_self(struct arena *arena);

/* No core file, no debugger, no new rights, files for their owner only.  At the start of every
 * program that may see what a survivor told. */
void program_harden(void);

#endif
