#include "text/json.h"

#include "text/utf8.h"

struct json json_open(struct buf *out)
{
    return (struct json){ .out = out };
}

/* The comma before a value or a member. */
static void comma(struct json *json)
{
    uint32_t bit = UINT32_C(1) << json->depth;
    if (!json->after_key && (json->filled & bit) != 0)
        buf_byte(json->out, ',');
    json->filled |= bit;
    json->after_key = false;
}

static void down(struct json *json, bool array)
{
    comma(json);
    must(json->depth + 1 < 32);
    json->depth++;
    uint32_t bit = UINT32_C(1) << json->depth;
    json->filled &= ~bit;
    json->arrays = array ? json->arrays | bit : json->arrays & ~bit;
    buf_byte(json->out, array ? '[' : '{');
}

void json_object_begin(struct json *json)
{
    down(json, false);
}

void json_array_begin(struct json *json)
{
    down(json, true);
}

void json_end(struct json *json)
{
    must(json->depth > 0 && !json->after_key);
    buf_byte(json->out, (json->arrays >> json->depth & 1) != 0 ? ']' : '}');
    json->depth--;
}

static void quoted(struct buf *out, struct str s)
{
    buf_byte(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c == '"' || c == '\\')
            buf_format(out, "\\%c", c);
        else if (c < 32 || c == '<' || c == 0x7f) /* '<': no markup even where somebody pastes it */
            buf_format(out, "\\u%04x", c);
        else
            buf_byte(out, (char)c);
    }
    buf_byte(out, '"');
}

/* Valid UTF-8 as it is; else each foreign byte becomes U+FFFD. */
static struct str sound(struct arena *arena, struct str s)
{
    if (utf8_valid(s))
        return s;
    struct buf out = buf_open(arena, 3 * s.n);
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.at[i] < 0x80)
            buf_byte(&out, s.at[i]);
        else
            buf_put(&out, STR("\xef\xbf\xbd"));
    }
    return buf_str(&out);
}

void json_key(struct json *json, const char *key)
{
    must((json->arrays >> json->depth & 1) == 0 && json->depth > 0);
    comma(json);
    quoted(json->out, str_of(key));
    buf_byte(json->out, ':');
    json->after_key = true;
}

void json_str(struct json *json, struct str s)
{
    comma(json);
    quoted(json->out, sound(json->out->arena, s));
}

void json_int(struct json *json, int64_t number)
{
    comma(json);
    buf_int(json->out, number);
}

void json_bool(struct json *json, bool yes)
{
    comma(json);
    buf_put(json->out, yes ? STR("true") : STR("false"));
}

void json_none(struct json *json)
{
    comma(json);
    buf_put(json->out, STR("null"));
}

void json_put_str(struct json *json, const char *key, struct str s)
{
    json_key(json, key);
    json_str(json, s);
}

void json_put_int(struct json *json, const char *key, int64_t number)
{
    json_key(json, key);
    json_int(json, number);
}

void json_put_bool(struct json *json, const char *key, bool yes)
{
    json_key(json, key);
    json_bool(json, yes);
}
