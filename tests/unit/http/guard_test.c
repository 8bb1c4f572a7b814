#include "../unit.h"

#include "http/guard.h"

static struct arena *arena;

/* A whole head through the guard; `blanks` is what stood on the wire beyond the canonical form. */
static int judge(struct guard *guard, const char *method, const char *target,
                 const char *const headers[][2], size_t n, size_t blanks)
{
    size_t bytes = strlen(method) + strlen(target) + 8 + 6 + blanks;
    *guard = (struct guard){ 0 };
    for (size_t i = 0; i < n; i++) {
        guard_header(guard, str_of(headers[i][0]), str_of(headers[i][1]));
        bytes += strlen(headers[i][0]) + strlen(headers[i][1]) + 4;
    }
    int status = guard_target(guard, arena, str_of(method), str_of(target));
    return status != 0
               ? status
               : guard_verdict(guard, str_of(method), str_of(target), STR("HTTP/1.1"), bytes);
}

static const char *const host[][2] = { { "Host", "kantor.local:8443" } };

static void a_plain_request_passes_and_is_read(void **state)
{
    (void)state;
    static const char *const headers[][2] = {
        { "HOST", "a" },
        { "Cookie", "x=1; y=2" },
        { "Accept-Language", "id" },
        { "content-length", "3" },
        { "Sec-Fetch-Site", "same-origin" },
        { "X-Other", "" },
        { "User-Agent", "\xe4\xb8\xad" },
    };
    struct guard guard;
    assert_int_equal(judge(&guard, "POST", "/uji/a%20b?c=%41", headers, 7, 0), 0);
    assert_str(guard.request.path, STR("/uji/a b"));
    assert_str(guard.request.query, STR("c=%41"));
    assert_str(guard.request.host, STR("a"));
    assert_str(guard.request.cookie, STR("x=1; y=2"));
    assert_str(guard.request.accept_language, STR("id"));
    assert_str(guard.request.sec_fetch_site, STR("same-origin"));
    assert_int_equal(guard.request.method, METHOD_POST);
    assert_int_equal(guard.length, 3);
}

static void bytes_that_nobody_showed_are_refused(void **state)
{
    (void)state;
    struct guard guard;
    assert_int_equal(judge(&guard, "GET", "/", host, 1, 0), 0);
    assert_int_equal(judge(&guard, "GET", "/", host, 1, 1), 400);
    assert_int_equal(judge(&guard, "GET", "/", host, 1, (size_t)-1), 400);
}

static void what_a_body_needs(void **state)
{
    (void)state;
    static const struct {
        const char *method, *length;
        int status;
    } rows[] = {
        { "POST", NULL, 411 },
        { "PUT", NULL, 411 },
        { "POST", "0", 0 },
        { "POST", "1048576", 0 },
        { "POST", "1048577", 413 },
        { "GET", "0", 0 },
        { "GET", "1", 400 },
        { "HEAD", "1", 400 },
        { "DELETE", "1", 400 },
        { "POST", "", 400 },
        { "POST", "1 ", 400 },
        { "POST", "1e3", 400 },
        { "POST", "00000000000000000000000001", 400 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const headers[][2] = { { "Host", "a" }, { "Content-Length", rows[i].length } };
        struct guard guard;
        int status = judge(&guard, rows[i].method, "/", headers, rows[i].length == NULL ? 1 : 2, 0);
        if (status != rows[i].status)
            fail_msg("%s with length %s: %d", rows[i].method, rows[i].length, status);
    }
}

static void paths_are_plain_segments(void **state)
{
    (void)state;
    static const char *const good[] = { "/",        "/a",      "/a/", "/a/b",
                                        "/a.b/..c", "/%C3%A9", "/a?", "/a?/../" };
    static const char *const bad[] = { "",           "a",
                                       "*",          "//",
                                       "/a//b",      "/.",
                                       "/..",        "/a/..",
                                       "/a/./b",     "/%2e",
                                       "/a%2fb",     "/a%5Cb",
                                       "/%",         "/%4",
                                       "/%g1",       "/%00",
                                       "/%1f",       "/%7F",
                                       "/%80",       "/%c3",
                                       "/%ed%a0%80", "/%f5%80%80%80",
                                       "/a?%ff",     "/a?%0",
                                       "/a#b",       "/a b",
                                       "http://a/" };
    struct guard guard;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (judge(&guard, "GET", good[i], host, 1, 0) != 0)
            fail_msg("refused: %s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (judge(&guard, "GET", bad[i], host, 1, 0) != 400)
            fail_msg("accepted: %s", bad[i]);
}

static void what_we_read_may_stand_there_once(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Host",          "Origin",          "Cookie",         "Content-Type",  "Accept",
        "Authorization", "Idempotency-Key", "Sec-Fetch-Site", "If-None-Match", "Connection"
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *const headers[][2] = { { "Host", "a" }, { names[i], "a" }, { names[i], "a" } };
        struct guard guard;
        assert_int_equal(judge(&guard, "GET", "/", headers, 3, 0), 400);
        assert_int_equal(judge(&guard, "GET", "/", headers + (i == 0), 2, 0), i == 0 ? 400 : 0);
    }
}

static int begin(void **state)
{
    (void)state;
    arena = arena_open(1 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_request_passes_and_is_read),
        cmocka_unit_test(bytes_that_nobody_showed_are_refused),
        cmocka_unit_test(what_a_body_needs),
        cmocka_unit_test(paths_are_plain_segments),
        cmocka_unit_test(what_we_read_may_stand_there_once),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, begin, end);
}
