/* What must be refused: changed bits, moved parts, wrong readers, bad lists. */
#include "../unit.h"

#include "seal/fact.h"
#include "seal/grant.h"
#include "seal/note.h"
#include "seal/session.h"
#include "seal/unlock.h"

#include <sodium.h>

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_open(64 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static struct officer_keys keys_numbered(unsigned char n)
{
    unsigned char seed[SEED_BYTES];
    memset(seed, n, sizeof seed);
    struct officer_keys keys;
    officer_keys_of(seed, &keys);
    return keys;
}

static struct envelope signed_envelope(const struct officer_keys *keys)
{
    struct envelope envelope = { .kind = KIND_CASE_FACT, .flags = FLAG_PRACTICE, .seq = 1 };
    envelope.author = author_id(keys->sign_public);
    envelope_sign(&envelope, keys->sign_secret);
    return envelope;
}

static void every_flipped_bit_of_an_envelope_is_refused(void **state)
{
    (void)state;
    struct officer_keys keys = keys_numbered(1);
    struct envelope good = signed_envelope(&keys), bad;
    assert_true(envelope_verify(&good, keys.sign_public));
    unsigned char bytes[ENVELOPE_BYTES];
    envelope_write(&good, bytes);
    for (size_t bit = 0; bit < ENVELOPE_BYTES * 8; bit++) {
        bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        bool passes =
            envelope_read(bytes, sizeof bytes, &bad) && envelope_verify(&bad, keys.sign_public);
        assert_false(passes);
        bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
    }
}

static void wrong_length_magic_or_reserved_flag_is_refused_before_cryptography(void **state)
{
    (void)state;
    struct officer_keys keys = keys_numbered(1);
    struct envelope good = signed_envelope(&keys), out;
    unsigned char bytes[ENVELOPE_BYTES + 1];
    envelope_write(&good, bytes);
    assert_false(envelope_read(bytes, ENVELOPE_BYTES - 1, &out));
    assert_false(envelope_read(bytes, ENVELOPE_BYTES + 1, &out));
    for (unsigned bit = 3; bit < 16; bit++) {
        put_u16(bytes + 6, (uint16_t)(1u << bit));
        assert_false(envelope_read(bytes, ENVELOPE_BYTES, &out));
    }
    put_u16(bytes + 6, 0);
    put_u16(bytes + 4, 200); /* an unknown kind is kept */
    assert_true(envelope_read(bytes, ENVELOPE_BYTES, &out));
    assert_int_equal(out.kind, 200);
    bytes[0] ^= 1;
    assert_false(envelope_read(bytes, ENVELOPE_BYTES, &out));
}

static void a_part_opens_only_where_it_was_sealed(void **state)
{
    (void)state;
    struct key key = { { 1 } }, other = { { 2 } };
    unsigned char ad[ENVELOPE_SEALED_AD] = { 0 }, nonce[PART_NONCE] = { 3 };
    struct str plain = STR("rumah aman di jalan yang tidak disebut"), out;
    struct str sealed = part_seal(arena, &key, PART_ADDRESS, ad, nonce, plain);
    assert_int_equal(sealed.n, part_sealed_bytes(plain.n));
    assert_true(part_open(arena, &key, PART_ADDRESS, ad, sealed, &out));
    assert_str(out, plain);
    assert_false(part_open(arena, &other, PART_ADDRESS, ad, sealed, &out));
    assert_false(part_open(arena, &key, PART_STORY, ad, sealed, &out));
    for (size_t i = 0; i < ENVELOPE_SEALED_AD; i++) {
        ad[i] ^= 1;
        assert_false(part_open(arena, &key, PART_ADDRESS, ad, sealed, &out));
        ad[i] ^= 1;
    }
    for (size_t i = 0; i < sealed.n; i++) {
        char *copy = arena_alloc(arena, sealed.n);
        memcpy(copy, sealed.at, sealed.n);
        copy[i] = (char)(copy[i] ^ 1);
        assert_false(
            part_open(arena, &key, PART_ADDRESS, ad, (struct str){ copy, sealed.n }, &out));
    }
}

static void every_length_comes_back_whatever_it_ends_with(void **state)
{
    (void)state;
    static const char ends[] = { 'a', '\0', '\x80' };
    struct key key = { { 1 } };
    unsigned char ad[ENVELOPE_SEALED_AD] = { 0 }, nonce[PART_NONCE] = { 3 };
    char text[3 * PART_PAD];
    for (size_t n = 0; n < sizeof text; n++)
        for (size_t e = 0; e < sizeof ends; e++) {
            struct str out, plain = { text, n };
            memset(text, ends[e], sizeof text);
            struct str sealed = part_seal(arena, &key, PART_STORY, ad, nonce, plain);
            assert_true(part_open(arena, &key, PART_STORY, ad, sealed, &out));
            assert_str(out, plain);
        }
}

/* Sealed by one who holds the key but pads wrongly: as the library judges it. */
static void a_wrong_padding_is_refused(void **state)
{
    (void)state;
    struct key key = { { 1 } };
    unsigned char ad[ENVELOPE_SEALED_AD + 1] = { 0 }, nonce[PART_NONCE] = { 3 };
    ad[ENVELOPE_SEALED_AD] = PART_STORY;
    for (size_t zeros = 0; zeros <= 2 * PART_PAD; zeros++)
        for (int mark = 0; mark < 256; mark += 0x40) {
            unsigned char text[2 * PART_PAD], sealed[PART_NONCE + sizeof text + PART_TAG];
            memset(text, 7, sizeof text);
            memset(text + sizeof text - zeros, 0, zeros);
            if (zeros < sizeof text)
                text[sizeof text - zeros - 1] = (unsigned char)mark;
            memcpy(sealed, nonce, sizeof nonce);
            crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + PART_NONCE, NULL, text, sizeof text,
                                                       ad, sizeof ad, NULL, nonce, key.at);
            size_t n;
            struct str out, all = { (const char *)sealed, sizeof sealed };
            bool good = sodium_unpad(&n, text, sizeof text, PART_PAD) == 0;
            assert_int_equal(part_open(arena, &key, PART_STORY, ad, all, &out), good);
            if (good)
                assert_int_equal(out.n, n);
        }
}

static void known_public_keys_give_the_same_pairs(void **state)
{
    (void)state;
    struct officer_known known = { { 0 }, { 0 }, { 0 } };
    for (int i = 0; i < 40; i++) {
        unsigned char seed[SEED_BYTES];
        struct officer_keys first, again, other;
        draw(seed, sizeof seed);
        officer_keys_of(seed, &first);
        assert_false(officer_keys_again(seed, &known, &other));
        assert_true(officer_keys_again(seed, &known, &again));
        assert_memory_equal(&first, &other, sizeof first);
        assert_memory_equal(&first, &again, sizeof first);
        assert_true(officer_known_place(seed, 7) < 7);
    }
}

static void a_body_verifies_with_a_part_taken_away(void **state)
{
    (void)state;
    struct body body = { 0 }, back;
    body_add(&body, PART_WORK, STR("w-part"));
    body_add(&body, PART_STORY, STR("s-part"));
    struct hash hash = body_hash(&body);
    body_erase(&body, 1); /* erased, or withheld from a witness */
    struct str bytes = body_write(arena, &body);
    assert_true(body_read(bytes, &back));
    assert_true(hash_eq(body_hash(&back), hash));
    assert_int_equal(body_length(&back), body_length(&body));
    assert_false(body_read(str_part(bytes, 0, bytes.n - 1), &back));
    assert_true(body_read(STR(""), &back));
    assert_int_equal(back.count, 0);
}

static void bad_bodies_are_refused(void **state)
{
    (void)state;
    struct body back;
    /* second part not above the first; state 2; compartment 16; reserved bytes */
    assert_false(body_read(STR("\x02\x01\0\0\0\0\0\0\x02\x01\0\0\0\0\0\0"), &back));
    assert_false(body_read(STR("\x02\x02\0\0\0\0\0\0"), &back));
    assert_false(body_read(STR("\x10\x01\0\0\0\0\0\0"), &back));
    assert_false(body_read(STR("\x02\x01\0\x01\0\0\0\0"), &back));
    assert_false(body_read(STR("\x02\x01\0\0\xff\xff\xff\xff"), &back));
}

static void absent_parts_may_not_claim_more_than_a_body_holds(void **state)
{
    (void)state;
    struct body body = { .count = 2 }, back;
    body.parts[0] = (struct part){ .compartment = 2, .length = BODY_BYTES_MAX - 100 };
    body.parts[1] = (struct part){ .compartment = 3, .length = 84 };
    assert_true(body_read(body_write(arena, &body), &back));
    assert_int_equal(body_length(&back), BODY_BYTES_MAX);
    body.parts[1].length++;
    assert_false(body_read(body_write(arena, &body), &back));
}

static void facts_have_one_encoding(void **state)
{
    (void)state;
    struct facts *facts = facts_new(arena);
    facts_int(facts, 300, -5);
    assert_true(facts_text(facts, 256, STR("Kampung Melati\nRT 03")));
    facts_date(facts, 1, -700);
    assert_false(facts_text(facts, 257, STR("bel\a")));
    assert_false(facts_text(facts, 257, STR("\xff")));
    assert_false(facts_text(facts, 257, STR("\xc0\xaf")));
    struct str bytes = facts_write(arena, facts);
    struct facts *back = facts_read(arena, bytes);
    assert_non_null(back);
    assert_int_equal(back->count, 3);
    assert_int_equal(facts_number(back, 1, 0), -700);
    assert_int_equal(facts_number(back, 300, 0), -5);
    assert_int_equal(facts_number(back, 999, 42), 42);
    assert_str(facts_write(arena, back), bytes);
    for (size_t n = 1; n < bytes.n; n++) { /* cut anywhere: refused or a shorter canonical list */
        struct facts *cut = facts_read(arena, str_part(bytes, 0, n));
        if (cut != NULL)
            assert_str(facts_write(arena, cut), str_part(bytes, 0, n));
    }
}

static void bad_fact_lists_are_refused(void **state)
{
    (void)state;
    assert_null(facts_read(arena, STR("\0\x02\x01\0\0\0\0\0\x01\x01\0\0\0\0"))); /* unsorted */
    assert_null(facts_read(arena, STR("\0\x02\x01\0\0\0\0\0\x02\x01\0\0\0\0"))); /* double */
    assert_null(facts_read(arena, STR("\0\x02\x08\0\0\0\0")));                   /* unknown type */
    assert_null(facts_read(arena, STR("\0\x02\x02\0\0\0\x01z"))); /* int of one byte */
    assert_null(facts_read(arena, STR("\0\0\x01\0\0\0\0")));      /* field 0 */
}

static void a_grant_opens_for_its_reader_alone(void **state)
{
    (void)state;
    struct officer_keys ani = keys_numbered(1), budi = keys_numbered(2);
    struct key case_key = { { 9 } };
    struct case_keys whole, got = { 0 };
    struct id casefile = { { 7 } }, ids[CASE_KEY_IDS];
    case_keys_whole(&whole, &case_key);
    case_key_ids(&case_key, (struct id){ { 0 } }, ids);
    uint16_t mask = 1u << PART_WORK | 1u << PART_IDENTITY;
    struct str box = grant_seal(arena, &whole, mask, casefile, ids[0].at, ani.box_public);
    assert_false(grant_open(box, budi.box_public, budi.box_secret, casefile, ids[0].at, ids, &got));
    assert_false(grant_open(box, ani.box_public, ani.box_secret, (struct id){ { 8 } }, ids[0].at,
                            ids, &got));
    assert_true(grant_open(box, ani.box_public, ani.box_secret, casefile, ids[0].at, ids, &got));
    assert_int_equal(got.mask, mask);
    assert_false(got.whole);
    assert_memory_equal(&got.at[PART_WORK], &whole.at[PART_WORK], KEY_BYTES);
    ids[PART_IDENTITY].at[0] ^= 1; /* an author who shows two readers two keys */
    struct case_keys none = { 0 };
    assert_false(grant_open(box, ani.box_public, ani.box_secret, casefile, ids[0].at, ids, &none));
    assert_int_equal(none.mask, 0);
}

static void only_the_right_two_of_five_custodians_open(void **state)
{
    (void)state;
    struct officer_keys five[5];
    struct key case_key = { { 9 } };
    struct case_keys whole;
    struct id casefile = { { 7 } }, ids[CASE_KEY_IDS];
    for (unsigned char i = 0; i < 5; i++)
        five[i] = keys_numbered((unsigned char)(10 + i));
    case_keys_whole(&whole, &case_key);
    case_key_ids(&case_key, (struct id){ { 0 } }, ids);
    int opened = 0;
    for (int a = 0; a < 5; a++)
        for (int b = a + 1; b < 5; b++) {
            struct str pair = grant_seal_pair(arena, &whole, GRANT_MASK_ALL, casefile, ids[0].at,
                                              five[a].box_public, five[b].box_public);
            for (int x = 0; x < 5; x++)
                for (int y = 0; y < 5; y++) {
                    struct str inner;
                    struct case_keys got = { 0 };
                    bool opens = grant_open_outer(arena, pair, &five[x], &inner) &&
                                 grant_open(inner, five[y].box_public, five[y].box_secret, casefile,
                                            ids[0].at, ids, &got);
                    assert_int_equal(opens, x == a && y == b);
                    opened += opens;
                }
        }
    assert_int_equal(opened, 10);
}

static void grants_are_written_and_read_back(void **state)
{
    (void)state;
    struct grants *grants = arena_new(arena, struct grants),
                  *back = arena_new(arena, struct grants);
    grants->key_ids[3] = (struct id){ { 5 } };
    grants->count = 2;
    grants->at[0] = (struct grant_box){ GRANT_OFFICE, 2, 0, { { 1 } }, STR("box one") };
    grants->at[1] = (struct grant_box){ GRANT_OFFICER, 0x1e, 99, { { 2 } }, STR("box two") };
    struct str bytes = grants_write(arena, grants);
    assert_true(grants_read(bytes, back));
    assert_int_equal(back->count, 2);
    assert_int_equal(back->at[1].expiry_s, 99);
    assert_str(back->at[1].box, STR("box two"));
    for (size_t n = 0; n < bytes.n; n++)
        assert_false(grants_read(str_part(bytes, 0, n), back));
}

static void an_unlock_record_opens_with_its_key_for_its_officer(void **state)
{
    (void)state;
    struct unlock_head head = { .method = UNLOCK_PASSWORD, .ops = 1, .mem_kib = 8192 }, back;
    unsigned char key[32], wrong[32] = { 0 }, seed[SEED_BYTES] = { 4 }, totp[20] = { 5 };
    unsigned char seed_back[SEED_BYTES], totp_back[20];
    assert_true(kdf_argon2id(STR("melati kapur sungai tenang pagi"), head.salt, 1, 8192, key));
    struct str record = unlock_write(arena, &head, (struct id){ { 1 } }, key, seed, totp);
    assert_true(unlock_head_read(record, &back));
    assert_int_equal(back.mem_kib, 8192);
    assert_true(unlock_open(record, (struct id){ { 1 } }, key, seed_back, totp_back));
    assert_memory_equal(seed, seed_back, sizeof seed);
    assert_false(unlock_open(record, (struct id){ { 2 } }, key, seed_back, totp_back));
    assert_false(unlock_open(record, (struct id){ { 1 } }, wrong, seed_back, totp_back));
}

static void a_recovery_card_notices_a_slip_of_the_pen(void **state)
{
    (void)state;
    struct str card = card_draw(arena);
    struct str plain = card_read(arena, card);
    assert_int_equal(plain.n, 26);
    char *slip = arena_alloc(arena, card.n);
    memcpy(slip, card.at, card.n);
    slip[0] = slip[0] == 'A' ? 'B' : 'A';
    assert_int_equal(card_read(arena, (struct str){ slip, card.n }).n, 0);
    assert_int_equal(card_read(arena, STR("AAAA")).n, 0);
    assert_str(card_read(arena, str_lower(arena, card)), plain);
}

static void a_session_row_opens_with_its_cookie_alone(void **state)
{
    (void)state;
    unsigned char cookie[COOKIE_BYTES] = { 1 }, other[COOKIE_BYTES] = { 2 };
    struct session_secret secret = { { 7 }, { 8 } }, back;
    struct str row = session_seal(arena, cookie, &secret);
    assert_true(session_open(cookie, row, &back));
    assert_memory_equal(&secret, &back, sizeof secret);
    assert_false(session_open(other, row, &back));
    assert_false(
        str_eq(session_csrf(arena, cookie, STR("/a")), session_csrf(arena, cookie, STR("/b"))));
}

static void a_checkpoint_is_read_only_under_its_station(void **state)
{
    (void)state;
    struct officer_keys station = keys_numbered(3), other = keys_numbered(4);
    struct note note = { .log = { { 1 } }, .size = 42, .root = hash_of("x", 1) }, back;
    struct str text = note_write(arena, &note, &station);
    assert_true(note_read(arena, text, station.sign_public, &back));
    assert_int_equal(back.size, 42);
    assert_true(hash_eq(back.root, note.root));
    assert_false(note_read(arena, text, other.sign_public, &back));
    struct str more = str_join(arena, text, STR("\xE2\x80\x94 lain AAAA\n"));
    assert_true(note_read(arena, more, station.sign_public, &back));
    for (size_t i = 0; i < str_search(text, STR("\n\n")); i++) {
        char *copy = arena_alloc(arena, text.n);
        memcpy(copy, text.at, text.n);
        copy[i] = (char)(copy[i] ^ 1);
        assert_false(note_read(arena, (struct str){ copy, text.n }, station.sign_public, &back));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_flipped_bit_of_an_envelope_is_refused),
        cmocka_unit_test(wrong_length_magic_or_reserved_flag_is_refused_before_cryptography),
        cmocka_unit_test(a_part_opens_only_where_it_was_sealed),
        cmocka_unit_test(every_length_comes_back_whatever_it_ends_with),
        cmocka_unit_test(a_wrong_padding_is_refused),
        cmocka_unit_test(known_public_keys_give_the_same_pairs),
        cmocka_unit_test(a_body_verifies_with_a_part_taken_away),
        cmocka_unit_test(bad_bodies_are_refused),
        cmocka_unit_test(absent_parts_may_not_claim_more_than_a_body_holds),
        cmocka_unit_test(facts_have_one_encoding),
        cmocka_unit_test(bad_fact_lists_are_refused),
        cmocka_unit_test(a_grant_opens_for_its_reader_alone),
        cmocka_unit_test(only_the_right_two_of_five_custodians_open),
        cmocka_unit_test(grants_are_written_and_read_back),
        cmocka_unit_test(an_unlock_record_opens_with_its_key_for_its_officer),
        cmocka_unit_test(a_recovery_card_notices_a_slip_of_the_pen),
        cmocka_unit_test(a_session_row_opens_with_its_cookie_alone),
        cmocka_unit_test(a_checkpoint_is_read_only_under_its_station),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, setup, teardown);
}
