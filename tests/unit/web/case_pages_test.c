/* Every page of a case: how to reach her safely on top, any entry opened from the timeline, a
 * second signature on paper. */
#include "browser.h"

#include "use/case_write.h"

static struct str key;
static const char *path; /* of the case, below the office */

static const char *below(const char *tail)
{
    return str_z(ctx.arena, str_format(ctx.arena, "%s%s", path, tail));
}

/* Address of the first link on the page that begins so, below the office; NULL: none. */
static const char *link_to(const char *start)
{
    struct str whole = str_format(ctx.arena, "/serang%s", start);
    size_t at = str_search(page, whole);
    if (at == page.n)
        return NULL;
    struct str rest = str_part(page, at + STR("/serang").n, page.n);
    return str_z(ctx.arena, str_part(rest, 0, str_find(rest, '"')));
}

static int case_up(void **state)
{
    if (office_up(state) != 0)
        return 1;
    const char *const team[] = { "dewi", NULL };
    key = case_with(team);
    path = str_z(ctx.arena, str_format(ctx.arena, "/kasus/%.*s", STR_ARG(key)));
    return 0;
}

static void how_to_reach_her_stands_on_every_page_with_the_newest_words(void **state)
{
    (void)state;
    static const char *const pages[] = { "",
                                         "/riwayat",
                                         "/akses",
                                         "/skrining",
                                         "/catatan",
                                         "/fakta",
                                         "/persetujuan",
                                         "/bagikan",
                                         "/tutup",
                                         "/langkah/S1.04",
                                         "/langkah/S1.04/lewati",
                                         "/langkah/S1.04/tenggat",
                                         "/langkah/S1.04/izinkan" };
    log_in_as("rina");
    get(below("/langkah/S1.02"));
    assert_int_equal(reply.status, 200);
    post(below("/langkah/S1.02"),
         "hasil=in_person&contact.channel=letter&contact.safe_time=Selasa+pagi"
         "&contact.code_word=pesan+galon&contact.never_contact.0.name=Pak+Darto");
    assert_int_equal(reply.status, 303);
    log_in_as("bayu");
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        get(below(pages[i]));
        if (reply.status != 200 || !shows("Selasa pagi") || !shows("Pak Darto"))
            print_message("# %s: %d\n", pages[i], reply.status);
        assert_int_equal(reply.status, 200);
        assert_true(shows("Selasa pagi") && shows("pesan galon") && shows("Pak Darto"));
    }
}

static void another_office_signs_on_paper_and_the_page_says_so(void **state)
{
    (void)state;
    log_in_as("dewi");
    get(below("/langkah/S0.01"));
    assert_int_equal(reply.status, 200);
    post(below("/langkah/S0.01"),
         "hasil=accepted&duty=yes&simpang=emergency_order&simpang_kata=Mendesak");
    assert_int_equal(reply.status, 303);
    get("/tanda-tangan");
    const char *sign = link_to("/tanda-tangan/");
    assert_non_null(sign);
    get(sign);
    assert_int_equal(reply.status, 200);
    assert_true(shows("Ditandatangani di atas kertas"));
    assert_true(shows("koordinator kantor lain"));
    assert_false(shows("value=\"setuju\"")); /* she signed first */
    post(sign, "jawaban=kertas&penanda=&disimpan=Lemari+1");
    assert_int_equal(reply.status, 422);
    assert_true(shows("Lemari 1") && shows("f-penanda-salah"));
    post(sign, "jawaban=kertas&penanda=Ibu+Tini,+kepala&disimpan=Lemari+1");
    assert_int_equal(reply.status, 303);
    get(below("/riwayat"));
    assert_true(shows("Ibu Tini, kepala") && shows("Lemari 1"));
    get("/tanda-tangan");
    assert_null(link_to("/tanda-tangan/"));
}

/* A relative under threat has a way to be reached of her own: it is never shown as the person's. */
static void the_way_to_a_relative_is_not_the_way_to_her(void **state)
{
    (void)state;
    log_in_as("bayu");
    get(below("/langkah/S0.05"));
    assert_int_equal(reply.status, 200);
    /* Nothing of the person is filled in for somebody else. */
    struct str form = str_part(page, str_search(page, STR("class=\"borang\"")), page.n);
    assert_true(str_search(form, STR("Selasa pagi")) == form.n);
    post(below("/langkah/S0.05"),
         "hasil=low&level=low&contact.channel=phone&contact.safe_time=Kamis+malam");
    assert_int_equal(reply.status, 303);
    get(path);
    assert_true(shows("Selasa pagi"));
    assert_false(shows("Kamis malam"));
}

static void people_around_her_stand_on_the_case_page_and_the_nik_is_masked(void **state)
{
    (void)state;
    log_in_as("rina");
    get("/aduan/panggilan");
    post("/aduan/panggilan",
         "hasil=present&person.full_name=Ani&person.nik=3604014507950003&"
         "person.birth_date=1995-07-05&reporter_name=Bu+Tuti&contact.trusted_person=Kak+Rani&"
         "person.children.0.called_name=Dika&yakin=ya&simpan=lanjut");
    assert_int_equal(reply.status, 303);
    struct str to = went();
    get(str_z(ctx.arena, str_part(to, STR("/serang").n, to.n)));
    assert_int_equal(reply.status, 200);
    assert_true(shows("Bu Tuti") && shows("Kak Rani") && shows("Dika"));
    assert_false(shows("3604014507950003"));
    const char *entry = link_to(
        str_z(ctx.arena, str_format(ctx.arena, "%.*s/isi/", STR_ARG(str_part(to, 7, to.n)))));
    assert_non_null(entry);
    get(entry);
    assert_int_equal(reply.status, 200);
    assert_false(shows("3604014507950003"));
}

static const char *hex_of(const char *login)
{
    struct id id = officer_id(login);
    return str_z(ctx.arena, hex_write(ctx.arena, id.at, ID_BYTES));
}

static const char *form_of(const char *format, const char *login)
{
    return str_z(ctx.arena, str_format(ctx.arena, "%s%s", format, hex_of(login)));
}

static void who_reads_until_when_and_why_stands_on_the_case_page(void **state)
{
    (void)state;
    log_in_as("bayu");
    get(below("/bagikan"));
    post(below("/bagikan"),
         form_of("peran=social_worker&sampai=2026-12-24T09:00&simpang_kata=Gantian+jaga&petugas=",
                 "sari"));
    assert_int_equal(reply.status, 303);
    log_in_as("sari");
    get(path);
    assert_int_equal(reply.status, 200);
    log_in_as("bayu");
    get(path);
    assert_true(shows("diberi bayu: Gantian jaga"));
    assert_true(shows("Sampai: 24 Des"));
    assert_true(shows("menerima aduannya"));
    assert_true(shows("penanggung jawab kasus"));
    /* She opened it last but me. */
    assert_true(shows("<b>sari</b>"));
    log_in_as("joko");
    get(path);
    assert_false(shows("Gantian jaga"));
}

static void access_ends_with_a_reason_from_the_page(void **state)
{
    (void)state;
    log_in_as("bayu");
    get(below("/bagikan"));
    assert_true(shows(form_of("name=\"akses\" value=\"", "sari")));
    post(below("/bagikan"), form_of("akhiri=ya&akses=", "sari"));
    assert_int_equal(reply.status, 422);
    post(below("/bagikan"), form_of("akhiri=ya&simpang_kata=Pindah+tugas&akses=", "sari"));
    assert_int_equal(reply.status, 303);
    get(below("/bagikan"));
    assert_false(shows(form_of("name=\"akses\" value=\"", "sari")));
    log_in_as("sari");
    get(path);
    assert_int_not_equal(reply.status, 200);
}

/* A call is short: what does not help to find or protect her waits behind one line. */
static void the_call_page_asks_the_rest_of_the_person_behind_one_line(void **state)
{
    (void)state;
    log_in_as("rina");
    get("/aduan/panggilan");
    size_t line = str_search(page, STR("Keterangan lain"));
    assert_true(line < page.n);
    struct str before = str_part(page, 0, line), after = str_part(page, line, page.n);
    static const char *const now[] = { "person.called_name", "person.full_name",
                                       "person.age_stated",  "person.birth_date",
                                       "person.sex",         "person.phone",
                                       "person.domicile" };
    for (size_t i = 0; i < sizeof now / sizeof *now; i++) {
        struct str name = str_format(ctx.arena, "name=\"%s\"", now[i]);
        assert_true(str_search(before, name) < before.n);
    }
    assert_true(str_search(after, STR("name=\"person.nik\"")) < after.n);
    assert_true(str_search(after, STR("name=\"person.occupation\"")) < after.n);
    assert_false(shows("<details class=\"lipat\" open"));
    /* What was typed there stays in view when the page comes again. */
    post("/aduan/panggilan", "person.alias_name=Ning&person.age_stated=enam&simpan=lanjut");
    assert_int_equal(reply.status, 422);
    assert_true(shows("<details class=\"lipat\" open"));
}

static void the_file_gets_another_name_and_is_linked(void **state)
{
    (void)state;
    const char *const team[] = { NULL };
    struct str other = case_with(team);
    log_in_as("bayu");
    get(below("/nama"));
    post(below("/nama"), "alias=Sawo-77");
    assert_int_equal(reply.status, 303);
    get(path);
    assert_true(shows("Sawo-77"));
    get(below("/nama"));
    post(below("/nama"), "alias=%2B62+812");
    assert_int_equal(reply.status, 422);
    get(below("/kait"));
    post(below("/kait"),
         str_z(ctx.arena, str_format(ctx.arena, "hubungan=family&kasus=%.*s", STR_ARG(other))));
    assert_int_equal(reply.status, 303);
    get(below("/riwayat"));
    assert_non_null(
        link_to(str_z(ctx.arena, str_format(ctx.arena, "/kasus/%.*s\"", STR_ARG(other)))));
    assert_true(shows("keluarga"));
    get(below("/kait"));
    post(below("/kait"), "hubungan=family&kasus=ZZZZZZZZ");
    assert_int_equal(reply.status, 404);
    assert_true(shows("ZZZZZZZZ")); /* said on the form, what was typed is kept */
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(how_to_reach_her_stands_on_every_page_with_the_newest_words),
        cmocka_unit_test(the_way_to_a_relative_is_not_the_way_to_her),
        cmocka_unit_test(people_around_her_stand_on_the_case_page_and_the_nik_is_masked),
        cmocka_unit_test(who_reads_until_when_and_why_stands_on_the_case_page),
        cmocka_unit_test(access_ends_with_a_reason_from_the_page),
        cmocka_unit_test(the_call_page_asks_the_rest_of_the_person_behind_one_line),
        cmocka_unit_test(the_file_gets_another_name_and_is_linked),
        cmocka_unit_test(another_office_signs_on_paper_and_the_page_says_so),
    };
    return cmocka_run_group_tests(tests, case_up, office_down);
}
