/*
 * store/archive - RECORD (the log, kept for years) and KEYS (boxes and
 * recovery-card unlocks; two generations, 14 days): apart, so that deleting
 * boxes really shreds a case.  Never in an archive:
 * passwords' unlocks, sessions, drafts, snapshot, the station's key.
 */
#ifndef STORE_ARCHIVE_H
#define STORE_ARCHIVE_H

#include "store/office.h"

enum { KEYS_DAYS_MAX = 14 };

struct archive_names {
    struct str record, keys; /* paths written */
    uint64_t entries, boxes;
};

/* Writes `path`.record and `path`.keys from a consistent read of both files; an older .keys is
 * kept as .keys.1, one generation.  Beside a running server too. */
MUST_USE enum err archive_write(struct ctx *ctx, struct str office_dir, struct str path,
                                struct archive_names *out);

struct restored {
    uint64_t entries, boxes, erased;
    struct id former_log, log;
    bool keys_old; /* KEYS is older than 14 days */
};

/* Any RECORD and the newest KEYS into a new folder: verifies the record first, then starts a new
 * log whose genesis names the old one, and carries all erasures out again.
 * ERR_CONFLICT store.exists; ERR_INVALID archive.damaged. */
MUST_USE enum err archive_restore(struct ctx *ctx, struct str record, struct str keys,
                                  struct str office_dir, struct restored *out);

#endif
