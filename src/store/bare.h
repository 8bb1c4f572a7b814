/* store/bare - an office's files opened for reading only, without judging them: for the verifier
 * and for archives; inside store/ only. */
#ifndef STORE_BARE_H
#define STORE_BARE_H

#include "store/inside.h"

/* `path` is an office's folder, or a log file alone; then the keyring is empty and *keyring false.
 * Closed by office_drop().  ERR_MISSING store.missing, ERR_STORE. */
MUST_USE enum err bare_open(struct ctx *ctx, struct str path, struct office **out, bool *keyring);

/* As office_create(), with more to be written before the folder gets its name. */
typedef enum err (*office_fill)(struct ctx *ctx, struct office *office, void *what);
MUST_USE enum err office_make(struct ctx *ctx, struct str dir, const struct office_new *in,
                              office_fill fill, void *what);
/* Takes away what was begun and not finished: the files of an office that nobody has used yet. */
void office_remove(struct ctx *ctx, struct str dir);

#endif
