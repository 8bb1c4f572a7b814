/* gate/state - what the parts of the gate share; nobody outside src/gate includes it. */
#ifndef GATE_STATE_H
#define GATE_STATE_H

#include "gate/exchange.h"
#include "wire/line.h"

struct MHD_Daemon;

enum {
    GATE_CODE_MAX = 32,
    DESKS_MAX = 256,   /* lines to offices, those that are leaving included */
    OPENINGS_MAX = 64, /* offices asked for and not yet connected */
    DESK_OUT_BYTES_MAX = 32 << 20,
    OPENING_MS_MAX = 20 * 1000,
    LATENCIES = 12, /* classes of the histogram of metrics.c */
};

/* A line to the desk of an office. */
struct desk_line {
    struct line line;
    char code[GATE_CODE_MAX + 1];
    bool used;
    bool leaving; /* the desk ends: no new request, close when nothing is on its way */
    bool lived;   /* something came from the desk; it was not dead when it was given the line */
};

struct opening {
    uint64_t number; /* of the question to the parent; 0: free */
    char code[GATE_CODE_MAX + 1];
    int64_t since_ms;
};

/* What is counted for /metrik; no address, no office, no path. */
struct counts {
    uint64_t connections, refused_peers, requests, by_status[6], refused[600], cancelled, squeezed;
    uint64_t latency[LATENCIES], latency_count, latency_sum_ms;
};

struct gate {
    struct MHD_Daemon *daemon, *metrics;
    struct line control; /* to the parent */
    struct lives lives;
    struct exchanges exchanges;
    struct desk_line desks[DESKS_MAX];
    struct opening openings[OPENINGS_MAX];
    struct counts counts;
    struct arena *turn; /* memory of one turn of the loop */
    bool tls;
    bool stopping;
    int64_t now_ms; /* of this turn, monotonic; never civil time */
};

/* ---- desks.c: whom to ask ---- */
/* Parks the exchange until the office has answered; the office's code is good. */
void desks_ask(struct gate *gate, struct exchange *exchange, struct str code);
/* Parks the exchange until the parent has listed the offices. */
void offices_ask(struct gate *gate, struct exchange *exchange);
void control_read(struct gate *gate);
void desk_read(struct gate *gate, unsigned at);
/* Every turn: closes lines that broke or that the desk left. */
void desks_close_gone(struct gate *gate);
/* Once a second: gives up what waited too long, notices clients that left. */
void desks_sweep(struct gate *gate);
/* Answers everything that is parked with 503, before the library is stopped. */
void desks_stop(struct gate *gate);

/* ---- handler.c: the library's callbacks ---- */
/* Starts the library on a listening socket; the key and certificate as PEM text or NULL. */
struct MHD_Daemon *handler_start(struct gate *gate, int listen, const char *pem);
/* The answer is whole: wakes the connection. */
void handler_ready(struct gate *gate, struct exchange *exchange);

/* ---- answers.c: what is sent ---- */
/* Queues exchange->reply with all headers; false: the connection is to be dropped. */
bool answer_send(struct gate *gate, struct exchange *exchange);

/* ---- own.c: what the gate answers by itself ---- */
/* Fills exchange->reply with the page for this status. */
void own_error(struct exchange *exchange, int status);
/* Static files, /sehat; true when it was one of these. */
bool own_thing(struct exchange *exchange);
/* True for the OpenAPI document asked for without an office: own_front() leads to one of them. */
bool own_document(const struct request *request);
/* "/": to the only office, or the list to choose from.  `list` as FRAME_OFFICES gives it. */
void own_front(struct exchange *exchange, struct str list);

/* ---- metrics.c ---- */
struct MHD_Daemon *metrics_start(struct gate *gate, int listen);
void metrics_note(struct gate *gate, int status, int64_t ms);

#endif
