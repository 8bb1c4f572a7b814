#include "domain/names.h"

#include <string.h>

enum { NAME_BYTES_MAX = 400 };

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* ---- plain letters ---- */

/* Base letters of U+00C0 to U+017F; '*' = not a letter. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln"
                            "nnnnnnnnooooooooorrrrrrsssssssstttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* One lower-case byte a letter; other scripts' bytes stay as they are. */
static struct str letters_of(struct arena *arena, struct str text)
{
    struct buf out = buf_open(arena, NAME_BYTES_MAX);
    for (size_t i = 0; i < text.n && i < NAME_BYTES_MAX; i++) {
        unsigned char c = (unsigned char)text.at[i];
        unsigned char next = i + 1 < text.n ? (unsigned char)text.at[i + 1] : 0;
        unsigned code = (c & 0x1Fu) << 6 | (next & 0x3Fu);
        if (c == 0xE2 && next == 0x80 && i + 2 < text.n) { /* typographic quotes and dashes */
            bool quote =
                (unsigned char)text.at[i + 2] == 0x98 || (unsigned char)text.at[i + 2] == 0x99;
            buf_byte(&out, quote ? '\'' : ' ');
            i += 2;
        } else if (c >= 0xC3 && c <= 0xC5 && next >= 0x80 && code - 0xC0 < sizeof latin - 1) {
            buf_byte(&out, latin[code - 0xC0]);
            i++;
        } else if (c >= 'A' && c <= 'Z') {
            buf_byte(&out, (char)(c - 'A' + 'a'));
        } else if (c == '`' || c == '"') {
            buf_byte(&out, '\'');
        } else {
            buf_byte(&out, (char)c);
        }
    }
    return buf_str(&out);
}

/* ---- words ---- */

/* Said before a name, or between two, and no part of it (nama_singkatan.csv). */
static const char *const dropped[] = {
    "h",    "hj",   "ny",    "tn",   "nn",    "bp",     "bpk",    "pak", "bapak",
    "bu",   "ibu",  "sdr",   "sdri", "dr",    "drs",    "dra",    "drg", "ir",
    "prof", "alm",  "almh",  "bin",  "binti", "bt",     "bte",    "b",   "alias",
    "dkk",  "haji", "hajah", "kyai", "ustad", "ustadz", "hajjah", "an",  "anak",
};

/* Written short in registers; what stands for more than one word has a blank. */
static const struct {
    const char *from, *to;
} written_out[] = {
    { "moh", "muhammad" },     { "mohd", "muhammad" },
    { "moch", "muhammad" },    { "muh", "muhammad" },
    { "muhd", "muhammad" },    { "mhd", "muhammad" },
    { "md", "muhammad" },      { "mohamed", "muhammad" },
    { "muhamed", "muhammad" }, { "ach", "ahmad" },
    { "ahm", "ahmad" },        { "ahmat", "ahmad" },
    { "achmat", "ahmad" },     { "abd", "abdul" },
    { "st", "siti" },          { "sitti", "siti" },
    { "sity", "siti" },        { "iga", "gusti ayu" },
    { "ign", "ignatius" },     { "fx", "fransiskus xaverius" },
    { "yoh", "yohanes" },      { "tb", "tubagus" },
    { "rd", "raden" },         { "ra", "raden ajeng" },
};

static bool is_dropped(struct str word)
{
    for (size_t i = 0; i < sizeof dropped / sizeof dropped[0]; i++)
        if (str_eq(word, str_of(dropped[i])))
            return true;
    return false;
}

struct words {
    struct str *at;
    size_t count;
};

static void word_put(struct words *words, struct str word)
{
    if (word.n > 0 && words->count < NAME_WORDS_MAX)
        words->at[words->count++] = str_part(word, 0, NAME_WORD_BYTES_MAX);
}

/* Abdurrahman = Abdul Rahman: the article took the next letter's sound.  Not Abdullah. */
static bool article_split(struct words *words, struct str word)
{
    if (word.n < 9 || !str_starts(word, STR("abdu")))
        return false;
    struct str rest = str_part(word, 5, word.n);
    if (str_starts(rest, STR("lah")) || str_starts(rest, STR("loh")))
        return false;
    word_put(words, STR("abdul"));
    word_put(words, rest);
    return true;
}

static void word_take(struct words *words, struct str word, bool first, bool alone)
{
    if (word.n == 0 || (is_dropped(word) && !(first && alone)))
        return;
    bool particle = str_eq(word, STR("i")) || str_eq(word, STR("ni")); /* Bali: before the name */
    if (first && particle && !alone)
        return;
    if (word.n == 1 && !alone) {
        /* M. and S. before a name stand for one name only; other single letters say nothing. */
        if (first && word.at[0] == 'm')
            word_put(words, STR("muhammad"));
        if (first && word.at[0] == 's')
            word_put(words, STR("siti"));
        if (first && word.at[0] == 'a')
            word_put(words, STR("ahmad"));
        return;
    }
    for (size_t i = 0; i < sizeof written_out / sizeof written_out[0]; i++)
        if (str_eq(word, str_of(written_out[i].from))) {
            struct str rest = str_of(written_out[i].to);
            while (rest.n > 0)
                word_put(words, str_cut(rest, ' ', &rest));
            return;
        }
    if (!article_split(words, word))
        word_put(words, word);
}

/* Degrees stand behind a comma: "Lina, S.Pd."; "Aminah, Siti" is a name. */
static struct str without_degrees(struct str text)
{
    size_t comma = str_find(text, ',');
    struct str rest = str_part(text, comma + 1, text.n);
    return comma < text.n && str_find(rest, '.') < rest.n ? str_part(text, 0, comma) : text;
}

static bool separates(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '-' || c == '.' || c == ',' || c == ';' ||
           c == '/' || c == '(' || c == ')' || c == '*';
}

size_t name_words(struct arena *arena, struct str name, struct str words[NAME_WORDS_MAX])
{
    struct words out = { words, 0 };
    struct str text = letters_of(arena, without_degrees(name));
    struct str raw[NAME_WORDS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < text.n && count < NAME_WORDS_MAX;) {
        size_t to = i;
        while (to < text.n && !separates(text.at[to]))
            to++;
        if (to > i)
            raw[count++] = str_part(text, i, to);
        i = to + 1;
    }
    for (size_t i = 0; i < count; i++)
        word_take(&out, raw[i], i == 0, count == 1);
    return out.count;
}

/* ---- where spellings meet ---- */

/* In this order, at every place; the longest first. */
static const struct {
    const char *from, *to;
} sounds[] = {
    { "rochm", "rahm" }, { "rohm", "rahm" },   { "romad", "ramad" },  { "khoir", "hair" },
    { "choir", "hair" }, { "soleh", "saleh" }, { "sholeh", "saleh" }, { "maes", "mais" },
    { "dj", "j" },       { "tj", "c" },        { "nj", "ny" },        { "sj", "s" },
    { "sh", "s" },       { "sy", "s" },        { "kh", "h" },         { "dh", "d" },
    { "dz", "j" },       { "th", "t" },        { "gh", "g" },         { "ph", "p" },
    { "ck", "k" },       { "oe", "u" },        { "oo", "u" },         { "ae", "ai" },
    { "x", "ks" },       { "z", "j" },         { "q", "k" },          { "f", "p" },
    { "v", "p" },
};

static struct str replace(struct arena *arena, struct str word, bool ch_as_c)
{
    struct buf out = buf_open(arena, 2 * NAME_WORD_BYTES_MAX);
    for (size_t i = 0; i < word.n;) {
        struct str rest = str_part(word, i, word.n);
        size_t hit = 0;
        while (hit < sizeof sounds / sizeof sounds[0] &&
               !str_starts(rest, str_of(sounds[hit].from)))
            hit++;
        if (hit < sizeof sounds / sizeof sounds[0]) {
            buf_put(&out, str_of(sounds[hit].to));
            i += strlen(sounds[hit].from);
        } else if (str_starts(rest, STR("ch"))) {
            buf_byte(&out, ch_as_c ? 'c' : 'h');
            i += 2;
        } else {
            buf_byte(&out, word.at[i++]);
        }
    }
    return buf_str(&out);
}

/* j and y, o and u are one; iy and uw before a vowel, y and w behind a consonant are vowels. */
static char class_of(struct str word, size_t i, char before)
{
    char c = word.at[i];
    char next = i + 1 < word.n ? word.at[i + 1] : '\0';
    if (c == 'o')
        return 'u';
    if (c != 'y' && c != 'j' && c != 'w')
        return c;
    char vowel = c == 'w' ? 'u' : 'i';
    bool melts = before == vowel && (is_vowel(next) || next == 'o');
    bool behind_consonant = before != '\0' && !is_vowel(before);
    if (melts || behind_consonant)
        return vowel;
    return c == 'w' ? 'w' : 'y';
}

/* One word (as name_words() gives it) in the form where spellings meet; with `ch_as_c` ch is
 * read as c, the second reading of an old spelling. */
static struct str name_skeleton(struct arena *arena, struct str word, bool ch_as_c)
{
    struct str text = replace(arena, word, ch_as_c);
    struct buf out = buf_open(arena, 2 * NAME_WORD_BYTES_MAX);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        if (c == '\'')
            continue;
        char before = out.n > 0 ? out.at[out.n - 1] : '\0';
        if (is_letter(c))
            c = class_of(text, i, before);
        if (c != before || !is_letter(c))
            buf_byte(&out, c);
    }
    struct str s = buf_str(&out);
    if (s.n > 3 && s.at[s.n - 1] == 'h')
        s.n--;
    /* -loh, -roh: the same ending as -lah, -rah */
    if (s.n > 3 && s.at[s.n - 1] == 'u' && (s.at[s.n - 2] == 'l' || s.at[s.n - 2] == 'r') &&
        str_ends(word, STR("oh"))) {
        char *own = (char *)(uintptr_t)s.at; /* made above */
        own[s.n - 1] = 'a';
    }
    return str_part(s, 0, NAME_WORD_BYTES_MAX);
}

static void token_put(struct name_tokens *out, enum name_field field, struct str word)
{
    for (size_t i = 0; i < out->count; i++)
        if (out->at[i].field == field && str_eq(out->at[i].word, word))
            return;
    if (word.n > 0 && out->count < NAME_TOKENS_MAX)
        out->at[out->count++] = (struct name_token){ field, word };
}

static struct str without_marks(struct arena *arena, struct str word)
{
    struct buf out = buf_open(arena, NAME_WORD_BYTES_MAX);
    for (size_t i = 0; i < word.n; i++)
        if (word.at[i] != '\'')
            buf_byte(&out, word.at[i]);
    return buf_str(&out);
}

/* Ma'mun is also written Makmun. */
static struct str mark_as_k(struct arena *arena, struct str word)
{
    struct buf out = buf_open(arena, NAME_WORD_BYTES_MAX);
    for (size_t i = 0; i < word.n; i++)
        buf_byte(&out, word.at[i] == '\'' ? 'k' : word.at[i]);
    return buf_str(&out);
}

static void skeletons_put(struct arena *arena, struct str word, struct name_tokens *out)
{
    token_put(out, NAME_SKELETON, name_skeleton(arena, word, false));
    if (str_search(word, STR("ch")) < word.n)
        token_put(out, NAME_SKELETON, name_skeleton(arena, word, true));
    if (str_find(word, '\'') < word.n)
        token_put(out, NAME_SKELETON, name_skeleton(arena, mark_as_k(arena, word), false));
}

void name_tokens_add(struct arena *arena, struct str name, struct name_tokens *out)
{
    struct str words[NAME_WORDS_MAX];
    size_t count = name_words(arena, name, words);
    for (size_t i = 0; i < count; i++) {
        token_put(out, NAME_EXACT, without_marks(arena, words[i]));
        skeletons_put(arena, words[i], out);
        if (i + 1 < count) /* Nur Haliza = Nurhaliza */
            token_put(out, NAME_SKELETON,
                      name_skeleton(arena, str_join(arena, words[i], words[i + 1]), false));
    }
}

static bool has(const struct name_tokens *tokens, struct str word)
{
    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->at[i].field == NAME_SKELETON && str_eq(tokens->at[i].word, word))
            return true;
    return false;
}

/* Every word of `a`, alone or joined with its neighbour, is a word of b. */
static bool covers(struct arena *arena, struct str a, const struct name_tokens *b)
{
    struct str words[NAME_WORDS_MAX];
    size_t count = name_words(arena, a, words);
    for (size_t i = 0; i < count; i++) {
        struct name_tokens mine = { 0 };
        bool found = false;
        skeletons_put(arena, words[i], &mine);
        for (size_t k = 0; k < mine.count && !found; k++)
            found = has(b, mine.at[k].word);
        bool joined = i + 1 < count &&
                      has(b, name_skeleton(arena, str_join(arena, words[i], words[i + 1]), false));
        if (!found && !joined)
            return false;
        if (!found)
            i++;
    }
    return count > 0;
}

bool names_alike(struct arena *arena, struct str a, struct str b)
{
    struct name_tokens *of_a = arena_new(arena, struct name_tokens);
    struct name_tokens *of_b = arena_new(arena, struct name_tokens);
    name_tokens_add(arena, a, of_a);
    name_tokens_add(arena, b, of_b);
    return covers(arena, a, of_b) || covers(arena, b, of_a);
}

/* ---- numbers ---- */

static struct str digits_of(struct arena *arena, struct str typed)
{
    struct buf out = buf_open(arena, NAME_BYTES_MAX);
    for (size_t i = 0; i < typed.n; i++)
        if (typed.at[i] >= '0' && typed.at[i] <= '9')
            buf_byte(&out, typed.at[i]);
    return buf_str(&out);
}

struct str nik_normal(struct arena *arena, struct str typed)
{
    struct str digits = digits_of(arena, typed);
    return digits.n == 16 ? digits : STR("");
}

struct str phone_normal(struct arena *arena, struct str typed)
{
    struct str digits = digits_of(arena, typed);
    if (str_starts(digits, STR("62")))
        digits = str_part(digits, 2, digits.n);
    while (digits.n > 0 && digits.at[0] == '0')
        digits = str_part(digits, 1, digits.n);
    if (digits.n < 7)
        return STR("");
    return digits.n > 9 ? str_part(digits, digits.n - 9, digits.n) : digits;
}

struct str number_normal(struct arena *arena, struct str typed)
{
    struct buf out = buf_open(arena, NAME_WORD_BYTES_MAX);
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.at[i];
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            buf_byte(&out, c);
    }
    return buf_str(&out);
}
