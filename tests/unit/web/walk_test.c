/* Several officers at one case: access, deviation and its review, two signatures, consent,
 * screening. */
#include "browser.h"

static const char *path; /* of the case, below the office */

static const char *below(const char *tail)
{
    return str_z(ctx.arena, str_format(ctx.arena, "%s%s", path, tail));
}

static void sent(const char *tail, const char *body, int status)
{
    get(below(tail));
    if (reply.status != 200)
        print_message("# GET %s: %d %s\n", tail, reply.status, why());
    assert_int_equal(reply.status, 200);
    post(below(tail), body);
    if (reply.status != status)
        print_message("# POST %s: %d %s\n", tail, reply.status, why());
    assert_int_equal(reply.status, status);
}

static int case_up(void **state)
{
    if (office_up(state) != 0)
        return 1;
    const char *const team[] = { NULL };
    struct str key = case_with(team);
    path = str_z(ctx.arena, str_format(ctx.arena, "/kasus/%.*s", STR_ARG(key)));
    return 0;
}

static const char *hex_of(const char *login)
{
    struct id id = officer_id(login);
    return str_z(ctx.arena, hex_write(ctx.arena, id.at, ID_BYTES));
}

static void the_manager_gives_a_colleague_access(void **state)
{
    (void)state;
    log_in_as("ratna");
    /* She sees the alias in the list, and nothing behind it: as if it were not there. */
    get(path);
    assert_int_equal(reply.status, 404);
    size_t sealed = page.n;
    get("/kasus/ZZZZZZZZ");
    assert_int_equal(reply.status, 404);
    assert_int_equal(page.n, sealed);
    log_in_as("bayu");
    sent("/bagikan",
         str_z(ctx.arena,
               str_format(ctx.arena, "petugas=%s&peran=identification_officer", hex_of("ratna"))),
         303);
    log_in_as("ratna");
    get(path);
    assert_int_equal(reply.status, 200);
    get(below("/akses"));
    assert_int_equal(reply.status, 200);
    assert_true(shows("bayu"));
}

static void a_sealed_name_is_shown_only_when_it_is_opened(void **state)
{
    (void)state;
    log_in_as("bayu");
    get(path);
    assert_int_equal(reply.status, 200);
    assert_false(shows("Siti Aminah"));
    assert_true(shows("name=\"isian\" value=\"person.full_name\""));
    post(below("/buka"), "isian=person.full_name");
    assert_int_equal(reply.status, 200);
    assert_true(shows("Siti Aminah"));
}

static void a_step_out_of_order_asks_for_a_reason_and_keeps_what_was_typed(void **state)
{
    (void)state;
    log_in_as("ratna");
    sent("/langkah/S1.11", "hasil=victim&reasons=Belum+bisa+ditemui", 403);
    assert_true(shows("Belum bisa ditemui"));
    assert_true(shows("name=\"simpang\""));
}

static void two_persons_sign_and_the_first_may_not_be_the_second(void **state)
{
    (void)state;
    log_in_as("ratna");
    sent("/langkah/S1.11",
         "hasil=victim&reasons=Belum+bisa+ditemui&simpang=not_safe"
         "&simpang_kata=Keluarga+mengawasi",
         303);
    get("/tanda-tangan");
    assert_int_equal(reply.status, 200);
    assert_false(shows("/serang/tanda-tangan/"));
    log_in_as("dewi");
    get("/tanda-tangan");
    assert_int_equal(reply.status, 200);
    size_t at = str_search(page, STR("/serang/tanda-tangan/"));
    assert_true(at < page.n);
    struct str rest = str_part(page, at + STR("/serang").n, page.n);
    const char *sign = str_z(ctx.arena, str_part(rest, 0, str_find(rest, '"')));
    get(sign);
    assert_int_equal(reply.status, 200);
    assert_true(shows("Belum bisa ditemui"));
    log_in_as("ratna");
    get(sign);
    assert_true(shows("Orang lain yang menjawab."));
    assert_false(shows("name=\"jawaban\""));
    post(sign, "jawaban=setuju");
    assert_int_equal(reply.status, 403);
    assert_string_equal(why(), "sign.same_person");
    log_in_as("dewi");
    get(sign);
    assert_true(shows("name=\"jawaban\""));
    post(sign, "jawaban=setuju");
    assert_int_equal(reply.status, 303);
    get("/tanda-tangan");
    assert_false(shows(sign));
    get(sign);
    assert_false(shows("name=\"jawaban\""));
}

static void a_deviation_is_reviewed_by_somebody_else(void **state)
{
    (void)state;
    /* The supervisor is in no team: the act itself opened what she has to judge, and no more. */
    log_in_as("wulan");
    get("/tinjauan");
    assert_int_equal(reply.status, 200);
    assert_true(shows("Keluarga mengawasi"));
    assert_false(shows(path));
    size_t at = str_search(page, STR("name=\"simpangan\" value=\""));
    assert_true(at < page.n);
    struct str rest = str_part(page, at + STR("name=\"simpangan\" value=\"").n, page.n);
    struct str id = str_part(rest, 0, str_find(rest, '"'));
    post("/tinjauan",
         str_z(ctx.arena, str_format(ctx.arena, "simpangan=%.*s&jawaban=terima", STR_ARG(id))));
    if (reply.status != 303)
        print_message("# review: %d %s\n", reply.status, why());
    assert_int_equal(reply.status, 303);
    get("/tinjauan");
    assert_int_equal(str_search(page, id), page.n);
}

static void a_refusal_of_consent_is_written_like_a_consent(void **state)
{
    (void)state;
    log_in_as("bayu");
    get(below("/persetujuan?jenis=C1"));
    assert_int_equal(reply.status, 200);
    post(below("/persetujuan"), "jenis=C1&jawab=refused&oleh=guardian_and_child&anak=refused"
                                "&cara=spoken&saksi=Bu+Nur&bahasa_penjelasan=Indonesia");
    if (reply.status != 303)
        print_message("# consent: %d %s %.*s\n", reply.status, why(), STR_ARG(ctx.why.at));
    assert_int_equal(reply.status, 303);
    get(below("/persetujuan"));
    assert_int_equal(reply.status, 200);
    post(below("/persetujuan"), "jenis=C3&jawab=given&oleh=person&cara=written");
    assert_int_equal(reply.status, 422);
}

static void the_screening_board_suggests_and_goes_to_the_form(void **state)
{
    (void)state;
    log_in_as("ratna");
    get(below("/skrining"));
    assert_int_equal(reply.status, 200);
    assert_true(shows("name=\"Q05\""));
    post(below("/skrining"), "Q05=agent&Q19=threatened&Q25=beaten&simpan=periksa");
    assert_int_equal(reply.status, 200);
    assert_true(shows("(Q05)"));
    post(below("/skrining"), "Q05=agent&Q19=threatened&Q25=beaten&simpan=tetapkan");
    assert_int_equal(reply.status, 303);
    get(str_z(ctx.arena, str_part(went(), STR("/serang").n, went().n)));
    assert_int_equal(reply.status, 200);
    assert_true(shows("value=\"Q05\""));
}

static void a_correction_keeps_the_old_value_readable(void **state)
{
    (void)state;
    log_in_as("bayu");
    sent("/catatan", "isi=Kapal+Sinar+Laut&bagian=S", 303);
    get(path);
    size_t at = str_search(page, str_of(below("/ralat/")));
    assert_true(at < page.n);
    struct str rest = str_part(page, at, page.n);
    const char *correct = str_z(ctx.arena, str_part(rest, 0, str_find(rest, '"')));
    get(correct);
    assert_int_equal(reply.status, 200);
    post(correct, "isi=Kapal+Sinar+Bahari&simpang_kata=Salah+dengar");
    if (reply.status != 303)
        print_message("# correct: %d %s %.*s\n", reply.status, why(), STR_ARG(ctx.why.at));
    assert_int_equal(reply.status, 303);
    get(below("/riwayat"));
    assert_true(shows("Kapal Sinar Laut"));
    assert_true(shows("Kapal Sinar Bahari"));
}

static void an_open_case_is_not_closed_over_what_is_pending(void **state)
{
    (void)state;
    log_in_as("bayu");
    sent("/tutup", "simpang_kata=Selesai", 409);
    assert_true(shows("Selesai"));
    log_in_as("rina");
    sent("/langkah/S1.02/lewati", "simpang=not_relevant&simpang_kata=Sudah+aman", 303);
}

static void a_case_on_paper_is_entered_where_it_stands(void **state)
{
    (void)state;
    log_in_as("rina");
    get("/kasus/kertas");
    assert_int_equal(reply.status, 200);
    post("/kasus/kertas", "received_at=2026-10-01T09%3A00&channel=letter&person.full_name=Wawan"
                          "&sudah.S1.01=present&tanggal.S1.01=2026-10-01&sudah.S1.02=in_person"
                          "&tanggal.S1.02=2026-10-01&simpan=ya");
    if (reply.status != 303)
        print_message("# paper: %d %s %.*s\n", reply.status, why(), STR_ARG(ctx.why.at));
    assert_int_equal(reply.status, 303);
}

static void the_administrator_adds_an_officer_and_a_second_agrees(void **state)
{
    (void)state;
    log_in_as("agus");
    get("/atur/orang");
    assert_int_equal(reply.status, 200);
    get("/atur/orang/baru");
    assert_int_equal(reply.status, 200);
    post("/atur/orang/baru",
         "login=nina&nama=Nina&peran=social_worker&sandi=padi+angin+gunung+tinta+lima");
    if (reply.status != 200)
        print_message("# officer: %d %s\n", reply.status, why());
    assert_int_equal(reply.status, 200);
    assert_true(shows("padi angin gunung tinta lima"));
    get("/atur/kantor");
    assert_int_equal(reply.status, 200);
    log_in_as("dewi");
    get("/atur/orang");
    assert_int_equal(reply.status, 200);
    assert_true(shows("nina"));
    size_t at = str_search(page, STR("name=\"setujui\""));
    assert_true(at < page.n);
    struct str rest = page, id = STR("");
    struct str mark = STR("name=\"petugas\" value=\"");
    while (str_search(rest, mark) < rest.n && rest.at + str_search(rest, mark) < page.at + at) {
        rest = str_part(rest, str_search(rest, mark) + mark.n, rest.n);
        id = str_part(rest, 0, str_find(rest, '"'));
    }
    post("/atur/orang",
         str_z(ctx.arena, str_format(ctx.arena, "petugas=%.*s&setujui=ya", STR_ARG(id))));
    if (reply.status != 303)
        print_message("# confirm: %d %s\n", reply.status, why());
    assert_int_equal(reply.status, 303);
}

static void english_is_spoken_whole(void **state)
{
    (void)state;
    log_in_as("bayu");
    get("/hari-ini");
    struct request request = { .method = METHOD_GET,
                               .path = STR("/serang/masuk"),
                               .accept_language = STR("en") };
    ask(&request);
    assert_true(shows("<html lang=\"en\">"));
    assert_true(shows("Passphrase"));
}

/* What the gate's page asks after an answer was lost. */
static void who_sent_a_form_learns_whether_it_was_saved_and_nobody_else(void **state)
{
    (void)state;
    log_in_as("bayu");
    get("/permintaan/00112233445566778899aabbccddeeff");
    assert_int_equal(reply.status, 200);
    assert_true(shows("Belum tersimpan"));
    get(below("/catatan"));
    struct id form;
    assert_true(hex_read(form_token(), form.at, sizeof form.at));
    struct str sent_to = str_format(ctx.arena, "/serang%s/catatan", path);
    struct id act = request_act(sent_to, form);
    const char *ask_for = str_z(ctx.arena, str_join(ctx.arena, STR("/permintaan/"),
                                                    hex_write(ctx.arena, act.at, ID_BYTES)));
    post(below("/catatan"), "isi=Sudah+makan&bagian=S");
    assert_int_equal(reply.status, 303);
    get(ask_for);
    assert_true(shows("Sudah tersimpan"));
    assert_true(shows(path));
    log_in_as("ratna");
    get(ask_for);
    assert_int_equal(reply.status, 200);
    assert_true(shows("Belum tersimpan"));
    assert_false(shows(path));
    get("/permintaan/bukan-nomor");
    assert_true(shows("Belum tersimpan"));
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_manager_gives_a_colleague_access),
        cmocka_unit_test(a_sealed_name_is_shown_only_when_it_is_opened),
        cmocka_unit_test(a_step_out_of_order_asks_for_a_reason_and_keeps_what_was_typed),
        cmocka_unit_test(two_persons_sign_and_the_first_may_not_be_the_second),
        cmocka_unit_test(a_deviation_is_reviewed_by_somebody_else),
        cmocka_unit_test(a_refusal_of_consent_is_written_like_a_consent),
        cmocka_unit_test(the_screening_board_suggests_and_goes_to_the_form),
        cmocka_unit_test(a_correction_keeps_the_old_value_readable),
        cmocka_unit_test(an_open_case_is_not_closed_over_what_is_pending),
        cmocka_unit_test(a_case_on_paper_is_entered_where_it_stands),
        cmocka_unit_test(the_administrator_adds_an_officer_and_a_second_agrees),
        cmocka_unit_test(who_sent_a_form_learns_whether_it_was_saved_and_nobody_else),
        cmocka_unit_test(english_is_spoken_whole),
    };
    return cmocka_run_group_tests(tests, case_up, office_down);
}
