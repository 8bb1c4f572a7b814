#define _XOPEN_SOURCE 700
#include "../unit.h"

#include "seal/secret.h"
#include "sop/bundle.h"
#include "use/demo_fill.h"
#include "use/shipped_demo.h"
#include "use/shipped_sop.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static struct ctx ctx;
static struct demo_data *data;
static char folder[] = "/tmp/teduh-play-XXXXXX";

static int forget(const char *path, const struct stat *what, int type, struct FTW *ftw)
{
    (void)what;
    (void)type;
    (void)ftw;
    return remove(path);
}

static int set_up(void **state)
{
    struct file_list files;
    (void)state;
    seal_start();
    ctx.arena = arena_open((size_t)1 << 30);
    ctx.now_ms = (days_of(2027, 6, 1) * 1440 + 3 * 60) * 60000;
    data = arena_new(ctx.arena, struct demo_data);
    return mkdtemp(folder) != NULL && bundle_read(&ctx, shipped_demo(), &files) == OK &&
                   demo_read(&ctx, &files, data) == OK
               ? 0
               : 1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_close(ctx.arena);
    return nftw(folder, forget, 8, FTW_DEPTH | FTW_PHYS);
}

static struct str made_in(const char *name)
{
    struct str dir = str_format(ctx.arena, "%s/%s", folder, name);
    assert_int_equal(mkdir(str_z(ctx.arena, dir), 0700), 0);
    assert_int_equal(
        mkdir(str_z(ctx.arena, str_format(ctx.arena, "%.*s/kantor", STR_ARG(dir))), 0700), 0);
    return dir;
}

static struct demo_filled filled_in(struct str dir, uint64_t seed)
{
    struct demo_order order = { .dir = dir,
                                .data = data,
                                .sop_text = shipped_sop(),
                                .seed = seed,
                                .cases = 5,
                                .only = STR("banten") };
    struct demo_filled out;
    assert_int_equal(demo_fill(&ctx, &order, &out), OK);
    return out;
}

static void cases_are_played_through_the_deeds_and_few_are_refused(void **state)
{
    (void)state;
    struct demo_filled out = filled_in(made_in("a"), 7);
    assert_int_equal(out.cases, 5);
    assert_true(out.entries > 100);
    assert_true(out.refused * 10 < out.deeds);
    assert_int_equal(out.logins_n, 18);
    for (size_t i = 0; i < out.logins_n; i++)
        assert_true(out.logins[i].passphrase.n >= 12);
}

static void the_same_seed_plays_the_same_cases(void **state)
{
    (void)state;
    struct demo_filled first = filled_in(made_in("b"), 11), second = filled_in(made_in("c"), 11);
    struct demo_filled other = filled_in(made_in("d"), 12);
    assert_int_equal(first.deeds, second.deeds);
    assert_int_equal(first.refused, second.refused);
    for (size_t i = 0; i < first.logins_n; i++) {
        assert_str(first.logins[i].passphrase, second.logins[i].passphrase);
        assert_str(first.logins[i].name, second.logins[i].name);
    }
    assert_false(str_eq(first.logins[0].passphrase, other.logins[0].passphrase));
}

static void two_signatures_are_possible_in_every_office(void **state)
{
    (void)state;
    static const enum role pairs[][2] = {
        { ROLE_IDENTIFICATION_OFFICER, ROLE_COORDINATOR },
        { ROLE_CASE_MANAGER, ROLE_COORDINATOR },
        { ROLE_SHELTER_OFFICER, ROLE_COORDINATOR },
        { ROLE_SOCIAL_WORKER, ROLE_COORDINATOR },
        { ROLE_LEGAL_COMPANION, ROLE_COORDINATOR },
        { ROLE_DATA_OFFICER, ROLE_COORDINATOR },
        { ROLE_ADMIN, ROLE_COORDINATOR },
    };
    assert_int_equal(data->offices_n, 12);
    for (size_t o = 0; o < data->offices_n; o++)
        for (size_t p = 0; p < sizeof pairs / sizeof *pairs; p++) {
            bool possible = false;
            const struct demo_office *office = &data->offices[o];
            for (size_t a = 0; a < office->staff_n; a++)
                for (size_t b = 0; b < office->staff_n; b++)
                    possible = possible || (a != b && (office->staff[a].roles >> pairs[p][0] & 1) &&
                                            (office->staff[b].roles >> pairs[p][1] & 1));
            assert_true(possible);
        }
}

static void what_is_not_there_is_told(void **state)
{
    (void)state;
    struct file_list none = { NULL, 0 };
    struct demo_data *out = arena_new(ctx.arena, struct demo_data);
    assert_int_equal(demo_read(&ctx, &none, out), ERR_INVALID);
    assert_string_equal(ctx.why.key, "demo.file");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_are_played_through_the_deeds_and_few_are_refused),
        cmocka_unit_test(the_same_seed_plays_the_same_cases),
        cmocka_unit_test(two_signatures_are_possible_in_every_office),
        cmocka_unit_test(what_is_not_there_is_told),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
