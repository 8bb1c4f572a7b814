/* A form of the shipped definition as fields of a page, and its answers as people read them. */
#include "../unit.h"

#include "domain/tables.h"
#include "view/form_fill.h"
#include "view/said.h"

enum { ARENA_BYTES = 64 << 20 };

static struct field fields[] = {
    { .key = { "channel", 7 },
      .no = 1000,
      .type = FIELD_ENUM,
      .compartment = 'I',
      .choices = { 0, 2 },
      .label = { { "Cara", 4 }, { "How", 3 } },
      .need = true },
    { .key = { "person.full_name", 16 },
      .no = 1001,
      .type = FIELD_TEXT,
      .compartment = 'I',
      .label = { { "Nama", 4 }, { "Name", 4 } },
      .group = { { "Orang", 5 }, { "Person", 6 } } },
    { .key = { "person.education", 16 },
      .no = 1002,
      .type = FIELD_CODE,
      .compartment = 'I',
      .codes = { "simfoni_pendidikan", 18 },
      .label = { { "Pendidikan", 10 }, { "Education", 9 } },
      .group = { { "Orang", 5 }, { "Person", 6 } } },
    { .key = { "needs", 5 },
      .no = 1003,
      .type = FIELD_MULTI,
      .compartment = 'K',
      .choices = { 0, 2 },
      .label = { { "Kebutuhan", 9 }, { "Needs", 5 } } },
    { .key = { "seen", 4 },
      .no = 1004,
      .type = FIELD_DT,
      .compartment = 'I',
      .label = { { "Waktu", 5 }, { "Time", 4 } } },
    { .key = { "loss", 4 },
      .no = 1005,
      .type = FIELD_MONEY,
      .compartment = 'I',
      .label = { { "Rugi", 4 }, { "Loss", 4 } } },
    { .key = { "route", 5 },
      .no = 1006,
      .type = FIELD_LIST,
      .compartment = 'I',
      .columns = { 7, 2 },
      .label = { { "Rute", 4 }, { "Route", 5 } } },
    { .key = { "place", 5 }, .type = FIELD_TEXT, .label = { { "Tempat", 6 }, { "Place", 5 } } },
    { .key = { "alone", 5 }, .type = FIELD_BOOL, .label = { { "Sendiri", 7 }, { "Alone", 5 } } },
};
static struct choice choices[] = {
    { .code = { "phone", 5 }, .label = { { "Telepon", 7 }, { "Phone", 5 } } },
    { .code = { "walk", 4 }, .label = { { "Datang", 6 }, { "Walk-in", 7 } } },
};
static struct form form = { .fields = { 0, 7 } };
static const struct definition definition = {
    .fields = fields,
    .fields_n = 9,
    .choices = choices,
    .choices_n = 2,
    .forms = &form,
    .forms_n = 1,
};

static struct when when_of(void **state, enum lang lang)
{
    return (struct when){ .arena = *state, .lang = lang, .offset_min = 420 };
}

static int open_arena(void **state)
{
    *state = arena_open(ARENA_BYTES);
    return 0;
}

static int close_arena(void **state)
{
    arena_close(*state);
    return 0;
}

static const struct field_view *named(const struct field_view *all, size_t n, const char *name,
                                      bool head)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(all[i].name, str_of(name)) && all[i].head == head)
            return &all[i];
    return NULL;
}

static void a_block_has_its_heading_and_an_end_and_codes_are_chosen_from_their_list(void **state)
{
    struct when when = when_of(state, LANG_ID);
    struct form_fill fill = { .definition = &definition, .held = 0xffff };
    size_t n;
    const struct field_view *all = form_fill(&when, &fill, &n);
    const struct field_view *head = named(all, n, "person.full_name", true);
    assert_non_null(head);
    assert_str(head->label, STR("Orang"));
    const struct field_view *end = named(all, n, "person.education", true);
    assert_non_null(end);
    assert_int_equal(end->label.n, 0);
    const struct field_view *education = named(all, n, "person.education", false);
    assert_true(education->one && education->pick && education->choices.n > 5);
    const struct field_view *channel = named(all, n, "channel", false);
    assert_true(channel->one && channel->brief && channel->needed && !channel->pick);
}

static void what_an_officer_does_not_hold_is_not_on_the_page(void **state)
{
    struct when when = when_of(state, LANG_ID);
    struct form_fill fill = { .definition = &definition, .held = 1u << 2 };
    size_t n;
    const struct field_view *all = form_fill(&when, &fill, &n);
    assert_null(named(all, n, "needs", false));
    assert_non_null(named(all, n, "channel", false));
}

static void answers_are_said_in_the_readers_language(void **state)
{
    struct when id = when_of(state, LANG_ID), en = when_of(state, LANG_EN);
    assert_str(said_answer(&id, &definition, &fields[0], STR("phone")), STR("Telepon"));
    assert_str(said_answer(&en, &definition, &fields[3], STR("walk phone")), STR("Walk-in, Phone"));
    assert_str(said_answer(&id, &definition, &fields[4], STR("2026-11-24T09:00:00+07:00")),
               STR("Selasa 24 November 2026, 09.00"));
    assert_str(said_answer(&id, &definition, &fields[5], STR("18000000")), STR("Rp18.000.000"));
    assert_str(said_answer(&id, &definition, &fields[6], STR("Solo\tyes\n\tno")),
               STR("Solo, Ya; Tidak"));
    assert_str(said_label(&en, &fields[1]), STR("Person: Name"));
    assert_str(said_answer(&id, &definition, &fields[4], STR("kemarin sore")), STR("kemarin sore"));
}

static void an_error_stands_at_its_field_and_links_from_the_summary(void **state)
{
    struct when when = when_of(state, LANG_EN);
    struct form_error error = { .field = 1, .key = "form.required" };
    struct form_fill fill = {
        .definition = &definition, .held = 0xffff, .errors = &error, .errors_n = 1
    };
    size_t n, errors;
    const struct field_view *all = form_fill(&when, &fill, &n);
    const struct error_view *summary = form_fill_errors(&when, &fill, &errors);
    assert_int_equal(errors, 1);
    assert_str(summary[0].href.s, STR("#f-person.full_name"));
    assert_true(str_starts(summary[0].text, STR("Person: Name: ")));
    assert_true(str_ends(summary[0].text, words_why(LANG_EN, "form.required")));
    assert_str(named(all, n, "person.full_name", false)->error,
               words_why(LANG_EN, "form.required"));
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_block_has_its_heading_and_an_end_and_codes_are_chosen_from_their_list, open_arena,
            close_arena),
        cmocka_unit_test_setup_teardown(what_an_officer_does_not_hold_is_not_on_the_page,
                                        open_arena, close_arena),
        cmocka_unit_test_setup_teardown(answers_are_said_in_the_readers_language, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(an_error_stands_at_its_field_and_links_from_the_summary,
                                        open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
