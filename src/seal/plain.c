#include "seal/plain.h"

#include "seal/fact.h"

/* Reading one body: every field asked for must be there, and no other. */
struct fields {
    const struct facts *facts;
    size_t taken;
    bool good;
};

static struct fields fields_open(struct arena *arena, struct str bytes)
{
    const struct facts *facts = facts_read(arena, bytes);
    return (struct fields){ .facts = facts, .good = facts != NULL };
}

static bool fields_done(const struct fields *fields)
{
    return fields->good && fields->taken == fields->facts->count;
}

static const struct fact *take(struct fields *fields, uint16_t field, enum fact_type type)
{
    const struct fact *fact = facts_find(fields->facts, field);
    if (fact == NULL || fact->type != type) {
        fields->good = false;
        return NULL;
    }
    fields->taken++;
    return fact;
}

static struct str take_text(struct fields *fields, uint16_t field)
{
    const struct fact *fact = take(fields, field, FACT_TEXT);
    return fact == NULL ? STR("") : fact->value;
}

static struct str take_bytes(struct fields *fields, uint16_t field)
{
    const struct fact *fact = take(fields, field, FACT_BYTES);
    return fact == NULL ? STR("") : fact->value;
}

static void take_exact(struct fields *fields, uint16_t field, void *to, size_t n)
{
    struct str bytes = take_bytes(fields, field);
    if (bytes.n == n)
        memcpy(to, bytes.at, n);
    else
        fields->good = false;
}

/* An integer from..to, nothing else. */
static int64_t take_int(struct fields *fields, uint16_t field, int64_t from, int64_t to)
{
    const struct fact *fact = take(fields, field, FACT_INT);
    if (fact == NULL || fact->number < from || fact->number > to) {
        fields->good = false;
        return from;
    }
    return fact->number;
}

static void put_text(struct facts *facts, uint16_t field, struct str text)
{
    bool kept = facts_text(facts, field, text);
    must(kept); /* callers checked what a person typed */
}

static void put_exact(struct facts *facts, uint16_t field, const void *at, size_t n)
{
    facts_bytes(facts, field, (struct str){ at, n });
}

struct id genesis_log(const struct genesis *genesis)
{
    struct hash hash = hash_of(genesis->station, sizeof genesis->station);
    struct id id;
    memcpy(id.at, hash.at, sizeof id.at);
    return id;
}

struct str genesis_write(struct arena *arena, const struct genesis *genesis)
{
    struct facts *facts = facts_new(arena);
    put_exact(facts, 1, genesis->station, 32);
    put_text(facts, 2, genesis->name);
    put_text(facts, 3, genesis->code);
    put_text(facts, 4, genesis->zone);
    put_exact(facts, 5, &genesis->head, sizeof genesis->head);
    put_exact(facts, 6, &genesis->admin, sizeof genesis->admin);
    facts_id(facts, 7, genesis->former_log);
    must(genesis->former_size <= INT64_MAX);
    facts_int(facts, 8, (int64_t)genesis->former_size);
    return facts_write(arena, facts);
}

bool genesis_read(struct arena *arena, struct str bytes, struct genesis *out)
{
    struct fields fields = fields_open(arena, bytes);
    *out = (struct genesis){ 0 };
    take_exact(&fields, 1, out->station, 32);
    out->name = take_text(&fields, 2);
    out->code = take_text(&fields, 3);
    out->zone = take_text(&fields, 4);
    take_exact(&fields, 5, &out->head, sizeof out->head);
    take_exact(&fields, 6, &out->admin, sizeof out->admin);
    take_exact(&fields, 7, out->former_log.at, ID_BYTES);
    out->former_size = (uint64_t)take_int(&fields, 8, 0, INT64_MAX);
    return fields_done(&fields);
}

struct str certificate_write(struct arena *arena, const struct certificate *certificate)
{
    struct facts *facts = facts_new(arena);
    facts_int(facts, 1, certificate->type);
    put_exact(facts, 2, &certificate->keys, sizeof certificate->keys);
    put_text(facts, 3, certificate->roles);
    put_text(facts, 4, certificate->scopes);
    facts_bytes(facts, 5, certificate->name);
    facts_int(facts, 6, certificate->work_key);
    facts_int(facts, 7, certificate->mask);
    facts_int(facts, 8, certificate->from_min);
    facts_int(facts, 9, certificate->to_min);
    return facts_write(arena, facts);
}

bool certificate_read(struct arena *arena, struct str bytes, struct certificate *out)
{
    struct fields fields = fields_open(arena, bytes);
    *out = (struct certificate){ 0 };
    out->type = (enum certificate_type)take_int(&fields, 1, CERT_PERSON, CERT_GUEST);
    take_exact(&fields, 2, &out->keys, sizeof out->keys);
    out->roles = take_text(&fields, 3);
    out->scopes = take_text(&fields, 4);
    out->name = take_bytes(&fields, 5);
    out->work_key = take_int(&fields, 6, 0, 1) == 1;
    out->mask = (uint16_t)take_int(&fields, 7, 0, UINT16_MAX);
    out->from_min = take_int(&fields, 8, 0, INT64_MAX);
    out->to_min = take_int(&fields, 9, 0, INT64_MAX);
    return fields_done(&fields);
}

struct str retirement_write(struct arena *arena, const struct retirement *retirement)
{
    struct facts *facts = facts_new(arena);
    facts_id(facts, 1, retirement->officer);
    facts_int(facts, 2, retirement->reason);
    return facts_write(arena, facts);
}

bool retirement_read(struct arena *arena, struct str bytes, struct retirement *out)
{
    struct fields fields = fields_open(arena, bytes);
    *out = (struct retirement){ 0 };
    take_exact(&fields, 1, out->officer.at, ID_BYTES);
    out->reason = (uint32_t)take_int(&fields, 2, 1, 4);
    return fields_done(&fields);
}

enum { CUSTODIAN_ROW = ID_BYTES + 32 + 1 };

struct str custodians_write(struct arena *arena, const struct custodians *custodians)
{
    must(custodians->count >= CUSTODIANS_MIN && custodians->count <= CUSTODIANS_MAX);
    struct buf rows = buf_open(arena, CUSTODIANS_MAX * CUSTODIAN_ROW);
    for (size_t i = 0; i < custodians->count; i++) {
        const struct custodian *one = &custodians->at[i];
        must(i == 0 || id_cmp(custodians->at[i - 1].id, one->id) < 0);
        buf_bytes(&rows, one->id.at, ID_BYTES);
        buf_bytes(&rows, one->box, 32);
        buf_byte(&rows, one->paper ? 1 : 0);
    }
    must(buf_done(&rows));
    struct facts *facts = facts_new(arena);
    facts_bytes(facts, 1, buf_str(&rows));
    return facts_write(arena, facts);
}

bool custodians_read(struct arena *arena, struct str bytes, struct custodians *out)
{
    struct fields fields = fields_open(arena, bytes);
    struct str rows = take_bytes(&fields, 1);
    *out = (struct custodians){ .count = rows.n / CUSTODIAN_ROW };
    if (!fields_done(&fields) || rows.n % CUSTODIAN_ROW != 0 || out->count < CUSTODIANS_MIN ||
        out->count > CUSTODIANS_MAX)
        return false;
    for (size_t i = 0; i < out->count; i++) {
        const char *row = rows.at + i * CUSTODIAN_ROW;
        struct custodian *one = &out->at[i];
        memcpy(one->id.at, row, ID_BYTES);
        memcpy(one->box, row + ID_BYTES, 32);
        one->paper = row[CUSTODIAN_ROW - 1] == 1;
        bool flag = row[CUSTODIAN_ROW - 1] == 0 || one->paper;
        if (!flag || (i > 0 && id_cmp(out->at[i - 1].id, one->id) >= 0))
            return false;
    }
    return true;
}

struct str adopted_write(struct arena *arena, struct str text)
{
    struct hash hash = hash_of(text.at, text.n);
    struct facts *facts = facts_new(arena);
    put_exact(facts, 1, hash.at, HASH_BYTES);
    facts_bytes(facts, 2, text);
    return facts_write(arena, facts);
}

bool adopted_read(struct arena *arena, struct str bytes, struct adopted *out)
{
    struct fields fields = fields_open(arena, bytes);
    *out = (struct adopted){ 0 };
    take_exact(&fields, 1, out->hash.at, HASH_BYTES);
    out->text = take_bytes(&fields, 2);
    return fields_done(&fields) && hash_eq(hash_of(out->text.at, out->text.n), out->hash);
}

struct str peer_write(struct arena *arena, const struct peer *peer)
{
    struct facts *facts = facts_new(arena);
    put_exact(facts, 1, peer->station, 32);
    put_exact(facts, 2, peer->work, 32);
    put_text(facts, 3, peer->name);
    put_text(facts, 4, peer->code);
    facts_int(facts, 5, peer->removed);
    return facts_write(arena, facts);
}

bool peer_read(struct arena *arena, struct str bytes, struct peer *out)
{
    struct fields fields = fields_open(arena, bytes);
    *out = (struct peer){ 0 };
    take_exact(&fields, 1, out->station, 32);
    take_exact(&fields, 2, out->work, 32);
    out->name = take_text(&fields, 3);
    out->code = take_text(&fields, 4);
    out->removed = take_int(&fields, 5, 0, 1) == 1;
    return fields_done(&fields);
}

/* Sorted and none twice, so that one set has one encoding. */
static bool sorted(const struct hash *at, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (memcmp(at[i - 1].at, at[i].at, HASH_BYTES) >= 0)
            return false;
    return true;
}

struct str erasure_write(struct arena *arena, const struct erasure *erasure)
{
    must(erasure->count <= ERASED_MAX && sorted(erasure->at, erasure->count));
    struct facts *facts = facts_new(arena);
    put_exact(facts, 1, erasure->at, erasure->count * HASH_BYTES);
    put_text(facts, 2, erasure->basis);
    return facts_write(arena, facts);
}

bool erasure_read(struct arena *arena, struct str bytes, struct erasure *out)
{
    struct fields fields = fields_open(arena, bytes);
    struct str rows = take_bytes(&fields, 1);
    *out = (struct erasure){ .count = rows.n / HASH_BYTES, .basis = take_text(&fields, 2) };
    if (!fields_done(&fields) || rows.n % HASH_BYTES != 0 || out->count > ERASED_MAX)
        return false;
    struct hash *at = arena_array(arena, struct hash, out->count + 1);
    if (rows.n > 0)
        memcpy(at, rows.at, rows.n);
    out->at = at;
    return sorted(at, out->count);
}
