/*
 * press/derive - Argon2id in a process of its own, so that no desk
 * stalls while somebody logs in and no desk's memory holds the 64 MiB.
 *
 * One job comes on standard input, one key leaves on standard output:
 *     job: u32 ops, u32 KiB, salt[16], u16 length, password   (big-endian)
 *     key: 32 bytes; nothing at all when the job is malformed or memory is out
 * The parent starts at most two of these at once on a machine.
 */
#ifndef PRESS_DERIVE_H
#define PRESS_DERIVE_H

#include "base/base.h"

enum {
    DERIVE_SALT_BYTES = 16,
    DERIVE_KEY_BYTES = 32,
    DERIVE_HEAD_BYTES = 4 + 4 + DERIVE_SALT_BYTES + 2,
    DERIVE_PASSWORD_BYTES_MAX = 1024,
    DERIVE_OPS_MAX = 10,
    DERIVE_KIB_MAX = 256 << 10,
};

/* Serves one job; the exit status of the process. */
int derive(void);

#endif
