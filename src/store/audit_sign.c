#include "store/audit_sign.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Below SHARE_MIN signatures a child costs more than it does. */
enum { WORKERS_MAX = 16, SHARE_MIN = 64 };

static void check(const struct signature_check *checks, size_t from, size_t to, bool *good)
{
    for (size_t i = from; i < to; i++)
        good[i] = envelope_verify(&checks[i].envelope, checks[i].key);
}

static size_t workers(size_t count)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t n = processors < 1 ? 1 : (size_t)processors;
    n = n > WORKERS_MAX ? WORKERS_MAX : n;
    return n > count / SHARE_MIN ? count / SHARE_MIN : n;
}

/* The share of worker i of n begins here. */
static size_t share(size_t count, size_t i, size_t n)
{
    return count * i / n;
}

static bool finished(pid_t child)
{
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
           WEXITSTATUS(status) == 0;
}

void signatures_check(const struct signature_check *checks, size_t count, bool *good)
{
    must(count <= SIGNATURES_MAX);
    size_t n = workers(count);
    pid_t children[WORKERS_MAX];
    bool *shared = n < 2 ? MAP_FAILED
                         : mmap(NULL, SIGNATURES_MAX * sizeof *shared, PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        check(checks, 0, count, good);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            check(checks, share(count, i, n), share(count, i + 1, n), shared);
            _exit(0);
        }
    }
    check(checks, 0, share(count, 1, n), good);
    for (size_t i = 1; i < n; i++) {
        size_t from = share(count, i, n), to = share(count, i + 1, n);
        if (finished(children[i]))
            memcpy(good + from, shared + from, (to - from) * sizeof *good);
        else
            check(checks, from, to, good);
    }
    (void)munmap(shared, SIGNATURES_MAX * sizeof *shared);
}
