#define _GNU_SOURCE /* accept4, struct ucred */
#include "main/parent_state.h"

#include <sys/socket.h>
#include <unistd.h>

unsigned asker_add(struct parent *parent, int fd, bool command)
{
    for (unsigned i = 0; i < ASKERS_MAX; i++) {
        struct asker *asker = &parent->askers[i];
        if (asker->used)
            continue;
        *asker =
            (struct asker){ .used = true, .command = command, .generation = ++parent->generation };
        line_open(&asker->line, fd, CONTROL_OUT_BYTES_MAX, false);
        return i;
    }
    (void)close(fd);
    return ASKERS_MAX;
}

void asker_close(struct parent *parent, unsigned at)
{
    line_close(&parent->askers[at].line);
    parent->askers[at].used = false;
}

/* The file's mode is the first lock, this the second: only who owns the data, or root. */
static bool peer_may(int fd)
{
    struct ucred peer;
    socklen_t n = sizeof peer;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) == 0 &&
           (peer.uid == geteuid() || peer.uid == 0);
}

void commands_accept(struct parent *parent)
{
    int fd = accept4(parent->setup->commands, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0)
        return;
    if (peer_may(fd))
        (void)asker_add(parent, fd, true);
    else
        (void)close(fd);
}

static void offices_answer(struct parent *parent, struct asker *asker, uint64_t request)
{
    struct arena *arena = parent->turn.arena;
    struct str *codes = arena_array(arena, struct str, OFFICES_MAX);
    struct buf body = buf_open(arena, FRAME_BODY_BYTES_MAX / 2);
    size_t n;
    if (offices_list(&parent->turn, parent->setup->dir, codes, &n) != OK)
        n = 0;
    for (size_t i = 0; i < n; i++) {
        struct str name = faces_name(&parent->faces, codes[i]);
        if (name.n == 0)
            name = codes[i];
        buf_format(&body, "%.*s\t%.*s\n", STR_ARG(codes[i]), STR_ARG(name));
    }
    struct frame frame = { FRAME_OFFICES, 0, request, buf_str(&body) };
    if (!buf_done(&body) || line_put(&asker->line, &frame) != OK)
        asker->line.gone = true;
}

static void line_asked(struct parent *parent, unsigned at, const struct frame *frame)
{
    struct asker *asker = &parent->askers[at];
    unsigned seat;
    if (parent->opening_count < OPENINGS_MAX && seat_of(parent, frame->body, &seat) != NULL) {
        parent->openings[parent->opening_count++] =
            (struct opening){ at, seat, asker->generation, frame->request };
        return;
    }
    struct frame refused = { FRAME_LINE, FRAME_REFUSED, frame->request, { 0 } };
    if (line_put(&asker->line, &refused) != OK)
        asker->line.gone = true;
}

void asker_read(struct parent *parent, unsigned at)
{
    struct asker *asker = &parent->askers[at];
    struct frame frame;
    line_fill(&asker->line);
    while (line_next(&asker->line, &frame, NULL)) {
        if (frame.type == FRAME_OFFICES)
            offices_answer(parent, asker, frame.request);
        else if (frame.type == FRAME_OPEN)
            line_asked(parent, at, &frame);
        else
            asker->line.gone = true;
    }
    line_flush(&asker->line);
}
