/*
 * store/office - an office's record on this machine: a folder with log.db
 * (entries, append only), keyring.db (wrapped keys, boxes, sessions, drafts)
 * and, in memory while the office is open, the tables folded from the log.
 *
 * A *closed* office holds no office key: it knows who its officers are, takes
 * log-ins and writes of the public door.  office_unlock() opens it.  Opening
 * for writing locks the folder: two pens are impossible.
 *
 * Lifetime: the program.  A process may hold several offices (restore, tests).
 */
#ifndef STORE_OFFICE_H
#define STORE_OFFICE_H

#include "seal/plain.h"
#include "seal/secret.h"
#include "seal/work.h"

enum office_mode { OFFICE_READ, OFFICE_WRITE };

struct office;

/* Who acts in this request.  `keys` lie in the wiped work area `secret`, and so do the keys of
 * cases that are opened for him. */
struct actor {
    struct id officer; /* author id */
    const struct officer_keys *keys;
    struct secret *secret;
};

struct office_new {
    struct str name, code, zone; /* zone: IANA name that zone_offset() knows */
    bool practice;
    struct public_keys head, admin; /* who may sign the first certificates */
    struct id former_log;           /* zero, or the log this one goes on from (restore) */
    uint64_t former_size;
};

struct office_info {
    struct str name, code, zone;
    int offset_min; /* minutes east of UTC */
    bool practice;
    struct id log;      /* of the log this station writes */
    uint64_t entries;   /* in it */
    int64_t last_ms;    /* time of its newest entry */
    bool clock_doubted; /* this machine's clock is behind the record */
    bool full;          /* the disk is full: reads and first contact only */
    struct str dir;
};

/* Makes the folder (0700) with both files, the station's key (station.key, 0600), the reserve and
 * the genesis entry.  ERR_CONFLICT store.exists when an office is there. */
MUST_USE enum err office_create(struct ctx *ctx, struct str dir, const struct office_new *in);

/* Opens a closed office.  OFFICE_WRITE: ERR_BUSY store.locked when another pen holds it; sweeps
 * boxes without an entry and carries out erasures.  OFFICE_READ writes nothing and may run beside
 * a writer.  ERR_MISSING store.missing; ERR_STORE store.damaged with the place in why.at. */
MUST_USE enum err office_open(struct ctx *ctx, struct str dir, enum office_mode mode,
                              struct office **out);
/* A planned closing: checkpoint, snapshot, sessions deleted, files flushed.  Never fails: what
 * could not be written is written at the next opening.  NULL is allowed. */
void office_close(struct ctx *ctx, struct office *office);
/* Gives handles back and writes nothing: after a fork, after an error, in tests of crashes. */
void office_drop(struct office *office);

/* The office work key sealed to this officer (kind 5).  ERR_DENIED store.no_work_key. */
MUST_USE enum err office_work_key(struct ctx *ctx, struct office *office, const struct actor *who,
                                  struct work_key *out);
/* Closed → open: keeps the key in a locked page of its own, opens the snapshot or folds the log.
 * Nothing when it is open already.  A reading process may open the tables too. */
MUST_USE enum err office_unlock(struct ctx *ctx, struct office *office, const struct work_key *key);
bool office_is_open(const struct office *office);

/* Strings live as long as the office. */
const struct office_info *office_info(const struct office *office);
/* Newest epoch's public key; all zero before the first. */
const unsigned char *office_work_public(const struct office *office);
/* What W carries in place of a word (seal/work.h).  The office must be open. */
struct id office_token(const struct office *office, uint16_t field, struct str word);
/* Opens what was sealed to the office work key, also of a former epoch. */
MUST_USE bool office_opens(struct arena *arena, const struct office *office, struct str sealed,
                           struct str *plain);

/* The station's own actor, for entries without an officer (portal, refusals before log-in). */
const struct actor *office_station(const struct office *office);
/* A symmetric key of the station for `purpose` ("form", "contact"). */
struct key office_station_key(const struct office *office, struct str purpose);

/* At least once a minute, inside a round: checkpoint and snapshot once an hour with changes,
 * reserve, expired sessions and drafts of the deferred list. */
MUST_USE enum err office_tick(struct ctx *ctx, struct office *office);

#endif
