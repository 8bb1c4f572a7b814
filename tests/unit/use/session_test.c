#include "fixture.h"

#include "seal/unlock.h"
#include "use/case_show.h"
#include "use/log_in.h"
#include "use/office_settings.h"
#include "use/password_change.h"
#include "use/screen_lock.h"
#include "use/shipped_sop.h"
#include "use/today_list.h"

#define PHRASE STR("kuda laut biru muda")

static struct desk_ctx *visitor(void)
{
    struct desk_ctx *visit;
    assert_int_equal(desk_begin(office, &ctx), OK);
    assert_int_equal(desk_visit(&ctx, office, STR("192.0.2.7"), &visit), OK);
    return visit;
}

static void gone(struct desk_ctx *visit)
{
    desk_leave(visit);
    assert_int_equal(desk_commit(office, &ctx), OK);
}

static enum err try_log_in(const char *login, struct str phrase, struct log_in_out *out)
{
    struct log_in_ask_in ask = { str_of(login), LOG_IN_PASSWORD };
    struct log_in_ask_out asked = { 0 };
    unsigned char key[32];
    struct desk_ctx *visit = visitor();
    enum err err = log_in_ask(visit, &ask, &asked);
    if (err == OK) {
        assert_true(kdf_argon2id(phrase, asked.salt, asked.ops, asked.mem_kib, key));
        struct log_in_in in = { .login = str_of(login), .method = LOG_IN_PASSWORD, .key = key };
        err = log_in(visit, &in, out);
    }
    gone(visit);
    return err;
}

/* The session's desk; closed again by gone(). */
static enum err session(const unsigned char cookie[32], struct desk_ctx **out)
{
    assert_int_equal(desk_begin(office, &ctx), OK);
    *out = NULL;
    return desk_enter(&ctx, office, cookie, false, out);
}

static void a_right_passphrase_opens_a_session(void **state)
{
    (void)state;
    struct log_in_out in = { 0 };
    struct desk_ctx *desk;
    assert_int_equal(try_log_in("rina", PHRASE, &in), OK);
    assert_int_equal(session(in.cookie, &desk), OK);
    assert_true(desk->who != NULL && str_eq(desk_login(desk, desk->who), STR("rina")));
    struct today_list_in mine = { 0 };
    struct today_list_out today;
    assert_int_equal(today_list(desk, &mine, &today), OK);
    gone(desk);
}

static void a_wrong_passphrase_and_an_unknown_name_look_the_same(void **state)
{
    (void)state;
    struct log_in_out out;
    assert_int_equal(try_log_in("sari", STR("bukan sandi yang benar"), &out), ERR_DENIED);
    assert_string_equal(why(), "log_in.wrong");
    assert_int_equal(try_log_in("hantu", STR("bukan sandi yang benar"), &out), ERR_DENIED);
    assert_string_equal(why(), "log_in.wrong");
    /* The salt of an unknown name is always the same: asking twice tells nothing. */
    struct log_in_ask_in ask = { STR("hantu"), LOG_IN_PASSWORD };
    struct log_in_ask_out first = { 0 }, second = { 0 }, known = { 0 };
    struct desk_ctx *visit = visitor();
    assert_int_equal(log_in_ask(visit, &ask, &first), OK);
    assert_int_equal(log_in_ask(visit, &ask, &second), OK);
    assert_memory_equal(first.salt, second.salt, sizeof first.salt);
    ask.login = STR("sari");
    assert_int_equal(log_in_ask(visit, &ask, &known), OK);
    assert_int_equal(first.ops, known.ops);
    assert_int_equal(first.mem_kib, known.mem_kib);
    gone(visit);
}

static void many_wrong_tries_slow_down_a_name_that_exists_and_one_that_does_not(void **state)
{
    (void)state;
    static const char *const names[] = { "tuti", "bayangan" };
    struct log_in_out out;
    for (size_t n = 0; n < 2; n++) {
        enum err err = ERR_DENIED;
        int tries = 0;
        while (err == ERR_DENIED && tries++ < 12) {
            err = try_log_in(names[n], STR("salah salah salah"), &out);
            pass(0);
        }
        assert_int_equal(err, ERR_BUSY);
        assert_string_equal(why(), "log_in.wait");
        assert_true(ctx.why.line > 0);
        pass(120);
    }
    /* Waiting is over: the right passphrase opens. */
    assert_int_equal(try_log_in("tuti", PHRASE, &out), OK);
}

static void an_idle_session_locks_and_a_pin_opens_it(void **state)
{
    (void)state;
    struct log_in_out in = { 0 };
    struct desk_ctx *desk;
    struct today_list_in mine = { 0 };
    struct today_list_out today;
    struct screen_unlock_out unlocked;
    struct pin_set_out set;
    assert_int_equal(try_log_in("ratna", PHRASE, &in), OK);
    assert_int_equal(session(in.cookie, &desk), OK);
    struct pin_set_in pin = { STR("123456") };
    assert_int_equal(pin_set(desk, &pin, &set), ERR_INVALID);
    assert_string_equal(why(), "pin.easy");
    pin.pin = STR("280417");
    assert_int_equal(pin_set(desk, &pin, &set), OK);
    gone(desk);
    pass(6);
    assert_int_equal(session(in.cookie, &desk), OK);
    assert_true(desk->locked);
    assert_int_equal(today_list(desk, &mine, &today), ERR_DENIED);
    assert_string_equal(why(), "session.locked");
    struct screen_unlock_in wrong = { STR("280418") }, right = { STR("280417") };
    assert_int_equal(screen_unlock(desk, &wrong, &unlocked), ERR_DENIED);
    assert_int_equal(unlocked.tries_left, 2);
    assert_int_equal(screen_unlock(desk, &right, &unlocked), OK);
    gone(desk);
    assert_int_equal(session(in.cookie, &desk), OK);
    assert_false(desk->locked);
    assert_int_equal(today_list(desk, &mine, &today), OK);
    gone(desk);
}

static void three_wrong_pins_end_the_session(void **state)
{
    (void)state;
    struct log_in_out in = { 0 };
    struct desk_ctx *desk;
    struct screen_lock_in lock = { 0 };
    struct screen_lock_out locked;
    struct screen_unlock_in wrong = { STR("999999") };
    struct screen_unlock_out unlocked;
    struct pin_set_in pin = { STR("280417") };
    struct pin_set_out set;
    assert_int_equal(try_log_in("hadi", PHRASE, &in), OK);
    assert_int_equal(session(in.cookie, &desk), OK);
    assert_int_equal(pin_set(desk, &pin, &set), OK);
    assert_int_equal(screen_lock(desk, &lock, &locked), OK);
    gone(desk);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(session(in.cookie, &desk), OK);
        assert_int_equal(screen_unlock(desk, &wrong, &unlocked), ERR_DENIED);
        gone(desk);
    }
    assert_int_equal(session(in.cookie, &desk), ERR_DENIED);
    assert_string_equal(why(), "session.none");
    gone(desk);
}

static void ten_hours_are_enough(void **state)
{
    (void)state;
    struct log_in_out in = { 0 };
    struct desk_ctx *desk;
    assert_int_equal(try_log_in("joko", PHRASE, &in), OK);
    for (int i = 0; i < 160; i++) {
        pass(4);
        enum err err = session(in.cookie, &desk);
        gone(desk);
        if (err != OK) {
            assert_true(i > 140);
            return;
        }
    }
    fail();
}

static void a_moved_practice_clock_makes_no_session_older(void **state)
{
    (void)state;
    const int64_t month = INT64_C(30) * 24 * 60;
    struct log_in_out in = { 0 };
    struct desk_ctx *desk;
    assert_int_equal(try_log_in("wulan", PHRASE, &in), OK);
    pass(3);
    pass(month);
    desk_clock_moved(office, &ctx, month * 60000);
    assert_int_equal(session(in.cookie, &desk), OK);
    assert_false(desk->locked);
    gone(desk);
    /* Time that really passes still locks it, and what is locked stays so over a move back. */
    pass(6);
    assert_int_equal(session(in.cookie, &desk), OK);
    assert_true(desk->locked);
    gone(desk);
    pass(-month);
    desk_clock_moved(office, &ctx, -month * 60000);
    assert_int_equal(session(in.cookie, &desk), OK);
    assert_true(desk->locked);
    gone(desk);
}

static void logging_out_ends_it(void **state)
{
    (void)state;
    struct log_in_out in = { 0 };
    struct desk_ctx *desk;
    struct log_out_in out = { 0 };
    struct log_out_out ended;
    assert_int_equal(try_log_in("sari", PHRASE, &in), OK);
    assert_int_equal(session(in.cookie, &desk), OK);
    assert_int_equal(log_out(desk, &out, &ended), OK);
    gone(desk);
    assert_int_equal(session(in.cookie, &desk), ERR_DENIED);
    gone(desk);
}

static void a_changed_passphrase_and_a_card_open_the_same_key(void **state)
{
    (void)state;
    struct log_in_out in = { 0 }, again = { 0 };
    struct desk_ctx *desk;
    unsigned char key[32];
    struct str new_phrase = STR("awan putih di atas bukit");
    assert_int_equal(try_log_in("made", PHRASE, &in), OK);
    assert_int_equal(session(in.cookie, &desk), OK);
    struct password_salt_in salt = { STR("pendek") };
    struct password_salt_out salted;
    assert_int_equal(password_salt(desk, &salt, &salted), ERR_INVALID);
    assert_string_equal(why(), "passphrase.short");
    salt.passphrase = STR("indonesia123");
    assert_int_equal(password_salt(desk, &salt, &salted), ERR_INVALID);
    salt.passphrase = new_phrase;
    assert_int_equal(password_salt(desk, &salt, &salted), OK);
    assert_true(kdf_argon2id(new_phrase, salted.salt, salted.ops, salted.mem_kib, key));
    struct password_change_in change = { .passphrase = new_phrase, .key = key };
    struct password_change_out changed;
    memcpy(change.salt, salted.salt, sizeof change.salt);
    assert_int_equal(password_change(desk, &change, &changed), OK);
    struct card_issue_in issue = { 0 };
    struct card_issue_out card;
    assert_int_equal(card_issue(desk, &issue, &card), OK);
    struct card_confirm_in confirm = { card.card, STR("AAAA AAAA") };
    struct card_confirm_out confirmed;
    assert_int_equal(card_confirm(desk, &confirm, &confirmed), ERR_INVALID);
    confirm.typed_back = card.card;
    assert_int_equal(card_confirm(desk, &confirm, &confirmed), OK);
    gone(desk);
    reopen();
    assert_int_equal(try_log_in("made", PHRASE, &again), ERR_DENIED);
    assert_int_equal(try_log_in("made", new_phrase, &again), OK);
    struct log_in_in by_card = { .login = STR("made"), .method = LOG_IN_CARD, .card = card.card };
    struct desk_ctx *visit = visitor();
    assert_int_equal(log_in(visit, &by_card, &again), OK);
    gone(visit);
}

static void a_definition_is_adopted_by_two_who_hold_the_same_text(void **state)
{
    (void)state;
    struct sop_adopt_in adopt = { .request = id_random(), .text = STR("TDS1\nx.yaml 3\na:\n\n") };
    struct sop_adopt_out adopted;
    assert_int_not_equal(sop_adopt(enter("agus"), &adopt, &adopted), OK);
    leave();
    /* The shipped text with one byte more in a comment is another definition. */
    struct str shipped = shipped_sop();
    size_t at = str_search(shipped, STR("# Words from which"));
    assert_true(at < shipped.n);
    char *text = arena_alloc(ctx.arena, shipped.n);
    memcpy(text, shipped.at, shipped.n);
    text[at + 2] = 'w';
    adopt.text = (struct str){ text, shipped.n };
    assert_int_equal(sop_adopt(enter("agus"), &adopt, &adopted), OK);
    leave();
    struct sop_confirm_in confirm = { .request = id_random(), .text = adopt.text };
    struct sop_confirm_out confirmed;
    assert_int_equal(sop_confirm(enter("agus"), &confirm, &confirmed), ERR_DENIED);
    assert_string_equal(why(), "sign.same_person");
    leave();
    confirm.text = shipped;
    assert_int_equal(sop_confirm(enter("dewi"), &confirm, &confirmed), ERR_MISSING);
    leave();
    confirm.text = adopt.text;
    assert_int_equal(sop_confirm(enter("dewi"), &confirm, &confirmed), OK);
    leave();
    reopen();
    struct office_settings_in ask = { 0 };
    struct office_settings_out told;
    assert_int_equal(office_settings(enter("dewi"), &ask, &told), OK);
    assert_memory_equal(told.sop_hash, adopted.hash, 32);
    assert_int_equal(told.custodians, 3);
    leave();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_right_passphrase_opens_a_session),
        cmocka_unit_test(a_wrong_passphrase_and_an_unknown_name_look_the_same),
        cmocka_unit_test(many_wrong_tries_slow_down_a_name_that_exists_and_one_that_does_not),
        cmocka_unit_test(an_idle_session_locks_and_a_pin_opens_it),
        cmocka_unit_test(three_wrong_pins_end_the_session),
        cmocka_unit_test(ten_hours_are_enough),
        cmocka_unit_test(a_moved_practice_clock_makes_no_session_older),
        cmocka_unit_test(logging_out_ends_it),
        cmocka_unit_test(a_changed_passphrase_and_a_card_open_the_same_key),
        cmocka_unit_test(a_definition_is_adopted_by_two_who_hold_the_same_text),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, office_up, office_down);
}
