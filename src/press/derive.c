#include "press/derive.h"

#include <sodium.h>
#include <unistd.h>

/* Reads to the end of the input or until the room is full; false on an error. */
static bool read_all(int fd, unsigned char *at, size_t room, size_t *n)
{
    *n = 0;
    while (*n < room) {
        ssize_t got = read(fd, at + *n, room - *n);
        if (got < 0)
            return false;
        if (got == 0)
            return true;
        *n += (size_t)got;
    }
    return true;
}

static bool job_run(const unsigned char *job, size_t n, unsigned char key[DERIVE_KEY_BYTES])
{
    if (n < DERIVE_HEAD_BYTES)
        return false;
    uint32_t ops = get_u32(job), kib = get_u32(job + 4);
    size_t length = get_u16(job + 8 + DERIVE_SALT_BYTES);
    if (ops < 1 || ops > DERIVE_OPS_MAX || kib < 8 || kib > DERIVE_KIB_MAX ||
        length > DERIVE_PASSWORD_BYTES_MAX || n != DERIVE_HEAD_BYTES + length)
        return false;
    return crypto_pwhash(key, DERIVE_KEY_BYTES, (const char *)job + DERIVE_HEAD_BYTES, length,
                         job + 8, ops, (size_t)kib << 10, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

int derive(void)
{
    unsigned char job[DERIVE_HEAD_BYTES + DERIVE_PASSWORD_BYTES_MAX + 1], key[DERIVE_KEY_BYTES];
    size_t n;
    if (sodium_init() < 0)
        return EXIT_BUG;
    bool done = read_all(STDIN_FILENO, job, sizeof job, &n) && job_run(job, n, key) &&
                write(STDOUT_FILENO, key, sizeof key) == (ssize_t)sizeof key;
    sodium_memzero(job, sizeof job);
    sodium_memzero(key, sizeof key);
    return done ? 0 : 1;
}
