#include "seal/secret.h"

#include <sodium.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ALIGN = 16 };

struct secret {
    size_t room, used; /* bytes behind the head */
    _Alignas(ALIGN) unsigned char at[];
};

void seal_start(void)
{
    must(sodium_init() >= 0);
}

/* The area ends at a page border; its first page holds the library's canary too. */
static void hide_from_children(struct secret *secret, size_t bytes)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t from = (uintptr_t)secret & ~(page - 1);
    /* Kernels before 4.14 do not know the advice; children wipe by exec there. */
    (void)madvise((void *)from, (uintptr_t)secret + bytes - from, MADV_WIPEONFORK);
}

struct secret *secret_open(size_t bytes)
{
    must(bytes > 0 && bytes <= SECRET_BYTES_MAX);
    size_t room = (bytes + ALIGN - 1) / ALIGN * ALIGN;
    size_t all = sizeof(struct secret) + room;
    struct secret *secret = sodium_malloc(all);
    if (secret == NULL)
        return NULL;
    if (sodium_mlock(secret, all) != 0) {
        sodium_free(secret);
        return NULL;
    }
    memset(secret, 0, all);
    secret->room = room;
    hide_from_children(secret, all);
    return secret;
}

void *secret_take(struct secret *secret, size_t bytes)
{
    must(bytes <= secret->room);
    size_t n = (bytes + ALIGN - 1) / ALIGN * ALIGN;
    must(n <= secret->room - secret->used);
    void *at = secret->at + secret->used;
    secret->used += n;
    return at;
}

void secret_wipe(struct secret *secret)
{
    sodium_memzero(secret->at, secret->used);
    secret->used = 0;
}

void secret_close(struct secret *secret)
{
    sodium_free(secret); /* wipes, unlocks, and ends the process when the canary is gone */
}
