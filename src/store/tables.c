#include "store/tables.h"

#include "store/fold_read.h"

enum { CASE_PAGE = 4096, DOUBLED_MAX = 100000 };

/* ---- a whole case ---- */

struct case_run {
    struct office *office;
    struct case_fold fold;
    struct work_keys keys;
    struct fold_past past;
    struct row_view *rows; /* by (time, log, seq) */
    size_t count;
};

static void rows_sort(struct row_view *rows, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (entry_order(rows[i - 1].envelope, rows[i].envelope) <= 0)
            continue; /* nearly always: one writer, one order */
        struct row_view late = rows[i];
        size_t at = i;
        for (; at > 0 && entry_order(rows[at - 1].envelope, late.envelope) > 0; at--)
            rows[at] = rows[at - 1];
        rows[at] = late;
    }
}

static enum err rows_of_kinds(struct ctx *ctx, struct case_run *run, uint16_t from, uint16_t to)
{
    unsigned char low[2], high[2];
    put_u16(low, from);
    put_u16(high, to);
    struct q_entries_of_case_in in = { .casefile = run->fold.casefile,
                                       .rows_max = CASE_PAGE,
                                       .kind_from = { (const char *)low, 2 },
                                       .kind_to = { (const char *)high, 2 } };
    struct q_entries_of_case_rows got;
    do {
        TRY(q_entries_of_case(ctx, run->office->log, &in, &got));
        struct envelope *envelopes = arena_array(ctx->arena, struct envelope, got.count + 1);
        for (size_t i = 0; i < got.count; i++) {
            in.position = got.at[i].position;
            if (!envelope_read(got.at[i].envelope.at, got.at[i].envelope.n, &envelopes[i]))
                continue;
            run->rows = fold_more(ctx->arena, run->rows, run->count, sizeof *run->rows);
            run->rows[run->count++] = (struct row_view){
                .envelope = &envelopes[i],
                .id = got.at[i].id,
                .bytes = (const unsigned char *)got.at[i].envelope.at,
                .parts = got.at[i].parts,
                .position = (uint64_t)got.at[i].position,
            };
        }
    } while (got.count == CASE_PAGE);
    return OK;
}

/* The keys of all epochs come before the fold: W of an epoch may be granted to the office later. */
static enum err run_keys(struct ctx *ctx, struct case_run *run)
{
    const struct id *ids = NULL;
    unsigned char tag[4] = { 0 };
    for (size_t i = 0; i < run->count; i++) {
        struct row_view *row = &run->rows[i];
        struct fold_entry entry = { .envelope = row->envelope };
        if (!kind_in_keyring(row->envelope->kind))
            continue;
        TRY(keyring_plain(ctx, run->office, row->id, &row->plain));
        fold_keys_read(ctx->arena, row->plain, &entry);
        if (row->envelope->kind == KIND_CASE_KEY && entry.grants != NULL) {
            ids = entry.grants->key_ids;
            memcpy(tag, row->envelope->key_tag, 4);
        }
        if (entry.grants != NULL && ids != NULL && memcmp(tag, row->envelope->key_tag, 4) == 0)
            work_keys_take(ctx->arena, run->office, row->envelope, entry.grants, ids, &run->keys);
    }
    return work_keys_save(ctx, run->office->tables, run->fold.casefile, &run->keys);
}

/* The first of the case in fold order answers a request.  An entry of another case with the same
 * request stands for itself: cases do not influence each other. */
static enum err request_seen(struct ctx *ctx, struct case_run *run, size_t at,
                             struct fold_entry *entry)
{
    struct id request = facts_get_id(entry->work, FACT_REQUEST);
    if (id_is_zero(request))
        return OK;
    int64_t position = (int64_t)run->rows[at].position;
    struct q_request_add_in add = { request_key(entry->envelope->author, request), position };
    struct q_request_find_in find = { add.key };
    struct q_request_find_row row;
    TRY(q_request_add(ctx, run->office->tables, &add));
    TRY(q_request_find(ctx, run->office->tables, &find, &row));
    if (row.entry_position == position)
        return OK;
    for (size_t i = 0; i < run->count; i++) {
        if (run->rows[i].position != (uint64_t)row.entry_position)
            continue;
        entry->twice = i < at;
        if (entry->twice)
            return OK;
        struct q_request_drop_in drop = { add.key, row.entry_position };
        TRY(q_request_drop(ctx, run->office->tables, &drop));
        return q_request_add(ctx, run->office->tables, &add);
    }
    return OK;
}

static enum err run_entry(struct ctx *ctx, struct case_run *run, size_t at)
{
    const struct row_view *row = &run->rows[at];
    struct fold_entry entry = { .envelope = row->envelope, .id = row->id };
    struct str content;
    if (!body_peek(row->parts, PART_WORK, &entry.parts, &content))
        return OK; /* kept; verify names it */
    if (kind_in_keyring(row->envelope->kind))
        fold_keys_read(ctx->arena, row->plain, &entry);
    if (row->envelope->kind == KIND_CASE_FACT) {
        fold_work_read(ctx->arena, row->bytes, work_keys_find(&run->keys, row->envelope->key_tag),
                       content, &entry);
        TRY(request_seen(ctx, run, at, &entry));
    }
    TRY(fold_ref_find(ctx, run->office, &run->past, &entry));
    fold_past_add(ctx->arena, &run->past, &entry);
    (void)fold_take(&run->fold, run->office->directory, &entry);
    return OK;
}

enum err case_refold(struct ctx *ctx, struct office *office, struct id casefile)
{
    struct case_run run = { .office = office };
    fold_start(&run.fold, ctx->arena, casefile);
    /* Reads (48 to 52) are not folded. */
    TRY(rows_of_kinds(ctx, &run, 0, KIND_READ - 1));
    TRY(rows_of_kinds(ctx, &run, KIND_LOG_IN + 1, UINT16_MAX));
    rows_sort(run.rows, run.count);
    TRY(run_keys(ctx, &run));
    for (size_t i = 0; i < run.count; i++)
        TRY(run_entry(ctx, &run, i));
    return fold_save(ctx, office->tables, &run.fold);
}

/* ---- one entry more ---- */

static enum err entry_onto(struct ctx *ctx, struct office *office, struct case_fold *fold,
                           const struct entry *entry, struct fold_entry *in)
{
    const struct envelope *e = &entry->envelope;
    struct work_keys keys = { 0 };
    if (e->kind == KIND_CASE_KEY && in->grants != NULL)
        work_keys_take(ctx->arena, office, e, in->grants, in->grants->key_ids, &keys);
    TRY(work_keys_save(ctx, office->tables, e->casefile, &keys));
    const struct part *part = body_part(&entry->body, PART_WORK);
    if (e->kind == KIND_CASE_FACT && part != NULL && part->present) {
        TRY(work_keys_load(ctx, office->tables, e, &keys));
        fold_work_read(ctx->arena, entry->bytes, work_keys_find(&keys, e->key_tag), part->content,
                       in);
        TRY(fold_request_before(ctx, office, entry->position, in));
    }
    TRY(fold_ref_find(ctx, office, NULL, in));
    (void)fold_take(fold, office->directory, in);
    return fold_save(ctx, office->tables, fold);
}

/* Whether what is folded of the case must be folded again with this entry: it comes late, nothing
 * of the case counts yet, or it opens W of what lay sealed before the office. */
static bool anew(const struct case_fold *fold, const struct fold_entry *in)
{
    return !fold->loaded || !fold_in_order(fold, in->envelope) ||
           (grants_open_work(in->grants) &&
            (fold->unopened > 0 || in->envelope->kind != KIND_CASE_KEY));
}

enum err tables_entry(struct ctx *ctx, struct office *office, const struct entry *entry)
{
    const struct envelope *e = &entry->envelope;
    struct fold_entry in = { .envelope = e, .id = entry->id };
    struct case_fold fold;
    if (id_is_zero(e->casefile) || kind_is_read(e->kind))
        return OK;
    for (size_t i = 0; i < entry->body.count; i++)
        in.parts = (uint16_t)(in.parts | 1u << entry->body.parts[i].compartment);
    if (kind_in_keyring(e->kind)) {
        const struct part *plain = body_part(&entry->body, PART_PLAIN);
        bool there = plain != NULL && plain->present;
        fold_keys_read(ctx->arena, there ? plain->content : STR(""), &in);
    }
    TRY(fold_load(ctx, office->tables, e->casefile, &fold));
    return anew(&fold, &in) ? case_refold(ctx, office, e->casefile)
                            : entry_onto(ctx, office, &fold, entry, &in);
}

/* ---- judging ---- */

struct judging {
    struct office *office;
    struct case_fold fold;
    struct fold_past past;
};

/* What an entry says to the fold when W stays closed; grants only where the body is there. */
static struct fold_entry judged_of(struct ctx *ctx, const struct entry *entry)
{
    struct fold_entry in = { .envelope = &entry->envelope, .id = entry->id };
    for (size_t p = 0; p < entry->body.count; p++)
        in.parts = (uint16_t)(in.parts | 1u << entry->body.parts[p].compartment);
    const struct part *plain = body_part(&entry->body, PART_PLAIN);
    if (plain != NULL && plain->present && kind_in_keyring(entry->envelope.kind))
        fold_keys_read(ctx->arena, plain->content, &in);
    return in;
}

static enum err entries_fold(struct ctx *ctx, struct judging *judging, struct entries *entries)
{
    for (size_t i = 0; i < entries->count; i++) {
        struct fold_entry in = judged_of(ctx, &entries->at[i]);
        TRY(fold_ref_find(ctx, judging->office, &judging->past, &in));
        fold_past_add(ctx->arena, &judging->past, &in);
        entries->at[i].standing = fold_take(&judging->fold, judging->office->directory, &in);
    }
    return OK;
}

/* Whether a request was answered before stands in W, which is not opened here. */
static enum err doubled_mark(struct ctx *ctx, const struct judging *judging,
                             struct entries *entries)
{
    struct q_doubled_of_case_in in = { judging->fold.casefile, DOUBLED_MAX };
    struct q_doubled_of_case_rows doubled;
    TRY(q_doubled_of_case(ctx, judging->office->tables, &in, &doubled));
    for (size_t i = 0; i < doubled.count; i++)
        for (size_t k = 0; k < entries->count; k++)
            if (hash_eq(entries->at[k].id, doubled.at[i].entry) &&
                entries->at[k].standing == ENTRY_COUNTS)
                entries->at[k].standing = ENTRY_TWICE;
    return OK;
}

enum err tables_fold_of(struct ctx *ctx, struct office *office, struct id casefile,
                        struct entries *entries, struct case_fold *fold)
{
    struct judging judging = { .office = office };
    fold_start(&judging.fold, ctx->arena, casefile);
    TRY(entries_fold(ctx, &judging, entries));
    *fold = judging.fold;
    return OK;
}

enum err tables_judge(struct ctx *ctx, struct office *office, struct id casefile,
                      struct entries *entries, struct judging **out)
{
    struct judging *judging = arena_new(ctx->arena, struct judging);
    judging->office = office;
    fold_start(&judging->fold, ctx->arena, casefile);
    *out = judging;
    return tables_judge_more(ctx, judging, entries);
}

enum err tables_judge_more(struct ctx *ctx, struct judging *judging, struct entries *entries)
{
    TRY(entries_fold(ctx, judging, entries));
    return doubled_mark(ctx, judging, entries);
}
