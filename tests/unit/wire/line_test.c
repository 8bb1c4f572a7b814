#include "../unit.h"

#include "wire/line.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { OUT_MAX = 4 << 20 };

struct ends {
    struct line a, b;
};

static struct ends ends_open(bool takes_sockets)
{
    int fd[2];
    struct ends ends;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
    line_open(&ends.a, fd[0], OUT_MAX, takes_sockets);
    line_open(&ends.b, fd[1], OUT_MAX, takes_sockets);
    return ends;
}

static void ends_close(struct ends *ends)
{
    line_close(&ends->a);
    line_close(&ends->b);
    line_close(&ends->b); /* twice is allowed */
}

static struct frame request(uint64_t number, struct str body)
{
    return (struct frame){ FRAME_REQUEST, 0, number, body };
}

static void frames_arrive_whole_and_in_order(void **state)
{
    (void)state;
    struct ends ends = ends_open(false);
    struct arena *arena = arena_open(8 << 20);
    char *big = arena_alloc(arena, FRAME_BODY_BYTES_MAX);
    memset(big, 'x', FRAME_BODY_BYTES_MAX);
    for (uint64_t i = 1; i <= 3; i++) {
        struct frame frame = request(i, (struct str){ big, i * 300000 });
        assert_int_equal(line_put(&ends.a, &frame), OK);
    }
    uint64_t next = 1;
    while (next <= 3) {
        struct frame got;
        line_flush(&ends.a);
        line_fill(&ends.b);
        while (line_next(&ends.b, &got, NULL)) {
            assert_int_equal(got.request, next);
            assert_int_equal(got.body.n, next * 300000);
            assert_memory_equal(got.body.at, big, got.body.n);
            next++;
        }
        assert_false(ends.b.gone);
    }
    assert_int_equal(line_waiting(&ends.a), 0);
    ends_close(&ends);
    arena_close(arena);
}

static void a_frame_cut_anywhere_is_put_together(void **state)
{
    (void)state;
    unsigned char bytes[FRAME_HEAD_BYTES + 5];
    struct frame frame = request(7, STR("hello")), got;
    frame_head_write(&frame, bytes);
    memcpy(bytes + FRAME_HEAD_BYTES, "hello", 5);
    for (size_t cut = 0; cut < sizeof bytes; cut++) {
        struct ends ends = ends_open(false);
        assert_int_equal(write(ends.a.fd, bytes, cut), (ssize_t)cut);
        line_fill(&ends.b);
        assert_false(line_next(&ends.b, &got, NULL));
        assert_int_equal(write(ends.a.fd, bytes + cut, sizeof bytes - cut),
                         (ssize_t)(sizeof bytes - cut));
        line_fill(&ends.b);
        assert_true(line_next(&ends.b, &got, NULL));
        assert_str(got.body, STR("hello"));
        ends_close(&ends);
    }
}

static void what_waits_has_a_maximum_and_nothing_is_half_queued(void **state)
{
    (void)state;
    struct ends ends = ends_open(false);
    static char body[1 << 20];
    struct frame frame = request(1, (struct str){ body, sizeof body }),
                 small = request(2, STR("x"));
    int queued = 0;
    while (line_put(&ends.a, &frame) == OK)
        queued++;
    assert_int_equal(queued, 3); /* a fourth head and body would pass 4 MiB */
    assert_int_equal(line_waiting(&ends.a), 3 * (sizeof body + FRAME_HEAD_BYTES));
    assert_int_equal(line_put(&ends.a, &small), OK);
    ends_close(&ends);
}

static void a_broken_head_ends_the_line(void **state)
{
    (void)state;
    struct ends ends = ends_open(false);
    struct frame got;
    unsigned char bytes[FRAME_HEAD_BYTES] = { 0xff, 0xff, 0xff, 0xff, 0, 1 };
    assert_int_equal(write(ends.a.fd, bytes, sizeof bytes), sizeof bytes);
    line_fill(&ends.b);
    assert_false(line_next(&ends.b, &got, NULL));
    assert_true(ends.b.gone);
    ends_close(&ends);
}

static void what_was_sent_before_the_peer_left_is_still_read(void **state)
{
    (void)state;
    struct ends ends = ends_open(false);
    struct frame frame = request(9, STR("last")), got;
    assert_int_equal(line_put(&ends.a, &frame), OK);
    line_flush(&ends.a);
    line_close(&ends.a);
    line_fill(&ends.b);
    line_fill(&ends.b);
    assert_true(ends.b.gone);
    assert_true(line_next(&ends.b, &got, NULL));
    assert_str(got.body, STR("last"));
    ends_close(&ends);
}

static void sockets_arrive_with_their_own_frames(void **state)
{
    (void)state;
    struct ends ends = ends_open(true);
    struct frame plain = request(1, STR("before")), got;
    struct frame with = { FRAME_LINE, 0, 2, STR("kantor") };
    int pipes[2][2];
    for (int i = 0; i < 2; i++) {
        assert_int_equal(pipe(pipes[i]), 0);
        assert_int_equal(line_put(&ends.a, &plain), OK);
        assert_int_equal(line_put_socket(&ends.a, &with, pipes[i][1]), OK);
    }
    line_flush(&ends.a);
    line_fill(&ends.b);
    for (int i = 0; i < 2; i++) {
        int fd;
        char c;
        assert_true(line_next(&ends.b, &got, &fd));
        assert_int_equal(fd, -1);
        assert_true(line_next(&ends.b, &got, &fd));
        assert_str(got.body, STR("kantor"));
        assert_true(fd >= 0);
        assert_int_equal(write(fd, "s", 1), 1);
        assert_int_equal(read(pipes[i][0], &c, 1), 1); /* it is the right one */
        close(fd);
        assert_int_equal(read(pipes[i][0], &c, 1), 0); /* and nobody kept a copy */
        close(pipes[i][0]);
    }
    ends_close(&ends);
}

static void a_line_that_takes_no_sockets_gets_none(void **state)
{
    (void)state;
    struct ends ends = ends_open(false);
    struct frame with = { FRAME_LINE, 0, 2, STR("kantor") }, got;
    int fd[2];
    assert_int_equal(pipe(fd), 0);
    assert_int_equal(line_put_socket(&ends.a, &with, fd[1]), OK);
    line_flush(&ends.a);
    line_fill(&ends.b);
    assert_false(line_next(&ends.b, &got, NULL));
    assert_true(ends.b.gone);
    char c;
    assert_int_equal(read(fd[0], &c, 1), 0);
    close(fd[0]);
    ends_close(&ends);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_arrive_whole_and_in_order),
        cmocka_unit_test(a_frame_cut_anywhere_is_put_together),
        cmocka_unit_test(what_waits_has_a_maximum_and_nothing_is_half_queued),
        cmocka_unit_test(a_broken_head_ends_the_line),
        cmocka_unit_test(what_was_sent_before_the_peer_left_is_still_read),
        cmocka_unit_test(sockets_arrive_with_their_own_frames),
        cmocka_unit_test(a_line_that_takes_no_sockets_gets_none),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
