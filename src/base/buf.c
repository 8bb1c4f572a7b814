#include "base/buf.h"

#include "base/bytes.h"

#include <stdio.h>
#include <string.h>

enum { ROOM_FIRST = 64, FORMAT_BYTES = 400, DIGITS_MAX = 20 };

struct buf buf_open(struct arena *arena, size_t max)
{
    must(arena != NULL);
    return (struct buf){ .arena = arena, .max = max };
}

/* Makes room for n more bytes; false, and full, when the maximum forbids it. */
static bool grow(struct buf *buf, size_t n)
{
    if (buf->full || n > buf->max - buf->n) {
        buf->full = true;
        return false;
    }
    if (n <= buf->room - buf->n)
        return true;
    size_t room = buf->room < ROOM_FIRST ? ROOM_FIRST : buf->room;
    while (room - buf->n < n)
        room *= 2;
    if (room > buf->max)
        room = buf->max;
    if (buf->room == 0 || !arena_extend(buf->arena, buf->at, buf->room, room - buf->room)) {
        char *at = arena_alloc(buf->arena, room);
        if (buf->n > 0)
            memcpy(at, buf->at, buf->n);
        buf->at = at;
    }
    buf->room = room;
    return true;
}

void buf_bytes(struct buf *buf, const void *at, size_t n)
{
    if (n == 0 || !grow(buf, n))
        return;
    memcpy(buf->at + buf->n, at, n);
    buf->n += n;
}

void buf_put(struct buf *buf, struct str s)
{
    buf_bytes(buf, s.at, s.n);
}

void buf_byte(struct buf *buf, char byte)
{
    if (buf->n == buf->room && !grow(buf, 1))
        return;
    buf->at[buf->n++] = byte;
}

void buf_format(struct buf *buf, const char *format, ...)
{
    char text[FORMAT_BYTES];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    must(n >= 0);
    if ((size_t)n < sizeof text) {
        buf_bytes(buf, text, (size_t)n);
        return;
    }
    if (!grow(buf, (size_t)n + 1)) /* one more: vsnprintf ends with a NUL */
        return;
    va_start(args, format);
    vsnprintf(buf->at + buf->n, (size_t)n + 1, format, args);
    va_end(args);
    buf->n += (size_t)n;
}

void buf_int(struct buf *buf, int64_t value)
{
    char text[DIGITS_MAX];
    size_t at = sizeof text;
    uint64_t left = value < 0 ? -(uint64_t)value : (uint64_t)value;
    do {
        text[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (value < 0)
        text[--at] = '-';
    buf_bytes(buf, text + at, sizeof text - at);
}

void buf_u16(struct buf *buf, uint16_t value)
{
    unsigned char at[2];
    put_u16(at, value);
    buf_bytes(buf, at, sizeof at);
}

void buf_u32(struct buf *buf, uint32_t value)
{
    unsigned char at[4];
    put_u32(at, value);
    buf_bytes(buf, at, sizeof at);
}

void buf_u64(struct buf *buf, uint64_t value)
{
    unsigned char at[8];
    put_u64(at, value);
    buf_bytes(buf, at, sizeof at);
}

struct str buf_str(const struct buf *buf)
{
    return (struct str){ buf->at, buf->n };
}

bool buf_done(const struct buf *buf)
{
    return !buf->full;
}
