/*
 * store/round - many requests, one durable commit.
 *
 *     round_begin                     once for all requests that wait
 *       round_mark ... round_undo     a savepoint for each request; undo when its deed failed
 *     round_commit                    boxes flushed, then the log, then the tables in memory
 *
 * Only after round_commit() returned OK may an answer be sent.  When it fails
 * nothing of the round happened: log, tables, tree and clock stand where they
 * stood.  Outside a round nothing can be written (a bug).
 */
#ifndef STORE_ROUND_H
#define STORE_ROUND_H

#include "store/office.h"

MUST_USE enum err round_begin(struct ctx *ctx, struct office *office);
/* The savepoint of the next request; forgets the one before (its writes stay). */
MUST_USE enum err round_mark(struct ctx *ctx, struct office *office);
/* Back to the last mark: this request never was. */
void round_undo(struct office *office);
/* Entries appended since the last mark. */
size_t round_appended(const struct office *office);
/* ERR_STORE store.write, ERR_STORE store.full; all of the round is undone then. */
MUST_USE enum err round_commit(struct ctx *ctx, struct office *office);
/* Undoes the whole round. */
void round_abandon(struct office *office);
bool round_is_open(const struct office *office);
/* Equal as long as nothing was written, and nothing of what was written undone. */
struct stamp {
    uint64_t entries, undone;
    int64_t rows; /* changed in the tables */
};
struct stamp round_stamp(const struct office *office);
/* How often a mark or a round was undone: what was read before may never have been. */
uint64_t round_undone(const struct office *office);
/* True when this round wrote an office matter or an erasure: who counts may have changed. */
bool round_touched_office(const struct office *office);

#endif
