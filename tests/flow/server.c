#include "server.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ARGS_MAX = 24 };

const char *server_program = PROBE;

int64_t steady_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void sh(const char *command)
{
    pid_t pid = fork();
    int status;
    if (pid == 0) {
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

void server_again(struct server *server, const char *const *more)
{
    const char *argv[ARGS_MAX] = { "probe", "serve", "--data", server->dir, "--lang", "en" };
    size_t n = 6;
    bool listens = false;
    for (size_t i = 0; more != NULL && more[i] != NULL; i++) {
        listens |= strcmp(more[i], "--listen") == 0;
        argv[n++] = more[i];
    }
    if (!listens) {
        argv[n++] = "--listen";
        argv[n++] = "127.0.0.1:0";
    }
    int out[2];
    assert_int_equal(pipe(out), 0);
    server->pid = fork();
    if (server->pid == 0) {
        union {
            const char **given;
            char **wanted;
        } args = { argv };
        dup2(out[1], STDOUT_FILENO);
        close(out[0]);
        close(out[1]);
        execv(server_program, args.wanted);
        _exit(127);
    }
    close(out[1]);
    char line[256] = { 0 };
    size_t at = 0;
    while (at < sizeof line - 1 && read(out[0], line + at, 1) == 1 && line[at] != '\n')
        at++;
    close(out[0]);
    const char *colon = strrchr(line, ':');
    assert_non_null(colon);
    server->port = (unsigned)strtoul(colon + 1, NULL, 10);
    assert_true(server->port > 0);
}

struct server server_start(const char *offices, const char *const *more)
{
    struct server server = { .dir = "/tmp/teduh-flow-XXXXXX" };
    char command[512];
    assert_non_null(mkdtemp(server.dir));
    snprintf(command, sizeof command, "mkdir %s/kantor && cd %s/kantor && mkdir -p . %s",
             server.dir, server.dir, offices);
    sh(command);
    server_again(&server, more);
    return server;
}

struct server server_over(const char *dir, const char *const *more)
{
    struct server server = { 0 };
    snprintf(server.dir, sizeof server.dir, "%s", dir);
    server_again(&server, more);
    return server;
}

pid_t server_child(const struct server *server, const char *name)
{
    DIR *proc = opendir("/proc");
    pid_t found = 0;
    for (struct dirent *e = readdir(proc); e != NULL; e = readdir(proc)) {
        char path[300], stat[512] = { 0 }, comm[64];
        int pid, ppid;
        char state;
        snprintf(path, sizeof path, "/proc/%s/stat", e->d_name);
        FILE *file = fopen(path, "r");
        if (file == NULL)
            continue;
        if (fgets(stat, sizeof stat, file) != NULL &&
            sscanf(stat, "%d (%63[^)]) %c %d", &pid, comm, &state, &ppid) == 4 &&
            ppid == server->pid && strcmp(comm, name) == 0)
            found = pid;
        fclose(file);
    }
    closedir(proc);
    return found;
}

void server_wipe(struct server *server)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", server->dir);
    sh(command);
}

void server_stop(struct server *server)
{
    int status;
    assert_int_equal(kill(server->pid, SIGTERM), 0);
    assert_int_equal(waitpid(server->pid, &status, 0), server->pid);
    assert_int_equal(status, 0);
    server_wipe(server);
}

int server_connect(const struct server *server)
{
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)server->port),
                              .sin_addr = { htonl(INADDR_LOOPBACK) } };
    int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    if (connect(fd, (const struct sockaddr *)&to, sizeof to) != 0) {
        close(fd);
        return -1;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return fd;
}

void send_bytes(int fd, const char *at, size_t n)
{
    while (n > 0) {
        ssize_t sent = send(fd, at, n, MSG_NOSIGNAL);
        if (sent <= 0)
            return; /* refused before it was all there: the answer says so */
        at += sent;
        n -= (size_t)sent;
    }
}

void send_text(int fd, const char *text)
{
    send_bytes(fd, text, strlen(text));
}

/* Reads up to n bytes until `until` (monotonic); 0 at the end, -1 when time is over. */
static ssize_t read_until(int fd, char *at, size_t n, int64_t until)
{
    struct pollfd p = { fd, POLLIN, 0 };
    int64_t left = until - steady_ms();
    if (poll(&p, 1, left > 0 ? (int)left : 0) <= 0)
        return -1;
    ssize_t got = recv(fd, at, n, 0);
    return got < 0 ? 0 : got;
}

const char *header(const struct answer *answer, const char *name)
{
    static char value[1024];
    size_t n = strlen(name);
    for (const char *line = strstr(answer->head, "\r\n"); line != NULL;
         line = strstr(line + 2, "\r\n"))
        if (strncasecmp(line + 2, name, n) == 0 && strncmp(line + 2 + n, ": ", 2) == 0) {
            const char *from = line + 4 + n, *end = strstr(from, "\r\n");
            snprintf(value, sizeof value, "%.*s", (int)(end - from), from);
            return value;
        }
    return "";
}

struct answer answer_read(int fd, int ms)
{
    static char body[ANSWER_BYTES_MAX + 1];
    struct answer answer = { .body = body };
    int64_t until = steady_ms() + ms;
    size_t n = 0;
    body[0] = '\0';
    while (n < sizeof answer.head - 1) {
        if (n >= 4 && memcmp(answer.head + n - 4, "\r\n\r\n", 4) == 0)
            break;
        if (read_until(fd, answer.head + n, 1, until) != 1)
            return answer;
        answer.head[++n] = '\0';
    }
    answer.status = (int)strtol(answer.head + 9, NULL, 10);
    size_t length = strtoul(header(&answer, "Content-Length"), NULL, 10);
    assert_true(length <= ANSWER_BYTES_MAX);
    while (answer.body_n < length) {
        ssize_t got = read_until(fd, body + answer.body_n, length - answer.body_n, until);
        if (got <= 0)
            break;
        answer.body_n += (size_t)got;
    }
    body[answer.body_n] = '\0';
    if (answer.body_n < length)
        answer.status = 0;
    answer.closed = strcasecmp(header(&answer, "Connection"), "close") == 0;
    return answer;
}

bool is_closed(int fd, int ms)
{
    char bytes[4096];
    int64_t until = steady_ms() + ms;
    ssize_t got;
    while ((got = read_until(fd, bytes, sizeof bytes, until)) > 0)
        ;
    return got == 0;
}

struct answer ask(const struct server *server, const char *text)
{
    int fd = server_connect(server);
    assert_true(fd >= 0);
    send_text(fd, text);
    struct answer answer = answer_read(fd, 5000);
    close(fd);
    return answer;
}

struct answer get(const struct server *server, const char *path)
{
    char text[1024];
    snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: a\r\n\r\n", path);
    return ask(server, text);
}

struct answer post(const struct server *server, const char *path, const char *body)
{
    char text[4096];
    snprintf(text, sizeof text, "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: %zu\r\n\r\n%s",
             path, strlen(body), body);
    return ask(server, text);
}
