/* What a definition may not say, and how the fault is told: file, line, column, nearest name. */
#include "../unit.h"

#include "sop/bundle.h"
#include "sop/read.h"
#include "text/yaml.h"

static const char top[] = "definition: t\n"
                          "version: 1\n"
                          "title: { id: a, en: b }\n"
                          "start: [S1.01]\n"
                          "roles: [intake_officer, coordinator]\n"
                          "facts:\n"
                          "  child: { of: person, values: [no, yes], start: yes }\n"
                          "  risk: { of: case, values: [low, high], start: low }\n"
                          "  C1: { of: consent }\n"
                          "define: { young: child }\n"
                          "instances: { try: {}, box: {} }\n";
static const char rows[] =
    "D01: { title: { id: a, en: b }, limit: 1h, from: here, on: each, kind: law, owner: "
    "coordinator, stop: no }\n";
static const char form[] = "form: F01\n"
                           "title: { id: a, en: b }\n"
                           "fields:\n"
                           "  - { key: met, no: 300, type: bool, in: W, label: { id: a, en: b } }\n"
                           "  - { key: how, no: 301, type: enum, in: S, label: { id: a, en: b }, "
                           "values: { phone: { id: a, "
                           "en: b }, walk: { id: a, en: b } }, when: form.met }\n";
static const char step[] =
    "service: S1\n"
    "title: { id: a, en: b }\n"
    "steps:\n"
    "  - { id: S1.01, title: { id: a, en: b }, role: [intake_officer], form: "
    "F01, outcomes: { in: { title: { id: a, en: b } } } }\n";

static enum err read_files(struct ctx *ctx, const char *t, const char *r, const char *f,
                           const char *s, struct definition **out)
{
    struct file files[] = { { STR("S1.yaml"), str_of(s) },
                            { STR("definition.yaml"), str_of(t) },
                            { STR("deadlines.yaml"), str_of(r) },
                            { STR("forms/F01.yaml"), str_of(f) } };
    struct file_list list = { files, 4 };
    return definition_read(ctx, &list, out);
}

static void the_small_definition_is_read(void **state)
{
    (void)state;
    struct ctx ctx = { .arena = arena_open(16 << 20) };
    struct definition *d;
    assert_int_equal(read_files(&ctx, top, rows, form, step, &d), OK);
    assert_int_equal(d->steps_n, 1);
    assert_int_equal(d->steps[0].code, 101);
    assert_str(d->steps[0].title.in_en, STR("b"));
    assert_int_equal(d->fields_n, 2);
    assert_int_equal(d->fields[1].choices.n, 2);
    assert_int_equal(definition_step_code(d, 101) - d->steps, 0);
    assert_null(definition_step(d, STR("S1.02")));
    arena_close(ctx.arena);
}

enum part { TOP, ROWS, FORM, STEP };

struct wrong {
    enum part part;
    const char *old, *new; /* the first `old` becomes `new` */
    const char *key, *file;
    int line;
    const char *points; /* what stands where the fault is */
    const char *expected;
};

static const struct wrong wrongs[] = {
    { TOP, "define:", "defines:", "sop.unknown_key", "definition.yaml", 10, "defines:", "define" },
    { TOP, "of: person", "of: persn", "sop.unknown_word", "definition.yaml", 7, "persn", "person" },
    { TOP, "start: yes", "start: maybe", "sop.unknown_word", "definition.yaml", 7, "maybe",
      "no|yes" },
    { TOP, "young: child", "young: young", "sop.define_itself", "definition.yaml", 10, "young }",
      NULL },
    { TOP, "title: { id: a, en: b }", "title: a", "sop.two_languages", "definition.yaml", 3, "a\n",
      NULL },
    { TOP, "title: { id: a, en: b }", "title: { id: a }", "sop.missing_key", "definition.yaml", 3,
      "{ id: a }", "en" },
    { TOP, "start: [S1.01]", "start: [S1.10]", "sop.unknown_step", "definition.yaml", 4, "S1.10",
      "S1.01" },
    { ROWS, "owner: coordinator", "owner: coordinatr", "sop.unknown_role", "deadlines.yaml", 1,
      "coordinatr", "coordinator" },
    { ROWS, "limit: 1h", "limit: 1w", "sop.duration", "deadlines.yaml", 1, "1w", "90m|24h|7d" },
    { ROWS, "stop: no", "stop: { by: coordinator, max: 1h }", "sop.law_stops", "deadlines.yaml", 1,
      "{ by", "no" },
    { ROWS, "limit: 1h", "limit: { young: 1h, late: 2h }", "sop.else_last", "deadlines.yaml", 1,
      "late", "else" },
    { ROWS, "from: here", "from: [S1.01/out]", "sop.unknown_outcome", "deadlines.yaml", 1,
      "S1.01/out", "in" },
    { ROWS, "from: here", "from: [form(when)]", "sop.no_date_field", "deadlines.yaml", 1, "when)",
      NULL },
    { FORM, "no: 301", "no: 300", "sop.number_twice", "forms/F01.yaml", 5, "300", "300" },
    { FORM, "in: S", "in: Z", "sop.unknown_word", "forms/F01.yaml", 5, "Z", NULL },
    { FORM, "when: form.met", "when: form.mett", "sop.unknown_field", "forms/F01.yaml", 5,
      "form.mett", "met" },
    { FORM, "type: enum", "type: text", "sop.values_not_here", "forms/F01.yaml", 5, "values",
      NULL },
    { STEP, "id: S1.01", "id: S1.1", "sop.step_id", "S1.yaml", 4, "S1.1,", NULL },
    { STEP, "role: [intake_officer]", "task: a", "sop.no_owner", "S1.yaml", 4, "{ id: S1.01",
      "role|sign" },
    { STEP, "role: [intake_officer]", "sign: [coordinator, coordinator]", "sop.two_signers",
      "S1.yaml", 4, "coordinator], form", NULL },
    { STEP, "form: F01", "consent: [C1]", "sop.no_refusal", "S1.yaml", 4, "consent", "refused" },
    { STEP, "form: F01", "consent: [child]", "sop.not_a_consent", "S1.yaml", 4, "child]", "child" },
    { STEP, "form: F01", "then: [\"S1.*\"]", "sop.unknown_step", "S1.yaml", 4, "\"S1.*", "S1.01" },
    { STEP, "form: F01", "drops: [\"S9.*\"]", "sop.pattern_empty", "S1.yaml", 4, "\"S9.*", NULL },
    { STEP, "form: F01", "when: \"child = old\"", "sop.unknown_value", "S1.yaml", 4, "old",
      "no|yes" },
    { STEP, "form: F01", "when: \"child and chld\"", "sop.unknown_name", "S1.yaml", 4, "chld",
      "child" },
    { STEP, "form: F01", "when: \"outcome = in\"", "sop.outcome_not_here", "S1.yaml", 4,
      "outcome = in", NULL },
    { STEP, "form: F01", "when: \"form.met\"", "sop.form_not_here", "S1.yaml", 4, "form.met",
      NULL },
    { STEP, "form: F01", "when: \"child or not child\"", "sop.guard_always", "S1.yaml", 4,
      "\"child or", NULL },
    { STEP, "form: F01", "when: \"young and not child\"", "sop.guard_never", "S1.yaml", 4,
      "\"young", NULL },
    { STEP, "form: F01", "when: \"child and (risk = low\"", "sop.guard_syntax", "S1.yaml", 4, "\"",
      ")" },
    { STEP, "form: F01", "when: \"count(try) > x\"", "sop.number", "S1.yaml", 4, "x\"", NULL },
    { STEP, "form: F01", "when: risk", "sop.not_yes_no", "S1.yaml", 4, "risk", "risk" },
    { STEP, "form: F01", "when: \"pending(S1.01)\"", "sop.when_loops", "S1.yaml", 4, "{ id: S1.01",
      NULL },
    { STEP, "form: F01", "needs: [{if: form.x, hold: note, why: w}]", "sop.form_not_here",
      "S1.yaml", 4, "form.x,", NULL },
    { STEP, "form: F01", "form: F01, needs: [{if: form.how = fly, hold: note, why: w}]",
      "sop.unknown_value", "S1.yaml", 4, "fly", "phone|walk" },
    { STEP, "form: F01", "form: F01, needs: [{if: child, hold: hard, why: w}]", "sop.unknown_word",
      "S1.yaml", 4, "hard", NULL },
    { STEP, "form: F01", "form: F01, needs: [{if: child, hold: note, why: w}]", "sop.unknown_why",
      "S1.yaml", 4, "w}", NULL },
    { STEP, "form: F01", "form: F1", "sop.unknown_form", "S1.yaml", 4, "F1,", "F01" },
    { STEP, "form: F01",
      "makes: try, form: F01, outcomes: { in: { title: { id: a, en: b }, makes: box } } }\n#",
      "sop.makes_twice", "S1.yaml", 4, "{ id: S1.01", NULL },
    { STEP, "form: F01", "basis: [uu1/2]", "sop.unknown_law", "S1.yaml", 4, "uu1/2", NULL },
    { STEP, "form: F01", "form: [F01", "yaml.syntax", "S1.yaml", 4, "}", NULL },
    { STEP, "form: F01", "form: &x F01", "yaml.anchor", "S1.yaml", 4, "&x", NULL },
    { STEP, "form: F01", "form: !!str F01", "yaml.tag", "S1.yaml", 4, "!!str", NULL },
    { STEP, "form: F01", "form: F01, form: F01", "yaml.double_key", "S1.yaml", 4,
      "form: F01, outcomes", NULL },
    { STEP, "service: S1", "<<: { a: b }\nservice: S1", "yaml.merge", "S1.yaml", 1, "<<", NULL },
    { STEP, "title: {", "deep: [[[[[[[[[[[[[a]]]]]]]]]]]]]\ntitle: {", "yaml.too_deep", "S1.yaml",
      2, "[[a]", NULL },
};

static const char *with(struct arena *arena, const char *text, const struct wrong *wrong)
{
    struct str whole = str_of(text), old = str_of(wrong->old);
    size_t at = str_search(whole, old);
    if (at == whole.n)
        fail_msg("no %s in it", wrong->old);
    return str_format(arena, "%.*s%s%.*s", (int)at, whole.at, wrong->new,
                      (int)(whole.n - at - old.n), whole.at + at + old.n)
        .at;
}

/* What stands at a line and column of a text. */
static struct str text_at(const char *text, int line, int column)
{
    struct str rest = str_of(text);
    for (int i = 1; i < line; i++)
        (void)str_cut(rest, '\n', &rest);
    return str_part(rest, (size_t)(column > 0 ? column - 1 : 0), rest.n);
}

static void a_fault_says_file_line_column_and_what_was_expected(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        const struct wrong *w = &wrongs[i];
        struct ctx ctx = { .arena = arena_open(16 << 20) };
        const char *texts[] = { top, rows, form, step };
        struct definition *d;
        texts[w->part] = with(ctx.arena, texts[w->part], w);
        enum err err = read_files(&ctx, texts[TOP], texts[ROWS], texts[FORM], texts[STEP], &d);
        print_message("# %s\n", w->new);
        assert_int_equal(err, ERR_INVALID);
        assert_string_equal(ctx.why.key, w->key);
        assert_str(ctx.why.at, str_of(w->file));
        assert_int_equal(ctx.why.line, w->line);
        struct str at = text_at(texts[w->part], ctx.why.line, ctx.why.column);
        assert_str(str_part(at, 0, strlen(w->points)), str_of(w->points));
        if (w->expected != NULL)
            assert_str(ctx.why.expected, str_of(w->expected));
        arena_close(ctx.arena);
    }
}

static void yes_and_no_are_words(void **state)
{
    (void)state;
    struct ctx ctx = { .arena = arena_open(1 << 20) };
    struct yaml_node *node;
    assert_int_equal(yaml_read(&ctx, STR("a"), STR("no: [yes, ~, 0x1f, 1_0, \"\"]"), &node), OK);
    assert_str(node->first->key, STR("no"));
    assert_int_equal(node->first->children, 5);
    assert_str(node->first->first->text, STR("yes"));
    assert_str(node->first->first->next->text, STR("~"));
    assert_str(node->first->first->next->next->text, STR("0x1f"));
    assert_int_equal(node->first->first->next->column, 11);
    assert_int_equal(yaml_read(&ctx, STR("a"), STR(""), &node), OK);
    assert_int_equal(node->children, 0);
    assert_int_equal(yaml_read(&ctx, STR("a"), STR("a: *b"), &node), ERR_INVALID);
    assert_string_equal(ctx.why.key, "yaml.alias");
    assert_int_equal(yaml_read(&ctx, STR("a"), STR("a: b\n--- \nc: d\n"), &node), ERR_INVALID);
    assert_string_equal(ctx.why.key, "yaml.documents");
    arena_close(ctx.arena);
}

static struct str bundled(struct ctx *ctx, const struct file *files, size_t n)
{
    struct str text;
    assert_int_equal(bundle_write(ctx, &(struct file_list){ files, n }, &text), OK);
    return text;
}

static void the_order_of_files_does_not_change_the_identity(void **state)
{
    (void)state;
    struct ctx ctx = { .arena = arena_open(4 << 20) };
    struct file a[] = { { STR("S1.yaml"), STR("x") }, { STR("law.yaml"), STR("y") } };
    struct file b[] = { { STR("law.yaml"), STR("y") }, { STR("S1.yaml"), STR("x") } };
    struct file c[] = { { STR("S1.yaml"), STR("xy") }, { STR("law.yaml"), STR("") } };
    struct str of_a = bundled(&ctx, a, 2);
    struct file_list back;
    assert_str(bundled(&ctx, b, 2), of_a);
    assert_false(str_eq(bundled(&ctx, c, 2), of_a));
    assert_int_equal(bundle_read(&ctx, of_a, &back), OK);
    assert_int_equal(back.n, 2);
    assert_str(bundle_file(&back, STR("law.yaml"))->text, STR("y"));
    assert_null(bundle_file(&back, STR("S2.yaml")));
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_small_definition_is_read),
        cmocka_unit_test(a_fault_says_file_line_column_and_what_was_expected),
        cmocka_unit_test(yes_and_no_are_words),
        cmocka_unit_test(the_order_of_files_does_not_change_the_identity),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
