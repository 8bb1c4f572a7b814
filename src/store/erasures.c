#include "store/tables.h"

#include "store/inside.h"

/* Erasure: the order is an entry first; then bodies, boxes, drafts and rows go, again at every
 * opening, so that a crash between cannot keep anything. */

static bool held(const struct directory *d, struct hash id)
{
    for (size_t i = 0; i < d->order_count; i++) {
        const struct order *order = &d->orders[i];
        /* A hold is laid by one and lifted by two. */
        if (!order->hold || !id_is_zero(order->second))
            continue;
        for (size_t k = 0; k < order->what.count; k++)
            if (hash_eq(order->what.at[k], id))
                return true;
    }
    return false;
}

/* Parts become the hashes that the envelope's signature covers. */
static bool parts_erase(struct arena *arena, struct str *parts)
{
    struct body body;
    bool any = false;
    if (!body_read(*parts, &body))
        return false;
    for (size_t i = 0; i < body.count; i++) {
        any = any || body.parts[i].present;
        body_erase(&body, i);
    }
    if (any)
        *parts = body_write(arena, &body);
    return any;
}

static enum err entry_erase(struct ctx *ctx, struct office *office, struct hash id, bool *any)
{
    struct q_entry_by_id_in in = { id };
    struct q_entry_by_id_row row;
    struct envelope envelope;
    enum err err = q_entry_by_id(ctx, office->log, &in, &row);
    if (err == ERR_MISSING)
        return OK; /* of a log that is not here yet */
    TRY(err);
    if (!envelope_read(row.envelope.at, row.envelope.n, &envelope))
        return OK;
    /* What everybody must be able to check is no personal data and stays. */
    if (id_is_zero(envelope.casefile) && envelope.kind <= KIND_SETTING)
        return OK;
    if (kind_in_keyring(envelope.kind)) {
        struct q_box_load_in load = { id };
        struct q_box_load_row box;
        err = q_box_load(ctx, office->keyring, &load, &box);
        if (err == ERR_MISSING)
            return OK;
        TRY(err);
        struct q_box_replace_in replace = { box.parts, id };
        if (!parts_erase(ctx->arena, &replace.parts.bytes))
            return OK;
        *any = true;
        boxes_forget(office);
        return q_box_replace(ctx, office->keyring, &replace);
    }
    struct q_parts_replace_in replace = { row.parts, id };
    if (!parts_erase(ctx->arena, &replace.parts))
        return OK;
    *any = true;
    struct q_drafts_delete_case_in drafts = { envelope.casefile };
    if (!id_is_zero(envelope.casefile))
        TRY(q_drafts_delete_case(ctx, office->keyring, &drafts));
    return q_parts_replace(ctx, office->log, &replace);
}

enum err erasures_execute(struct ctx *ctx, struct office *office)
{
    const struct directory *d = office->directory;
    bool any = false;
    for (size_t i = 0; i < d->order_count; i++) {
        const struct order *order = &d->orders[i];
        if (order->hold || id_is_zero(order->second))
            continue;
        for (size_t k = 0; k < order->what.count; k++)
            if (!held(d, order->what.at[k]))
                TRY(entry_erase(ctx, office, order->what.at[k], &any));
    }
    if (!any)
        return OK;
    TRY(q_snapshot_drop(ctx, office->keyring));
    office->snapshot_position = 0;
    return office->open ? tables_refold(ctx, office) : OK;
}
