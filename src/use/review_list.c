#include "use/review_list.h"

#include "use/case_opened.h"
#include "use/list_kept.h"
#include "use/list_rows.h"

#include <string.h>

enum {
    REVIEW_CASES_MAX = 20, /* opened for one page */
    REVIEW_FOLD = 1u << PART_WORK | 1u << PART_IDENTITY,
};

static bool may_open(const struct task_row *task)
{
    return (task->casefile.mask & REVIEW_FOLD) == REVIEW_FOLD;
}

/* A row of a case that this officer cannot open: that there is one, since when, whom to ask. */
static enum err row_closed(struct desk_ctx *desk, const struct task_row *task,
                           const struct task_line *line, struct review_row *out)
{
    struct place_act act;
    TRY(place_newest(desk, task, 0, &act));
    *out = (struct review_row){
        .casefile = line->casefile,
        .alias = line->alias,
        .step = line->step,
        .def = line->def,
        .sop = line->sop,
        .by = act.by,
        .responsible = line->responsible,
        .place = line->subject,
        .number = line->number,
        .at_min = act.at_min,
        .due_min = INT64_MIN,
    };
    return OK;
}

static void row_opened(struct desk_ctx *desk, const struct casefile *casefile,
                       const struct flag *flag, const struct task_line *line,
                       struct review_row *out)
{
    const struct case_entry *entry = case_entry_at(casefile->opened, flag->at);
    *out = (struct review_row){
        .casefile = casefile->address,
        .alias = casefile->alias,
        .step = line->step,
        .def = line->def,
        .sop = casefile->sop,
        .by = flag->officer,
        .responsible = line->responsible,
        .place = line->subject,
        .number = line->number,
        .at_min = flag->when_min,
        .due_min = flag->due_min,
        .why = flag->why,
        .reason = flag->reason,
        .skipped = entry != NULL && entry->kind_inner == INNER_STEP_SKIP,
        .mine_to_review = entry != NULL && !id_eq(flag->officer, desk->who->id),
    };
    if (entry == NULL)
        return;
    memcpy(out->entry, entry->entry->id.at, sizeof out->entry);
    if (entry->inner != NULL)
        out->words = facts_str(entry->inner, FACT_SENTENCE);
}

struct listing {
    struct review_row *rows;
    size_t n;
    const struct casefile *last; /* rows of one case stand together mostly: opened once */
    size_t opened;
};

/* Every deviation of the place that nobody has reviewed. */
static enum err rows_of_place(struct desk_ctx *desk, const struct task_row *task,
                              const struct task_line *line, struct listing *to)
{
    uint32_t n;
    if (to->last == NULL || !id_eq(to->last->id, task->casefile.casefile)) {
        TRY(casefile_open(desk, task->casefile.casefile, REACH_REVIEW, REVIEW_FOLD, &to->last));
        to->opened++;
    }
    uint32_t subject = subject_number(to->last->opened, task->subject);
    const struct flag *flags = casestate_flags(to->last->state, &n);
    for (uint32_t i = 0; i < n && to->n < LIST_ROWS_MAX; i++)
        if (flags[i].kind == FLAG_DEVIATION && !flags[i].reviewed && flags[i].subject == subject &&
            to->last->sop->steps[flags[i].step].code == task->step)
            row_opened(desk, to->last, &flags[i], line, &to->rows[to->n++]);
    return OK;
}

static enum err review_list_do(struct desk_ctx *desk, const struct review_list_in *in,
                               struct review_list_out *out)
{
    struct tasks tasks;
    struct listing to = { .rows = arena_array(desk->ctx->arena, struct review_row, LIST_ROWS_MAX) };
    (void)in;
    *out = (struct review_list_out){ 0 };
    TRY(list_noted(desk, LIST_REVIEW));
    TRY(tasks_review(desk->ctx, desk->office, desk->who->id, LIST_ROWS_MAX, &tasks));
    for (size_t i = 0; i < tasks.count && to.n < LIST_ROWS_MAX; i++) {
        struct task_line line;
        TRY(task_line_of(desk, &tasks.at[i], &line));
        if (!may_open(&tasks.at[i]))
            TRY(row_closed(desk, &tasks.at[i], &line, &to.rows[to.n++]));
        else if (to.opened < REVIEW_CASES_MAX)
            TRY(rows_of_place(desk, &tasks.at[i], &line, &to));
        else
            out->more = true;
    }
    out->rows = to.rows;
    out->rows_n = to.n;
    return OK;
}

DEED(review_list, .name = "review.list", .rights = RIGHT_REVIEW, .trace = DEED_READS)

enum err reviews_count(struct desk_ctx *desk, uint32_t *count, int64_t *until_ms)
{
    struct tasks tasks;
    struct place_act act;
    *count = 0;
    TRY(tasks_review(desk->ctx, desk->office, desk->who->id, LIST_ROWS_MAX, &tasks));
    for (size_t i = 0; i < tasks.count; i++) {
        *until_ms = list_until(*until_ms, tasks.at[i].casefile.expiry_s, desk->ctx->now_ms);
        if (!may_open(&tasks.at[i]))
            continue;
        TRY(place_newest(desk, &tasks.at[i], 0, &act));
        *count += !id_eq(act.by, desk->who->id);
    }
    return OK;
}
