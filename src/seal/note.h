/*
 * seal/note - checkpoints: a signed sentence "my log had this size and this
 * root", in the C2SP tlog-checkpoint and signed-note formats.
 */
#ifndef SEAL_NOTE_H
#define SEAL_NOTE_H

#include "seal/keys.h"
#include "seal/tree.h"

enum { NOTE_BYTES_MAX = 4096 };

struct note {
    struct id log;
    uint64_t size;
    struct hash root;
};

/* Three lines, a blank one, and the signature line of the station. */
struct str note_write(struct arena *arena, const struct note *note,
                      const struct officer_keys *station);
/* False when the form or the station's signature is wrong; further signature lines are ignored. */
MUST_USE bool note_read(struct arena *arena, struct str text, const unsigned char sign_public[32],
                        struct note *out);

#endif
