/* The strictness table of the design's dependencies paper and more, as raw bytes against the real
 * gate. */
#include "server.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct server server;

static int start(void **state)
{
    (void)state;
    server = server_start("uji dua", NULL);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    server_stop(&server);
    return 0;
}

#define HEAD "GET /uji/gema HTTP/1.1\r\nHost: a\r\n"
#define POSTED "POST /uji/gema HTTP/1.1\r\nHost: a\r\n"
#define SECOND "GET /uji/gema?kedua HTTP/1.1\r\nHost: a\r\n\r\n"

struct row {
    const char *name, *bytes;
    int status; /* of the one answer; the connection must end after a refusal */
};

static const struct row refused[] = {
    { "length and chunked",
      POSTED "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" SECOND, 400 },
    { "chunked and length",
      POSTED "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" SECOND, 400 },
    { "chunked alone", POSTED "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n" SECOND,
      400 },
    { "Chunked in capitals", POSTED "TRANSFER-ENCODING: CHUNKED\r\n\r\n0\r\n\r\n", 400 },
    { "two different lengths", POSTED "Content-Length: 0\r\nContent-Length: 44\r\n\r\n" SECOND,
      400 },
    { "two equal lengths", POSTED "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400 },
    { "list of lengths", POSTED "Content-Length: 3, 3\r\n\r\nabc", 400 },
    { "blank before the colon", POSTED "Content-Length : 3\r\n\r\nabc", 400 },
    { "unknown coding and length", POSTED "Transfer-Encoding: xyz\r\nContent-Length: 3\r\n\r\nabc",
      400 },
    { "identity coding", POSTED "Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc",
      400 },
    { "no host", "GET /uji/gema HTTP/1.1\r\n\r\n", 400 },
    { "two hosts", "GET /uji/gema HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400 },
    { "strange host", "GET /uji/gema HTTP/1.1\r\nHost: a/b\r\n\r\n", 400 },
    { "empty host", "GET /uji/gema HTTP/1.1\r\nHost: \r\n\r\n", 400 },
    { "bad chunk size", POSTED "Transfer-Encoding: chunked\r\n\r\n0x5\r\nabcde\r\n0\r\n\r\n", 400 },
    { "negative length", POSTED "Content-Length: -1\r\n\r\n", 400 },
    { "signed length", POSTED "Content-Length: +3\r\n\r\nabc", 400 },
    { "hexadecimal length", POSTED "Content-Length: 0x3\r\n\r\nabc", 400 },
    { "enormous length", POSTED "Content-Length: 99999999999999999999\r\n\r\n", 413 },
    { "POST without length", POSTED "\r\n", 411 },
    { "body over 1 MiB", POSTED "Content-Length: 1048577\r\n\r\n", 413 },
    { "GET with a body", HEAD "Content-Length: 3\r\n\r\nabc" SECOND, 400 },
    { "%00 in the path", "GET /uji/gema%00x HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "%00 in the query", "GET /uji/gema?a=%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "% without digits", "GET /uji/%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "% cut short", "GET /uji/gema% HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "%4 cut short", "GET /uji/gema?a=%4 HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "no UTF-8 in the path", "GET /uji/%ff HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "overlong UTF-8", "GET /uji/%c0%af HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "surrogate", "GET /uji/%ed%a0%80 HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "no UTF-8 in the query", "GET /uji/gema?a=%fe HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "raw byte in the path", "GET /uji/\xff HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "control byte in the path", "GET /uji/\x01 HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "%0a in the path", "GET /uji/a%0ab HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "fragment", "GET /uji/gema#a HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "dots that climb", "GET /uji/../dua/gema HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "hidden dots", "GET /uji/%2e%2e/dua/gema HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "one dot", "GET /uji/./gema HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "hidden slash", "GET /uji%2fgema HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "backslash", "GET /uji\\gema HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "hidden backslash", "GET /uji%5cgema HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "empty segment", "GET /uji//gema HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "two slashes first", "GET //uji/gema HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "whole address", "GET http://a/uji/gema HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "no slash", "GET uji/gema HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "HTTP/1.0", "GET /uji/gema HTTP/1.0\r\nHost: a\r\n\r\n", 505 },
    { "HTTP/2.0 by name", "GET /uji/gema HTTP/2.0\r\nHost: a\r\n\r\n", 505 },
    { "OPTIONS", "OPTIONS /uji/gema HTTP/1.1\r\nHost: a\r\n\r\n", 405 },
    { "TRACE", "TRACE /uji/gema HTTP/1.1\r\nHost: a\r\n\r\n", 405 },
    { "CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 405 },
    { "get in small letters", "get /uji/gema HTTP/1.1\r\nHost: a\r\n\r\n", 405 },
    { "two cookies", HEAD "Cookie: a=1\r\nCookie: a=2\r\n\r\n", 400 },
    { "two origins", HEAD "Origin: https://a\r\nOrigin: https://b\r\n\r\n", 400 },
    { "two types", HEAD "Content-Type: a/b\r\nContent-Type: c/d\r\n\r\n", 400 },
    { "two keys", HEAD "Idempotency-Key: 1\r\nIdempotency-Key: 2\r\n\r\n", 400 },
    { "two authorizations", HEAD "Authorization: a\r\nAuthorization: b\r\n\r\n", 400 },
    { "blank in a name", HEAD "X Y: 1\r\n\r\n", 400 },
    { "bracket in a name", HEAD "X[]: 1\r\n\r\n", 400 },
    { "empty name", HEAD ": 1\r\n\r\n", 400 },
    { "no colon", HEAD "abc\r\n\r\n", 400 },
    { "control byte in a value",
      HEAD "X: a\x02"
           "b\r\n\r\n",
      400 },
    { "byte 255 in a cookie", HEAD "Cookie: a=\xff\r\n\r\n", 400 },
    { "folded header", HEAD "X: a\r\n b\r\n\r\n", 400 },
    { "bare LF after a header", "GET /uji/gema HTTP/1.1\nHost: a\n\n", 400 },
    { "one bare LF", "GET /uji/gema HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400 },
    { "bare LF made up for by a blank", HEAD "X:  a\nY: b\r\n\r\n", 400 },
    { "bare LF and a blank at the end", HEAD "X: a \nY: b\r\n\r\n", 400 },
    { "no blank after the colon", HEAD "X:a\r\n\r\n", 400 },
    { "blanks around a value", HEAD "X:   a  \r\n\r\n", 400 },
};

static void refuse_one(const struct row *row)
{
    int fd = server_connect(&server);
    send_text(fd, row->bytes);
    struct answer answer = answer_read(fd, 5000);
    if (answer.status != row->status)
        fail_msg("%s: %d instead of %d", row->name, answer.status, row->status);
    if (!is_closed(fd, 3000))
        fail_msg("%s: the connection stays open", row->name);
    close(fd);
}

static void what_two_readers_could_understand_differently_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        refuse_one(&refused[i]);
}

static void a_refused_request_hides_no_second_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if (strstr(refused[i].bytes, "kedua") == NULL)
            continue;
        int fd = server_connect(&server);
        send_text(fd, refused[i].bytes);
        assert_int_equal(answer_read(fd, 5000).status, refused[i].status);
        assert_int_equal(answer_read(fd, 3000).status, 0);
        close(fd);
    }
}

static void nul_bytes_are_refused_wherever_they_stand(void **state)
{
    (void)state;
    static const char whole[] = "GET /uji/gema HTTP/1.1\r\nHost: a\r\nCookie: ab=cd\r\n\r\n";
    size_t n = sizeof whole - 1;
    for (size_t at = 0; at < n - 4; at++) {
        char bytes[sizeof whole];
        memcpy(bytes, whole, n);
        if (bytes[at] == '\r')
            continue; /* the one NUL that cannot be seen: in the place of a CR, and harmless */
        bytes[at] = '\0';
        int fd = server_connect(&server);
        send_bytes(fd, bytes, n);
        struct answer answer = answer_read(fd, 2000);
        if (answer.status == 200)
            fail_msg("a NUL at byte %zu was accepted: %s", at, answer.body);
        close(fd);
    }
}

static void every_other_byte_in_a_head_is_understood_or_refused(void **state)
{
    (void)state;
    static const char whole[] = "GET /uji/gema?q HTTP/1.1\r\nHost: a\r\nX-Y: ab\r\n\r\n";
    static const char bytes[] = { '\r', '\n', '\t', ' ', ':', 0x7f, (char)0x80, '%', '/' };
    size_t n = sizeof whole - 1;
    for (size_t at = 0; at < n - 2; at++)
        for (size_t b = 0; b < sizeof bytes; b++) {
            char changed[sizeof whole];
            memcpy(changed, whole, n);
            changed[at] = bytes[b];
            int fd = server_connect(&server);
            send_bytes(fd, changed, n);
            struct answer answer = answer_read(fd, 200); /* 0: waits for the rest of a head */
            if (answer.status >= 500 && answer.status != 505)
                fail_msg("byte %d at %zu: %d", bytes[b], at, answer.status);
            close(fd);
        }
    assert_int_equal(get(&server, "/uji/gema").status, 200);
}

static void a_large_head_is_refused(void **state)
{
    (void)state;
    static char text[70000];
    int n = snprintf(text, sizeof text, "GET /uji/gema?%0*d HTTP/1.1\r\nHost: a\r\n\r\n", 60000, 1);
    assert_in_range(n, 60000, 69999);
    assert_int_equal(ask(&server, text).status, 414);
    snprintf(text, sizeof text, "GET /uji/gema?%0*d HTTP/1.1\r\nHost: a\r\n\r\n", 9000, 1);
    assert_int_equal(ask(&server, text).status, 414);
    snprintf(text, sizeof text, "GET /uji/gema HTTP/1.1\r\nHost: a\r\nX: %0*d\r\n\r\n", 60000, 1);
    assert_int_equal(ask(&server, text).status, 431);
    size_t at = (size_t)snprintf(text, sizeof text, "GET /uji/gema HTTP/1.1\r\nHost: a\r\n");
    for (int i = 0; i < 100; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "X-%d: 1\r\n", i);
    snprintf(text + at, sizeof text - at, "\r\n");
    assert_int_equal(ask(&server, text).status, 431);
}

static void what_is_plain_arrives_as_it_was_sent(void **state)
{
    (void)state;
    struct answer answer = get(&server, "/uji/gema?a=b%20c&d");
    assert_int_equal(answer.status, 200);
    assert_non_null(
        strstr(answer.body, "method 1\npath /uji/gema\nquery a=b%20c&d\nway 2\ntls 0\n"));
    assert_non_null(strstr(answer.body, "peer 127.0.0.1\n"));
    assert_int_equal(get(&server, "/uji/k%C3%A9").status, 404); /* the desk's own 404, not a 400 */
    answer = post(&server, "/uji/gema", "nama=a&isi=b");
    assert_non_null(strstr(answer.body, "method 3\n"));
    assert_non_null(strstr(answer.body, "body 12 nama=a&isi=b\n"));
}

static void a_body_of_one_mebibyte_arrives_whole(void **state)
{
    (void)state;
    static char body[1 << 20];
    char head[256];
    memset(body, 'b', sizeof body);
    int fd = server_connect(&server),
        n = snprintf(head, sizeof head,
                     "POST /uji/gema HTTP/1.1\r\nHost: a\r\nContent-Length: %zu\r\n\r\n",
                     sizeof body);
    send_bytes(fd, head, (size_t)n);
    send_bytes(fd, body, sizeof body);
    struct answer answer = answer_read(fd, 5000);
    assert_int_equal(answer.status, 200);
    assert_non_null(strstr(answer.body, "body 1048576 bbbb"));
    close(fd);
}

static void a_body_over_the_limit_is_refused_before_its_first_byte(void **state)
{
    (void)state;
    int fd = server_connect(&server);
    send_text(fd, "POST /uji/gema HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n");
    struct answer answer = answer_read(fd, 2000);
    assert_int_equal(answer.status, 413);
    close(fd);
}

static void pipelined_requests_are_answered_in_order(void **state)
{
    (void)state;
    int fd = server_connect(&server);
    send_text(fd, "GET /uji/gema?satu HTTP/1.1\r\nHost: a\r\n\r\n"
                  "POST /uji/gema?dua HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nGET "
                  "GET /uji/gema?tiga HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_non_null(strstr(answer_read(fd, 3000).body, "query satu\n"));
    assert_non_null(strstr(answer_read(fd, 3000).body, "query dua\n"));
    assert_non_null(strstr(answer_read(fd, 3000).body, "query tiga\n"));
    close(fd);
}

static void a_request_that_comes_byte_by_byte_is_answered(void **state)
{
    (void)state;
    const char *text = "POST /uji/gema HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhalo!";
    int fd = server_connect(&server);
    for (const char *c = text; *c != '\0'; c++)
        send_bytes(fd, c, 1);
    assert_non_null(strstr(answer_read(fd, 3000).body, "body 5 halo!\n"));
    close(fd);
}

static void head_is_get_without_a_body(void **state)
{
    (void)state;
    int fd = server_connect(&server);
    send_text(fd, "HEAD /uji/besar HTTP/1.1\r\nHost: a\r\n\r\n"
                  "GET /uji/gema HTTP/1.1\r\nHost: a\r\n\r\n");
    char bytes[8192];
    size_t n = 0;
    while (n < sizeof bytes - 1 && (n < 8 || strstr(bytes, "body 0") == NULL)) {
        ssize_t got = read(fd, bytes + n, sizeof bytes - 1 - n);
        assert_true(got > 0);
        n += (size_t)got;
        bytes[n] = '\0';
    }
    assert_non_null(strstr(bytes, "Content-Length: 3145728\r\n"));
    assert_null(strstr(bytes, "abcdefghij")); /* not one byte of it */
    close(fd);
}

static void a_big_answer_arrives_whole(void **state)
{
    (void)state;
    struct answer answer = get(&server, "/uji/besar");
    assert_int_equal(answer.status, 200);
    assert_int_equal(answer.body_n, 3 << 20);
    for (size_t i = 0; i < answer.body_n; i++)
        if (answer.body[i] != (char)('a' + i % 26))
            fail_msg("byte %zu came wrong", i);
}

static void every_answer_carries_the_security_headers(void **state)
{
    (void)state;
    static const char *const paths[] = { "/uji/gema", "/uji/tidak-ada",  "/tidak-ada/x", "/",
                                         "/sehat",    "/aset/tidak-ada", "/uji/%ff" };
    static const char *const names[] = {
        "Content-Security-Policy",    "X-Content-Type-Options",       "Referrer-Policy",
        "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy"
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct answer answer = get(&server, paths[i]);
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (header(&answer, names[k])[0] == '\0')
                fail_msg("%s has no %s", paths[i], names[k]);
        assert_string_equal(header(&answer, "Cache-Control"), "no-store");
        assert_non_null(strstr(header(&answer, "Content-Security-Policy"), "default-src 'none'"));
        assert_null(strstr(header(&answer, "Content-Security-Policy"), "unsafe"));
        assert_string_equal(header(&answer, "Server"), "");
    }
}

static void a_header_with_a_line_end_from_a_desk_does_not_leave_the_gate(void **state)
{
    (void)state;
    struct answer answer = get(&server, "/uji/kuki");
    assert_int_equal(answer.status, 500);
    assert_null(strstr(answer.head, "Jahat"));
}

static void the_gate_routes_by_the_first_segment_alone(void **state)
{
    (void)state;
    assert_int_equal(get(&server, "/dua/gema").status, 200);
    assert_int_equal(get(&server, "/tiga/gema").status, 404);
    assert_int_equal(get(&server, "/UJI/gema").status, 404);
    assert_int_equal(get(&server, "/kantor/uji/gema").status, 404);
    assert_int_equal(get(&server, "/a234567890123456789012345678901234567890/x").status, 404);
    assert_string_equal(get(&server, "/sehat").body, "ok\n");
    struct answer front = get(&server, "/");
    assert_int_equal(front.status, 200);
    assert_non_null(strstr(front.body, "href=\"/uji/\""));
    assert_non_null(strstr(front.body, "href=\"/dua/\""));
}

static struct answer get_squeezed(const char *path, const char *coding)
{
    char text[512];
    snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: a\r\nAccept-Encoding: %s\r\n\r\n", path,
             coding);
    return ask(&server, text);
}

static void pages_are_squeezed_only_where_nothing_is_reflected(void **state)
{
    (void)state;
    struct answer answer = get_squeezed("/uji/halaman", "br, gzip;q=0.9");
    assert_string_equal(header(&answer, "Content-Encoding"), "gzip");
    assert_memory_equal(answer.body, "\x1f\x8b\x08", 3);
    assert_true(answer.body_n < 1000);
    size_t first = answer.body_n, other = 0;
    for (int i = 0; i < 20; i++)
        other += get_squeezed("/uji/halaman", "gzip").body_n != first;
    assert_true(other > 5); /* the length says nothing exact */
    static const char *const whole[][2] = { { "/uji/halaman?cari=x", "gzip" },
                                            { "/uji/halaman", "gzip;q=0" },
                                            { "/uji/halaman", "br" },
                                            { "/uji/gema", "gzip" } };
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        answer = get_squeezed(whole[i][0], whole[i][1]);
        assert_int_equal(answer.status, 200);
        assert_string_equal(header(&answer, "Content-Encoding"), "");
    }
    answer = ask(&server, "POST /uji/halaman HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n"
                          "Content-Length: 1\r\n\r\nx");
    assert_string_equal(header(&answer, "Content-Encoding"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_two_readers_could_understand_differently_is_refused),
        cmocka_unit_test(a_refused_request_hides_no_second_one),
        cmocka_unit_test(nul_bytes_are_refused_wherever_they_stand),
        cmocka_unit_test(every_other_byte_in_a_head_is_understood_or_refused),
        cmocka_unit_test(a_large_head_is_refused),
        cmocka_unit_test(what_is_plain_arrives_as_it_was_sent),
        cmocka_unit_test(a_body_of_one_mebibyte_arrives_whole),
        cmocka_unit_test(a_body_over_the_limit_is_refused_before_its_first_byte),
        cmocka_unit_test(pipelined_requests_are_answered_in_order),
        cmocka_unit_test(a_request_that_comes_byte_by_byte_is_answered),
        cmocka_unit_test(head_is_get_without_a_body),
        cmocka_unit_test(a_big_answer_arrives_whole),
        cmocka_unit_test(every_answer_carries_the_security_headers),
        cmocka_unit_test(a_header_with_a_line_end_from_a_desk_does_not_leave_the_gate),
        cmocka_unit_test(the_gate_routes_by_the_first_segment_alone),
        cmocka_unit_test(pages_are_squeezed_only_where_nothing_is_reflected),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, start, stop);
}
