#include "store/inside.h"

/* The own log's end: where the next entry goes, and the checkpoints over what is there. */

int entry_order(const struct envelope *a, const struct envelope *b)
{
    if (a->hlc != b->hlc)
        return a->hlc < b->hlc ? -1 : 1;
    int log = id_cmp(a->log, b->log);
    if (log != 0)
        return log;
    return (a->seq > b->seq) - (a->seq < b->seq);
}

static enum err damaged(struct ctx *ctx, uint64_t seq)
{
    return ctx_fail_at(ctx, ERR_STORE, "store.damaged",
                       str_format(ctx->arena, "%llu", (unsigned long long)seq));
}

/* The tree as the newest checkpoint left it; its peaks must make the root that was signed. */
static enum err noted_tree(struct ctx *ctx, struct office *office, struct pen *pen)
{
    struct q_note_last_in in = { office->info.log };
    struct q_note_last_row row;
    struct note note;
    enum err err = q_note_last(ctx, office->log, &in, &row);
    if (err == ERR_MISSING)
        return OK;
    TRY(err);
    const unsigned char *station =
        office->secrets != NULL ? office->secrets->station.sign_public : NULL;
    if (row.peaks.n != sizeof pen->tree.peaks)
        return damaged(ctx, (uint64_t)row.size);
    pen->tree.size = (uint64_t)row.size;
    memcpy(pen->tree.peaks, row.peaks.at, sizeof pen->tree.peaks);
    /* A reader without the station's key compares the root in the text alone. */
    bool good = station == NULL ||
                (note_read(ctx->arena, row.note, station, &note) && note.size == pen->tree.size &&
                 hash_eq(note.root, tree_root(&pen->tree)));
    office->noted = pen->tree.size;
    return good ? OK : damaged(ctx, pen->tree.size);
}

static enum err pen_step(struct ctx *ctx, struct pen *pen, const struct q_entries_of_log_row *row)
{
    struct envelope envelope;
    uint64_t seq = pen->tree.size;
    bool good = envelope_read(row->envelope.at, row->envelope.n, &envelope) &&
                envelope.seq == seq && (uint64_t)row->seq == seq &&
                hash_eq(envelope.prev, pen->prev) &&
                hash_eq(entry_id((const unsigned char *)row->envelope.at), row->id);
    if (!good)
        return damaged(ctx, seq);
    pen->prev = row->id;
    pen->hlc = envelope.hlc;
    tree_append(&pen->tree, row->id);
    return OK;
}

/* The entry just before the checkpoint's end gives chain and clock. */
static enum err pen_before(struct ctx *ctx, struct office *office, struct pen *pen)
{
    struct q_entries_of_log_in in = { .log = office->info.log,
                                      .seq = (int64_t)pen->tree.size - 1,
                                      .rows_max = 1 };
    struct q_entries_of_log_rows rows;
    struct envelope envelope;
    TRY(q_entries_of_log(ctx, office->log, &in, &rows));
    if (rows.count != 1 ||
        !envelope_read(rows.at[0].envelope.at, rows.at[0].envelope.n, &envelope) ||
        envelope.seq != pen->tree.size - 1)
        return damaged(ctx, pen->tree.size - 1);
    pen->prev = rows.at[0].id;
    pen->hlc = envelope.hlc;
    return OK;
}

enum err pen_recover(struct ctx *ctx, struct office *office)
{
    struct pen pen = { 0 };
    TRY(noted_tree(ctx, office, &pen));
    if (pen.tree.size > 0)
        TRY(pen_before(ctx, office, &pen));
    for (;;) {
        struct ctx page = office_ctx(office, ctx->now_ms);
        struct q_entries_of_log_in in = { .log = office->info.log,
                                          .seq = (int64_t)pen.tree.size,
                                          .rows_max = PAGE_ROWS };
        struct q_entries_of_log_rows rows;
        enum err err = q_entries_of_log(&page, office->log, &in, &rows);
        for (size_t i = 0; err == OK && i < rows.count; i++)
            err = pen_step(ctx, &pen, &rows.at[i]);
        if (err != OK) {
            if (ctx->why.key == NULL)
                return ctx_fail(ctx, err, "store.damaged");
            return err;
        }
        if (rows.count < PAGE_ROWS)
            break;
    }
    office->pen = pen;
    office->has_pen = pen.tree.size > 0;
    office->info.entries = pen.tree.size;
    office->info.last_ms = hlc_ms(pen.hlc);
    struct q_entry_last_in last = { office->info.log };
    struct q_entry_last_row row;
    struct envelope envelope;
    TRY(q_entry_last(ctx, office->log, &last, &row));
    must(envelope_read(row.envelope.at, row.envelope.n, &envelope));
    office->info.practice = (envelope.flags & FLAG_PRACTICE) != 0;
    return OK;
}

enum err pen_note(struct ctx *ctx, struct office *office)
{
    must(office->round.open);
    if (office->pen.tree.size == office->noted)
        return OK;
    struct note note = { .log = office->info.log,
                         .size = office->pen.tree.size,
                         .root = tree_root(&office->pen.tree) };
    struct q_note_add_in in = {
        .log = note.log,
        .size = (int64_t)note.size,
        .note = note_write(ctx->arena, &note, &office->secrets->station),
        .peaks = { (const char *)office->pen.tree.peaks, sizeof office->pen.tree.peaks },
    };
    TRY(q_note_add(ctx, office->log, &in));
    office->noted = note.size;
    office->noted_ms = ctx->now_ms;
    return OK;
}
