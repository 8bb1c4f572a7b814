/*
 * store/inside - what the files of store/ share about an open office; nobody
 * else includes it.
 */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include "seal/note.h"
#include "store/directory.h"
#include "store/record.h"
#include "store/round.h"

#include "keyring_sql.h"
#include "log_sql.h"
#include "tables_sql.h"

enum {
    OFFICE_ARENA_BYTES = 64 << 20,
    SCRATCH_BYTES = 512 << 20,
    RESERVE_BYTES = 16 << 20,
    WORK_EPOCHS_MAX = 16,
    DROPS_MAX = 256,
    WORK_SECRET_BYTES = 128 * 1024,
    PAGE_ROWS = 1024,
    NOTE_EVERY_MS = 3600 * 1000,
};

/* Where the next entry of our log goes; copied to undo. */
struct pen {
    struct tree tree;
    uint64_t hlc;
    struct hash prev;
};

/* Office work keys, the newest first; in the locked page. */
struct work_ring {
    size_t count;
    struct work_key at[WORK_EPOCHS_MAX];
};

struct office_secrets {
    struct officer_keys station;
    unsigned char seed[SEED_BYTES];
    struct work_ring ring;
};

struct round {
    bool open, marked;
    bool tables_opened; /* in this round; when it fails they are folded anew */
    bool broken;        /* the disk ended a transaction in the middle; nothing of it is kept */
    struct pen base, mark;
    size_t appended;                     /* since the mark */
    bool directory_base, directory_mark; /* an office matter was written since */
    size_t drops_base, drops_mark;
    uint64_t noted_base, snapshot_base;
};

struct office {
    struct arena *keep, *scratch;
    struct office_info info;
    enum office_mode mode;
    int lock, reserve; /* file descriptors, -1 none */
    struct db *log, *keyring, *tables;
    struct secret *secret;
    struct secret *work;            /* keys of the case that the station is just writing */
    struct office_secrets *secrets; /* NULL when reading without the station's key */
    struct actor station;
    bool open;
    bool has_pen; /* our own log was found whole */
    struct pen pen;
    uint64_t noted; /* size of the newest checkpoint */
    int64_t noted_ms, snapshot_ms;
    uint64_t snapshot_position;
    uint64_t cut_entries; /* how many there were when the write-ahead logs were last looked at */
    struct round round;
    uint64_t undone; /* how often a mark or a round was undone */
    struct directory *directory;
    struct boxes *boxes; /* bodies of key entries read lately; NULL: none yet */
    int64_t last_session_end_ms;
    size_t drop_count; /* drafts to delete in the next round */
    struct id drops[DROPS_MAX];
};

/* A context of the office's own, for what has no caller's; its arena is emptied by each. */
struct ctx office_ctx(struct office *office, int64_t now_ms);

/* Reads the own log from its newest checkpoint on: chain, ids, tree.  ERR_STORE store.damaged. */
MUST_USE enum err pen_recover(struct ctx *ctx, struct office *office);
/* A signed checkpoint of the present size, inside a round; nothing when one is there. */
MUST_USE enum err pen_note(struct ctx *ctx, struct office *office);

/* The disk was full: takes the reserve back once there is room for it and some more. */
void reserve_fill(struct office *office);

/* Directory again from the log. */
MUST_USE enum err office_directory(struct ctx *ctx, struct office *office);

/* An entry as it stands in a row of the log; body from the keyring where it is kept there. */
MUST_USE enum err entry_take(struct ctx *ctx, struct office *office, uint64_t position,
                             struct hash id, struct str envelope, struct str parts,
                             struct entry *out);
/* The body of a key entry; empty when it is not there (any more). */
MUST_USE enum err box_read(struct ctx *ctx, struct office *office, struct hash id,
                           struct str *parts);
/* Bodies may have changed: by an erasure, or because one was undone. */
void boxes_forget(struct office *office);
void boxes_close(struct office *office);
/* Kinds whose bodies the keyring holds. */
bool kind_in_keyring(uint16_t kind);
/* Entries of a case of kinds from..to, by (time, log, seq); not judged. */
MUST_USE enum err entries_of(struct ctx *ctx, struct office *office, struct id casefile,
                             uint16_t from, uint16_t to, struct entries *out);

/* C of the case's epoch, by the office's box; for sealing and for counting alone. */
MUST_USE enum err office_coded_key(struct ctx *ctx, struct office *office, struct id casefile,
                                   const unsigned char tag[4], struct key *out);

/* The tables take in an entry that was just written; `body` as stored. */
MUST_USE enum err tables_entry(struct ctx *ctx, struct office *office, const struct entry *entry);
/* Folds all, or takes the snapshot and folds what came after it. */
MUST_USE enum err tables_open(struct ctx *ctx, struct office *office);
MUST_USE enum err tables_snapshot(struct ctx *ctx, struct office *office);
/* Judges each entry of one case, in order; what was judged can be continued with later ones. */
struct judging;
MUST_USE enum err tables_judge(struct ctx *ctx, struct office *office, struct id casefile,
                               struct entries *entries, struct judging **out);
MUST_USE enum err tables_judge_more(struct ctx *ctx, struct judging *judging,
                                    struct entries *entries);
/* Key of the request index. */
int64_t request_key(struct id author, struct id request);

/* Orders with two signatures and no hold, carried out again; inside a round. */
MUST_USE enum err erasures_execute(struct ctx *ctx, struct office *office);

#endif
