/*
 * store/sessions - who is logged in: rows of the keyring that survive a crash,
 * are deleted at a planned closing and stand in no backup.
 *
 * A row is useless without the cookie whose key seals it (seal/session.h).
 */
#ifndef STORE_SESSIONS_H
#define STORE_SESSIONS_H

#include "store/office.h"

enum {
    SESSION_LOCKED_MIN_MAX = 60,
    SESSION_HOURS_MAX = 10,
    SESSION_PIN_TRIES = 3,
    SESSION_TOUCH_MS = 30 * 1000, /* seen times are written no more often */
};

enum session_state { SESSION_USABLE, SESSION_LOCKED };

struct session {
    struct id sid; /* session_id(cookie) */
    struct id officer;
    struct str sealed; /* session_seal() */
    int64_t begun_ms, seen_ms;
    int64_t locked_ms; /* 0: not locked */
    int idle_min;      /* 5; hotline 15, phone 1 */
    int tries;         /* wrong PINs since the last right one */
    enum session_state state;
};

MUST_USE enum err session_begin(struct ctx *ctx, struct office *office,
                                const struct session *session);
/* Applies the times: too old ends it (ERR_MISSING session.over), idle locks it.  ERR_MISSING
 * session.none for an unknown one. */
MUST_USE enum err session_load(struct ctx *ctx, struct office *office, struct id sid,
                               struct session *out);
/* The request was a person's doing: notes the time. */
MUST_USE enum err session_touch(struct ctx *ctx, struct office *office, const struct session *s);
MUST_USE enum err session_lock(struct ctx *ctx, struct office *office, struct id sid);
/* After the PIN was right: usable again. */
MUST_USE enum err session_unlocked(struct ctx *ctx, struct office *office, struct id sid);
/* After a wrong PIN; ends the session at the third.  *left: tries that remain. */
MUST_USE enum err session_wrong_pin(struct ctx *ctx, struct office *office, struct id sid,
                                    int *left);
/* A new sealed row for the same session (a PIN was set). */
MUST_USE enum err session_reseal(struct ctx *ctx, struct office *office, struct id sid,
                                 struct str sealed);
MUST_USE enum err session_end(struct ctx *ctx, struct office *office, struct id sid);
MUST_USE enum err sessions_end_of(struct ctx *ctx, struct office *office, struct id officer);
/* The practice clock was moved by so much: nobody sat there longer for it. */
MUST_USE enum err sessions_moved(struct ctx *ctx, struct office *office, int64_t by_ms);
/* Live sessions, and when the last one ended (ms; 0 never in this process). */
size_t sessions_count(struct ctx *ctx, struct office *office, int64_t *last_end_ms);

#endif
