/*
 * store/directory - what the plain entries of an office say, judged in order:
 * who may write, who keeps the keys, which definition holds.
 *
 * Made anew from the log whenever an office matter was written; replaced whole.
 */
#ifndef STORE_DIRECTORY_H
#define STORE_DIRECTORY_H

#include "store/organisation.h"
#include "store/record.h"

enum {
    DEFINITIONS_MAX = 64,
    EPOCH_LIST_MAX = 64,
    SETTINGS_MAX = 256,
    LOGS_MAX = 32,
    ORDERS_MAX = 1024,
    GENESIS_MAX = 16
};

struct order { /* erasure or hold */
    struct hash entry;
    struct erasure what;
    bool hold;
    struct id first, second; /* second zero: waits */
};

struct directory {
    struct arena *arena;
    size_t log_count;
    struct id logs[LOGS_MAX]; /* our own and those it goes on from, newest first */
    size_t genesis_count;
    struct genesis genesis[GENESIS_MAX]; /* of these logs, in their order */
    struct {
        struct id head, admin;
    } founders[GENESIS_MAX]; /* of each genesis, by author id */
    size_t officer_count;
    const struct officer *officers[OFFICERS_MAX];
    struct officer *pending; /* certificates with one signature, newest first */
    size_t pending_count;
    bool has_custodians;
    struct custodians custodians;
    size_t definition_count;
    struct {
        struct hash hash, entry;
    } definitions[DEFINITIONS_MAX];
    size_t epoch_count;
    struct {
        struct hash entry;
        unsigned char box_public[32];
    } epochs[EPOCH_LIST_MAX];
    size_t setting_count;
    struct office_setting settings[SETTINGS_MAX];
    size_t order_count;
    struct order orders[ORDERS_MAX];
    size_t refused; /* office matters without effect */
};

/* Who signs: a bit for each way in which a key may. */
enum authority {
    MAY_WRITE = 1,   /* valid certificate */
    MAY_CERTIFY = 2, /* administrator or head */
    MAY_LEAD = 4,    /* head: genesis head or a valid coordinator */
};
unsigned directory_authority(const struct directory *directory, struct id author, uint64_t hlc);
/* NULL when unknown or with one signature only. */
const struct officer *directory_officer(const struct directory *directory, struct id id);
/* Public signing key of an author known by genesis or certificate, also a pending or retired one.
 */
const unsigned char *directory_sign_key(const struct directory *directory, struct id author);

/* Judges `entries` (office matters of kinds 1 to 9, 40 and 41 in order of time) for the log `own`.
 * ERR_STORE store.no_genesis. */
MUST_USE enum err directory_read(struct ctx *ctx, struct arena *arena, struct id own,
                                 const struct entries *entries, struct directory **out);

#endif
