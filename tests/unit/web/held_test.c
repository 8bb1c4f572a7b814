/* What was typed outlives the lock, the end of the session and a new log-in, and comes back to
 * nobody but its author; the sealed form itself never writes anything. */
#include "browser.h"

static const char text[] = "Ia datang bersama dua teman.";
static const char typed[] = "isi=Ia+datang+bersama+dua+teman.&bagian=S";

static struct str path; /* of a case of rina, below the office */
static struct str owner;

static const char *z(const char *format, struct str s)
{
    struct buf out = buf_open(ctx.arena, 2 << 20);
    for (; *format != '\0'; format++)
        if (*format == '%')
            buf_put(&out, s);
        else
            buf_byte(&out, *format);
    return str_z(ctx.arena, buf_str(&out));
}

static const char *note(void)
{
    return z("%/catatan", path);
}

static const char *with_owner(const char *body)
{
    return str_z(ctx.arena, str_format(ctx.arena, "pemilik=%.*s&%s", STR_ARG(owner), body));
}

/* Logs in and stands on the page of a new note. */
static void at_the_note(const char *login)
{
    log_in_as(login);
    if (path.n == 0) {
        get("/aduan/panggilan");
        post("/aduan/panggilan", "simpan=lanjut");
        path = str_copy(ctx.arena, str_part(went(), STR("/serang").n, went().n));
    }
    get(note());
    assert_int_equal(reply.status, 200);
    owner = str_copy(ctx.arena, hidden("pemilik"));
    assert_true(owner.n > 0);
}

static void pin_set(void)
{
    get("/saya");
    post("/saya", "pin=482615&sandi=&sandi_lagi=");
    assert_int_equal(reply.status, 303);
    get(note());
}

static size_t notes(void)
{
    size_t n = 0;
    get(z("%/riwayat", path));
    for (struct str rest = page; rest.n > 0; n++) {
        size_t at = str_search(rest, str_of(text));
        if (at == rest.n)
            break;
        rest = str_part(rest, at + 1, rest.n);
    }
    return n;
}

/* The form stands there again, whole, and says that nothing was saved; saving it saves it once. */
static void it_came_back_and_is_saved_once(size_t before)
{
    assert_int_equal(reply.status, 409);
    assert_true(shows(text));
    assert_true(shows("Belum tersimpan"));
    assert_true(shows(z("action=\"/serang%/catatan\"", path)));
    struct str same = str_copy(ctx.arena, form_token());
    assert_int_equal(notes(), before);
    get(note());
    post_with(note(), same, typed);
    assert_int_equal(reply.status, 303);
    post_with(note(), same, typed);
    assert_int_equal(reply.status, 303);
    assert_int_equal(notes(), before + 1);
}

static void a_note_written_longer_than_the_lock_takes_comes_back(void **state)
{
    (void)state;
    at_the_note("rina");
    pin_set();
    struct str first = str_copy(ctx.arena, form_token());
    pass(6);
    post(note(), with_owner(typed));
    assert_int_equal(reply.status, 403);
    assert_true(shows("name=\"pin\""));
    assert_false(shows("teman"));
    const char *kept = z("pin=111111&titipan=%", hidden("titipan"));
    post("/kunci", kept);
    assert_int_equal(reply.status, 403);
    assert_false(shows("teman"));
    post("/kunci", z("pin=482615&titipan=%", hidden("titipan")));
    assert_str(form_token(), first); /* the same act, should it have been saved after all */
    it_came_back_and_is_saved_once(0);
}

static void a_note_comes_back_after_a_new_log_in(void **state)
{
    (void)state;
    at_the_note("rina");
    pass(11 * 60);
    post(note(), with_owner(typed));
    assert_int_equal(reply.status, 403);
    assert_true(shows("name=\"sandi\""));
    assert_false(shows("teman"));
    struct str kept = str_copy(ctx.arena, hidden("titipan"));
    post("/masuk", z("nama=rina&sandi=salah&titipan=%", kept));
    assert_int_equal(reply.status, 403);
    post("/masuk", z("nama=rina&sandi=kuda+laut+biru+muda&titipan=%", hidden("titipan")));
    it_came_back_and_is_saved_once(1);
}

static void nobody_else_gets_it(void **state)
{
    (void)state;
    at_the_note("rina");
    pass(11 * 60);
    post(note(), with_owner(typed));
    struct str kept = str_copy(ctx.arena, hidden("titipan"));
    forget_cookie();
    get("/masuk");
    post("/masuk", z("nama=made&sandi=kuda+laut+biru+muda&titipan=%", kept));
    assert_int_equal(reply.status, 303);
    /* One changed digit, or half of it, is nothing. */
    char *changed = (char *)(uintptr_t)str_z(ctx.arena, kept);
    changed[kept.n / 2] = changed[kept.n / 2] == '0' ? '1' : '0';
    log_in_as("rina");
    forget_cookie();
    get("/masuk");
    post("/masuk", z("nama=rina&sandi=kuda+laut+biru+muda&titipan=%", str_of(changed)));
    assert_int_equal(reply.status, 303);
    forget_cookie();
    get("/masuk");
    post("/masuk",
         z("nama=rina&sandi=kuda+laut+biru+muda&titipan=%", str_part(kept, 0, kept.n / 2)));
    assert_int_equal(reply.status, 303);
}

static void a_form_older_than_the_log_in_is_shown_again_to_its_author_alone(void **state)
{
    (void)state;
    at_the_note("rina");
    log_in_as("rina");
    get("/hari-ini");
    post_csrf(note(), "00", with_owner(typed));
    it_came_back_and_is_saved_once(2);
    post_csrf(note(), "00", typed);
    assert_int_equal(reply.status, 403);
    assert_false(shows("teman"));
    struct str of_rina = owner;
    log_in_as("made");
    get("/hari-ini");
    owner = of_rina;
    post_csrf(note(), "00", with_owner(typed));
    assert_int_equal(reply.status, 403);
    assert_false(shows("teman"));
}

static void who_has_no_pin_opens_her_screen_with_her_passphrase(void **state)
{
    (void)state;
    at_the_note("rina");
    pass(6);
    post(note(), with_owner(typed));
    assert_true(shows("name=\"sandi\""));
    assert_false(shows("name=\"nama\""));
    post("/kunci", z("sandi=kuda+laut+biru+muda&titipan=%", hidden("titipan")));
    it_came_back_and_is_saved_once(3);
}

static void a_page_that_locks_itself_takes_its_form_along(void **state)
{
    (void)state;
    at_the_note("rina");
    pin_set();
    struct buf inner = buf_open(ctx.arena, 4000);
    for (const char *c = z("isi=Ia+datang+bersama+dua+teman.&bagian=S&permintaan=%", form_token());
         *c != '\0'; c++)
        buf_format(&inner, "%%%02X", (unsigned char)*c);
    struct str body = str_format(ctx.arena, "tutup=1&titip_ke=/serang%.*s/catatan&titip_isi=%.*s",
                                 STR_ARG(path), STR_ARG(buf_str(&inner)));
    post("/kunci", with_owner(str_z(ctx.arena, body)));
    assert_int_equal(reply.status, 200);
    assert_false(shows("teman"));
    post("/kunci", z("pin=482615&titipan=%", hidden("titipan")));
    it_came_back_and_is_saved_once(4);
}

static void neither_passphrases_nor_settings_are_kept(void **state)
{
    (void)state;
    log_in_as("dewi");
    get("/atur/orang/baru");
    owner = str_copy(ctx.arena, hidden("pemilik"));
    pass(6);
    post("/atur/orang/baru", with_owner("login=tono&nama=Tono&sandi=rahasia"));
    assert_int_equal(reply.status, 303);
    assert_str(went(), STR("/serang/kunci"));
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_note_written_longer_than_the_lock_takes_comes_back),
        cmocka_unit_test(a_note_comes_back_after_a_new_log_in),
        cmocka_unit_test(nobody_else_gets_it),
        cmocka_unit_test(a_form_older_than_the_log_in_is_shown_again_to_its_author_alone),
        cmocka_unit_test(who_has_no_pin_opens_her_screen_with_her_passphrase),
        cmocka_unit_test(a_page_that_locks_itself_takes_its_form_along),
        cmocka_unit_test(neither_passphrases_nor_settings_are_kept),
    };
    return cmocka_run_group_tests(tests, office_up, office_down);
}
