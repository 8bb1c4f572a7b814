/*
 * floor - what a page or an entry costs when almost nothing is done, so that
 * our figures can be read as ratios of one run.
 *
 *   floor http PORT BYTES            the HTTP library answers BYTES from memory
 *   floor pair PORT BYTES            the same, but a second process hands over the bytes
 *   floor page PORT ROWS             the library and bare SQLite make a list of ROWS rows
 *   floor crypto ENTRIES ROUNDS      the bare libsodium calls of a case page: µs each
 *   floor seal BYTES ROUNDS          bare seal + hash + sign of one entry: µs each
 *   floor commit FILE BYTES SECONDS BATCH   durable SQLite transactions of BATCH rows
 */
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

enum { PAGE_MAX = 1 << 20 };

struct floor {
    char *bytes;
    size_t n;
    int peer;            /* socket of the second process, or -1 */
    sqlite3_stmt *query; /* NULL unless the page is made from rows */
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

static size_t escape(char *to, const char *text)
{
    size_t n = 0;
    for (; *text != '\0'; text++) {
        const char *put = *text == '<'   ? "&lt;"
                          : *text == '>' ? "&gt;"
                          : *text == '&' ? "&amp;"
                                         : NULL;
        if (put == NULL) {
            to[n++] = *text;
            continue;
        }
        memcpy(to + n, put, strlen(put));
        n += strlen(put);
    }
    return n;
}

static size_t list_page(struct floor *floor)
{
    size_t n = 0;
    char *to = floor->bytes;
    n += (size_t)snprintf(to, 200, "<!doctype html><html lang=\"id\"><title>Kasus</title><table>");
    sqlite3_reset(floor->query);
    while (sqlite3_step(floor->query) == SQLITE_ROW && n + 4096 < PAGE_MAX) {
        memcpy(to + n, "<tr><td>", 8), n += 8;
        for (int column = 0; column < 5; column++) {
            n += escape(to + n, (const char *)sqlite3_column_text(floor->query, column));
            memcpy(to + n, "</td><td>", 9), n += 9;
        }
        memcpy(to + n, "</td></tr>\n", 11), n += 11;
    }
    memcpy(to + n, "</table></html>", 15);
    return n + 15;
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
    } else if (floor->query != NULL) {
        n = list_page(floor);
    }
    struct MHD_Response *response =
        MHD_create_response_from_buffer(n, floor->bytes, MHD_RESPMEM_MUST_COPY);
    MHD_add_response_header(response, "Content-Type", "text/html; charset=utf-8");
    enum MHD_Result result = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return result;
}

static void serve(struct floor *floor, uint16_t port)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(port) };
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_EPOLL, port, NULL, NULL, answer, floor,
                                                 MHD_OPTION_SOCK_ADDR, &at, MHD_OPTION_END);
    if (daemon == NULL)
        die("listen");
    while (!stopped)
        MHD_run_wait(daemon, 1000);
    MHD_stop_daemon(daemon);
}

static void fill(struct floor *floor, size_t n)
{
    floor->bytes = malloc(PAGE_MAX);
    if (floor->bytes == NULL || n > PAGE_MAX)
        die("memory");
    for (size_t i = 0; i < n; i++)
        floor->bytes[i] = (char)('a' + i % 26);
    floor->n = n;
}

static int http_floor(char **args, bool second_process)
{
    struct floor floor = { .peer = -1 };
    fill(&floor, (size_t)number(args[1]));
    if (second_process) {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
            die("socketpair");
        if (fork() == 0) {
            close(ends[0]);
            serve_bytes(ends[1], floor.bytes, floor.n);
        }
        close(ends[1]);
        floor.peer = ends[0];
    }
    serve(&floor, (uint16_t)number(args[0]));
    return 0;
}

static int page_floor(char **args)
{
    struct floor floor = { .peer = -1 };
    fill(&floor, 0);
    sqlite3 *db;
    long rows = number(args[1]);
    if (sqlite3_open(":memory:", &db) != SQLITE_OK)
        die("sqlite");
    sqlite3_exec(db,
                 "create table c(id integer primary key, alias text, step text, due text, who text,"
                 " risk int); create index c_due on c(risk desc, due)",
                 NULL, NULL, NULL);
    sqlite3_stmt *put;
    sqlite3_prepare_v2(db,
                       "insert into c values(?1,'Melati-'||?1,'S1.08 Wawancara identifikasi',"
                       "'Hari ini '||(?1%24)||'.00','Petugas '||(?1%20), ?1%3)",
                       -1, &put, NULL);
    sqlite3_exec(db, "begin", NULL, NULL, NULL);
    for (long i = 0; i < 10000; i++) {
        sqlite3_bind_int64(put, 1, i);
        sqlite3_step(put);
        sqlite3_reset(put);
    }
    sqlite3_exec(db, "commit", NULL, NULL, NULL);
    sqlite3_prepare_v2(db, "select id,alias,step,due,who from c order by risk desc, due limit ?1",
                       -1, &floor.query, NULL);
    sqlite3_bind_int64(floor.query, 1, rows);
    serve(&floor, (uint16_t)number(args[0]));
    return 0;
}

/* --- cryptography and commits ------------------------------------------ */

/* One grant box opened, then one part of 512 bytes opened for each entry, then a read entry signed.
 */
static int crypto_floor(char **args)
{
    long entries = number(args[0]);
    long rounds = number(args[1]);
    unsigned char pk[crypto_box_PUBLICKEYBYTES], sk[crypto_box_SECRETKEYBYTES];
    unsigned char sign_pk[crypto_sign_PUBLICKEYBYTES], sign_sk[crypto_sign_SECRETKEYBYTES];
    unsigned char plain[512] = { 0 }, sealed[512 + 16], nonce[24] = { 0 }, key[32] = { 1 };
    unsigned char box[314 + crypto_box_SEALBYTES], grant[314] = { 0 }, sig[64], head[288] = { 0 };
    crypto_box_keypair(pk, sk);
    crypto_sign_keypair(sign_pk, sign_sk);
    crypto_box_seal(box, grant, sizeof grant, pk);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, NULL, plain, sizeof plain, head, 177, NULL,
                                               nonce, key);
    double from = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (long round = 0; round < rounds; round++) {
        if (crypto_box_seal_open(grant, box, sizeof box, pk, sk) != 0)
            die("box");
        for (long i = 0; i < entries; i++)
            if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL, sealed, sizeof sealed,
                                                           head, 177, nonce, key) != 0)
                die("part");
        crypto_sign_detached(sig, NULL, head, 224, sign_sk);
    }
    printf("%.1f\n", (seconds(CLOCK_PROCESS_CPUTIME_ID) - from) / (double)rounds * 1e6);
    return 0;
}

static int seal_floor(char **args)
{
    size_t bytes = (size_t)number(args[0]);
    long rounds = number(args[1]);
    unsigned char *plain = calloc(1, bytes), *sealed = malloc(bytes + 16);
    unsigned char pk[32], sk[64], sig[64], nonce[24], key[32] = { 1 }, head[272] = { 0 }, hash[32];
    if (plain == NULL || sealed == NULL)
        die("memory");
    crypto_sign_keypair(pk, sk);
    double from = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (long round = 0; round < rounds; round++) {
        randombytes_buf(nonce, sizeof nonce);
        crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, NULL, plain, bytes, head, 177, NULL,
                                                   nonce, key);
        crypto_hash_sha256(hash, sealed, bytes + 16);
        crypto_sign_detached(sig, NULL, head, 224, sk);
        crypto_hash_sha256(hash, head, sizeof head);
    }
    printf("%.1f\n", (seconds(CLOCK_PROCESS_CPUTIME_ID) - from) / (double)rounds * 1e6);
    return 0;
}

static int commit_floor(char **args)
{
    sqlite3 *db;
    sqlite3_stmt *put;
    size_t bytes = (size_t)number(args[1]);
    double length = (double)number(args[2]);
    long batch = number(args[3]), commits = 0;
    unsigned char *blob = calloc(1, bytes);
    if (blob == NULL || sqlite3_open(args[0], &db) != SQLITE_OK)
        die("sqlite");
    sqlite3_exec(db,
                 "pragma journal_mode=wal; pragma synchronous=full;"
                 "create table if not exists e(seq integer primary key, b blob)",
                 NULL, NULL, NULL);
    sqlite3_prepare_v2(db, "insert into e(b) values(?1)", -1, &put, NULL);
    double from = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    while (seconds(CLOCK_MONOTONIC) - from < length) {
        sqlite3_exec(db, "begin", NULL, NULL, NULL);
        for (long i = 0; i < batch; i++) {
            sqlite3_bind_blob(put, 1, blob, (int)bytes, SQLITE_STATIC);
            if (sqlite3_step(put) != SQLITE_DONE)
                die("insert");
            sqlite3_reset(put);
        }
        if (sqlite3_exec(db, "commit", NULL, NULL, NULL) != SQLITE_OK)
            die("commit");
        commits++;
    }
    printf("%.1f %.1f\n", (seconds(CLOCK_MONOTONIC) - from) / (double)commits * 1e6,
           (seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu) / (double)commits * 1e6);
    return 0;
}

int main(int argc, char **argv)
{
    signal(SIGTERM, stop);
    signal(SIGINT, stop);
    if (sodium_init() < 0)
        die("libsodium");
    const char *mode = argc > 1 ? argv[1] : "";
    if (strcmp(mode, "http") == 0 && argc == 4)
        return http_floor(argv + 2, false);
    if (strcmp(mode, "pair") == 0 && argc == 4)
        return http_floor(argv + 2, true);
    if (strcmp(mode, "page") == 0 && argc == 4)
        return page_floor(argv + 2);
    if (strcmp(mode, "crypto") == 0 && argc == 4)
        return crypto_floor(argv + 2);
    if (strcmp(mode, "seal") == 0 && argc == 4)
        return seal_floor(argv + 2);
    if (strcmp(mode, "commit") == 0 && argc == 6)
        return commit_floor(argv + 2);
    fprintf(stderr, "usage: floor http|pair PORT BYTES | page PORT ROWS | crypto ENTRIES ROUNDS |"
                    " seal BYTES ROUNDS | commit FILE BYTES SECONDS BATCH\n");
    return 2;
}
