/* Reading a case: one entry whole, what corrects it, what is sealed in it; and consents to several
 * recipients, each withdrawn by itself. */
#include "browser.h"

static const char *path; /* of the case, below the office */

static const char *below(const char *tail)
{
    return str_z(ctx.arena, str_format(ctx.arena, "%s%s", path, tail));
}

static void sent(const char *tail, const char *body, int status)
{
    get(below(tail));
    assert_int_equal(reply.status, 200);
    post(below(tail), body);
    if (reply.status != status)
        print_message("# POST %s: %d %s %.*s\n", tail, reply.status, why(), STR_ARG(ctx.why.at));
    assert_int_equal(reply.status, status);
}

static int case_up(void **state)
{
    if (office_up(state) != 0)
        return 1;
    const char *const team[] = { "ratna", NULL };
    struct str key = case_with(team);
    path = str_z(ctx.arena, str_format(ctx.arena, "/kasus/%.*s", STR_ARG(key)));
    return 0;
}

/* The first link of the page that begins with this address below the case. */
static const char *link_to(const char *tail)
{
    size_t at = str_search(page, str_of(below(tail)));
    assert_true(at < page.n);
    struct str rest = str_part(page, at, page.n);
    return str_z(ctx.arena, str_part(rest, 0, str_find(rest, '"')));
}

static void an_entry_is_read_whole_and_its_correction_stands_below(void **state)
{
    (void)state;
    log_in_as("bayu");
    sent("/catatan", "isi=Kapal+Sinar+Laut&bagian=S", 303);
    get(path);
    const char *entry = link_to("/isi/");
    get(entry);
    assert_int_equal(reply.status, 200);
    assert_true(shows("Kapal Sinar Laut"));
    assert_false(shows("sudah diralat"));
    const char *correct = link_to("/ralat/");
    get(correct);
    post(correct, "isi=Kapal+Sinar+Bahari&simpang_kata=Salah+dengar");
    assert_int_equal(reply.status, 303);
    get(entry);
    assert_true(shows("Kapal Sinar Laut"));
    assert_true(shows("sudah diralat"));
    assert_true(shows("Kapal Sinar Bahari"));
    const char *later = link_to("/isi/");
    get(later);
    assert_int_equal(reply.status, 200);
    assert_true(shows(entry)); /* it says what it corrects */
}

/* The link whose text has these words. */
static const char *link_of(const char *words)
{
    size_t at = str_search(page, str_of(words)), from = 0;
    assert_true(at < page.n);
    for (size_t next; (next = from + str_search(str_part(page, from, at), STR("href=\""))) < at;)
        from = next + STR("href=\"").n;
    struct str rest = str_part(page, from, page.n);
    rest = str_part(rest, STR("/serang").n, str_find(rest, '"'));
    return str_z(ctx.arena, rest);
}

static void the_form_of_a_step_is_read_back_in_words(void **state)
{
    (void)state;
    log_in_as("bayu");
    get(below("/riwayat"));
    get(link_of("menyelesaikan langkah"));
    assert_int_equal(reply.status, 200);
    assert_true(shows("<dt>Cara pengaduan</dt><dd>"));
}

static void what_is_sealed_in_an_entry_is_named_and_not_shown(void **state)
{
    (void)state;
    log_in_as("bayu");
    sent("/catatan", "isi=Rahasia+pendamping&bagian=R", 303);
    get(path);
    const char *entry = link_to("/isi/");
    log_in_as("ratna");
    get(entry);
    assert_int_equal(reply.status, 200);
    assert_false(shows("Rahasia pendamping"));
    assert_true(shows("tersegel untuk Anda"));
    log_in_as("dewi"); /* not in the team */
    get(entry);
    assert_true(reply.status == 403 || reply.status == 404);
    log_in_as("bayu");
    get(below("/isi/00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"));
    assert_int_equal(reply.status, 404);
    get(below("/isi/bukan-nomor"));
    assert_int_equal(reply.status, 404);
}

static void opening_an_entry_is_in_the_list_of_readings(void **state)
{
    (void)state;
    log_in_as("bayu");
    get(path);
    get(link_to("/isi/"));
    get(below("/akses"));
    assert_true(shows("di isi catatan"));
}

static void consent_to(const char *partner)
{
    sent("/persetujuan?jenis=C3",
         str_z(ctx.arena,
               str_format(ctx.arena,
                          "jenis=C3&jawab=given&oleh=guardian_and_child&anak=given&cara=written"
                          "&penerima=%s&keperluan=Rujukan&bagian=core&sampai=2027-03-01",
                          partner)),
         303);
}

static void each_recipient_has_a_consent_of_its_own(void **state)
{
    (void)state;
    log_in_as("bayu");
    consent_to("hospital");
    consent_to("education");
    get(below("/persetujuan"));
    assert_true(shows("Rumah sakit"));
    assert_true(shows("Sekolah"));
    assert_false(shows(">hospital<"));
    get(path);
    assert_true(shows("Rumah sakit"));
    post(below("/persetujuan"), "jenis=C3&subjek=0&penerima=hospital&tarik=ya");
    assert_int_equal(reply.status, 303);
    get(below("/persetujuan"));
    assert_true(shows("name=\"penerima\" value=\"education\""));
    assert_false(shows("name=\"penerima\" value=\"hospital\""));
    post(below("/persetujuan"), "jenis=C3&subjek=0&penerima=hospital&tarik=ya");
    assert_int_equal(reply.status, 409);
    assert_string_equal(why(), "consent.not_given");
}

/* Settled over the packets: a yes taken up by two referrals ends on both. */
static void a_withdrawn_consent_ends_on_every_referral_to_the_recipient(void **state)
{
    (void)state;
    log_in_as("bayu");
    consent_to("puskesmas");
    const char *refer = "hasil=sent&partner_kind=puskesmas&simpang=not_safe&simpang_kata=Mendesak";
    sent("/langkah/S1.17", refer, 303);
    sent("/langkah/S1.17", refer, 303);
    api(below("/persetujuan/tarik"),
        "{\"kind\":\"C3\",\"recipient\":\"puskesmas\",\"by\":\"person\"}");
    if (reply.status != 200 && reply.status != 201)
        print_message("# %d %s\n", reply.status, why());
    get(below("/riwayat"));
    size_t n = 0;
    struct str rest = page;
    for (size_t at; (at = str_search(rest, STR("Puskesmas (Ditarik)"))) < rest.n; n++)
        rest = str_part(rest, at + 1, rest.n);
    assert_int_equal(n, 3);
}

/* The same name and telephone came to another desk: its manager is told, who asked is not. */
static void a_possible_double_is_a_notice_to_the_manager(void **state)
{
    (void)state;
    log_in_as("made");
    get("/aduan/panggilan");
    post("/aduan/panggilan",
         "person.full_name=Siti+Aminah&received_at=2026-11-23T10%3A00&channel=phone&simpan=ya");
    assert_false(shows(path));
    log_in_as("bayu");
    get("/hari-ini");
    assert_true(shows("/serang/kabar"));
    get("/kabar");
    assert_int_equal(reply.status, 200);
    assert_true(shows(path));
    post(str_z(ctx.arena, str_format(ctx.arena, "/kabar/%s", path + STR("/kasus/").n)), "");
    if (reply.status != 303)
        print_message("# %d %s\n", reply.status, why());
    assert_int_equal(reply.status, 303);
    get("/kabar");
    assert_false(shows(path));
    assert_true(shows("Tidak ada pemberitahuan"));
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_is_read_whole_and_its_correction_stands_below),
        cmocka_unit_test(the_form_of_a_step_is_read_back_in_words),
        cmocka_unit_test(what_is_sealed_in_an_entry_is_named_and_not_shown),
        cmocka_unit_test(opening_an_entry_is_in_the_list_of_readings),
        cmocka_unit_test(each_recipient_has_a_consent_of_its_own),
        cmocka_unit_test(a_possible_double_is_a_notice_to_the_manager),
        cmocka_unit_test(a_withdrawn_consent_ends_on_every_referral_to_the_recipient),
    };
    return cmocka_run_group_tests(tests, case_up, office_down);
}
