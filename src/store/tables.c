#include "store/tables.h"

#include "store/tables_rows.h"

enum { FOLD_ARENA_BYTES = 512 << 20, CASES_PAGE = 512 };

/* Signed parts that the office cannot read are no reason to stop. */

/* ---- one entry for the fold ---- */

/* K_W of an epoch: remembered in the tables, else out of the office's box in the entry. */
struct work_keys {
    size_t count;
    struct {
        unsigned char tag[4];
        struct key key;
    } at[EPOCHS_MAX];
};

static const struct key *work_key_of(const struct work_keys *keys, const unsigned char tag[4])
{
    for (size_t i = 0; i < keys->count; i++)
        if (memcmp(keys->at[i].tag, tag, 4) == 0)
            return &keys->at[i].key;
    return NULL;
}

static enum err work_keys_take(struct ctx *ctx, struct office *office,
                               const struct envelope *envelope, const struct grants *grants,
                               const struct id ids[CASE_KEY_IDS], struct work_keys *keys)
{
    struct case_keys got = { 0 };
    if (!office_box_open(office, grants, 1u << PART_WORK, envelope->casefile, envelope->key_tag,
                         ids, &got) ||
        keys->count == EPOCHS_MAX || work_key_of(keys, envelope->key_tag) != NULL)
        return OK;
    memcpy(keys->at[keys->count].tag, envelope->key_tag, 4);
    keys->at[keys->count++].key = got.at[PART_WORK];
    struct q_work_case_save_in in = {
        .casefile = envelope->casefile,
        .tag = get_u32(envelope->key_tag),
        .secret = { { (const char *)got.at[PART_WORK].at, KEY_BYTES } },
    };
    enum err err = q_work_case_save(ctx, office->tables, &in);
    wipe(&got, sizeof got);
    return err;
}

static enum err keyring_body(struct ctx *ctx, struct office *office, struct hash id,
                             struct str *plain)
{
    struct q_box_load_in in = { id };
    struct q_box_load_row row;
    uint16_t mask;
    *plain = STR("");
    enum err err = q_box_load(ctx, office->keyring, &in, &row);
    if (err == ERR_MISSING)
        return OK;
    TRY(err);
    if (!body_peek(row.parts.bytes, PART_PLAIN, &mask, plain))
        *plain = STR("");
    return OK;
}

/* What a key entry says; grants stay NULL when its body is erased or no grants. */
static enum err keys_of_entry(struct ctx *ctx, struct office *office, struct fold_entry *entry)
{
    struct str plain;
    uint16_t kind = entry->envelope->kind;
    TRY(keyring_body(ctx, office, entry->id, &plain));
    if (kind == KIND_CASE_KEY || kind == KIND_GRANT || kind == KIND_OPENING) {
        struct grants *grants = arena_new(ctx->arena, struct grants);
        entry->grants = grants_read(plain, grants) ? grants : NULL;
    } else if (kind == KIND_REVOCATION) {
        const struct facts *facts = facts_read(ctx->arena, plain);
        entry->revoked = facts_get_id(facts, REVOKED_OFFICER);
    }
    return OK;
}

static void w_open(struct ctx *ctx, const unsigned char *bytes, const struct key *key,
                   struct str content, struct fold_entry *entry)
{
    struct str plain;
    if (key == NULL || content.at == NULL)
        return;
    if (!part_open(ctx->arena, key, PART_WORK, bytes, content, &plain)) {
        entry->work_broken = true;
        return;
    }
    entry->work = facts_read(ctx->arena, plain);
}

/* ---- a whole case ---- */

struct case_run {
    struct office *office;
    struct case_fold fold;
    struct work_keys *keys;
    const struct row_view *rows; /* NULL for one entry more */
    size_t count, seen, room;    /* of rows; entries folded, for refs; room for them */
    struct {
        struct hash id;
        const struct envelope *envelope;
    } * past;
    const struct id *key_ids; /* of the newest epoch that was read */
    bool open_work;
};

static void ref_find(struct case_run *run, struct fold_entry *entry)
{
    struct hash ref = entry->envelope->ref;
    entry->ref_here = hash_is_zero(ref);
    for (size_t i = run->seen; !entry->ref_here && i-- > 0;)
        if (hash_eq(run->past[i].id, ref)) {
            entry->ref_here = true;
            entry->ref = run->past[i].envelope;
        }
    run->past[run->seen].id = entry->id;
    run->past[run->seen++].envelope = entry->envelope;
}

/* The first in fold order answers a request; rows of this case are made anew by its refold. */
static enum err request_seen(struct ctx *ctx, struct case_run *run, struct fold_entry *entry,
                             uint64_t position)
{
    struct id request = facts_get_id(entry->work, FACT_REQUEST);
    if (id_is_zero(request))
        return OK;
    struct q_request_add_in add = { request_key(entry->envelope->author, request),
                                    (int64_t)position };
    struct q_request_find_in find = { add.key };
    struct q_request_find_row row;
    TRY(q_request_add(ctx, run->office->tables, &add));
    TRY(q_request_find(ctx, run->office->tables, &find, &row));
    for (size_t i = run->seen + 1; i < run->count; i++)
        if (run->rows[i].position == (uint64_t)row.entry_position) {
            struct q_request_drop_in drop = { add.key, row.entry_position };
            TRY(q_request_drop(ctx, run->office->tables, &drop));
            return q_request_add(ctx, run->office->tables, &add);
        }
    entry->twice = (uint64_t)row.entry_position != position;
    return OK;
}

static enum err run_entry(struct ctx *ctx, struct case_run *run, const struct row_view *row,
                          enum standing *standing)
{
    struct fold_entry entry = { .envelope = row->envelope, .id = row->id };
    struct str content;
    if (!body_peek(row->parts, PART_WORK, &entry.parts, &content))
        return OK; /* kept; verify names it */
    uint16_t kind = row->envelope->kind;
    if (kind_in_keyring(kind))
        TRY(keys_of_entry(ctx, run->office, &entry));
    if (kind == KIND_CASE_KEY && entry.grants != NULL)
        run->key_ids = entry.grants->key_ids;
    if (run->open_work && entry.grants != NULL && run->key_ids != NULL)
        TRY(work_keys_take(ctx, run->office, row->envelope, entry.grants, run->key_ids, run->keys));
    if (run->open_work && kind == KIND_CASE_FACT) {
        w_open(ctx, row->bytes, work_key_of(run->keys, row->envelope->key_tag), content, &entry);
        TRY(request_seen(ctx, run, &entry, row->position));
    }
    ref_find(run, &entry);
    *standing = fold_take(&run->fold, run->office->directory, &entry);
    return OK;
}

static void rows_sort(struct row_view *rows, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (entry_order(rows[i - 1].envelope, rows[i].envelope) <= 0)
            continue;
        struct row_view late = rows[i];
        size_t at = i;
        for (; at > 0 && entry_order(rows[at - 1].envelope, late.envelope) > 0; at--)
            rows[at] = rows[at - 1];
        rows[at] = late;
    }
}

/* Reads (48 to 52) are not folded. */
static enum err rows_of_case(struct ctx *ctx, struct office *office, struct id casefile,
                             struct row_view **rows, size_t *count)
{
    static const unsigned char kinds[2][2][2] = {
        { { 0, 0 }, { 0, KIND_READ - 1 } },
        { { 0, KIND_LOG_IN + 1 }, { 0xFF, 0xFF } },
    };
    struct q_entries_of_case_rows got[2];
    for (size_t k = 0; k < 2; k++) {
        struct q_entries_of_case_in in = { .casefile = casefile,
                                           .rows_max = FOLD_CASE_MAX,
                                           .kind_from = { (const char *)kinds[k][0], 2 },
                                           .kind_to = { (const char *)kinds[k][1], 2 } };
        TRY(q_entries_of_case(ctx, office->log, &in, &got[k]));
    }
    size_t all = got[0].count + got[1].count;
    struct envelope *envelopes = arena_array(ctx->arena, struct envelope, all + 1);
    *rows = arena_array(ctx->arena, struct row_view, all + 1);
    *count = 0;
    for (size_t i = 0; i < all; i++) {
        const struct q_entries_of_case_row *from =
            i < got[0].count ? &got[0].at[i] : &got[1].at[i - got[0].count];
        if (!envelope_read(from->envelope.at, from->envelope.n, &envelopes[*count]))
            continue;
        (*rows)[*count] = (struct row_view){
            .envelope = &envelopes[*count],
            .id = from->id,
            .bytes = (const unsigned char *)from->envelope.at,
            .parts = from->parts,
            .position = (uint64_t)from->position,
        };
        ++*count;
    }
    return OK;
}

static enum err case_refold(struct ctx *ctx, struct office *office, struct id casefile)
{
    struct case_run run = { .office = office, .open_work = true };
    struct row_view *rows = NULL;
    size_t count = 0;
    run.keys = arena_new(ctx->arena, struct work_keys);
    TRY(rows_of_case(ctx, office, casefile, &rows, &count));
    run.past = arena_calloc(ctx->arena, count + 1, sizeof *run.past);
    run.rows = rows;
    run.count = count;
    rows_sort(rows, count);
    fold_start(&run.fold, ctx->arena, casefile);
    for (size_t i = 0; i < count; i++) {
        enum standing standing;
        TRY(run_entry(ctx, &run, &rows[i], &standing));
    }
    return fold_save(ctx, office->tables, &run.fold);
}

/* ---- all cases ---- */

enum err tables_refold(struct ctx *ctx, struct office *office)
{
    must(office->open);
    struct arena *arena = arena_open(FOLD_ARENA_BYTES);
    struct ctx page = { .arena = arena, .now_ms = ctx->now_ms };
    struct q_cases_from_in in = { .rows_max = CASES_PAGE };
    struct q_cases_from_rows rows = { 0 };
    bool own = sqlite3_get_autocommit(office->tables->handle) != 0;
    enum err err = own ? q_tables_begin(&page, office->tables) : OK;
    if (err == OK)
        err = fold_clear(&page, office->tables);
    do {
        struct arena *ids = ctx->arena;
        struct ctx list = { .arena = ids, .now_ms = ctx->now_ms };
        if (err == OK)
            err = q_cases_from(&list, office->log, &in, &rows);
        for (size_t i = 0; err == OK && i < rows.count; i++) {
            in.casefile = rows.at[i].casefile;
            arena_reset(arena);
            if (!id_is_zero(in.casefile))
                err = case_refold(&page, office, in.casefile);
        }
    } while (err == OK && rows.count == CASES_PAGE);
    if (err == OK && own)
        err = q_tables_commit(&page, office->tables);
    if (err != OK)
        ctx->why = (struct why){ .key = page.why.key == NULL ? "store.damaged" : page.why.key };
    arena_close(arena);
    return err;
}

/* ---- one entry more ---- */

static enum err remembered_key(struct ctx *ctx, struct office *office,
                               const struct envelope *envelope, struct key *key, bool *found)
{
    struct q_work_case_load_in in = { envelope->casefile, get_u32(envelope->key_tag) };
    struct q_work_case_load_row row;
    enum err err = q_work_case_load(ctx, office->tables, &in, &row);
    *found = err == OK && row.secret.bytes.n == KEY_BYTES;
    if (*found)
        memcpy(key->at, row.secret.bytes.at, KEY_BYTES);
    return err == ERR_MISSING ? OK : err;
}

static enum err ref_load(struct ctx *ctx, struct office *office, struct fold_entry *entry)
{
    struct q_entry_by_id_in in = { entry->envelope->ref };
    struct q_entry_by_id_row row;
    entry->ref_here = hash_is_zero(entry->envelope->ref);
    if (entry->ref_here)
        return OK;
    enum err err = q_entry_by_id(ctx, office->log, &in, &row);
    struct envelope *other = arena_new(ctx->arena, struct envelope);
    entry->ref_here = err == OK && envelope_read(row.envelope.at, row.envelope.n, other) &&
                      id_eq(other->casefile, entry->envelope->casefile) &&
                      entry_order(other, entry->envelope) < 0;
    entry->ref = entry->ref_here ? other : NULL;
    return err == ERR_MISSING ? OK : err;
}

static bool in_order(const struct case_fold *fold, const struct envelope *envelope)
{
    struct envelope last = { .hlc = fold->last_hlc, .log = fold->last_log, .seq = fold->last_seq };
    return fold->last_hlc == 0 || entry_order(&last, envelope) < 0;
}

static enum err entry_onto(struct ctx *ctx, struct office *office, struct case_fold *fold,
                           const struct entry *entry)
{
    const struct envelope *e = &entry->envelope;
    struct fold_entry in = { .envelope = e, .id = entry->id };
    for (size_t i = 0; i < entry->body.count; i++)
        in.parts = (uint16_t)(in.parts | 1u << entry->body.parts[i].compartment);
    if (kind_in_keyring(e->kind))
        TRY(keys_of_entry(ctx, office, &in));
    struct work_keys *keys = arena_new(ctx->arena, struct work_keys);
    if (e->kind == KIND_CASE_KEY && in.grants != NULL)
        TRY(work_keys_take(ctx, office, e, in.grants, in.grants->key_ids, keys));
    const struct part *part = body_part(&entry->body, PART_WORK);
    if (e->kind == KIND_CASE_FACT && part != NULL && part->present) {
        struct key key;
        bool found;
        TRY(remembered_key(ctx, office, e, &key, &found));
        w_open(ctx, entry->bytes, found ? &key : NULL, part->content, &in);
        wipe(&key, sizeof key);
        struct case_run run = { .office = office }; /* no other rows to compare with */
        TRY(request_seen(ctx, &run, &in, entry->position));
    }
    TRY(ref_load(ctx, office, &in));
    (void)fold_take(fold, office->directory, &in);
    return fold_save(ctx, office->tables, fold);
}

enum err tables_entry(struct ctx *ctx, struct office *office, const struct entry *entry)
{
    uint16_t kind = entry->envelope.kind;
    if (id_is_zero(entry->envelope.casefile) || (kind >= KIND_READ && kind <= KIND_LOG_IN))
        return OK;
    struct case_fold fold;
    TRY(fold_load(ctx, office->tables, entry->envelope.casefile, &fold));
    /* A late entry, or a grant that opens W of an older epoch, concerns what is folded already. */
    if (!in_order(&fold, &entry->envelope) || kind == KIND_GRANT)
        return case_refold(ctx, office, entry->envelope.casefile);
    return entry_onto(ctx, office, &fold, entry);
}

/* What an entry says to the fold when W stays closed; grants only where the body is there. */
static struct fold_entry judged_of(struct ctx *ctx, const struct entry *entry)
{
    struct fold_entry in = { .envelope = &entry->envelope, .id = entry->id };
    for (size_t p = 0; p < entry->body.count; p++)
        in.parts = (uint16_t)(in.parts | 1u << entry->body.parts[p].compartment);
    const struct part *plain = body_part(&entry->body, PART_PLAIN);
    uint16_t kind = entry->envelope.kind;
    bool keys = plain != NULL && plain->present && kind_in_keyring(kind);
    if (keys && kind == KIND_REVOCATION) {
        in.revoked = facts_get_id(facts_read(ctx->arena, plain->content), REVOKED_OFFICER);
    } else if (keys) {
        struct grants *grants = arena_new(ctx->arena, struct grants);
        in.grants = grants_read(plain->content, grants) ? grants : NULL;
    }
    return in;
}

/* Room in `past` for so many entries more. */
static void past_room(struct ctx *ctx, struct case_run *run, size_t more)
{
    if (run->seen + more <= run->room)
        return;
    size_t room = 2 * run->room + more;
    void *past = arena_calloc(ctx->arena, room, sizeof *run->past);
    if (run->seen > 0)
        memcpy(past, run->past, run->seen * sizeof *run->past);
    run->past = past;
    run->room = room;
}

static void entries_judge(struct ctx *ctx, struct case_run *run, struct entries *entries)
{
    past_room(ctx, run, entries->count);
    for (size_t i = 0; i < entries->count; i++) {
        struct fold_entry in = judged_of(ctx, &entries->at[i]);
        ref_find(run, &in);
        entries->at[i].standing = fold_take(&run->fold, run->office->directory, &in);
    }
}

enum err tables_fold_of(struct ctx *ctx, struct office *office, struct id casefile,
                        struct entries *entries, struct case_fold *fold)
{
    struct case_run run = { .office = office };
    fold_start(&run.fold, ctx->arena, casefile);
    entries_judge(ctx, &run, entries);
    *fold = run.fold;
    return OK;
}

struct case_run *tables_judge(struct ctx *ctx, struct office *office, struct id casefile,
                              struct entries *entries)
{
    struct case_run *run = arena_new(ctx->arena, struct case_run);
    run->office = office;
    fold_start(&run->fold, ctx->arena, casefile);
    entries_judge(ctx, run, entries);
    return run;
}

void tables_judge_more(struct ctx *ctx, struct case_run *run, struct entries *entries)
{
    entries_judge(ctx, run, entries);
}
