/* Plain bodies, the office work key, the work area, and published vectors through our wrappers. */
#include "../unit.h"

#include <sys/wait.h>
#include <unistd.h>

#include "seal/envelope.h"
#include "seal/fact.h"
#include "seal/plain.h"
#include "seal/secret.h"
#include "seal/work.h"

#include <sodium.h>

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    seal_start();
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

static bool reads_genesis(struct str bytes)
{
    struct genesis out;
    return genesis_read(arena, bytes, &out);
}

static bool reads_certificate(struct str bytes)
{
    struct certificate out;
    return certificate_read(arena, bytes, &out);
}

static bool reads_custodians(struct str bytes)
{
    struct custodians out;
    return custodians_read(arena, bytes, &out);
}

/* Cut anywhere, with a field too many, or empty: refused. */
static void refuses_what_is_not_whole(struct str bytes, bool (*reads)(struct str))
{
    assert_true(reads(bytes));
    for (size_t n = 0; n < bytes.n; n++)
        assert_false(reads(str_part(bytes, 0, n)));
    assert_false(reads(str_join(arena, bytes, STR("\xff\xff\x01\0\0\0\0"))));
}

static void the_genesis_names_the_office_and_its_log(void **state)
{
    (void)state;
    struct genesis genesis = { .name = STR("UPTD PPA Contoh"),
                               .code = STR("contoh"),
                               .zone = STR("Asia/Jakarta"),
                               .former_size = 12 },
                   back;
    genesis.station[0] = 9;
    genesis.admin.box[31] = 7;
    struct str bytes = genesis_write(arena, &genesis);
    assert_true(genesis_read(arena, bytes, &back));
    assert_str(back.zone, genesis.zone);
    assert_int_equal(back.former_size, 12);
    assert_int_equal(back.admin.box[31], 7);
    assert_true(id_eq(genesis_log(&back), genesis_log(&genesis)));
    assert_memory_equal(hash_of(genesis.station, 32).at, genesis_log(&genesis).at, ID_BYTES);
    assert_str(genesis_write(arena, &back), bytes);
    refuses_what_is_not_whole(bytes, reads_genesis);
}

static void a_certificate_keeps_every_limit_of_the_officer(void **state)
{
    (void)state;
    struct certificate one = { .type = CERT_MACHINE,
                               .roles = STR("case_manager coordinator"),
                               .scopes = STR("drop"),
                               .name = STR("\x01\x02"),
                               .work_key = true,
                               .mask = 0x1e,
                               .from_min = 5,
                               .to_min = 6 },
                       back;
    struct str bytes = certificate_write(arena, &one);
    assert_true(certificate_read(arena, bytes, &back));
    assert_int_equal(back.type, CERT_MACHINE);
    assert_true(back.work_key);
    assert_int_equal(back.mask, 0x1e);
    assert_str(back.roles, one.roles);
    assert_str(certificate_write(arena, &back), bytes);
    refuses_what_is_not_whole(bytes, reads_certificate);
    one.type = (enum certificate_type)4;
    assert_false(reads_certificate(certificate_write(arena, &one)));
}

static void custodians_stand_once_and_in_order(void **state)
{
    (void)state;
    struct custodians three = { .count = 3 }, back;
    for (unsigned char i = 0; i < 3; i++)
        three.at[i].id.at[0] = (unsigned char)(i + 1);
    three.at[2].paper = true;
    struct str bytes = custodians_write(arena, &three);
    assert_true(custodians_read(arena, bytes, &back));
    assert_int_equal(back.count, 3);
    assert_true(back.at[2].paper && !back.at[1].paper);
    refuses_what_is_not_whole(bytes, reads_custodians);
    char *twice = arena_alloc(arena, bytes.n);
    memcpy(twice, bytes.at, bytes.n);
    memcpy(twice + 7 + 49, twice + 7, 16); /* the second is the first again */
    assert_false(reads_custodians((struct str){ twice, bytes.n }));
}

static void a_definition_is_refused_when_its_text_changed(void **state)
{
    (void)state;
    struct adopted back;
    struct str bytes = adopted_write(arena, STR("format: teduh-sop/1"));
    assert_true(adopted_read(arena, bytes, &back));
    assert_str(back.text, STR("format: teduh-sop/1"));
    char *changed = arena_alloc(arena, bytes.n);
    memcpy(changed, bytes.at, bytes.n);
    changed[bytes.n - 1] ^= 1;
    assert_false(adopted_read(arena, (struct str){ changed, bytes.n }, &back));
}

static void retirements_peers_and_erasures_read_back(void **state)
{
    (void)state;
    struct retirement gone = { { { 4 } }, 2 }, gone_back;
    assert_true(retirement_read(arena, retirement_write(arena, &gone), &gone_back));
    assert_true(id_eq(gone_back.officer, gone.officer) && gone_back.reason == 2);
    gone.reason = 5;
    assert_false(retirement_read(arena, retirement_write(arena, &gone), &gone_back));
    struct peer peer = { .name = STR("Provinsi"), .code = STR("prov"), .removed = true }, peer_back;
    assert_true(peer_read(arena, peer_write(arena, &peer), &peer_back));
    assert_true(peer_back.removed);
    struct hash ids[2] = { { { 1 } }, { { 2 } } };
    struct erasure erasure = { 2, ids, STR("retention.25y") }, erasure_back;
    struct str bytes = erasure_write(arena, &erasure);
    assert_true(erasure_read(arena, bytes, &erasure_back));
    assert_int_equal(erasure_back.count, 2);
    assert_true(hash_eq(erasure_back.at[1], ids[1]));
    char *swapped = arena_alloc(arena, bytes.n);
    memcpy(swapped, bytes.at, bytes.n);
    swapped[7] = 3; /* first id above the second */
    assert_false(erasure_read(arena, (struct str){ swapped, bytes.n }, &erasure_back));
}

static void the_work_key_opens_for_its_readers_and_carries_the_former(void **state)
{
    (void)state;
    struct officer_keys ani = keys_numbered(1), budi = keys_numbered(2);
    struct id ani_id = author_id(ani.sign_public), budi_id = author_id(budi.sign_public);
    struct work_key first, second, got;
    work_key_draw(NULL, &first);
    work_key_draw(&first, &second);
    assert_memory_equal(&first.index, &second.index, sizeof first.index);
    struct work_epoch *epoch = arena_new(arena, struct work_epoch);
    struct work_epoch *back = arena_new(arena, struct work_epoch);
    memcpy(epoch->box_public, second.box_public, 32);
    work_epoch_add(epoch, &second, ani_id, ani.box_public);
    work_epoch_add(epoch, &first, work_key_name(second.box_public), second.box_public);
    struct str bytes = work_epoch_write(arena, epoch);
    assert_true(work_epoch_read(bytes, back));
    for (size_t n = 0; n < bytes.n; n++)
        assert_false(work_epoch_read(str_part(bytes, 0, n), epoch));
    assert_true(work_epoch_open(back, ani_id, ani.box_public, ani.box_secret, &got));
    assert_memory_equal(got.box_secret, second.box_secret, 32);
    assert_false(work_epoch_open(back, budi_id, budi.box_public, budi.box_secret, &got));
    assert_false(work_epoch_open(back, ani_id, budi.box_public, budi.box_secret, &got));
    assert_true(work_epoch_open(back, work_key_name(second.box_public), second.box_public,
                                second.box_secret, &got));
    assert_memory_equal(got.box_secret, first.box_secret, 32);
    back->box_public[0] ^= 1; /* the author published another key than he handed out */
    assert_false(work_epoch_open(back, ani_id, ani.box_public, ani.box_secret, &got));
    struct str sealed = work_seal(arena, first.box_public, STR("Ani")), plain;
    assert_true(work_open(arena, &first, sealed, &plain));
    assert_str(plain, STR("Ani"));
    assert_false(work_open(arena, &second, sealed, &plain));
}

static void an_index_token_depends_on_key_field_and_word(void **state)
{
    (void)state;
    struct key key = { { 1 } }, other = { { 2 } };
    struct id token = index_token(&key, 300, STR("melati")), want;
    assert_true(id_eq(token, index_token(&key, 300, STR("melati"))));
    assert_false(id_eq(token, index_token(&other, 300, STR("melati"))));
    assert_false(id_eq(token, index_token(&key, 301, STR("melati"))));
    assert_false(id_eq(token, index_token(&key, 300, STR("melatj"))));
    crypto_generichash(want.at, 16, (const unsigned char *)"\x01\x2c\0melati", 9, key.at, 32);
    assert_true(id_eq(token, want));
}

static void the_work_area_is_wiped_and_empty_in_a_child(void **state)
{
    (void)state;
    struct secret *secret = secret_open(4096);
    assert_non_null(secret);
    unsigned char *seed = secret_take(secret, 32);
    assert_int_equal((uintptr_t)seed % 16, 0);
    memset(seed, 0xAA, 32);
    pid_t child = fork();
    if (child == 0)
        _exit(sodium_is_zero(seed, 32) ? 0 : 1);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_int_equal(seed[31], 0xAA);
    secret_wipe(secret);
    assert_true(sodium_is_zero(seed, 32));
    assert_ptr_equal(secret_take(secret, 32), seed);
    secret_close(secret);
}

static void money_entries_and_every_other_type_read_back(void **state)
{
    (void)state;
    struct facts *facts = facts_new(arena);
    unsigned char entry[32] = { 3 };
    facts_money(facts, 700, "MYR", -150);
    facts_entry(facts, 600, entry);
    struct str bytes = facts_write(arena, facts);
    struct facts *back = facts_read(arena, bytes);
    assert_non_null(back);
    assert_str(facts_write(arena, back), bytes);
    assert_int_equal(facts_find(back, 700)->number, -150);
    assert_null(facts_read(arena, STR("\x01\x00\x07\0\0\0\x0bmyr\0\0\0\0\0\0\0\0")));
}

static void kinds_are_known_reserved_or_unknown(void **state)
{
    (void)state;
    assert_true(kind_known(KIND_GENESIS) && kind_known(KIND_SETTING) && kind_known(KIND_HOLD));
    assert_true(kind_known(KIND_CASE_FACT) && kind_known(KIND_LOG_IN) && kind_known(66));
    static const uint16_t unknown[] = {
        0, 10, 15, 17, 31, 42, 47, 53, 63, 67, 79, 128, 255, 65535
    };
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
        assert_false(kind_known(unknown[i]));
}

#define assert_hex(at, n, hex) assert_str(hex_write(arena, (at), (n)), STR(hex))

static void published_hash_vectors(void **state)
{
    (void)state;
    struct hash hash = hash_of("abc", 3); /* FIPS 180 */
    assert_hex(hash.at, 32, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    hash = hash_of("", 0);
    assert_hex(hash.at, 32, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    unsigned char out[64], key[64];
    for (unsigned char i = 0; i < 64; i++)
        key[i] = i;
    derive(out, 64, key, 64, "", 0); /* BLAKE2b reference, keyed, empty input */
    assert_hex(out, 64,
               "10ebb67700b1868efb4417987acf4690ae9d972fb7a590c2f02871799aaa4786"
               "b5e996e8f0f4eb981fc214b005f42d2ff4233499391653df7aefcbc13fc51568");
}

static void published_signature_vectors(void **state)
{
    (void)state;
    unsigned char seed[32], public_key[32], secret[64], signature[64];
    /* RFC 8032 7.1, tests 1 and 2 */
    assert_true(hex_read(STR("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"),
                         seed, 32));
    crypto_sign_seed_keypair(public_key, secret, seed);
    assert_hex(public_key, 32, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    crypto_sign_detached(signature, NULL, (const unsigned char *)"", 0, secret);
    assert_hex(signature, 64,
               "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
               "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    assert_true(hex_read(STR("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"),
                         seed, 32));
    crypto_sign_seed_keypair(public_key, secret, seed);
    crypto_sign_detached(signature, NULL, (const unsigned char *)"\x72", 1, secret);
    assert_hex(signature, 64,
               "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
               "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_genesis_names_the_office_and_its_log),
        cmocka_unit_test(a_certificate_keeps_every_limit_of_the_officer),
        cmocka_unit_test(custodians_stand_once_and_in_order),
        cmocka_unit_test(a_definition_is_refused_when_its_text_changed),
        cmocka_unit_test(retirements_peers_and_erasures_read_back),
        cmocka_unit_test(the_work_key_opens_for_its_readers_and_carries_the_former),
        cmocka_unit_test(an_index_token_depends_on_key_field_and_word),
        cmocka_unit_test(the_work_area_is_wiped_and_empty_in_a_child),
        cmocka_unit_test(money_entries_and_every_other_type_read_back),
        cmocka_unit_test(kinds_are_known_reserved_or_unknown),
        cmocka_unit_test(published_hash_vectors),
        cmocka_unit_test(published_signature_vectors),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, setup, teardown);
}
