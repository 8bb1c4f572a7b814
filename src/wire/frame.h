/*
 * wire/frame - the one format in which the programs of an installation speak:
 * gate and desk, command and desk, each of them and the parent.
 *
 * A frame is a head of 16 bytes, big-endian, and its body:
 *     u32 length of the body, u16 type, u16 flags, u64 request
 * `request` is chosen by the asking side and comes back in every answer.
 * A head that breaks a limit ends the connection; nothing is skipped.
 */
#ifndef WIRE_FRAME_H
#define WIRE_FRAME_H

#include "base/base.h"

enum {
    FRAME_HEAD_BYTES = 16,
    FRAME_BODY_BYTES_MAX = (1 << 20) + (64 << 10),
};

enum frame_type {
    FRAME_REQUEST = 1,    /* a whole request, http/message.h */
    FRAME_BODY = 2,       /* a part of an upload that continues a request */
    FRAME_CANCEL = 3,     /* the client left: its answer is not wanted */
    FRAME_REPLY_HEAD = 4, /* all of a reply but what does not fit; FRAME_MORE = parts follow */
    FRAME_REPLY_PART = 5,
    FRAME_WAKE = 6,     /* parent to desk: look at clock and duties; FRAME_REFUSED: the record did
                           not pass its last check */
    FRAME_OPEN = 7,     /* to the parent: a line to the office whose code is the body */
    FRAME_LINE = 8,     /* the answer: with a socket, or FRAME_REFUSED (no such office) */
    FRAME_LEAVE = 9,    /* desk: I end after what is on the way; ask for a new line */
    FRAME_DERIVE = 10,  /* desk to parent: a socket on which a password waits (press/derive) */
    FRAME_CLOCK = 11,   /* desk to parent, practice only: body = i64 ms offset of the clock */
    FRAME_OFFICES = 12, /* asked of the parent; the answer lists "code\tname\n" */
    FRAME_TYPES
};

enum frame_flag {
    FRAME_MORE = 1,
    FRAME_REFUSED = 2,
    FRAME_FLAGS = 3, /* all known flags together */
};

struct frame {
    enum frame_type type;
    unsigned flags; /* of enum frame_flag */
    uint64_t request;
    struct str body;
};

/* True for the two frames with which a socket travels (wire/line.h). */
static inline bool frame_has_socket(const struct frame *frame)
{
    return frame->type == FRAME_DERIVE ||
           (frame->type == FRAME_LINE && (frame->flags & FRAME_REFUSED) == 0);
}

/* The head of `frame`; the body follows as it is.  Its length within the limit is the caller's
 * duty (a bug otherwise). */
void frame_head_write(const struct frame *frame, unsigned char head[FRAME_HEAD_BYTES]);

/* Reads a head; the body's bytes are to follow and body.at is NULL.
 * ERR_INVALID: unknown type or flag, or a body over the limit. */
MUST_USE enum err frame_head_read(const unsigned char head[FRAME_HEAD_BYTES], struct frame *frame);

#endif
