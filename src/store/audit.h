/*
 * store/audit - reads a whole record without any key and says exactly what is
 * wrong and where.  Read-only, also beside a running server.
 */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include "store/office.h"

enum { AUDIT_FINDINGS_MAX = 200 };

enum finding_kind {
    FINDING_DAMAGE,  /* the record is not what was signed */
    FINDING_WARNING, /* signed, but without effect or overdue: asing, one signature, doubted clock
                      */
};

struct finding {
    enum finding_kind kind;
    struct id log;
    int64_t seq;     /* -1: not about one entry */
    struct str what; /* key of words/: "audit.signature", "audit.chain" ... */
    struct str more; /* compartment, field or number; never content */
};

struct audit {
    uint64_t entries, logs;
    uint64_t checkpoints, verified_checkpoints;
    uint64_t in_keyring; /* bodies that only the keyring holds, when it was not given */
    uint64_t erased;
    struct id log;
    struct hash root; /* of the station's own log */
    uint64_t damages, warnings;
    size_t count;
    struct finding *at; /* the first AUDIT_FINDINGS_MAX, damages first */
};

/* `dir` an office's folder, or `file` a log or RECORD archive alone.  OK also when findings were
 * made; ERR_MISSING, ERR_STORE when it cannot be read at all. */
MUST_USE enum err audit_verify(struct ctx *ctx, struct str path, struct audit *out);

#endif
