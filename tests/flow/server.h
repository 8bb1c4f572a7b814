/* tests/flow/server - a running installation with made-up offices, and raw bytes to and from it. */
#ifndef FLOW_SERVER_H
#define FLOW_SERVER_H

#include "../unit/unit.h"

#include <sys/types.h>

enum { ANSWER_BYTES_MAX = 8 << 20 };

struct server {
    pid_t pid;
    unsigned port, metrics;
    char dir[64];
};

/* The program that serves: probe unless a test says otherwise; children of it have this name. */
extern const char *server_program;

/* Starts `probe serve` on a free port over a fresh folder with these offices (separated by blanks).
 */
struct server server_start(const char *offices, const char *const *more);
/* Starts it over a folder that is there. */
struct server server_over(const char *dir, const char *const *more);
/* Starts it again over the same folder (after a kill). */
void server_again(struct server *server, const char *const *more);
/* SIGTERM; the exit status must be 0.  Deletes the folder. */
void server_stop(struct server *server);
/* A child of the parent whose name begins so; 0 when there is none. */
pid_t server_child(const struct server *server, const char *name);
/* Runs a shell command that must succeed. */
void sh(const char *command);
void server_wipe(struct server *server);

/* A connection; -1 when refused. */
int server_connect(const struct server *server);
void send_text(int fd, const char *text);
void send_bytes(int fd, const char *at, size_t n);

/* One answer: status 0 when the connection ended or nothing came in `ms`. */
struct answer {
    int status;
    char head[4096];
    char *body; /* NUL-ended; in memory that the next answer overwrites */
    size_t body_n;
    bool closed; /* the connection ended after it */
};
struct answer answer_read(int fd, int ms);
/* True when the other side closes within `ms` (bytes before it are dropped). */
bool is_closed(int fd, int ms);
/* Connects, sends, reads one answer, closes. */
struct answer ask(const struct server *server, const char *text);
struct answer get(const struct server *server, const char *path);
struct answer post(const struct server *server, const char *path, const char *body);
/* Value of a header in an answer, or "". */
const char *header(const struct answer *answer, const char *name);
int64_t steady_ms(void);

#endif
