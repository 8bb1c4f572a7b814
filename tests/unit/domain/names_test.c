/* Names that are one, names that are two, and numbers. */
#include "../unit.h"

#include "domain/names.h"

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

struct pair {
    const char *a, *b;
};

/* Made-up names, each in two spellings an office meets. */
static const struct pair same[] = {
    { "Soebroto", "Subroto" },
    { "Djumadi", "Jumadi" },
    { "Tjipto Hardjo", "Cipto Harjo" },
    { "Noerdin", "Nurdin" },
    { "Sjamsoel Bachri", "Syamsul Bahri" },
    { "Chalid Anwar", "Khalid Anwar" },
    { "Njoman Rai", "Nyoman Rai" },
    { "Soelastri", "Sulastri" },
    { "Tjoet Meutia", "Cut Meutia" },
    { "Djoewita", "Juwita" },
    { "Wahjudi", "Wahyudi" },
    { "Jogi Pratama", "Yogi Pratama" },
    { "Moh. Hasan", "Muhammad Hasan" },
    { "Mochamad Ridwan", "Muhammad Ridwan" },
    { "M. Taufik", "Muhammad Taufik" },
    { "Achmad Basri", "Ahmad Basri" },
    { "Abd. Gani", "Abdul Gani" },
    { "Abdurrahim", "Abdul Rahim" },
    { "St. Romlah", "Siti Romlah" },
    { "Sitti Hawa", "Siti Hawa" },
    { "Hj. Salmah", "Salmah" },
    { "Ny. Endang Pertiwi", "Endang Pertiwi" },
    { "I Wayan Sudana", "Wayan Sudana" },
    { "Ni Ketut Rai", "Ketut Rai" },
    { "Nur Hidayah", "Nurhidayah" },
    { "Sri Wahyu Ningsih", "Sri Wahyuningsih" },
    { "Fatmawati", "Patmawati" },
    { "Hanafi", "Hanapi" },
    { "Fathonah", "Patonah" },
    { "Zubaidah", "Jubaidah" },
    { "Dzulfikar", "Zulfikar" },
    { "Ridhwan", "Ridwan" },
    { "Sholihin", "Solihin" },
    { "Ghazali", "Gazali" },
    { "Qosim", "Kosim" },
    { "Asyiah", "Asiah" },
    { "Hasannah", "Hasanah" },
    { "Ummi Kalsum", "Umi Kalsum" },
    { "Khotimah", "Hotimah" },
    { "Saepudin", "Saifudin" },
    { "Rohmah", "Rahmah" },
    { "Maesaroh", "Maisarah" },
    { "Ma'ruf", "Makruf" },
    { "Nu'aim", "Nuaim" },
    { "KARTINAH", "Kartinah" },
    { "Wati, S.Pd.", "Wati" },
    { "Usman bin Affan", "Usman Affan" },
    { "Nur-Laila", "Nurlaila" },
    { "Jos\xC3\xA9 Belo", "Jose Belo" },
    { "Lestari Dewi", "Dewi Lestari" },
    { "Surya Widiya", "Surya Widya" },
};

static const struct pair other[] = {
    { "Siti Aminah", "Siti Maryam" },
    { "Abdul Rahman", "Abdul Rahim" },
    { "Muhammad Arif", "Muhammad Alif" },
    { "Dewi Sartika", "Dewi Lestari" },
    { "Rina", "Rini" },
    { "Budi Santoso", "Budi Susanto" },
    { "Ahmad Fauzi", "Ahmad Fauzan" },
    { "Nurhayati", "Nurhidayati" },
    { "Sri Rahayu", "Sri Hayati" },
    { "Yanti", "Yati" },
    { "Agus Salim", "Agus Halim" },
    { "Lina", "Lena" },
    { "Wawan", "Iwan" },
    { "Tuti", "Titi" },
    { "Endang", "Dadang" },
    { "Yuni", "Yani" },
    { "Hasan", "Husin" },
    { "Kartika", "Kartini" },
    { "Joko Susilo", "Joko Santoso" },
    { "Ani Suryani", "Ani Mulyani" },
};

static void two_spellings_of_one_name_meet(void **state)
{
    (void)state;
    size_t missed = 0;
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        if (!names_alike(arena, str_of(same[i].a), str_of(same[i].b))) {
            print_message("# missed: %s = %s\n", same[i].a, same[i].b);
            missed++;
        }
    assert_int_equal(missed, 0);
}

static void two_names_stay_two(void **state)
{
    (void)state;
    size_t merged = 0;
    for (size_t i = 0; i < sizeof other / sizeof other[0]; i++)
        if (names_alike(arena, str_of(other[i].a), str_of(other[i].b))) {
            print_message("# merged: %s, %s\n", other[i].a, other[i].b);
            merged++;
        }
    assert_int_equal(merged, 0);
}

static void a_name_of_one_word_is_a_full_name(void **state)
{
    (void)state;
    struct str words[NAME_WORDS_MAX];
    assert_int_equal(name_words(arena, STR("Suparman"), words), 1);
    assert_int_equal(name_words(arena, STR("H"), words), 1); /* all that is known */
    assert_int_equal(name_words(arena, STR(""), words), 0);
    assert_int_equal(name_words(arena, STR(" - . "), words), 0);
    assert_false(names_alike(arena, STR(""), STR("Ani")));
    assert_false(names_alike(arena, STR(""), STR("")));
}

static void tokens_have_exact_words_skeletons_and_joined_neighbours(void **state)
{
    (void)state;
    struct name_tokens tokens = { 0 };
    name_tokens_add(arena, STR("Noer Haliza"), &tokens);
    assert_int_equal(tokens.count, 5);
    assert_int_equal(tokens.at[0].field, NAME_EXACT);
    assert_str(tokens.at[0].word, STR("noer"));
    assert_str(tokens.at[1].word, STR("nur"));
    assert_str(tokens.at[2].word, STR("nurhalia"));
}

static void limits_hold_for_a_very_long_name(void **state)
{
    (void)state;
    char text[5000];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 3 == 2 ? ' ' : (char)('a' + i % 26);
    struct name_tokens tokens = { 0 };
    name_tokens_add(arena, (struct str){ text, sizeof text }, &tokens);
    assert_in_range(tokens.count, 1, NAME_TOKENS_MAX);
    memset(text, 'c', sizeof text);
    name_tokens_add(arena, (struct str){ text, sizeof text }, &tokens);
    memset(text, 0xC3, sizeof text); /* no text at all */
    name_tokens_add(arena, (struct str){ text, sizeof text }, &tokens);
}

static void numbers_lose_what_people_put_between_the_digits(void **state)
{
    (void)state;
    assert_str(nik_normal(arena, STR("3603 1204 5678 0001")), STR("3603120456780001"));
    assert_str(nik_normal(arena, STR("360312045678000")), STR(""));
    assert_str(phone_normal(arena, STR("+62 812-3456-7890")), STR("234567890"));
    assert_str(phone_normal(arena, STR("0812 3456 7890")), STR("234567890"));
    assert_str(phone_normal(arena, STR("0254-123")), STR(""));
    assert_str(number_normal(arena, STR("LP/B/12/I/2027")), STR("LPB12I2027"));
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_spellings_of_one_name_meet),
        cmocka_unit_test(two_names_stay_two),
        cmocka_unit_test(a_name_of_one_word_is_a_full_name),
        cmocka_unit_test(tokens_have_exact_words_skeletons_and_joined_neighbours),
        cmocka_unit_test(limits_hold_for_a_very_long_name),
        cmocka_unit_test(numbers_lose_what_people_put_between_the_digits),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
