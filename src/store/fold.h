/*
 * store/fold - what the entries of one case add up to, as far as W says it.
 * Pure: no clock, no random, no file; the same entries in the order (time, log, seq) give the same
 * state.
 *
 * Authority is decided here and not at the door: an entry whose author was not
 * certified, was retired or did not hold the compartment, or whose ref lies
 * elsewhere, is kept and has no effect ("asing").
 */
#ifndef STORE_FOLD_H
#define STORE_FOLD_H

#include "domain/facts.h"
#include "seal/grant.h"
#include "store/directory.h"
#include "store/tasks.h"

/* What lies beyond these has no effect, so that no entry can keep an office from opening. */
enum {
    FOLD_PLACES_MAX = 4096,
    FOLD_WORKINGS_MAX = 4096,
    FOLD_READERS_MAX = 256,
    /* Whoever draws a case's key holds all of it while the request lasts (2.3). */
    OPENER_MS = 60 * 1000,
};

enum working_sort { WORKING_CONSENT = 1, WORKING_FACT = 2 };

struct fold_place {
    struct step_row row;
    uint64_t since_hlc;
    bool dirty;
};

struct fold_working {
    enum working_sort sort;
    struct working working;
    bool dirty;
};

struct fold_reader {
    struct id recipient;
    uint16_t mask; /* 0: revoked */
    int64_t expiry_s;
    uint64_t since_hlc;
    bool dirty;
};

struct fold_token {
    struct id token;
    struct hash slot;
};

struct case_fold {
    struct arena *arena;   /* of what stays */
    struct arena *scratch; /* of what is read from one entry; may be emptied after each */
    struct id casefile;
    struct str alias;
    struct id responsible, opener;
    struct hash sop, epoch;
    enum case_state state;
    uint32_t risk, channel, safe;
    bool paper;
    uint16_t office_mask; /* compartments with a box for the office work key */
    uint64_t opened_hlc, changed_hlc, epoch_hlc;
    int64_t happened_min;
    uint64_t last_hlc; /* newest entry taken in, in fold order */
    struct id last_log;
    uint64_t last_seq;
    bool known;        /* there was a valid key entry */
    bool loaded;       /* came out of the tables */
    bool moved;        /* risk, owner or state changed: its tasks sort elsewhere */
    uint32_t unopened; /* facts whose W no key of the office opened when they were folded */
    size_t place_count, working_count, reader_count, token_count, dropped_count, doubled_count;
    struct fold_place *places;
    struct fold_working *workings;
    struct fold_reader *readers;
    struct fold_token *tokens; /* new ones */
    struct hash *dropped;      /* slots whose tokens in the tables a correction replaced */
    struct hash *doubled;      /* entries that repeat a request, new ones */
};

/* What an entry says of the one it refers to. */
struct fold_ref {
    struct hash id;
    struct id author;
    uint16_t kind;
};

/* One entry as the fold sees it. */
struct fold_entry {
    const struct envelope *envelope;
    struct hash id;
    uint16_t parts;              /* compartments named in its body */
    const struct grants *grants; /* kinds 32, 33, 36; NULL else */
    struct id revoked;           /* kind 34 */
    const struct facts *work;    /* W; NULL: none, erased or not open to the office */
    bool work_broken;            /* W is there, the office holds the key, and it does not open */
    bool work_locked;            /* W is there and the office holds no key of its epoch */
    bool ref_here;               /* ref is zero or an earlier entry of this case */
    const struct fold_ref *ref;  /* that entry, NULL when ref is zero */
    bool twice;                  /* the same request was answered before */
};

void fold_start(struct case_fold *fold, struct arena *arena, struct id casefile);
/* True when the entry comes after all that is folded. */
bool fold_in_order(const struct case_fold *fold, const struct envelope *envelope);
/* Judges, takes the entry in and notes what changed. */
enum standing fold_take(struct case_fold *fold, const struct directory *directory,
                        const struct fold_entry *entry);
/* Room for one more in a list of the fold; doubles from eight. */
void *fold_more(struct arena *arena, void *at, size_t count, size_t size);
/* Which list a place stands on: 1 open, 2 waits for a second, 3 to be reviewed; as bits. */
unsigned fold_lists(const struct case_fold *fold, const struct fold_place *place);

#endif
