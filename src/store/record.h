/*
 * store/record - entries: written once, read in the order of the fold.
 *
 * Exactly once: a case fact carries a request id in fact 1 of its W part.
 * record_find() is asked before a deed writes; record_append() refuses the same
 * id of the same author a second time.
 */
#ifndef STORE_RECORD_H
#define STORE_RECORD_H

#include "seal/fact.h"
#include "store/casekeys.h"

/* What one part of a new entry says.  Compartment 0 is written as it is. */
struct part_draft {
    unsigned compartment;
    const struct facts *facts;
};

struct entry_draft {
    uint16_t kind;           /* enum entry_kind */
    struct id casefile;      /* zero: office matter */
    const struct actor *who; /* office_station() for entries without an officer */
    struct hash sop, ref;    /* zero: none */
    /* Needed when a sealed part stands in it.  C is sealed by the program itself with the office's
     * box, so that no officer holds its key. */
    const struct case_keyset *keys;
    size_t count;
    struct part_draft parts[PART_COUNT]; /* ascending compartments */
    struct str plain; /* compartment 0 as bytes (seal/plain.h); then no part_draft of it */
};

enum standing {
    ENTRY_COUNTS,
    ENTRY_FOREIGN, /* "asing": author, grant or ref does not hold; no effect */
    ENTRY_TWICE,   /* the same request id again; no effect */
    ENTRY_UNKNOWN, /* a kind of a later program; kept, no effect */
};

struct entry {
    struct hash id;
    struct envelope envelope;
    unsigned char bytes[ENVELOPE_BYTES];
    struct body body; /* what is present; parts of kinds 5, 32-36 come from the keyring */
    enum standing standing;
    uint64_t position; /* in this station's log file */
};

struct entries {
    size_t count;
    struct entry *at; /* by (time, log, seq) */
};

/* The order of the fold: (time, log, seq). */
int entry_order(const struct envelope *a, const struct envelope *b);

/* Seals, signs and appends; inside a round.  `id` may be NULL.
 * ERR_CONFLICT request.again (the id of the first in *id), ERR_INVALID entry.text or entry.size,
 * ERR_DENIED entry.no_key, ERR_STORE store.full or store.write. */
MUST_USE enum err record_append(struct ctx *ctx, struct office *office,
                                const struct entry_draft *draft, struct hash *id);

/* The entry that this author wrote under this request id, and its case.  ERR_MISSING: not yet. */
MUST_USE enum err record_find(struct ctx *ctx, struct office *office, struct id author,
                              struct id request, struct hash *id, struct id *casefile);

/* All entries of a case, bodies included.  ERR_MISSING record.no_case when there is none. */
MUST_USE enum err record_case(struct ctx *ctx, struct office *office, struct id casefile,
                              struct entries *out);
/* The same, and what came later judged after it, as long as nothing but facts and marks came and
 * nothing sorts before what was read: then *anew, and the case is to be read again.  Lives in the
 * arena of the contexts; those must live as long. */
struct case_reading;
MUST_USE enum err record_case_begin(struct ctx *ctx, struct office *office, struct id casefile,
                                    struct entries *out, struct case_reading **reading);
MUST_USE enum err record_case_more(struct ctx *ctx, struct case_reading *reading,
                                   struct entries *more, bool *anew);
/* One entry by its id. */
MUST_USE enum err record_entry(struct ctx *ctx, struct office *office, struct hash id,
                               struct entry *out);

/* The facts of one part.  *out NULL and OK: the entry has no such part.
 * ERR_DENIED part.sealed (no key for it), ERR_MISSING part.erased, ERR_STORE part.unreadable. */
MUST_USE enum err record_open(struct ctx *ctx, const struct entry *entry, unsigned compartment,
                              const struct case_keyset *keys, struct facts **out);

#endif
