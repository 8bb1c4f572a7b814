#include "../unit.h"

static void strings_compare_cut_and_trim(void **state)
{
    (void)state;
    struct str rest;
    assert_true(str_eq(str_cut(STR("kasus/A/B"), '/', &rest), STR("kasus")));
    assert_str(rest, STR("A/B"));
    assert_str(str_trim(STR(" \t Melati \r\n")), STR("Melati"));
    assert_true(str_cmp(STR("a"), STR("ab")) < 0);
    assert_int_equal(str_search(STR("Melati-07"), STR("-0")), 6);
    assert_int_equal(str_search(STR("Melati"), STR("x")), 6);
    assert_true(str_has_word(STR("admin intake head"), STR("head")));
    assert_false(str_has_word(STR("admin intake head"), STR("intak")));
    assert_false(str_has_word(STR(""), STR("head")));
    assert_int_equal(hex_digit('F'), 15);
    assert_int_equal(hex_digit('g'), -1);
}

static void integers_are_read_whole_or_not_at_all(void **state)
{
    (void)state;
    int64_t v;
    assert_true(str_int(STR("-12"), &v));
    assert_int_equal(v, -12);
    assert_false(str_int(STR("12x"), &v));
    assert_false(str_int(STR(""), &v));
    assert_false(str_int(STR("-"), &v));
    assert_false(str_int(STR("9999999999999999999"), &v));
}

static void an_arena_gives_zeroed_memory_again_after_reset(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    unsigned char *a = arena_alloc(arena, 100);
    memset(a, 7, 100);
    arena_alloc(arena, 200000);
    arena_reset(arena);
    assert_int_equal(arena_used(arena), 0);
    unsigned char *b = arena_alloc(arena, 100);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(b[i], 0);
    arena_close(arena);
}

static void the_next_arena_gets_nothing_of_the_last(void **state)
{
    (void)state;
    for (int round = 0; round < 3; round++) {
        struct arena *arena = arena_open(1 << 20);
        for (int i = 0; i < 8; i++) {
            unsigned char *at = arena_alloc(arena, 60000);
            for (size_t k = 0; k < 60000; k++)
                assert_int_equal(at[k], 0);
            memset(at, 7, 60000);
        }
        if (round == 1)
            arena_reset(arena);
        arena_close(arena);
    }
}

static void only_the_newest_block_grows_where_it_stands(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    char *a = arena_alloc(arena, 100);
    memset(a, 1, 100);
    assert_true(arena_extend(arena, a, 100, 200));
    assert_int_equal(a[299], 0);
    char *b = arena_alloc(arena, 16);
    assert_true(b >= a + 300);
    assert_false(arena_extend(arena, a, 300, 16));
    assert_true(arena_extend(arena, b, 16, 16));
    assert_false(arena_extend(arena, b, 32, 64 * 1024));
    arena_close(arena);
}

static void a_buffer_keeps_what_it_holds_while_others_take_memory(void **state)
{
    (void)state;
    struct arena *arena = arena_open(4 << 20);
    struct buf a = buf_open(arena, 1 << 20), b = buf_open(arena, 1 << 20);
    for (int i = 0; i < 20000; i++) {
        buf_int(&a, i % 10);
        if (i % 3 == 0)
            buf_format(&b, "%d", i % 7);
    }
    assert_true(buf_done(&a) && buf_done(&b));
    assert_int_equal(a.n, 20000);
    for (size_t i = 0; i < a.n; i++)
        assert_int_equal(a.at[i], '0' + (int)(i % 10));
    arena_close(arena);
}

static void numbers_are_written_to_the_last_digit(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct buf buf = buf_open(arena, 100);
    buf_int(&buf, INT64_MIN);
    buf_byte(&buf, ' ');
    buf_int(&buf, INT64_MAX);
    buf_byte(&buf, ' ');
    buf_int(&buf, 0);
    assert_str(buf_str(&buf), STR("-9223372036854775808 9223372036854775807 0"));
    arena_close(arena);
}

static void a_long_text_is_formatted_whole(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    char text[1500];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    struct buf buf = buf_open(arena, 4000);
    buf_format(&buf, "<%s>", text);
    assert_int_equal(buf.n, sizeof text + 1);
    assert_int_equal(buf.at[buf.n - 1], '>');
    assert_int_equal(str_format(arena, "%s.", text).n, sizeof text);
    arena_close(arena);
}

static void a_buffer_stops_at_its_maximum_and_says_so(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct buf buf = buf_open(arena, 10);
    buf_put(&buf, STR("12345678"));
    assert_true(buf_done(&buf));
    buf_put(&buf, STR("901"));
    assert_false(buf_done(&buf));
    assert_str(buf_str(&buf), STR("12345678"));
    arena_close(arena);
}

static void times_are_read_and_written_with_their_offset(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    int64_t ms;
    assert_true(rfc3339_read(STR("2027-03-01T22:40:00+07:00"), &ms));
    assert_str(rfc3339_write(arena, ms / 60000, 420), STR("2027-03-01T22:40:00+07:00"));
    assert_str(rfc3339_write(arena, ms / 60000, 0), STR("2027-03-01T15:40:00+00:00"));
    assert_false(rfc3339_read(STR("2027-02-29T00:00:00Z"), &ms));
    assert_false(rfc3339_read(STR("2027-03-01T22:40:00"), &ms));
    assert_true(rfc3339_read(STR("1969-12-31T23:59:00Z"), &ms));
    assert_str(rfc3339_write(arena, ms / 60000, 0), STR("1969-12-31T23:59:00+00:00"));
    arena_close(arena);
}

static void every_day_of_four_centuries_goes_there_and_back(void **state)
{
    (void)state;
    for (int64_t day = -146097; day < 146097; day++) {
        struct civil c = civil_of_day(day);
        assert_int_equal(days_of(c.year, c.month, c.day), day);
    }
    assert_int_equal(civil_of_day(days_of(2026, 11, 24)).weekday, 2);
}

static void ids_are_written_in_hex_and_base32(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct id id;
    assert_true(hex_read(STR("22222222222222222222222222222222"), id.at, sizeof id.at));
    assert_str(id_address(arena, id), STR("48H248H2"));
    assert_str(hex_write(arena, id.at, 2), STR("2222"));
    assert_false(hex_read(STR("2g"), id.at, 1));
    assert_int_equal(base32_digit('o'), 0);
    assert_int_equal(base32_digit('z'), 31);
    assert_int_equal(base32_digit('U'), -1);
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_compare_cut_and_trim),
        cmocka_unit_test(integers_are_read_whole_or_not_at_all),
        cmocka_unit_test(an_arena_gives_zeroed_memory_again_after_reset),
        cmocka_unit_test(the_next_arena_gets_nothing_of_the_last),
        cmocka_unit_test(only_the_newest_block_grows_where_it_stands),
        cmocka_unit_test(a_buffer_keeps_what_it_holds_while_others_take_memory),
        cmocka_unit_test(numbers_are_written_to_the_last_digit),
        cmocka_unit_test(a_long_text_is_formatted_whole),
        cmocka_unit_test(a_buffer_stops_at_its_maximum_and_says_so),
        cmocka_unit_test(times_are_read_and_written_with_their_offset),
        cmocka_unit_test(every_day_of_four_centuries_goes_there_and_back),
        cmocka_unit_test(ids_are_written_in_hex_and_base32),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
