/* The page of one step: why a refused act is refused and what mends it, what it is filled with
 * beforehand, and what becomes of a draft. */
#include "browser.h"

static const char *path; /* of the case, below the office */

static const char *below(const char *tail)
{
    return str_z(ctx.arena, str_format(ctx.arena, "%s%s", path, tail));
}

static int case_up(void **state)
{
    if (office_up(state) != 0)
        return 1;
    const char *const team[] = { "ratna", "joko", "made", NULL };
    struct str key = case_with(team);
    path = str_z(ctx.arena, str_format(ctx.arena, "/kasus/%.*s", STR_ARG(key)));
    return 0;
}

static void sent(const char *tail, const char *body, int status)
{
    post(below(tail), body);
    if (reply.status != status)
        print_message("# POST %s: %d %s %.*s\n", tail, reply.status, why(), STR_ARG(ctx.why.at));
    assert_int_equal(reply.status, status);
}

/* The input with this name and value is there and chosen. */
static bool chosen(const char *name, const char *value)
{
    struct str input =
        str_format(ctx.arena, "name=\"%s\" value=\"%s\" autocomplete=\"off\" checked", name, value);
    return str_search(page, input) < page.n;
}

static void a_refused_act_says_why_and_where_it_is_mended(void **state)
{
    (void)state;
    log_in_as("ratna");
    get(below("/langkah/S1.08"));
    sent("/langkah/S1.08", "hasil=done&wishes_asked=yes&story=Ia+lari+malam+hari", 403);
    assert_true(shows("Persetujuannya belum ada."));
    assert_true(shows("/persetujuan?jenis=C2#tanya"));
    assert_true(shows("Untuk anak, pekerja sosial ikut hadir."));
    assert_true(shows("href=\"#f-social_worker_present\""));
    assert_true(shows("Ia lari malam hari"));
    assert_true(chosen("wishes_asked", "yes")); /* what was typed stays in the page that answers */
}

static void a_draft_keeps_her_words_and_asks_anew_what_protects(void **state)
{
    (void)state;
    log_in_as("ratna");
    get(below("/langkah/S1.08"));
    sent("/langkah/S1.08/konsep",
         "hasil=done&wishes_asked=yes&social_worker_present=yes&observations=O3&story=Kapal+biru",
         200);
    get(below("/langkah/S1.08"));
    assert_int_equal(reply.status, 200);
    assert_true(shows("Kapal biru"));
    assert_true(chosen("observations", "O3"));
    assert_false(chosen("social_worker_present", "yes"));
    assert_false(chosen("wishes_asked", "yes"));
}

/* A browser sends what was typed once more when it leaves the page, after the form was signed. */
static void what_was_signed_does_not_come_back_as_a_draft(void **state)
{
    (void)state;
    log_in_as("rina");
    get(below("/langkah/S1.02"));
    sent("/langkah/S1.02", "hasil=danger&who_is_near=Awak+kapal", 303);
    get(below("/langkah/S1.03"));
    sent("/langkah/S1.03/konsep", "hasil=high&level=high&measures=Ambulans+dulu", 200);
    sent("/langkah/S1.03", "hasil=high&level=high&measures=Ambulans+dulu", 303);
    post_again(below("/langkah/S1.03/konsep"), "hasil=high&level=high&measures=Terlambat+tiba");
    assert_int_equal(reply.status, 409);
    assert_string_equal(why(), "draft.signed");
    get(below("/langkah/S1.03"));
    assert_true(shows("Ambulans dulu")); /* what the case knows, and no draft */
    assert_false(shows("Terlambat tiba"));
    get("/aduan/panggilan");
    post("/aduan/panggilan", "person.called_name=Melati&simpan=lanjut");
    assert_int_equal(reply.status, 303);
    post_again("/aduan/panggilan/konsep", "person.called_name=Melati");
    assert_int_equal(reply.status, 409);
    get("/aduan");
    assert_false(shows("/aduan/panggilan?draf="));
}

/* A child's yes is not hers alone; the page says so where it is asked. */
static void a_consent_that_cannot_be_is_said_at_its_field(void **state)
{
    (void)state;
    log_in_as("rina");
    get(below("/persetujuan?jenis=C1"));
    sent("/persetujuan", "jenis=C1&jawab=given&oleh=person&cara=spoken&saksi=Rekan", 422);
    assert_true(shows("href=\"#f-oleh\""));
    assert_true(shows("f-oleh-salah"));
    assert_true(shows("Ubah keadaan"));
}

static void a_colleagues_draft_goes_when_the_step_is_signed(void **state)
{
    (void)state;
    log_in_as("rina");
    get(below("/langkah/S1.03"));
    sent("/langkah/S1.03/konsep", "hasil=high&measures=Belum+selesai", 200);
    log_in_as("made");
    get(below("/langkah/S1.03"));
    assert_true(shows("Belum selesai"));
    sent("/langkah/S1.03", "hasil=high&level=high&measures=Dua+petugas", 303);
    log_in_as("rina");
    get(below("/langkah/S1.03"));
    assert_false(shows("Belum selesai"));
}

static void a_note_goes_only_where_its_writer_may_read(void **state)
{
    (void)state;
    log_in_as("joko");
    get(below("/catatan"));
    assert_int_equal(reply.status, 200);
    assert_true(shows("name=\"bagian\" value=\"R\""));
    assert_false(shows("name=\"bagian\" value=\"S\"") || shows("name=\"bagian\" value=\"P\""));
    sent("/catatan", "isi=Sudah+di+rumah+sakit&bagian=R", 303);
    get("/kasus/ZZZZZZZZ/catatan");
    assert_int_equal(reply.status, 404);
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_refused_act_says_why_and_where_it_is_mended),
        cmocka_unit_test(a_draft_keeps_her_words_and_asks_anew_what_protects),
        cmocka_unit_test(what_was_signed_does_not_come_back_as_a_draft),
        cmocka_unit_test(a_consent_that_cannot_be_is_said_at_its_field),
        cmocka_unit_test(a_colleagues_draft_goes_when_the_step_is_signed),
        cmocka_unit_test(a_note_goes_only_where_its_writer_may_read),
    };
    return cmocka_run_group_tests(tests, case_up, office_down);
}
