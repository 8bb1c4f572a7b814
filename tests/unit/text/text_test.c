/* Sentences, escaping, JSON, CSV and the border of text. */
#include "../unit.h"

#include "text/asset.h"
#include "text/csv.h"
#include "text/html.h"
#include "text/json.h"
#include "text/utf8.h"

enum { ARENA_BYTES = 64 << 20, OUT_MAX = 1 << 20 };

static struct ctx ctx_of(void **state)
{
    return (struct ctx){ .arena = *state };
}

static int open_arena(void **state)
{
    *state = arena_open(ARENA_BYTES);
    return 0;
}

static int close_arena(void **state)
{
    arena_close(*state);
    return 0;
}

static void a_sentence_fills_its_places_and_counts(void **state)
{
    struct say_arg one = say_number("n", 1), many = say_number("n", 12000);
    assert_str(words_fill(*state, LANG_EN, "galat.ringkas", &one, 1),
               STR("1 thing needs attention"));
    assert_str(words_fill(*state, LANG_EN, "galat.ringkas", &many, 1),
               STR("12,000 things need attention"));
    assert_str(words_fill(*state, LANG_ID, "galat.ringkas", &many, 1),
               STR("Ada 12.000 hal yang perlu diperbaiki"));
}

static void an_unknown_code_stands_for_itself_and_an_unknown_why_is_a_general_sentence(void **state)
{
    assert_str(words_code(*state, LANG_ID, "role.", STR("no_such_role")), STR("no_such_role"));
    assert_str(words_why(LANG_ID, "no.such.key"), words_say(LANG_ID, "galat.umum"));
    assert_false(words_has("no.such.key"));
}

static void every_sentence_is_there_in_both_languages_and_sorted(void **state)
{
    (void)state;
    for (size_t i = 0; i < word_count; i++) {
        assert_true(word_table[i].text[LANG_ID].many.n > 0 &&
                    word_table[i].text[LANG_EN].many.n > 0);
        assert_true(i == 0 || strcmp(word_table[i - 1].key, word_table[i].key) < 0);
        assert_true(words_has(word_table[i].key));
    }
}

static struct str html_of(struct arena *arena, struct str text)
{
    struct buf out = buf_open(arena, OUT_MAX);
    struct html html = { &out, LANG_ID };
    html_put(&html, text);
    return buf_str(&out);
}

static void text_is_escaped_and_foreign_bytes_are_replaced(void **state)
{
    assert_str(html_of(*state, STR("<a href=\"x\">'&'</a>")),
               STR("&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;"));
    assert_str(html_of(*state, STR("Ibu Ayu — “aman”")), STR("Ibu Ayu — “aman”"));
    assert_str(html_of(*state, (struct str){ "a\xff\0z", 4 }), STR("a\xef\xbf\xbd\xef\xbf\xbdz"));
    assert_str(html_of(*state, STR("\xc3")), STR("\xef\xbf\xbd"));
    /* What would turn the words around it: U+202E, U+2066; their neighbours stay. */
    assert_str(html_of(*state, STR("a\xe2\x80\xae")), STR("a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"));
    assert_str(html_of(*state, STR("\xe2\x81\xa6z")), STR("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz"));
    assert_str(html_of(*state, STR("\xe2\x80\xa9\xe2\x81\xaa")), STR("\xe2\x80\xa9\xe2\x81\xaa"));
}

static void an_address_is_ours_and_its_parts_are_encoded(void **state)
{
    struct address base = address_of(STR("/tangsel"));
    assert_str(address_join(*state, base, "/kasus/", STR("a b\"<>%")).s,
               STR("/tangsel/kasus/a%20b%22%3C%3E%25"));
}

static void json_is_written_and_read_back(void **state)
{
    struct ctx ctx = ctx_of(state);
    struct buf out = buf_open(ctx.arena, OUT_MAX);
    struct json json = json_open(&out);
    json_object_begin(&json);
    json_put_str(&json, "alias", STR("Melati-07 \"<b>\"\n\x01"));
    json_key(&json, "rows");
    json_array_begin(&json);
    json_int(&json, -5);
    json_none(&json);
    json_bool(&json, true);
    json_end(&json);
    json_put_int(&json, "n", INT64_MAX);
    json_end(&json);
    assert_str(buf_str(&out),
               STR("{\"alias\":\"Melati-07 \\\"\\u003cb>\\\"\\u000a\\u0001\",\"rows\":"
                   "[-5,null,true],\"n\":9223372036854775807}"));
    struct json_value value;
    assert_int_equal(json_read(&ctx, buf_str(&out), &value), OK);
    assert_str(json_get(&value, "alias")->text, STR("Melati-07 \"<b>\"\n\x01"));
    assert_int_equal(json_get(&value, "rows")->n, 3);
    assert_int_equal(json_get(&value, "rows")->members[0].value.number, -5);
    assert_true(json_get(&value, "n")->number == INT64_MAX);
    assert_null(json_get(&value, "none"));
}

static void json_is_refused(struct ctx *ctx, struct str text, const char *why)
{
    struct json_value value;
    assert_int_equal(json_read(ctx, text, &value), ERR_INVALID);
    assert_string_equal(ctx->why.key, why);
}

static void bad_json_is_refused_with_its_place(void **state)
{
    struct ctx ctx = ctx_of(state);
    json_is_refused(&ctx, STR("{\"a\":1,\"a\":2}"), "json.duplicate");
    json_is_refused(&ctx, STR("{\"a\":1}\n x"), "json.syntax");
    assert_int_equal(ctx.why.line, 2);
    json_is_refused(&ctx, STR(""), "json.syntax");
    json_is_refused(&ctx, STR("\"\xff\""), "json.syntax");
    json_is_refused(&ctx, STR("[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]"), "json.deep");
    json_is_refused(&ctx, STR("99999999999999999999"), "json.large");
    json_is_refused(&ctx, STR("{'a':1}"), "json.syntax");
}

static void csv_is_quoted_and_formulas_are_guarded(void **state)
{
    struct buf out = buf_open(*state, OUT_MAX);
    struct csv csv = csv_open(&out);
    csv_field(&csv, STR("a,b"));
    csv_field(&csv, STR("say \"x\""));
    csv_field(&csv, STR("=1+1"));
    csv_field(&csv, STR("-5"));
    csv_int(&csv, 7);
    csv_row(&csv);
    assert_str(buf_str(&out), STR("\"a,b\",\"say \"\"x\"\"\",\"'=1+1\",-5,7\r\n"));
}

static void csv_is_read_with_quotes_and_line_ends(void **state)
{
    struct ctx ctx = ctx_of(state);
    struct csv_table table;
    assert_int_equal(csv_read(&ctx,
                              STR("\xef\xbb\xbf"
                                  "a,\"b\n\"\"c\"\"\"\r\n1,\n,\"\""),
                              &table),
                     OK);
    assert_int_equal(table.n, 3);
    assert_str(table.rows[0].fields[1], STR("b\n\"c\""));
    assert_str(table.rows[1].fields[1], STR(""));
    assert_int_equal(table.rows[1].line, 3);
    assert_int_equal(csv_read(&ctx, STR("a,b\n1\n"), &table), ERR_INVALID);
    assert_string_equal(ctx.why.key, "csv.width");
    assert_int_equal(ctx.why.line, 2);
    assert_int_equal(csv_read(&ctx, STR("a,\"b"), &table), ERR_INVALID);
    assert_int_equal(csv_read(&ctx, STR("a,b\"c"), &table), ERR_INVALID);
    assert_int_equal(csv_read(&ctx, STR("\"a\"b"), &table), ERR_INVALID);
}

static void text_is_cleaned_at_the_border(void **state)
{
    struct ctx ctx = ctx_of(state);
    struct str out;
    assert_int_equal(utf8_clean(&ctx, STR("e\xcc\x81\r\nx\ry\x07\xe2\x80\xae"), &out), OK);
    assert_str(out, STR("\xc3\xa9\nx\ny"));
    assert_int_equal(utf8_clean(&ctx, STR("a\xff"), &out), ERR_INVALID);
    assert_string_equal(ctx.why.key, "text.utf8");
    assert_int_equal(utf8_line(&ctx, STR("  Siti \t\n Rahma  "), &out), OK);
    assert_str(out, STR("Siti Rahma"));
    assert_int_equal(utf8_fold(&ctx, STR("Nur'Aïni  BINTI  A."), &out), OK);
    assert_str(out, STR("nuraini binti a"));
}

static void code_points_are_counted_and_cut(void **state)
{
    (void)state;
    assert_int_equal(utf8_length(STR("a—b")), 3);
    assert_str(utf8_cut(STR("a—b"), 2), STR("a—"));
    assert_true(utf8_valid(STR("a—b")));
    assert_false(utf8_valid(STR("\xed\xa0\x80")));
}

static void assets_are_found_by_their_hashed_name_only(void **state)
{
    (void)state;
    assert_true(asset_count >= 5);
    for (size_t i = 0; i < asset_count; i++) {
        assert_ptr_equal(asset_find(asset_table[i].path), &asset_table[i]);
        assert_true(asset_table[i].n > 0);
    }
    assert_null(asset_find(STR("/aset/gaya.css")));
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_sentence_fills_its_places_and_counts, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(
            an_unknown_code_stands_for_itself_and_an_unknown_why_is_a_general_sentence, open_arena,
            close_arena),
        cmocka_unit_test(every_sentence_is_there_in_both_languages_and_sorted),
        cmocka_unit_test_setup_teardown(text_is_escaped_and_foreign_bytes_are_replaced, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(an_address_is_ours_and_its_parts_are_encoded, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(json_is_written_and_read_back, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(bad_json_is_refused_with_its_place, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(csv_is_quoted_and_formulas_are_guarded, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(csv_is_read_with_quotes_and_line_ends, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(text_is_cleaned_at_the_border, open_arena, close_arena),
        cmocka_unit_test(code_points_are_counted_and_cut),
        cmocka_unit_test(assets_are_found_by_their_hashed_name_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
