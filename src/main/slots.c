#include "main/slots.h"

#include "main/programs.h"

#include <signal.h>
#include <unistd.h>

void slots_put(struct slots *slots, int fd, unsigned office)
{
    if (slots->queued == SLOTS_QUEUE_MAX) {
        (void)close(fd);
        return;
    }
    slots->queue[slots->queued].fd = fd;
    slots->queue[slots->queued++].office = office;
}

/* The oldest job of the office that was served longest ago. */
static size_t next_job(const struct slots *slots)
{
    size_t best = 0;
    for (size_t i = 1; i < slots->queued; i++)
        if (slots->served[slots->queue[i].office] < slots->served[slots->queue[best].office])
            best = i;
    return best;
}

static void job_start(struct slots *slots, size_t at, int64_t now_ms)
{
    static const char *const argv[] = { "teduh-press", "derive", NULL };
    size_t i = next_job(slots);
    int fd = slots->queue[i].fd;
    struct program program = { .path = slots->press, .argv = argv, .in = fd, .out = fd };
    slots->served[slots->queue[i].office] = ++slots->turn;
    slots->queued--;
    memmove(&slots->queue[i], &slots->queue[i + 1], (slots->queued - i) * sizeof *slots->queue);
    pid_t pid = program_start(&program);
    (void)close(fd); /* without a child the desk sees the end of its socket: later */
    if (pid > 0) {
        slots->slot[at].pid = pid;
        slots->slot[at].until_ms = now_ms + SLOT_MS_MAX;
    }
}

void slots_run(struct slots *slots, int64_t now_ms)
{
    for (size_t at = 0; at < SLOTS; at++) {
        if (slots->slot[at].pid > 0 && now_ms > slots->slot[at].until_ms)
            (void)kill(slots->slot[at].pid, SIGKILL);
        if (slots->slot[at].pid == 0 && slots->queued > 0)
            job_start(slots, at, now_ms);
    }
}

bool slots_ended(struct slots *slots, pid_t pid)
{
    for (size_t at = 0; at < SLOTS; at++)
        if (slots->slot[at].pid == pid) {
            slots->slot[at].pid = 0;
            return true;
        }
    return false;
}

void slots_close(struct slots *slots)
{
    for (size_t i = 0; i < slots->queued; i++)
        (void)close(slots->queue[i].fd);
    slots->queued = 0;
    for (size_t at = 0; at < SLOTS; at++)
        if (slots->slot[at].pid > 0)
            (void)kill(slots->slot[at].pid, SIGKILL);
}
