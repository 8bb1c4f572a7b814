#include "main/command_client.h"

#include "http/message.h"
#include "main/listen.h"
#include "wire/line.h"

#include <poll.h>
#include <unistd.h>

enum { OUT_BYTES_MAX = 4 << 20, PATIENCE_MS = 120 * 1000 };

/* The next frame, however long it takes within reason; false when the line broke. */
static bool next_frame(struct line *line, struct frame *frame, int *socket)
{
    int64_t until_ms = clock_now_ms() + PATIENCE_MS;
    for (;;) {
        if (line_next(line, frame, socket))
            return true;
        int64_t left = until_ms - clock_now_ms();
        struct pollfd fd = { line->fd, line_wants(line), 0 };
        if (line->gone || left <= 0 || poll(&fd, 1, (int)left) <= 0)
            return false;
        line_flush(line);
        line_fill(line);
    }
}

static bool say(struct line *line, const struct frame *frame)
{
    if (line_put(line, frame) != OK)
        return false;
    line_flush(line);
    return true;
}

static enum err broken(struct ctx *ctx)
{
    return ctx_fail(ctx, ERR_STORE, "cli.broken");
}

/* One question to the parent; *socket is -1 or the line to an office. */
static enum err parent_ask(struct ctx *ctx, struct str dir, const struct frame *question,
                           struct frame *answer, int *socket)
{
    struct line line;
    int fd;
    TRY(connect_commands(ctx, dir, &fd));
    line_open(&line, fd, OUT_BYTES_MAX, true);
    bool good = say(&line, question) && next_frame(&line, answer, socket);
    if (good)
        answer->body = str_copy(ctx->arena, answer->body);
    line_close(&line);
    return good ? OK : broken(ctx);
}

enum err command_offices(struct ctx *ctx, struct str dir, struct str *list)
{
    struct frame question = { .type = FRAME_OFFICES, .request = 1 }, answer;
    int socket;
    TRY(parent_ask(ctx, dir, &question, &answer, &socket));
    if (socket >= 0)
        (void)close(socket);
    *list = answer.body;
    return answer.type == FRAME_OFFICES ? OK : broken(ctx);
}

/* Head and parts of the reply; LEAVE may come in between and changes nothing for us. */
static bool reply_take(struct ctx *ctx, struct line *line, struct reply *reply)
{
    struct frame frame = { .flags = FRAME_MORE };
    struct buf body = buf_open(ctx->arena, REPLY_BODY_BYTES_MAX);
    bool head = false;
    while (!head || (frame.flags & FRAME_MORE) != 0) {
        if (!next_frame(line, &frame, NULL))
            return false;
        struct str part = frame.body;
        if (frame.type == FRAME_LEAVE) {
            frame.flags = FRAME_MORE;
            continue;
        }
        if (frame.type == FRAME_REPLY_HEAD) {
            head = true;
            if (reply_read(str_copy(ctx->arena, frame.body), reply, &part) != OK)
                return false;
        }
        buf_put(&body, part);
    }
    reply->body = body;
    return buf_done(&body);
}

enum err command_ask(struct ctx *ctx, struct str dir, const struct request *request,
                     struct reply *reply)
{
    struct str code = request_office(request);
    struct frame question = { FRAME_OPEN, 0, 1, code }, answer;
    struct buf bytes = buf_open(ctx->arena, FRAME_BODY_BYTES_MAX);
    struct line line;
    int socket;
    request_write(&bytes, request);
    if (!buf_done(&bytes))
        return ctx_fail(ctx, ERR_INVALID, "cli.too_large");
    TRY(parent_ask(ctx, dir, &question, &answer, &socket));
    if (socket < 0)
        return ctx_fail_at(ctx, ERR_MISSING, "cli.no_office", code);
    struct frame asked = { FRAME_REQUEST, 0, 1, buf_str(&bytes) };
    line_open(&line, socket, OUT_BYTES_MAX, false);
    bool good = say(&line, &asked) && reply_take(ctx, &line, reply);
    line_close(&line);
    return good ? OK : broken(ctx);
}
