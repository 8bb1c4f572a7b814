/*
 * text/html - values go into a page only through their C type.
 *
 * Pages are compiled from pages/ (tools/pagegen); what they put is escaped by
 * html_put(), which knows struct str, numbers and struct address and nothing
 * else: a raw byte string does not compile, and there is no way round it.
 */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "text/words.h"

struct html {
    struct buf *out;
    enum lang lang;
};

/* An address of this program: "/office/…", "#place" or "?query".  Made only by address_of(). */
struct address {
    struct str s;
};

/* Claims that `path` begins with '/' (not "//"), '#' or '?' and has no control byte or blank. */
struct address address_of(struct str path);
/* "/tangsel" + "/kasus/" + key and the like, in the arena; parts are percent-encoded where they
 * hold other bytes than letters, digits and "-._~/?=&#@:". */
struct address address_join(struct arena *arena, struct address base, const char *literal,
                            struct str part);

/* Escaped for text and for quoted attributes alike: & < > " ' and bytes that are not UTF-8. */
void html_text(struct html *html, struct str s);
void html_number(struct html *html, int64_t number);
void html_address(struct html *html, struct address address);
/* Markup and sentences known at build time. */
void html_markup(struct html *html, struct str literal);
void html_say(struct html *html, size_t word);
void html_fill(struct html *html, size_t word, const struct say_arg *args, size_t n);

static inline void html_size(struct html *html, size_t number)
{
    html_number(html, (int64_t)number);
}

static inline void html_int(struct html *html, int number)
{
    html_number(html, number);
}

#define html_put(html, value)           \
    _Generic((value), struct str        \
             : html_text, int64_t       \
             : html_number, size_t      \
             : html_size, int           \
             : html_int, struct address \
             : html_address)((html), (value))
/* Where an address begins (href, src, action): nothing but an address compiles. */
#define html_put_address(html, value) \
    _Generic((value), struct address : html_address)((html), (value))

static inline bool html_true_str(struct str s)
{
    return s.n > 0;
}

static inline bool html_true_address(struct address a)
{
    return a.s.n > 0;
}

static inline bool html_true_bool(bool b)
{
    return b;
}

static inline bool html_true_number(int64_t n)
{
    return n != 0;
}

static inline bool html_true_size(size_t n)
{
    return n != 0;
}

/* What {{if}} asks: a text that is not empty, a number that is not 0, a list by its .n. */
#define html_true(value)                     \
    _Generic((value), struct str             \
             : html_true_str, struct address \
             : html_true_address, bool       \
             : html_true_bool, int           \
             : html_true_number, int64_t     \
             : html_true_number, size_t      \
             : html_true_size)(value)

/* Arguments of a sentence, by type. */
static inline struct say_arg say_size(const char *name, size_t number)
{
    return say_number(name, (int64_t)number);
}

#define say_value(name, value)    \
    _Generic((value), struct str  \
             : say_text, int64_t  \
             : say_number, size_t \
             : say_size)((name), (value))

/* Runs of rows in a view struct. */
#define LIST(type)      \
    struct {            \
        const type *at; \
        size_t n;       \
    }

#endif
