/* What the shipped definition calls law, and for whom: a read text binds nobody whom it does not
 * name. */
#include "../unit.h"

#include "cli/folder.h"
#include "sop/read.h"

static struct definition *shipped(struct ctx *ctx)
{
    struct file_list files;
    struct definition *d;
    assert_int_equal(folder_load(ctx, STR(SHIPPED), &files), OK);
    assert_int_equal(definition_read(ctx, &files, &d), OK);
    return d;
}

static bool step_is_law(const struct definition *d, const char *id, const char *kind)
{
    const struct step *step = definition_step(d, str_of(id));
    assert_non_null(step);
    return basis_binds(d, step->mark, step->basis, str_of(kind));
}

static bool row_is_law(const struct definition *d, const char *id)
{
    const struct row_def *row = &d->rows[definition_row(d, str_of(id))];
    return row->kind == ROW_LAW && basis_binds(d, row->mark, row->basis, STR("uptd_ppa"));
}

static void a_read_text_is_law_only_for_whom_it_binds(void **state)
{
    (void)state;
    struct ctx ctx = { .arena = arena_open(64 << 20) };
    const struct definition *d = shipped(&ctx);
    assert_true(step_is_law(d, "S1.13", "uptd_ppa"));
    assert_true(step_is_law(d, "request.file", "uptd_ppa"));
    assert_false(step_is_law(d, "S3.05", "uptd_ppa")); /* the social service's regulation */
    assert_true(step_is_law(d, "S3.05", "dinsos"));
    assert_false(step_is_law(d, "S1.03", "uptd_ppa")); /* the ministry's own standard */
    assert_false(step_is_law(d, "S4.06", "uptd_ppa")); /* duties of police */
    assert_false(step_is_law(d, "S1.08", "uptd_ppa")); /* text not read */
    arena_close(ctx.arena);
}

static void only_five_clocks_are_law(void **state)
{
    (void)state;
    struct ctx ctx = { .arena = arena_open(64 << 20) };
    const struct definition *d = shipped(&ctx);
    size_t n = 0;
    for (uint32_t i = 0; i < d->rows_n; i++)
        n += d->rows[i].kind == ROW_LAW;
    assert_int_equal(n, 5);
    assert_true(row_is_law(d, "D05") && row_is_law(d, "D07") && row_is_law(d, "D08"));
    assert_true(row_is_law(d, "D13") && row_is_law(d, "D14"));
    assert_false(row_is_law(d, "D04") || row_is_law(d, "D12") || row_is_law(d, "D18"));
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_read_text_is_law_only_for_whom_it_binds),
        cmocka_unit_test(only_five_clocks_are_law),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
