/* store/fold_read - entries of the log as the fold takes them; inside store/ only. */
#ifndef STORE_FOLD_READ_H
#define STORE_FOLD_READ_H

#include "store/tables_rows.h"

/* K_W of the epochs of one case that the office can open, in the order of its key entries. */
struct work_keys {
    size_t count;
    struct {
        unsigned char tag[4];
        struct key key;
    } * at;
};

/* NULL when no key entry gave it. */
const struct key *work_keys_find(const struct work_keys *keys, const unsigned char tag[4]);
/* Takes what the office's box in this entry opens; of two keys of one epoch the first stays. */
void work_keys_take(struct arena *arena, const struct office *office,
                    const struct envelope *envelope, const struct grants *grants,
                    const struct id ids[CASE_KEY_IDS], struct work_keys *keys);
/* Adds the key of the entry's epoch, when it is not there and the tables remember it. */
MUST_USE enum err work_keys_load(struct ctx *ctx, struct db *tables,
                                 const struct envelope *envelope, struct work_keys *keys);
/* Remembers them in the tables. */
MUST_USE enum err work_keys_save(struct ctx *ctx, struct db *tables, struct id casefile,
                                 const struct work_keys *keys);
/* True when a box of W for the office's work key is among them. */
bool grants_open_work(const struct grants *grants);

/* Kinds 32 to 36: what the body says; `plain` empty when it is erased. */
void fold_keys_read(struct arena *arena, struct str plain, struct fold_entry *entry);
/* The plain part of the body that the keyring holds, empty when there is none. */
MUST_USE enum err keyring_plain(struct ctx *ctx, struct office *office, struct hash id,
                                struct str *plain);
/* W of a case fact under the key of its epoch (NULL: not held); `content` as body_peek() gives it.
 */
void fold_work_read(struct arena *arena, const unsigned char *bytes, const struct key *key,
                    struct str content, struct fold_entry *entry);

/* Entries of the case folded so far, for what refers to them. */
struct fold_past {
    size_t count;
    struct fold_ref *at;
};
/* Whether what the entry refers to is an earlier one of its case; what `past` (NULL: nothing) does
 * not hold is looked up in the log. */
MUST_USE enum err fold_ref_find(struct ctx *ctx, struct office *office,
                                const struct fold_past *past, struct fold_entry *entry);
void fold_past_add(struct arena *arena, struct fold_past *past, const struct fold_entry *entry);

/* Whether another entry of the same case answered this request before; notes the entry as the one
 * that answers when none did.  An entry of another case with the same request stands for itself:
 * cases do not influence each other. */
MUST_USE enum err fold_request_before(struct ctx *ctx, struct office *office, uint64_t position,
                                      struct fold_entry *entry);

#endif
