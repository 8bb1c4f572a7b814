/*
 * wire/line - a stream socket on which frames travel both ways without ever
 * blocking: the gate, the desk, the parent and a command all hold this end.
 *
 * What is put waits in memory up to a maximum the line is born with; the owner
 * polls the socket (line_wants) and calls line_fill() and line_flush().  Bytes
 * that break the format end the line.  Buffers are wiped when they are empty,
 * because pages pass through them.
 *
 * A frame of type FRAME_LINE (not refused) or FRAME_DERIVE carries a socket.
 * Only a line opened to take sockets accepts them; on any other line the
 * kernel drops what a broken peer sends.
 */
#ifndef WIRE_LINE_H
#define WIRE_LINE_H

#include "wire/frame.h"

enum { LINE_SOCKETS_MAX = 32 }; /* sockets on their way at once, each direction */

struct line_socket {
    size_t at; /* offset in `out` of the frame it travels with */
    int fd;
};

struct line {
    int fd;
    bool gone; /* the peer left or broke the format: close it */
    bool takes_sockets;
    size_t out_max; /* bytes that may wait to be sent */
    struct arena *in_arena, *out_arena;
    struct buf in, out;
    size_t in_at, out_at; /* bytes already taken, already sent */
    struct line_socket sending[LINE_SOCKETS_MAX];
    int arrived[LINE_SOCKETS_MAX];
    unsigned sending_count, arrived_count;
};

/* Takes over `fd`, which becomes non-blocking. */
void line_open(struct line *line, int fd, size_t out_max, bool takes_sockets);
/* Closes the socket and what it carried; wipes the buffers.  May be called twice. */
void line_close(struct line *line);

/* Queues a frame.  ERR_BUSY: no room until the peer has read; nothing of it was queued. */
MUST_USE enum err line_put(struct line *line, const struct frame *frame);
/* Queues a frame that carries `socket`, which the line closes once it is sent (also on failure). */
MUST_USE enum err line_put_socket(struct line *line, const struct frame *frame, int socket);
/* Sends what the socket takes now. */
void line_flush(struct line *line);
/* Reads what is there now.  Bodies of earlier frames are invalid after it. */
void line_fill(struct line *line);
/* The next whole frame, in order; false when there is none (yet).  `socket` is -1 or a descriptor
 * that the caller owns; NULL closes it.  The body is valid until line_fill(). */
MUST_USE bool line_next(struct line *line, struct frame *frame, int *socket);

/* Wipes the frames that line_next() gave: whoever is done with them does not keep the last until
 * something else arrives. */
void line_forget(struct line *line);

/* True when line_next() would give a frame (or end the line). */
bool line_has_frame(const struct line *line);

/* Bytes that still wait to be sent. */
size_t line_waiting(const struct line *line);
/* The events to poll for: always reading, writing while something waits. */
short line_wants(const struct line *line);

#endif
