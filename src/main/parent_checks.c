#include "main/parent_state.h"

#include "main/programs.h"

#include <sys/resource.h>
#include <sys/wait.h>

enum {
    CHECK_FIRST_MS = 10 * 60 * 1000, /* the morning's first pages come before it */
    CHECK_EVERY_MS = 24 * 3600 * 1000,
    CHECK_NICE = 19,
    CHECK_PASSED = 0,
    CHECK_REFUSED = 1, /* `teduh audit verify` found damage, or could not read the record */
};

static bool check_start(struct parent *parent, unsigned at)
{
    const struct parent_setup *setup = parent->setup;
    const char *const argv[] = { "teduh",
                                 "audit",
                                 "verify",
                                 "--data",
                                 str_z(parent->turn.arena, setup->dir),
                                 "--office",
                                 parent->seats[at]->code,
                                 NULL };
    const struct program program = { .path = setup->self, .argv = argv, .in = -1, .out = -1 };
    pid_t pid = program_start(&program);
    if (pid <= 0)
        return false;
    (void)setpriority(PRIO_PROCESS, (id_t)pid, CHECK_NICE);
    parent->check = pid;
    parent->checked = at;
    return true;
}

void checks_run(struct parent *parent, int64_t now_ms)
{
    for (unsigned i = 0; i < parent->seat_count; i++) {
        struct seat *seat = parent->seats[i];
        if (seat->check_ms == 0)
            seat->check_ms = now_ms + CHECK_FIRST_MS;
        if (parent->check > 0 || parent->stop_ms != 0 || now_ms < seat->check_ms)
            continue;
        if (check_start(parent, i))
            seat->check_ms = now_ms + CHECK_EVERY_MS;
    }
}

void checks_ask(struct parent *parent, int64_t now_ms)
{
    for (unsigned i = 0; i < parent->seat_count; i++)
        parent->seats[i]->check_ms = now_ms;
}

void check_tell(struct seat *seat)
{
    struct frame frame = { FRAME_WAKE, seat->damaged ? FRAME_REFUSED : 0, 0, { 0 } };
    if (seat->pid > 0 && !seat->control.gone && line_put(&seat->control, &frame) != OK)
        seat->control.gone = true;
}

bool check_ended(struct parent *parent, pid_t pid, int status)
{
    if (parent->check != pid)
        return false;
    struct seat *seat = parent->seats[parent->checked];
    parent->check = 0;
    if (parent->stop_ms != 0)
        return true;
    /* One that was killed or met a bug says nothing about the record: tomorrow again. */
    bool judged = WIFEXITED(status) &&
                  (WEXITSTATUS(status) == CHECK_PASSED || WEXITSTATUS(status) == CHECK_REFUSED);
    if (!judged || WEXITSTATUS(status) == CHECK_REFUSED)
        parent_log(parent, judged ? "log.check_damaged" : "log.check_ended", str_of(seat->code),
                   status);
    if (judged)
        seat->damaged = WEXITSTATUS(status) == CHECK_REFUSED;
    check_tell(seat);
    return true;
}
