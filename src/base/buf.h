/*
 * base/buf - bytes that grow in an arena up to a maximum they are born with.
 *
 * A put past the maximum keeps what is there, drops the rest and sets `full`;
 * the writer asks once, at the end, with buf_done().
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
    struct arena *arena;
    char *at;
    size_t n, room, max; /* bytes: used, taken from the arena, never more than */
    bool full;
};

/* An empty buffer in `arena` of at most `max` bytes. */
struct buf buf_open(struct arena *arena, size_t max);
void buf_put(struct buf *buf, struct str s);
void buf_byte(struct buf *buf, char byte);
void buf_bytes(struct buf *buf, const void *at, size_t n);
void buf_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_int(struct buf *buf, int64_t value);
/* Big-endian integers, the order of every format of the program. */
void buf_u16(struct buf *buf, uint16_t value);
void buf_u32(struct buf *buf, uint32_t value);
void buf_u64(struct buf *buf, uint64_t value);
/* What was put, valid as long as the arena. */
struct str buf_str(const struct buf *buf);
/* True when everything that was put is there. */
MUST_USE bool buf_done(const struct buf *buf);

#endif
