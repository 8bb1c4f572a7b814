/* main/command_client - a command asks the desk of a running server. */
#ifndef MAIN_COMMAND_CLIENT_H
#define MAIN_COMMAND_CLIENT_H

#include "http/reply.h"
#include "http/request.h"

/* Codes and names of the offices of a running server: "code\tname\n" lines in ctx->arena.
 * ERR_MISSING cli.no_server; ERR_STORE cli.broken. */
MUST_USE enum err command_offices(struct ctx *ctx, struct str dir, struct str *list);

/* Sends the request to the office named by its path; the reply and its body live in ctx->arena.
 * ERR_MISSING cli.no_server, cli.no_office; ERR_INVALID cli.too_large; ERR_STORE cli.broken. */
MUST_USE enum err command_ask(struct ctx *ctx, struct str dir, const struct request *request,
                              struct reply *reply);

#endif
