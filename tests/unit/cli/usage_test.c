/* The table of commands: every option and argument it names is explained, and nothing else is. */
#include "../unit.h"

#include "cli/commands.h"
#include "cli/usage.h"

enum { ARENA_BYTES = 16 << 20 };

#define ROW(name, function, help, usage) { name, NULL, help, usage },
static const struct command table[] = { COMMANDS(ROW) };
enum { TABLE_N = sizeof table / sizeof *table };

static void expect_items(const char *usage, const char *want)
{
    struct arena *arena = arena_open(ARENA_BYTES);
    struct buf said = buf_open(arena, 4096);
    struct usage_item item;
    for (struct str rest = str_of(usage); usage_next(&rest, &item);)
        buf_format(&said, "%.*s%s%.*s;", STR_ARG(item.name), item.value.n > 0 ? "=" : "",
                   STR_ARG(item.value));
    assert_str(buf_str(&said), str_of(want));
    arena_close(arena);
}

static void a_usage_is_taken_apart(void **state)
{
    (void)state;
    expect_items("", "");
    expect_items("CASE STEP", "CASE;STEP;");
    expect_items("FILE... [--sop DIR]", "FILE;--sop=DIR;");
    expect_items("[--all] CASE", "--all;CASE;");
    expect_items("[--plain | --tls] [--cert FILE --key FILE]",
                 "--plain;--tls;--cert=FILE;--key=FILE;");
    expect_items("(--as NAME [--secret-file FILE] | --demo-login ROLE)",
                 "--as=NAME;--secret-file=FILE;--demo-login=ROLE;");
    expect_items("[KEY=VALUE]... [--which mine|open]", "KEY=VALUE;--which=mine|open;");
    expect_items("--hash [--office CODE]", "--hash;--office=CODE;");
}

static bool said_by(const struct command *command, const char *usage, const char *key)
{
    struct arena *arena = arena_open(ARENA_BYTES);
    struct usage_item item;
    bool said = false;
    for (struct str rest = str_of(usage); usage_next(&rest, &item);)
        said |= strcmp(usage_key(arena, command, &item), key) == 0;
    arena_close(arena);
    return said;
}

static void every_option_is_explained(void **state)
{
    struct arena *arena = arena_open(ARENA_BYTES);
    (void)state;
    for (size_t i = 0; i <= TABLE_N; i++) {
        const struct command *command = i < TABLE_N ? &table[i] : NULL;
        struct str rest = str_of(command == NULL ? USAGE_COMMON : command->usage);
        struct usage_item item;
        while (usage_next(&rest, &item))
            if (!words_has(usage_key(arena, command, &item)))
                fail_msg("%s: no words for %s", command == NULL ? "" : command->name,
                         usage_key(arena, command, &item));
        assert_true(command == NULL || words_has(command->help));
    }
    arena_close(arena);
}

static void nothing_is_explained_that_no_command_takes(void **state)
{
    (void)state;
    for (size_t w = 0; w < word_count; w++) {
        const char *key = word_table[w].key;
        if (!str_starts(str_of(key), STR("opt.")) && !str_starts(str_of(key), STR("arg.")))
            continue;
        bool said = said_by(NULL, USAGE_COMMON, key);
        for (size_t i = 0; i < TABLE_N; i++)
            said = said || said_by(&table[i], table[i].usage, key);
        if (!said)
            fail_msg("no command takes %s", key);
    }
}

static void no_name_stands_twice(void **state)
{
    (void)state;
    for (size_t i = 0; i < TABLE_N; i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(table[i].name, table[j].name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_usage_is_taken_apart),
        cmocka_unit_test(every_option_is_explained),
        cmocka_unit_test(nothing_is_explained_that_no_command_takes),
        cmocka_unit_test(no_name_stands_twice),
    };
    unit_begin();
    return cmocka_run_group_tests_name("usage", tests, NULL, NULL);
}
