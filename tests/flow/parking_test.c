/* Requests that wait while an office works: none is lost, none gets another's answer. */
#include "server.h"

#include "http/request.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MANY = 64 };

static struct server server;

static int start(void **state)
{
    static const char *const more[] = { "--now", "2027-03-01T08:00:00+07:00", NULL };
    (void)state;
    server = server_start("uji dua", more);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    server_stop(&server);
    return 0;
}

static void ask_for(int fd, int number)
{
    char text[256];
    snprintf(text, sizeof text, "GET /uji/gema?nomor=%d. HTTP/1.1\r\nHost: a\r\n\r\n", number);
    send_text(fd, text);
}

static void must_be(const struct answer *answer, int number)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, "query nomor=%d.\n", number);
    assert_int_equal(answer->status, 200);
    assert_non_null(strstr(answer->body, wanted));
}

static void everybody_gets_the_own_answer(void **state)
{
    (void)state;
    int fd[MANY], number = 0;
    for (int i = 0; i < MANY; i++)
        fd[i] = server_connect(&server);
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < MANY; i++)
            ask_for(fd[i], number + i);
        for (int i = 0; i < MANY; i++) {
            struct answer answer = answer_read(fd[i], 5000);
            must_be(&answer, number + i);
        }
        number += MANY;
    }
    for (int i = 0; i < MANY; i++)
        close(fd[i]);
}

static void early_closes_disturb_nobody(void **state)
{
    (void)state;
    srandom(7);
    for (int round = 0; round < 20; round++) {
        int fd[MANY];
        bool leaves[MANY];
        for (int i = 0; i < MANY; i++) {
            fd[i] = server_connect(&server);
            leaves[i] = random() % 2 == 0;
            ask_for(fd[i], i);
            if (leaves[i])
                close(fd[i]);
        }
        for (int i = 0; i < MANY; i++) {
            if (leaves[i])
                continue;
            struct answer answer = answer_read(fd[i], 5000);
            must_be(&answer, i);
            close(fd[i]);
        }
    }
}

static void who_left_while_parked_is_forgotten(void **state)
{
    (void)state;
    int busy = server_connect(&server), fd[MANY];
    for (int i = 0; i < 8; i++)
        send_text(busy, "GET /uji/tidur HTTP/1.1\r\nHost: a\r\n\r\n"); /* 2.4 s of work */
    for (int i = 0; i < MANY; i++) {
        fd[i] = server_connect(&server);
        ask_for(fd[i], i);
    }
    for (int i = 0; i < MANY; i++)
        close(fd[i]);
    for (int i = 0; i < 8; i++)
        assert_int_equal(answer_read(busy, 9000).status, 200);
    close(busy);
    assert_int_equal(get(&server, "/uji/gema").status, 200);
}

static void one_office_at_work_holds_no_other_up(void **state)
{
    (void)state;
    int busy = server_connect(&server);
    assert_int_equal(get(&server, "/dua/gema").status, 200);
    send_text(busy, "GET /uji/tidur HTTP/1.1\r\nHost: a\r\n\r\n");
    int64_t before = steady_ms();
    assert_int_equal(get(&server, "/dua/gema").status, 200);
    assert_true(steady_ms() - before < 250);
    assert_int_equal(answer_read(busy, 3000).status, 200);
    close(busy);
}

static void a_client_that_writes_its_head_too_slowly_is_cut(void **state)
{
    (void)state;
    int fd = server_connect(&server);
    const char *text = "GET /uji/gema HTTP/1.1\r\nHost: a\r\nX-Slow: aaaaaaaaaaaaaaaaaaaa";
    int64_t before = steady_ms();
    bool cut = false;
    for (const char *c = text; !cut && *c != '\0' && steady_ms() - before < 14000; c++) {
        send_bytes(fd, c, 1);
        cut = is_closed(fd, 500);
    }
    assert_true(cut);
    assert_in_range(steady_ms() - before, 7000, 12000);
    close(fd);
}

static void many_half_open_connections_hold_nobody_up(void **state)
{
    (void)state;
    static int fd[600];
    for (int i = 0; i < 600; i++) {
        fd[i] = server_connect(&server);
        assert_true(fd[i] >= 0);
        send_text(fd[i], "GET /uji/gema HTTP/1.1\r\nHo");
    }
    int64_t before = steady_ms();
    assert_int_equal(get(&server, "/uji/gema").status, 200);
    assert_true(steady_ms() - before < 1000);
    for (int i = 0; i < 600; i++)
        close(fd[i]);
}

static void a_desk_that_dies_is_told_to_who_waits_and_starts_again(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        assert_int_equal(get(&server, "/uji/mati").status, 503);
        assert_int_equal(get(&server, "/uji/gema").status, 200); /* asked while it is still dying */
    }
    struct answer answer = post(&server, "/uji/mati",
                                "csrf=1&permintaan=0123456789abcdef0123456789abcdef&nama=rahasia");
    assert_int_equal(answer.status, 503);
    /* The link names the act as the office writes it: the form's id and where it was sent. */
    struct arena *arena = arena_open(1 << 16);
    struct id id;
    assert_true(hex_read(STR("0123456789abcdef0123456789abcdef"), id.at, sizeof id.at));
    id = request_act(STR("/uji/mati"), id);
    struct str hex = hex_write(arena, id.at, sizeof id.at);
    struct str link = str_format(arena, "href=\"/uji/permintaan/%.*s\"", STR_ARG(hex));
    assert_non_null(strstr(answer.body, str_z(arena, link)));
    arena_close(arena);
    assert_null(strstr(answer.body, "rahasia"));
    assert_null(
        strstr(answer.body, "http-equiv=\"refresh\"")); /* a POST is never repeated by itself */
    assert_int_equal(get(&server, "/uji/gema").status, 200);
}

static void passwords_are_derived_beside_the_work(void **state)
{
    (void)state;
    int fd[6];
    char first[65] = { 0 };
    for (int i = 0; i < 6; i++) {
        fd[i] = server_connect(&server);
        send_text(fd[i], "POST /uji/sandi HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nkunci");
    }
    assert_int_equal(get(&server, "/uji/gema").status, 200);
    for (int i = 0; i < 6; i++) {
        struct answer answer = answer_read(fd[i], 10000);
        assert_int_equal(answer.status, 200);
        assert_int_equal(answer.body_n, 64);
        if (i == 0)
            memcpy(first, answer.body, 64);
        assert_memory_equal(answer.body, first, 64);
        close(fd[i]);
    }
    assert_string_not_equal(post(&server, "/uji/sandi", "lain").body, first);
}

static void the_practice_clock_stands_where_it_was_put_and_moves(void **state)
{
    (void)state;
    int64_t monday = 1803862800000, now = strtoll(get(&server, "/uji/jam").body, NULL, 10);
    assert_in_range(now - monday, 0, 600000);
    int64_t offset = now - (int64_t)time(NULL) * 1000;
    char body[32];
    snprintf(body, sizeof body, "%lld", (long long)(offset + 86400000));
    assert_int_equal(post(&server, "/uji/geser", body).status, 200);
    for (int i = 0; i < 50 && strtoll(get(&server, "/uji/jam").body, NULL, 10) - now < 86000000;
         i++)
        usleep(10000);
    assert_in_range(strtoll(get(&server, "/dua/jam").body, NULL, 10) - now, 86000000, 87000000);
}

static void what_was_begun_is_answered_when_the_server_stops(void **state)
{
    (void)state;
    struct server own = server_start("uji", NULL);
    int fd = server_connect(&own), status;
    assert_int_equal(get(&own, "/uji/gema").status, 200);
    send_text(fd, "GET /uji/tidur HTTP/1.1\r\nHost: a\r\n\r\n");
    usleep(50000);
    kill(own.pid, SIGTERM);
    assert_int_equal(answer_read(fd, 5000).status, 200);
    assert_int_equal(waitpid(own.pid, &status, 0), own.pid);
    assert_int_equal(status, 0);
    close(fd);
    server_wipe(&own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_gets_the_own_answer),
        cmocka_unit_test(early_closes_disturb_nobody),
        cmocka_unit_test(who_left_while_parked_is_forgotten),
        cmocka_unit_test(one_office_at_work_holds_no_other_up),
        cmocka_unit_test(a_client_that_writes_its_head_too_slowly_is_cut),
        cmocka_unit_test(many_half_open_connections_hold_nobody_up),
        cmocka_unit_test(a_desk_that_dies_is_told_to_who_waits_and_starts_again),
        cmocka_unit_test(passwords_are_derived_beside_the_work),
        cmocka_unit_test(the_practice_clock_stands_where_it_was_put_and_moves),
        cmocka_unit_test(what_was_begun_is_answered_when_the_server_stops),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, start, stop);
}
