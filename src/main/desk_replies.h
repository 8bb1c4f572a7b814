/* main/desk_replies - a reply on its way out of the desk. */
#ifndef MAIN_DESK_REPLIES_H
#define MAIN_DESK_REPLIES_H

#include "http/message.h"
#include "wire/line.h"

/* Queues head and parts, for the next line_flush(); waits some seconds for a peer that does not
 * read, then gives the line up (line->gone).  A body that did not fit its maximum becomes a 500. */
void reply_send(struct line *line, uint64_t number, const struct reply *reply);

/* "Later": 503 without a body of its own; the gate shows the page for it. */
void reply_busy(struct reply *reply, struct arena *arena);

#endif
