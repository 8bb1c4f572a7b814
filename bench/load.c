/*
 * load - asks a server on loopback as fast as it answers, and says how fast that was.
 *
 *   load -c CONNECTIONS -t MS [-n MOST] [-p PID]... [-l FILE] PORT PLAN
 *   load -s FILE                 p50, p99 and slowest of all latencies kept by -l
 *
 * Each connection has one request on its way at a time.  PLAN: one request a line,
 * "path TAB cookie TAB body"; a body makes it a POST.  Connection i takes the lines
 * i, i + CONNECTIONS, ... in turn, so that connections share no line where their number
 * divides that of the lines.  In a body %REQUEST% is a fresh number of 32 hex digits, %N%
 * a running one.  After MS (or MOST requests) nothing new is asked; what is on its way
 * is waited for and counted.
 *
 * Prints: requests/s, p50 and p99 in us, processor time of all PIDs in us a request,
 * answers that were not 2xx or 3xx, bytes an answer, requests.
 */
#include <ctype.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    CONNECTIONS_MAX = 256,
    PIDS_MAX = 64,
    LINES_MAX = 20000,
    ANSWER_MAX = 2 << 20,
    REQUEST_MAX = 16 << 10,
    SAMPLES_MAX = 1 << 20,
    PATIENCE_MS = 20000,
};

struct line {
    char *path, *cookie, *body;
};

struct connection {
    int fd;
    size_t next; /* line of the plan */
    double asked;
    bool waits;
    char *in;
    size_t n;
};

static struct {
    int connections, port;
    double length;
    long most;
    pid_t pids[PIDS_MAX];
    int pids_n;
    const char *keep;
    struct line plan[LINES_MAX];
    size_t lines;
    struct connection of[CONNECTIONS_MAX];
    uint32_t sample[SAMPLES_MAX]; /* us */
    long asked, answered, bad;
    double bytes;
} load;

static void die(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, errno == 0 ? "cannot be" : strerror(errno));
    exit(1);
}

static double seconds(clockid_t id)
{
    struct timespec t;
    return clock_gettime(id, &t) == 0 ? (double)t.tv_sec + (double)t.tv_nsec / 1e9 : 0;
}

/* Processor time of the watched processes so far; a process that ended counts nothing. */
static double processor(void)
{
    double sum = 0;
    clockid_t id;
    for (int i = 0; i < load.pids_n; i++)
        if (clock_getcpuclockid(load.pids[i], &id) == 0)
            sum += seconds(id);
    return sum;
}

static int smaller_first(const void *a, const void *b)
{
    uint32_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

/* Sorts what is there; the nearest-rank percentile. */
static uint32_t percentile(uint32_t *sample, long n, int percent)
{
    qsort(sample, (size_t)n, sizeof *sample, smaller_first);
    return n == 0 ? 0 : sample[(n * percent + 99) / 100 - 1];
}

/* --- the plan ----------------------------------------------------------- */

static void plan_read(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = NULL;
    size_t room = 0;
    ssize_t n;
    if (file == NULL)
        die(path);
    while (load.lines < LINES_MAX && (n = getline(&text, &room, file)) > 0) {
        char *rest = strdup(text);
        if (rest == NULL)
            die("memory");
        rest[strcspn(rest, "\n")] = '\0';
        struct line *line = &load.plan[load.lines++];
        line->path = strsep(&rest, "\t");
        line->cookie = rest == NULL ? NULL : strsep(&rest, "\t");
        line->body = rest != NULL && *rest != '\0' ? rest : NULL;
    }
    free(text);
    fclose(file);
    if (load.lines == 0)
        die("the plan is empty");
}

static size_t body_fill(char *to, const char *body)
{
    static long number;
    char *from = to;
    number++;
    while (*body != '\0') {
        if (strncmp(body, "%REQUEST%", 9) == 0) {
            unsigned char bytes[16];
            if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
                die("getrandom");
            for (size_t i = 0; i < sizeof bytes; i++)
                to += sprintf(to, "%02x", bytes[i]);
            body += 9;
        } else if (strncmp(body, "%N%", 3) == 0) {
            to += sprintf(to, "%ld", number);
            body += 3;
        } else {
            *to++ = *body++;
        }
    }
    *to = '\0';
    return (size_t)(to - from);
}

static size_t request_write(char *to, const struct line *line)
{
    char body[REQUEST_MAX] = "";
    size_t n = line->body == NULL ? 0 : body_fill(body, line->body);
    int head = snprintf(to, REQUEST_MAX, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n",
                        line->body == NULL ? "GET" : "POST", line->path, load.port);
    if (line->cookie != NULL && *line->cookie != '\0')
        head += snprintf(to + head, 2000, "Cookie: %s\r\n", line->cookie);
    if (line->body != NULL)
        head += snprintf(to + head, 2000,
                         "Content-Type: application/x-www-form-urlencoded\r\nOrigin: "
                         "http://127.0.0.1:%d\r\nSec-Fetch-Site: same-origin\r\n"
                         "Content-Length: %zu\r\n",
                         load.port, n);
    head += snprintf(to + head, 3, "\r\n");
    if ((size_t)head + n > REQUEST_MAX)
        die("a request is too long");
    memcpy(to + head, body, n);
    return (size_t)head + n;
}

/* --- connections -------------------------------------------------------- */

static int reach(void)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)load.port) };
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof at) != 0)
        die("connect");
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

static void ask(struct connection *connection)
{
    static char request[2 * REQUEST_MAX];
    size_t n = request_write(request, &load.plan[connection->next % load.lines]);
    connection->next += (size_t)load.connections;
    connection->asked = seconds(CLOCK_MONOTONIC);
    connection->n = 0;
    connection->waits = true;
    load.asked++;
    if (send(connection->fd, request, n, MSG_NOSIGNAL) != (ssize_t)n)
        die("send");
}

static bool may_ask(double from)
{
    return (load.most == 0 || load.asked < load.most) &&
           seconds(CLOCK_MONOTONIC) - from < load.length;
}

/* Bytes of the whole answer once its head is there, 0 before; a plain Content-Length is expected.
 */
static size_t whole_bytes(const struct connection *connection)
{
    const char *end = strstr(connection->in, "\r\n\r\n");
    if (end == NULL)
        return 0;
    for (const char *at = connection->in; at < end; at = strstr(at, "\r\n") + 2)
        if (strncasecmp(at, "Content-Length:", 15) == 0)
            return (size_t)(end + 4 - connection->in) + (size_t)strtol(at + 15, NULL, 10);
    return (size_t)(end + 4 - connection->in);
}

static void answered(struct connection *connection)
{
    double took = (seconds(CLOCK_MONOTONIC) - connection->asked) * 1e6;
    int status = connection->n > 12 ? atoi(connection->in + 9) : 0;
    if (load.answered < SAMPLES_MAX)
        load.sample[load.answered] = (uint32_t)took;
    load.answered++;
    load.bad += status < 200 || status > 399;
    load.bytes += (double)connection->n;
    connection->waits = false;
}

/* Reads what is there; a server that hung up is asked again on a new connection. */
static void read_some(struct connection *connection)
{
    ssize_t n = recv(connection->fd, connection->in + connection->n, ANSWER_MAX - 1 - connection->n,
                     MSG_DONTWAIT);
    if (n <= 0) {
        close(connection->fd);
        connection->fd = reach();
        if (connection->waits) {
            connection->n = 0;
            answered(connection);
        }
        return;
    }
    connection->n += (size_t)n;
    connection->in[connection->n] = '\0';
    size_t whole = whole_bytes(connection);
    if (whole != 0 && connection->n >= whole)
        answered(connection);
}

static void run(double from)
{
    struct pollfd polled[CONNECTIONS_MAX];
    for (int i = 0; i < load.connections; i++) {
        polled[i] = (struct pollfd){ .fd = load.of[i].fd, .events = POLLIN };
        if (may_ask(from))
            ask(&load.of[i]);
    }
    while (load.answered < load.asked) {
        if (poll(polled, (nfds_t)load.connections, PATIENCE_MS) <= 0)
            die("no answer for 20 seconds");
        for (int i = 0; i < load.connections; i++) {
            if (polled[i].revents == 0)
                continue;
            struct connection *connection = &load.of[i];
            read_some(connection);
            polled[i].fd = connection->fd;
            if (!connection->waits && may_ask(from))
                ask(connection);
        }
    }
}

/* --- what came out ------------------------------------------------------ */

static void samples_keep(long n)
{
    FILE *file = fopen(load.keep, "ab");
    if (file == NULL || fwrite(load.sample, sizeof *load.sample, (size_t)n, file) != (size_t)n ||
        fclose(file) != 0)
        die(load.keep);
}

static int samples_say(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        die(path);
    long n = (long)fread(load.sample, sizeof *load.sample, SAMPLES_MAX, file);
    fclose(file);
    uint32_t p50 = percentile(load.sample, n, 50), p99 = percentile(load.sample, n, 99);
    printf("%u %u %u %ld\n", p50, p99, n == 0 ? 0 : load.sample[n - 1], n);
    return 0;
}

static int options(int argc, char **argv)
{
    int option;
    load.connections = 1;
    load.length = 1;
    while ((option = getopt(argc, argv, "c:t:n:p:l:s:")) != -1) {
        if (option == 'c')
            load.connections = atoi(optarg);
        else if (option == 't')
            load.length = atof(optarg) / 1000;
        else if (option == 'n')
            load.most = atol(optarg);
        else if (option == 'l')
            load.keep = optarg;
        else if (option == 's')
            exit(samples_say(optarg));
        else if (option == 'p' && load.pids_n < PIDS_MAX)
            load.pids[load.pids_n++] = atoi(optarg);
        else
            return -1;
    }
    return argc - optind == 2 && load.connections > 0 && load.connections <= CONNECTIONS_MAX
               ? optind
               : -1;
}

int main(int argc, char **argv)
{
    int at = options(argc, argv);
    if (at < 0) {
        fprintf(stderr, "usage: load -c CONNECTIONS -t MS [-n MOST] [-p PID]... [-l FILE] PORT "
                        "PLAN | load -s FILE\n");
        return 2;
    }
    load.port = atoi(argv[at]);
    plan_read(argv[at + 1]);
    for (int i = 0; i < load.connections; i++) {
        load.of[i] = (struct connection){ .fd = reach(), .next = (size_t)i };
        load.of[i].in = malloc(ANSWER_MAX);
        if (load.of[i].in == NULL)
            die("memory");
    }
    double spent = processor(), from = seconds(CLOCK_MONOTONIC);
    run(from);
    double took = seconds(CLOCK_MONOTONIC) - from;
    spent = processor() - spent;
    long n = load.answered < SAMPLES_MAX ? load.answered : SAMPLES_MAX;
    if (load.keep != NULL)
        samples_keep(n);
    double all = load.answered == 0 ? 1 : (double)load.answered;
    uint32_t p50 = percentile(load.sample, n, 50), p99 = percentile(load.sample, n, 99);
    printf("%.1f %u %u %.1f %ld %.0f %ld\n", (double)load.answered / took, p50, p99,
           spent / all * 1e6, load.bad, load.bytes / all, load.answered);
    return 0;
}
