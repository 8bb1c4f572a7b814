/* What stands in a view may say anything; the page keeps its elements and attributes. */
#include "../unit.h"

#include "samples.h"
#include "structure.h"

enum { ARENA_BYTES = 256 << 20, PAGE_BYTES_MAX = 8 << 20 };

static struct str page_of(struct arena *arena, size_t i, enum lang lang, bool hostile,
                          struct str bytes)
{
    struct sample sample = { arena, lang, hostile, bytes };
    struct buf *out = arena_new(arena, struct buf);
    *out = buf_open(arena, PAGE_BYTES_MAX);
    struct html html = { out, lang };
    sample_pages[i].show(&html, &sample);
    assert_true(buf_done(out));
    return buf_str(out);
}

static void every_page_is_well_formed_in_both_languages(void **state)
{
    (void)state;
    struct arena *arena = arena_open(ARENA_BYTES);
    for (size_t i = 0; i < sample_pages_count; i++) {
        struct str id, en;
        assert_true(structure_of(arena, page_of(arena, i, LANG_ID, false, STR("")), &id));
        assert_true(structure_of(arena, page_of(arena, i, LANG_EN, false, STR("")), &en));
        assert_str(id, en);
    }
    arena_close(arena);
}

static void hostile_values_never_change_the_structure(void **state)
{
    (void)state;
    static const struct {
        const char *at;
        size_t n;
    } hostile[] = {
        { "<script>alert(1)</script>", 25 },
        { "\" onmouseover=\"alert(1)", 22 },
        { "' autofocus onfocus='alert(1)", 28 },
        { "</textarea></form><form action=//x>", 35 },
        { "</title></select></option><img src=x>", 37 },
        { "&lt;b&gt; &#60; & && &amp", 25 },
        { "--><!-- ]]> <![CDATA[ <?php {{chrome}}", 38 },
        { "\xff\xfe\xc0\x80\xed\xa0\x80 \x00 end", 13 },
        { "\n\n", 2 },
        { "javascript:alert(1)", 19 },
    };
    struct arena *arena = arena_open(ARENA_BYTES);
    for (size_t i = 0; i < sample_pages_count; i++) {
        for (size_t h = 0; h < sizeof hostile / sizeof *hostile; h++) {
            arena_reset(arena);
            struct str calm, loud, bytes = { hostile[h].at, hostile[h].n };
            assert_true(structure_of(arena, page_of(arena, i, LANG_ID, false, STR("")), &calm));
            assert_true(structure_of(arena, page_of(arena, i, LANG_ID, true, bytes), &loud));
            assert_str(loud, calm);
        }
    }
    arena_close(arena);
}

static void a_text_area_keeps_a_first_empty_line(void **state)
{
    (void)state;
    struct arena *arena = arena_open(ARENA_BYTES);
    for (size_t i = 0; i < sample_pages_count; i++) {
        if (strcmp(sample_pages[i].name, "langkah") != 0)
            continue;
        struct str page = page_of(arena, i, LANG_ID, false, STR(""));
        assert_true(str_search(page, STR(">\n\nTulisan\ndua baris</textarea>")) < page.n);
    }
    arena_close(arena);
}

static void no_page_carries_script_style_or_event(void **state)
{
    (void)state;
    struct arena *arena = arena_open(ARENA_BYTES);
    for (size_t i = 0; i < sample_pages_count; i++) {
        struct str page = page_of(arena, i, LANG_ID, false, STR(""));
        assert_int_equal(str_search(page, STR(" style=")), page.n);
        assert_int_equal(str_search(page, STR("<style")), page.n);
        assert_int_equal(str_search(page, STR(" onclick")), page.n);
        assert_int_equal(str_search(page, STR("javascript:")), page.n);
    }
    arena_close(arena);
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_is_well_formed_in_both_languages),
        cmocka_unit_test(hostile_values_never_change_the_structure),
        cmocka_unit_test(a_text_area_keeps_a_first_empty_line),
        cmocka_unit_test(no_page_carries_script_style_or_event),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
