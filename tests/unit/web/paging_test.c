/* A long list in pages: by links alone, each row once, and a page beyond the end is no fault. */
#include "browser.h"

enum { CASES = 30, FIRST = 25 };

static struct str addresses[CASES];

static void thirty_cases(void)
{
    for (int i = 0; i < CASES; i++) {
        struct str name = str_format(ctx.arena, "Orang Nomor%c%c", 'A' + i / 26, 'a' + i % 26);
        addresses[i] = complaint(name).casefile;
        pass(1);
    }
}

/* How many of the cases have a link on this page; marks them. */
static int found(bool *seen)
{
    int n = 0;
    for (int i = 0; i < CASES; i++) {
        struct str href = str_format(ctx.arena, "/serang/kasus/%.*s", STR_ARG(addresses[i]));
        if (str_search(page, href) == page.n)
            continue;
        n++;
        seen[i] = true;
    }
    return n;
}

static void every_case_stands_on_one_page_of_the_list(void **state)
{
    (void)state;
    bool seen[CASES] = { false };
    log_in_as("rina");
    get("/kasus?lihat=semua");
    assert_int_equal(found(seen), FIRST);
    assert_true(shows("1–25 dari 30"));
    assert_true(shows("/serang/kasus?lihat=semua&amp;dari=25"));
    assert_false(shows("rel=\"prev\""));
    get("/kasus?lihat=semua&dari=25");
    assert_int_equal(found(seen), CASES - FIRST);
    assert_true(shows("26–30 dari 30"));
    assert_true(shows("rel=\"prev\"") && !shows("rel=\"next\""));
    for (int i = 0; i < CASES; i++)
        assert_true(seen[i]);
    get("/kasus?lihat=semua&dari=1000");
    assert_int_equal(reply.status, 200);
    assert_int_equal(found(seen), 0);
    assert_true(shows("rel=\"prev\""));
}

static void the_day_is_read_in_pages_too(void **state)
{
    (void)state;
    bool seen[CASES] = { false };
    size_t rows = 0;
    log_in_as("rina");
    for (int from = 0; from < 200; from += FIRST) {
        get(str_z(ctx.arena, str_format(ctx.arena, "/hari-ini?dari=%d", from)));
        assert_int_equal(reply.status, 200);
        (void)found(seen);
        size_t here = 0;
        for (size_t at = 0; at < page.n;) {
            size_t next = str_search(str_part(page, at, page.n), STR("<li><div class=\"waktu\""));
            here += at + next < page.n;
            at += next + 1;
        }
        assert_in_range(here, 0, FIRST);
        rows += here;
        if (!shows("rel=\"next\""))
            break;
        assert_int_equal(here, FIRST);
    }
    /* Each has two open steps after its complaint; every one of them is listed once. */
    assert_true(rows >= CASES);
    for (int i = 0; i < CASES; i++)
        assert_true(seen[i]);
}

static void a_short_list_has_no_pages(void **state)
{
    (void)state;
    log_in_as("rina");
    get("/kasus?lihat=selesai");
    assert_int_equal(reply.status, 200);
    assert_false(shows("rel=\"next\"") || shows("rel=\"prev\""));
}

static int begin(void **state)
{
    if (office_up(state) != 0)
        return 1;
    thirty_cases();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_stands_on_one_page_of_the_list),
        cmocka_unit_test(the_day_is_read_in_pages_too),
        cmocka_unit_test(a_short_list_has_no_pages),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, begin, office_down);
}
