/* The known answers of the format paper: computed by two independent implementations. */
#include "../unit.h"

#include "seal/code.h"
#include "seal/fact.h"
#include "seal/grant.h"
#include "seal/unlock.h"

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_open(8 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

#define assert_hex(at, n, hex) assert_str(hex_write(arena, (at), (n)), STR(hex))

static struct key counted(unsigned char from)
{
    struct key key;
    for (size_t i = 0; i < sizeof key.at; i++)
        key.at[i] = (unsigned char)(from + i);
    return key;
}

static void officer_keys_come_from_the_seed(void **state)
{
    (void)state;
    struct officer_keys keys;
    struct key seed = counted(0);
    officer_keys_of(seed.at, &keys);
    assert_hex(keys.sign_public, 32,
               "23a5f0b6891fd5c0783bb26807f19fd0dc33d21b81ff24bf99e31f7331a6bd90");
    assert_hex(keys.box_public, 32,
               "67ff8e475ec6b675f3407b3c0711639c2adf0e41694c0a7e761213f03d0a922e");
    struct id author = author_id(keys.sign_public);
    assert_hex(author.at, 16, "131852e4345212272e8aabe9d45618ad");
}

static void case_keys_and_their_ids(void **state)
{
    (void)state;
    struct key case_key = counted(0x40);
    struct id id = key_id(&case_key);
    assert_hex(id.at, 16, "84ffb8f5e169e29526d2486c985ad4c9");
    struct key w = compartment_key(&case_key, PART_WORK);
    assert_hex(w.at, 32, "deced936230f9d9c1ed0ccce513befdba16407acd1a2eca38bd33d2770ba2a29");
    id = key_id(&w);
    assert_hex(id.at, 16, "6b4a18e8ca5efb36e2c248edefc7e8d4");
    struct key p = counted(0x80);
    struct id p_id = key_id(&p);
    assert_hex(p_id.at, 16, "a2cfdcc59cda893dd733fb64400916ee");
    struct key c = compartment_key(&case_key, PART_CODED);
    assert_hex(c.at, 32, "2fed9f376aa0fbdf3d48b8b0ee9720b8e1f4f75548d6201a2c1280d84a67f032");
    id = key_id(&c);
    assert_hex(id.at, 16, "786f9f032b7f76fce2a61c5be0751b0c");
    struct id ids[CASE_KEY_IDS];
    case_key_ids(&case_key, (struct id){ { 0 } }, ids);
    struct hash hash = hash_of(ids, sizeof ids);
    assert_hex(hash.at, 32, "2d2c31c61c1e9c164e518776708561d50a0a8236d9ada5182a54bdee5d5106c7");
    case_key_ids(&case_key, p_id, ids);
    hash = hash_of(ids, sizeof ids);
    assert_hex(hash.at, 32, "55bcb351a2d71a65be7cdb318bdd1ec9c98ada02ba0345fdcf91507377ecb72d");
}

static void fill(void *at, unsigned char byte, size_t n)
{
    memset(at, byte, n);
}

static void an_entry_byte_for_byte(void **state)
{
    (void)state;
    struct officer_keys keys;
    struct key seed = counted(0), case_key = counted(0x40);
    officer_keys_of(seed.at, &keys);
    struct envelope envelope = {
        .kind = KIND_CASE_FACT, .seq = 7, .hlc = (uint64_t)1790000000000 << 16, .body_length = 352
    };
    fill(envelope.log.at, 0x11, 16);
    fill(envelope.casefile.at, 0x22, 16);
    fill(envelope.sop.at, 0x33, 32);
    fill(envelope.prev.at, 0x44, 32);
    envelope.author = author_id(keys.sign_public);
    struct id tag = key_id(&case_key);
    memcpy(envelope.key_tag, tag.at, 4);
    assert_str(id_address(arena, envelope.casefile), STR("48H248H2"));

    struct facts *work = facts_new(arena), *coded = facts_new(arena);
    struct id request;
    fill(request.at, 0x77, 16);
    facts_id(work, 1, request);
    facts_code(work, 2, 3);
    facts_code(work, 3, 108);
    facts_int(work, 5, 29833333);
    facts_code(coded, 256, 3);
    unsigned char ad[ENVELOPE_BYTES], nonce[PART_NONCE];
    envelope_write(&envelope, ad);
    struct key w = compartment_key(&case_key, PART_WORK),
               c = compartment_key(&case_key, PART_CODED);
    struct body body = { 0 };
    fill(nonce, 0x55, sizeof nonce);
    struct str sealed = part_seal(arena, &w, PART_WORK, ad, nonce, facts_write(arena, work));
    assert_hex(sealed.at + sealed.n - 16, 16, "0d5b57a3394498e13980a9d086f9f652");
    body_add(&body, PART_WORK, sealed);
    fill(nonce, 0x66, sizeof nonce);
    sealed = part_seal(arena, &c, PART_CODED, ad, nonce, facts_write(arena, coded));
    assert_hex(sealed.at + sealed.n - 16, 16, "7f51a49ca09602541eebebc94390c22c");
    body_add(&body, PART_CODED, sealed);
    assert_int_equal(body_length(&body), 352);
    envelope.body_hash = body_hash(&body);
    assert_hex(envelope.body_hash.at, 32,
               "293254e898be91486fe817883c6ccaba958e03181b765390f774ee43a7e3d30b");
    envelope_sign(&envelope, keys.sign_secret);
    assert_hex(envelope.signature, 64,
               "86717ef779ee37b365dba805f779f6e9973d37f8cd78d867edc09c399024aa84"
               "b1713c670ce50422496c88c249f9c26e28269955a2075b201819f63ecd24c505");
    unsigned char bytes[ENVELOPE_BYTES];
    envelope_write(&envelope, bytes);
    struct hash id = entry_id(bytes);
    assert_hex(id.at, 32, "b9cdc76c636c4db67637e824f26731785e3ac7481d2df11121eefd09f4c6709b");
}

static void a_receipt_code_in_words_and_digits(void **state)
{
    (void)state;
    static const uint16_t want[CODE_WORDS] = { 36, 837, 828, 618, 1947, 1788 };
    struct receipt_code code = code_of(0x0123456789abcdef), back;
    uint16_t words[CODE_WORDS];
    code_words(&code, words);
    assert_memory_equal(words, want, sizeof want);
    assert_hex(code.bytes, CODE_BYTES, "00123456789abcdefc");
    assert_str(code_digits(arena, &code), STR("01311768467463790332"));
    assert_true(code_from_words(want, &back));
    assert_memory_equal(&back, &code, sizeof code);
    assert_true(code_from_digits(STR("01311768467463790332"), &back));
    assert_memory_equal(&back, &code, sizeof code);
    words[5] ^= 1;
    assert_false(code_from_words(words, &back));
    unsigned char x[32], public_key[32];
    assert_true(kdf_argon2id((struct str){ (const char *)code.bytes, CODE_BYTES },
                             (const unsigned char *)"garam-stasiun-01", 3, 64 * 1024, x));
    assert_hex(x, 32, "46f199f65902638580da10396353d224633f87c9853438a5aebfc7d6220283b3");
    struct id lookup = code_lookup(x);
    assert_hex(lookup.at, 16, "2a9b574bdf179f5f48ac4923d0113d73");
    code_box_public(x, public_key);
    assert_hex(public_key, 32, "382c00d94bd27289397c0105512b2cd93f273406828ba8418dbb44f7a92f3622");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(officer_keys_come_from_the_seed),
        cmocka_unit_test(case_keys_and_their_ids),
        cmocka_unit_test(an_entry_byte_for_byte),
        cmocka_unit_test(a_receipt_code_in_words_and_digits),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, setup, teardown);
}
