/* main/parent_state - what the parts of the parent share; nobody else includes it. */
#ifndef MAIN_PARENT_STATE_H
#define MAIN_PARENT_STATE_H

#include "main/offices.h"
#include "main/parent.h"
#include "main/slots.h"
#include "wire/line.h"

enum {
    ASKERS_MAX = 64,
    GATES_MAX = 16,
    OPENINGS_MAX = 256,
    CONTROL_OUT_BYTES_MAX = 1 << 20,
    CRASH_SOON_MS = 10 * 1000, /* an end so soon after the start is one in a row */
    CRASH_WAIT_MS_MAX = 10 * 1000,
    STOP_GATES_MS = 12 * 1000, /* gates may finish what they have begun */
    STOP_ALL_MS = 20 * 1000,
    RENEW_MS = 3600 * 1000,
};

/* A process that is started again when it ends: how long to wait. */
struct patience {
    int64_t started_ms, not_before_ms;
    unsigned in_a_row;
};

/* The desk of one office; stays in the list when it is not running. */
struct seat {
    char code[OFFICE_CODE_MAX + 1];
    pid_t pid;    /* 0: not running */
    bool leaving; /* it said FRAME_LEAVE: the next one waits for its end */
    struct line control;
    struct patience patience;
    int64_t check_ms; /* when its record is to be checked next */
    bool damaged;     /* the last check did not pass */
};

struct gate {
    pid_t pid;
    unsigned asker;
    struct patience patience;
};

/* Whoever holds a line to the parent and may ask for offices. */
struct asker {
    struct line line;
    uint64_t generation;
    bool used, command;
};

/* Somebody who waits for the line to an office. */
struct opening {
    unsigned asker, seat;
    uint64_t generation, request;
};

struct parent {
    struct ctx *ctx; /* memory of the program; for what lasts */
    struct ctx turn; /* memory of one turn */
    const struct parent_setup *setup;
    struct seat *seats[OFFICES_MAX];
    unsigned seat_count;
    struct gate gates[GATES_MAX];
    struct asker askers[ASKERS_MAX];
    struct opening openings[OPENINGS_MAX];
    unsigned opening_count;
    struct slots slots;
    struct faces faces;
    uint64_t generation;
    int64_t *offset_ms; /* shared with the desks */
    int clock, signals; /* descriptors */
    int64_t stop_ms;    /* 0: not stopping */
    struct str tls_pem; /* what the next gate gets */
    int64_t renewed_ms; /* when the certificate was last looked at */
    pid_t check;        /* the one check that runs; 0: none */
    unsigned checked;   /* its seat */
};

/* ---- parent_desks.c ---- */
/* The seat of an office that exists; NULL otherwise. */
struct seat *seat_of(struct parent *parent, struct str code, unsigned *at);
/* Connects whoever waits and can be connected now; starts the desks that are needed. */
void openings_run(struct parent *parent, int64_t now_ms);
/* What a desk says: leave, derive, clock. */
void seat_read(struct parent *parent, unsigned at);
/* True when the ended child was a desk. */
bool seat_ended(struct parent *parent, pid_t pid, int status, int64_t now_ms);

/* ---- parent_askers.c ---- */
/* Takes over a socket; ASKERS_MAX when there is no place. */
unsigned asker_add(struct parent *parent, int fd, bool command);
void asker_close(struct parent *parent, unsigned at);
/* What a gate or command asks: offices, a line. */
void asker_read(struct parent *parent, unsigned at);
void commands_accept(struct parent *parent);

/* ---- parent_gates.c ---- */
void gates_run(struct parent *parent, int64_t now_ms);
/* Once an hour: with another certificate the gates end what they have begun and start anew. */
void gates_renew(struct parent *parent, int64_t now_ms);
bool gate_ended(struct parent *parent, pid_t pid, int status, int64_t now_ms);

/* ---- parent_checks.c ---- */
/* Once a day the whole record of every office in use is read and verified, one after the other, by
 * a program without keys and with the lowest priority; what does not pass stands on every page of
 * the office until it passes again. */
void checks_run(struct parent *parent, int64_t now_ms);
/* Checks every office in use now (SIGUSR1). */
void checks_ask(struct parent *parent, int64_t now_ms);
/* True when the ended child was a check. */
bool check_ended(struct parent *parent, pid_t pid, int status);
/* Tells the desk how the last check went. */
void check_tell(struct seat *seat);

/* ---- parent.c ---- */
/* Notes that a child ended by itself, and how long its successor waits. */
void patience_lose(struct patience *patience, int64_t now_ms);
/* One line of the log: a key of words/ with {name} and {status}. */
void parent_log(struct parent *parent, const char *key, struct str name, int status);

#endif
