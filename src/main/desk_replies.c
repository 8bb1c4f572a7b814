#include "main/desk_replies.h"

#include <poll.h>

enum { PART_BYTES = 1 << 20, SLOW_PEER_MS = 5000, HEAD_ARENA_BYTES = 4 << 20 };

void reply_busy(struct reply *reply, struct arena *arena)
{
    *reply = (struct reply){ .status = 503, .retry_s = 1, .body = buf_open(arena, 0) };
}

static void put_patiently(struct line *line, const struct frame *frame)
{
    while (!line->gone && line_put(line, frame) != OK) {
        struct pollfd fd = { line->fd, POLLOUT, 0 };
        line_flush(line);
        if (line_waiting(line) > 0 && poll(&fd, 1, SLOW_PEER_MS) <= 0)
            line->gone = true;
    }
}

void reply_send(struct line *line, uint64_t number, const struct reply *reply)
{
    struct arena *arena = arena_open(HEAD_ARENA_BYTES);
    struct reply whole = *reply;
    if (!buf_done(&reply->body))
        whole = (struct reply){ .status = 500 };
    struct str body = whole.status == 500 ? STR("") : buf_str(&reply->body);
    struct str first = str_part(body, 0, PART_BYTES);
    struct buf head = buf_open(arena, FRAME_BODY_BYTES_MAX);
    reply_write(&head, &whole, first);
    must(buf_done(&head));
    struct frame frame = { FRAME_REPLY_HEAD, body.n > first.n ? FRAME_MORE : 0, number,
                           buf_str(&head) };
    put_patiently(line, &frame);
    for (size_t at = first.n; at < body.n; at += PART_BYTES) {
        struct str part = str_part(body, at, at + PART_BYTES);
        frame =
            (struct frame){ FRAME_REPLY_PART, at + part.n < body.n ? FRAME_MORE : 0, number, part };
        put_patiently(line, &frame);
    }
    arena_close(arena);
}
