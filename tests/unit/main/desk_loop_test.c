/* The real loop in a child process; this process plays the parent and the gate. */
#include "../unit.h"

#include "http/message.h"
#include "main/desk_loop.h"
#include "wire/line.h"

#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the hooks tell the test, and the test the hooks. */
struct shared {
    int begun, committed, served, ticks;
    bool fail_commit, fail_begin, open, closing;
    int full; /* so many commits find no room */
    int committed_when_last_served;
    int64_t offset_ms, moved_ms;
};

enum { PLANNED = 5 };

struct desk {
    struct shared *shared;
};

static enum err begin(struct desk *desk, struct ctx *ctx)
{
    if (desk->shared->fail_begin)
        return ctx_fail(ctx, ERR_STORE, "test.begin");
    desk->shared->begun++;
    return OK;
}

static enum err commit(struct desk *desk, struct ctx *ctx)
{
    if (desk->shared->fail_commit)
        return ctx_fail(ctx, ERR_STORE, "test.commit");
    if (desk->shared->full > 0) {
        desk->shared->full--;
        return ctx_fail(ctx, ERR_STORE, "store.full");
    }
    desk->shared->committed++;
    return OK;
}

static void tick(struct desk *desk, struct ctx *ctx)
{
    (void)ctx;
    desk->shared->ticks++;
}

static bool is_open(const struct desk *desk)
{
    return desk->shared->open && !desk->shared->closing;
}

static void clock_moved(struct desk *desk, struct ctx *ctx, int64_t by_ms)
{
    (void)ctx;
    desk->shared->moved_ms += by_ms;
}

static void serve_kdf(const struct request *request, struct reply *reply)
{
    if (request->kdf_key == NULL) {
        reply->flags = REPLY_WAIT;
        reply->kdf = (struct kdf_job){ .password = STR("kata sandi"), .ops = 1, .mem_kib = 64 };
        return;
    }
    buf_bytes(&reply->body, request->kdf_key, DERIVED_KEY_BYTES);
}

static void serve(struct desk *desk, struct ctx *ctx, const struct request *request,
                  struct reply *reply)
{
    reply->status = 200;
    reply->content_type = STR("text/plain");
    if (str_eq(request->path, STR("/x/kdf")))
        serve_kdf(request, reply);
    else if (str_eq(request->path, STR("/x/way")))
        buf_int(&reply->body, request->way);
    else if (str_eq(request->path, STR("/x/now")))
        buf_int(&reply->body, ctx->now_ms);
    else if (str_eq(request->path, STR("/x/big")))
        for (int i = 0; i < 3 << 20; i++)
            buf_byte(&reply->body, (char)('a' + i % 26));
    else if (str_eq(request->path, STR("/x/huge")))
        for (int i = 0; i <= REPLY_BODY_BYTES_MAX; i++)
            buf_byte(&reply->body, 'h');
    else
        buf_put(&reply->body, request->body);
    desk->shared->served++;
    desk->shared->committed_when_last_served = desk->shared->committed;
}

struct bench {
    struct shared *shared;
    struct line control, line;
    pid_t pid;
    struct arena *arena;
};

static struct line line_to_desk(struct bench *bench, struct str kind)
{
    int fd[2];
    struct line line;
    struct frame frame = { FRAME_LINE, 0, 0, kind };
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd), 0);
    assert_int_equal(line_put_socket(&bench->control, &frame, fd[1]), OK);
    line_flush(&bench->control);
    line_open(&line, fd[0], 8 << 20, false);
    return line;
}

static struct bench bench_open(void)
{
    struct bench bench = { .arena = arena_open(64 << 20) };
    int fd[2];
    bench.shared =
        mmap(NULL, sizeof *bench.shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd), 0);
    bench.pid = fork();
    if (bench.pid == 0) {
        struct desk desk = { bench.shared };
        struct desk_hooks hooks = { &desk, begin, serve, commit, tick, is_open, clock_moved, NULL };
        struct desk_wires wires = { fd[1], &bench.shared->offset_ms };
        close(fd[0]);
        _exit(desk_loop(&hooks, wires) ? PLANNED : 0);
    }
    close(fd[1]);
    line_open(&bench.control, fd[0], 1 << 20, true);
    bench.line = line_to_desk(&bench, STR("gate"));
    return bench;
}

/* Waits for the end of the desk while the parent lives. */
static int bench_end(struct bench *bench)
{
    int status;
    assert_int_equal(waitpid(bench->pid, &status, 0), bench->pid);
    bench->pid = 0;
    return status;
}

static int bench_close(struct bench *bench)
{
    int status = 0;
    line_close(&bench->line);
    line_close(&bench->control);
    if (bench->pid > 0)
        assert_int_equal(waitpid(bench->pid, &status, 0), bench->pid);
    munmap(bench->shared, sizeof *bench->shared);
    arena_close(bench->arena);
    return status;
}

static void ask(struct bench *bench, struct line *line, uint64_t number, struct str path,
                struct str body)
{
    struct request request = {
        .method = METHOD_POST, .way = WAY_COMMAND, .path = path, .body = body
    };
    struct buf bytes = buf_open(bench->arena, FRAME_BODY_BYTES_MAX);
    request_write(&bytes, &request);
    struct frame frame = { FRAME_REQUEST, 0, number, buf_str(&bytes) };
    assert_int_equal(line_put(line, &frame), OK);
    line_flush(line);
}

/* The next frame; fails the test after thirty seconds without a byte. */
static bool next(struct line *line, struct frame *frame, int *socket)
{
    for (int silent = 0; silent < 3000;) {
        if (line_next(line, frame, socket))
            return true;
        struct pollfd fd = { line->fd, line_wants(line), 0 };
        if (line->gone)
            return false;
        silent += poll(&fd, 1, 10) == 0;
        line_flush(line);
        line_fill(line);
    }
    fail_msg("the desk said nothing for thirty seconds");
    return false;
}

static struct str answer(struct bench *bench, struct line *line, uint64_t number, int status)
{
    struct frame frame;
    struct reply reply;
    struct str part;
    struct buf body = buf_open(bench->arena, REPLY_BODY_BYTES_MAX);
    assert_true(next(line, &frame, NULL));
    assert_int_equal(frame.type, FRAME_REPLY_HEAD);
    assert_int_equal(frame.request, number);
    assert_int_equal(reply_read(frame.body, &reply, &part), OK);
    assert_int_equal(reply.status, status);
    buf_put(&body, part);
    while ((frame.flags & FRAME_MORE) != 0) {
        assert_true(next(line, &frame, NULL));
        assert_int_equal(frame.type, FRAME_REPLY_PART);
        assert_int_equal(frame.request, number);
        buf_put(&body, frame.body);
    }
    assert_true(buf_done(&body));
    return buf_str(&body);
}

static void an_answer_comes_after_the_commit(void **state)
{
    (void)state;
    struct bench bench = bench_open();
    ask(&bench, &bench.line, 1, STR("/x/echo"), STR("halo"));
    assert_str(answer(&bench, &bench.line, 1, 200), STR("halo"));
    assert_int_equal(bench.shared->committed, bench.shared->committed_when_last_served + 1);
    assert_int_equal(bench_close(&bench), 0);
}

static void requests_that_wait_together_share_one_commit(void **state)
{
    (void)state;
    struct bench bench = bench_open();
    kill(bench.pid, SIGSTOP);
    for (uint64_t i = 1; i <= 40; i++)
        ask(&bench, &bench.line, i, STR("/x/echo"), STR("x"));
    kill(bench.pid, SIGCONT);
    for (uint64_t i = 1; i <= 40; i++)
        assert_str(answer(&bench, &bench.line, i, 200), STR("x"));
    assert_int_equal(bench.shared->served, 40);
    assert_true(bench.shared->committed <= 2);
    assert_int_equal(bench_close(&bench), 0);
}

static void more_than_a_batch_is_served_in_several_rounds(void **state)
{
    (void)state;
    struct bench bench = bench_open();
    kill(bench.pid, SIGSTOP);
    for (uint64_t i = 1; i <= DESK_BATCH_MAX * 3; i++)
        ask(&bench, &bench.line, i, STR("/x/echo"), STR("x"));
    kill(bench.pid, SIGCONT);
    for (uint64_t i = 1; i <= DESK_BATCH_MAX * 3; i++)
        assert_str(answer(&bench, &bench.line, i, 200), STR("x"));
    assert_in_range(bench.shared->committed, 3, 8);
    assert_int_equal(bench_close(&bench), 0);
}

static void a_failed_commit_acknowledges_nothing(void **state)
{
    (void)state;
    struct bench bench = bench_open();
    bench.shared->fail_commit = true;
    ask(&bench, &bench.line, 1, STR("/x/echo"), STR("halo"));
    assert_str(answer(&bench, &bench.line, 1, 503), STR(""));
    bench.shared->fail_commit = false;
    bench.shared->fail_begin = true;
    ask(&bench, &bench.line, 2, STR("/x/echo"), STR("halo"));
    assert_str(answer(&bench, &bench.line, 2, 503), STR(""));
    assert_int_equal(bench.shared->served, 1);
    bench.shared->fail_begin = false;
    ask(&bench, &bench.line, 3, STR("/x/echo"), STR("halo"));
    assert_str(answer(&bench, &bench.line, 3, 200), STR("halo"));
    assert_int_equal(bench_close(&bench), 0);
}

static void a_round_that_finds_the_disk_full_is_served_once_more(void **state)
{
    (void)state;
    struct bench bench = bench_open();
    bench.shared->full = 1;
    ask(&bench, &bench.line, 1, STR("/x/echo"), STR("halo"));
    assert_str(answer(&bench, &bench.line, 1, 200), STR("halo"));
    assert_int_equal(bench.shared->served, 2);
    assert_int_equal(bench.shared->committed, 1);
    bench.shared->full = 2;
    ask(&bench, &bench.line, 2, STR("/x/echo"), STR("halo"));
    assert_str(answer(&bench, &bench.line, 2, 503), STR(""));
    assert_int_equal(bench.shared->served, 4);
    assert_int_equal(bench.shared->full, 0);
    assert_int_equal(bench_close(&bench), 0);
}

static void a_gate_cannot_pass_for_a_command(void **state)
{
    (void)state;
    struct bench bench = bench_open();
    struct line command = line_to_desk(&bench, STR("command"));
    ask(&bench, &bench.line, 1, STR("/x/way"), STR(""));
    assert_str(answer(&bench, &bench.line, 1, 200), STR("3"));
    ask(&bench, &command, 1, STR("/x/way"), STR(""));
    assert_str(answer(&bench, &command, 1, 200), STR("1"));
    line_close(&command);
    assert_int_equal(bench_close(&bench), 0);
}

/* The socket on which the desk's password waits, with the job read from it. */
static int derivation_take(struct bench *bench)
{
    struct frame frame;
    int socket;
    char job[64];
    assert_true(next(&bench->control, &frame, &socket));
    assert_int_equal(frame.type, FRAME_DERIVE);
    assert_true(socket >= 0);
    assert_int_equal(recv(socket, job, sizeof job, MSG_WAITALL), 26 + 10);
    assert_memory_equal(job + 26, "kata sandi", 10);
    return socket;
}

static void a_password_is_derived_elsewhere_and_others_are_served_meanwhile(void **state)
{
    (void)state;
    struct bench bench = bench_open();
    ask(&bench, &bench.line, 1, STR("/x/kdf"), STR(""));
    int socket = derivation_take(&bench);
    ask(&bench, &bench.line, 2, STR("/x/echo"), STR("x"));
    assert_str(answer(&bench, &bench.line, 2, 200), STR("x"));
    assert_int_equal(write(socket, "0123456789abcdef", 16), 16);
    assert_int_equal(write(socket, "0123456789abcdef", 16), 16);
    close(socket);
    assert_str(answer(&bench, &bench.line, 1, 200), STR("0123456789abcdef0123456789abcdef"));
    assert_int_equal(bench_close(&bench), 0);
}

static void a_child_that_gives_no_key_makes_a_503(void **state)
{
    (void)state;
    struct bench bench = bench_open();
    ask(&bench, &bench.line, 1, STR("/x/kdf"), STR(""));
    int socket = derivation_take(&bench);
    assert_int_equal(write(socket, "too short", 9), 9);
    close(socket);
    (void)answer(&bench, &bench.line, 1, 503);
    assert_int_equal(bench_close(&bench), 0);
}

static void a_cancelled_request_is_not_answered(void **state)
{
    (void)state;
    struct bench bench = bench_open();
    struct frame cancel = { FRAME_CANCEL, 0, 1, { 0 } };
    ask(&bench, &bench.line, 1, STR("/x/kdf"), STR(""));
    int socket = derivation_take(&bench);
    assert_int_equal(line_put(&bench.line, &cancel), OK);
    ask(&bench, &bench.line, 2, STR("/x/echo"), STR("x"));
    assert_str(answer(&bench, &bench.line, 2, 200), STR("x"));
    assert_int_equal(send(socket, "k", 1, MSG_NOSIGNAL), -1);
    close(socket);
    assert_int_equal(bench_close(&bench), 0);
}

static void a_big_answer_comes_in_parts_and_a_huge_one_is_refused(void **state)
{
    (void)state;
    struct bench bench = bench_open();
    ask(&bench, &bench.line, 1, STR("/x/big"), STR(""));
    struct str body = answer(&bench, &bench.line, 1, 200);
    assert_int_equal(body.n, 3 << 20);
    for (size_t i = 0; i < body.n; i++)
        if (body.at[i] != (char)('a' + i % 26))
            fail_msg("byte %zu came wrong", i);
    ask(&bench, &bench.line, 2, STR("/x/huge"), STR(""));
    (void)answer(&bench, &bench.line, 2, 500);
    assert_int_equal(bench_close(&bench), 0);
}

static void a_line_that_speaks_nonsense_is_closed_and_others_live(void **state)
{
    (void)state;
    struct bench bench = bench_open();
    struct line bad = line_to_desk(&bench, STR("gate"));
    struct frame frame = { FRAME_REQUEST, 0, 1, STR("nonsense") }, got;
    assert_int_equal(line_put(&bad, &frame), OK);
    line_flush(&bad);
    assert_false(next(&bad, &got, NULL));
    line_close(&bad);
    ask(&bench, &bench.line, 1, STR("/x/echo"), STR("x"));
    assert_str(answer(&bench, &bench.line, 1, 200), STR("x"));
    assert_int_equal(bench_close(&bench), 0);
}

static void the_practice_clock_is_read_anew_each_round_and_its_move_is_told_once(void **state)
{
    (void)state;
    struct bench bench = bench_open();
    int64_t first, second;
    ask(&bench, &bench.line, 1, STR("/x/now"), STR(""));
    assert_true(str_int(answer(&bench, &bench.line, 1, 200), &first));
    bench.shared->offset_ms = 86400000;
    ask(&bench, &bench.line, 2, STR("/x/now"), STR(""));
    assert_true(str_int(answer(&bench, &bench.line, 2, 200), &second));
    assert_in_range(second - first, 86400000, 86400000 + 60000);
    bench.shared->offset_ms = 86000000;
    ask(&bench, &bench.line, 3, STR("/x/now"), STR(""));
    (void)answer(&bench, &bench.line, 3, 200);
    assert_int_equal(bench.shared->moved_ms, 86000000);
    assert_int_equal(bench_close(&bench), 0);
}

static void an_office_that_closes_says_so_and_answers_what_is_on_the_way(void **state)
{
    (void)state;
    struct bench bench = bench_open();
    struct frame frame;
    bench.shared->open = true;
    ask(&bench, &bench.line, 1, STR("/x/echo"), STR("x"));
    assert_str(answer(&bench, &bench.line, 1, 200), STR("x"));
    /* The second answer comes from a later turn: the first has seen the office open by then. */
    ask(&bench, &bench.line, 2, STR("/x/echo"), STR("y"));
    assert_str(answer(&bench, &bench.line, 2, 200), STR("y"));
    bench.shared->closing = true;
    assert_true(next(&bench.line, &frame, NULL));
    assert_int_equal(frame.type, FRAME_LEAVE);
    ask(&bench, &bench.line, 3, STR("/x/echo"), STR("late"));
    assert_str(answer(&bench, &bench.line, 3, 200), STR("late"));
    assert_true(next(&bench.control, &frame, NULL));
    assert_int_equal(frame.type, FRAME_LEAVE);
    line_close(&bench.line);
    assert_int_equal(bench_end(&bench), PLANNED << 8);
    assert_int_equal(bench_close(&bench), 0);
}

static void a_desk_whose_parent_dies_ends_without_closing_its_office(void **state)
{
    (void)state;
    struct bench bench = bench_open();
    bench.shared->open = true;
    ask(&bench, &bench.line, 1, STR("/x/echo"), STR("x"));
    assert_str(answer(&bench, &bench.line, 1, 200), STR("x"));
    assert_int_equal(bench_close(&bench), 0);
}

static void an_open_office_that_is_told_to_stop_is_closed_as_planned(void **state)
{
    (void)state;
    struct bench bench = bench_open();
    bench.shared->open = true;
    ask(&bench, &bench.line, 1, STR("/x/echo"), STR("x"));
    assert_str(answer(&bench, &bench.line, 1, 200), STR("x"));
    kill(bench.pid, SIGTERM);
    line_close(&bench.line);
    assert_int_equal(bench_end(&bench), PLANNED << 8);
    assert_int_equal(bench_close(&bench), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_comes_after_the_commit),
        cmocka_unit_test(requests_that_wait_together_share_one_commit),
        cmocka_unit_test(more_than_a_batch_is_served_in_several_rounds),
        cmocka_unit_test(a_failed_commit_acknowledges_nothing),
        cmocka_unit_test(a_round_that_finds_the_disk_full_is_served_once_more),
        cmocka_unit_test(a_gate_cannot_pass_for_a_command),
        cmocka_unit_test(a_password_is_derived_elsewhere_and_others_are_served_meanwhile),
        cmocka_unit_test(a_child_that_gives_no_key_makes_a_503),
        cmocka_unit_test(a_cancelled_request_is_not_answered),
        cmocka_unit_test(a_big_answer_comes_in_parts_and_a_huge_one_is_refused),
        cmocka_unit_test(a_line_that_speaks_nonsense_is_closed_and_others_live),
        cmocka_unit_test(the_practice_clock_is_read_anew_each_round_and_its_move_is_told_once),
        cmocka_unit_test(an_office_that_closes_says_so_and_answers_what_is_on_the_way),
        cmocka_unit_test(a_desk_whose_parent_dies_ends_without_closing_its_office),
        cmocka_unit_test(an_open_office_that_is_told_to_stop_is_closed_as_planned),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
