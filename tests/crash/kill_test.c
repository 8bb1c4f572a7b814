/*
 * kill -9 of gate, desk and parent at random moments while four clients write:
 * what was acknowledged is in the record, whole and once, and service goes on.
 */
#include "../flow/server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WRITERS = 4, WRITES_MAX = 200000 };

struct shared {
    volatile bool stop;
    volatile unsigned asked[WRITERS];                  /* numbers 1..asked were sent */
    volatile unsigned char acked[WRITERS][WRITES_MAX]; /* this one was acknowledged */
};

/* Appends numbered lines until it is told to stop; a refused connection is tried again. */
static void writer_run(const struct server *server, struct shared *shared, int who)
{
    int fd = -1;
    while (!shared->stop && shared->asked[who] + 1 < WRITES_MAX) {
        if (fd < 0 && (fd = server_connect(server)) < 0) {
            usleep(20000);
            continue;
        }
        unsigned number = shared->asked[who] + 1;
        char text[256];
        int body = snprintf(NULL, 0, "%d:%u.", who, number);
        snprintf(text, sizeof text,
                 "POST /uji/tulis HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%d:%u.", body,
                 who, number);
        shared->asked[who] = number;
        send_text(fd, text);
        struct answer answer = answer_read(fd, 10000);
        if (answer.status == 200)
            shared->acked[who][number] = 1;
        if (answer.status == 0 || answer.closed) {
            close(fd);
            fd = -1;
        }
    }
    _exit(0);
}

static unsigned acknowledged(const struct shared *shared)
{
    unsigned n = 0;
    for (int who = 0; who < WRITERS; who++)
        for (unsigned i = 1; i <= shared->asked[who]; i++)
            n += shared->acked[who][i];
    return n;
}

/* Every line is one that was asked for, none stands twice, every acknowledged one is there. */
static void record_check(const struct server *server, const struct shared *shared)
{
    static unsigned char found[WRITERS][WRITES_MAX];
    char path[128], line[128];
    unsigned lines = 0;
    memset(found, 0, sizeof found);
    snprintf(path, sizeof path, "%s/kantor/uji/log", server->dir);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        int who;
        unsigned number;
        char end;
        assert_int_equal(sscanf(line, "%d:%u%c\n", &who, &number, &end), 3);
        assert_int_equal(end, '.');
        assert_in_range(who, 0, WRITERS - 1);
        assert_in_range(number, 1, shared->asked[who]);
        assert_int_equal(found[who][number], 0);
        found[who][number] = 1;
        lines++;
    }
    fclose(file);
    for (int who = 0; who < WRITERS; who++)
        for (unsigned i = 1; i <= shared->asked[who]; i++)
            if (shared->acked[who][i] && !found[who][i])
                fail_msg("line %u of writer %d was acknowledged and is lost", i, who);
    print_message("# %u lines, %u acknowledged\n", lines, acknowledged(shared));
}

/* Service is back when a write is acknowledged again. */
static void wait_for_more(const struct shared *shared, unsigned than)
{
    for (int i = 0; i < 1500 && acknowledged(shared) <= than; i++)
        usleep(10000);
    if (acknowledged(shared) <= than)
        fail_msg("no write was acknowledged for 15 seconds after a kill");
}

static void kill_one(struct server *server, const char *const *more, const char *victim)
{
    pid_t pid = victim == NULL ? server->pid : server_child(server, victim);
    int status;
    if (pid == 0)
        return;
    kill(pid, SIGKILL);
    if (victim == NULL) {
        (void)waitpid(pid, &status, 0);
        server_again(server, more);
    }
}

static void nothing_acknowledged_is_lost_whoever_is_killed(void **state)
{
    static const char *const victims[] = { "teduh-gate", "probe", NULL };
    (void)state;
    const char *text = getenv("TEDUH_KILLS");
    long kills = text != NULL ? strtol(text, NULL, 10) : 24;
    char listen[32];
    const char *more[] = { "--listen", listen, NULL };
    struct shared *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct server server = server_start("uji", NULL);
    snprintf(listen, sizeof listen, "127.0.0.1:%u", server.port);
    pid_t writers[WRITERS];
    for (int who = 0; who < WRITERS; who++)
        if ((writers[who] = fork()) == 0)
            writer_run(&server, shared, who);
    srandom(11);
    wait_for_more(shared, 0);
    for (long i = 0; i < kills; i++) {
        usleep((useconds_t)(random() % 200000));
        kill_one(&server, more, victims[i % 3]);
        wait_for_more(shared, acknowledged(shared));
    }
    shared->stop = true;
    for (int who = 0; who < WRITERS; who++)
        assert_int_equal(waitpid(writers[who], NULL, 0), writers[who]);
    record_check(&server, shared);
    server_stop(&server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_acknowledged_is_lost_whoever_is_killed),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
