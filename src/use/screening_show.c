#include "use/screening_show.h"

#include "use/case_rows.h"

enum { SCREEN_PARTS = 1u << PART_WORK | 1u << PART_IDENTITY | 1u << PART_STORY };

static struct str newest_of(const struct field_row *values, size_t n, struct str key)
{
    struct str text = { 0 };
    int64_t at = INT64_MIN;
    for (size_t i = 0; i < n; i++)
        if (str_eq(values[i].key, key) && values[i].at_min >= at) {
            text = values[i].text;
            at = values[i].at_min;
        }
    return text;
}

/* Observations of F02 are words of one multi field; each becomes an answer of its own. */
static void words_add(struct str words, struct screen_answer *answers, size_t *n)
{
    while (words.n > 0 && *n < SCREEN_ANSWERS_MAX)
        answers[(*n)++] =
            (struct screen_answer){ .key = str_cut(words, ' ', &words), .value = STR("yes") };
}

/* Rows of evidence_marks: v, code, …, item. */
static void evidence_add(struct str rows, struct screen_answer *answers, size_t *n)
{
    while (rows.n > 0 && *n < SCREEN_ANSWERS_MAX) {
        struct str line = str_cut(rows, '\n', &rows), rest;
        struct screen_answer answer = { .key = str_cut(line, '\t', &rest) };
        answer.value = str_cut(rest, '\t', &rest);
        (void)str_cut(rest, '\t', &rest);
        answer.item = rest;
        answers[(*n)++] = answer;
    }
}

static enum err answers_gather(struct desk_ctx *desk, const struct casefile *casefile,
                               const struct screening_show_in *in, struct screening_show_out *out)
{
    const struct field_row *values;
    struct screen_answer *saved;
    size_t values_n, saved_n;
    uint16_t parts = (uint16_t)(SCREEN_PARTS & casefile->mask);
    TRY(newest_values(desk, casefile, parts, &values, &values_n));
    TRY(screen_answers_read(desk->ctx, newest_of(values, values_n, STR("answers")), &saved,
                            &saved_n));
    struct screen_answer *answers =
        arena_array(desk->ctx->arena, struct screen_answer, SCREEN_ANSWERS_MAX);
    size_t n = 0;
    for (size_t i = 0; i < in->more_n && n < SCREEN_ANSWERS_MAX; i++)
        answers[n++] = in->more[i];
    for (size_t i = 0; i < saved_n && n < SCREEN_ANSWERS_MAX; i++) {
        bool typed = false; /* typed again: the newer answer counts alone */
        for (size_t k = 0; k < in->more_n; k++)
            typed = typed || str_eq(in->more[k].key, saved[i].key);
        if (!typed)
            answers[n++] = saved[i];
    }
    words_add(newest_of(values, values_n, STR("observations")), answers, &n);
    evidence_add(newest_of(values, values_n, STR("evidence_marks")), answers, &n);
    out->answers = answers;
    out->answers_n = n;
    out->person.female = str_eq(newest_of(values, values_n, STR("person.sex")), STR("female"));
    struct str act_age = newest_of(values, values_n, STR("child_at_act"));
    uint32_t child = definition_fact(casefile->sop, STR("child_now"));
    out->person.child_now =
        child == DEFINITION_NONE || casestate_fact(casefile->state, child, 0) == 1;
    /* Who is a child now was one at the act; else what was said, unknown as an adult's. */
    out->person.child_at_act = out->person.child_now || str_eq(act_age, STR("yes"));
    return OK;
}

static enum err screening_show_do(struct desk_ctx *desk, const struct screening_show_in *in,
                                  struct screening_show_out *out)
{
    *out = (struct screening_show_out){ 0 };
    TRY(casefile_reach(desk, in->casefile, REACH_SCREENING, SCREEN_PARTS, &out->casefile));
    out->screen = out->casefile->compiled->screen;
    if (out->screen == NULL)
        return ctx_fail(desk->ctx, ERR_MISSING, "screen.none");
    TRY(answers_gather(desk, out->casefile, in, out));
    return screen_judge(desk->ctx, out->screen, &out->person, out->answers, out->answers_n,
                        &out->screening);
}

DEED(screening_show, .name = "screening.show", .rights = RIGHT_IDENTIFY | RIGHT_SIGN,
     .trace = DEED_READS)
