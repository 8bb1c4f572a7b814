/*
 * main/faces - what everybody may know of the offices of an installation: code,
 * name, practice or not.  A child reads the records and writes one line for
 * each; the parent stays small, holds nothing of a record and serves meanwhile.
 */
#ifndef MAIN_FACES_H
#define MAIN_FACES_H

#include "base/base.h"

enum { FACES_BYTES_MAX = 256 << 10 };

/* Writes "code\tname\tyes\n" (yes: for practice) for each office that can be read. */
typedef void faces_write(struct ctx *ctx, struct str dir, int out);

struct faces {
    int fd; /* -1: all is here */
    struct buf text;
};

/* Starts the child. */
void faces_start(struct ctx *ctx, struct str dir, faces_write *write, struct faces *out);
/* Takes what has come; closes fd at the end. */
void faces_read(struct faces *faces);
/* Waits for all of it.  True when every office of the folder could be read and is for practice:
 * one that is not, or that cannot be read, makes the whole installation real. */
bool faces_practice(struct ctx *ctx, struct str dir, struct faces *faces);
/* The name of an office; empty when it is not known (yet). */
struct str faces_name(const struct faces *faces, struct str code);

#endif
