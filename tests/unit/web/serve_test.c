/* A browser without script at a real office: doors, tokens, a complaint, its case, a step. */
#include "browser.h"

static void a_stranger_sees_the_door_whatever_she_asks_for(void **state)
{
    (void)state;
    forget_cookie();
    get("/kasus");
    assert_int_equal(reply.status, 303);
    assert_str(went(), STR("/serang/masuk"));
    get("/tidak-ada");
    assert_int_equal(reply.status, 303);
    assert_str(went(), STR("/serang/masuk"));
    api("/kasus", NULL);
    assert_int_equal(reply.status, 401);
    assert_str(member_text("key"), STR("session.none"));
}

static void a_wrong_passphrase_and_an_unknown_name_look_the_same(void **state)
{
    (void)state;
    forget_cookie();
    get("/masuk");
    post("/masuk", "nama=rina&sandi=salah+sekali");
    int status = reply.status;
    size_t n = page.n;
    assert_int_equal(status, 403);
    get("/masuk");
    post("/masuk", "nama=tono&sandi=salah+sekali");
    assert_int_equal(reply.status, status);
    assert_int_equal(page.n, n);
}

static void the_day_opens_after_log_in(void **state)
{
    (void)state;
    log_in_as("rina");
    get("/hari-ini");
    assert_int_equal(reply.status, 200);
    assert_true(shows("rina"));
    get("/hari-ini?bahasa=en");
    assert_int_equal(reply.status, 303);
    assert_str(went(), STR("/serang/hari-ini"));
    log_in_as("rina");
}

/* "/aaa…" of n letters and what follows it. */
static const char *long_path(const char *start, size_t n, const char *end)
{
    struct buf out = buf_open(ctx.arena, n + 100);
    buf_put(&out, str_of(start));
    for (size_t i = 0; i < n; i++)
        buf_byte(&out, 'a');
    buf_put(&out, str_of(end));
    return str_z(ctx.arena, buf_str(&out));
}

/* The address as people type it, with and without the stroke at its end. */
static void the_address_of_the_office_leads_to_the_day(void **state)
{
    (void)state;
    log_in_as("rina");
    get("");
    assert_str(went(), STR("/serang/hari-ini"));
    get("/");
    assert_int_equal(reply.status, 303);
    assert_str(went(), STR("/serang/hari-ini"));
    forget_cookie();
    get("/");
    assert_str(went(), STR("/serang/masuk"));
}

/* Whoever has no Hari ini begins where her work is, and everybody finds help and the way out. */
static void every_role_has_a_place_to_begin_and_a_way_out(void **state)
{
    (void)state;
    log_in_as("agus");
    const char *const roots[] = { "", "/" };
    for (size_t i = 0; i < 2; i++) {
        get(roots[i]);
        assert_str(went(), STR("/serang/atur/orang"));
    }
    get("/tidak-ada");
    assert_int_equal(reply.status, 404);
    assert_true(shows("href=\"/serang/atur/orang\""));
    get("/bantuan");
    assert_int_equal(reply.status, 200);
    assert_true(shows("Ctrl + Enter"));
    get("/saya");
    assert_true(shows("action=\"/serang/keluar\""));
    post("/keluar", "");
    assert_int_equal(reply.status, 303);
    get("/atur/orang");
    assert_str(went(), STR("/serang/masuk"));
}

static void no_address_is_too_long_for_the_desk(void **state)
{
    (void)state;
    forget_cookie();
    get(long_path("/", 8000, "?bahasa=en"));
    assert_int_equal(reply.status, 303);
    assert_str(went(), STR("/serang/masuk"));
    log_in_as("rina");
    get(long_path("/", 8000, "?bahasa=en"));
    assert_int_equal(reply.status, 404);
    get(long_path("/kasus?lihat=", 8000, ""));
    assert_int_equal(reply.status, 200);
    get(long_path("/kasus/", 250, "?bahasa=en"));
    assert_int_equal(reply.status, 303);
}

static void what_is_not_hers_looks_like_what_is_not_there(void **state)
{
    (void)state;
    log_in_as("rina");
    get("/tidak-ada");
    assert_int_equal(reply.status, 404);
    size_t n = page.n;
    get("/atur/orang/baru");
    assert_int_equal(reply.status, 404);
    assert_int_equal(page.n, n);
    get("/kasus/ZZZZZZZZ");
    assert_int_equal(reply.status, 404);
    assert_int_equal(page.n, n);
}

static void a_form_without_its_token_or_from_elsewhere_changes_nothing(void **state)
{
    (void)state;
    log_in_as("rina");
    get("/aduan/panggilan");
    struct request request = { .method = METHOD_POST,
                               .path = STR("/serang/aduan/panggilan"),
                               .content_type = STR("application/x-www-form-urlencoded"),
                               .origin = STR("http://127.0.0.1:8080"),
                               .body = STR("csrf=00&permintaan=00&channel=phone") };
    ask(&request);
    assert_int_equal(reply.status, 303); /* without the cookie: a stranger */
    post("/aduan/panggilan?x=1", "channel=phone&csrf=1");
    assert_int_not_equal(reply.status, 405);
    request.origin = STR("https://jahat.example");
    ask(&request);
    assert_int_equal(reply.status, 403);
    get("/aduan/panggilan");
    struct request fetched = { .method = METHOD_GET,
                               .path = STR("/serang/masuk"),
                               .sec_purpose = STR("prefetch") };
    ask(&fetched);
    assert_int_equal(reply.status, 403);
}

/* Takes a call with almost nothing known; returns the case's path below the office. */
static const char *call_taken(const char *more)
{
    get("/aduan/panggilan");
    assert_int_equal(reply.status, 200);
    post("/aduan/panggilan", str_z(ctx.arena, str_format(ctx.arena, "simpan=lanjut%s", more)));
    if (reply.status != 303)
        print_message("# call: %d %s\n%.*s\n", reply.status, ctx.why.key == NULL ? "" : ctx.why.key,
                      STR_ARG(page));
    assert_int_equal(reply.status, 303);
    return str_z(ctx.arena, str_part(went(), STR("/serang").n, went().n));
}

static void a_call_with_nothing_known_becomes_a_case(void **state)
{
    (void)state;
    log_in_as("rina");
    const char *path = call_taken("");
    get(path);
    assert_int_equal(reply.status, 200);
    assert_true(shows("Terima pengaduan"));
    get("/kasus");
    assert_int_equal(reply.status, 200);
    assert_true(shows(path));
}

/* Whatever is too long for its field is said there, with all of it kept; nobody pastes twice. */
static void a_text_of_half_a_mebibyte_is_kept_and_called_too_long(void **state)
{
    (void)state;
    log_in_as("rina");
    get("/aduan/panggilan");
    post("/aduan/panggilan", long_path("simpan=lanjut&chronology=", 500000, ""));
    assert_int_equal(reply.status, 422);
    assert_true(shows("id=\"f-chronology-salah\""));
    assert_true(shows(long_path("", 500000, "</textarea>")));
}

static void its_history_stays_whatever_is_asked_for(void **state)
{
    (void)state;
    log_in_as("rina");
    const char *path = call_taken("");
    get(str_z(ctx.arena, str_format(ctx.arena, "%s%s", path,
                                    long_path("/riwayat?dari=1&layanan=", 8000, ""))));
    assert_int_equal(reply.status, 200);
}

static void a_form_sent_twice_makes_one_case(void **state)
{
    (void)state;
    log_in_as("rina");
    const char *path = call_taken("&chronology=sekali");
    post_again("/aduan/panggilan", "simpan=lanjut&chronology=sekali");
    assert_int_equal(reply.status, 303);
    assert_str(str_part(went(), STR("/serang").n, went().n), str_of(path));
}

static void what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(void **state)
{
    (void)state;
    log_in_as("rina");
    get("/aduan/panggilan");
    post("/aduan/panggilan", "simpan=lanjut&person.age_stated=enam+belas&chronology=Ia+menelepon+"
                             "%3Cb%3Edari+kapal%3C%2Fb%3E&channel=phone");
    assert_int_equal(reply.status, 422);
    assert_true(shows("enam belas"));
    assert_true(shows("Ia menelepon &lt;b&gt;dari kapal&lt;/b&gt;"));
    assert_true(shows("#f-person.age_stated"));
}

static void one_row_more_without_script(void **state)
{
    (void)state;
    log_in_as("rina");
    get("/aduan/panggilan");
    post("/aduan/panggilan", "tambah=suspect&suspect.0.name=Tono");
    assert_int_equal(reply.status, 200);
    assert_true(shows("value=\"Tono\""));
    assert_true(shows("name=\"suspect.2.name\""));
}

static void a_draft_is_kept_and_found_again(void **state)
{
    (void)state;
    log_in_as("rina");
    get("/aduan/panggilan");
    post("/aduan/panggilan/konsep",
         "draf=000102030405060708090a0b0c0d0e0f&chronology=putus+di+tengah");
    assert_int_equal(reply.status, 200);
    get("/aduan");
    assert_int_equal(reply.status, 200);
    assert_true(shows("/serang/aduan/panggilan?draf=000102030405060708090a0b0c0d0e0f"));
    get("/aduan/panggilan?draf=000102030405060708090a0b0c0d0e0f");
    assert_int_equal(reply.status, 200);
    assert_true(shows("putus di tengah"));
}

static void every_page_of_a_case_opens(void **state)
{
    (void)state;
    static const char *const pages_below[] = { "",
                                               "/riwayat",
                                               "/akses",
                                               "/catatan",
                                               "/fakta",
                                               "/persetujuan",
                                               "/persetujuan?jenis=C1",
                                               "/langkah/S1.02" };
    log_in_as("rina");
    const char *path = call_taken("&hasil=present");
    for (size_t i = 0; i < sizeof pages_below / sizeof *pages_below; i++) {
        get(str_z(ctx.arena, str_format(ctx.arena, "%s%s", path, pages_below[i])));
        if (reply.status != 200)
            print_message("# %s: %d\n", pages_below[i], reply.status);
        assert_int_equal(reply.status, 200);
    }
}

static void a_note_stands_in_the_history(void **state)
{
    (void)state;
    log_in_as("rina");
    const char *path = call_taken("");
    const char *notes = str_z(ctx.arena, str_format(ctx.arena, "%s/catatan", path));
    get(notes);
    post(notes, "isi=Ia+minta+ditelepon+sore&bagian=S");
    assert_int_equal(reply.status, 303);
    get(path);
    assert_int_equal(reply.status, 200);
    get(str_z(ctx.arena, str_format(ctx.arena, "%s/riwayat", path)));
    assert_true(shows("Ia minta ditelepon sore"));
    get(notes);
    post(notes, "isi=&bagian=S");
    assert_int_equal(reply.status, 422);
}

static void the_api_does_what_the_pages_do(void **state)
{
    (void)state;
    log_in_as("rina");
    api("/aduan/panggilan", "{\"outcome\":\"present\",\"values\":{\"received_at\":"
                            "\"2026-11-23T09:00:00+07:00\",\"channel\":\"phone\"}}");
    assert_int_equal(reply.status, 200);
    struct str key = member_text("case");
    assert_true(key.n >= 8);
    api(str_z(ctx.arena, str_format(ctx.arena, "/kasus/%.*s", STR_ARG(key))), NULL);
    assert_int_equal(reply.status, 200);
    assert_true(shows("\"services\":["));
    api("/aduan/panggilan", "{\"values\":{\"chanel\":\"phone\"}}");
    assert_int_equal(reply.status, 422);
    assert_str(member_text("key"), STR("form.unknown"));
    api("/aduan/panggilan", "{\"values\":");
    assert_int_equal(reply.status, 400);
    api("/hari-ini", NULL);
    assert_int_equal(reply.status, 200);
}

static void a_screen_locks_and_opens_with_its_pin(void **state)
{
    (void)state;
    log_in_as("rina");
    get("/saya");
    post("/saya", "pin=482615&sandi=&sandi_lagi=");
    assert_int_equal(reply.status, 303);
    get("/hari-ini");
    post("/kunci", "tutup=1");
    assert_int_equal(reply.status, 303);
    get("/hari-ini");
    assert_str(went(), STR("/serang/kunci"));
    get("/kunci");
    assert_int_equal(reply.status, 200);
    post("/kunci", "pin=000000");
    assert_int_equal(reply.status, 403);
    post("/kunci", "pin=482615");
    assert_int_equal(reply.status, 303);
    get("/hari-ini");
    assert_int_equal(reply.status, 200);
    post("/keluar", "");
    assert_int_equal(reply.status, 303);
    get("/hari-ini");
    assert_str(went(), STR("/serang/masuk"));
}

static void the_document_names_every_json_route(void **state)
{
    (void)state;
    get("/api/openapi.json");
    assert_int_equal(reply.status, 200);
    assert_true(shows("\"/kasus/{case}/langkah/{step}\""));
    assert_true(shows("\"operationId\":\"step.do\""));
}

/* Her passphrase is gone; the card from the envelope opens her work. */
static void a_recovery_card_that_was_typed_back_opens_the_office(void **state)
{
    (void)state;
    log_in_as("rina");
    get("/saya");
    assert_true(shows("/serang/saya/kartu"));
    get("/saya/kartu");
    assert_int_equal(reply.status, 200);
    struct str mark = STR("name=\"kartu\" value=\"");
    struct str rest = str_part(page, str_search(page, mark) + mark.n, page.n);
    const char *card = str_z(ctx.arena, str_part(rest, 0, str_find(rest, '"')));
    post("/saya/kartu",
         str_z(ctx.arena, str_format(ctx.arena, "kartu=%s&kembali=%.4s", card, card)));
    assert_int_equal(reply.status, 422);
    assert_true(shows(card)); /* the same card: it is on paper already */
    assert_true(shows("id=\"e-kembali\""));
    post("/saya/kartu", str_z(ctx.arena, str_format(ctx.arena, "kartu=%s&kembali=%s", card, card)));
    assert_int_equal(reply.status, 303);
    get("/saya/kartu");
    assert_true(shows("Anda sudah punya kartu"));
    forget_cookie();
    get("/masuk");
    post("/masuk", str_z(ctx.arena, str_format(ctx.arena, "nama=made&sandi=%s", card)));
    assert_int_not_equal(reply.status, 303); /* a card opens its own officer's work */
    get("/masuk");
    post("/masuk", str_z(ctx.arena, str_format(ctx.arena, "nama=rina&sandi=%s", card)));
    assert_int_equal(reply.status, 303);
    get("/hari-ini");
    assert_int_equal(reply.status, 200);
}

/* The fixture's office is practice for ever: its log-in page helps to find a name. */
static void the_log_in_page_of_a_practice_office_offers_its_officers_by_role(void **state)
{
    (void)state;
    forget_cookie();
    get("/masuk");
    assert_int_equal(reply.status, 200);
    assert_true(shows("/serang/masuk?nama=bayu"));
    assert_true(shows("manajer kasus"));
    assert_false(shows("value=\"bayu\""));
    get("/masuk?nama=bayu");
    assert_true(shows("value=\"bayu\""));
    assert_false(shows("kuda laut biru muda"));
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stranger_sees_the_door_whatever_she_asks_for),
        cmocka_unit_test(a_wrong_passphrase_and_an_unknown_name_look_the_same),
        cmocka_unit_test(the_day_opens_after_log_in),
        cmocka_unit_test(the_address_of_the_office_leads_to_the_day),
        cmocka_unit_test(every_role_has_a_place_to_begin_and_a_way_out),
        cmocka_unit_test(no_address_is_too_long_for_the_desk),
        cmocka_unit_test(what_is_not_hers_looks_like_what_is_not_there),
        cmocka_unit_test(a_form_without_its_token_or_from_elsewhere_changes_nothing),
        cmocka_unit_test(a_call_with_nothing_known_becomes_a_case),
        cmocka_unit_test(a_text_of_half_a_mebibyte_is_kept_and_called_too_long),
        cmocka_unit_test(its_history_stays_whatever_is_asked_for),
        cmocka_unit_test(a_form_sent_twice_makes_one_case),
        cmocka_unit_test(what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost),
        cmocka_unit_test(one_row_more_without_script),
        cmocka_unit_test(a_draft_is_kept_and_found_again),
        cmocka_unit_test(every_page_of_a_case_opens),
        cmocka_unit_test(a_note_stands_in_the_history),
        cmocka_unit_test(the_api_does_what_the_pages_do),
        cmocka_unit_test(a_screen_locks_and_opens_with_its_pin),
        cmocka_unit_test(a_recovery_card_that_was_typed_back_opens_the_office),
        cmocka_unit_test(the_log_in_page_of_a_practice_office_offers_its_officers_by_role),
        cmocka_unit_test(the_document_names_every_json_route),
    };
    return cmocka_run_group_tests(tests, office_up, office_down);
}
