/*
 * web/web - what an office answers to a browser, a machine client or a command.
 *
 * web_serve() is the `serve` hook of main/desk_loop.h: it finds the route, the
 * officer and the language, refuses what comes from a foreign page, lets the
 * route's handler call its deed, and writes a page or JSON.  All memory is the
 * request's arena.  A page that does not exist and a page that this officer
 * may not see are answered by the same bytes.
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "http/reply.h"
#include "http/request.h"

struct desk; /* use/desk.h */

void web_serve(struct desk *desk, struct ctx *ctx, const struct request *request,
               struct reply *reply);

#endif
