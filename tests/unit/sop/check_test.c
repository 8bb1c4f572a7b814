/* Seeded faults in a copy of the draft: each is found, and nothing else is. */
#include "../unit.h"

#include "cli/folder.h"
#include "sop/check.h"

struct seed {
    const char *file, *old, *new;
    const char *key, *at; /* the finding, or the reader's fault with its file */
};

static const struct seed seeds[] = {
    { "S2-S6.yaml", "{ id: S3.08, role: [social_worker],",
      "{ id: S3.08, role: [social_worker], start: dropped,", "check.hidden", "S3.05/family" },
    { "S2-S6.yaml", "{ id: S3.11, role", "{ id: S3.11, start: dropped, role", "check.never_opened",
      "S3.11" },
    { "S1.yaml", "waits_for: [S1.15],", "waits_for: [S1.15, S1.17],", "check.cycle", "S1.16" },
    { "S1.yaml", "opens: [S1.06b] },\n        refuses_c1", "},\n        refuses_c1", "check.hidden",
      "S1.06/refuses_c2" },
    { "S1.yaml", "{ id: S1.18, title: Catat data, role: [data_officer],",
      "{ id: S1.18, title: Catat data,", "sop.no_owner", "S1.yaml" },
    { "S1.yaml", "sign: [identification_officer, coordinator], form: F03,\n",
      "sign: [coordinator, coordinator], form: F03,\n", "sop.two_signers", "S1.yaml" },
    { "S1.yaml", "title: Asesmen kebutuhan,", "title: Asesmen kebutuhan, consent: [C1],",
      "sop.no_refusal", "S1.yaml" },
    { "S1.yaml",
      "after: [{step: S1.11, if: \"ident = unset\"}], outcomes: { done: {} } }\n  - { id: S1.19",
      "after: [{step: S1.11, delay: 48h}], outcomes: { done: {} } }\n  - { id: S1.19",
      "check.delay", "S1.18" },
    { "deadlines.yaml", "from: [fact(duty_report)]", "from: [fact(duty_reprt)]", "sop.unknown_fact",
      "deadlines.yaml" },
    { "deadlines.yaml", "from: [fact(duty_report)]", "from: []", "check.no_event", "D05" },
    { "definition.yaml", "leads_to: \"S1.11\", within: D04", "leads_to: \"S1.11\", within: D10",
      "check.rule_row", "R10" },
    { "definition.yaml", "  referral: { made_by: [S1.17] }",
      "  referral: { made_by: [S1.17] }\n  stay: {}\n", NULL, NULL },
};

static struct file_list draft_with(struct ctx *ctx, const struct seed *seed)
{
    struct file_list list;
    assert_int_equal(folder_load(ctx, STR(DRAFT), &list), OK);
    struct file *files = arena_array(ctx->arena, struct file, list.n);
    for (size_t i = 0; i < list.n; i++) {
        files[i] = list.files[i];
        if (seed == NULL || !str_eq(files[i].path, str_of(seed->file)))
            continue;
        size_t at = str_search(files[i].text, str_of(seed->old));
        if (at == files[i].text.n)
            fail_msg("no: %s", seed->old);
        struct str rest = str_part(files[i].text, at + strlen(seed->old), files[i].text.n);
        struct str head = str_part(files[i].text, 0, at);
        files[i].text = str_join(ctx->arena, str_join(ctx->arena, head, str_of(seed->new)), rest);
    }
    return (struct file_list){ files, list.n };
}

static void the_draft_has_no_fault(void **state)
{
    (void)state;
    struct ctx ctx = { .arena = arena_open(64 << 20) };
    struct file_list files = draft_with(&ctx, NULL);
    struct definition *d;
    struct findings findings;
    assert_int_equal(definition_read(&ctx, &files, &d), OK);
    definition_check(&ctx, d, &findings);
    assert_int_equal(findings.faults, 0);
    assert_int_equal(findings.n, 3); /* D04 of the mission twice, foreign: known to the draft */
    arena_close(ctx.arena);
}

static void every_seeded_fault_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
        const struct seed *seed = &seeds[i];
        struct ctx ctx = { .arena = arena_open(64 << 20) };
        struct file_list files = draft_with(&ctx, seed);
        struct definition *d;
        struct findings findings = { 0 };
        print_message("# %zu\n", i);
        enum err err = definition_read(&ctx, &files, &d);
        if (err == OK)
            definition_check(&ctx, d, &findings);
        if (seed->key == NULL) {
            assert_int_equal(findings.faults, 0); /* a kind that nothing is `each` of */
        } else if (err != OK) {
            assert_string_equal(ctx.why.key, seed->key);
            assert_str(ctx.why.at, str_of(seed->at));
        } else {
            assert_true(findings.faults > 0);
            assert_string_equal(findings.at[0].key, seed->key);
            assert_str(findings.at[0].at, str_of(seed->at));
        }
        arena_close(ctx.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_draft_has_no_fault),
        cmocka_unit_test(every_seeded_fault_is_found),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
