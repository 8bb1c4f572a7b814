#include "use/today_list.h"

#include "domain/facts.h"
#include "store/search.h"
#include "use/case_append.h"
#include "use/case_rows.h"
#include "use/list_kept.h"
#include "use/list_rows.h"
#include "use/notice.h"
#include "use/review_list.h"

enum { RISK_HIGH = 3, MINUTES_DAY = 1440 };

static enum today_block block_of(const struct desk_ctx *desk, const struct task_line *line)
{
    int64_t offset = desk_face(desk->desk)->offset_min;
    int64_t tomorrow = (desk_today(desk) + 1) * MINUTES_DAY - offset;
    if (line->risk >= RISK_HIGH)
        return TODAY_HIGH_RISK;
    if (line->due_min == STEP_NO_DUE)
        return TODAY_AFTER;
    if (line->due_min < desk_now_min(desk))
        return TODAY_LATE;
    if (line->due_min < tomorrow)
        return TODAY_DUE;
    return line->due_min < tomorrow + MINUTES_DAY ? TODAY_TOMORROW : TODAY_AFTER;
}

/* Could this officer sign beside the one who signed first?  Zero: nobody is known yet. */
static bool may_sign(const struct desk_ctx *desk, const struct step *step, struct id first)
{
    uint64_t mine = desk_sop_roles(desk, desk->sop), seconds = UINT64_MAX;
    if (step == NULL || step->sign[0] == DEFINITION_NONE || id_eq(first, desk->who->id))
        return false;
    const struct member *signer = desk_member(desk, first);
    if (signer != NULL)
        seconds = step_second_roles(step, sop_role_bits(desk->sop, signer->roles));
    uint64_t signs = UINT64_C(1) << step->sign[0] | UINT64_C(1) << step->sign[1];
    return (mine & signs & seconds) != 0;
}

/* What a look at the day needs that the clock does not change. */
struct today_kept {
    struct task_line *lines;
    size_t n;
    uint32_t waiting, reviews, notices;
};

/* Does it wait for somebody who has no log-in here, so that a paper is signed?  Zero: nobody is
 * known yet. */
static bool waits_outside(const struct desk_ctx *desk, const struct task_line *line,
                          struct id first)
{
    uint64_t seconds = UINT64_MAX;
    if (line->def == NULL || line->sop == NULL || line->def->sign[0] == DEFINITION_NONE)
        return false;
    const struct member *signer = desk_member(desk, first);
    if (signer != NULL)
        seconds = step_second_roles(line->def, sop_role_bits(line->sop, signer->roles));
    uint64_t signs = UINT64_C(1) << line->def->sign[0] | UINT64_C(1) << line->def->sign[1];
    return (signs & seconds & sop_outside_roles(line->sop)) != 0;
}

static enum err counts_fill(struct desk_ctx *desk, struct today_kept *out, int64_t *until_ms)
{
    struct tasks tasks;
    struct place_act act;
    TRY(tasks_waiting(desk->ctx, desk->office, desk->who->id, LIST_ROWS_MAX, &tasks));
    for (size_t i = 0; i < tasks.count; i++) {
        struct task_line line;
        TRY(task_line_of(desk, &tasks.at[i], &line));
        if (!may_sign(desk, line.def, (struct id){ 0 }) &&
            !(line.held && waits_outside(desk, &line, (struct id){ 0 })))
            continue;
        TRY(place_newest(desk, &tasks.at[i], INNER_STEP_DONE, &act));
        out->waiting +=
            may_sign(desk, line.def, act.by) ||
            (line.held && id_eq(act.by, desk->who->id) && waits_outside(desk, &line, act.by));
    }
    if (!desk_may(desk, RIGHT_REVIEW))
        return OK;
    return reviews_count(desk, &out->reviews, until_ms);
}

/* The table's order is by risk first, as the work of a whole office is; inside a block only the
 * time counts, and what has none comes last. */
static int by_due(const void *a, const void *b)
{
    int64_t x = ((const struct task_line *)a)->due_min, y = ((const struct task_line *)b)->due_min;
    if (x == y)
        return 0;
    if (x == STEP_NO_DUE || y == STEP_NO_DUE)
        return x == STEP_NO_DUE ? 1 : -1;
    return x < y ? -1 : 1;
}

static enum err today_read(struct desk_ctx *desk, bool all, struct today_kept *out,
                           int64_t *until_ms)
{
    struct tasks tasks;
    *out = (struct today_kept){ 0 };
    if (all)
        TRY(tasks_today(desk->ctx, desk->office, desk->who->id, TASKS_MAX, &tasks));
    else
        TRY(tasks_held(desk->ctx, desk->office, desk->who->id, TASKS_MAX, &tasks));
    out->lines = arena_array(desk->ctx->arena, struct task_line, tasks.count + 1);
    for (size_t i = 0; i < tasks.count; i++) {
        struct task_line *line = &out->lines[out->n];
        TRY(task_line_of(desk, &tasks.at[i], line));
        *until_ms = list_until(*until_ms, tasks.at[i].casefile.expiry_s, desk->ctx->now_ms);
        if (line->step_code == STEP_NOTICE)
            out->notices += id_eq(line->responsible, desk->who->id);
        else
            out->n += all || line->mine;
    }
    qsort(out->lines, out->n, sizeof *out->lines, by_due);
    return counts_fill(desk, out, until_ms);
}

static void today_keep(const struct desk_ctx *desk, const struct list_key *key, int64_t until_ms,
                       const struct today_kept *made)
{
    struct arena *arena;
    struct today_kept *kept = list_keep(desk, key, until_ms, sizeof *kept, &arena);
    if (kept == NULL)
        return;
    *kept = *made;
    kept->lines = arena_array(arena, struct task_line, made->n + 1);
    for (size_t i = 0; i < made->n; i++) {
        kept->lines[i] = made->lines[i];
        kept->lines[i].casefile = str_copy(arena, made->lines[i].casefile);
        kept->lines[i].alias = str_copy(arena, made->lines[i].alias);
    }
}

/* Into blocks as the clock stands; the first LIST_ROWS_MAX of each. */
static void blocks_fill(const struct desk_ctx *desk, const struct today_kept *from,
                        struct today_list_out *out)
{
    unsigned char *block = arena_array(desk->ctx->arena, unsigned char, from->n + 1);
    struct task_line *rows[TODAY_BLOCKS];
    for (size_t i = 0; i < from->n; i++) {
        block[i] = (unsigned char)block_of(desk, &from->lines[i]);
        out->rows_n[block[i]]++;
    }
    for (int b = 0; b < TODAY_BLOCKS; b++) {
        out->rows_n[b] = out->rows_n[b] < LIST_ROWS_MAX ? out->rows_n[b] : LIST_ROWS_MAX;
        out->rows[b] = rows[b] = arena_array(desk->ctx->arena, struct task_line, out->rows_n[b]);
    }
    size_t n[TODAY_BLOCKS] = { 0 };
    for (size_t i = 0; i < from->n; i++)
        if (n[block[i]] < out->rows_n[block[i]])
            rows[block[i]][n[block[i]]++] = from->lines[i];
}

static enum err today_list_do(struct desk_ctx *desk, const struct today_list_in *in,
                              struct today_list_out *out)
{
    struct today_kept made;
    int64_t until_ms = INT64_MAX;
    *out = (struct today_list_out){ 0 };
    TRY(list_noted(desk, LIST_TODAY));
    struct list_key key = list_key_of(desk, LIST_TODAY);
    key.which = in->all;
    const struct today_kept *today = list_kept(desk, &key);
    if (today == NULL) {
        TRY(today_read(desk, in->all, &made, &until_ms));
        today_keep(desk, &key, until_ms, &made);
        today = &made;
    }
    out->waiting = today->waiting;
    out->reviews = today->reviews;
    out->notices = today->notices;
    blocks_fill(desk, today, out);
    return OK;
}

DEED(today_list, .name = "today.list", .rights = RIGHT_TODAY, .trace = DEED_READS)

static enum err cases_read(struct desk_ctx *desk, const struct list_key *key,
                           struct case_list_out *out, int64_t *until_ms)
{
    struct case_line *rows = arena_array(desk->ctx->arena, struct case_line, key->rows_max);
    *out = (struct case_list_out){ .rows = rows };
    size_t skip = key->from;
    for (int closed = 0; closed <= 1; closed++) {
        struct cases cases;
        size_t whole;
        struct case_filter filter = { .reader = desk->who->id,
                                      .closed = closed == 1,
                                      .skip = skip,
                                      .rows_max = key->rows_max - out->rows_n };
        if (key->which != CASES_ALL && filter.closed != (key->which == CASES_CLOSED))
            continue;
        if (key->which == CASES_MINE)
            filter.responsible = desk->who->id;
        TRY(cases_count(desk->ctx, desk->office, &filter, &whole));
        out->whole += (uint32_t)whole;
        skip = skip > whole ? skip - whole : 0;
        if (filter.skip >= whole || filter.rows_max == 0)
            continue;
        TRY(cases_list(desk->ctx, desk->office, &filter, &cases));
        for (size_t i = 0; i < cases.count; i++) {
            *until_ms = list_until(*until_ms, cases.at[i].expiry_s, desk->ctx->now_ms);
            TRY(case_line_of(desk, &cases.at[i], &rows[out->rows_n++]));
        }
    }
    return OK;
}

static void cases_keep(const struct desk_ctx *desk, const struct list_key *key, int64_t until_ms,
                       const struct case_list_out *made)
{
    struct arena *arena;
    struct case_list_out *kept = list_keep(desk, key, until_ms, sizeof *kept, &arena);
    if (kept == NULL)
        return;
    struct case_line *rows = arena_array(arena, struct case_line, made->rows_n + 1);
    for (size_t i = 0; i < made->rows_n; i++) {
        rows[i] = made->rows[i];
        rows[i].casefile = str_copy(arena, made->rows[i].casefile);
        rows[i].alias = str_copy(arena, made->rows[i].alias);
    }
    *kept = *made;
    kept->rows = rows;
}

static enum err case_list_do(struct desk_ctx *desk, const struct case_list_in *in,
                             struct case_list_out *out)
{
    bool fewer = in->rows_max > 0 && in->rows_max < LIST_ROWS_MAX;
    int64_t until_ms = INT64_MAX;
    TRY(list_noted(desk, LIST_CASES));
    struct list_key key = list_key_of(desk, LIST_CASES);
    key.which = in->which;
    key.from = in->from;
    key.rows_max = fewer ? in->rows_max : LIST_ROWS_MAX;
    const struct case_list_out *kept = list_kept(desk, &key);
    if (kept == NULL) {
        TRY(cases_read(desk, &key, out, &until_ms));
        cases_keep(desk, &key, until_ms, out);
        return OK;
    }
    /* What is late by now was not when the list was made. */
    struct case_line *rows = arena_array(desk->ctx->arena, struct case_line, kept->rows_n + 1);
    for (size_t i = 0; i < kept->rows_n; i++) {
        rows[i] = kept->rows[i];
        rows[i].late_steps = rows[i].due_min != STEP_NO_DUE && rows[i].due_min < desk_now_min(desk);
    }
    *out = *kept;
    out->rows = rows;
    return OK;
}

DEED(case_list, .name = "case.list", .rights = RIGHT_CASES, .trace = DEED_READS)

/* Is what was typed the alias of a case?  Then no name was looked for. */
static enum err alias_hits(struct desk_ctx *desk, struct str words, struct case_line *rows,
                           size_t *n)
{
    for (int closed = 0; closed <= 1; closed++) {
        struct cases cases;
        struct case_filter filter = { .alias = words,
                                      .reader = desk->who->id,
                                      .closed = closed == 1,
                                      .rows_max = LIST_ROWS_MAX };
        TRY(cases_list(desk->ctx, desk->office, &filter, &cases));
        for (size_t i = 0; i < cases.count && *n < LIST_ROWS_MAX; i++)
            TRY(case_line_of(desk, &cases.at[i], &rows[(*n)++]));
    }
    return OK;
}

/* A hit is opened only when this officer holds the case, and shown only when the name in it is
 * like what was typed. */
static enum err token_hits(struct desk_ctx *desk, struct str words, struct case_line *rows,
                           size_t *n)
{
    struct name_tokens *tokens = arena_new(desk->ctx->arena, struct name_tokens);
    struct person_known person = {
        .full_name = words, .nik = words, .phone = words, .birth_day = INT64_MIN, .age_stated = -1
    };
    struct search_hit *hits;
    size_t hits_n;
    person_tokens_of(desk->ctx->arena, &person, tokens);
    if (tokens->count == 0)
        return OK;
    TRY(search_cases(desk->ctx, desk->office, tokens, &hits, &hits_n));
    for (size_t i = 0; i < hits_n && *n < LIST_ROWS_MAX; i++) {
        bool held;
        const struct casefile *casefile;
        const struct field_row *values;
        size_t values_n;
        struct case_row row;
        TRY(case_held(desk, hits[i].casefile, &held));
        if (!held)
            continue;
        TRY(casefile_open(desk, hits[i].casefile, REACH_SEARCH, 1u << PART_IDENTITY, &casefile));
        TRY(newest_values(desk, casefile, 1u << PART_IDENTITY, &values, &values_n));
        bool like = hits[i].number > 0;
        for (size_t v = 0; v < values_n; v++)
            like = like || ((str_eq(values[v].key, STR("person.full_name")) ||
                             str_eq(values[v].key, STR("person.alias_name"))) &&
                            names_alike(desk->ctx->arena, values[v].text, words));
        if (!like)
            continue;
        TRY(case_load(desk->ctx, desk->office, hits[i].casefile, &row));
        TRY(case_mask_of(desk->ctx, desk->office, row.casefile, desk->who->id, &row.mask));
        TRY(case_line_of(desk, &row, &rows[(*n)++]));
    }
    return OK;
}

static enum err case_search_do(struct desk_ctx *desk, const struct case_search_in *in,
                               struct case_search_out *out)
{
    struct str words = str_trim(in->words);
    struct person_known person = {
        .full_name = words, .nik = words, .phone = words, .birth_day = INT64_MIN, .age_stated = -1
    };
    struct notice_found found;
    *out = (struct case_search_out){ 0 };
    if (words.n == 0)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "search.empty", STR("words"));
    struct case_line *rows = arena_array(desk->ctx->arena, struct case_line, LIST_ROWS_MAX);
    out->rows = rows;
    TRY(alias_hits(desk, words, rows, &out->rows_n));
    if (out->rows_n > 0)
        return list_noted(desk, LIST_CASES);
    TRY(search_counted(desk));
    TRY(notice_doubles(desk, &person, (struct id){ 0 }, &found));
    out->noted = true;
    return token_hits(desk, words, rows, &out->rows_n);
}

DEED(case_search, .name = "case.search", .rights = RIGHT_CASES, .trace = DEED_READS)

static enum err waiting_list_do(struct desk_ctx *desk, const struct waiting_list_in *in,
                                struct waiting_list_out *out)
{
    struct tasks tasks;
    (void)in;
    *out = (struct waiting_list_out){ 0 };
    TRY(list_noted(desk, LIST_WAITING));
    TRY(tasks_waiting(desk->ctx, desk->office, desk->who->id, LIST_ROWS_MAX, &tasks));
    struct waiting_row *rows = arena_array(desk->ctx->arena, struct waiting_row, tasks.count + 1);
    for (size_t i = 0; i < tasks.count; i++) {
        struct task_line line;
        struct place_act act;
        struct waiting_row *row = &rows[out->rows_n];
        TRY(task_line_of(desk, &tasks.at[i], &line));
        TRY(place_newest(desk, &tasks.at[i], INNER_STEP_DONE, &act));
        *row = (struct waiting_row){ .casefile = line.casefile,
                                     .alias = line.alias,
                                     .step = line.step,
                                     .def = line.def,
                                     .by = act.by,
                                     .sop = line.sop,
                                     .place = line.subject,
                                     .number = line.number,
                                     .since_min = act.at_min };
        for (size_t b = 0; b < sizeof row->first; b++)
            row->first[b] = act.entry[b];
        row->mine_to_sign = line.held && may_sign(desk, line.def, act.by);
        row->on_paper = line.held && waits_outside(desk, &line, act.by);
        row->mine_to_get = row->on_paper &&
                           (id_eq(act.by, desk->who->id) || id_eq(line.responsible, desk->who->id));
        if (row->mine_to_sign || id_eq(act.by, desk->who->id) || line.held)
            out->rows_n++;
    }
    out->rows = rows;
    return OK;
}

DEED(waiting_list, .name = "waiting.list", .rights = RIGHT_TODAY, .trace = DEED_READS)

static enum err notice_list_do(struct desk_ctx *desk, const struct notice_list_in *in,
                               struct notice_list_out *out)
{
    struct tasks tasks;
    (void)in;
    *out = (struct notice_list_out){ 0 };
    TRY(list_noted(desk, LIST_NOTICES));
    TRY(tasks_held(desk->ctx, desk->office, desk->who->id, TASKS_MAX, &tasks));
    struct notice_row *rows = arena_array(desk->ctx->arena, struct notice_row, tasks.count + 1);
    for (size_t i = 0; i < tasks.count; i++) {
        const struct task_row *task = &tasks.at[i];
        struct place_act act;
        if (task->step != STEP_NOTICE || !id_eq(task->casefile.responsible, desk->who->id))
            continue;
        TRY(place_newest(desk, task, INNER_NOTICE, &act));
        struct notice_row *row = &rows[out->rows_n++];
        *row = (struct notice_row){ .alias = task->casefile.alias,
                                    .by = act.by,
                                    .at_min = act.at_min,
                                    .what = STR("notice.asked") };
        TRY(case_address(desk->ctx, desk->office, task->casefile.casefile, &row->casefile));
    }
    out->rows = rows;
    return OK;
}

DEED(notice_list, .name = "notice.list", .rights = RIGHT_TODAY, .trace = DEED_READS)

static enum err notice_seen_do(struct desk_ctx *desk, const struct notice_seen_in *in,
                               struct notice_seen_out *out)
{
    struct id casefile;
    struct tasks tasks;
    bool known, waits = false;
    *out = (struct notice_seen_out){ 0 };
    TRY(act_known(desk, &in->head, &out->done, &casefile, &known));
    if (known)
        return OK;
    if (case_find(desk->ctx, desk->office, in->head.casefile, &casefile) != OK)
        return ctx_fail(desk->ctx, ERR_MISSING, "case.none");
    TRY(tasks_of_case(desk->ctx, desk->office, casefile, &tasks));
    for (size_t i = 0; i < tasks.count; i++) {
        if (!id_eq(tasks.at[i].casefile.responsible, desk->who->id))
            return ctx_fail(desk->ctx, ERR_MISSING, "case.none");
        waits = waits || (tasks.at[i].step == STEP_NOTICE && step_waits(tasks.at[i].state));
    }
    if (!waits)
        return ctx_fail(desk->ctx, ERR_CONFLICT, "notice.none");
    return notice_write(desk, casefile, in->head.request, true);
}

DEED(notice_seen, .name = "notice.seen", .rights = RIGHT_TODAY, .trace = DEED_WRITES)
