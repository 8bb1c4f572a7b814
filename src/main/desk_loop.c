#include "main/desk_loop.h"

#include "main/derivations.h"
#include "main/desk_replies.h"
#include "wire/line.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

enum {
    TICK_MS = 1000,
    IDLE_CLOSED_MS = 60 * 1000,
    LEAVE_MS = 5000, /* how long lines may take to say good-bye */
    LINE_OUT_BYTES_MAX = 40 << 20,
    LINE_FULL_BYTES = 8 << 20, /* no new request is read while so much waits to be sent */
    ROUND_ARENA_BYTES = 16 << 20,
    WAITING_MAX = DESK_BATCH_MAX + DERIVATIONS_MAX,
};

/* One request from its arrival to its answer. */
struct work {
    struct ctx ctx;
    unsigned line;       /* place in loop.lines */
    uint64_t generation; /* of the line: an answer never goes to a later tenant of the place */
    uint64_t number;     /* of the request on its line */
    struct request request;
    struct reply reply;
};

struct tenant {
    struct line line;
    uint64_t generation;
    bool used, command; /* command: of teduh.sock, else of a gate */
};

struct loop {
    const struct desk_hooks *hooks;
    struct desk_wires wires;
    struct line control;
    struct tenant lines[DESK_LINES_MAX];
    struct work *waiting[WAITING_MAX]; /* in the order of arrival */
    size_t waiting_count;
    struct work *free_work[WAITING_MAX];
    size_t free_count;
    struct derivations derivations;
    struct arena *arena; /* of the loop itself, for struct work */
    struct ctx round;
    uint64_t generation;
    int64_t last_request_ms, last_tick_ms, leave_until_ms;
    int64_t offset_ms; /* of the practice clock at the last round */
    bool was_open, leaving;
    unsigned turn; /* which line is read first, so that none is always last */
};

static volatile sig_atomic_t stop_asked;
static struct line *control_line; /* of the one loop that a process runs */

static void stop_ask(int number)
{
    (void)number;
    stop_asked = 1;
}

static int64_t offset_ms(const struct desk_wires *wires)
{
    return wires->offset_ms == NULL ? 0 : __atomic_load_n(wires->offset_ms, __ATOMIC_RELAXED);
}

/* The time of this round.  A moved practice clock is told first: what is measured from a moment
 * that really passed must not jump with it. */
static void clock_read(struct loop *loop)
{
    int64_t offset = offset_ms(&loop->wires), by = offset - loop->offset_ms;
    loop->offset_ms = offset;
    loop->round.now_ms = clock_now_ms() + offset;
    if (by != 0 && loop->hooks->clock_moved != NULL)
        loop->hooks->clock_moved(loop->hooks->desk, &loop->round, by);
}

static struct work *work_take(struct loop *loop)
{
    struct work *work;
    if (loop->free_count > 0) {
        work = loop->free_work[--loop->free_count];
    } else {
        work = arena_new(loop->arena, struct work);
        work->ctx.arena = arena_open(REQUEST_ARENA_BYTES);
    }
    return work;
}

static void work_give(struct loop *loop, struct work *work)
{
    struct arena *arena = work->ctx.arena;
    arena_reset(arena);
    *work = (struct work){ .ctx = { .arena = arena } };
    must(loop->free_count < WAITING_MAX);
    loop->free_work[loop->free_count++] = work;
}

static struct tenant *tenant_of(struct loop *loop, const struct work *work)
{
    struct tenant *tenant = &loop->lines[work->line];
    return tenant->used && tenant->generation == work->generation ? tenant : NULL;
}

static void work_answer(struct loop *loop, struct work *work)
{
    struct tenant *tenant = tenant_of(loop, work);
    if (tenant != NULL)
        reply_send(&tenant->line, work->number, &work->reply);
    work_give(loop, work);
}

/* ---- what arrives ---- */

static void request_arrived(struct loop *loop, unsigned line, const struct frame *frame)
{
    struct tenant *tenant = &loop->lines[line];
    struct work *work = work_take(loop);
    work->line = line;
    work->generation = tenant->generation;
    work->number = frame->request;
    /* The frame's bytes end with the next read of the line; the request lives longer. */
    if (request_read(str_copy(work->ctx.arena, frame->body), &work->request) != OK) {
        tenant->line.gone = true;
        work_give(loop, work);
        return;
    }
    /* The way is what the line is, not what the other end says of itself. */
    if (tenant->command)
        work->request.way = WAY_COMMAND;
    else if (work->request.way == WAY_COMMAND)
        work->request.way = WAY_NETWORK;
    loop->waiting[loop->waiting_count++] = work;
    loop->last_request_ms = clock_now_ms();
}

/* Forgets what nobody waits for any more: not yet served, or waiting for its password. */
static void cancel(struct loop *loop, unsigned line, uint64_t number, bool all)
{
    size_t kept = 0;
    for (size_t i = 0; i < loop->waiting_count; i++) {
        struct work *work = loop->waiting[i];
        if (work->line == line && (all || work->number == number))
            work_give(loop, work);
        else
            loop->waiting[kept++] = work;
    }
    loop->waiting_count = kept;
    for (size_t i = loop->derivations.count; i-- > 0;) {
        struct work *work = loop->derivations.at[i].owner;
        if (work->line == line && (all || work->number == number)) {
            derivation_drop(&loop->derivations, i);
            work_give(loop, work);
        }
    }
}

static void tenant_close(struct loop *loop, unsigned i)
{
    cancel(loop, i, 0, true);
    line_close(&loop->lines[i].line);
    loop->lines[i].used = false;
}

static bool tenant_full(const struct loop *loop, const struct tenant *tenant)
{
    return loop->waiting_count + loop->derivations.count >= DESK_BATCH_MAX ||
           line_waiting(&tenant->line) > LINE_FULL_BYTES;
}

/* Takes whole frames while there is room; what stays in the line's buffer comes next round. */
static void tenant_read(struct loop *loop, unsigned i)
{
    struct tenant *tenant = &loop->lines[i];
    struct frame frame;
    while (!tenant_full(loop, tenant) && line_next(&tenant->line, &frame, NULL)) {
        if (frame.type == FRAME_REQUEST && frame.flags == 0)
            request_arrived(loop, i, &frame);
        else if (frame.type == FRAME_CANCEL)
            cancel(loop, i, frame.request, false);
        else
            tenant->line.gone = true;
    }
}

static void line_arrived(struct loop *loop, int socket, bool command)
{
    for (unsigned i = 0; i < DESK_LINES_MAX; i++) {
        struct tenant *tenant = &loop->lines[i];
        if (tenant->used)
            continue;
        *tenant =
            (struct tenant){ .used = true, .command = command, .generation = ++loop->generation };
        line_open(&tenant->line, socket, LINE_OUT_BYTES_MAX, false);
        return;
    }
    (void)close(socket); /* the asker sees a closed line and asks again */
}

static void tick(struct loop *loop)
{
    loop->last_tick_ms = clock_now_ms();
    clock_read(loop);
    loop->hooks->tick(loop->hooks->desk, &loop->round);
    arena_reset(loop->round.arena);
}

static void control_read(struct loop *loop)
{
    struct frame frame;
    int socket;
    line_fill(&loop->control);
    while (line_next(&loop->control, &frame, &socket)) {
        if (frame.type == FRAME_LINE && socket >= 0) {
            line_arrived(loop, socket, str_eq(frame.body, STR("command")));
            loop->last_request_ms = clock_now_ms();
        } else {
            must(frame.type == FRAME_WAKE && socket < 0); /* the parent says nothing else */
            if (loop->hooks->checked != NULL)
                loop->hooks->checked(loop->hooks->desk, (frame.flags & FRAME_REFUSED) != 0);
            tick(loop);
        }
    }
}

/* ---- a round ---- */

static void refuse_all(struct loop *loop, struct work **batch, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        reply_busy(&batch[i]->reply, batch[i]->ctx.arena);
        work_answer(loop, batch[i]);
    }
}

/* A reply that waits for a password leaves the round; true when it did. */
static bool derive_begin(struct loop *loop, struct work *work)
{
    if ((work->reply.flags & REPLY_WAIT) == 0)
        return false;
    work->request.kdf_key = NULL;
    if (derivation_begin(&loop->derivations, &loop->control, &work->reply.kdf, work) == OK)
        return true;
    reply_busy(&work->reply, work->ctx.arena);
    return false;
}

static void serve(struct loop *loop, struct work *work)
{
    const struct desk_hooks *hooks = loop->hooks;
    work->ctx.now_ms = loop->round.now_ms;
    work->ctx.why = (struct why){ 0 };
    work->reply = (struct reply){ .body = buf_open(work->ctx.arena, REPLY_BODY_BYTES_MAX) };
    hooks->serve(hooks->desk, &work->ctx, &work->request, &work->reply);
    must((work->reply.flags & REPLY_WAIT) != 0 ||
         (work->reply.status >= 200 && work->reply.status <= 599));
}

/* False: nothing of this round happened. */
static bool round_try(struct loop *loop, struct work **batch, size_t n)
{
    const struct desk_hooks *hooks = loop->hooks;
    loop->round.why = (struct why){ 0 };
    if (hooks->begin(hooks->desk, &loop->round) != OK)
        return false;
    for (size_t i = 0; i < n; i++)
        serve(loop, batch[i]);
    return hooks->commit(hooks->desk, &loop->round) == OK;
}

/* Serves what waits, commits once, answers after it: acknowledged is on the disk.  Where the disk
 * turned out to be full, all of it is served once more: the store refuses now what finds no room,
 * and each page tells its officer so, with what was typed. */
static void round_run(struct loop *loop)
{
    struct work *batch[DESK_BATCH_MAX];
    size_t n = loop->waiting_count < DESK_BATCH_MAX ? loop->waiting_count : DESK_BATCH_MAX;
    memcpy(batch, loop->waiting, n * sizeof *batch);
    loop->waiting_count -= n;
    memmove(loop->waiting, loop->waiting + n, loop->waiting_count * sizeof *batch);

    clock_read(loop);
    bool done = round_try(loop, batch, n);
    if (!done && str_eq(str_of(loop->round.why.key), STR("store.full")))
        done = round_try(loop, batch, n);
    if (!done)
        refuse_all(loop, batch, n);
    for (size_t i = 0; done && i < n; i++)
        if (!derive_begin(loop, batch[i]))
            work_answer(loop, batch[i]);
    arena_reset(loop->round.arena);
}

static void derivations_read(struct loop *loop)
{
    for (size_t i = loop->derivations.count; i-- > 0;) {
        struct derivation *derivation = &loop->derivations.at[i];
        struct work *work = derivation->owner;
        enum err err = derivation_read(derivation);
        if (err == ERR_BUSY)
            continue;
        if (err == OK) {
            unsigned char *key = arena_alloc(work->ctx.arena, DERIVED_KEY_BYTES);
            memcpy(key, derivation->key, DERIVED_KEY_BYTES);
            work->request.kdf_key = key;
            loop->waiting[loop->waiting_count++] = work;
        } else {
            reply_busy(&work->reply, work->ctx.arena);
            work_answer(loop, work);
        }
        derivation_drop(&loop->derivations, i);
    }
}

/* ---- the loop ---- */

static void leave(struct loop *loop)
{
    struct frame frame = { .type = FRAME_LEAVE };
    if (loop->leaving)
        return;
    loop->leaving = true;
    loop->leave_until_ms = clock_now_ms() + LEAVE_MS;
    if (line_put(&loop->control, &frame) != OK)
        loop->control.gone = true;
    for (unsigned i = 0; i < DESK_LINES_MAX; i++)
        if (loop->lines[i].used && line_put(&loop->lines[i].line, &frame) != OK)
            loop->lines[i].line.gone = true;
}

static bool all_gone(const struct loop *loop)
{
    for (unsigned i = 0; i < DESK_LINES_MAX; i++)
        if (loop->lines[i].used)
            return false;
    return loop->waiting_count == 0 && loop->derivations.count == 0;
}

/* True when the process may end. */
static bool over(struct loop *loop)
{
    int64_t now = clock_now_ms();
    bool open = loop->hooks->is_open(loop->hooks->desk);
    if (stop_asked || loop->control.gone || (loop->was_open && !open) ||
        (!open && now - loop->last_request_ms >= IDLE_CLOSED_MS && loop->waiting_count == 0 &&
         loop->derivations.count == 0))
        leave(loop);
    loop->was_open |= open;
    return loop->leaving && (all_gone(loop) || now >= loop->leave_until_ms);
}

struct polled {
    struct pollfd fd[1 + DESK_LINES_MAX + DERIVATIONS_MAX];
    unsigned line[1 + DESK_LINES_MAX];
    nfds_t lines, count;
};

static void poll_wait(struct loop *loop, struct polled *polled, int timeout_ms)
{
    polled->fd[0] = (struct pollfd){ loop->control.gone ? -1 : loop->control.fd,
                                     line_wants(&loop->control), 0 };
    polled->lines = 1;
    for (unsigned i = 0; i < DESK_LINES_MAX; i++) {
        struct tenant *tenant = &loop->lines[i];
        if (!tenant->used)
            continue;
        short wants = line_wants(&tenant->line);
        if (tenant_full(loop, tenant))
            wants &= (short)~POLLIN;
        polled->line[polled->lines] = i;
        polled->fd[polled->lines++] = (struct pollfd){ tenant->line.fd, wants, 0 };
    }
    polled->count = polled->lines;
    for (size_t i = 0; i < loop->derivations.count; i++)
        polled->fd[polled->count++] = (struct pollfd){ loop->derivations.at[i].fd, POLLIN, 0 };
    if (poll(polled->fd, polled->count, timeout_ms) < 0)
        for (nfds_t i = 0; i < polled->count; i++)
            polled->fd[i].revents = 0;
}

static void lines_serve(struct loop *loop, const struct polled *polled)
{
    nfds_t n = polled->lines - 1;
    for (nfds_t k = 0; k < n; k++) {
        nfds_t at = 1 + (k + loop->turn) % n;
        unsigned i = polled->line[at];
        struct tenant *tenant = &loop->lines[i];
        if ((polled->fd[at].revents & POLLOUT) != 0)
            line_flush(&tenant->line);
        if ((polled->fd[at].revents & (POLLIN | POLLHUP | POLLERR)) != 0)
            line_fill(&tenant->line);
        tenant_read(loop, i);
        if (tenant->line.gone)
            tenant_close(loop, i);
    }
    loop->turn++;
}

static bool lines_have_more(struct loop *loop)
{
    for (unsigned i = 0; i < DESK_LINES_MAX; i++)
        if (loop->lines[i].used && !tenant_full(loop, &loop->lines[i]) &&
            line_has_frame(&loop->lines[i].line))
            return true;
    return false;
}

static void turn_run(struct loop *loop)
{
    struct polled polled;
    bool now = loop->waiting_count > 0 || lines_have_more(loop);
    poll_wait(loop, &polled, now ? 0 : TICK_MS);
    if (polled.fd[0].revents != 0 && !loop->control.gone) {
        control_read(loop);
        line_flush(&loop->control);
    }
    lines_serve(loop, &polled);
    derivations_read(loop);
    if (loop->waiting_count > 0)
        round_run(loop);
    /* The answers of a round go out together. */
    for (unsigned i = 0; i < DESK_LINES_MAX; i++)
        if (loop->lines[i].used)
            line_flush(&loop->lines[i].line);
    line_flush(&loop->control);
    if (clock_now_ms() - loop->last_tick_ms >= TICK_MS)
        tick(loop);
}

bool desk_loop(const struct desk_hooks *hooks, struct desk_wires wires)
{
    struct sigaction action = { .sa_handler = stop_ask }, ignore = { .sa_handler = SIG_IGN };
    must(sigaction(SIGTERM, &action, NULL) == 0 && sigaction(SIGINT, &ignore, NULL) == 0);
    struct arena *arena = arena_open(4 << 20);
    struct loop *loop = arena_new(arena, struct loop);
    *loop = (struct loop){ .hooks = hooks,
                           .wires = wires,
                           .arena = arena,
                           .offset_ms = offset_ms(&wires),
                           .round = { .arena = arena_open(ROUND_ARENA_BYTES) },
                           .last_request_ms = clock_now_ms() };
    line_open(&loop->control, wires.control, 1 << 20, true);
    control_line = &loop->control;
    while (!over(loop))
        turn_run(loop);
    for (unsigned i = 0; i < DESK_LINES_MAX; i++)
        if (loop->lines[i].used)
            tenant_close(loop, i);
    for (size_t i = 0; i < loop->free_count; i++)
        arena_close(loop->free_work[i]->ctx.arena);
    bool planned = loop->was_open && !loop->control.gone;
    control_line = NULL;
    line_close(&loop->control);
    arena_close(loop->round.arena);
    arena_close(arena);
    return planned;
}

void desk_clock_move(struct desk_wires wires, int64_t offset_ms)
{
    unsigned char bytes[sizeof offset_ms];
    struct frame frame = { FRAME_CLOCK, 0, 0, { (const char *)bytes, sizeof bytes } };
    put_u64(bytes, (uint64_t)offset_ms);
    must(control_line != NULL && control_line->fd == wires.control);
    if (line_put(control_line, &frame) == OK)
        line_flush(control_line);
}
