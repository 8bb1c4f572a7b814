/*
 * base/arena - memory with one lifetime.
 *
 * A request, a command or a job opens one arena, takes all it needs from it
 * and closes it: nothing above the store ever frees.  Memory comes zeroed and
 * is wiped when the arena is reset or closed, because it may have held what a
 * survivor told.
 *
 * arena_alloc() never returns NULL: past the limit the process ends with one
 * line without data (status 70).  Limits on input keep requests below it.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* An empty arena that may grow to `bytes_max` bytes.  Closed by arena_close(). */
struct arena *arena_open(size_t bytes_max);

/* Wipes and forgets all that was taken. */
void arena_reset(struct arena *arena);

/* Wipes and gives everything back.  NULL is allowed. */
void arena_close(struct arena *arena);

/* `bytes` zeroed bytes, aligned for any type; at least one byte. */
void *arena_alloc(struct arena *arena, size_t bytes);

/* As arena_alloc() for `count` items of `size`; the product may not overflow. */
void *arena_calloc(struct arena *arena, size_t count, size_t size);

/* True when the newest block, of `bytes` bytes at `at`, could be made `more` bytes longer where it
 * stands. */
bool arena_extend(struct arena *arena, void *at, size_t bytes, size_t more);

/* Bytes taken since the arena was opened or reset. */
size_t arena_used(const struct arena *arena);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_calloc((arena), (count), sizeof(type)))

#endif
