#include "store/tables.h"

#include "store/fold_read.h"

/*
 * All cases folded at once, or the tail of the log onto what a snapshot left.
 * The log is read in one pass in order of arrival, which nearly always is the
 * order of the fold; the state of each case is kept meanwhile, and the tables
 * are filled in the order of their keys.  A case for which one pass does not do
 * is folded by itself afterwards.
 */

enum { LOG_PAGE = 256, BOX_PAGE = 64, TABLE_FIRST = 1024 };

#define REFOLD_ARENA_BYTES ((size_t)8 << 30)

struct running {
    struct case_fold fold;
    struct work_keys keys;
    struct fold_past past;
    bool alone; /* an entry came late, or W of an earlier one opens only now, or it is new */
};

struct request_row {
    int64_t key, position;
    struct running *of; /* NULL: an empty place of the hash table */
};

struct refold {
    struct ctx *ctx;
    struct office *office;
    uint64_t from;       /* position behind which the tail begins; 0: the whole log */
    struct arena *keep;  /* until the tables are written */
    struct arena *entry; /* emptied after each entry */
    size_t count, room;  /* of cases, a hash table by id */
    struct running **cases;
    size_t request_count, request_room;
    struct request_row *requests; /* a hash table by key */
    /* Bodies in the keyring lie in the order of their entries. */
    struct arena *box_arena;
    size_t box_at;
    struct q_boxes_from_rows boxes;
};

/* ---- hash tables ---- */

static size_t place_of(const struct refold *r, struct id casefile)
{
    size_t at = (size_t)get_u64(casefile.at) & (r->room - 1);
    while (r->cases[at] != NULL && !id_eq(r->cases[at]->fold.casefile, casefile))
        at = (at + 1) & (r->room - 1);
    return at;
}

static void cases_widen(struct refold *r)
{
    struct running **from = r->cases;
    size_t n = r->room;
    r->room = n == 0 ? TABLE_FIRST : 2 * n;
    r->cases = arena_array(r->keep, struct running *, r->room);
    for (size_t i = 0; i < n; i++)
        if (from[i] != NULL)
            r->cases[place_of(r, from[i]->fold.casefile)] = from[i];
}

static enum err running_of(struct refold *r, struct id casefile, struct running **out)
{
    if (2 * r->count >= r->room)
        cases_widen(r);
    size_t at = place_of(r, casefile);
    *out = r->cases[at];
    if (*out != NULL)
        return OK;
    struct ctx ctx = { .arena = r->keep };
    struct running *running = arena_new(r->keep, struct running);
    fold_start(&running->fold, r->keep, casefile);
    if (r->from > 0)
        TRY(fold_load(&ctx, r->office->tables, casefile, &running->fold));
    running->alone = r->from > 0 && !running->fold.loaded;
    running->fold.scratch = r->entry;
    r->count++;
    *out = r->cases[at] = running;
    return OK;
}

static struct request_row *request_of(const struct refold *r, int64_t key)
{
    size_t at = (size_t)key & (r->request_room - 1);
    while (r->requests[at].of != NULL && r->requests[at].key != key)
        at = (at + 1) & (r->request_room - 1);
    return &r->requests[at];
}

static void requests_widen(struct refold *r)
{
    struct request_row *from = r->requests;
    size_t n = r->request_room;
    r->request_room = n == 0 ? TABLE_FIRST : 2 * n;
    r->requests = arena_array(r->keep, struct request_row, r->request_room);
    for (size_t i = 0; i < n; i++)
        if (from[i].of != NULL)
            *request_of(r, from[i].key) = from[i];
}

/* ---- the pass ---- */

/* The plain part of the entry's body in the keyring, empty when it is not there. */
static enum err box_of(struct refold *r, struct hash id, struct str *plain)
{
    struct ctx ctx = { .arena = r->entry };
    struct q_box_load_in by = { id };
    struct q_box_load_row row;
    uint16_t mask;
    *plain = STR("");
    if (r->box_at == r->boxes.count || !hash_eq(r->boxes.at[r->box_at].entry, id)) {
        enum err err = q_box_load(&ctx, r->office->keyring, &by, &row);
        if (err == ERR_MISSING)
            return OK;
        TRY(err);
        struct ctx page = { .arena = r->box_arena };
        struct q_boxes_from_in in = { row.position - 1, BOX_PAGE };
        arena_reset(r->box_arena);
        TRY(q_boxes_from(&page, r->office->keyring, &in, &r->boxes));
        r->box_at = 0;
        must(r->boxes.count > 0);
    }
    if (!body_peek(r->boxes.at[r->box_at++].parts.bytes, PART_PLAIN, &mask, plain))
        *plain = STR("");
    return OK;
}

/* What one entry of kinds 32 to 36 says; false: the case must be folded by itself. */
static enum err keys_read(struct refold *r, struct running *running, struct fold_entry *entry,
                          bool *alone)
{
    struct str plain;
    TRY(box_of(r, entry->id, &plain));
    fold_keys_read(r->entry, plain, entry);
    if (!grants_open_work(entry->grants))
        return OK;
    *alone = running->fold.unopened > 0 || entry->envelope->kind != KIND_CASE_KEY;
    if (!*alone)
        work_keys_take(r->keep, r->office, entry->envelope, entry->grants, entry->grants->key_ids,
                       &running->keys);
    return OK;
}

/* The first of the case in fold order answers a request. */
static void request_seen(struct refold *r, struct running *running, struct fold_entry *entry,
                         int64_t position)
{
    struct id request = facts_get_id(entry->work, FACT_REQUEST);
    if (id_is_zero(request))
        return;
    if (2 * r->request_count >= r->request_room)
        requests_widen(r);
    int64_t key = request_key(entry->envelope->author, request);
    struct request_row *row = request_of(r, key);
    entry->twice = row->of == running;
    if (row->of != NULL)
        return;
    *row = (struct request_row){ key, position, running };
    r->request_count++;
}

static enum err entry_fold(struct refold *r, const struct q_entries_from_row *row)
{
    struct envelope e;
    struct fold_entry entry = { .envelope = &e, .id = row->id };
    struct ctx ctx = { .arena = r->entry };
    struct str content;
    if (!envelope_read(row->envelope.at, row->envelope.n, &e) || id_is_zero(e.casefile) ||
        kind_is_read(e.kind))
        return OK; /* what is damaged is kept; verify names it */
    struct running *running = NULL;
    TRY(running_of(r, e.casefile, &running));
    running->alone = running->alone || !fold_in_order(&running->fold, &e);
    if (running->alone || !body_peek(row->parts, PART_WORK, &entry.parts, &content))
        return OK;
    if (kind_in_keyring(e.kind))
        TRY(keys_read(r, running, &entry, &running->alone));
    if (running->alone)
        return OK;
    if (e.kind == KIND_CASE_FACT) {
        struct ctx keep = { .arena = r->keep };
        if (r->from > 0)
            TRY(work_keys_load(&keep, r->office->tables, &e, &running->keys));
        fold_work_read(r->entry, (const unsigned char *)row->envelope.at,
                       work_keys_find(&running->keys, e.key_tag), content, &entry);
        if (r->from > 0)
            TRY(fold_request_before(&ctx, r->office, (uint64_t)row->position, &entry));
        else
            request_seen(r, running, &entry, row->position);
    }
    TRY(fold_ref_find(&ctx, r->office, &running->past, &entry));
    fold_past_add(r->keep, &running->past, &entry);
    (void)fold_take(&running->fold, r->office->directory, &entry);
    return OK;
}

static enum err log_read(struct refold *r)
{
    struct q_entries_from_in in = { (int64_t)r->from, LOG_PAGE };
    struct q_entries_from_rows rows;
    struct arena *arena = arena_open(SCRATCH_BYTES);
    enum err err;
    do {
        struct ctx page = { .arena = arena };
        arena_reset(arena);
        err = q_entries_from(&page, r->office->log, &in, &rows);
        for (size_t i = 0; err == OK && i < rows.count; i++) {
            arena_reset(r->entry);
            err = entry_fold(r, &rows.at[i]);
            in.position = rows.at[i].position;
        }
    } while (err == OK && rows.count == LOG_PAGE);
    arena_close(arena);
    return err;
}

/* ---- the tables ---- */

static int by_casefile(const void *a, const void *b)
{
    const struct running *const *x = a, *const *y = b;
    return id_cmp((*x)->fold.casefile, (*y)->fold.casefile);
}

static int by_key(const void *a, const void *b)
{
    const struct request_row *x = a, *y = b;
    return (x->key > y->key) - (x->key < y->key);
}

static int by_token(const void *a, const void *b)
{
    const struct q_fold_token_add_in *x = a, *y = b;
    int token = id_cmp(x->token, y->token);
    int casefile = token != 0 ? token : id_cmp(x->casefile, y->casefile);
    return casefile != 0 ? casefile : memcmp(x->slot.at, y->slot.at, HASH_BYTES);
}

/* The hash table becomes a list without gaps. */
static void cases_sort(struct refold *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->room; i++)
        if (r->cases[i] != NULL)
            r->cases[n++] = r->cases[i];
    if (n > 1)
        qsort(r->cases, n, sizeof *r->cases, by_casefile);
}

static enum err tokens_write_all(struct refold *r)
{
    size_t n = 0, at = 0;
    for (size_t i = 0; i < r->count; i++)
        n += r->cases[i]->alone || !r->cases[i]->fold.known ? 0 : r->cases[i]->fold.token_count;
    struct q_fold_token_add_in *all = arena_array(r->keep, struct q_fold_token_add_in, n + 1);
    for (size_t i = 0; i < r->count; i++) {
        const struct case_fold *fold = &r->cases[i]->fold;
        for (size_t k = 0; !r->cases[i]->alone && fold->known && k < fold->token_count; k++)
            all[at++] = (struct q_fold_token_add_in){ fold->tokens[k].token, fold->casefile,
                                                      fold->tokens[k].slot };
    }
    must(at == n);
    if (n > 1)
        qsort(all, n, sizeof *all, by_token);
    for (size_t i = 0; i < n; i++)
        TRY(q_fold_token_add(r->ctx, r->office->tables, &all[i]));
    return OK;
}

static enum err requests_write_all(struct refold *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->request_room; i++)
        if (r->requests[i].of != NULL && !r->requests[i].of->alone)
            r->requests[n++] = r->requests[i];
    if (n > 1)
        qsort(r->requests, n, sizeof *r->requests, by_key);
    for (size_t i = 0; i < n; i++) {
        struct q_request_add_in in = { r->requests[i].key, r->requests[i].position };
        TRY(q_request_add(r->ctx, r->office->tables, &in));
    }
    return OK;
}

static enum err tables_fill(struct refold *r)
{
    cases_sort(r);
    for (size_t i = 0; i < r->count; i++) {
        struct running *running = r->cases[i];
        if (running->alone)
            continue;
        TRY(work_keys_save(r->ctx, r->office->tables, running->fold.casefile, &running->keys));
        if (running->fold.known) /* without a valid key a stranger's entries make no case */
            TRY(fold_put(r->ctx, r->office->tables, &running->fold));
    }
    TRY(tokens_write_all(r));
    TRY(requests_write_all(r));
    return fold_index(r->ctx, r->office->tables);
}

/* The cases that the tail touched. */
static enum err tables_add(struct refold *r)
{
    cases_sort(r);
    for (size_t i = 0; i < r->count; i++) {
        struct running *running = r->cases[i];
        if (running->alone)
            continue;
        TRY(work_keys_save(r->ctx, r->office->tables, running->fold.casefile, &running->keys));
        TRY(fold_save(r->ctx, r->office->tables, &running->fold));
    }
    return OK;
}

static enum err alone_fold(struct refold *r)
{
    for (size_t i = 0; i < r->count; i++) {
        struct ctx ctx = { .arena = r->entry };
        if (!r->cases[i]->alone)
            continue;
        arena_reset(r->entry);
        TRY(case_refold(&ctx, r->office, r->cases[i]->fold.casefile));
    }
    return OK;
}

static enum err fold_all(struct refold *r)
{
    struct db *log = r->office->log;
    bool still = sqlite3_get_autocommit(log->handle) != 0; /* one state of the log for all reads */
    if (r->from == 0)
        TRY(fold_clear(r->ctx, r->office->tables));
    if (still)
        TRY(q_log_begin(r->ctx, log));
    enum err err = log_read(r);
    if (err == OK)
        err = r->from == 0 ? tables_fill(r) : tables_add(r);
    if (err == OK)
        err = alone_fold(r);
    if (still && q_log_commit(r->ctx, log) != OK && err == OK)
        err = ERR_STORE;
    return err;
}

static enum err fold_from(struct ctx *ctx, struct office *office, uint64_t from)
{
    must(office->open);
    struct refold r = { .office = office,
                        .from = from,
                        .keep = arena_open(REFOLD_ARENA_BYTES),
                        .entry = arena_open(REFOLD_ARENA_BYTES),
                        .box_arena = arena_open(SCRATCH_BYTES) };
    struct ctx own_ctx = { .arena = r.keep, .now_ms = ctx->now_ms };
    r.ctx = &own_ctx;
    cases_widen(&r);
    requests_widen(&r);
    bool own = sqlite3_get_autocommit(office->tables->handle) != 0;
    enum err err = own ? q_tables_begin(r.ctx, office->tables) : OK;
    if (err == OK)
        err = fold_all(&r);
    if (err == OK && own)
        err = q_tables_commit(r.ctx, office->tables);
    if (err != OK && own && sqlite3_get_autocommit(office->tables->handle) == 0)
        must(q_tables_rollback(r.ctx, office->tables) == OK);
    if (err != OK) {
        bool said = own_ctx.why.key != NULL;
        err = ctx_fail(ctx, err, said ? own_ctx.why.key : "store.damaged");
    }
    arena_close(r.box_arena);
    arena_close(r.entry);
    arena_close(r.keep);
    return err;
}

enum err tables_refold(struct ctx *ctx, struct office *office)
{
    return fold_from(ctx, office, 0);
}

enum err tables_catch_up(struct ctx *ctx, struct office *office, uint64_t position)
{
    must(position > 0);
    return fold_from(ctx, office, position);
}
