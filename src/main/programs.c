#define _GNU_SOURCE
#include "main/programs.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ASIDE_FD = 64 }; /* above every number a program is given */

/* Only what may be called after fork(); any failure is status 127. */
static void child_run(const struct program *program)
{
    int aside[PROGRAM_FDS_MAX], null = open("/dev/null", O_RDWR | O_CLOEXEC);
    int in = program->in >= 0 ? program->in : null, out = program->out >= 0 ? program->out : null;
    char *const environment[] = { NULL };
    if (null < 0)
        _exit(127);
    for (size_t i = 0; i < program->fds_count; i++)
        aside[i] = program->fds[i] < 0 ? -1 : fcntl(program->fds[i], F_DUPFD, ASIDE_FD);
    if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
        _exit(127);
    for (size_t i = 0; i < program->fds_count; i++) {
        int wanted = PROGRAM_FIRST_FD + (int)i;
        if (aside[i] < 0)
            (void)close(wanted);
        else if (dup2(aside[i], wanted) < 0)
            _exit(127);
    }
    (void)close_range((unsigned)PROGRAM_FIRST_FD + (unsigned)program->fds_count, ~0U, 0);
    for (int number = 1; number < NSIG; number++)
        (void)signal(number, SIG_DFL);
    sigset_t none;
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    /* execve() asks for strings that may be written to, and does not write to them. */
    union {
        const char *const *given;
        char *const *wanted;
    } argv = { program->argv };
    (void)execve(program->path, argv.wanted, environment);
    _exit(127);
}

pid_t program_start(const struct program *program)
{
    must(program->fds_count <= PROGRAM_FDS_MAX);
    pid_t pid = fork();
    if (pid == 0)
        child_run(program);
    return pid;
}

const char *program_self(struct arena *arena)
{
    char *path = arena_alloc(arena, PROGRAM_PATH_MAX);
    ssize_t n = readlink("/proc/self/exe", path, PROGRAM_PATH_MAX - 1);
    must(n > 0 && n < PROGRAM_PATH_MAX - 1);
    path[n] = '\0';
    return path;
}

const char *program_beside(struct arena *arena, const char *self, const char *name)
{
    const char *slash = strrchr(self, '/');
    must(slash != NULL);
    return str_format(arena, "%.*s/%s", (int)(slash - self), self, name).at;
}

void program_harden(void)
{
    const struct rlimit none = { 0, 0 };
    must(setrlimit(RLIMIT_CORE, &none) == 0);
    must(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0);
    must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
    (void)umask(077);
}
