/*
 * The program `teduh-gate`: HTTP and TLS.  It holds no key of an office and,
 * once it serves, opens no file.  Started by the parent with four descriptors:
 * control line, listening socket, key and certificates (or none), listening
 * socket of the metrics (or none).
 *
 * One thread, one loop.  A request is parked while an office works on it.
 */
#include "gate/state.h"

#include "gate/fence.h"

#include <fcntl.h>
#include <microhttpd.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum {
    FD_CONTROL = 3,
    FD_LISTEN,
    FD_PEM,
    FD_METRICS,
    PEM_BYTES_MAX = 64 << 10,
    TURN_MS = 1000,
    DRAIN_MS = 10 * 1000,
    PROGRAM_ARENA_BYTES = 64 << 20,
    TURN_ARENA_BYTES = 64 << 20,
};

static volatile sig_atomic_t stop_asked;

static void stop_ask(int number)
{
    (void)number;
    stop_asked = 1;
}

/* For spans only: it never jumps. */
static int64_t steady_ms(void)
{
    struct timespec t;
    must(clock_gettime(CLOCK_MONOTONIC, &t) == 0);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void harden(void)
{
    const struct rlimit none = { 0, 0 };
    must(setrlimit(RLIMIT_CORE, &none) == 0);
    must(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0);
    must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
}

static bool is_given(int fd)
{
    return fcntl(fd, F_GETFD) >= 0;
}

/* Key and certificates as one NUL-ended text; NULL: plain HTTP. */
static char *pem_read(struct arena *arena)
{
    size_t n = 0;
    if (!is_given(FD_PEM))
        return NULL;
    char *pem = arena_alloc(arena, PEM_BYTES_MAX + 1);
    for (ssize_t got = 1; got > 0 && n < PEM_BYTES_MAX; n += (size_t)got) {
        got = read(FD_PEM, pem + n, PEM_BYTES_MAX - n);
        must(got >= 0);
    }
    (void)close(FD_PEM);
    return pem;
}

static void signals_set(void)
{
    struct sigaction stop = { .sa_handler = stop_ask }, ignore = { .sa_handler = SIG_IGN };
    must(sigaction(SIGTERM, &stop, NULL) == 0);
    must(sigaction(SIGINT, &ignore, NULL) == 0 && sigaction(SIGPIPE, &ignore, NULL) == 0);
}

static struct gate *gate_open(struct arena *arena)
{
    struct gate *gate = arena_new(arena, struct gate);
    *gate = (struct gate){ .lives = { .arena = arena },
                           .exchanges = { .arena = arena },
                           .turn = arena_open(TURN_ARENA_BYTES),
                           .now_ms = steady_ms() };
    must(is_given(FD_CONTROL) && is_given(FD_LISTEN));
    line_open(&gate->control, FD_CONTROL, 1 << 20, true);
    struct arena *start = arena_open(1 << 20);
    const char *pem = pem_read(start);
    gate->tls = pem != NULL;
    gate->daemon = handler_start(gate, FD_LISTEN, pem);
    arena_close(start); /* wipes the key; the library has its own copy */
    must(gate->daemon != NULL);
    if (is_given(FD_METRICS))
        gate->metrics = metrics_start(gate, FD_METRICS);
    return gate;
}

static int epoll_of(struct MHD_Daemon *daemon)
{
    return daemon == NULL ? -1 : MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

/* How long nothing can happen but what the sockets say. */
static int wait_ms(const struct gate *gate)
{
    MHD_UNSIGNED_LONG_LONG ms;
    if (MHD_get_timeout(gate->daemon, &ms) == MHD_YES && ms < TURN_MS)
        return (int)ms;
    return TURN_MS;
}

enum { FIXED = 3, POLLED_MAX = FIXED + DESKS_MAX };

static void turn(struct gate *gate)
{
    struct pollfd fd[POLLED_MAX];
    unsigned at[POLLED_MAX];
    nfds_t n = FIXED;
    fd[0] = (struct pollfd){ epoll_of(gate->daemon), POLLIN, 0 };
    fd[1] = (struct pollfd){ gate->control.fd, line_wants(&gate->control), 0 };
    fd[2] = (struct pollfd){ epoll_of(gate->metrics), POLLIN, 0 };
    for (unsigned i = 0; i < DESKS_MAX; i++)
        if (gate->desks[i].used) {
            at[n] = i;
            fd[n++] =
                (struct pollfd){ gate->desks[i].line.fd, line_wants(&gate->desks[i].line), 0 };
        }
    int ready = poll(fd, n, wait_ms(gate));
    gate->now_ms = steady_ms();
    for (nfds_t i = FIXED; ready > 0 && i < n; i++) {
        if ((fd[i].revents & POLLOUT) != 0)
            line_flush(&gate->desks[at[i]].line);
        if ((fd[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0)
            desk_read(gate, at[i]);
    }
    if (ready > 0 && fd[1].revents != 0) {
        line_flush(&gate->control);
        control_read(gate);
    }
    desks_close_gone(gate);
    (void)MHD_run(gate->daemon);
    if (gate->metrics != NULL && ready > 0 && fd[2].revents != 0)
        (void)MHD_run(gate->metrics);
    arena_reset(gate->turn);
}

static void run(struct gate *gate)
{
    int64_t swept_ms = gate->now_ms;
    while (!stop_asked && !gate->control.gone) {
        turn(gate);
        if (gate->now_ms - swept_ms < TURN_MS)
            continue;
        swept_ms = gate->now_ms;
        lives_sweep(&gate->lives, gate->now_ms);
        desks_sweep(gate);
    }
}

/* What was begun is answered; nobody new is let in.  Without a parent there is nobody to ask. */
static void drain(struct gate *gate)
{
    int64_t until_ms = gate->now_ms + DRAIN_MS;
    int listen = MHD_quiesce_daemon(gate->daemon);
    if (listen >= 0)
        (void)close(listen);
    while (!gate->control.gone && gate->now_ms < until_ms && gate->exchanges.parked_count > 0)
        turn(gate);
    gate->stopping = true;
    desks_stop(gate);
    until_ms = gate->now_ms + TURN_MS;
    while (gate->now_ms < until_ms && lives_busy(&gate->lives))
        turn(gate);
    MHD_stop_daemon(gate->daemon);
    if (gate->metrics != NULL)
        MHD_stop_daemon(gate->metrics);
}

int main(void)
{
    if (!is_given(FD_CONTROL) || !is_given(FD_LISTEN)) {
        (void)fprintf(stderr, "teduh-gate is started by teduh\n");
        return 2;
    }
    struct arena *arena = arena_open(PROGRAM_ARENA_BYTES);
    harden();
    signals_set();
    struct gate *gate = gate_open(arena);
    gate_fence();
    run(gate);
    drain(gate);
    line_close(&gate->control);
    arena_close(gate->turn);
    arena_close(arena);
    return 0;
}
