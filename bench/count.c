/*
 * count - linked into a second teduh (bench/meson.build) that the bench counts with and
 * never times: each function below is called in place of the library's, adds one, and
 * calls the library's.
 *
 * The counts lie in the file PROGRAM.counts, mapped before the desk shuts itself in.
 */
#define _GNU_SOURCE
#include "counted.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { FDS = 1024 };

static struct counted nowhere, *counted = &nowhere;
static signed char is_log[FDS]; /* of a descriptor: 1 the log's, -1 another's, 0 not yet looked */

__attribute__((constructor)) static void counts_map(void)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 8);
    if (n <= 0)
        return;
    memcpy(path + n, ".counts", 8);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || ftruncate(fd, (off_t)sizeof nowhere) != 0)
        return;
    void *at = mmap(NULL, sizeof nowhere, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (at != MAP_FAILED)
        counted = at;
    close(fd);
}

static void count(int what, unsigned long long bytes)
{
    counted->of[what].calls++;
    counted->of[what].bytes += bytes;
}

/* The library's own function of that name. */
#define REAL(name)                 \
    static __typeof__(name) *real; \
    if (real == NULL)              \
    *(void **)&real = dlsym(RTLD_NEXT, #name)

static void text_shorten(char *to, const char *text)
{
    size_t n = 0;
    for (; *text != '\0' && n + 1 < COUNTED_TEXT; text++)
        if ((*text != ' ' && *text != '\n') || (n > 0 && to[n - 1] != ' '))
            to[n++] = *text == '\n' || *text == '\t' ? ' ' : *text;
    to[n] = '\0';
}

/* Found by its own place in memory, then by its text; NULL when there are too many. */
static struct counted_statement *statement_of(sqlite3_stmt *statement, const char *text)
{
    static const sqlite3_stmt *known[COUNTED_STATEMENTS];
    for (size_t i = 0; i < COUNTED_STATEMENTS; i++) {
        struct counted_statement *slot = &counted->statement[i];
        if (known[i] == statement) {
            if (strncmp(slot->text, text, 8) == 0)
                return slot;
            known[i] = NULL; /* another statement in the same place */
        }
        if (slot->text[0] == '\0')
            text_shorten(slot->text, text);
        else if (known[i] != NULL || strncmp(slot->text, text, 12) != 0)
            continue;
        char same[COUNTED_TEXT];
        text_shorten(same, text);
        if (strcmp(same, slot->text) != 0)
            continue;
        known[i] = statement;
        return slot;
    }
    return NULL;
}

static uint64_t now_ns(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static bool is_transaction(const char *text)
{
    static const char *const words[] = { "BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sqlite3_strnicmp(text, words[i], (int)strlen(words[i])) == 0)
            return true;
    return false;
}

int sqlite3_step(sqlite3_stmt *statement)
{
    REAL(sqlite3_step);
    const char *text = sqlite3_sql(statement);
    struct counted_statement *slot = text == NULL ? NULL : statement_of(statement, text);
    if (!sqlite3_stmt_busy(statement)) {
        count(text != NULL && is_transaction(text) ? COUNT_transaction : COUNT_statement, 0);
        if (slot != NULL)
            slot->runs++;
    }
    uint64_t from = now_ns();
    int code = real(statement);
    if (slot != NULL)
        slot->ns += now_ns() - from;
    return code;
}

/* SQLite opens the write-ahead log by its name; which descriptor that is, is seen here. */
int open64(const char *path, int flags, ...);
int open64(const char *path, int flags, ...)
{
    static int (*real)(const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    int mode = (flags & O_CREAT) != 0 ? va_arg(rest, int) : 0;
    va_end(rest);
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "open64");
    int fd = real(path, flags, mode);
    if (fd >= 0 && fd < FDS)
        is_log[fd] = strstr(path, "log.db") != NULL ? 1 : -1;
    return fd;
}

int fdatasync(int fd)
{
    REAL(fdatasync);
    count(fd >= 0 && fd < FDS && is_log[fd] == 1 ? COUNT_flush_log : COUNT_flush_other, 0);
    return real(fd);
}

int fsync(int fd)
{
    REAL(fsync);
    count(COUNT_flush_other, 0);
    return real(fd);
}

int crypto_aead_xchacha20poly1305_ietf_decrypt(unsigned char *m, unsigned long long *m_n,
                                               unsigned char *none, const unsigned char *c,
                                               unsigned long long c_n, const unsigned char *ad,
                                               unsigned long long ad_n, const unsigned char *nonce,
                                               const unsigned char *k)
{
    REAL(crypto_aead_xchacha20poly1305_ietf_decrypt);
    count(COUNT_aead_open, c_n);
    return real(m, m_n, none, c, c_n, ad, ad_n, nonce, k);
}

int crypto_aead_xchacha20poly1305_ietf_encrypt(unsigned char *c, unsigned long long *c_n,
                                               const unsigned char *m, unsigned long long m_n,
                                               const unsigned char *ad, unsigned long long ad_n,
                                               const unsigned char *none,
                                               const unsigned char *nonce, const unsigned char *k)
{
    REAL(crypto_aead_xchacha20poly1305_ietf_encrypt);
    count(COUNT_aead_seal, m_n);
    return real(c, c_n, m, m_n, ad, ad_n, none, nonce, k);
}

int crypto_box_seal_open(unsigned char *m, const unsigned char *c, unsigned long long n,
                         const unsigned char *pk, const unsigned char *sk)
{
    REAL(crypto_box_seal_open);
    count(COUNT_box_open, n);
    return real(m, c, n, pk, sk);
}

int crypto_box_seal(unsigned char *c, const unsigned char *m, unsigned long long n,
                    const unsigned char *pk)
{
    REAL(crypto_box_seal);
    count(COUNT_box_seal, n);
    return real(c, m, n, pk);
}

int crypto_sign_detached(unsigned char *sig, unsigned long long *sig_n, const unsigned char *m,
                         unsigned long long n, const unsigned char *sk)
{
    REAL(crypto_sign_detached);
    count(COUNT_sign, n);
    return real(sig, sig_n, m, n, sk);
}

int crypto_sign_verify_detached(const unsigned char *sig, const unsigned char *m,
                                unsigned long long n, const unsigned char *pk)
{
    REAL(crypto_sign_verify_detached);
    count(COUNT_verify, n);
    return real(sig, m, n, pk);
}

int crypto_sign_seed_keypair(unsigned char *pk, unsigned char *sk, const unsigned char *seed)
{
    REAL(crypto_sign_seed_keypair);
    count(COUNT_sign_keypair, 0);
    return real(pk, sk, seed);
}

int crypto_box_seed_keypair(unsigned char *pk, unsigned char *sk, const unsigned char *seed)
{
    REAL(crypto_box_seed_keypair);
    count(COUNT_box_keypair, 0);
    return real(pk, sk, seed);
}

int crypto_scalarmult_base(unsigned char *q, const unsigned char *n)
{
    REAL(crypto_scalarmult_base);
    count(COUNT_box_keypair, 0);
    return real(q, n);
}

int crypto_kdf_derive_from_key(unsigned char *sub, size_t n, uint64_t id,
                               const char context[crypto_kdf_CONTEXTBYTES],
                               const unsigned char key[crypto_kdf_KEYBYTES])
{
    REAL(crypto_kdf_derive_from_key);
    count(COUNT_kdf, n);
    return real(sub, n, id, context, key);
}

int crypto_generichash(unsigned char *out, size_t out_n, const unsigned char *in,
                       unsigned long long n, const unsigned char *key, size_t key_n)
{
    REAL(crypto_generichash);
    count(COUNT_blake2b, n);
    return real(out, out_n, in, n, key, key_n);
}

int crypto_hash_sha256(unsigned char *out, const unsigned char *in, unsigned long long n)
{
    REAL(crypto_hash_sha256);
    count(COUNT_sha256, n);
    return real(out, in, n);
}

int crypto_hash_sha256_update(crypto_hash_sha256_state *state, const unsigned char *in,
                              unsigned long long n)
{
    REAL(crypto_hash_sha256_update);
    counted->of[COUNT_sha256].bytes += n;
    return real(state, in, n);
}

int crypto_hash_sha256_final(crypto_hash_sha256_state *state, unsigned char *out)
{
    REAL(crypto_hash_sha256_final);
    count(COUNT_sha256, 0);
    return real(state, out);
}
