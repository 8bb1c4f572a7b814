#include "cli/story_screen.h"

static struct str value_of(const struct story_screen *with, const struct value *values, size_t n,
                           struct str key)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(with->definition->fields[values[i].field].key, key))
            return values[i].text;
    return STR("");
}

static void answer_add(struct screen_answer *answers, size_t *n, struct screen_answer answer)
{
    if (*n < SCREEN_ANSWERS_MAX)
        answers[(*n)++] = answer;
}

/* A story has no birthday: who is a child now, or was judged as one, was a child at the act. */
static bool child_at_act(const struct story_screen *with, const struct casestate *state,
                         const struct value *values, size_t n)
{
    uint32_t fact = definition_fact(with->definition, STR("child_now"));
    if (str_eq(value_of(with, values, n, STR("child_rule_used")), STR("yes")))
        return true;
    if (fact == DEFINITION_NONE)
        return false;
    uint32_t value = casestate_fact(state, fact, 0);
    return value == definition_value(with->definition, fact, STR("yes"));
}

static enum err element_ask(void *hook, struct ctx *ctx, const struct casestate *state,
                            const struct value *values, size_t n, struct str element,
                            struct str *out)
{
    static const char *const names[ELEMENT_COUNT] = { "E1", "E2", "E3" };
    static const char *const states[] = { "absent", "unclear", "met" };
    const struct story_screen *with = hook;
    struct screen_answer *answers;
    struct screening got;
    size_t count;
    TRY(screen_answers_read(ctx, value_of(with, values, n, STR("answers")), &answers, &count));
    struct str words = value_of(with, values, n, STR("observations"));
    while (words.n > 0)
        answer_add(answers, &count, (struct screen_answer){ .key = str_cut(words, ' ', &words) });
    struct str rows = value_of(with, values, n, STR("evidence_marks"));
    while (rows.n > 0) {
        struct str more, row = str_cut(rows, '\n', &rows);
        struct screen_answer answer = { .key = str_cut(row, '\t', &more) };
        answer.value = str_cut(more, '\t', &answer.item);
        answer_add(answers, &count, answer);
    }
    struct screen_person person = { .child_at_act = child_at_act(with, state, values, n) };
    TRY(screen_judge(ctx, with->screen, &person, answers, count, &got));
    *out = STR("unknown");
    for (size_t e = 0; e < ELEMENT_COUNT; e++)
        if (str_eq(element, str_of(names[e])))
            *out = str_of(states[got.state[e]]);
    if (str_eq(element, STR("row")))
        *out = got.row;
    return OK;
}

enum err story_screen_open(struct ctx *ctx, const struct file_list *files,
                           const struct definition *definition, struct story_screen *out,
                           struct story_hooks *hooks)
{
    *hooks = (struct story_hooks){ 0 };
    *out = (struct story_screen){ .definition = definition };
    for (size_t i = 0; i < files->n; i++)
        if (str_eq(files->files[i].path, STR("screen.yaml"))) {
            TRY(screen_read(ctx, files, &out->screen));
            *hooks = (struct story_hooks){ .with = out, .element = element_ask };
        }
    return OK;
}
