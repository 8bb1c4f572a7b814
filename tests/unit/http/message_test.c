#include "../unit.h"

#include "http/message.h"

static struct arena *arena;

static struct buf written(void)
{
    struct buf out = buf_open(arena, 4096);
    struct request in = { .method = METHOD_POST,
                          .way = WAY_NETWORK,
                          .tls = true,
                          .path = STR("/banten/kasus"),
                          .query = STR("a=b"),
                          .cookie = STR("x=y"),
                          .peer = STR("::1"),
                          .body = STR("k=v\0w") };
    request_write(&out, &in);
    return out;
}

static void a_request_comes_back_as_it_was_written(void **state)
{
    (void)state;
    struct buf out = written();
    struct request r;
    assert_int_equal(request_read(buf_str(&out), &r), OK);
    assert_int_equal(r.method, METHOD_POST);
    assert_int_equal(r.way, WAY_NETWORK);
    assert_true(r.tls);
    assert_str(r.path, STR("/banten/kasus"));
    assert_str(r.query, STR("a=b"));
    assert_str(r.host, STR(""));
    assert_str(r.peer, STR("::1"));
    assert_str(r.body, STR("k=v\0w"));
    assert_str(request_office(&r), STR("banten"));
}

static void a_request_cut_short_anywhere_is_refused_or_lacks_only_whole_fields(void **state)
{
    (void)state;
    struct buf out = written();
    struct request r;
    size_t good = 0;
    for (size_t n = 0; n < out.n; n++)
        good += request_read((struct str){ out.at, n }, &r) == OK;
    assert_int_equal(good, 4); /* after path, query, cookie, peer */
}

static void a_field_that_stands_twice_is_refused(void **state)
{
    (void)state;
    struct buf out = written();
    struct request r;
    size_t once = out.n;
    buf_put(&out, str_part(buf_str(&out), 0, 8));
    assert_int_equal(request_read(buf_str(&out), &r), ERR_INVALID);
    assert_int_equal(request_read((struct str){ out.at, once }, &r), OK);
}

static void a_reply_comes_back_as_it_was_written(void **state)
{
    (void)state;
    struct buf out = buf_open(arena, 4096);
    struct reply in = { .status = 303,
                        .flags = REPLY_CLEAR_CACHE,
                        .door = DOOR_PUBLIC,
                        .location = STR("/banten/"),
                        .set_cookie = STR("c=d"),
                        .retry_s = 7 },
                 r;
    struct str body;
    reply_write(&out, &in, STR("hello"));
    assert_int_equal(reply_read(buf_str(&out), &r, &body), OK);
    assert_int_equal(r.status, 303);
    assert_int_equal(r.flags, REPLY_CLEAR_CACHE);
    assert_int_equal(r.door, DOOR_PUBLIC);
    assert_int_equal(r.retry_s, 7);
    assert_str(r.location, STR("/banten/"));
    assert_str(r.set_cookie, STR("c=d"));
    assert_str(body, STR("hello"));
}

static void two_forms_of_one_page_are_two_acts_and_one_form_sent_twice_is_one(void **state)
{
    (void)state;
    struct id form = { { 1, 2, 3 } };
    struct id note = request_act(STR("/banten/kasus/7K2M7K2M/catatan"), form);
    assert_true(id_eq(note, request_act(STR("/banten/kasus/7K2M7K2M/catatan"), form)));
    assert_false(id_eq(note, request_act(STR("/banten/kasus/7K2M7K2M/tutup"), form)));
    assert_false(id_eq(
        note, request_act(STR("/banten/kasus/7K2M7K2M/catatan"), (struct id){ { 1, 2, 4 } })));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_comes_back_as_it_was_written),
        cmocka_unit_test(a_request_cut_short_anywhere_is_refused_or_lacks_only_whole_fields),
        cmocka_unit_test(a_field_that_stands_twice_is_refused),
        cmocka_unit_test(two_forms_of_one_page_are_two_acts_and_one_form_sent_twice_is_one),
        cmocka_unit_test(a_reply_comes_back_as_it_was_written),
    };
    unit_begin();
    arena = arena_open(1 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_close(arena);
    return failed;
}
