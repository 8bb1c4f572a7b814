/* tool - what the build's generators share: reading, writing and failing with file and line. */
#ifndef TOOL_H
#define TOOL_H

#include "base/base.h"

enum { TOOL_ARENA_BYTES = 256 << 20 };

/* "file:line: message" on stderr, then exit 1: ninja stops and shows it. */
_Noreturn void tool_fail(const char *path, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The whole file; fails when it cannot be read. */
struct str tool_read(struct arena *arena, const char *path);
/* Writes the file only when its content changes. */
void tool_write(const char *path, struct str content);
/* A C string literal of the bytes, with quotes. */
void tool_literal(struct buf *out, struct str s);
/* 8 hex digits that change with the content: names of assets, cached for a year. */
struct str tool_hash(struct arena *arena, struct str content);
/* "pages/parts/kepala.html" -> "kepala". */
struct str tool_stem(struct arena *arena, const char *path);

#endif
