#include "store/inside.h"

/* What an open office holds: the work key of every epoch, and the hourly duties. */

static enum err epoch_load(struct ctx *ctx, struct office *office, size_t i,
                           struct work_epoch **out)
{
    struct entry entry;
    *out = arena_new(ctx->arena, struct work_epoch);
    TRY(record_entry(ctx, office, office->directory->epochs[i].entry, &entry));
    const struct part *part = body_part(&entry.body, PART_PLAIN);
    if (part == NULL || !part->present || !work_epoch_read(part->content, *out))
        return ctx_fail(ctx, ERR_STORE, "store.work_key_damaged");
    return OK;
}

enum err office_work_key(struct ctx *ctx, struct office *office, const struct actor *who,
                         struct work_key *out)
{
    const struct directory *d = office->directory;
    if (d->epoch_count == 0)
        return ctx_fail(ctx, ERR_DENIED, "store.no_work_key");
    const unsigned char *newest = d->epochs[d->epoch_count - 1].box_public;
    /* The same epoch may have been shared again with a new officer. */
    for (size_t i = d->epoch_count; i-- > 0 && memcmp(d->epochs[i].box_public, newest, 32) == 0;) {
        struct work_epoch *epoch;
        TRY(epoch_load(ctx, office, i, &epoch));
        if (work_epoch_open(epoch, who->officer, who->keys->box_public, who->keys->box_secret, out))
            return OK;
    }
    return ctx_fail(ctx, ERR_DENIED, "store.no_work_key");
}

/* From the newest key back: each epoch carries the former one's secret. */
static enum err ring_fill(struct ctx *ctx, struct office *office, const struct work_key *key)
{
    struct work_ring *ring = &office->secrets->ring;
    const struct directory *d = office->directory;
    *ring = (struct work_ring){ .count = 1 };
    ring->at[0] = *key;
    for (size_t i = d->epoch_count; i-- > 0 && ring->count < WORK_EPOCHS_MAX;) {
        struct work_key *newest = &ring->at[ring->count - 1];
        struct work_epoch *epoch;
        if (memcmp(d->epochs[i].box_public, newest->box_public, 32) != 0)
            continue;
        TRY(epoch_load(ctx, office, i, &epoch));
        if (work_epoch_open(epoch, work_key_name(newest->box_public), newest->box_public,
                            newest->box_secret, &ring->at[ring->count]))
            ring->count++;
    }
    return OK;
}

enum err office_unlock(struct ctx *ctx, struct office *office, const struct work_key *key)
{
    const unsigned char *newest = office_work_public(office);
    if (office->open && memcmp(office->secrets->ring.at[0].box_public, key->box_public, 32) == 0)
        return OK;
    if (memcmp(newest, key->box_public, 32) != 0)
        return ctx_fail(ctx, ERR_DENIED, "store.no_work_key");
    if (office->secrets == NULL) {
        office->secret = secret_open(2 * sizeof(struct office_secrets));
        if (office->secret == NULL)
            return ctx_fail(ctx, ERR_STORE, "store.no_locked_memory");
        office->secrets = secret_new(office->secret, struct office_secrets);
    }
    bool was_open = office->open;
    TRY(ring_fill(ctx, office, key));
    office->open = true;
    enum err err = was_open ? OK : tables_open(ctx, office);
    if (err == OK)
        err = office_directory(ctx, office);
    if (err != OK) {
        office->open = false;
        wipe(&office->secrets->ring, sizeof office->secrets->ring);
    }
    return err;
}

const unsigned char *office_work_public(const struct office *office)
{
    static const unsigned char none[32];
    const struct directory *d = office->directory;
    return d->epoch_count == 0 ? none : d->epochs[d->epoch_count - 1].box_public;
}

struct id office_token(const struct office *office, uint16_t field, struct str word)
{
    must(office->open);
    return index_token(&office->secrets->ring.at[0].index, field, word);
}

bool office_opens(struct arena *arena, const struct office *office, struct str sealed,
                  struct str *plain)
{
    for (size_t i = 0; office->open && i < office->secrets->ring.count; i++)
        if (work_open(arena, &office->secrets->ring.at[i], sealed, plain))
            return true;
    return false;
}

static enum err drops_run(struct ctx *ctx, struct office *office)
{
    struct q_sessions_drop_old_in old = { .begun_ms = ctx->now_ms - 10 * 3600 * 1000,
                                          .locked_ms = ctx->now_ms - 3600 * 1000 };
    struct q_throttle_sweep_in wrong = { ctx->now_ms - 24 * 3600 * 1000 };
    struct q_recent_read_sweep_in reads = { ctx->now_ms - 3600 * 1000 };
    TRY(q_sessions_drop_old(ctx, office->keyring, &old));
    TRY(q_throttle_sweep(ctx, office->keyring, &wrong));
    return q_recent_read_sweep(ctx, office->tables, &reads);
}

enum err office_tick(struct ctx *ctx, struct office *office)
{
    must(round_is_open(office));
    if (office->info.full)
        reserve_fill(office);
    TRY(drops_run(ctx, office));
    bool hour = ctx->now_ms - office->noted_ms >= NOTE_EVERY_MS;
    if (hour && office->pen.tree.size > office->noted)
        TRY(pen_note(ctx, office));
    if (office->open && ctx->now_ms - office->snapshot_ms >= NOTE_EVERY_MS)
        TRY(tables_snapshot(ctx, office));
    return OK;
}
