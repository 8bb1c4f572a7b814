/*
 * use/desk - an office at work: one process, one station.
 *
 * `struct desk` is the station's state in this process.  `struct desk_ctx` is
 * one request of one officer: what every deed gets.  The officer's opened keys
 * lie in the desk's one locked work area and are wiped by desk_leave().
 *
 * Deeds know no language and write no text: errors are keys of words/, texts
 * of the definition are given whole, in both languages.
 */
#ifndef USE_DESK_H
#define USE_DESK_H

#include "base/base.h"
#include "domain/role.h"

struct desk;
struct office;     /* store/office.h */
struct definition; /* domain/definition.h */
struct calendar;   /* domain/calendar.h */
struct screen;     /* domain/screen.h */
struct officer_keys;
struct secret;

enum { COOKIE_KEY_BYTES = 32, MEMBERS_MAX = 512, NETWORK_BYTES_MAX = 64 };

/* What everybody may know of an office. */
struct desk_face {
    struct str code, name, zone;
    int offset_min; /* of the zone, east of UTC */
    bool practice;  /* flag bit 0 of every entry */
    bool demo;      /* practice for ever: has a file of made-up passphrases */
    bool open;      /* somebody with the work key is or was logged in */
};

/* An officer as the directory of the office says now. */
struct member {
    struct id id;
    struct str login; /* short plain name for logging in; of one member alone only where the
                         name is sealed: desk_login() */
    struct str name;  /* "" where the work key is not open */
    uint32_t roles;   /* 1 << enum role, an acting head included while it lasts */
    bool work_key, retired;
    bool waits_second;        /* certificate entered by one, not yet agreed to */
    uint16_t mask;            /* compartments that may ever be granted */
    int64_t from_min, to_min; /* minutes since 1970 UTC; to 0: no end */
};

struct desk_ctx {
    struct ctx *ctx;
    struct desk *desk;
    struct office *office;
    const struct definition *sop; /* the office's own, newest; a case has its own */
    const struct calendar *calendar;
    const struct role_table *roles;
    const struct screen *screen;
    struct members_seen *seen;       /* whom this request asked for already */
    const struct member *who;        /* NULL: nobody is logged in */
    const struct officer_keys *keys; /* of `who`; in the work area */
    struct secret *secret;           /* the work area */
    struct id session;               /* zero: a command or a machine */
    unsigned char cookie[COOKIE_KEY_BYTES];
    bool locked;             /* only unlock and log-out are served */
    int64_t locked_min;      /* since when, minutes since 1970 UTC */
    bool no_pin;             /* locked, and no PIN could open it */
    bool held;               /* a form that came back (use/held.h): shown, written by no deed */
    bool hotline;            /* idle 15 minutes instead of 5 */
    struct str network;      /* numeric address, for the throttle only */
    uint64_t appended;       /* entries written for this request */
    struct str failed_login; /* set by a refused log-in, counted after it was undone */
    bool failed_pin;         /* likewise, a wrong PIN */
    bool answered_again;     /* a deed answers a request id that it knows already */
};

/* ---- the process ------------------------------------------------------------------------- */

struct desk_start {
    const char *dir;                                    /* the office's folder */
    void (*move_clock)(void *clock, int64_t offset_ms); /* practice offices only; may be NULL */
    void *clock;
    bool many;      /* requests of many come in one round: its folds are kept while it lasts */
    bool read_only; /* no lock; only deeds that read and leave no trace (audit verify) */
};

/* Opens a closed desk.  ERR_BUSY (office.held): another process has it; ERR_MISSING (office.none);
 * ERR_STORE.  The desk lives until desk_close(). */
MUST_USE enum err desk_open(struct ctx *ctx, const struct desk_start *start, struct desk **out);
/* A planned closing: sessions end, the snapshot is written.  Never fails. */
void desk_close(struct ctx *ctx, struct desk *desk);

/* The hooks of main/desk_loop.h: one durable commit for all requests of a round. */
MUST_USE enum err desk_begin(struct desk *desk, struct ctx *ctx);
MUST_USE enum err desk_commit(struct desk *desk, struct ctx *ctx);
void desk_tick(struct desk *desk, struct ctx *ctx);
bool desk_is_open(const struct desk *desk);
/* The practice clock was moved by so much: sessions stay as old as they are. */
void desk_clock_moved(struct desk *desk, struct ctx *ctx, int64_t by_ms);

/* Moves the practice clock from the next round on.  ERR_DENIED clock.real: a real office. */
MUST_USE enum err desk_move_clock(struct desk_ctx *desk, int64_t offset_ms);

const struct desk_face *desk_face(const struct desk *desk);

/* ---- one request ------------------------------------------------------------------------- */

/* For what needs no officer: log-in, public pages. */
MUST_USE enum err desk_visit(struct ctx *ctx, struct desk *desk, struct str network,
                             struct desk_ctx **out);
/* The officer of a session.  ERR_DENIED: session.none (no such row, ended, tried too often).
 * A locked session is no error: out->locked.  Notes the time of the last act unless `quiet`
 * (a page that reloads itself does not keep a session awake). */
MUST_USE enum err desk_enter(struct ctx *ctx, struct desk *desk,
                             const unsigned char cookie[COOKIE_KEY_BYTES], bool quiet,
                             struct desk_ctx **out);
/* A machine client by its token.  ERR_DENIED session.none. */
MUST_USE enum err desk_enter_token(struct ctx *ctx, struct desk *desk, struct str token,
                                   struct desk_ctx **out);
/* A command that has opened the officer's seed itself.  ERR_DENIED session.none: no such officer,
 * or retired. */
MUST_USE enum err desk_enter_seed(struct ctx *ctx, struct desk *desk, const unsigned char seed[32],
                                  struct desk_ctx **out);
/* Wipes the officer's keys.  Always called, also after an error; NULL is allowed. */
void desk_leave(struct desk_ctx *desk);

/* The record was verified from outside, and is (not) what was signed. */
void desk_checked(struct desk *desk, bool damaged);

/* What every page says in a red line, a key of words/; NULL: nothing is wrong here. */
const char *desk_trouble(const struct desk_ctx *desk);

/* Token of a form: BLAKE2b(cookie, "csrf" ‖ route) in hex. */
struct str desk_csrf(const struct desk_ctx *desk, struct str route);

/* ---- shared by deeds --------------------------------------------------------------------- */

bool desk_may(const struct desk_ctx *desk, enum right right);
bool desk_has_role(const struct desk_ctx *desk, enum role role);
/* NULL when the office never had such an officer. */
const struct member *desk_member(const struct desk_ctx *desk, struct id officer);
/* Made-up officers who can log in, before anybody did: of an office that is practice for ever; else
 * none. */
const struct member *desk_demo_members(const struct desk_ctx *desk, size_t *n);
/* Her log-in name, whatever else is known of her. */
struct str desk_login(const struct desk_ctx *desk, const struct member *member);
/* The officer's roles as bits of a definition's own list of roles. */
uint64_t desk_sop_roles(const struct desk_ctx *desk, const struct definition *sop);
int64_t desk_now_min(const struct desk_ctx *desk);
int64_t desk_today(const struct desk_ctx *desk); /* day since 1970, at the office */

#endif
