#include "base/arena.h"

#include "base/must.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Wiped chunks wait here for the next arena: asking the system for fresh pages costs many times the
 * wiping.  The address sanitizer finds what is used too long only where memory really goes back. */
#if defined(__SANITIZE_ADDRESS__)
#define POOL_CHUNKS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POOL_CHUNKS 0
#endif
#endif
#ifndef POOL_CHUNKS
#define POOL_CHUNKS 96
#endif

enum { CHUNK_BYTES = 64 * 1024, POOL_MAX = POOL_CHUNKS };

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

static struct chunk *pool; /* one thread a process */
static int pool_count;

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

static struct chunk *chunk_take(size_t size)
{
    struct chunk *chunk = pool;
    if (size == CHUNK_BYTES && chunk != NULL) {
        pool = chunk->next;
        pool_count--;
        return chunk;
    }
    chunk = calloc(1, sizeof *chunk + size);
    must(chunk != NULL);
    chunk->size = size;
    return chunk;
}

static void chunk_give(struct chunk *chunk)
{
    wipe(chunk->at, chunk->used);
    chunk->used = 0;
    if (chunk->size != CHUNK_BYTES || pool_count >= POOL_MAX) {
        free(chunk);
        return;
    }
    chunk->next = pool;
    pool = chunk;
    pool_count++;
}

static struct chunk *chunk_add(struct arena *arena, size_t bytes)
{
    size_t size = bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES;
    must(arena->reserved <= arena->bytes_max && size <= arena->bytes_max - arena->reserved);
    struct chunk *chunk = chunk_take(size);
    chunk->next = arena->newest;
    arena->newest = chunk;
    arena->reserved += size;
    return chunk;
}

static size_t rounded(size_t bytes)
{
    size_t need = (bytes + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    return need == 0 ? sizeof(max_align_t) : need;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
    must(arena != NULL && bytes <= arena->bytes_max);
    size_t need = rounded(bytes);
    struct chunk *chunk = arena->newest;
    if (chunk == NULL || chunk->size - chunk->used < need)
        chunk = chunk_add(arena, need);
    void *at = chunk->at + chunk->used;
    chunk->used += need;
    arena->used += need;
    return at;
}

bool arena_extend(struct arena *arena, void *at, size_t bytes, size_t more)
{
    struct chunk *chunk = arena->newest;
    must(more <= arena->bytes_max && bytes <= arena->bytes_max);
    size_t has = rounded(bytes), need = rounded(bytes + more);
    if (chunk == NULL || chunk->used < has || at != chunk->at + (chunk->used - has) ||
        chunk->size - chunk->used < need - has)
        return false;
    chunk->used += need - has;
    arena->used += need - has;
    return true;
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
    while (arena->newest != NULL) {
        struct chunk *chunk = arena->newest;
        arena->newest = chunk->next;
        chunk_give(chunk);
    }
    arena->reserved = arena->used = 0;
}

void arena_close(struct arena *arena)
{
    if (arena == NULL)
        return;
    arena_reset(arena);
    free(arena);
}
