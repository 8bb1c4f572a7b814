#include "store/fold_read.h"

/* Signed parts that the office cannot read are no reason to stop. */

const struct key *work_keys_find(const struct work_keys *keys, const unsigned char tag[4])
{
    for (size_t i = 0; i < keys->count; i++)
        if (memcmp(keys->at[i].tag, tag, 4) == 0)
            return &keys->at[i].key;
    return NULL;
}

static void add(struct arena *arena, struct work_keys *keys, const unsigned char tag[4],
                const struct key *key)
{
    keys->at = fold_more(arena, keys->at, keys->count, sizeof *keys->at);
    memcpy(keys->at[keys->count].tag, tag, 4);
    keys->at[keys->count++].key = *key;
}

void work_keys_take(struct arena *arena, const struct office *office,
                    const struct envelope *envelope, const struct grants *grants,
                    const struct id ids[CASE_KEY_IDS], struct work_keys *keys)
{
    struct case_keys got = { 0 };
    if (work_keys_find(keys, envelope->key_tag) != NULL || keys->count == EPOCHS_MAX ||
        !office_box_open(office, grants, 1u << PART_WORK, envelope->casefile, envelope->key_tag,
                         ids, &got))
        return;
    add(arena, keys, envelope->key_tag, &got.at[PART_WORK]);
    wipe(&got, sizeof got);
}

enum err work_keys_load(struct ctx *ctx, struct db *tables, const struct envelope *envelope,
                        struct work_keys *keys)
{
    struct q_work_case_load_in in = { envelope->casefile, get_u32(envelope->key_tag) };
    struct q_work_case_load_row row;
    if (work_keys_find(keys, envelope->key_tag) != NULL)
        return OK;
    enum err err = q_work_case_load(ctx, tables, &in, &row);
    if (err == ERR_MISSING)
        return OK;
    TRY(err);
    struct key key;
    if (row.secret.bytes.n == KEY_BYTES && keys->count < EPOCHS_MAX) {
        memcpy(key.at, row.secret.bytes.at, KEY_BYTES);
        add(ctx->arena, keys, envelope->key_tag, &key);
        wipe(&key, sizeof key);
    }
    return OK;
}

enum err work_keys_save(struct ctx *ctx, struct db *tables, struct id casefile,
                        const struct work_keys *keys)
{
    for (size_t i = 0; i < keys->count; i++) {
        struct q_work_case_save_in in = {
            .casefile = casefile,
            .tag = get_u32(keys->at[i].tag),
            .secret = { { (const char *)keys->at[i].key.at, KEY_BYTES } },
        };
        TRY(q_work_case_save(ctx, tables, &in));
    }
    return OK;
}

bool grants_open_work(const struct grants *grants)
{
    for (size_t i = 0; grants != NULL && i < grants->count; i++)
        if (grants->at[i].type == GRANT_OFFICE && grants->at[i].mask == 1u << PART_WORK)
            return true;
    return false;
}

void fold_keys_read(struct arena *arena, struct str plain, struct fold_entry *entry)
{
    uint16_t kind = entry->envelope->kind;
    if (kind == KIND_CASE_KEY || kind == KIND_GRANT || kind == KIND_OPENING) {
        struct grants *grants = arena_new(arena, struct grants);
        entry->grants = grants_read(plain, grants) ? grants : NULL;
    } else if (kind == KIND_REVOCATION) {
        entry->revoked = facts_get_id(facts_read(arena, plain), REVOKED_OFFICER);
    }
}

enum err keyring_plain(struct ctx *ctx, struct office *office, struct hash id, struct str *plain)
{
    struct str parts;
    uint16_t mask;
    *plain = STR("");
    TRY(box_read(ctx, office, id, &parts));
    if (parts.n > 0 && !body_peek(parts, PART_PLAIN, &mask, plain))
        *plain = STR("");
    return OK;
}

void fold_work_read(struct arena *arena, const unsigned char *bytes, const struct key *key,
                    struct str content, struct fold_entry *entry)
{
    struct str plain;
    if (content.at == NULL)
        return; /* no W, or erased */
    if (key == NULL)
        entry->work_locked = true;
    else if (part_open(arena, key, PART_WORK, bytes, content, &plain))
        entry->work = facts_read(arena, plain);
    else
        entry->work_broken = true;
}

static enum err ref_load(struct ctx *ctx, struct office *office, struct fold_entry *entry)
{
    struct q_entry_by_id_in in = { entry->envelope->ref };
    struct q_entry_by_id_row row;
    struct envelope other;
    enum err err = q_entry_by_id(ctx, office->log, &in, &row);
    if (err == ERR_MISSING)
        return OK;
    TRY(err);
    entry->ref_here = envelope_read(row.envelope.at, row.envelope.n, &other) &&
                      id_eq(other.casefile, entry->envelope->casefile) &&
                      entry_order(&other, entry->envelope) < 0;
    if (entry->ref_here) {
        struct fold_ref *ref = arena_new(ctx->arena, struct fold_ref);
        *ref = (struct fold_ref){ row.id, other.author, other.kind };
        entry->ref = ref;
    }
    return OK;
}

enum err fold_ref_find(struct ctx *ctx, struct office *office, const struct fold_past *past,
                       struct fold_entry *entry)
{
    struct hash ref = entry->envelope->ref;
    entry->ref_here = hash_is_zero(ref);
    for (size_t i = past == NULL ? 0 : past->count; !entry->ref_here && i-- > 0;)
        if (hash_eq(past->at[i].id, ref)) {
            entry->ref_here = true;
            entry->ref = &past->at[i];
        }
    return entry->ref_here ? OK : ref_load(ctx, office, entry);
}

void fold_past_add(struct arena *arena, struct fold_past *past, const struct fold_entry *entry)
{
    past->at = fold_more(arena, past->at, past->count, sizeof *past->at);
    past->at[past->count++] =
        (struct fold_ref){ entry->id, entry->envelope->author, entry->envelope->kind };
}

enum err fold_request_before(struct ctx *ctx, struct office *office, uint64_t position,
                             struct fold_entry *entry)
{
    struct id request = facts_get_id(entry->work, FACT_REQUEST);
    if (id_is_zero(request))
        return OK;
    struct q_request_add_in add = { request_key(entry->envelope->author, request),
                                    (int64_t)position };
    struct q_request_find_in find = { add.key };
    struct q_request_find_row row;
    TRY(q_request_add(ctx, office->tables, &add));
    TRY(q_request_find(ctx, office->tables, &find, &row));
    if (row.entry_position == add.entry_position)
        return OK;
    struct q_entry_at_in at = { row.entry_position };
    struct q_entry_at_row first;
    struct envelope envelope;
    TRY(q_entry_at(ctx, office->log, &at, &first));
    entry->twice = envelope_read(first.envelope.at, first.envelope.n, &envelope) &&
                   id_eq(envelope.casefile, entry->envelope->casefile);
    return OK;
}
