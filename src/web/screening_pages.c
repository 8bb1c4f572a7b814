/*
 * Process, means and purpose on one board: every question in view,
 * what the answers suggest and why.  Nothing is decided here: what was ticked
 * goes as a draft to the identification form, which the officer signs.
 */
#include "web/handlers.h"

#include "domain/screen_tables.h"
#include "pages.h"
#include "use/screening_show.h"
#include "use/typing_save.h"
#include "view/screen_view.h"
#include "web/screening_fill.h"

#include "domain/tables.h"

/* One posted question: all its words, or that she does not want to answer. */
static struct screen_answer answer_posted(struct visit *visit, const struct screen_item *item)
{
    struct str words[16];
    size_t n = posted_all(&visit->posted, item->key, words, 16);
    struct buf value = buf_open(visit->ctx->arena, 4000);
    struct screen_answer answer = { .key = item->key };
    for (size_t i = 0; i < n && i < 16; i++) {
        answer.declined = answer.declined || str_eq(words[i], STR("declined"));
        if (value.n > 0 && words[i].n > 0)
            buf_byte(&value, ' ');
        buf_put(&value, words[i]);
    }
    answer.value = buf_str(&value);
    return answer;
}

static void answers_read(struct visit *visit, const struct screen *screen,
                         struct screening_show_in *in)
{
    struct screen_answer *more =
        arena_array(visit->ctx->arena, struct screen_answer, SCREEN_ITEMS_MAX);
    for (uint32_t i = 0; i < screen->items_n && in->more_n < SCREEN_ITEMS_MAX; i++) {
        struct screen_answer answer = answer_posted(visit, &screen->items[i]);
        if (answer.value.n > 0)
            more[in->more_n++] = answer;
    }
    in->more = more;
}

static enum err board_read(struct visit *visit, struct screening_show_in *in,
                           struct screening_show_out *out)
{
    *in = (struct screening_show_in){ .casefile = visit->params[0] };
    if (visit->desk->screen == NULL)
        return ctx_fail(visit->ctx, ERR_MISSING, "page.none");
    answers_read(visit, visit->desk->screen, in);
    return screening_show(visit->desk, in, out);
}

void screening_page(struct visit *visit)
{
    struct screening_show_in in;
    struct screening_show_out out = { 0 };
    enum err err = board_read(visit, &in, &out);
    if (err != OK)
        visit_fail(visit, err);
    else
        screening_write(visit, &out, OK);
}

/* The step of the definition that is done on the identification form. */
static const struct step *step_of_form(const struct definition *sop, struct str form)
{
    uint32_t index = definition_form(sop, form);
    for (uint32_t i = 0; i < sop->steps_n; i++)
        if (index != DEFINITION_NONE && sop->steps[i].form == index)
            return &sop->steps[i];
    return NULL;
}

/* Answers as the list of form F02: q, value, declined, source. */
static struct str answers_list(struct visit *visit, const struct screening_show_out *out)
{
    struct buf list = buf_open(visit->ctx->arena, REQUEST_BODY_BYTES_MAX);
    for (size_t i = 0; i < out->answers_n; i++) {
        const struct screen_answer *answer = &out->answers[i];
        if (answer->key.n == 0 || answer->key.at[0] != 'Q')
            continue;
        if (list.n > 0)
            buf_byte(&list, '\n');
        buf_put(&list, answer->key);
        buf_byte(&list, '\t');
        buf_put(&list, answer->declined ? STR("declined") : answer->value);
        buf_put(&list, answer->declined ? STR("\tyes\t") : STR("\tno\t"));
    }
    return buf_str(&list);
}

static struct str observations(struct visit *visit, const struct screening_show_out *out)
{
    struct buf list = buf_open(visit->ctx->arena, 1000);
    for (size_t i = 0; i < out->answers_n; i++) {
        struct str key = out->answers[i].key;
        if (key.n < 2 || key.at[0] != 'O')
            continue;
        if (list.n > 0)
            buf_byte(&list, ' ');
        buf_put(&list, key);
    }
    return buf_str(&list);
}

static enum err draft_write(struct visit *visit, const struct screening_show_out *out,
                            const struct step *step)
{
    struct typed values[] = {
        { STR("answers"), answers_list(visit, out) },
        { STR("observations"), observations(visit, out) },
        { STR("suggestion_row"), out->screening.row },
        { STR("suggestion"), ident_result_name(out->screening.result) },
    };
    struct typing_save_in in = { .casefile = visit->params[0],
                                 .step = step->id,
                                 .values = values,
                                 .values_n = sizeof values / sizeof *values };
    struct typing_save_out saved = { 0 };
    return typing_save(visit->desk, &in, &saved);
}

void screening_send(struct visit *visit)
{
    struct screening_show_in in;
    struct screening_show_out out = { 0 };
    enum err err = board_read(visit, &in, &out);
    struct str button = posted_get(&visit->posted, STR("simpan"));
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    const struct step *step = step_of_form(out.casefile->sop, STR("F02"));
    if (step == NULL || str_eq(button, STR("periksa"))) {
        screening_write(visit, &out, OK);
        return;
    }
    err = draft_write(visit, &out, step);
    if (err != OK)
        screening_write(visit, &out, err);
    else if (str_eq(button, STR("nanti")))
        visit_go(visit, str_format(visit->ctx->arena, "/kasus/%.*s", STR_ARG(visit->params[0])),
                 "kabar.draf");
    else
        visit_go(visit,
                 str_format(visit->ctx->arena, "/kasus/%.*s/langkah/%.*s",
                            STR_ARG(visit->params[0]), STR_ARG(step->id)),
                 "kabar.draf");
}

static void json_states(struct json *json, const struct screening *screening)
{
    static const char *const names[] = { "process", "means", "purpose" };
    static const char *const states[] = { "absent", "unclear", "met" };
    json_key(json, "elements");
    json_object_begin(json);
    for (unsigned e = 0; e < ELEMENT_COUNT; e++)
        json_put_str(json, names[e], str_of(states[screening->state[e]]));
    json_end(json);
}

void screening_api(struct visit *visit)
{
    struct screening_show_in in;
    struct screening_show_out out = { 0 };
    enum err err = board_read(visit, &in, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_put_str(&json, "row", out.screening.row);
    json_put_str(&json, "result", ident_result_name(out.screening.result));
    json_put_bool(&json, "held", out.screening.held);
    json_put_bool(&json, "labour_only", out.screening.labour_only);
    json_states(&json, &out.screening);
    json_key(&json, "open");
    json_array_begin(&json);
    for (size_t i = 0; i < out.screening.open_n; i++)
        json_str(&json, out.screening.open[i]);
    json_end(&json);
    json_key(&json, "answers");
    json_array_begin(&json);
    for (size_t i = 0; i < out.answers_n; i++) {
        json_object_begin(&json);
        json_put_str(&json, "key", out.answers[i].key);
        json_put_str(&json, "value", out.answers[i].value);
        json_put_bool(&json, "declined", out.answers[i].declined);
        json_end(&json);
    }
    json_end(&json);
    json_end(&json);
}
