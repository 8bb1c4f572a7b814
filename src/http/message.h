/*
 * http/message - requests and replies as the body of a frame: fields of
 * u8 tag, u32 length, bytes; each tag at most once.  Reader and writer of one
 * format stand together.
 */
#ifndef HTTP_MESSAGE_H
#define HTTP_MESSAGE_H

#include "http/reply.h"
#include "http/request.h"

/* Appends the request; false in buf_done(out) when it does not fit. */
void request_write(struct buf *out, const struct request *request);
/* Strings point into `bytes`.  ERR_INVALID for anything not written by request_write(). */
MUST_USE enum err request_read(struct str bytes, struct request *out);

/* Appends all of the reply but its body, then as much of the body as `body` names. */
void reply_write(struct buf *out, const struct reply *reply, struct str body);
/* Strings point into `bytes`; *body is the part of the body in it. */
MUST_USE enum err reply_read(struct str bytes, struct reply *out, struct str *body);

#endif
