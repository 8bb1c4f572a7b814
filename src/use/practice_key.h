/*
 * use/practice_key - the key of a made-up person, opened by the passphrase of
 * latihan.txt: for exercises on a practice office, never on a real one.
 */
#ifndef USE_PRACTICE_KEY_H
#define USE_PRACTICE_KEY_H

#include "use/desk.h"

struct practice_key_in {
    struct str login, passphrase;
};

/* `seed` 32 bytes in a work area of the caller.  Derives in this process: a practice office asks
 * little of Argon2id.  ERR_DENIED practice.real: no demonstration; log_in.wrong. */
MUST_USE enum err practice_key(struct ctx *ctx, struct desk *desk, const struct practice_key_in *in,
                               unsigned char seed[32], struct id *officer);

#endif
