#include "text/words.h"

enum { SENTENCE_BYTES_MAX = 1 << 16, SEEN = 256 };

static const struct word *search(const char *key)
{
    size_t from = 0, to = word_count;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        int order = strcmp(key, word_table[mid].key);
        if (order == 0)
            return &word_table[mid];
        if (order < 0)
            to = mid;
        else
            from = mid + 1;
    }
    return NULL;
}

/* A page asks for the same few keys over and over, mostly by the same literal. */
static const struct word *find(const char *key)
{
    static const struct word *seen[SEEN];
    const struct word **at = &seen[((uintptr_t)key >> 2) % SEEN];
    if (*at == NULL || strcmp((*at)->key, key) != 0)
        *at = search(key);
    return *at;
}

bool words_has(const char *key)
{
    return find(key) != NULL;
}

struct str words_say(enum lang lang, const char *key)
{
    const struct word *word = find(key);
    must(word != NULL && lang < LANG_COUNT);
    return word->text[lang].many;
}

static const struct say_arg *arg_of(const struct say_arg *args, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(str_of(args[i].name), name))
            return &args[i];
    return NULL;
}

struct str words_fill(struct arena *arena, enum lang lang, const char *key,
                      const struct say_arg *args, size_t n)
{
    const struct word *word = find(key);
    must(word != NULL && lang < LANG_COUNT);
    bool one = false;
    for (size_t i = 0; i < n; i++)
        one |= args[i].counts && args[i].number == 1;
    struct buf out = buf_open(arena, SENTENCE_BYTES_MAX);
    struct str text = one ? word->text[lang].one : word->text[lang].many;
    while (text.n > 0) {
        struct str rest;
        buf_put(&out, str_cut(text, '{', &rest));
        if (rest.n == 0)
            break;
        const struct say_arg *arg = arg_of(args, n, str_cut(rest, '}', &text));
        must(arg != NULL);
        buf_put(&out, arg->counts ? words_number(arena, lang, arg->number) : arg->text);
    }
    return buf_str(&out);
}

struct str words_code(struct arena *arena, enum lang lang, const char *family, struct str code)
{
    struct str key = str_join(arena, str_of(family), code); /* ends with a NUL */
    must(str_find(key, '\0') == key.n);
    const struct word *word = search(key.at);
    return word == NULL ? code : word->text[lang].many;
}

struct str words_why(enum lang lang, const char *key)
{
    const struct word *word = key == NULL ? NULL : find(key);
    if (word == NULL)
        word = find("galat.umum");
    must(word != NULL);
    return word->text[lang].many;
}

struct str lang_code(enum lang lang)
{
    return lang == LANG_EN ? STR("en") : STR("id");
}

enum lang lang_of(struct str code)
{
    return str_eq(code, STR("en")) ? LANG_EN : LANG_ID;
}

struct str words_number(struct arena *arena, enum lang lang, int64_t number)
{
    struct buf digits = buf_open(arena, 64), out;
    buf_int(&digits, number);
    if (number > -1000 && number < 1000)
        return buf_str(&digits);
    out = buf_open(arena, 64);
    size_t sign = number < 0 ? 1 : 0;
    for (size_t i = 0; i < digits.n; i++) {
        if (i > sign && (digits.n - i) % 3 == 0)
            buf_byte(&out, lang == LANG_EN ? ',' : '.');
        buf_byte(&out, digits.at[i]);
    }
    return buf_str(&out);
}
