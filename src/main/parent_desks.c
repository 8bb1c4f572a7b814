#include "main/parent_state.h"

#include "main/programs.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct seat *seat_of(struct parent *parent, struct str code, unsigned *at)
{
    for (unsigned i = 0; i < parent->seat_count; i++)
        if (str_eq(str_of(parent->seats[i]->code), code)) {
            *at = i;
            return parent->seats[i];
        }
    if (parent->seat_count == OFFICES_MAX ||
        !office_exists(parent->turn.arena, parent->setup->dir, code))
        return NULL;
    struct seat *seat = arena_new(parent->ctx->arena, struct seat);
    memcpy(seat->code, code.at, code.n);
    *at = parent->seat_count;
    parent->seats[parent->seat_count++] = seat;
    return seat;
}

static bool seat_start(struct parent *parent, struct seat *seat, int64_t now_ms)
{
    const struct parent_setup *setup = parent->setup;
    const char *const argv[] = { "teduh",    "desk",
                                 "--data",   str_z(parent->turn.arena, setup->dir),
                                 "--office", seat->code,
                                 NULL };
    int fd[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) != 0)
        return false;
    const int fds[] = { fd[1], parent->clock };
    struct program program = {
        .path = setup->self, .argv = argv, .in = -1, .out = -1, .fds = fds, .fds_count = 2
    };
    seat->pid = program_start(&program);
    (void)close(fd[1]);
    if (seat->pid <= 0) {
        (void)close(fd[0]);
        seat->pid = 0;
        patience_lose(&seat->patience, now_ms);
        return false;
    }
    line_open(&seat->control, fd[0], CONTROL_OUT_BYTES_MAX, true);
    seat->leaving = false;
    seat->patience.started_ms = now_ms;
    if (seat->damaged)
        check_tell(seat);
    return true;
}

static void opening_refuse(struct asker *asker, const struct opening *opening)
{
    struct frame frame = { FRAME_LINE, FRAME_REFUSED, opening->request, { 0 } };
    if (line_put(&asker->line, &frame) != OK)
        asker->line.gone = true;
}

/* False when the desk cannot take it now; one that is dying closes its sockets one by one, so that
 * the gate may ask again before its end is known here. */
static bool connect_both(struct seat *seat, struct asker *asker, const struct opening *opening)
{
    struct frame to_desk = { FRAME_LINE, 0, 0, asker->command ? STR("command") : STR("gate") };
    struct frame to_asker = { FRAME_LINE, 0, opening->request, { 0 } };
    int fd[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) != 0) {
        opening_refuse(asker, opening);
        return true;
    }
    bool handed = line_put_socket(&seat->control, &to_desk, fd[0]) == OK;
    if (handed)
        line_flush(&seat->control);
    if (!handed || seat->control.gone) {
        (void)close(fd[1]);
        return false;
    }
    if (line_put_socket(&asker->line, &to_asker, fd[1]) != OK)
        asker->line.gone = true;
    line_flush(&asker->line);
    return true;
}

/* True when the opening is settled, one way or the other. */
static bool opening_run(struct parent *parent, const struct opening *opening, int64_t now_ms)
{
    struct asker *asker = &parent->askers[opening->asker];
    struct seat *seat = parent->seats[opening->seat];
    if (!asker->used || asker->generation != opening->generation)
        return true;
    if (parent->stop_ms != 0) {
        opening_refuse(asker, opening);
        return true;
    }
    if (seat->leaving || (seat->pid > 0 && seat->control.gone))
        return false; /* its end is near; then the next one is started */
    if (seat->pid == 0 &&
        (now_ms < seat->patience.not_before_ms || !seat_start(parent, seat, now_ms)))
        return false;
    return connect_both(seat, asker, opening);
}

void openings_run(struct parent *parent, int64_t now_ms)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < parent->opening_count; i++)
        if (!opening_run(parent, &parent->openings[i], now_ms))
            parent->openings[kept++] = parent->openings[i];
    parent->opening_count = kept;
}

/* Only an office for practice asks (use/desk.h), and only such an office looks at it. */
static void clock_move(struct parent *parent, const struct frame *frame)
{
    if (frame->body.n != sizeof(int64_t))
        return;
    int64_t offset_ms = (int64_t)get_u64((const unsigned char *)frame->body.at);
    __atomic_store_n(parent->offset_ms, offset_ms, __ATOMIC_RELAXED);
}

void seat_read(struct parent *parent, unsigned at)
{
    struct seat *seat = parent->seats[at];
    struct frame frame;
    int socket;
    line_fill(&seat->control);
    while (line_next(&seat->control, &frame, &socket)) {
        if (frame.type == FRAME_DERIVE) {
            slots_put(&parent->slots, socket, at);
        } else {
            if (frame.type == FRAME_LEAVE)
                seat->leaving = true;
            else if (frame.type == FRAME_CLOCK)
                clock_move(parent, &frame);
            if (socket >= 0)
                (void)close(socket);
        }
    }
}

bool seat_ended(struct parent *parent, pid_t pid, int status, int64_t now_ms)
{
    for (unsigned i = 0; i < parent->seat_count; i++) {
        struct seat *seat = parent->seats[i];
        if (seat->pid != pid)
            continue;
        seat->pid = 0;
        line_close(&seat->control);
        if (seat->leaving && WIFEXITED(status) && WEXITSTATUS(status) == 0) {
            seat->patience = (struct patience){ 0 };
        } else {
            patience_lose(&seat->patience, now_ms);
            parent_log(parent, "log.desk_ended", str_of(seat->code), status);
        }
        seat->leaving = false;
        return true;
    }
    return false;
}
