/*
 * cli/request - a command asks its office what a page would ask, by the same
 * routes, deeds and rights.
 *
 * Beside a running server the request travels through DIR/run/teduh.sock;
 * without one this process takes the office's lock and serves it itself.
 * The command cannot tell the difference.  Passwords are derived on the way.
 */
#ifndef CLI_REQUEST_H
#define CLI_REQUEST_H

#include "cli/cli.h"
#include "http/reply.h"
#include "http/request.h"

/* Asks: method, path ("/banten/api/v1/kasus"), query, body, content_type, accept, cookie,
 * authorization and idempotency_key are the caller's; the rest is filled here.  *reply and its body
 * live in cli->ctx.arena.  A status of 4xx is OK here; see reply->status.
 * ERR_MISSING (cli.no_data): no --data or no installation there; ERR_BUSY (cli.busy): the office is
 * held by another process; ERR_STORE: the office could not be opened or the line broke. */
MUST_USE enum err cli_request(struct cli *cli, const struct request *request, struct reply *reply);

#endif
