/*
 * store/tables - the fold in memory: what a work list needs, made from the W
 * parts alone.  A cache: losing it costs one refold and never data.
 */
#ifndef STORE_TABLES_H
#define STORE_TABLES_H

#include "store/office.h"

/* SHA-256 over all rows in key order, integers and bytes only: the same for the same entries,
 * whatever order they arrived in and whatever made the tables. */
MUST_USE enum err tables_hash(struct ctx *ctx, struct office *office, struct hash *out);
/* Rows of cases, places, tokens, readers. */
MUST_USE enum err tables_rows(struct ctx *ctx, struct office *office, uint64_t *out);
/* Throws the tables away and folds the whole log again. */
MUST_USE enum err tables_refold(struct ctx *ctx, struct office *office);

#endif
