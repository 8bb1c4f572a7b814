/* What comes over a line: heads of frames, requests, replies; and targets and headers at the guard.
 */
#include "http/guard.h"
#include "http/message.h"
#include "wire/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was read is written the same again: one encoding, one reader. */
static void messages(struct arena *arena, struct str bytes)
{
    struct request request;
    struct reply reply;
    struct str body;
    if (request_read(bytes, &request) == OK) {
        struct request again;
        struct buf out = buf_open(arena, 4 << 20);
        request_write(&out, &request);
        must(buf_done(&out) && request_read(buf_str(&out), &again) == OK);
        must(str_eq(again.path, request.path) && str_eq(again.body, request.body) &&
             str_eq(again.peer, request.peer) && again.method == request.method);
        must(request_office(&request).n < request.path.n);
    }
    if (reply_read(bytes, &reply, &body) == OK) {
        struct reply again;
        struct str same;
        struct buf out = buf_open(arena, 4 << 20);
        reply_write(&out, &reply, body);
        must(buf_done(&out) && reply_read(buf_str(&out), &again, &same) == OK);
        must(str_eq(same, body) && str_eq(again.location, reply.location) &&
             again.status == reply.status);
    }
}

static void guarded(struct arena *arena, struct str bytes)
{
    struct str rest, target = str_cut(bytes, '\n', &rest);
    struct guard guard = { 0 };
    size_t bytes_n = 3 + target.n + 8 + 6;
    while (rest.n > 0) {
        struct str value, name = str_cut(str_cut(rest, '\n', &rest), ':', &value);
        guard_header(&guard, name, value);
        bytes_n += name.n + value.n + 4;
    }
    if (guard_target(&guard, arena, STR("GET"), target) != 0 ||
        guard_verdict(&guard, STR("GET"), target, STR("HTTP/1.1"), bytes_n) != 0)
        return;
    struct str path = guard.request.path;
    must(path.n > 0 && path.at[0] == '/' && str_find(path, '\0') == path.n);
    must(str_search(path, STR("/../")) == path.n && str_search(path, STR("//")) == path.n);
    must(guard.request.host.n > 0 && guard.length == 0);
    for (size_t i = 0; i < guard.request.cookie.n; i++)
        must((unsigned char)guard.request.cookie.at[i] < 127);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_open(64 << 20);
    struct str bytes = { (const char *)data, size };
    struct frame frame;
    if (size >= FRAME_HEAD_BYTES && frame_head_read(data, &frame) == OK) {
        unsigned char head[FRAME_HEAD_BYTES];
        frame_head_write(&frame, head);
        must(memcmp(head, data, sizeof head) == 0);
    }
    messages(arena, bytes);
    guarded(arena, bytes);
    arena_close(arena);
    return 0;
}
