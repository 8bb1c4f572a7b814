/* What stands before every handler: cookie, origin, language, flash, route. */
#include "../unit.h"

#include "web/cookie.h"
#include "web/flash.h"
#include "web/language.h"
#include "web/origin.h"
#include "web/routes.h"

static struct arena *arena;

static void nothing(struct visit *visit)
{
    (void)visit;
}

const struct route routes[] = {
    { METHOD_GET, "", NULL, nothing, NULL, "root", NULL, NULL },
    { METHOD_GET, "/kasus", NULL, nothing, nothing, "list", NULL, NULL },
    { METHOD_GET, "/kasus/kertas", NULL, nothing, NULL, "paper", NULL, NULL },
    { METHOD_GET, "/kasus/:kasus", NULL, nothing, nothing, "show", NULL, NULL },
    { METHOD_POST, "/kasus/:kasus/catatan", NULL, nothing, nothing, "note", NULL, NULL },
    { METHOD_GET, "/kasus/:kasus/langkah/:langkah/:ke", NULL, nothing, NULL, "step", NULL, NULL },
};
const size_t routes_n = sizeof routes / sizeof *routes;

static const char *named(enum method method, const char *path)
{
    struct route_match match = route_find(method, str_of(path));
    return match.route == NULL ? (match.path_known ? "405" : "404") : match.route->name;
}

static void a_path_finds_its_row_and_its_parameters(void **state)
{
    (void)state;
    assert_string_equal(named(METHOD_GET, ""), "root");
    assert_string_equal(named(METHOD_GET, "/kasus"), "list");
    assert_string_equal(named(METHOD_GET, "/kasus/kertas"), "paper");
    assert_string_equal(named(METHOD_HEAD, "/kasus/7K2M"), "show");
    struct route_match match = route_find(METHOD_GET, STR("/kasus/7K2M/langkah/S1.06b/2"));
    assert_string_equal(match.route->name, "step");
    assert_str(match.params[0], STR("7K2M"));
    assert_str(match.params[1], STR("S1.06b"));
    assert_str(match.params[2], STR("2"));
}

static void other_paths_and_other_methods_are_told_apart(void **state)
{
    (void)state;
    assert_string_equal(named(METHOD_GET, "/"), "404");
    assert_string_equal(named(METHOD_GET, "/kasus/"), "404");
    assert_string_equal(named(METHOD_GET, "/kasus//catatan"), "404");
    assert_string_equal(named(METHOD_GET, "/kasusx"), "404");
    assert_string_equal(named(METHOD_GET, "/kasus/7K2M/catatan"), "405");
    assert_string_equal(named(METHOD_PUT, "/kasus"), "405");
}

static void the_same_row_answers_under_the_api(void **state)
{
    (void)state;
    struct route_match match = route_find(METHOD_GET, STR("/api/v1/kasus/7K2M"));
    assert_true(match.api);
    assert_string_equal(match.route->name, "show");
    assert_string_equal(named(METHOD_GET, "/api/v1/kasus/kertas"),
                        "show"); /* the page has no JSON */
    assert_string_equal(named(METHOD_GET, "/api/v1"), "404");
    assert_false(route_find(METHOD_GET, STR("/api/v12")).api);
}

static void the_cookie_of_this_office_is_found_and_no_other(void **state)
{
    (void)state;
    unsigned char secret[COOKIE_SECRET_BYTES];
    struct request r = { .cookie = STR(
                             "a=b; teduh-latihan-serang=00; teduh-latihan-banten="
                             "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f") };
    assert_true(cookie_secret(arena, &r, STR("banten"), secret));
    assert_int_equal(secret[31], 31);
    assert_false(cookie_secret(arena, &r, STR("serang"), secret));
    assert_false(cookie_secret(arena, &r, STR("lebak"), secret));
    r.tls = true;
    assert_false(cookie_secret(arena, &r, STR("banten"), secret));
}

static void a_cookie_that_stands_twice_counts_as_none(void **state)
{
    (void)state;
    assert_str(cookie_value(STR("x=1; y=2; x=3"), STR("x")), STR(""));
    assert_str(cookie_value(STR("x=1; y=2"), STR("y")), STR("2"));
    assert_str(cookie_value(STR("xy=1"), STR("x")), STR(""));
}

static void a_session_cookie_says_all_it_must(void **state)
{
    (void)state;
    unsigned char secret[COOKIE_SECRET_BYTES] = { 0 };
    struct request r = { .tls = true };
    struct str set = cookie_set(arena, &r, STR("banten"), secret);
    assert_true(str_starts(set, STR("__Host-teduh-banten=0000")));
    assert_true(str_ends(set, STR("; Path=/; HttpOnly; SameSite=Strict; Secure")));
    r.tls = false;
    set = cookie_set(arena, &r, STR("banten"), NULL);
    assert_str(set, STR("teduh-latihan-banten=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"));
}

static bool ours(struct request r)
{
    r.host = STR("127.0.0.1:8443");
    return origin_ours(arena, &r);
}

static void a_form_of_a_foreign_page_is_not_ours(void **state)
{
    (void)state;
    struct str own = STR("http://127.0.0.1:8443");
    assert_true(
        ours((struct request){ .method = METHOD_POST, .origin = own, .cookie = STR("a=b") }));
    assert_true(ours((struct request){
        .method = METHOD_POST, .sec_fetch_site = STR("same-origin"), .origin = own }));
    assert_false(ours((struct request){ .method = METHOD_POST, .cookie = STR("a=b") }));
    assert_false(
        ours((struct request){ .method = METHOD_POST, .tls = true, .origin = STR("null") }));
    /* A browser's own form of a page without referrer. */
    assert_true(ours((struct request){ .method = METHOD_POST,
                                       .tls = true,
                                       .sec_fetch_site = STR("same-origin"),
                                       .origin = STR("null") }));
    assert_false(ours((struct request){
        .method = METHOD_POST, .sec_fetch_site = STR("cross-site"), .origin = STR("null") }));
    assert_false(
        ours((struct request){ .method = METHOD_POST, .origin = STR("https://127.0.0.1:8443") }));
    assert_false(
        ours((struct request){ .method = METHOD_POST, .sec_fetch_site = STR("same-site") }));
    assert_false(ours((struct request){
        .method = METHOD_POST, .sec_fetch_site = STR("cross-site"), .origin = own }));
    assert_false(ours((struct request){ .method = METHOD_POST, .sec_fetch_site = STR("none") }));
}

static void a_look_is_ours_when_typed_or_from_our_page(void **state)
{
    (void)state;
    assert_true(ours((struct request){ .method = METHOD_GET, .cookie = STR("a=b") }));
    assert_true(ours((struct request){ .method = METHOD_GET, .sec_fetch_site = STR("none") }));
    assert_false(
        ours((struct request){ .method = METHOD_GET, .sec_fetch_site = STR("cross-site") }));
    assert_false(
        ours((struct request){ .method = METHOD_GET, .sec_fetch_site = STR("same-site") }));
    /* A command and a machine client have neither header nor cookie. */
    assert_true(ours((struct request){ .method = METHOD_POST }));
}

static void the_language_follows_browser_choice_officer_and_header(void **state)
{
    (void)state;
    struct request r = { .accept_language = STR("en-GB,id;q=0.9") };
    assert_int_equal(language_of(&r, STR("")), LANG_EN);
    assert_int_equal(language_of(&r, STR("id")), LANG_ID);
    r.cookie = STR("teduh-bahasa=en");
    assert_int_equal(language_of(&r, STR("id")), LANG_EN);
    r = (struct request){ .accept_language = STR("su, de;q=0.9") };
    assert_int_equal(language_of(&r, STR("")), LANG_ID);
}

static void accepted_languages_are_weighed(void **state)
{
    (void)state;
    assert_str(language_accepted(STR("en;q=0.5, in;q=0.8")), STR("id"));
    assert_str(language_accepted(STR("en;q=0, id;q=0.001")), STR("id"));
    assert_str(language_accepted(STR("id;q=x, en;q=0.1")), STR("en"));
    assert_str(language_accepted(STR("fr, de")), STR(""));
    assert_str(language_accepted(STR(",,;;==")), STR(""));
}

static void a_flash_is_seen_once_by_its_own_session(void **state)
{
    (void)state;
    struct id a = { { 1 } }, b = { { 2 } };
    flash_keep(a, "one", 1000);
    flash_keep(a, "two", 2000);
    assert_null(flash_take(b, 2000));
    assert_string_equal(flash_take(a, 2000), "two");
    assert_null(flash_take(a, 2000));
    flash_keep(a, "old", 1000);
    assert_null(flash_take(a, 1000 + FLASH_AGE_MS_MAX + 1));
}

static int fresh(void **state)
{
    (void)state;
    arena = arena_open(1 << 20);
    return 0;
}

static int gone(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int main(void)
{
    unit_begin();
#define T(name) cmocka_unit_test_setup_teardown(name, fresh, gone)
    const struct CMUnitTest tests[] = {
        T(a_path_finds_its_row_and_its_parameters),
        T(other_paths_and_other_methods_are_told_apart),
        T(the_same_row_answers_under_the_api),
        T(the_cookie_of_this_office_is_found_and_no_other),
        T(a_cookie_that_stands_twice_counts_as_none),
        T(a_session_cookie_says_all_it_must),
        T(a_form_of_a_foreign_page_is_not_ours),
        T(a_look_is_ours_when_typed_or_from_our_page),
        T(the_language_follows_browser_choice_officer_and_header),
        T(accepted_languages_are_weighed),
        T(a_flash_is_seen_once_by_its_own_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
