#include "seal/fact.h"

enum { FACTS_FEW = 8, FACT_HEAD_BYTES = 7 };

struct facts *facts_new(struct arena *arena)
{
    struct facts *facts = arena_new(arena, struct facts);
    facts->arena = arena;
    return facts;
}

/* Bytes of the UTF-8 sequence at the start of s, 0 when it is none. */
static size_t utf8_sequence(const unsigned char *s, size_t n)
{
    static const struct {
        unsigned char from, to, second_from, second_to;
        unsigned char length;
    } rows[] = {
        { 0x00, 0x7F, 0, 0, 1 },       { 0xC2, 0xDF, 0x80, 0xBF, 2 }, { 0xE0, 0xE0, 0xA0, 0xBF, 3 },
        { 0xE1, 0xEC, 0x80, 0xBF, 3 }, { 0xED, 0xED, 0x80, 0x9F, 3 }, { 0xEE, 0xEF, 0x80, 0xBF, 3 },
        { 0xF0, 0xF0, 0x90, 0xBF, 4 }, { 0xF1, 0xF3, 0x80, 0xBF, 4 }, { 0xF4, 0xF4, 0x80, 0x8F, 4 },
    };
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        if (s[0] < rows[r].from || s[0] > rows[r].to)
            continue;
        if (rows[r].length > n)
            return 0;
        if (rows[r].length > 1 && (s[1] < rows[r].second_from || s[1] > rows[r].second_to))
            return 0;
        for (size_t i = 2; i < rows[r].length; i++)
            if ((s[i] & 0xC0) != 0x80)
                return 0;
        return rows[r].length;
    }
    return 0;
}

bool fact_text_ok(struct str text)
{
    if (text.n > FACT_TEXT_MAX)
        return false;
    const unsigned char *s = (const unsigned char *)text.at;
    for (size_t i = 0; i < text.n;) {
        size_t n = utf8_sequence(s + i, text.n - i);
        bool control = n == 1 && ((s[i] < 32 && s[i] != '\t' && s[i] != '\n') || s[i] == 127);
        bool c1 = n == 2 && s[i] == 0xC2 && s[i + 1] < 0xA0;
        if (n == 0 || control || c1)
            return false;
        i += n;
    }
    return true;
}

static void grow(struct facts *facts)
{
    size_t room = facts->room == 0 ? FACTS_FEW : 2 * facts->room;
    struct fact *at = arena_array(facts->arena, struct fact, room);
    if (facts->count > 0)
        memcpy(at, facts->at, facts->count * sizeof *at);
    facts->at = at;
    facts->room = room;
}

static void put(struct facts *facts, struct fact fact)
{
    must(facts->count < FACTS_MAX && fact.field > 0);
    if (facts->count == facts->room)
        grow(facts);
    size_t at = facts->count;
    while (at > 0 && facts->at[at - 1].field > fact.field) {
        facts->at[at] = facts->at[at - 1];
        at--;
    }
    must(at == 0 || facts->at[at - 1].field != fact.field);
    facts->at[at] = fact;
    facts->count++;
}

bool facts_text(struct facts *facts, uint16_t field, struct str text)
{
    if (!fact_text_ok(text))
        return false;
    put(facts, (struct fact){ .field = field, .type = FACT_TEXT, .value = text });
    return true;
}

static struct str number_bytes(struct arena *arena, int64_t value, size_t n)
{
    unsigned char *at = arena_alloc(arena, n);
    if (n == 8)
        put_u64(at, (uint64_t)value);
    else
        put_u32(at, (uint32_t)value);
    return (struct str){ (const char *)at, n };
}

static void put_number(struct facts *facts, uint16_t field, enum fact_type type, int64_t value)
{
    size_t n = type == FACT_INT ? 8 : 4;
    put(facts, (struct fact){ .field = field,
                              .type = (uint8_t)type,
                              .value = number_bytes(facts->arena, value, n),
                              .number = value });
}

void facts_int(struct facts *facts, uint16_t field, int64_t value)
{
    put_number(facts, field, FACT_INT, value);
}

void facts_date(struct facts *facts, uint16_t field, int32_t day)
{
    put_number(facts, field, FACT_DATE, day);
}

void facts_code(struct facts *facts, uint16_t field, uint32_t code)
{
    put_number(facts, field, FACT_CODE, code);
}

void facts_bytes(struct facts *facts, uint16_t field, struct str bytes)
{
    must(bytes.n <= FACT_BYTES_MAX);
    put(facts, (struct fact){ .field = field, .type = FACT_BYTES, .value = bytes });
}

void facts_id(struct facts *facts, uint16_t field, struct id id)
{
    struct str copy = { (const char *)id.at, sizeof id.at };
    facts_bytes(facts, field, str_copy(facts->arena, copy));
}

void facts_entry(struct facts *facts, uint16_t field, const unsigned char entry[32])
{
    struct str copy = str_copy(facts->arena, (struct str){ (const char *)entry, 32 });
    put(facts, (struct fact){ .field = field, .type = FACT_ENTRY, .value = copy });
}

static bool currency_ok(const unsigned char *at)
{
    for (size_t i = 0; i < 3; i++)
        if (at[i] < 'A' || at[i] > 'Z')
            return false;
    return true;
}

void facts_money(struct facts *facts, uint16_t field, const char currency[3], int64_t minor)
{
    unsigned char *at = arena_alloc(facts->arena, 11);
    memcpy(at, currency, 3);
    must(currency_ok(at));
    put_u64(at + 3, (uint64_t)minor);
    put(facts, (struct fact){ .field = field,
                              .type = FACT_MONEY,
                              .value = { (const char *)at, 11 },
                              .number = minor });
}

const struct fact *facts_find(const struct facts *facts, uint16_t field)
{
    for (size_t i = 0; facts != NULL && i < facts->count; i++)
        if (facts->at[i].field == field)
            return &facts->at[i];
    return NULL;
}

int64_t facts_number(const struct facts *facts, uint16_t field, int64_t otherwise)
{
    const struct fact *fact = facts_find(facts, field);
    bool counts = fact != NULL && fact->type >= FACT_INT && fact->type <= FACT_CODE;
    return counts ? fact->number : otherwise;
}

struct str facts_str(const struct facts *facts, uint16_t field)
{
    const struct fact *fact = facts_find(facts, field);
    return fact == NULL ? STR("") : fact->value;
}

struct id facts_get_id(const struct facts *facts, uint16_t field)
{
    struct id id = { { 0 } };
    struct str bytes = facts_str(facts, field);
    if (bytes.n == sizeof id.at)
        memcpy(id.at, bytes.at, sizeof id.at);
    return id;
}

struct str facts_write(struct arena *arena, const struct facts *facts)
{
    struct buf buf = buf_open(arena, 8 * 1024 * 1024);
    for (size_t i = 0; i < facts->count; i++) {
        buf_u16(&buf, facts->at[i].field);
        buf_byte(&buf, (char)facts->at[i].type);
        buf_u32(&buf, (uint32_t)facts->at[i].value.n);
        buf_put(&buf, facts->at[i].value);
    }
    must(buf_done(&buf));
    return buf_str(&buf);
}

/* False when type and length do not fit; fills the number. */
static bool value_ok(struct fact *fact)
{
    const unsigned char *at = (const unsigned char *)fact->value.at;
    size_t n = fact->value.n;
    switch (fact->type) {
    case FACT_TEXT:
        return fact_text_ok(fact->value);
    case FACT_INT:
        fact->number = n == 8 ? (int64_t)get_u64(at) : 0;
        return n == 8;
    case FACT_DATE:
        fact->number = n == 4 ? (int32_t)get_u32(at) : 0;
        return n == 4;
    case FACT_CODE:
        fact->number = n == 4 ? get_u32(at) : 0;
        return n == 4;
    case FACT_BYTES:
        return n <= FACT_BYTES_MAX;
    case FACT_ENTRY:
        return n == 32;
    case FACT_MONEY:
        fact->number = n == 11 ? (int64_t)get_u64(at + 3) : 0;
        return n == 11 && currency_ok(at);
    default:
        return false;
    }
}

/* How many facts the lengths in these bytes make, FACTS_MAX + 1 when they make none or too many. */
static size_t facts_in(struct str bytes)
{
    size_t count = 0;
    for (; bytes.n > 0 && count <= FACTS_MAX; count++) {
        if (bytes.n < FACT_HEAD_BYTES)
            return FACTS_MAX + 1;
        uint32_t n = get_u32((const unsigned char *)bytes.at + 3);
        if (bytes.n - FACT_HEAD_BYTES < n)
            return FACTS_MAX + 1;
        bytes = str_part(bytes, FACT_HEAD_BYTES + (size_t)n, bytes.n);
    }
    return count;
}

struct facts *facts_read(struct arena *arena, struct str bytes)
{
    struct facts *facts = facts_new(arena);
    facts->room = facts_in(bytes);
    if (facts->room > FACTS_MAX)
        return NULL;
    facts->at = arena_array(arena, struct fact, facts->room);
    while (bytes.n > 0) {
        const unsigned char *head = (const unsigned char *)bytes.at;
        size_t end = FACT_HEAD_BYTES + (size_t)get_u32(head + 3);
        struct fact fact = { .field = get_u16(head),
                             .type = head[2],
                             .value = str_part(bytes, FACT_HEAD_BYTES, end) };
        bool sorted = facts->count == 0 || facts->at[facts->count - 1].field < fact.field;
        if (fact.field == 0 || !sorted || !value_ok(&fact))
            return NULL;
        facts->at[facts->count++] = fact;
        bytes = str_part(bytes, end, bytes.n);
    }
    return facts;
}
