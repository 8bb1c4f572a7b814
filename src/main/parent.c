#define _GNU_SOURCE /* memfd_create, file seals */
#include "main/parent_state.h"

#include "main/programs.h"
#include "text/words.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TURN_MS = 1000, WAITING_TURN_MS = 20, TURN_ARENA_BYTES = 16 << 20 };

void patience_lose(struct patience *patience, int64_t now_ms)
{
    bool soon = now_ms - patience->started_ms < CRASH_SOON_MS;
    patience->in_a_row = soon ? patience->in_a_row + 1 : 1;
    /* The first is started again at once, the next ones later and later. */
    int64_t wait = 0;
    if (patience->in_a_row > 1)
        wait = 100LL << (patience->in_a_row < 10 ? patience->in_a_row - 2 : 8);
    if (wait > CRASH_WAIT_MS_MAX)
        wait = CRASH_WAIT_MS_MAX;
    patience->not_before_ms = now_ms + wait;
}

void parent_log(struct parent *parent, const char *key, struct str name, int status)
{
    if (parent->setup->log == NULL)
        return;
    int number = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
    const struct say_arg args[] = { say_text("name", name), say_number("status", number) };
    struct str line = words_fill(parent->turn.arena, LANG_EN, key, args, 2);
    (void)fprintf(parent->setup->log, "teduh: %.*s\n", STR_ARG(line));
    (void)fflush(parent->setup->log);
}

static void clock_share(struct parent *parent)
{
    parent->clock = memfd_create("clock", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    must(parent->clock >= 0 && ftruncate(parent->clock, sizeof *parent->offset_ms) == 0);
    parent->offset_ms =
        mmap(NULL, sizeof *parent->offset_ms, PROT_READ | PROT_WRITE, MAP_SHARED, parent->clock, 0);
    must(parent->offset_ms != MAP_FAILED);
    *parent->offset_ms = parent->setup->offset_ms;
    /* From here on only this mapping writes: a desk asks (FRAME_CLOCK). */
    must(fcntl(parent->clock, F_ADD_SEALS, F_SEAL_FUTURE_WRITE | F_SEAL_SHRINK | F_SEAL_GROW) == 0);
}

static void signals_take(struct parent *parent)
{
    sigset_t wanted;
    must(sigemptyset(&wanted) == 0 && sigaddset(&wanted, SIGTERM) == 0 &&
         sigaddset(&wanted, SIGINT) == 0 && sigaddset(&wanted, SIGCHLD) == 0 &&
         sigaddset(&wanted, SIGUSR1) == 0 && sigprocmask(SIG_BLOCK, &wanted, NULL) == 0);
    parent->signals = signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
    must(parent->signals >= 0);
    (void)signal(SIGPIPE, SIG_IGN);
}

static void children_reap(struct parent *parent, int64_t now_ms)
{
    int status;
    for (pid_t pid = waitpid(-1, &status, WNOHANG); pid > 0; pid = waitpid(-1, &status, WNOHANG))
        if (!slots_ended(&parent->slots, pid) && !seat_ended(parent, pid, status, now_ms) &&
            !check_ended(parent, pid, status))
            (void)gate_ended(parent, pid, status, now_ms);
}

static void signals_read(struct parent *parent, int64_t now_ms)
{
    struct signalfd_siginfo info;
    while (read(parent->signals, &info, sizeof info) == (ssize_t)sizeof info)
        if (info.ssi_signo == SIGUSR1) {
            checks_ask(parent, now_ms);
        } else if (info.ssi_signo != SIGCHLD && parent->stop_ms == 0) {
            parent->stop_ms = now_ms;
            for (unsigned i = 0; i < parent->setup->gates; i++)
                if (parent->gates[i].pid > 0)
                    (void)kill(parent->gates[i].pid, SIGTERM);
        }
}

enum { FIXED = 3, POLLED_MAX = FIXED + ASKERS_MAX + OFFICES_MAX };

struct polled {
    struct pollfd fd[POLLED_MAX];
    unsigned at[POLLED_MAX]; /* place in askers or seats */
    nfds_t askers_end, count;
};

static void line_poll(struct polled *polled, const struct line *line, unsigned at)
{
    polled->at[polled->count] = at;
    polled->fd[polled->count++] =
        (struct pollfd){ line->gone ? -1 : line->fd, line_wants(line), 0 };
}

static void poll_wait(struct parent *parent, struct polled *polled)
{
    int timeout = parent->opening_count > 0 ? WAITING_TURN_MS : TURN_MS;
    polled->fd[0] = (struct pollfd){ parent->signals, POLLIN, 0 };
    polled->fd[1] = (struct pollfd){ parent->setup->commands, POLLIN, 0 };
    polled->fd[2] = (struct pollfd){ parent->faces.fd, POLLIN, 0 };
    polled->count = FIXED;
    for (unsigned i = 0; i < ASKERS_MAX; i++)
        if (parent->askers[i].used)
            line_poll(polled, &parent->askers[i].line, i);
    polled->askers_end = polled->count;
    for (unsigned i = 0; i < parent->seat_count; i++)
        if (parent->seats[i]->pid > 0)
            line_poll(polled, &parent->seats[i]->control, i);
    if (poll(polled->fd, polled->count, timeout) < 0)
        for (nfds_t i = 0; i < polled->count; i++)
            polled->fd[i].revents = 0;
}

static void lines_serve(struct parent *parent, const struct polled *polled)
{
    for (nfds_t i = FIXED; i < polled->count; i++) {
        bool asker = i < polled->askers_end;
        unsigned at = polled->at[i];
        struct line *line = asker ? &parent->askers[at].line : &parent->seats[at]->control;
        if ((polled->fd[i].revents & POLLOUT) != 0)
            line_flush(line);
        if ((polled->fd[i].revents & (POLLIN | POLLHUP | POLLERR)) == 0)
            continue;
        if (asker)
            asker_read(parent, at);
        else
            seat_read(parent, at);
    }
    for (unsigned i = 0; i < ASKERS_MAX; i++)
        if (parent->askers[i].used && parent->askers[i].line.gone)
            asker_close(parent, i);
}

static unsigned gates_running(const struct parent *parent)
{
    unsigned n = 0;
    for (unsigned i = 0; i < parent->setup->gates; i++)
        n += parent->gates[i].pid > 0;
    return n;
}

/* Gates first, then desks: what was begun is answered.  True when nobody runs any more. */
static bool stop_run(struct parent *parent, int64_t now_ms)
{
    unsigned gates = gates_running(parent), desks = 0;
    bool now_desks = gates == 0 || now_ms - parent->stop_ms > STOP_GATES_MS;
    bool by_force = now_ms - parent->stop_ms > STOP_ALL_MS;
    for (unsigned i = 0; i < parent->seat_count; i++) {
        struct seat *seat = parent->seats[i];
        if (seat->pid == 0)
            continue;
        desks++;
        if (now_desks && !seat->leaving) {
            seat->leaving = true;
            (void)kill(seat->pid, SIGTERM);
        }
        if (by_force)
            (void)kill(seat->pid, SIGKILL);
    }
    for (unsigned i = 0; i < parent->setup->gates; i++)
        if (by_force && parent->gates[i].pid > 0)
            (void)kill(parent->gates[i].pid, SIGKILL);
    if (parent->check > 0)
        (void)kill(parent->check, SIGKILL); /* it only reads */
    return gates == 0 && desks == 0 && parent->check == 0;
}

static bool turn_run(struct parent *parent)
{
    struct polled polled;
    poll_wait(parent, &polled);
    int64_t now = clock_now_ms();
    if (polled.fd[0].revents != 0)
        signals_read(parent, now);
    if (polled.fd[1].revents != 0)
        commands_accept(parent);
    if (polled.fd[2].revents != 0)
        faces_read(&parent->faces);
    lines_serve(parent, &polled);
    children_reap(parent, now);
    gates_renew(parent, now);
    gates_run(parent, now);
    openings_run(parent, now);
    slots_run(&parent->slots, now);
    checks_run(parent, now);
    arena_reset(parent->turn.arena);
    return parent->stop_ms == 0 || !stop_run(parent, now);
}

int parent_run(struct ctx *ctx, const struct parent_setup *setup)
{
    must(setup->gates >= 1 && setup->gates <= GATES_MAX);
    struct parent *parent = arena_new(ctx->arena, struct parent);
    *parent = (struct parent){ .ctx = ctx,
                               .setup = setup,
                               .turn = { .arena = arena_open(TURN_ARENA_BYTES) } };
    parent->slots = (struct slots){ .press = setup->press,
                                    .served = arena_array(ctx->arena, uint64_t, OFFICES_MAX) };
    parent->faces = setup->faces;
    parent->tls_pem = setup->tls_pem;
    parent->renewed_ms = clock_now_ms();
    signals_take(parent);
    clock_share(parent);
    program_harden();
    gates_run(parent, clock_now_ms());
    while (turn_run(parent))
        ;
    slots_close(&parent->slots);
    for (unsigned i = 0; i < ASKERS_MAX; i++)
        if (parent->askers[i].used)
            asker_close(parent, i);
    (void)close(parent->signals);
    (void)close(parent->clock);
    arena_close(parent->turn.arena);
    return 0;
}
