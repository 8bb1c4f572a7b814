/*
 * main/here - an office in a command's own process, when no server runs: the
 * same hooks as a desk, one request a round, passwords derived by a child.
 */
#ifndef MAIN_HERE_H
#define MAIN_HERE_H

#include "main/desk_loop.h"

/* Serves one request to its end.  `press` is the path of teduh-press.  The reply and its body live
 * in ctx->arena.  ERR_STORE: the round could not be opened or committed, nothing happened. */
MUST_USE enum err here_serve(struct ctx *ctx, const struct desk_hooks *hooks, const char *press,
                             const struct request *request, struct reply *reply);

#endif
