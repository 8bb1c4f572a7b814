/*
 * store/reads - reading is recorded before the page is sent.
 *
 * One entry per officer, case and 15 minutes; a compartment that the running
 * entry does not name begins the next one.  Lists and searches likewise.
 */
#ifndef STORE_READS_H
#define STORE_READS_H

#include "store/record.h"

enum { READ_COALESCE_MIN = 15, READS_LIST_MAX = 500 };

struct read {
    const struct actor *who;
    const struct case_keyset *keys; /* NULL for lists */
    uint16_t parts;                 /* compartments shown, bit c */
    uint32_t page;                  /* code of the page or list, the caller's table */
    uint32_t purpose;               /* code; 0 none was asked */
    struct hash opening;            /* two-key opening it rests on; zero none */
};

/* Appends kind 48 unless a running entry covers it. */
MUST_USE enum err reads_save(struct ctx *ctx, struct office *office, const struct read *read);
/* Kind 49; `words` are sealed under the office work key, empty when it was no search by words. */
MUST_USE enum err searches_save(struct ctx *ctx, struct office *office, const struct actor *who,
                                uint32_t list, struct str words);
/* Kinds 50 (print, export, disclosure), 51 (refusal), 52 (log-in): `what` is a code. */
MUST_USE enum err marks_save(struct ctx *ctx, struct office *office, uint16_t kind,
                             const struct actor *who, const struct case_keyset *keys,
                             uint32_t what);

/* Distinct cases this officer opened in the last 24 h: nobody needs many a day. */
MUST_USE enum err reads_budget(struct ctx *ctx, struct office *office, struct id officer,
                               size_t *cases);
struct read_row {
    struct hash entry;
    struct id officer;
    int64_t at_ms;
    uint16_t kind;
    uint16_t parts; /* 0 when the reader of the list cannot open it */
    uint32_t page, purpose;
};
/* Newest first; `keys` may be NULL: envelopes say who and when. */
MUST_USE enum err reads_of_case(struct ctx *ctx, struct office *office, struct id casefile,
                                const struct case_keyset *keys, struct read_row **out,
                                size_t *count);

#endif
