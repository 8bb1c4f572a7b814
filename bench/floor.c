/*
 * floor - what a page or an entry costs when almost nothing is done, so that
 * our figures can be read as ratios of one run.
 *
 *   floor http HEAD BODY             the HTTP library answers the bytes of BODY from memory
 *   floor pair HEAD BODY             the same, but a second process hands over the bytes
 *   floor page HEAD BODY ROWS        the library and bare SQLite make BODY again from its rows,
 *                                    which lie among ROWS others in memory
 *   floor crypto ROUNDS COUNTS       the libsodium calls that COUNTS names, alone: us of
 *                                    processor time
 *   floor counts FILE [FILE TIMES]   what bench/count.c counted, "name calls bytes"; with a second
 *                                    FILE what came after it, divided by TIMES
 *   floor statements FILE FILE TIMES the same of each statement: us, runs, text
 *   floor commit FILE BYTES MS BATCH durable SQLite transactions of BATCH rows: us of one
 *                                    (median), us of processor time of one
 *   floor forget KEYRING             an office loses its snapshot and has to fold its log
 *
 * HEAD and BODY are files: an answer of the office as curl -D and -o keep it.  The first three
 * print the free port that they took.
 */
#include "counted.h"
#include "floor_page.h"

#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PAGE_MAX = 1 << 20, HEADERS_MAX = 40, PLAIN_MAX = 64 << 10, COMMITS_MAX = 100000 };

struct floor {
    char *bytes;
    size_t n;
    int peer;                /* socket of the second process, or -1 */
    struct floor_page *page; /* NULL unless it is made from rows */
    char *header[HEADERS_MAX][2];
    int headers;
    struct MHD_Response *ready; /* NULL unless always the same */
};

static volatile sig_atomic_t stopped;

static void stop(int signal_number)
{
    (void)signal_number;
    stopped = 1;
}

static void die(const char *what)
{
    fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
    exit(1);
}

static double seconds(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long number(const char *text)
{
    return strtol(text, NULL, 10);
}

/* --- pages ------------------------------------------------------------- */

static void whole_write(int fd, const void *at, size_t n)
{
    for (const char *from = at; n > 0;) {
        ssize_t done = write(fd, from, n);
        if (done <= 0)
            die("write");
        from += done;
        n -= (size_t)done;
    }
}

static bool whole_read(int fd, void *at, size_t n)
{
    for (char *to = at; n > 0;) {
        ssize_t done = read(fd, to, n);
        if (done <= 0)
            return false;
        to += done;
        n -= (size_t)done;
    }
    return true;
}

/* The second process: for each 16-byte question it sends the bytes back. */
static void serve_bytes(int fd, const char *bytes, size_t n)
{
    char question[16];
    while (whole_read(fd, question, sizeof question))
        whole_write(fd, bytes, n);
    exit(0);
}

static struct MHD_Response *response_make(const struct floor *floor, size_t n,
                                          enum MHD_ResponseMemoryMode mode)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(n, floor->bytes, mode);
    for (int i = 0; i < floor->headers; i++)
        MHD_add_response_header(response, floor->header[i][0], floor->header[i][1]);
    return response;
}

static enum MHD_Result answer(void *data, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_n, void **state)
{
    (void)url, (void)method, (void)version, (void)upload;
    struct floor *floor = data;
    static int seen;
    if (*state == NULL) { /* answering in the first call closes the connection */
        *state = &seen;
        return MHD_YES;
    }
    if (*upload_n > 0) {
        *upload_n = 0;
        return MHD_YES;
    }
    size_t n = floor->n;
    if (floor->peer >= 0) {
        char question[16] = { 0 };
        whole_write(floor->peer, question, sizeof question);
        if (!whole_read(floor->peer, floor->bytes, n))
            die("peer");
    } else if (floor->page != NULL) {
        n = floor_page_make(floor->page, floor->bytes);
    } else {
        return MHD_queue_response(connection, 200, floor->ready);
    }
    struct MHD_Response *response = response_make(floor, n, MHD_RESPMEM_MUST_COPY);
    enum MHD_Result result = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return result;
}

/* On a free port, which it prints. */
static void serve(struct floor *floor)
{
    struct sockaddr_in at = { .sin_family = AF_INET };
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_EPOLL, 0, NULL, NULL, answer, floor,
                                                 MHD_OPTION_SOCK_ADDR, &at, MHD_OPTION_END);
    if (daemon == NULL)
        die("listen");
    printf("%d\n", MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    while (!stopped)
        MHD_run_wait(daemon, 1000);
    MHD_stop_daemon(daemon);
}

static size_t file_read(const char *path, char *to, size_t most)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        die(path);
    size_t n = fread(to, 1, most, file);
    fclose(file);
    return n;
}

/* The office's own headers, but for those the library writes itself. */
static void headers_read(struct floor *floor, char *text)
{
    char *line;
    (void)strsep(&text, "\n"); /* the status */
    while ((line = strsep(&text, "\n")) != NULL && floor->headers < HEADERS_MAX) {
        line[strcspn(line, "\r")] = '\0';
        char *value = strstr(line, ": ");
        if (value == NULL || strncasecmp(line, "Date:", 5) == 0 ||
            strncasecmp(line, "Content-Length:", 15) == 0)
            continue;
        *value = '\0';
        floor->header[floor->headers][0] = line;
        floor->header[floor->headers++][1] = value + 2;
    }
}

static void second_process(struct floor *floor)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        die("socketpair");
    if (fork() == 0) {
        close(ends[0]);
        serve_bytes(ends[1], floor->bytes, floor->n);
    }
    close(ends[1]);
    floor->peer = ends[0];
}

static int http_floor(const char *mode, char **args)
{
    static char head[PLAIN_MAX], body[PAGE_MAX], made[2 * PAGE_MAX];
    struct floor floor = { .peer = -1, .bytes = body };
    head[file_read(args[0], head, sizeof head - 1)] = '\0';
    headers_read(&floor, head);
    floor.n = file_read(args[1], body, sizeof body);
    if (strcmp(mode, "pair") == 0) {
        second_process(&floor);
    } else if (strcmp(mode, "page") == 0) {
        floor.page = floor_page_open(body, floor.n, number(args[2]));
        floor.bytes = made;
    } else {
        floor.ready = response_make(&floor, floor.n, MHD_RESPMEM_PERSISTENT);
    }
    serve(&floor);
    return 0;
}

/* --- cryptography and commits ------------------------------------------ */

#define COUNTED_NAME(name) #name,
static const char *const counted_names[] = { COUNTED(COUNTED_NAME) };

static struct counted counted_at, counted_before;

/* The counts of one file, or what came between two files, divided by TIMES. */
static double counted_read(char **args, int args_n)
{
    (void)file_read(args[args_n > 1 ? 1 : 0], (char *)&counted_at, sizeof counted_at);
    if (args_n < 3)
        return 1;
    (void)file_read(args[0], (char *)&counted_before, sizeof counted_before);
    return (double)number(args[2]);
}

static int counts_say(char **args, int args_n)
{
    double times = counted_read(args, args_n);
    for (int i = 0; i < COUNTS; i++)
        printf("%s %.3f %.1f\n", counted_names[i],
               (double)(counted_at.of[i].calls - counted_before.of[i].calls) / times,
               (double)(counted_at.of[i].bytes - counted_before.of[i].bytes) / times);
    return 0;
}

static int statements_say(char **args)
{
    double times = counted_read(args, 3);
    for (int i = 0; i < COUNTED_STATEMENTS; i++) {
        const struct counted_statement *now = &counted_at.statement[i];
        const struct counted_statement *then = &counted_before.statement[i];
        if (now->runs > then->runs)
            printf("%.1f\t%.2f\t%s\n", (double)(now->ns - then->ns) / 1000 / times,
                   (double)(now->runs - then->runs) / times, now->text);
    }
    return 0;
}

static struct {
    unsigned char plain[PLAIN_MAX], sealed[PLAIN_MAX + 64], box[512 + crypto_box_SEALBYTES];
    unsigned char nonce[24], key[32], pk[32], sk[32], sign_pk[32], sign_sk[64], sig[64], out[64];
    unsigned char head[177]; /* of an entry: what a part is bound to */
} made;

/* One call of that name with so many bytes. */
static void call(int what, size_t n)
{
    bool good = true;
    if (what == COUNT_aead_open)
        good = crypto_aead_xchacha20poly1305_ietf_decrypt(made.plain, NULL, NULL, made.sealed, n,
                                                          made.head, sizeof made.head, made.nonce,
                                                          made.key) == 0;
    else if (what == COUNT_aead_seal)
        crypto_aead_xchacha20poly1305_ietf_encrypt(made.sealed, NULL, made.plain, n, made.head,
                                                   sizeof made.head, NULL, made.nonce, made.key);
    else if (what == COUNT_box_open)
        good = crypto_box_seal_open(made.plain, made.box, n, made.pk, made.sk) == 0;
    else if (what == COUNT_box_seal)
        crypto_box_seal(made.box, made.plain, n, made.pk);
    else if (what == COUNT_sign)
        crypto_sign_detached(made.sig, NULL, made.plain, n, made.sign_sk);
    else if (what == COUNT_verify)
        good = crypto_sign_verify_detached(made.sig, made.plain, n, made.sign_pk) == 0;
    else if (what == COUNT_sign_keypair)
        crypto_sign_seed_keypair(made.sign_pk, made.sign_sk, made.key);
    else if (what == COUNT_box_keypair)
        crypto_scalarmult_base(made.pk, made.sk);
    else if (what == COUNT_kdf)
        crypto_kdf_derive_from_key(made.out, 32, 1, "measured", made.key);
    else if (what == COUNT_blake2b)
        crypto_generichash(made.out, 32, made.plain, n, NULL, 0);
    else if (what == COUNT_sha256)
        crypto_hash_sha256(made.out, made.plain, n);
    if (!good)
        die("libsodium");
}

/* What a call of that name finds to open or verify. */
static void call_prepare(int what, size_t n)
{
    if (what == COUNT_aead_open && n >= 16)
        crypto_aead_xchacha20poly1305_ietf_encrypt(made.sealed, NULL, made.plain, n - 16, made.head,
                                                   sizeof made.head, NULL, made.nonce, made.key);
    else if (what == COUNT_box_open)
        crypto_box_seal(made.box, made.plain, n - crypto_box_SEALBYTES, made.pk);
    else if (what == COUNT_verify)
        crypto_sign_detached(made.sig, NULL, made.plain, n, made.sign_sk);
}

static int crypto_floor(char **args)
{
    long rounds = number(args[0]);
    char name[40];
    double calls, bytes, us = 0;
    FILE *counts = fopen(args[1], "r");
    if (counts == NULL)
        die(args[1]);
    crypto_sign_keypair(made.sign_pk, made.sign_sk);
    while (fscanf(counts, "%39s %lf %lf", name, &calls, &bytes) == 3) {
        int what = COUNT_aead_open;
        while (what < COUNTS && strcmp(name, counted_names[what]) != 0)
            what++;
        if (what == COUNTS || calls <= 0)
            continue;
        size_t n = (size_t)(bytes / calls);
        long times = (long)(calls * (double)rounds + 0.5);
        if (n > PLAIN_MAX || (what == COUNT_box_open && n > sizeof made.box))
            die("too many bytes for one call");
        crypto_box_keypair(made.pk, made.sk);
        call_prepare(what, n);
        double from = seconds(CLOCK_PROCESS_CPUTIME_ID);
        for (long i = 0; i < times; i++)
            call(what, n);
        us += (seconds(CLOCK_PROCESS_CPUTIME_ID) - from) / (double)rounds * 1e6;
    }
    fclose(counts);
    printf("%.1f\n", us);
    return 0;
}

static int less(const void *a, const void *b)
{
    double x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

static int commit_floor(char **args)
{
    static double took[COMMITS_MAX];
    sqlite3 *db;
    sqlite3_stmt *put;
    size_t bytes = (size_t)number(args[1]);
    double length = (double)number(args[2]) / 1000;
    long batch = number(args[3]), commits = 0;
    unsigned char *blob = calloc(1, bytes);
    if (blob == NULL || sqlite3_open(args[0], &db) != SQLITE_OK)
        die("sqlite");
    sqlite3_exec(db,
                 "pragma journal_mode=wal; pragma synchronous=full;"
                 "create table if not exists e(seq integer primary key, b blob)",
                 NULL, NULL, NULL);
    sqlite3_prepare_v2(db, "insert into e(b) values(?1)", -1, &put, NULL);
    double from = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID), at = from;
    while (commits < COMMITS_MAX && (commits == 0 || at - from < length)) {
        sqlite3_exec(db, "begin", NULL, NULL, NULL);
        for (long i = 0; i < batch; i++) {
            sqlite3_bind_blob(put, 1, blob, (int)bytes, SQLITE_STATIC);
            if (sqlite3_step(put) != SQLITE_DONE)
                die("insert");
            sqlite3_reset(put);
        }
        if (sqlite3_exec(db, "commit", NULL, NULL, NULL) != SQLITE_OK)
            die("commit");
        double now = seconds(CLOCK_MONOTONIC);
        took[commits++] = now - at;
        at = now;
    }
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    qsort(took, (size_t)commits, sizeof *took, less);
    printf("%.1f %.1f\n", took[commits / 2] * 1e6, cpu / (double)commits * 1e6);
    return 0;
}

static int snapshot_forget(char **args)
{
    sqlite3 *db;
    if (sqlite3_open_v2(args[0], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
        sqlite3_exec(db, "delete from snapshot", NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_changes(db) == 0) {
        fprintf(stderr, "floor: no snapshot in %s\n", args[0]);
        return 1;
    }
    sqlite3_close(db);
    return 0;
}

int main(int argc, char **argv)
{
    signal(SIGTERM, stop);
    signal(SIGINT, stop);
    if (sodium_init() < 0)
        die("libsodium");
    const char *mode = argc > 1 ? argv[1] : "";
    if ((strcmp(mode, "http") == 0 || strcmp(mode, "pair") == 0) && argc == 4)
        return http_floor(mode, argv + 2);
    if (strcmp(mode, "page") == 0 && argc == 5)
        return http_floor(mode, argv + 2);
    if (strcmp(mode, "crypto") == 0 && argc == 4)
        return crypto_floor(argv + 2);
    if (strcmp(mode, "counts") == 0 && (argc == 3 || argc == 5))
        return counts_say(argv + 2, argc - 2);
    if (strcmp(mode, "commit") == 0 && argc == 6)
        return commit_floor(argv + 2);
    if (strcmp(mode, "statements") == 0 && argc == 5)
        return statements_say(argv + 2);
    if (strcmp(mode, "forget") == 0 && argc == 3)
        return snapshot_forget(argv + 2);
    fprintf(stderr, "usage: floor http|pair HEAD BODY | page HEAD BODY ROWS | crypto "
                    "ROUNDS COUNTS | counts FILE [FILE TIMES] | statements FILE FILE TIMES | "
                    "forget KEYRING | commit FILE BYTES MS BATCH\n");
    return 2;
}
