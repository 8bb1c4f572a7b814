/*
 * main/parent - starts, restarts and routes; holds no key and reads no content.
 *
 * It owns the listening socket, so that a gate that dies loses no caller; it
 * gives whoever asks (gate, command) a socket straight to the desk of an
 * office and is out of the way from then on.  A desk is started at the first
 * message for it and started again after a crash, later and later when it
 * keeps crashing.
 */
#ifndef MAIN_PARENT_H
#define MAIN_PARENT_H

#include "main/faces.h"
#include "main/listen.h"

#include <stdio.h>

struct parent_setup {
    struct str dir;                  /* absolute */
    const char *self, *gate, *press; /* paths of the programs; self runs as: teduh desk */
    struct listen listen;
    int metrics;        /* listening socket on loopback, or -1 */
    int commands;       /* listening socket of teduh.sock */
    struct str tls_pem; /* key and certificates; empty: plain HTTP */
    /* NULL, or asked once an hour for what is to be used from then on (serve.h). */
    enum err (*tls_renew)(struct ctx *, struct str dir, const struct listen *, struct str *pem);
    unsigned gates;     /* how many */
    int64_t offset_ms;  /* of the practice clock at the start */
    struct faces faces; /* names of the offices, on their way or here */
    FILE *log;          /* one line for what an administrator must know; never data */
};

/* Serves until SIGTERM or SIGINT; the exit status of the process. */
int parent_run(struct ctx *ctx, const struct parent_setup *setup);

#endif
