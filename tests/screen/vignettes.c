/*
 * vignettes SCREEN.yaml FILE...: does the screening say of each person what it
 * should?  Answers, expected codes, states, row and result stand in this folder.
 * What a vignette does not name is not judged; a word it names must be known.
 */
#include "cli/folder.h"
#include "sop/screen_read.h"
#include "text/yaml.h"

#include <stdio.h>

struct vignette {
    struct ctx *ctx;
    const struct screen *screen;
    const struct yaml_node *node;
    struct screen_answer answers[SCREEN_ANSWERS_MAX];
    size_t n;
    struct screening got;
    struct buf told;
};

static struct str text_under(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = map == NULL ? NULL : yaml_get(map, str_of(key));
    return node == NULL ? STR("") : node->text;
}

static bool yes_under(const struct yaml_node *map, const char *key)
{
    return str_eq(text_under(map, key), STR("yes"));
}

/* A word, or the words of a list with blanks between. */
static struct str words_of(struct vignette *v, const struct yaml_node *node)
{
    struct str out = node->text;
    for (const struct yaml_node *n = node->kind == YAML_LIST ? node->first : NULL; n != NULL;
         n = n->next)
        out = out.n == 0 ? n->text
                         : str_format(v->ctx->arena, "%.*s %.*s", STR_ARG(out), STR_ARG(n->text));
    return out;
}

static void answer_add(struct vignette *v, struct str key, struct str value, struct str item)
{
    must(v->n < SCREEN_ANSWERS_MAX);
    v->answers[v->n++] = (struct screen_answer){ .key = key, .value = value, .item = item };
}

static void answers_fill(struct vignette *v)
{
    static const char *const lists[] = { "answers", "observations", "other", "evidence" };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const struct yaml_node *list = yaml_get(v->node, str_of(lists[i]));
        for (const struct yaml_node *n = list == NULL ? NULL : list->first; n != NULL; n = n->next)
            if (i == 0)
                answer_add(v, n->key, words_of(v, n), STR(""));
            else if (i == 1)
                answer_add(v, n->text, STR(""), STR(""));
            else if (i == 2)
                answer_add(v, STR("other"), n->text, STR(""));
            else
                answer_add(v, text_under(n, "v"), text_under(n, "code"), text_under(n, "item"));
    }
}

static void differs(struct vignette *v, struct str what, struct str want, struct str got)
{
    if (!str_eq(want, got))
        buf_format(&v->told, "#   %.*s: wanted %.*s, got %.*s\n", STR_ARG(what), STR_ARG(want),
                   STR_ARG(got));
}

/* The strength of a code among the marks that count: "strong", "weak" or "". */
static struct str code_strength(const struct vignette *v, struct str code)
{
    struct str strength = STR("");
    for (size_t i = 0; i < v->got.marks_n; i++) {
        const struct screen_mark *mark = &v->got.marks[i];
        if (mark->counts && str_eq(screen_code(v->screen, mark->code), code) &&
            (strength.n == 0 || mark->strong))
            strength = mark->strong ? STR("strong") : STR("weak");
    }
    return strength;
}

static void elements_judge(struct vignette *v, const struct yaml_node *expect)
{
    static const char *const names[] = { "E1", "E2", "E3" };
    static const char *const states[] = { "absent", "unclear", "met" };
    const struct yaml_node *want = yaml_get(expect, STR("states"));
    for (size_t e = 0; e < ELEMENT_COUNT; e++) {
        const struct yaml_node *codes = yaml_get(expect, str_of(names[e]));
        for (const struct yaml_node *n = codes == NULL ? NULL : codes->first; n != NULL;
             n = n->next)
            differs(v, n->key, n->text, code_strength(v, n->key));
        if (want != NULL)
            differs(v, str_of(names[e]), text_under(want, names[e]),
                    str_of(states[v->got.state[e]]));
    }
}

static void flags_judge(struct vignette *v, const struct yaml_node *expect)
{
    const struct {
        const char *name;
        bool got;
    } flags[] = { { "held", v->got.held },
                  { "stopped", v->got.stopped },
                  { "labour_only", v->got.labour_only } };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (text_under(expect, flags[i].name).n > 0)
            differs(v, str_of(flags[i].name), text_under(expect, flags[i].name),
                    flags[i].got ? STR("yes") : STR("no"));
    const struct yaml_node *open = yaml_get(expect, STR("open"));
    struct str got = STR("");
    for (size_t i = 0; open != NULL && i < v->got.open_n; i++)
        got = i == 0
                  ? v->got.open[i]
                  : str_format(v->ctx->arena, "%.*s %.*s", STR_ARG(got), STR_ARG(v->got.open[i]));
    if (open != NULL)
        differs(v, STR("open"), words_of(v, open), got);
}

static enum err vignette_run(struct vignette *v)
{
    const struct yaml_node *person = yaml_get(v->node, STR("person"));
    const struct yaml_node *expect = yaml_get(v->node, STR("expect"));
    must(person != NULL && expect != NULL);
    struct screen_person about = { .child_at_act = yes_under(person, "child_at_act"),
                                   .child_now = yes_under(person, "child_now"),
                                   .female = str_eq(text_under(person, "sex"), STR("female")) };
    answers_fill(v);
    TRY(screen_judge(v->ctx, v->screen, &about, v->answers, v->n, &v->got));
    elements_judge(v, expect);
    flags_judge(v, expect);
    differs(v, STR("row"), text_under(expect, "row"), v->got.row);
    differs(v, STR("result"), text_under(expect, "result"), ident_result_name(v->got.result));
    return OK;
}

static enum err file_run(struct ctx *ctx, const struct screen *screen, const char *path, int *n,
                         int *failed)
{
    struct str text;
    struct yaml_node *top;
    TRY(file_load(ctx, path, &text));
    TRY(yaml_read(ctx, str_of(path), text, &top));
    const struct yaml_node *list = yaml_get(top, STR("vignettes"));
    for (const struct yaml_node *node = list == NULL ? NULL : list->first; node != NULL;
         node = node->next) {
        struct vignette *v = arena_new(ctx->arena, struct vignette);
        *v = (struct vignette){ .ctx = ctx, .screen = screen, .node = node };
        v->told = buf_open(ctx->arena, 16 * 1024);
        TRY(vignette_run(v));
        struct str told = buf_str(&v->told), name = text_under(node, "vignette");
        struct str about = text_under(yaml_get(node, STR("about")), "en");
        printf("%s %d - %.*s %.*s\n%.*s", told.n == 0 ? "ok" : "not ok", ++*n, STR_ARG(name),
               STR_ARG(about), STR_ARG(told));
        *failed += told.n > 0;
    }
    return OK;
}

int main(int argc, char **argv)
{
    struct ctx ctx = { .arena = arena_open(256 << 20) };
    struct screen *screen = NULL;
    struct file file = { STR("screen.yaml"), STR("") };
    struct file_list files = { &file, 1 };
    int n = 0, failed = 0;
    enum err err = argc < 3 ? ERR_INVALID : file_load(&ctx, argv[1], &file.text);
    if (err == OK)
        err = screen_read(&ctx, &files, &screen);
    for (int i = 2; err == OK && i < argc; i++)
        err = file_run(&ctx, screen, argv[i], &n, &failed);
    if (err != OK)
        printf("Bail out! %s %.*s:%d\n", ctx.why.key == NULL ? "" : ctx.why.key,
               STR_ARG(ctx.why.at), ctx.why.line);
    printf("1..%d\n", n);
    arena_close(ctx.arena);
    return err == OK && failed == 0 && n > 0 ? 0 : 1;
}
