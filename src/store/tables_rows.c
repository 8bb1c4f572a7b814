#include "store/tables_rows.h"

/* As fold_more() grows its lists: by powers of two from eight. */
static void *room(struct ctx *ctx, size_t count, size_t size)
{
    size_t n = 8;
    while (n < count)
        n *= 2;
    return arena_calloc(ctx->arena, n, size);
}

static enum err places_load(struct ctx *ctx, struct db *tables, struct case_fold *fold)
{
    struct q_fold_places_in in = { fold->casefile, FOLD_PLACES_MAX };
    struct q_fold_places_rows places;
    TRY(q_fold_places(ctx, tables, &in, &places));
    fold->place_count = places.count;
    fold->places = room(ctx, places.count, sizeof *fold->places);
    for (size_t i = 0; i < places.count; i++) {
        const struct q_fold_places_row *row = &places.at[i];
        fold->places[i] = (struct fold_place){
            .row = { (uint32_t)row->step, (uint32_t)row->state, row->subject, row->due_min },
            .since_hlc = (uint64_t)row->since_hlc,
        };
    }
    return OK;
}

static enum err workings_load(struct ctx *ctx, struct db *tables, struct case_fold *fold)
{
    struct q_fold_workings_in in = { fold->casefile, FOLD_WORKINGS_MAX };
    struct q_fold_workings_rows rows;
    TRY(q_fold_workings(ctx, tables, &in, &rows));
    fold->working_count = rows.count;
    fold->workings = room(ctx, rows.count, sizeof *fold->workings);
    for (size_t i = 0; i < rows.count; i++)
        fold->workings[i] = (struct fold_working){
            .sort = (enum working_sort)rows.at[i].sort,
            .working = { (uint16_t)rows.at[i].field, (uint8_t)rows.at[i].value,
                         rows.at[i].subject },
        };
    return OK;
}

static enum err readers_load(struct ctx *ctx, struct db *tables, struct case_fold *fold)
{
    struct q_fold_readers_in in = { fold->casefile, FOLD_READERS_MAX };
    struct q_fold_readers_rows rows;
    TRY(q_fold_readers(ctx, tables, &in, &rows));
    fold->reader_count = rows.count;
    fold->readers = room(ctx, rows.count, sizeof *fold->readers);
    for (size_t i = 0; i < rows.count; i++)
        fold->readers[i] = (struct fold_reader){
            .recipient = rows.at[i].recipient,
            .mask = (uint16_t)rows.at[i].mask,
            .expiry_s = rows.at[i].expiry_s,
            .since_hlc = (uint64_t)rows.at[i].since_hlc,
        };
    return OK;
}

enum err fold_load(struct ctx *ctx, struct db *tables, struct id casefile, struct case_fold *out)
{
    struct q_fold_case_load_in in = { casefile };
    struct q_fold_case_load_row row;
    fold_start(out, ctx->arena, casefile);
    enum err err = q_fold_case_load(ctx, tables, &in, &row);
    if (err == ERR_MISSING)
        return OK;
    TRY(err);
    out->known = true;
    out->alias = row.alias;
    out->responsible = row.responsible;
    out->opener = row.opener;
    out->sop = row.sop;
    out->epoch = row.epoch;
    out->state = (enum case_state)row.state;
    out->risk = (uint32_t)row.risk;
    out->channel = (uint32_t)row.channel;
    out->safe = (uint32_t)row.safe;
    out->paper = row.paper;
    out->office_mask = (uint16_t)row.office_mask;
    out->opened_hlc = out->epoch_hlc = (uint64_t)row.opened_hlc;
    out->changed_hlc = (uint64_t)row.changed_hlc;
    out->happened_min = row.happened_min;
    out->last_hlc = (uint64_t)row.last_hlc;
    out->last_log = row.last_log;
    out->last_seq = (uint64_t)row.last_seq;
    out->unopened = (uint32_t)row.unopened;
    out->loaded = true;
    TRY(places_load(ctx, tables, out));
    TRY(workings_load(ctx, tables, out));
    return readers_load(ctx, tables, out);
}

/* ---- writing ---- */

static enum err case_drop(struct ctx *ctx, struct db *tables, struct id casefile)
{
    struct q_fold_drop_case_in one = { casefile };
    struct q_fold_drop_places_in two = { casefile };
    struct q_fold_drop_tasks_in three = { casefile };
    struct q_fold_drop_workings_in four = { casefile };
    struct q_fold_drop_readers_in five = { casefile };
    struct q_fold_drop_tokens_in six = { casefile };
    struct q_fold_drop_doubled_in seven = { casefile };
    TRY(q_fold_drop_case(ctx, tables, &one));
    TRY(q_fold_drop_places(ctx, tables, &two));
    TRY(q_fold_drop_tasks(ctx, tables, &three));
    TRY(q_fold_drop_workings(ctx, tables, &four));
    TRY(q_fold_drop_readers(ctx, tables, &five));
    TRY(q_fold_drop_tokens(ctx, tables, &six));
    return q_fold_drop_doubled(ctx, tables, &seven);
}

static enum err place_save(struct ctx *ctx, struct db *tables, const struct case_fold *fold,
                           const struct fold_place *place)
{
    const struct step_row *row = &place->row;
    struct q_fold_place_save_in in = { fold->casefile, row->step,    row->subject,
                                       row->state,     row->due_min, (int64_t)place->since_hlc };
    TRY(q_fold_place_save(ctx, tables, &in));
    if (fold->loaded) {
        struct q_fold_task_drop_in drop = { fold->casefile, row->step, row->subject };
        TRY(q_fold_task_drop(ctx, tables, &drop));
    }
    unsigned lists = fold_lists(fold, place);
    for (int list = 1; list <= 3; list++) {
        if ((lists >> list & 1) == 0)
            continue;
        struct q_fold_task_add_in add = {
            .casefile = fold->casefile,
            .step = row->step,
            .subject = row->subject,
            .list = list,
            .risk = -(int64_t)fold->risk,
            .due_min = row->due_min == STEP_NO_DUE ? INT64_MAX : row->due_min,
            .responsible = fold->responsible,
        };
        TRY(q_fold_task_add(ctx, tables, &add));
    }
    return OK;
}

static enum err places_save(struct ctx *ctx, struct db *tables, struct case_fold *fold)
{
    for (size_t i = 0; i < fold->place_count; i++) {
        if (!fold->places[i].dirty && !fold->moved)
            continue;
        TRY(place_save(ctx, tables, fold, &fold->places[i]));
        fold->places[i].dirty = false;
    }
    return OK;
}

static enum err tokens_save(struct ctx *ctx, struct db *tables, struct case_fold *fold)
{
    for (size_t i = 0; fold->loaded && i < fold->dropped_count; i++) {
        struct q_fold_tokens_drop_slot_in in = { fold->casefile, fold->dropped[i] };
        TRY(q_fold_tokens_drop_slot(ctx, tables, &in));
    }
    for (size_t i = 0; i < fold->token_count; i++) {
        struct q_fold_token_add_in in = { fold->tokens[i].token, fold->casefile,
                                          fold->tokens[i].slot };
        TRY(q_fold_token_add(ctx, tables, &in));
    }
    fold->token_count = fold->dropped_count = 0;
    return OK;
}

static enum err rest_save(struct ctx *ctx, struct db *tables, struct case_fold *fold)
{
    for (size_t i = 0; i < fold->working_count; i++) {
        const struct working *w = &fold->workings[i].working;
        struct q_fold_working_save_in in = { fold->casefile, fold->workings[i].sort, w->field,
                                             w->subject, w->value };
        if (fold->workings[i].dirty)
            TRY(q_fold_working_save(ctx, tables, &in));
    }
    for (size_t i = 0; i < fold->reader_count; i++) {
        const struct fold_reader *r = &fold->readers[i];
        struct q_fold_reader_save_in in = { fold->casefile, r->recipient, r->mask, r->expiry_s,
                                            (int64_t)r->since_hlc };
        if (r->dirty)
            TRY(q_fold_reader_save(ctx, tables, &in));
    }
    for (size_t i = 0; i < fold->doubled_count; i++) {
        struct q_doubled_add_in in = { fold->casefile, fold->doubled[i] };
        TRY(q_doubled_add(ctx, tables, &in));
    }
    fold->doubled_count = 0;
    return OK;
}

static enum err case_save(struct ctx *ctx, struct db *tables, const struct case_fold *fold)
{
    struct q_fold_case_save_in in = {
        .casefile = fold->casefile,
        .alias = fold->alias,
        .responsible = fold->responsible,
        .sop = fold->sop,
        .state = fold->state,
        .risk = fold->risk,
        .channel = fold->channel,
        .safe = fold->safe,
        .paper = fold->paper,
        .office_mask = fold->office_mask,
        .opened_hlc = (int64_t)fold->opened_hlc,
        .happened_min = fold->happened_min,
        .changed_hlc = (int64_t)fold->changed_hlc,
        .last_hlc = (int64_t)fold->last_hlc,
        .last_log = fold->last_log,
        .last_seq = (int64_t)fold->last_seq,
        .epoch = fold->epoch,
        .opener = fold->opener,
        .next_due_min = STEP_NO_DUE,
        .unopened = fold->unopened,
    };
    for (size_t i = 0; i < fold->place_count; i++) {
        const struct step_row *row = &fold->places[i].row;
        if (fold->state == CASE_CLOSED || !step_waits(row->state))
            continue;
        in.open_places++;
        if (row->due_min != STEP_NO_DUE &&
            (in.next_due_min == STEP_NO_DUE || row->due_min < in.next_due_min))
            in.next_due_min = row->due_min;
    }
    return q_fold_case_save(ctx, tables, &in);
}

enum err fold_save(struct ctx *ctx, struct db *tables, struct case_fold *fold)
{
    if (!fold->loaded)
        TRY(case_drop(ctx, tables, fold->casefile));
    if (!fold->known)
        return OK; /* no valid key: a stranger's entries make no case */
    TRY(case_save(ctx, tables, fold));
    TRY(places_save(ctx, tables, fold));
    TRY(rest_save(ctx, tables, fold));
    return tokens_save(ctx, tables, fold);
}

/* ---- all at once ---- */

static int by_place(const void *a, const void *b)
{
    const struct fold_place *x = a, *y = b;
    return step_row_cmp(&x->row, &y->row);
}

static int by_working(const void *a, const void *b)
{
    const struct fold_working *x = a, *y = b;
    if (x->sort != y->sort)
        return x->sort < y->sort ? -1 : 1;
    if (x->working.field != y->working.field)
        return x->working.field < y->working.field ? -1 : 1;
    return id_cmp(x->working.subject, y->working.subject);
}

static int by_recipient(const void *a, const void *b)
{
    const struct fold_reader *x = a, *y = b;
    return id_cmp(x->recipient, y->recipient);
}

static void sort(void *at, size_t count, size_t size, int (*by)(const void *, const void *))
{
    if (count > 1)
        qsort(at, count, size, by);
}

enum err fold_put(struct ctx *ctx, struct db *tables, struct case_fold *fold)
{
    must(!fold->loaded && fold->known);
    sort(fold->places, fold->place_count, sizeof *fold->places, by_place);
    sort(fold->workings, fold->working_count, sizeof *fold->workings, by_working);
    sort(fold->readers, fold->reader_count, sizeof *fold->readers, by_recipient);
    TRY(case_save(ctx, tables, fold));
    TRY(places_save(ctx, tables, fold));
    return rest_save(ctx, tables, fold);
}

static enum err all_of(struct ctx *ctx, struct db *tables,
                       enum err (*const calls[])(struct ctx *, struct db *), size_t count)
{
    for (size_t i = 0; i < count; i++)
        TRY(calls[i](ctx, tables));
    return OK;
}

enum err fold_clear(struct ctx *ctx, struct db *tables)
{
    static enum err (*const calls[])(struct ctx *, struct db *) = {
        q_clear_cases,           q_clear_places,        q_clear_tasks,
        q_clear_workings,        q_clear_readers,       q_clear_tokens,
        q_clear_requests,        q_clear_doubled,       q_clear_work_cases,
        q_unindex_cases_changed, q_unindex_cases_alias, q_unindex_cases_owner,
        q_unindex_tasks_order,   q_unindex_readers,     q_unindex_tasks_due,
        q_unindex_tokens_case,
    };
    return all_of(ctx, tables, calls, sizeof calls / sizeof calls[0]);
}

enum err fold_index(struct ctx *ctx, struct db *tables)
{
    static enum err (*const calls[])(struct ctx *, struct db *) = {
        q_index_cases_changed, q_index_cases_alias, q_index_cases_owner, q_index_tasks_order,
        q_index_readers,       q_index_tasks_due,   q_index_tokens_case,
    };
    return all_of(ctx, tables, calls, sizeof calls / sizeof calls[0]);
}

bool office_box_open(const struct office *office, const struct grants *grants, uint16_t mask,
                     struct id casefile, const unsigned char tag[4],
                     const struct id ids[CASE_KEY_IDS], struct case_keys *out)
{
    for (size_t i = 0; i < grants->count; i++) {
        const struct grant_box *box = &grants->at[i];
        if (box->type != GRANT_OFFICE || box->mask != mask)
            continue;
        const struct work_ring *ring = &office->secrets->ring;
        for (size_t k = 0; k < ring->count; k++)
            if (id_eq(box->recipient, work_key_name(ring->at[k].box_public)) &&
                grant_open(box->box, ring->at[k].box_public, ring->at[k].box_secret, casefile, tag,
                           ids, out))
                return true;
    }
    return false;
}
