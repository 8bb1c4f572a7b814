#include "store/inside.h"

/*
 * Bodies of key entries, read again at each opening of a case: an open office
 * keeps those it read lately, as sealed as they lie in the keyring.  Full, it
 * forgets them all and begins anew.
 */

enum { PLACES = 2048, KEPT_MAX = 1024, KEPT_BYTES_MAX = 2 << 20, BOX_KEPT_BYTES_MAX = 8192 };

struct boxes {
    struct arena *arena;
    size_t count, bytes;
    struct {
        struct hash id;
        struct str parts; /* .at NULL: an empty place */
    } at[PLACES];
};

static size_t place_of(const struct boxes *boxes, struct hash id)
{
    size_t at = (size_t)get_u64(id.at) % PLACES;
    while (boxes->at[at].parts.at != NULL && !hash_eq(boxes->at[at].id, id))
        at = (at + 1) % PLACES;
    return at;
}

static void keep(struct office *office, struct hash id, struct str parts)
{
    struct boxes *boxes = office->boxes;
    if (parts.n == 0 || parts.n > BOX_KEPT_BYTES_MAX)
        return;
    if (boxes->count == KEPT_MAX || boxes->bytes + parts.n > KEPT_BYTES_MAX)
        boxes_forget(office);
    size_t at = place_of(boxes, id);
    boxes->at[at].id = id;
    boxes->at[at].parts = str_copy(boxes->arena, parts);
    boxes->count++;
    boxes->bytes += parts.n;
}

void boxes_forget(struct office *office)
{
    struct boxes *boxes = office->boxes;
    if (boxes == NULL || boxes->count == 0)
        return;
    arena_reset(boxes->arena);
    *boxes = (struct boxes){ .arena = boxes->arena };
}

void boxes_close(struct office *office)
{
    if (office->boxes != NULL)
        arena_close(office->boxes->arena);
    office->boxes = NULL;
}

enum err box_read(struct ctx *ctx, struct office *office, struct hash id, struct str *parts)
{
    struct q_box_load_in in = { id };
    struct q_box_load_row row;
    if (office->boxes == NULL) {
        office->boxes = arena_new(office->keep, struct boxes);
        office->boxes->arena = arena_open(2 * (size_t)KEPT_BYTES_MAX);
    }
    /* What is kept may be forgotten while the request still reads it. */
    struct str kept = office->boxes->at[place_of(office->boxes, id)].parts;
    *parts = kept.at != NULL ? str_copy(ctx->arena, kept) : STR("");
    if (kept.at != NULL)
        return OK;
    enum err err = q_box_load(ctx, office->keyring, &in, &row);
    if (err == ERR_MISSING)
        return OK;
    TRY(err);
    *parts = row.parts.bytes;
    keep(office, id, *parts);
    return OK;
}
