/*
 * kill -9 of gate, desk and parent of a real office while an officer's notes
 * are written: each acknowledged note is in the record under the id it was
 * acknowledged with, and asking again with the same request id writes nothing.
 */
#include "../flow/server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WRITERS = 3, NOTES_MAX = 20000, ENTRY_HEX = 64 };

struct shared {
    volatile bool stop;
    volatile unsigned written[WRITERS];            /* notes 0..written-1 were acknowledged */
    char entry[WRITERS][NOTES_MAX][ENTRY_HEX + 1]; /* and under which id */
};

static struct server server;
static char cookie[160], place[32];

/* POST of JSON to the office's interface, as a page of its own origin. */
static struct answer post_json(int fd, const char *path, const char *request, const char *body)
{
    char text[2048];
    snprintf(
        text, sizeof text,
        "POST /banten/api/v1%s HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\nCookie: %s\r\n"
        "Content-Type: application/json\r\nIdempotency-Key: %s\r\nContent-Length: %zu\r\n\r\n%s",
        path, cookie, request, strlen(body), body);
    send_text(fd, text);
    return answer_read(fd, 15000);
}

/* The value of "name":"…" in JSON; cut to `n`. */
static bool json_text(const char *json, const char *name, char *out, size_t n)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, "\"%s\":\"", name);
    const char *from = strstr(json, wanted);
    if (from == NULL)
        return false;
    from += strlen(wanted);
    const char *end = strchr(from, '"');
    snprintf(out, n, "%.*s", (int)(end - from), from);
    return true;
}

static void log_in(void)
{
    char path[128], line[512], body[256], phrase[128] = { 0 };
    snprintf(path, sizeof path, "%s/latihan.txt", server.dir);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, "banten\tmanajer\t", 15) == 0)
            sscanf(line, "%*[^\t]\t%*[^\t]\t%*[^\t]\t%127[^\t]", phrase);
    fclose(file);
    snprintf(body, sizeof body, "{\"login\":\"manajer\",\"passphrase\":\"%s\"}", phrase);
    int fd = server_connect(&server);
    struct answer answer = post_json(fd, "/masuk", "00000000000000000000000000000001", body);
    assert_int_equal(answer.status, 200);
    snprintf(cookie, sizeof cookie, "%.*s", (int)strcspn(header(&answer, "Set-Cookie"), ";"),
             header(&answer, "Set-Cookie"));
    close(fd);
    snprintf(line, sizeof line,
             "GET /banten/api/v1/kasus HTTP/1.1\r\nHost: a\r\nCookie: %s\r\n\r\n", cookie);
    answer = ask(&server, line);
    assert_true(json_text(answer.body, "case", place, sizeof place));
}

static struct answer note_write(int fd, int who, unsigned number)
{
    char path[64], request[40], body[96];
    snprintf(path, sizeof path, "/kasus/%s/catatan", place);
    snprintf(request, sizeof request, "%08x%024x", who + 1, number);
    snprintf(body, sizeof body, "{\"text\":\"catatan %d %u\",\"compartment\":\"I\"}", who, number);
    return post_json(fd, path, request, body);
}

/* Writes note after note; one that was not acknowledged is asked for again with the same id. */
static void writer_run(struct shared *shared, int who)
{
    int fd = -1;
    while (!shared->stop && shared->written[who] < NOTES_MAX) {
        if (fd < 0 && (fd = server_connect(&server)) < 0) {
            usleep(20000);
            continue;
        }
        unsigned number = shared->written[who];
        struct answer answer = note_write(fd, who, number);
        if (answer.status == 200 &&
            json_text(answer.body, "entry", shared->entry[who][number], ENTRY_HEX + 1))
            shared->written[who] = number + 1;
        else if (answer.status != 0 && answer.status != 503)
            break; /* the test sees that nothing moves, and says so */
        if (answer.status == 0 || answer.closed) {
            close(fd);
            fd = -1;
        }
    }
    _exit(0);
}

static unsigned written(const struct shared *shared)
{
    unsigned n = 0;
    for (int who = 0; who < WRITERS; who++)
        n += shared->written[who];
    return n;
}

static void wait_for_more(const struct shared *shared)
{
    unsigned before = written(shared);
    for (int i = 0; i < 2000 && written(shared) <= before; i++)
        usleep(10000);
    if (written(shared) <= before)
        fail_msg("no note was acknowledged for 20 seconds after a kill");
}

static void kill_one(long turn, const char *const *more)
{
    static const char *const victims[] = { "teduh-gate", "teduh", NULL };
    const char *victim = victims[turn % 3];
    if (victim != NULL) {
        pid_t pid = server_child(&server, victim);
        if (pid > 0)
            kill(pid, SIGKILL);
        return;
    }
    kill(server.pid, SIGKILL);
    (void)waitpid(server.pid, NULL, 0);
    server_again(&server, more);
}

static void record_check(const struct shared *shared)
{
    char entry[ENTRY_HEX + 1], command[256];
    int fd = server_connect(&server);
    for (int who = 0; who < WRITERS; who++)
        for (unsigned i = 0; i < shared->written[who]; i++) {
            struct answer answer = note_write(fd, who, i);
            assert_int_equal(answer.status, 200);
            assert_non_null(strstr(answer.body, "\"again\":true"));
            assert_true(json_text(answer.body, "entry", entry, sizeof entry));
            assert_string_equal(entry, shared->entry[who][i]);
        }
    close(fd);
    print_message("# %u notes acknowledged, each found again\n", written(shared));
    snprintf(command, sizeof command, "%s audit verify --data %s >/dev/null", TEDUH, server.dir);
    sh(command);
}

static void an_acknowledged_note_is_in_the_record_once(void **state)
{
    (void)state;
    char dir[] = "/tmp/teduh-crash-XXXXXX", command[256], listen[32];
    const char *more[] = { "--listen", listen, NULL }, *text = getenv("TEDUH_KILLS");
    long kills = text != NULL ? strtol(text, NULL, 10) : 12;
    struct shared *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t writers[WRITERS];
    assert_non_null(mkdtemp(dir));
    snprintf(command, sizeof command, "%s init --demo 2 --code banten --data %s >/dev/null", TEDUH,
             dir);
    sh(command);
    server_program = TEDUH;
    server = server_over(dir, NULL);
    snprintf(listen, sizeof listen, "127.0.0.1:%u", server.port);
    log_in();
    for (int who = 0; who < WRITERS; who++)
        if ((writers[who] = fork()) == 0)
            writer_run(shared, who);
    srandom(23);
    wait_for_more(shared);
    for (long i = 0; i < kills; i++) {
        usleep((useconds_t)(random() % 250000));
        kill_one(i, more);
        wait_for_more(shared);
    }
    shared->stop = true;
    for (int who = 0; who < WRITERS; who++)
        assert_int_equal(waitpid(writers[who], NULL, 0), writers[who]);
    record_check(shared);
    server_stop(&server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_acknowledged_note_is_in_the_record_once),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
