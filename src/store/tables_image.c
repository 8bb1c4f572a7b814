#include "store/tables.h"

#include "fold_build.h"
#include "seal/session.h"
#include "store/tables_rows.h"

/* The tables as one hash and as one sealed image. */

enum { HASH_ROWS_MAX = 100000, TAIL_SHORT = 2000, TAIL_SHARE = 20 };

/* ---- hash ---- */

struct hasher {
    struct buf buf;  /* rows of one case */
    struct hash sum; /* over the cases so far */
    uint64_t rows;
};

static void put_text(struct buf *buf, struct str text)
{
    buf_u32(buf, (uint32_t)text.n);
    buf_put(buf, text);
}

static void put_int(struct buf *buf, int64_t value)
{
    buf_u64(buf, (uint64_t)value);
}

static void case_put(struct buf *buf, const struct q_hash_cases_row *c)
{
    buf_bytes(buf, c->casefile.at, ID_BYTES);
    put_text(buf, c->alias);
    buf_bytes(buf, c->responsible.at, ID_BYTES);
    buf_bytes(buf, c->sop.at, HASH_BYTES);
    const int64_t numbers[] = { c->state,       c->risk,        c->channel,    c->safe,
                                c->paper,       c->office_mask, c->opened_hlc, c->happened_min,
                                c->changed_hlc, c->last_hlc,    c->last_seq,   c->next_due_min,
                                c->open_places };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        put_int(buf, numbers[i]);
    buf_bytes(buf, c->last_log.at, ID_BYTES);
    buf_bytes(buf, c->epoch.at, HASH_BYTES);
    buf_bytes(buf, c->opener.at, ID_BYTES);
}

static enum err places_put(struct ctx *ctx, struct db *tables, struct id casefile, struct hasher *h)
{
    struct q_fold_places_in in = { casefile, HASH_ROWS_MAX };
    struct q_fold_places_rows rows;
    TRY(q_fold_places(ctx, tables, &in, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        put_int(&h->buf, rows.at[i].step);
        buf_bytes(&h->buf, rows.at[i].subject.at, ID_BYTES);
        put_int(&h->buf, rows.at[i].state);
        put_int(&h->buf, rows.at[i].due_min);
        put_int(&h->buf, rows.at[i].since_hlc);
    }
    h->rows += rows.count;
    return OK;
}

static enum err rest_put(struct ctx *ctx, struct db *tables, struct id casefile, struct hasher *h)
{
    struct q_fold_workings_in win = { casefile, HASH_ROWS_MAX };
    struct q_fold_workings_rows w;
    struct q_fold_readers_in rin = { casefile, HASH_ROWS_MAX };
    struct q_fold_readers_rows r;
    struct q_hash_tokens_in tin = { casefile, HASH_ROWS_MAX };
    struct q_hash_tokens_rows t;
    TRY(q_fold_workings(ctx, tables, &win, &w));
    TRY(q_fold_readers(ctx, tables, &rin, &r));
    TRY(q_hash_tokens(ctx, tables, &tin, &t));
    for (size_t i = 0; i < w.count; i++) {
        put_int(&h->buf, w.at[i].sort);
        put_int(&h->buf, w.at[i].field);
        buf_bytes(&h->buf, w.at[i].subject.at, ID_BYTES);
        put_int(&h->buf, w.at[i].value);
    }
    for (size_t i = 0; i < r.count; i++) {
        buf_bytes(&h->buf, r.at[i].recipient.at, ID_BYTES);
        put_int(&h->buf, r.at[i].mask);
        put_int(&h->buf, r.at[i].expiry_s);
        put_int(&h->buf, r.at[i].since_hlc);
    }
    for (size_t i = 0; i < t.count; i++) {
        buf_bytes(&h->buf, t.at[i].token.at, ID_BYTES);
        buf_bytes(&h->buf, t.at[i].slot.at, HASH_BYTES);
    }
    h->rows += w.count + r.count + t.count;
    return OK;
}

/* sum' = SHA-256(sum ‖ rows of the case): cases in order of their id. */
static enum err hash_case(struct ctx *ctx, struct db *tables, const struct q_hash_cases_row *row,
                          struct hasher *h)
{
    h->buf = buf_open(ctx->arena, 16 << 20);
    buf_bytes(&h->buf, h->sum.at, HASH_BYTES);
    case_put(&h->buf, row);
    TRY(places_put(ctx, tables, row->casefile, h));
    TRY(rest_put(ctx, tables, row->casefile, h));
    must(buf_done(&h->buf));
    struct str bytes = buf_str(&h->buf);
    h->sum = hash_of(bytes.at, bytes.n);
    h->rows++;
    return OK;
}

static enum err hash_all(struct ctx *ctx, struct office *office, struct hasher *h)
{
    must(office->open);
    struct q_hash_cases_in in = { .rows_max = 1 };
    for (;;) {
        struct ctx page = office_ctx(office, ctx->now_ms);
        struct q_hash_cases_rows rows;
        enum err err = q_hash_cases(&page, office->tables, &in, &rows);
        if (err == OK && rows.count == 0)
            return OK;
        if (err == OK)
            err = hash_case(&page, office->tables, &rows.at[0], h);
        if (err != OK)
            return ctx_fail(ctx, err, "store.damaged");
        in.casefile = rows.at[0].casefile;
    }
}

enum err tables_hash(struct ctx *ctx, struct office *office, struct hash *out)
{
    struct hasher h = { 0 };
    TRY(hash_all(ctx, office, &h));
    *out = h.sum;
    return OK;
}

enum err tables_rows(struct ctx *ctx, struct office *office, uint64_t *out)
{
    struct hasher h = { 0 };
    TRY(hash_all(ctx, office, &h));
    *out = h.rows;
    return OK;
}

/* ---- snapshot ---- */

#define TEXT(token) #token
#define TEXT_OF(token) TEXT(token)

/* Another program's tables are folded anew; so tables need no migration. */
static struct hash build_hash(void)
{
    static const char build[] = TEXT_OF(FOLD_BUILD);
    return hash_of(build, sizeof build);
}

/* Not the public key's box, which anybody could make: a key that only the secret gives. */
static struct key snapshot_key(const struct office *office)
{
    struct key key;
    derive(key.at, sizeof key.at, office->secrets->ring.at[0].box_secret, 32, "snapshot", 8);
    return key;
}

/* The tables' own transaction is left and entered again: an image neither shows nor takes in what
 * is not committed.  When the round fails later, they are folded anew. */
static enum err round_leave(struct ctx *ctx, struct office *office)
{
    if (!office->round.open)
        return OK;
    if (office->round.marked)
        TRY(q_tables_release(ctx, office->tables));
    return q_tables_commit(ctx, office->tables);
}

static enum err round_enter(struct ctx *ctx, struct office *office)
{
    if (!office->round.open)
        return OK;
    office->round.tables_opened = true;
    TRY(q_tables_begin(ctx, office->tables));
    return office->round.marked ? q_tables_mark(ctx, office->tables) : OK;
}

enum err tables_snapshot(struct ctx *ctx, struct office *office)
{
    must(office->open && office->round.open);
    struct q_position_last_row last;
    TRY(q_position_last(ctx, office->log, &last));
    office->snapshot_ms = ctx->now_ms;
    if ((uint64_t)last.position == office->snapshot_position)
        return OK;
    struct q_entry_at_in at = { last.position };
    struct q_entry_at_row row;
    TRY(q_entry_at(ctx, office->log, &at, &row));
    TRY(round_leave(ctx, office));
    struct ctx work = office_ctx(office, ctx->now_ms);
    struct key key = snapshot_key(office);
    struct str image = db_image(&work, office->tables);
    TRY(round_enter(ctx, office));
    struct q_snapshot_save_in in = {
        .build = build_hash(),
        .position = last.position,
        .entry = row.id,
        .sealed = { box_seal(work.arena, &key, STR("tables"), image) },
    };
    wipe(&key, sizeof key);
    enum err err = q_snapshot_save(&work, office->keyring, &in);
    arena_reset(office->scratch);
    if (err != OK)
        return ctx_fail(ctx, err, "store.write");
    office->snapshot_position = (uint64_t)last.position;
    return OK;
}

/* True when the tables stand as the snapshot left them. */
static bool snapshot_open(struct ctx *ctx, struct office *office, struct ctx *work,
                          uint64_t *position)
{
    struct q_snapshot_load_row row;
    struct str image;
    if (q_snapshot_load(work, office->keyring, &row) != OK || !hash_eq(row.build, build_hash()))
        return false;
    struct q_entry_at_in at = { row.position };
    struct q_entry_at_row entry;
    if (q_entry_at(work, office->log, &at, &entry) != OK || !hash_eq(entry.id, row.entry))
        return false;
    struct key key = snapshot_key(office);
    bool good = box_open(work->arena, &key, STR("tables"), row.sealed.bytes, &image);
    wipe(&key, sizeof key);
    if (!good || db_image_load(ctx, office->tables, image) != OK)
        return false;
    *position = (uint64_t)row.position;
    return true;
}

/* One entry onto the tables costs several times what it costs in a fold of all. */
static bool tail_is_short(struct ctx *ctx, struct office *office, uint64_t position)
{
    struct q_position_last_row last;
    if (q_position_last(ctx, office->log, &last) != OK)
        return false;
    uint64_t all = (uint64_t)last.position, tail = all - position;
    return tail <= TAIL_SHORT || tail <= all / TAIL_SHARE;
}

enum err tables_open(struct ctx *ctx, struct office *office)
{
    uint64_t position = 0;
    TRY(round_leave(ctx, office));
    struct ctx work = office_ctx(office, ctx->now_ms);
    bool found = snapshot_open(ctx, office, &work, &position);
    arena_reset(office->scratch);
    enum err err;
    if (found && tail_is_short(ctx, office, position)) {
        office->snapshot_position = position;
        office->snapshot_ms = ctx->now_ms;
        err = tables_catch_up(ctx, office, position);
    } else {
        err = tables_refold(ctx, office);
    }
    struct why why = ctx->why;
    TRY(round_enter(ctx, office));
    ctx->why = why;
    return err;
}
