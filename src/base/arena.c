#include "base/arena.h"

#include "base/must.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 64 * 1024 };

struct chunk {
    struct chunk *next;
    size_t size;
    size_t used;
    alignas(max_align_t) unsigned char at[];
};

struct arena {
    struct chunk *newest;
    size_t bytes_max;
    size_t reserved; /* sum of chunk sizes */
    size_t used;
};

static void wipe(void *at, size_t n)
{
    memset(at, 0, n);
    __asm__ __volatile__("" : : "r"(at) : "memory"); /* the compiler may not drop the wipe */
}

struct arena *arena_open(size_t bytes_max)
{
    struct arena *arena = calloc(1, sizeof *arena);
    must(arena != NULL);
    arena->bytes_max = bytes_max;
    return arena;
}

static struct chunk *chunk_add(struct arena *arena, size_t bytes)
{
    size_t size = bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES;
    must(arena->reserved <= arena->bytes_max && size <= arena->bytes_max - arena->reserved);
    struct chunk *chunk = calloc(1, sizeof *chunk + size);
    must(chunk != NULL);
    chunk->size = size;
    chunk->next = arena->newest;
    arena->newest = chunk;
    arena->reserved += size;
    return chunk;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
    must(arena != NULL && bytes <= arena->bytes_max);
    size_t need = (bytes + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    if (need == 0)
        need = sizeof(max_align_t);
    struct chunk *chunk = arena->newest;
    if (chunk == NULL || chunk->size - chunk->used < need)
        chunk = chunk_add(arena, need);
    void *at = chunk->at + chunk->used;
    chunk->used += need;
    arena->used += need;
    return at;
}

void *arena_calloc(struct arena *arena, size_t count, size_t size)
{
    must(size == 0 || count <= SIZE_MAX / size);
    return arena_alloc(arena, count * size);
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}

void arena_reset(struct arena *arena)
{
    must(arena != NULL);
    while (arena->newest != NULL && arena->newest->next != NULL) {
        struct chunk *chunk = arena->newest;
        arena->newest = chunk->next;
        arena->reserved -= chunk->size;
        wipe(chunk->at, chunk->used);
        free(chunk);
    }
    if (arena->newest != NULL) {
        wipe(arena->newest->at, arena->newest->used);
        arena->newest->used = 0;
    }
    arena->used = 0;
}

void arena_close(struct arena *arena)
{
    if (arena == NULL)
        return;
    arena_reset(arena);
    free(arena->newest);
    free(arena);
}
