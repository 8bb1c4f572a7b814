#include "../unit.h"

#include "web/posted.h"

static struct ctx ctx;

static struct posted urlencoded(const char *text)
{
    struct posted posted;
    assert_int_equal(posted_urlencoded(&ctx, str_of(text), &posted), OK);
    return posted;
}

static void refused(enum err err, const char *key)
{
    assert_int_equal(err, ERR_INVALID);
    assert_string_equal(ctx.why.key, key);
}

static void refused_urlencoded(const char *text, const char *key)
{
    struct posted posted;
    refused(posted_urlencoded(&ctx, str_of(text), &posted), key);
}

static void a_form_is_read_by_name_with_its_escapes(void **state)
{
    (void)state;
    struct posted p = urlencoded("nama=Sari+binti+Ali&kota=Kab.%20Lebak&kosong=&&tanpa");
    assert_int_equal(p.n, 4);
    assert_str(posted_get(&p, STR("nama")), STR("Sari binti Ali"));
    assert_str(posted_get(&p, STR("kota")), STR("Kab. Lebak"));
    assert_true(posted_has(&p, STR("kosong")));
    assert_true(posted_has(&p, STR("tanpa")));
    assert_false(posted_has(&p, STR("lain")));
    assert_str(posted_get(&p, STR("lain")), STR(""));
}

static void what_was_sent_twice_is_kept_twice(void **state)
{
    (void)state;
    struct posted p = urlencoded("bahaya=a&x=1&bahaya=b&bahaya=c");
    struct str values[2];
    assert_int_equal(posted_all(&p, STR("bahaya"), values, 2), 3);
    assert_str(values[0], STR("a"));
    assert_str(values[1], STR("b"));
    assert_str(posted_get(&p, STR("bahaya")), STR("a"));
}

static void lines_end_with_one_byte_and_text_is_composed(void **state)
{
    (void)state;
    struct posted p = urlencoded("t=a%0D%0Ab%0Dc&n=Andre%CC%81");
    assert_str(posted_get(&p, STR("t")), STR("a\nb\nc"));
    assert_str(posted_get(&p, STR("n")), STR("Andr\xC3\xA9"));
}

static void broken_escapes_and_bytes_that_are_no_text_are_refused(void **state)
{
    (void)state;
    refused_urlencoded("a=%", "web.body");
    refused_urlencoded("a=%4", "web.body");
    refused_urlencoded("a=%zz", "web.body");
    refused_urlencoded("%4=a", "web.body");
    refused_urlencoded("a=%FF", "text.utf8");
    refused_urlencoded("a=%C0%AF", "text.utf8");
    refused_urlencoded("a=%ED%A0%80", "text.utf8");
}

static void too_many_fields_are_refused_and_a_long_one_arrives_whole(void **state)
{
    (void)state;
    struct buf many = buf_open(ctx.arena, 1 << 20);
    for (int i = 0; i < POSTED_FIELDS_MAX; i++)
        buf_put(&many, STR("a=1&"));
    struct posted posted;
    assert_int_equal(posted_urlencoded(&ctx, buf_str(&many), &posted), OK);
    assert_int_equal(posted.n, POSTED_FIELDS_MAX);
    buf_put(&many, STR("b"));
    refused(posted_urlencoded(&ctx, buf_str(&many), &posted), "web.body.many");

    struct buf longer = buf_open(ctx.arena, 1 << 20);
    buf_put(&longer, STR("a="));
    for (int i = 0; i < 900000; i++)
        buf_byte(&longer, 'x');
    assert_int_equal(posted_urlencoded(&ctx, buf_str(&longer), &posted), OK);
    assert_int_equal(posted.fields[0].value.n, 900000);
}

static enum err typed(const char *type, struct str body, struct posted *out)
{
    return posted_read(&ctx, str_of(type), body, out);
}

static void only_three_kinds_of_body_are_read(void **state)
{
    (void)state;
    struct posted p;
    assert_int_equal(typed("", STR(""), &p), OK);
    assert_int_equal(p.n, 0);
    assert_int_equal(typed("application/x-www-form-urlencoded; charset=UTF-8", STR("a=1"), &p), OK);
    assert_int_equal(p.n, 1);
    refused(typed("text/plain", STR("a=1"), &p), "web.body");
    refused(typed("", STR("a=1"), &p), "web.body");
    refused(typed("application/jsonx", STR("{}"), &p), "web.body");
}

static void a_json_object_becomes_flat_fields(void **state)
{
    (void)state;
    struct posted p;
    struct str body =
        STR("{\"name\":\"Sari\",\"age\":16,\"yes\":true,\"no\":false,\"none\":null,"
            "\"signs\":[\"a\",\"b\"],\"rows\":[{\"place\":\"Serang\"},{\"place\":\"Batam\"}],"
            "\"values\":{\"person\":{\"sex\":\"f\"}}}");
    assert_int_equal(typed("application/json", body, &p), OK);
    assert_str(posted_get(&p, STR("name")), STR("Sari"));
    assert_str(posted_get(&p, STR("age")), STR("16"));
    assert_true(posted_yes(&p, STR("yes")));
    assert_false(posted_yes(&p, STR("no")));
    assert_false(posted_has(&p, STR("none")));
    struct str signs[2];
    assert_int_equal(posted_all(&p, STR("signs"), signs, 2), 2);
    assert_str(posted_get(&p, STR("rows.1.place")), STR("Batam"));
    assert_str(posted_get(&p, STR("values.person.sex")), STR("f"));
}

static void json_that_is_no_object_or_too_deep_is_refused(void **state)
{
    (void)state;
    struct posted p;
    refused(posted_json(&ctx, STR("[1]"), &p), "web.body");
    refused(posted_json(&ctx, STR("{\"a\":1.5}"), &p), "web.body");
    refused(posted_json(&ctx, STR("{\"a\":[[1]]}"), &p), "web.body");
    refused(posted_json(&ctx, STR("{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1}}}}}"), &p), "web.body");
    assert_int_equal(posted_json(&ctx, STR("{\"a\":"), &p), ERR_INVALID);
    assert_int_equal(posted_json(&ctx, STR("{\"a\":1,\"a\":2}"), &p), ERR_INVALID);
}

#define MULTIPART "multipart/form-data; boundary=XyZ"

static void a_multipart_form_has_fields_and_files(void **state)
{
    (void)state;
    struct posted p;
    struct str body =
        STR("--XyZ\r\nContent-Disposition: form-data; name=\"nama\"\r\n\r\nSari\r\n"
            "--XyZ\r\nContent-Disposition: form-data; name=\"foto\"; filename=\"a.jpg\"\r\n"
            "Content-Type: image/jpeg\r\n\r\n\xFF\xD8\r\n\x00--X\r\n--XyZ--\r\n");
    assert_int_equal(typed(MULTIPART, body, &p), OK);
    assert_int_equal(p.n, 2);
    assert_str(posted_get(&p, STR("nama")), STR("Sari"));
    assert_str(p.fields[1].file, STR("a.jpg"));
    assert_str(p.fields[1].value, STR("\xFF\xD8\r\n\x00--X"));
}

static void a_multipart_form_cut_short_anywhere_is_refused(void **state)
{
    (void)state;
    struct str body =
        STR("--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--XyZ--");
    struct posted p;
    assert_int_equal(typed(MULTIPART, body, &p), OK);
    for (size_t n = 1; n < body.n; n++)
        assert_int_equal(typed(MULTIPART, str_part(body, 0, n), &p), ERR_INVALID);
}

static void a_malformed_part_is_refused(void **state)
{
    (void)state;
    struct posted p;
    refused(typed(MULTIPART, STR("--XyZ\r\n\r\n1\r\n--XyZ--"), &p), "web.body");
    refused(
        typed(MULTIPART, STR("--XyZ\r\nContent-Disposition: form-data\r\n\r\n1\r\n--XyZ--"), &p),
        "web.body");
    refused(typed(MULTIPART,
                  STR("--XyZ\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--XyZ--"),
                  &p),
            "web.body");
    refused(typed("multipart/form-data", STR("--XyZ--"), &p), "web.body");
    refused(typed("multipart/form-data; boundary=", STR("--\r\n"), &p), "web.body");
    refused(typed(MULTIPART, STR("x--XyZ--"), &p), "web.body");
}

static void a_request_id_is_sixteen_bytes_in_hex(void **state)
{
    (void)state;
    struct posted p = urlencoded("id=000102030405060708090a0b0c0d0e0f&kurang=0001&lain=zz");
    struct id id;
    assert_true(posted_id(&p, STR("id"), &id));
    assert_int_equal(id.at[15], 15);
    assert_false(posted_id(&p, STR("kurang"), &id));
    assert_false(posted_id(&p, STR("lain"), &id));
    assert_false(posted_id(&p, STR("tidak"), &id));
}

static int fresh(void **state)
{
    (void)state;
    ctx = (struct ctx){ .arena = arena_open(16 << 20) };
    return 0;
}

static int gone(void **state)
{
    (void)state;
    arena_close(ctx.arena);
    return 0;
}

int main(void)
{
    unit_begin();
#define T(name) cmocka_unit_test_setup_teardown(name, fresh, gone)
    const struct CMUnitTest tests[] = {
        T(a_form_is_read_by_name_with_its_escapes),
        T(what_was_sent_twice_is_kept_twice),
        T(lines_end_with_one_byte_and_text_is_composed),
        T(broken_escapes_and_bytes_that_are_no_text_are_refused),
        T(too_many_fields_are_refused_and_a_long_one_arrives_whole),
        T(only_three_kinds_of_body_are_read),
        T(a_json_object_becomes_flat_fields),
        T(json_that_is_no_object_or_too_deep_is_refused),
        T(a_multipart_form_has_fields_and_files),
        T(a_multipart_form_cut_short_anywhere_is_refused),
        T(a_malformed_part_is_refused),
        T(a_request_id_is_sixteen_bytes_in_hex),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
