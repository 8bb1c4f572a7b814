/* Each act in a child of its own behind the fence; SIGSYS or EACCES is what stops it. */
#include "../unit.h"

#include "main/fence.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DONE = 0, REFUSED = 3 };

static char folder[] = "/tmp/teduh-fence-XXXXXX";
static bool landlock;

static int act_nothing(void)
{
    return DONE;
}

static int act_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? DONE : REFUSED;
}

static int act_run(void)
{
    return execl("/bin/true", "true", (char *)NULL) == 0 ? DONE : REFUSED;
}

static int act_fork(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    return pid > 0 ? DONE : REFUSED;
}

static int act_trace(void)
{
    return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 ? DONE : REFUSED;
}

static int act_read_elsewhere(void)
{
    return open("/etc/passwd", O_RDONLY) >= 0 ? DONE : REFUSED;
}

static int act_write_elsewhere(void)
{
    return open("/tmp/teduh-fence-outside", O_WRONLY | O_CREAT, 0600) >= 0 ? DONE : REFUSED;
}

static int act_work_at_home(void)
{
    int fd[2], file;
    char path[64], moved[64];
    (void)snprintf(path, sizeof path, "%s/log", folder);
    (void)snprintf(moved, sizeof moved, "%s/moved", folder);
    file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    bool good = file >= 0 && write(file, "x", 1) == 1 && fsync(file) == 0 &&
                ftruncate(file, 0) == 0 && rename(path, moved) == 0 && unlink(moved) == 0;
    return good && socketpair(AF_UNIX, SOCK_STREAM, 0, fd) == 0 ? DONE : REFUSED;
}

static int behind_the_fence(int (*act)(void))
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        (void)desk_fence(folder);
        _exit(act());
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static void stops(int (*act)(void))
{
    int status = behind_the_fence(act);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGSYS);
}

static void no_network_program_process_or_debugger(void **state)
{
    (void)state;
    stops(act_socket);
    stops(act_run);
    stops(act_fork);
    stops(act_trace);
}

static void no_file_outside_its_folder(void **state)
{
    (void)state;
    if (!landlock)
        skip();
    assert_int_equal(behind_the_fence(act_read_elsewhere), REFUSED << 8);
    assert_int_equal(behind_the_fence(act_write_elsewhere), REFUSED << 8);
}

static void its_own_work_goes_on(void **state)
{
    (void)state;
    assert_int_equal(behind_the_fence(act_nothing), DONE);
    assert_int_equal(behind_the_fence(act_work_at_home), DONE);
}

static int begin(void **state)
{
    int status;
    (void)state;
    assert_non_null(mkdtemp(folder));
    pid_t pid = fork();
    if (pid == 0)
        _exit(desk_fence(folder) ? 1 : 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    landlock = WEXITSTATUS(status) == 1;
    return 0;
}

static int end(void **state)
{
    (void)state;
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_network_program_process_or_debugger),
        cmocka_unit_test(no_file_outside_its_folder),
        cmocka_unit_test(its_own_work_goes_on),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, begin, end);
}
