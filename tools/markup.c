#include "markup.h"

static bool one_of(struct str s, const char *const *words)
{
    for (; *words != NULL; words++)
        if (str_eq(s, str_of(*words)))
            return true;
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_address(struct str attribute)
{
    static const char *const names[] = { "href", "src",  "action",     "formaction", "poster",
                                         "cite", "data", "xlink:href", "manifest",   NULL };
    return one_of(attribute, names);
}

static bool is_void(struct str tag)
{
    static const char *const names[] = { "area", "br",   "col",    "hr",    "img", "input",
                                         "link", "meta", "source", "track", "wbr", NULL };
    return one_of(tag, names);
}

static void check_tag(const struct markup *m)
{
    static const char *const refused[] = { "style",   "iframe", "object",        "embed",
                                           "base",    "frame",  "applet",        "template",
                                           "animate", "set",    "foreignObject", "noembed",
                                           NULL };
    if (one_of(m->tag, refused))
        tool_fail(m->path, m->line, "<%.*s> is not allowed in a page", STR_ARG(m->tag));
}

static void check_attribute(const struct markup *m)
{
    struct str a = m->attribute;
    if (str_eq(a, STR("style")) || str_eq(a, STR("srcdoc")) || str_eq(a, STR("srcset")) ||
        (a.n > 2 && str_starts(a, STR("on"))))
        tool_fail(m->path, m->line, "the attribute \"%.*s\" is not allowed in a page", STR_ARG(a));
}

static void tag_ends(struct markup *m)
{
    struct str tag = m->tag;
    m->state = MARKUP_TEXT;
    if (m->closing) {
        if (m->depth == 0 && m->may_close)
            return;
        if (m->depth == 0 || !str_eq(m->stack[m->depth - 1], tag))
            tool_fail(m->path, m->line, "</%.*s> closes <%.*s>", STR_ARG(tag),
                      STR_ARG(m->depth == 0 ? STR("nothing") : m->stack[m->depth - 1]));
        m->depth--;
        return;
    }
    if (m->empty_tag || is_void(tag))
        return;
    if (m->depth == MARKUP_DEPTH_MAX)
        tool_fail(m->path, m->line, "elements nested deeper than %d", (int)MARKUP_DEPTH_MAX);
    m->stack[m->depth++] = tag;
}

/* A literal address under /aset/ becomes the hashed name; returns how many bytes it read. */
static size_t asset(struct markup *m, struct str rest)
{
    struct str name = str_part(rest, 6, rest.n);
    size_t i = asset_at(m->assets, name);
    if (i == m->assets->n)
        tool_fail(m->path, m->line, "\"%.*s\" is no file of assets/",
                  STR_ARG(str_part(rest, 0, str_find(rest, '"'))));
    struct str path = asset_path(m->assets, i);
    buf_put(&m->out, path);
    m->value_bytes += path.n;
    struct str after = str_part(name, asset_name(m->assets, i).n, name.n);
    struct str place = str_part(after, 1, str_find(after, m->quote));
    if (after.n > 0 && after.at[0] == '#' && place.n > 0 && str_find(after, m->quote) < after.n) {
        struct str want = str_format(m->assets->arena, "id=\"%.*s\"", STR_ARG(place));
        struct str content = asset_content(m->assets, i);
        if (str_search(content, want) == content.n)
            tool_fail(m->path, m->line, "\"%.*s\" has no %.*s", STR_ARG(asset_name(m->assets, i)),
                      STR_ARG(want));
    }
    return 6 + asset_name(m->assets, i).n;
}

static size_t in_value(struct markup *m, struct str rest)
{
    char c = rest.at[0];
    if (c == m->quote) {
        m->state = MARKUP_TAG;
        buf_byte(&m->out, c);
        return 1;
    }
    if (m->value_bytes == 0 && is_address(m->attribute)) {
        if (str_starts(rest, STR("/aset/")))
            return asset(m, rest);
        bool own = c == '#' || c == '?' || (c == '/' && !(rest.n > 1 && rest.at[1] == '/'));
        if (!own && !str_starts(rest, STR("tel:")))
            tool_fail(m->path, m->line, "an address of a page begins with /, # or ?");
    }
    if (c == '<')
        tool_fail(m->path, m->line, "< in an attribute");
    m->value_bytes++;
    buf_byte(&m->out, c);
    return 1;
}

static size_t in_text(struct markup *m, struct str rest)
{
    char c = rest.at[0];
    bool script = m->depth > 0 && str_eq(m->stack[m->depth - 1], STR("script"));
    if (str_starts(rest, STR("<!--"))) {
        size_t end = str_search(rest, STR("-->"));
        if (end == rest.n)
            tool_fail(m->path, m->line, "a comment without its end");
        for (size_t i = 0; i < end; i++)
            m->line += rest.at[i] == '\n' && i > 0;
        return end + 3;
    }
    if (script && !str_starts(rest, STR("</script>")))
        tool_fail(m->path, m->line, "script text is not allowed in a page: use src=");
    if (c == '<') {
        m->state = MARKUP_OPEN;
        m->closing = m->empty_tag = m->glued = false;
        buf_byte(&m->out, c);
        return 1;
    }
    if (c == '>' || c == '{' || c == '}')
        tool_fail(m->path, m->line, "a lone '%c' in the text", c);
    bool line_start = m->out.n > 0 && m->out.at[m->out.n - 1] == '\n';
    if (line_start && is_blank(c))
        return 1;
    buf_byte(&m->out, c);
    return 1;
}

static size_t in_open(struct markup *m, struct str rest)
{
    char c = rest.at[0];
    if (c == '/' && !m->closing) {
        m->closing = true;
        buf_byte(&m->out, c);
        return 1;
    }
    if (c == '!' && !m->closing) {
        m->state = MARKUP_DECLARATION;
        buf_byte(&m->out, c);
        return 1;
    }
    size_t n = 0;
    while (n < rest.n && is_name(rest.at[n]))
        n++;
    if (n == 0 || !is_letter(c))
        tool_fail(m->path, m->line, "a lone '<' in the text");
    m->tag = str_part(rest, 0, n);
    check_tag(m);
    m->state = MARKUP_NAME;
    buf_put(&m->out, m->tag);
    return n;
}

static size_t in_tag(struct markup *m, struct str rest)
{
    char c = rest.at[0];
    if (is_blank(c)) {
        if (m->out.n == 0 || m->out.at[m->out.n - 1] != ' ')
            buf_byte(&m->out, ' ');
        m->state = MARKUP_TAG;
        m->glued = false;
        return 1;
    }
    if (c == '>' || c == '/') {
        m->empty_tag |= c == '/';
        buf_byte(&m->out, c);
        if (c == '>')
            tag_ends(m);
        return 1;
    }
    if (c == '=' && m->state == MARKUP_ATTRIBUTE) {
        m->state = MARKUP_EQUALS;
        buf_byte(&m->out, c);
        return 1;
    }
    size_t n = 0;
    while (n < rest.n && is_name(rest.at[n]))
        n++;
    if (n == 0 || m->glued || m->closing || m->state != MARKUP_TAG)
        tool_fail(m->path, m->line, "expected a blank, an attribute or '>'");
    m->attribute = str_part(rest, 0, n);
    check_attribute(m);
    m->state = MARKUP_ATTRIBUTE;
    buf_put(&m->out, m->attribute);
    return n;
}

static size_t in_equals(struct markup *m, struct str rest)
{
    char c = rest.at[0];
    if (c != '"' && c != '\'')
        tool_fail(m->path, m->line, "the value of \"%.*s\" must be quoted", STR_ARG(m->attribute));
    m->quote = c;
    m->state = MARKUP_VALUE;
    m->value_bytes = 0;
    buf_byte(&m->out, c);
    return 1;
}

static size_t in_declaration(struct markup *m, struct str rest)
{
    buf_byte(&m->out, rest.at[0]);
    if (rest.at[0] == '>')
        m->state = MARKUP_TEXT;
    return 1;
}

void markup_feed(struct markup *m, struct str literal)
{
    static size_t (*const steps[])(struct markup *, struct str) = {
        in_text, in_open, in_tag, in_tag, in_tag, in_equals, in_value, in_declaration,
    };
    while (literal.n > 0) {
        m->line += literal.at[0] == '\n';
        size_t read = steps[m->state](m, literal);
        literal = str_part(literal, read, literal.n);
    }
}

enum markup_place markup_field(struct markup *m)
{
    if (m->state == MARKUP_TEXT) {
        bool script = m->depth > 0 && str_eq(m->stack[m->depth - 1], STR("script"));
        if (script)
            tool_fail(m->path, m->line, "no field may stand in a script");
        return PLACE_TEXT;
    }
    if (m->state != MARKUP_VALUE)
        tool_fail(m->path, m->line, "a field may stand in text or in a quoted value only");
    bool begins = m->value_bytes == 0;
    m->value_bytes++;
    return begins && is_address(m->attribute) ? PLACE_ADDRESS : PLACE_VALUE;
}

void markup_boundary(struct markup *m)
{
    if (m->state == MARKUP_OPEN || m->state == MARKUP_EQUALS || m->state == MARKUP_DECLARATION)
        tool_fail(m->path, m->line, "a block may not begin or end here");
    if (m->state == MARKUP_VALUE && m->value_bytes == 0 && is_address(m->attribute))
        tool_fail(m->path, m->line, "an address begins with a literal or a field");
    if (m->state == MARKUP_NAME || m->state == MARKUP_ATTRIBUTE || m->state == MARKUP_TAG) {
        bool blank = m->out.n > 0 && m->out.at[m->out.n - 1] == ' ';
        m->glued = !blank;
        m->state = MARKUP_TAG;
    }
}

bool markup_same(const struct markup *a, const struct markup *b)
{
    if (a->state != b->state || a->depth != b->depth)
        return false;
    if (a->state == MARKUP_TAG)
        return str_eq(a->tag, b->tag);
    if (a->state == MARKUP_VALUE)
        return a->quote == b->quote && str_eq(a->attribute, b->attribute);
    return true;
}

void markup_finish(struct markup *m)
{
    if (m->state != MARKUP_TEXT)
        tool_fail(m->path, m->line, "the page ends inside a tag");
    if (m->depth > 0 && !m->may_leave)
        tool_fail(m->path, m->line, "<%.*s> is not closed", STR_ARG(m->stack[m->depth - 1]));
}
