#include "store/casekeys_inside.h"

/* Reading who may open a case, and opening it for one officer. */

static struct grants *grants_of(struct ctx *ctx, const struct entry *entry)
{
    uint16_t kind = entry->envelope.kind;
    const struct part *part = body_part(&entry->body, PART_PLAIN);
    if ((kind != KIND_CASE_KEY && kind != KIND_GRANT && kind != KIND_OPENING) || part == NULL ||
        !part->present || entry->standing != ENTRY_COUNTS)
        return NULL;
    struct grants *grants = arena_new(ctx->arena, struct grants);
    return grants_read(part->content, grants) ? grants : NULL;
}

enum err key_history_read(struct ctx *ctx, struct office *office, struct id casefile,
                          struct key_history *out)
{
    *out = (struct key_history){ 0 };
    TRY(entries_of(ctx, office, casefile, KIND_CASE_KEY, KIND_OPENING, &out->entries));
    TRY(tables_fold_of(ctx, office, casefile, &out->entries, &out->fold));
    for (size_t i = 0; i < out->entries.count; i++) {
        const struct entry *entry = &out->entries.at[i];
        struct grants *grants = grants_of(ctx, entry);
        if (entry->envelope.kind != KIND_CASE_KEY || grants == NULL)
            continue;
        bool same = out->newest != NULL && id_eq(grants->key_ids[0], out->newest_ids[0]);
        if (!same)
            out->newest = grants; /* a key of notes alone adds boxes, it takes none away */
        memcpy(out->newest_ids, grants->key_ids, sizeof out->newest_ids);
        out->epoch_entry = entry->id;
    }
    if (out->newest == NULL)
        return ctx_fail(ctx, ERR_MISSING, "record.no_case");
    return OK;
}

/* ---- opening ---- */

struct opening {
    const struct actor *who;
    int64_t now_s;
    size_t count;
    struct {
        unsigned char tag[4];
        struct id ids[CASE_KEY_IDS];
        struct case_keys *keys; /* in the locked area */
    } at[EPOCHS_MAX];
};

static size_t epoch_of(const struct opening *o, const unsigned char tag[4])
{
    size_t i = 0;
    while (i < o->count && memcmp(o->at[i].tag, tag, 4) != 0)
        i++;
    return i;
}

static void epoch_begin(struct opening *o, const unsigned char tag[4], const struct grants *grants)
{
    size_t i = epoch_of(o, tag);
    if (i == EPOCHS_MAX)
        return;
    if (i == o->count) {
        o->count++;
        memcpy(o->at[i].tag, tag, 4);
        o->at[i].keys = secret_new(o->who->secret, struct case_keys);
        struct case_keys *before = i > 0 ? o->at[i - 1].keys : NULL;
        /* The key of notes goes through the epochs unchanged (2.3). */
        if (before != NULL && (before->mask >> PART_NOTES & 1) != 0 &&
            id_eq(o->at[i - 1].ids[PART_NOTES], grants->key_ids[PART_NOTES])) {
            o->at[i].keys->at[PART_NOTES] = before->at[PART_NOTES];
            o->at[i].keys->mask |= 1u << PART_NOTES;
        }
    }
    memcpy(o->at[i].ids, grants->key_ids, sizeof o->at[i].ids);
}

static void boxes_try(struct opening *o, struct id casefile, const unsigned char tag[4],
                      const struct grants *grants)
{
    size_t i = epoch_of(o, tag);
    if (i == o->count)
        return;
    for (size_t k = 0; k < grants->count; k++) {
        const struct grant_box *box = &grants->at[k];
        bool mine = box->type == GRANT_OFFICER && id_eq(box->recipient, o->who->officer) &&
                    (box->expiry_s == 0 || box->expiry_s > o->now_s);
        if (!mine)
            continue;
        const struct officer_keys *keys = o->who->keys;
        /* A box that holds another key than was published opens nothing. */
        if (!grant_open(box->box, keys->box_public, keys->box_secret, casefile, tag, o->at[i].ids,
                        o->at[i].keys))
            continue;
    }
}

static bool revokes(struct ctx *ctx, const struct entry *entry, struct id officer)
{
    const struct part *part = body_part(&entry->body, PART_PLAIN);
    return entry->envelope.kind == KIND_REVOCATION && entry->standing == ENTRY_COUNTS &&
           part != NULL && part->present &&
           id_eq(facts_get_id(facts_read(ctx->arena, part->content), REVOKED_OFFICER), officer);
}

/* W by the office work key, for whoever may hold it. */
static enum err work_add(struct ctx *ctx, struct office *office, struct id casefile,
                         struct opening *o)
{
    const struct officer *officer = directory_officer(office->directory, o->who->officer);
    if (!office->open || officer == NULL || !officer->certificate.work_key ||
        !officer_is_valid(officer, ctx->now_ms))
        return OK;
    for (size_t i = 0; i < o->count; i++) {
        struct q_work_case_load_in in = { casefile, get_u32(o->at[i].tag) };
        struct q_work_case_load_row row;
        enum err err = q_work_case_load(ctx, office->tables, &in, &row);
        if (err == ERR_MISSING)
            continue;
        TRY(err);
        if (row.secret.bytes.n == KEY_BYTES) {
            memcpy(o->at[i].keys->at[PART_WORK].at, row.secret.bytes.at, KEY_BYTES);
            o->at[i].keys->mask |= 1u << PART_WORK;
        }
    }
    return OK;
}

static enum err keyset_make(struct ctx *ctx, const struct opening *o, struct case_keyset *out)
{
    bool any = false;
    out->count = o->count;
    out->at = secret_take(o->who->secret, o->count * sizeof *out->at);
    for (size_t i = 0; i < o->count; i++) {
        memcpy(out->at[i].tag, o->at[i].tag, 4);
        out->at[i].keys = *o->at[i].keys;
        any = any || o->at[i].keys->mask != 0;
    }
    return any ? OK : ctx_fail(ctx, ERR_DENIED, "case.no_grant");
}

/* Who holds a box that has not ended. */
static void readers_take(struct ctx *ctx, const struct key_history *history,
                         struct case_reader **out, size_t *count)
{
    *out = arena_array(ctx->arena, struct case_reader, history->fold.reader_count + 1);
    *count = 0;
    for (size_t i = 0; i < history->fold.reader_count; i++) {
        const struct fold_reader *reader = &history->fold.readers[i];
        if (reader->mask == 0 || (reader->expiry_s != 0 && reader->expiry_s * 1000 <= ctx->now_ms))
            continue;
        (*out)[(*count)++] = (struct case_reader){ reader->recipient, reader->mask,
                                                   reader->expiry_s, hlc_ms(reader->since_hlc) };
    }
}

enum err casekeys_open(struct ctx *ctx, struct office *office, struct id casefile,
                       const struct actor *who, struct case_keyset *out)
{
    struct key_history history;
    TRY(key_history_read(ctx, office, casefile, &history));
    struct opening *o = arena_new(ctx->arena, struct opening);
    o->who = who;
    o->now_s = ctx->now_ms / 1000;
    for (size_t i = 0; i < history.entries.count; i++) {
        const struct entry *entry = &history.entries.at[i];
        const struct grants *grants = grants_of(ctx, entry);
        if (revokes(ctx, entry, who->officer))
            for (size_t k = 0; k < o->count; k++)
                *o->at[k].keys = (struct case_keys){ 0 };
        if (grants == NULL)
            continue;
        if (entry->envelope.kind == KIND_CASE_KEY)
            epoch_begin(o, entry->envelope.key_tag, grants);
        boxes_try(o, casefile, entry->envelope.key_tag, grants);
    }
    TRY(work_add(ctx, office, casefile, o));
    *out = (struct case_keyset){ .casefile = casefile, .epoch_entry = history.epoch_entry };
    readers_take(ctx, &history, &out->readers, &out->reader_count);
    return keyset_make(ctx, o, out);
}

enum err office_coded_key(struct ctx *ctx, struct office *office, struct id casefile,
                          const unsigned char tag[4], struct key *out)
{
    struct key_history history;
    struct case_keys got = { 0 };
    if (!office->open)
        return ctx_fail_at(ctx, ERR_DENIED, "entry.no_key", STR("C"));
    TRY(key_history_read(ctx, office, casefile, &history));
    for (size_t i = 0; i < history.entries.count; i++) {
        const struct entry *entry = &history.entries.at[i];
        const struct grants *grants = grants_of(ctx, entry);
        if (grants == NULL || entry->envelope.kind != KIND_CASE_KEY ||
            memcmp(entry->envelope.key_tag, tag, 4) != 0)
            continue;
        if (office_box_open(office, grants, 1u << PART_CODED, casefile, tag, grants->key_ids,
                            &got)) {
            *out = got.at[PART_CODED];
            wipe(&got, sizeof got);
            return OK;
        }
    }
    return ctx_fail_at(ctx, ERR_DENIED, "entry.no_key", STR("C"));
}

enum err casekeys_readers(struct ctx *ctx, struct office *office, struct id casefile,
                          struct case_reader **out, size_t *count)
{
    struct key_history history;
    TRY(key_history_read(ctx, office, casefile, &history));
    readers_take(ctx, &history, out, count);
    return OK;
}
