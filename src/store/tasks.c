#include "store/tasks.h"

#include "store/fold.h"
#include "store/inside.h"

enum { LIST_OPEN = 1, LIST_WAITS = 2, LIST_REVIEW = 3, RANGE_MAX = 64 };

/* The lists of an office and of an officer have the same columns. */
#define CASE_OF(row)                                                                             \
    (struct case_row)                                                                            \
    {                                                                                            \
        .casefile = (row)->casefile, .alias = (row)->alias, .responsible = (row)->responsible,   \
        .sop = (row)->sop, .risk = (uint32_t)(row)->risk, .channel = (uint32_t)(row)->channel,   \
        .safe = (uint32_t)(row)->safe, .paper = (row)->paper,                                    \
        .hidden = ((row)->office_mask >> PART_WORK & 1) == 0,                                    \
        .opened_ms = hlc_ms((uint64_t)(row)->opened_hlc), .happened_min = (row)->happened_min,   \
        .changed_ms = hlc_ms((uint64_t)(row)->changed_hlc), .next_due_min = (row)->next_due_min, \
        .open_places = (size_t)(row)->open_places                                                \
    }

#define TASK_OF(row)                                                                              \
    (struct task_row)                                                                             \
    {                                                                                             \
        .casefile = CASE_OF(row), .step = (uint32_t)(row)->step, .state = (uint32_t)(row)->state, \
        .subject = (row)->subject, .due_min = (row)->due_min,                                     \
        .since_ms = hlc_ms((uint64_t)(row)->since_hlc)                                            \
    }

/* What the list knows of the reader. */
#define HELD_TAKE(to, row, now_ms)                                     \
    do {                                                               \
        (to)->expiry_s = (row)->expiry_s;                              \
        if ((row)->expiry_s == 0 || (row)->expiry_s * 1000 > (now_ms)) \
            (to)->mask = (uint16_t)(row)->mask;                        \
        (to)->alike = (row)->alike;                                    \
    } while (0)

static size_t limit(size_t rows_max, size_t most)
{
    return rows_max == 0 || rows_max > most ? most : rows_max;
}

static enum err list(struct ctx *ctx, struct office *office, int which, struct id reader,
                     size_t rows_max, struct tasks *out)
{
    must(office->open);
    size_t most = limit(rows_max, TASKS_MAX);
    struct q_task_list_in in = { .list = which,
                                 .recipient = reader,
                                 .rows_max = (int64_t)most + 1 };
    struct q_task_list_rows rows;
    TRY(q_task_list(ctx, office->tables, &in, &rows));
    *out = (struct tasks){ .more = rows.count > most };
    out->at = arena_array(ctx->arena, struct task_row, rows.count + 1);
    for (size_t i = 0; i < rows.count && i < most; i++) {
        struct task_row *to = &out->at[out->count++];
        *to = TASK_OF(&rows.at[i]);
        to->casefile.state = (enum case_state)rows.at[i].case_state;
        HELD_TAKE(&to->casefile, &rows.at[i], ctx->now_ms);
    }
    return OK;
}

enum err tasks_held(struct ctx *ctx, struct office *office, struct id reader, size_t rows_max,
                    struct tasks *out)
{
    must(office->open && !id_is_zero(reader));
    size_t most = limit(rows_max, TASKS_MAX);
    struct q_task_list_held_in in = { .recipient = reader,
                                      .list = LIST_OPEN,
                                      .rows_max = (int64_t)most + 1 };
    struct q_task_list_held_rows rows;
    TRY(q_task_list_held(ctx, office->tables, &in, &rows));
    *out = (struct tasks){ .more = rows.count > most };
    out->at = arena_array(ctx->arena, struct task_row, rows.count + 1);
    for (size_t i = 0; i < rows.count && i < most; i++) {
        struct task_row *to = &out->at[out->count++];
        *to = TASK_OF(&rows.at[i]);
        to->casefile.state = (enum case_state)rows.at[i].case_state;
        HELD_TAKE(&to->casefile, &rows.at[i], ctx->now_ms);
    }
    return OK;
}

enum err tasks_today(struct ctx *ctx, struct office *office, struct id reader, size_t rows_max,
                     struct tasks *out)
{
    return list(ctx, office, LIST_OPEN, reader, rows_max, out);
}

enum err tasks_waiting(struct ctx *ctx, struct office *office, struct id reader, size_t rows_max,
                       struct tasks *out)
{
    return list(ctx, office, LIST_WAITS, reader, rows_max, out);
}

enum err tasks_review(struct ctx *ctx, struct office *office, struct id reader, size_t rows_max,
                      struct tasks *out)
{
    return list(ctx, office, LIST_REVIEW, reader, rows_max, out);
}

enum err tasks_of_case(struct ctx *ctx, struct office *office, struct id casefile,
                       struct tasks *out)
{
    struct q_fold_places_in in = { casefile, FOLD_PLACES_MAX };
    struct q_fold_places_rows rows;
    struct case_row about;
    TRY(case_load(ctx, office, casefile, &about));
    TRY(q_fold_places(ctx, office->tables, &in, &rows));
    *out = (struct tasks){ .count = rows.count };
    out->at = arena_array(ctx->arena, struct task_row, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++)
        out->at[i] = (struct task_row){
            .casefile = about,
            .step = (uint32_t)rows.at[i].step,
            .state = (uint32_t)rows.at[i].state,
            .subject = rows.at[i].subject,
            .due_min = rows.at[i].due_min,
            .since_ms = hlc_ms((uint64_t)rows.at[i].since_hlc),
        };
    return OK;
}

static enum err cases_all(struct ctx *ctx, struct office *office, const struct case_filter *filter,
                          size_t rows_max, struct cases *out)
{
    struct q_case_list_in in = { .closed = filter->closed,
                                 .skip = (int64_t)filter->skip,
                                 .recipient = filter->reader,
                                 .alias = filter->alias,
                                 .rows_max = (int64_t)rows_max };
    struct q_case_list_rows rows;
    TRY(q_case_list(ctx, office->tables, &in, &rows));
    out->at = arena_array(ctx->arena, struct case_row, rows.count + 1);
    for (; out->count < rows.count; out->count++) {
        struct case_row *to = &out->at[out->count];
        *to = CASE_OF(&rows.at[out->count]);
        to->state = (enum case_state)rows.at[out->count].state;
        HELD_TAKE(to, &rows.at[out->count], ctx->now_ms);
    }
    return OK;
}

static enum err cases_of(struct ctx *ctx, struct office *office, const struct case_filter *filter,
                         size_t rows_max, struct cases *out)
{
    struct q_case_list_of_in in = { .responsible = filter->responsible,
                                    .closed = filter->closed,
                                    .skip = (int64_t)filter->skip,
                                    .recipient = filter->reader,
                                    .alias = filter->alias,
                                    .rows_max = (int64_t)rows_max };
    struct q_case_list_of_rows rows;
    TRY(q_case_list_of(ctx, office->tables, &in, &rows));
    out->at = arena_array(ctx->arena, struct case_row, rows.count + 1);
    for (; out->count < rows.count; out->count++) {
        struct case_row *to = &out->at[out->count];
        *to = CASE_OF(&rows.at[out->count]);
        to->state = (enum case_state)rows.at[out->count].state;
        HELD_TAKE(to, &rows.at[out->count], ctx->now_ms);
    }
    return OK;
}

enum err cases_list(struct ctx *ctx, struct office *office, const struct case_filter *in,
                    struct cases *out)
{
    must(office->open);
    size_t most = limit(in->rows_max, TASKS_MAX);
    *out = (struct cases){ 0 };
    if (id_is_zero(in->responsible))
        TRY(cases_all(ctx, office, in, most + 1, out));
    else
        TRY(cases_of(ctx, office, in, most + 1, out));
    out->more = out->count > most;
    out->count = out->more ? most : out->count;
    return OK;
}

enum err cases_count(struct ctx *ctx, struct office *office, const struct case_filter *in,
                     size_t *out)
{
    must(office->open);
    if (id_is_zero(in->responsible)) {
        struct q_case_list_count_in all = { in->closed };
        struct q_case_list_count_row row;
        TRY(q_case_list_count(ctx, office->tables, &all, &row));
        *out = (size_t)row.n;
        return OK;
    }
    struct q_case_list_count_of_in of = { .responsible = in->responsible, .closed = in->closed };
    struct q_case_list_count_of_row row;
    TRY(q_case_list_count_of(ctx, office->tables, &of, &row));
    *out = (size_t)row.n;
    return OK;
}

enum err case_load(struct ctx *ctx, struct office *office, struct id casefile, struct case_row *out)
{
    must(office->open);
    struct q_case_get_in in = { casefile };
    struct q_case_get_row row;
    enum err err = q_case_get(ctx, office->tables, &in, &row);
    if (err == ERR_MISSING)
        return ctx_fail(ctx, ERR_MISSING, "record.no_case");
    TRY(err);
    *out = CASE_OF(&row);
    out->state = (enum case_state)row.state;
    out->alike = row.alike;
    return OK;
}

/* Ids that begin with these letters, lowest and highest. */
static bool address_range(struct str address, struct id *low, struct id *high)
{
    if (address.n < ADDRESS_CHARS || address.n > ID_BYTES * 8 / 5)
        return false;
    *low = (struct id){ { 0 } };
    memset(high->at, 0xFF, sizeof high->at);
    for (size_t i = 0; i < address.n * 5; i++) {
        int digit = base32_digit(address.at[i / 5]);
        if (digit < 0)
            return false;
        unsigned bit = (unsigned)digit >> (4 - i % 5) & 1;
        unsigned char mask = (unsigned char)(0x80 >> i % 8);
        if (bit == 1)
            low->at[i / 8] |= mask;
        else
            high->at[i / 8] &= (unsigned char)~mask;
    }
    return true;
}

static enum err in_range(struct ctx *ctx, struct office *office, struct str address,
                         struct q_case_range_rows *rows)
{
    struct q_case_range_in in = { .rows_max = RANGE_MAX };
    if (!address_range(address, &in.low, &in.high))
        return ctx_fail(ctx, ERR_MISSING, "record.no_case");
    return q_case_range(ctx, office->tables, &in, rows);
}

enum err case_find_row(struct ctx *ctx, struct office *office, struct str address,
                       struct case_row *out)
{
    must(office->open);
    struct q_case_range_rows rows;
    TRY(in_range(ctx, office, address, &rows));
    if (rows.count != 1)
        return ctx_fail(ctx, ERR_MISSING, "record.no_case");
    *out = CASE_OF(&rows.at[0]);
    out->state = (enum case_state)rows.at[0].state;
    out->alike = address.n > ADDRESS_CHARS; /* as short as it gets, nobody else is meant */
    return OK;
}

enum err case_find(struct ctx *ctx, struct office *office, struct str address, struct id *casefile)
{
    struct case_row row;
    TRY(case_find_row(ctx, office, address, &row));
    *casefile = row.casefile;
    return OK;
}

enum err case_address(struct ctx *ctx, struct office *office, struct id casefile, struct str *out)
{
    must(office->open);
    for (size_t chars = ADDRESS_CHARS; chars <= ID_BYTES * 8 / 5; chars++) {
        struct q_case_range_rows rows;
        *out = base32_write(ctx->arena, casefile.at, sizeof casefile.at, chars);
        TRY(in_range(ctx, office, *out, &rows));
        if (rows.count <= 1)
            return OK;
    }
    return OK;
}

enum err case_address_of(struct ctx *ctx, struct office *office, const struct case_row *row,
                         struct str *out)
{
    if (row->alike)
        return case_address(ctx, office, row->casefile, out);
    *out = base32_write(ctx->arena, row->casefile.at, sizeof row->casefile.at, ADDRESS_CHARS);
    return OK;
}

enum err case_mask_of(struct ctx *ctx, struct office *office, struct id casefile, struct id officer,
                      uint16_t *mask)
{
    must(office->open);
    struct q_reader_of_in in = { casefile, officer };
    struct q_reader_of_row row;
    enum err err = q_reader_of(ctx, office->tables, &in, &row);
    *mask = 0;
    if (err == OK && (row.expiry_s == 0 || row.expiry_s * 1000 > ctx->now_ms))
        *mask = (uint16_t)row.mask;
    return err == ERR_MISSING ? OK : err;
}

enum err alias_taken(struct ctx *ctx, struct office *office, struct str alias, bool *taken)
{
    must(office->open);
    struct q_alias_find_in in = { alias };
    struct q_alias_find_row row;
    enum err err = q_alias_find(ctx, office->tables, &in, &row);
    *taken = err == OK;
    return err == ERR_MISSING ? OK : err;
}

enum err tasks_counts(struct ctx *ctx, struct office *office, int64_t now_min,
                      struct office_counts *out)
{
    must(office->open);
    struct q_case_count_row cases;
    struct q_task_count_row tasks;
    struct q_task_count_before_in late = { LIST_OPEN, now_min };
    struct q_task_count_before_row before;
    const int64_t states[] = { CASE_OPEN, CASE_LATE_ENTRY, CASE_CLOSED };
    size_t *const to[] = { &out->open, &out->open, &out->closed };
    *out = (struct office_counts){ 0 };
    for (size_t i = 0; i < 3; i++) {
        struct q_case_count_in in = { states[i] };
        TRY(q_case_count(ctx, office->tables, &in, &cases));
        *to[i] += (size_t)cases.n;
    }
    size_t *const lists[] = { NULL, &out->open_places, &out->waiting, &out->review };
    for (int which = LIST_OPEN; which <= LIST_REVIEW; which++) {
        struct q_task_count_in in = { which };
        TRY(q_task_count(ctx, office->tables, &in, &tasks));
        *lists[which] = (size_t)tasks.n;
    }
    TRY(q_task_count_before(ctx, office->tables, &late, &before));
    out->late = (size_t)before.n;
    return OK;
}
