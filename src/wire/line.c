#include "wire/line.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    READ_BYTES = 64 << 10,
    IN_BYTES_MAX = FRAME_HEAD_BYTES + FRAME_BODY_BYTES_MAX + READ_BYTES,
    ARENA_TIMES = 4, /* a buffer that doubles leaves its former places behind */
};

void line_open(struct line *line, int fd, size_t out_max, bool takes_sockets)
{
    int flags = fcntl(fd, F_GETFL);
    must(flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0);
    *line = (struct line){ .fd = fd, .out_max = out_max, .takes_sockets = takes_sockets };
    line->in_arena = arena_open((size_t)IN_BYTES_MAX * ARENA_TIMES);
    line->out_arena = arena_open(out_max * ARENA_TIMES + (1 << 20));
    line->in = buf_open(line->in_arena, IN_BYTES_MAX);
    line->out = buf_open(line->out_arena, out_max);
}

void line_close(struct line *line)
{
    if (line->in_arena == NULL)
        return;
    for (unsigned i = 0; i < line->sending_count; i++)
        (void)close(line->sending[i].fd);
    for (unsigned i = 0; i < line->arrived_count; i++)
        (void)close(line->arrived[i]);
    arena_close(line->in_arena);
    arena_close(line->out_arena);
    (void)close(line->fd);
    *line = (struct line){ .fd = -1, .gone = true };
}

/* Forgets the `done` first bytes; the arena is wiped as soon as nothing is left. */
static void buf_drop(struct buf *buf, struct arena *arena, size_t *done)
{
    size_t left = buf->n - *done, max = buf->max;
    if (left == 0) {
        if (buf->n > 0) {
            arena_reset(arena);
            *buf = buf_open(arena, max);
        }
    } else if (*done >= left) {
        memmove(buf->at, buf->at + *done, left);
        buf->n = left;
    } else {
        return;
    }
    *done = 0;
}

size_t line_waiting(const struct line *line)
{
    return line->out.n - line->out_at;
}

short line_wants(const struct line *line)
{
    return line_waiting(line) > 0 ? POLLIN | POLLOUT : POLLIN;
}

static void out_drop(struct line *line)
{
    size_t before = line->out_at;
    buf_drop(&line->out, line->out_arena, &line->out_at);
    for (unsigned i = 0; i < line->sending_count; i++)
        line->sending[i].at -= before - line->out_at;
}

enum err line_put(struct line *line, const struct frame *frame)
{
    unsigned char head[FRAME_HEAD_BYTES];
    if (line->gone)
        return ERR_BUSY;
    out_drop(line);
    if (line->out.n + FRAME_HEAD_BYTES + frame->body.n > line->out_max)
        return ERR_BUSY;
    frame_head_write(frame, head);
    buf_bytes(&line->out, head, sizeof head);
    buf_put(&line->out, frame->body);
    must(buf_done(&line->out));
    return OK;
}

enum err line_put_socket(struct line *line, const struct frame *frame, int socket)
{
    must(frame_has_socket(frame));
    enum err err = line->sending_count == LINE_SOCKETS_MAX ? ERR_BUSY : line_put(line, frame);
    if (err != OK) {
        (void)close(socket);
        return err;
    }
    size_t at = line->out.n - FRAME_HEAD_BYTES - frame->body.n;
    line->sending[line->sending_count++] = (struct line_socket){ at, socket };
    return OK;
}

/* Sends `n` bytes from out_at, with the socket when it is >= 0; how many went, or -1. */
static ssize_t send_some(struct line *line, size_t n, int socket)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr aligned;
    } control = { 0 };
    struct iovec part = { line->out.at + line->out_at, n };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
    if (socket >= 0) {
        message.msg_control = control.bytes;
        message.msg_controllen = sizeof control.bytes;
        struct cmsghdr *c = CMSG_FIRSTHDR(&message);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof socket);
        memcpy(CMSG_DATA(c), &socket, sizeof socket);
    }
    return sendmsg(line->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void line_flush(struct line *line)
{
    while (!line->gone && line_waiting(line) > 0) {
        int socket = -1;
        size_t n = line_waiting(line);
        /* A socket goes with the first byte of its frame, so the receiver has it in time. */
        if (line->sending_count > 0) {
            must(line->sending[0].at >= line->out_at);
            if (line->sending[0].at == line->out_at)
                socket = line->sending[0].fd;
            else
                n = line->sending[0].at - line->out_at;
            if (socket >= 0 && line->sending_count > 1)
                n = line->sending[1].at - line->out_at;
        }
        ssize_t sent = send_some(line, n, socket);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0) {
            line->gone = errno != EAGAIN && errno != EWOULDBLOCK;
            break;
        }
        line->out_at += (size_t)sent;
        if (socket >= 0 && sent > 0) {
            (void)close(socket);
            line->sending_count--;
            memmove(line->sending, line->sending + 1, line->sending_count * sizeof *line->sending);
        }
    }
    out_drop(line);
}

/* Keeps the sockets that came with a message; one too many breaks the line. */
static void sockets_take(struct line *line, struct msghdr *message)
{
    for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c != NULL; c = CMSG_NXTHDR(message, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
            continue;
        size_t count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < count; i++) {
            int fd;
            memcpy(&fd, CMSG_DATA(c) + i * sizeof fd, sizeof fd);
            if (line->arrived_count < LINE_SOCKETS_MAX) {
                line->arrived[line->arrived_count++] = fd;
            } else {
                (void)close(fd);
                line->gone = true;
            }
        }
    }
    if ((message->msg_flags & MSG_CTRUNC) != 0)
        line->gone = true;
}

void line_fill(struct line *line)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int) * 4)];
        struct cmsghdr aligned;
    } control;
    char bytes[READ_BYTES];
    size_t most = 0; /* that of it which held something */
    buf_drop(&line->in, line->in_arena, &line->in_at);
    while (!line->gone && line->in.n - line->in_at + READ_BYTES <= IN_BYTES_MAX) {
        struct iovec part = { bytes, sizeof bytes };
        struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
        if (line->takes_sockets) {
            message.msg_control = control.bytes;
            message.msg_controllen = sizeof control.bytes;
        }
        ssize_t got = recvmsg(line->fd, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            line->gone = got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
            break;
        }
        most = (size_t)got > most ? (size_t)got : most;
        if (line->takes_sockets)
            sockets_take(line, &message);
        buf_bytes(&line->in, bytes, (size_t)got);
        must(buf_done(&line->in));
        if ((size_t)got < sizeof bytes && !line->takes_sockets)
            break;
    }
    explicit_bzero(bytes, most);
}

void line_forget(struct line *line)
{
    buf_drop(&line->in, line->in_arena, &line->in_at);
}

bool line_has_frame(const struct line *line)
{
    size_t n = line->in.n - line->in_at;
    struct frame frame;
    if (n < FRAME_HEAD_BYTES)
        return false;
    enum err err = frame_head_read((const unsigned char *)line->in.at + line->in_at, &frame);
    return err != OK || n - FRAME_HEAD_BYTES >= frame.body.n;
}

bool line_next(struct line *line, struct frame *frame, int *socket)
{
    size_t n = line->in.n - line->in_at;
    if (socket != NULL)
        *socket = -1;
    if (n < FRAME_HEAD_BYTES)
        return false;
    const unsigned char *at = (const unsigned char *)line->in.at + line->in_at;
    if (frame_head_read(at, frame) != OK) {
        line->gone = true;
        line->in_at = line->in.n;
        return false;
    }
    if (n - FRAME_HEAD_BYTES < frame->body.n)
        return false;
    frame->body.at = (const char *)at + FRAME_HEAD_BYTES;
    line->in_at += FRAME_HEAD_BYTES + frame->body.n;
    if (!frame_has_socket(frame))
        return true;
    if (line->arrived_count == 0) { /* it should have come with the first byte */
        line->gone = true;
        return false;
    }
    int fd = line->arrived[0];
    line->arrived_count--;
    memmove(line->arrived, line->arrived + 1, line->arrived_count * sizeof *line->arrived);
    if (socket != NULL)
        *socket = fd;
    else
        (void)close(fd);
    return true;
}
