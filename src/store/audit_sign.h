/* store/audit_sign - many signatures at once, on all processors; inside store/ only. */
#ifndef STORE_AUDIT_SIGN_H
#define STORE_AUDIT_SIGN_H

#include "seal/envelope.h"

enum { SIGNATURES_MAX = 1024 };

struct signature_check {
    struct envelope envelope;
    unsigned char key[32];
};

/* Sets good[i] to whether the i-th envelope was signed by its key.  Verifying takes longer than all
 * the rest of reading a record, and no signature depends on another, so child processes share the
 * work; what a child did not finish is done here.  `count` at most SIGNATURES_MAX. */
void signatures_check(const struct signature_check *checks, size_t count, bool *good);

#endif
