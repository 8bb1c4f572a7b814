#include "text/html.h"

#include "text/utf8.h"

/* U+202A to U+202E and U+2066 to U+2069: they would let a name turn the words around it. */
static bool turns_words(struct str s, size_t at)
{
    unsigned char second = (unsigned char)s.at[at + 1], third = (unsigned char)s.at[at + 2];
    return s.at[at] == '\xe2' && ((second == 0x80 && third >= 0xaa && third <= 0xae) ||
                                  (second == 0x81 && third >= 0xa6 && third <= 0xa9));
}

/* Replaces what is not UTF-8, so that no browser guesses another encoding. */
static size_t sequence(struct str s, size_t at)
{
    unsigned char first = (unsigned char)s.at[at];
    size_t n = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (at + n > s.n || !utf8_valid(str_part(s, at, at + n)) || (n == 3 && turns_words(s, at)))
        return 0;
    return n;
}

static struct str escaped(char c)
{
    switch (c) {
    case '&':
        return STR("&amp;");
    case '<':
        return STR("&lt;");
    case '>':
        return STR("&gt;");
    case '"':
        return STR("&quot;");
    case '\'':
        return STR("&#39;");
    case '\0':
        return STR("\xef\xbf\xbd");
    default:
        return STR("");
    }
}

/* Bytes that go into a page as they are. */
static bool as_is(unsigned char c)
{
    static const bool not_so[128] = {
        ['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, ['\''] = true, [0] = true
    };
    return c < 0x80 && !not_so[c];
}

void html_text(struct html *html, struct str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n;) {
        if (as_is((unsigned char)s.at[i])) {
            i++;
            continue;
        }
        size_t n = sequence(s, i);
        struct str instead = n == 0 ? STR("\xef\xbf\xbd") : n == 1 ? escaped(s.at[i]) : STR("");
        if (instead.n > 0) {
            buf_put(html->out, str_part(s, from, i));
            buf_put(html->out, instead);
            from = i + 1;
        }
        i += n == 0 ? 1 : n;
    }
    buf_put(html->out, str_part(s, from, s.n));
}

void html_number(struct html *html, int64_t number)
{
    buf_int(html->out, number);
}

void html_address(struct html *html, struct address address)
{
    html_text(html, address.s);
}

void html_markup(struct html *html, struct str literal)
{
    buf_put(html->out, literal);
}

void html_say(struct html *html, size_t word)
{
    must(word < word_count);
    html_text(html, word_table[word].text[html->lang].many);
}

void html_fill(struct html *html, size_t word, const struct say_arg *args, size_t n)
{
    must(word < word_count);
    html_text(html, words_fill(html->out->arena, html->lang, word_table[word].key, args, n));
}

struct address address_of(struct str path)
{
    must(path.n > 0 && (path.at[0] == '/' || path.at[0] == '#' || path.at[0] == '?'));
    must(path.n < 2 || path.at[0] != '/' || path.at[1] != '/');
    for (size_t i = 0; i < path.n; i++)
        must((unsigned char)path.at[i] > ' ' && path.at[i] != 0x7f && path.at[i] != '\\');
    return (struct address){ path };
}

static bool plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-._~/?=&#@:", c) != NULL);
}

struct address address_join(struct arena *arena, struct address base, const char *literal,
                            struct str part)
{
    enum { ADDRESS_BYTES_MAX = 8192 };
    struct buf out = buf_open(arena, ADDRESS_BYTES_MAX);
    buf_put(&out, base.s);
    buf_put(&out, str_of(literal));
    for (size_t i = 0; i < part.n; i++) {
        if (plain(part.at[i]))
            buf_byte(&out, part.at[i]);
        else
            buf_format(&out, "%%%02X", (unsigned char)part.at[i]);
    }
    return address_of(buf_str(&out));
}
