#include "store/inside.h"

#include "domain/facts.h"

enum {
    DAY_MS = 24 * 3600 * 1000,
    BUILD_DAY = 20758, /* 2026-11-01: a clock before the program was made is doubted */
    CASE_ENTRIES_MAX = 100000,
    STEP_SERVICE_2 = 200, /* S2.00 */
    STEP_LETTER = 10000,
    STEP_ACTS = 1000000,
};

bool kind_in_keyring(uint16_t kind)
{
    return kind == KIND_WORK_KEY || (kind >= KIND_CASE_KEY && kind <= KIND_OPENING);
}

int64_t request_key(struct id author, struct id request)
{
    unsigned char both[2 * ID_BYTES];
    memcpy(both, author.at, ID_BYTES);
    memcpy(both + ID_BYTES, request.at, ID_BYTES);
    struct hash hash = hash_of(both, sizeof both);
    return (int64_t)get_u64(hash.at);
}

/* ---- writing ---- */

/* Monotonic whatever the machine's clock says. */
static uint64_t clock_next(const struct ctx *ctx, struct office *office, uint16_t *flags)
{
    int64_t last_ms = hlc_ms(office->pen.hlc);
    /* A practice clock may stand in any year; it may not jump back either. */
    bool before_program = !office->info.practice && ctx->now_ms < (int64_t)BUILD_DAY * DAY_MS;
    office->info.clock_doubted = before_program || ctx->now_ms < last_ms - DAY_MS;
    if (office->info.clock_doubted)
        *flags |= FLAG_CLOCK_DOUBTED;
    uint64_t now = (uint64_t)ctx->now_ms << 16;
    return now > office->pen.hlc ? now : office->pen.hlc + 1;
}

/* A step of S0 or S1, with or without a letter (fact 3 of doc/formats.md). */
static bool first_contact(int64_t step)
{
    return step > 0 && step < STEP_ACTS && step % STEP_LETTER < STEP_SERVICE_2;
}

/* Reads, refusals, log-ins and what a caller tells us: they find room in the reserve. */
static bool goes_into_reserve(const struct entry_draft *draft)
{
    if (kind_is_read(draft->kind))
        return true;
    if (draft->kind == KIND_CASE_KEY)
        return true;
    for (size_t i = 0; draft->kind == KIND_CASE_FACT && i < draft->count; i++)
        if (draft->parts[i].compartment == PART_WORK) {
            const struct facts *work = draft->parts[i].facts;
            int64_t inner = facts_number(work, FACT_INNER, 0);
            return inner == INNER_CASE_OPEN || inner == INNER_NOTICE ||
                   (inner == INNER_STEP_DONE && first_contact(facts_number(work, FACT_STEP, 0)));
        }
    return false;
}

struct plain_part {
    unsigned compartment;
    struct str bytes;
};

static enum err plain_parts(struct ctx *ctx, const struct entry_draft *draft,
                            struct plain_part *parts, size_t *count)
{
    *count = 0;
    if (draft->plain.n > 0)
        parts[(*count)++] = (struct plain_part){ PART_PLAIN, draft->plain };
    for (size_t i = 0; i < draft->count; i++) {
        const struct part_draft *part = &draft->parts[i];
        must(*count < PART_COUNT && part->compartment < PART_COUNT);
        must(*count == 0 || parts[*count - 1].compartment < part->compartment);
        parts[(*count)++] =
            (struct plain_part){ part->compartment, facts_write(ctx->arena, part->facts) };
    }
    return OK;
}

/* The key a part is sealed under; C by the office's own box. */
static enum err sealing_key(struct ctx *ctx, struct office *office, const struct entry_draft *draft,
                            unsigned compartment, struct key *out)
{
    const struct case_keyset *keys = draft->keys;
    must(keys != NULL && keys->count > 0 && id_eq(keys->casefile, draft->casefile));
    const unsigned char *tag = keys->at[keys->count - 1].tag;
    const struct key *key = keyset_find(keys, tag, compartment);
    if (key != NULL) {
        *out = *key;
        return OK;
    }
    if (compartment == PART_CODED)
        return office_coded_key(ctx, office, draft->casefile, tag, out);
    char letter = part_letter(compartment);
    return ctx_fail_at(ctx, ERR_DENIED, "entry.no_key",
                       str_copy(ctx->arena, (struct str){ &letter, 1 }));
}

static uint64_t full_length(const struct plain_part *parts, size_t count)
{
    uint64_t n = 0;
    for (size_t i = 0; i < count; i++)
        n += 8 + (parts[i].compartment == PART_PLAIN ? parts[i].bytes.n
                                                     : part_sealed_bytes(parts[i].bytes.n));
    return n;
}

/* Seals the parts; the envelope's first 176 bytes are final before. */
static enum err body_make(struct ctx *ctx, struct office *office, const struct entry_draft *draft,
                          struct envelope *envelope, struct body *body)
{
    struct plain_part parts[PART_COUNT];
    size_t count = 0;
    unsigned char bytes[ENVELOPE_BYTES];
    TRY(plain_parts(ctx, draft, parts, &count));
    uint64_t length = full_length(parts, count);
    if (length > BODY_BYTES_MAX)
        return ctx_fail(ctx, ERR_INVALID, "entry.size");
    envelope->body_length = (uint32_t)length;
    if (draft->keys != NULL && draft->keys->count > 0)
        memcpy(envelope->key_tag, draft->keys->at[draft->keys->count - 1].tag, 4);
    envelope_write(envelope, bytes);
    *body = (struct body){ 0 };
    for (size_t i = 0; i < count; i++) {
        if (parts[i].compartment == PART_PLAIN) {
            body_add(body, PART_PLAIN, parts[i].bytes);
            continue;
        }
        struct key key;
        unsigned char nonce[PART_NONCE];
        TRY(sealing_key(ctx, office, draft, parts[i].compartment, &key));
        draw(nonce, sizeof nonce);
        body_add(body, parts[i].compartment,
                 part_seal(ctx->arena, &key, parts[i].compartment, bytes, nonce, parts[i].bytes));
        wipe(&key, sizeof key);
    }
    envelope->body_hash = body_hash(body);
    return OK;
}

/* The request id of a case fact, zero when it has none. */
static struct id draft_request(const struct entry_draft *draft)
{
    struct id none = { { 0 } };
    for (size_t i = 0; draft->kind == KIND_CASE_FACT && i < draft->count; i++)
        if (draft->parts[i].compartment == PART_WORK)
            return facts_get_id(draft->parts[i].facts, FACT_REQUEST);
    return none;
}

static enum err may_append(struct ctx *ctx, struct office *office, const struct entry_draft *draft,
                           struct hash *id)
{
    must(office->round.open && draft->who != NULL && draft->who->keys != NULL);
    if (office->info.full && !goes_into_reserve(draft))
        return ctx_fail(ctx, ERR_STORE, "store.full");
    struct id request = draft_request(draft), casefile;
    struct hash first;
    if (id_is_zero(request))
        return OK;
    enum err err = record_find(ctx, office, draft->who->officer, request, &first, &casefile);
    if (err == ERR_MISSING)
        return OK;
    TRY(err);
    if (id != NULL)
        *id = first;
    return ctx_fail(ctx, ERR_CONFLICT, "request.again");
}

static enum err rows_add(struct ctx *ctx, struct office *office, const struct entry *entry)
{
    struct str parts = body_write(ctx->arena, &entry->body);
    bool apart = kind_in_keyring(entry->envelope.kind);
    if (apart) {
        struct q_box_add_in box = { entry->id, entry->envelope.casefile, { parts } };
        TRY(q_box_add(ctx, office->keyring, &box));
    }
    struct q_entry_add_in in = {
        .log = entry->envelope.log,
        .seq = (int64_t)entry->envelope.seq,
        .id = entry->id,
        .envelope = { (const char *)entry->bytes, ENVELOPE_BYTES },
        .parts = apart ? STR("") : parts,
    };
    return q_entry_add(ctx, office->log, &in);
}

static enum err effects(struct ctx *ctx, struct office *office, const struct entry_draft *draft,
                        const struct entry *entry)
{
    struct id request = draft_request(draft);
    if (!id_is_zero(request)) {
        struct q_request_add_in in = { request_key(draft->who->officer, request),
                                       (int64_t)entry->position };
        TRY(q_request_add(ctx, office->tables, &in));
    }
    uint16_t kind = entry->envelope.kind;
    if (kind <= KIND_SETTING || kind == KIND_ERASURE || kind == KIND_HOLD) {
        office->round.directory_base = office->round.directory_mark = true;
        TRY(office_directory(ctx, office));
    }
    return office->open ? tables_entry(ctx, office, entry) : OK;
}

enum err record_append(struct ctx *ctx, struct office *office, const struct entry_draft *draft,
                       struct hash *id)
{
    TRY(may_append(ctx, office, draft, id));
    struct entry entry = { 0 };
    struct envelope *envelope = &entry.envelope;
    *envelope = (struct envelope){
        .kind = draft->kind,
        .flags = (uint16_t)(office->info.practice ? FLAG_PRACTICE : 0),
        .log = office->info.log,
        .seq = office->pen.tree.size,
        .casefile = draft->casefile,
        .author = draft->who->officer,
        .sop = draft->sop,
        .prev = office->pen.prev,
        .ref = draft->ref,
    };
    if (draft->who == &office->station)
        envelope->flags |= FLAG_STATION;
    envelope->hlc = clock_next(ctx, office, &envelope->flags);
    TRY(body_make(ctx, office, draft, envelope, &entry.body));
    envelope_sign(envelope, draft->who->keys->sign_secret);
    envelope_write(envelope, entry.bytes);
    entry.id = entry_id(entry.bytes);
    TRY(rows_add(ctx, office, &entry));
    entry.position = (uint64_t)db_last_row(office->log);
    office->pen.prev = entry.id;
    office->pen.hlc = envelope->hlc;
    tree_append(&office->pen.tree, entry.id);
    office->round.appended++;
    if (id != NULL)
        *id = entry.id;
    /* The genesis is the first entry of a folder that is no office yet. */
    return draft->kind == KIND_GENESIS ? OK : effects(ctx, office, draft, &entry);
}

/* ---- reading ---- */

enum err entry_take(struct ctx *ctx, struct office *office, uint64_t position, struct hash id,
                    struct str envelope, struct str parts, struct entry *out)
{
    *out = (struct entry){ .id = id, .position = position };
    if (!envelope_read(envelope.at, envelope.n, &out->envelope))
        return ctx_fail_at(ctx, ERR_STORE, "store.damaged", hash_hex(ctx->arena, id));
    memcpy(out->bytes, envelope.at, ENVELOPE_BYTES);
    if (kind_in_keyring(out->envelope.kind))
        TRY(box_read(ctx, office, id, &parts));
    if (!body_read(parts, &out->body))
        return ctx_fail_at(ctx, ERR_STORE, "store.damaged", hash_hex(ctx->arena, id));
    return OK;
}

static void sort(struct entries *entries)
{
    for (size_t i = 1; i < entries->count; i++) {
        if (entry_order(&entries->at[i - 1].envelope, &entries->at[i].envelope) <= 0)
            continue; /* nearly always: one writer, one order */
        struct entry late = entries->at[i];
        size_t at = i;
        for (; at > 0 && entry_order(&entries->at[at - 1].envelope, &late.envelope) > 0; at--)
            entries->at[at] = entries->at[at - 1];
        entries->at[at] = late;
    }
}

/* One row of the log as an entry; all statements of entries have the same columns. */
#define ENTRIES_TAKE(ctx, office, rows, out)                                                \
    do {                                                                                    \
        *(out) = (struct entries){ .count = (rows)->count };                                \
        (out)->at = arena_array((ctx)->arena, struct entry, (rows)->count + 1);             \
        for (size_t i = 0; i < (rows)->count; i++)                                          \
            TRY(entry_take(ctx, office, (uint64_t)(rows)->at[i].position, (rows)->at[i].id, \
                           (rows)->at[i].envelope, (rows)->at[i].parts, &(out)->at[i]));    \
        sort(out);                                                                          \
    } while (0)

enum err entries_of(struct ctx *ctx, struct office *office, struct id casefile, uint16_t from,
                    uint16_t to, struct entries *out)
{
    unsigned char low[2], high[2];
    put_u16(low, from);
    put_u16(high, to);
    struct q_entries_of_case_in in = {
        .casefile = casefile,
        .kind_from = { (const char *)low, 2 },
        .kind_to = { (const char *)high, 2 },
        .rows_max = CASE_ENTRIES_MAX,
    };
    struct q_entries_of_case_rows rows;
    TRY(q_entries_of_case(ctx, office->log, &in, &rows));
    ENTRIES_TAKE(ctx, office, &rows, out);
    return OK;
}

enum err record_case(struct ctx *ctx, struct office *office, struct id casefile,
                     struct entries *out)
{
    struct case_reading *reading;
    return record_case_begin(ctx, office, casefile, out, &reading);
}

struct case_reading {
    struct office *office;
    struct id casefile;
    struct judging *judging;
    uint64_t position;    /* the newest read */
    struct envelope last; /* in the order of the fold */
};

static void reading_note(struct case_reading *reading, const struct entries *entries)
{
    for (size_t i = 0; i < entries->count; i++)
        if (entries->at[i].position > reading->position)
            reading->position = entries->at[i].position;
    if (entries->count > 0)
        reading->last = entries->at[entries->count - 1].envelope;
}

enum err record_case_begin(struct ctx *ctx, struct office *office, struct id casefile,
                           struct entries *out, struct case_reading **reading)
{
    must(!id_is_zero(casefile));
    TRY(entries_of(ctx, office, casefile, 0, UINT16_MAX, out));
    if (out->count == 0)
        return ctx_fail(ctx, ERR_MISSING, "record.no_case");
    *reading = arena_new(ctx->arena, struct case_reading);
    (*reading)->office = office;
    (*reading)->casefile = casefile;
    TRY(tables_judge(ctx, office, casefile, out, &(*reading)->judging));
    reading_note(*reading, out);
    return OK;
}

enum err record_case_more(struct ctx *ctx, struct case_reading *reading, struct entries *more,
                          bool *anew)
{
    struct office *office = reading->office;
    struct q_entries_of_case_since_in in = { .position = (int64_t)reading->position,
                                             .casefile = reading->casefile,
                                             .rows_max = CASE_ENTRIES_MAX };
    struct q_entries_of_case_since_rows rows;
    TRY(q_entries_of_case_since(ctx, office->log, &in, &rows));
    ENTRIES_TAKE(ctx, office, &rows, more);
    *anew = false;
    for (size_t i = 0; i < more->count; i++) {
        uint16_t kind = more->at[i].envelope.kind;
        if (kind != KIND_CASE_FACT && !kind_is_read(kind))
            *anew = true; /* who may read or write changed */
    }
    if (more->count > 0 && entry_order(&reading->last, &more->at[0].envelope) >= 0)
        *anew = true;
    if (*anew)
        return OK;
    TRY(tables_judge_more(ctx, reading->judging, more));
    reading_note(reading, more);
    return OK;
}

enum err record_entry(struct ctx *ctx, struct office *office, struct hash id, struct entry *out)
{
    struct q_entry_by_id_in in = { id };
    struct q_entry_by_id_row row;
    TRY(q_entry_by_id(ctx, office->log, &in, &row));
    return entry_take(ctx, office, (uint64_t)row.position, row.id, row.envelope, row.parts, out);
}

enum err record_find(struct ctx *ctx, struct office *office, struct id author, struct id request,
                     struct hash *id, struct id *casefile)
{
    struct q_request_find_in in = { request_key(author, request) };
    struct q_request_find_row found;
    TRY(q_request_find(ctx, office->tables, &in, &found));
    struct q_entry_at_in at = { found.entry_position };
    struct q_entry_at_row row;
    struct envelope envelope;
    TRY(q_entry_at(ctx, office->log, &at, &row));
    if (!envelope_read(row.envelope.at, row.envelope.n, &envelope) ||
        !id_eq(envelope.author, author))
        return ctx_fail(ctx, ERR_MISSING, "store.none");
    *id = row.id;
    *casefile = envelope.casefile;
    return OK;
}

enum err record_open(struct ctx *ctx, const struct entry *entry, unsigned compartment,
                     const struct case_keyset *keys, struct facts **out)
{
    *out = NULL;
    const struct part *part = body_part(&entry->body, compartment);
    if (part == NULL)
        return OK;
    if (!part->present)
        return ctx_fail(ctx, ERR_MISSING, "part.erased");
    struct str plain = part->content;
    if (compartment != PART_PLAIN) {
        const struct key *key =
            keys == NULL ? NULL : keyset_find(keys, entry->envelope.key_tag, compartment);
        if (key == NULL)
            return ctx_fail(ctx, ERR_DENIED, "part.sealed");
        if (!part_open(ctx->arena, key, compartment, entry->bytes, part->content, &plain))
            return ctx_fail(ctx, ERR_STORE, "part.unreadable");
    }
    *out = facts_read(ctx->arena, plain);
    return *out != NULL ? OK : ctx_fail(ctx, ERR_STORE, "part.unreadable");
}
