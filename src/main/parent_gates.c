#define _GNU_SOURCE /* memfd_create */
#include "main/parent_state.h"

#include "main/programs.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* The key goes through memory, because a gate opens no file. */
static int pem_give(struct str pem)
{
    if (pem.n == 0)
        return -1;
    int fd = memfd_create("tls", MFD_CLOEXEC);
    must(fd >= 0 && write(fd, pem.at, pem.n) == (ssize_t)pem.n && lseek(fd, 0, SEEK_SET) == 0);
    return fd;
}

static void gate_start(struct parent *parent, struct gate *gate, bool first, int64_t now_ms)
{
    static const char *const argv[] = { "teduh-gate", NULL };
    const struct parent_setup *setup = parent->setup;
    int fd[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) != 0)
        return;
    int pem = pem_give(parent->tls_pem);
    /* As gate/gate.c reads them: control, listening, key and certificate, metrics. */
    const int fds[] = { fd[1], setup->listen.fd, pem, first ? setup->metrics : -1 };
    struct program program = {
        .path = setup->gate, .argv = argv, .in = -1, .out = -1, .fds = fds, .fds_count = 4
    };
    gate->pid = program_start(&program);
    (void)close(fd[1]);
    if (pem >= 0)
        (void)close(pem);
    if (gate->pid <= 0) {
        gate->pid = 0;
        (void)close(fd[0]);
        patience_lose(&gate->patience, now_ms);
        return;
    }
    gate->patience.started_ms = now_ms;
    gate->asker = asker_add(parent, fd[0], false);
}

void gates_run(struct parent *parent, int64_t now_ms)
{
    for (unsigned i = 0; i < parent->setup->gates && parent->stop_ms == 0; i++) {
        struct gate *gate = &parent->gates[i];
        if (gate->pid == 0 && now_ms >= gate->patience.not_before_ms)
            gate_start(parent, gate, i == 0, now_ms);
    }
}

void gates_renew(struct parent *parent, int64_t now_ms)
{
    const struct parent_setup *setup = parent->setup;
    struct str pem;
    if (setup->tls_renew == NULL || now_ms - parent->renewed_ms < RENEW_MS)
        return;
    parent->renewed_ms = now_ms;
    if (setup->tls_renew(&parent->turn, setup->dir, &setup->listen, &pem) != OK ||
        str_eq(pem, parent->tls_pem))
        return;
    parent->tls_pem = str_copy(parent->ctx->arena, pem);
    for (unsigned i = 0; i < setup->gates; i++)
        if (parent->gates[i].pid > 0)
            (void)kill(parent->gates[i].pid, SIGTERM);
}

bool gate_ended(struct parent *parent, pid_t pid, int status, int64_t now_ms)
{
    for (unsigned i = 0; i < parent->setup->gates; i++) {
        struct gate *gate = &parent->gates[i];
        if (gate->pid != pid)
            continue;
        gate->pid = 0;
        if (gate->asker < ASKERS_MAX && parent->askers[gate->asker].used)
            asker_close(parent, gate->asker);
        bool asked = WIFEXITED(status) && WEXITSTATUS(status) == 0;
        if (parent->stop_ms == 0 && !asked) {
            patience_lose(&gate->patience, now_ms);
            parent_log(parent, "log.gate_ended", STR(""), status);
        }
        return true;
    }
    return false;
}
