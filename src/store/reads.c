#include "store/reads.h"

#include "domain/facts.h"
#include "store/inside.h"

enum {
    QUARTER_MS = READ_COALESCE_MIN * 60 * 1000,
    READS_DAY_MS = 24 * 3600 * 1000,
    BUDGET_ROWS = 4096,
    BUDGET_CASES_MAX = 256,
};

/* True when a running entry names all that is shown. */
static enum err covered(struct ctx *ctx, struct office *office, struct id author,
                        struct id casefile, uint32_t list, uint16_t parts, bool *out)
{
    struct q_recent_read_load_in in = { author, casefile, list };
    struct q_recent_read_load_row row;
    enum err err = q_recent_read_load(ctx, office->tables, &in, &row);
    *out = false;
    if (err == ERR_MISSING)
        return OK;
    TRY(err);
    bool running = ctx->now_ms - row.began_ms < QUARTER_MS && ctx->now_ms >= row.began_ms;
    *out = running && (parts & ~row.parts) == 0;
    return OK;
}

static enum err remember(struct ctx *ctx, struct office *office, struct id author,
                         struct id casefile, uint32_t list, uint16_t parts)
{
    struct q_recent_read_save_in in = { author, casefile, list, ctx->now_ms, parts };
    return q_recent_read_save(ctx, office->tables, &in);
}

/* In W of the case where the reader holds it; in plain, without a case, where there is none. */
static enum err mark_append(struct ctx *ctx, struct office *office, uint16_t kind,
                            const struct actor *who, const struct case_keyset *keys,
                            const struct facts *facts)
{
    struct entry_draft draft = { .kind = kind, .who = who };
    bool sealed = keys != NULL && (keyset_mask(keys) >> PART_WORK & 1) != 0;
    if (keys != NULL) {
        draft.casefile = keys->casefile;
        draft.keys = keys;
    }
    draft.parts[0] = (struct part_draft){ sealed ? PART_WORK : PART_PLAIN, facts };
    draft.count = 1;
    return record_append(ctx, office, &draft, NULL);
}

enum err reads_save(struct ctx *ctx, struct office *office, const struct read *read)
{
    struct id none = { { 0 } };
    struct id casefile = read->keys == NULL ? none : read->keys->casefile;
    uint32_t list = read->keys == NULL ? read->page : 0;
    bool done = false;
    TRY(covered(ctx, office, read->who->officer, casefile, list, read->parts, &done));
    if (done)
        return OK;
    struct facts *facts = facts_new(ctx->arena);
    facts_int(facts, FACT_READ_PARTS, read->parts);
    if (read->keys != NULL)
        facts_code(facts, FACT_READ_PAGE, read->page);
    if (read->purpose != 0)
        facts_code(facts, FACT_READ_PURPOSE, read->purpose);
    if (!hash_is_zero(read->opening))
        facts_entry(facts, FACT_READ_OPENING, read->opening.at);
    if (read->keys == NULL)
        facts_code(facts, FACT_READ_LIST, read->page);
    TRY(mark_append(ctx, office, KIND_READ, read->who, read->keys, facts));
    return remember(ctx, office, read->who->officer, casefile, list, read->parts);
}

enum err searches_save(struct ctx *ctx, struct office *office, const struct actor *who,
                       uint32_t list, struct str words)
{
    struct facts *facts = facts_new(ctx->arena);
    facts_code(facts, FACT_READ_LIST, list);
    if (words.n > 0)
        facts_bytes(facts, FACT_READ_WORDS,
                    work_seal(ctx->arena, office_work_public(office), words));
    return mark_append(ctx, office, KIND_SEARCH, who, NULL, facts);
}

enum err marks_save(struct ctx *ctx, struct office *office, uint16_t kind, const struct actor *who,
                    const struct case_keyset *keys, uint32_t what)
{
    must(kind >= KIND_DISCLOSURE && kind <= KIND_LOG_IN);
    struct facts *facts = facts_new(ctx->arena);
    facts_code(facts, FACT_READ_PAGE, what);
    return mark_append(ctx, office, kind, who, keys, facts);
}

/* Backwards through the log until a day has passed. */
enum err reads_budget(struct ctx *ctx, struct office *office, struct id officer, size_t *cases)
{
    struct q_entries_before_in in = { INT64_MAX, BUDGET_ROWS };
    struct id seen[BUDGET_CASES_MAX];
    *cases = 0;
    for (;;) {
        struct ctx page = office_ctx(office, ctx->now_ms);
        struct q_entries_before_rows rows;
        if (q_entries_before(&page, office->log, &in, &rows) != OK)
            return ctx_fail(ctx, ERR_STORE, "store.damaged");
        for (size_t i = 0; i < rows.count; i++) {
            struct envelope e;
            if (!envelope_read(rows.at[i].envelope.at, rows.at[i].envelope.n, &e))
                continue;
            if (hlc_ms(e.hlc) < ctx->now_ms - READS_DAY_MS)
                return OK;
            if (e.kind != KIND_READ || !id_eq(e.author, officer) || id_is_zero(e.casefile))
                continue;
            size_t k = 0;
            while (k < *cases && !id_eq(seen[k], e.casefile))
                k++;
            if (k == *cases && *cases < BUDGET_CASES_MAX)
                seen[(*cases)++] = e.casefile;
        }
        if (rows.count < BUDGET_ROWS)
            return OK;
        in.position = rows.at[rows.count - 1].position;
    }
}

static void read_row_fill(struct ctx *ctx, const struct entry *entry,
                          const struct case_keyset *keys, struct read_row *row)
{
    struct facts *facts = NULL;
    *row = (struct read_row){ .entry = entry->id,
                              .officer = entry->envelope.author,
                              .at_ms = hlc_ms(entry->envelope.hlc),
                              .kind = entry->envelope.kind };
    /* Who cannot open W still sees who, when and which case. */
    if (record_open(ctx, entry, PART_WORK, keys, &facts) != OK || facts == NULL)
        if (record_open(ctx, entry, PART_PLAIN, keys, &facts) != OK)
            facts = NULL;
    row->parts = (uint16_t)facts_number(facts, FACT_READ_PARTS, 0);
    row->page = (uint32_t)facts_number(facts, FACT_READ_PAGE, 0);
    row->purpose = (uint32_t)facts_number(facts, FACT_READ_PURPOSE, 0);
}

enum err reads_of_case(struct ctx *ctx, struct office *office, struct id casefile,
                       const struct case_keyset *keys, struct read_row **out, size_t *count)
{
    struct entries entries;
    TRY(entries_of(ctx, office, casefile, KIND_READ, KIND_LOG_IN, &entries));
    size_t n = entries.count < READS_LIST_MAX ? entries.count : READS_LIST_MAX;
    *out = arena_array(ctx->arena, struct read_row, n + 1);
    for (size_t i = 0; i < n; i++)
        read_row_fill(ctx, &entries.at[entries.count - 1 - i], keys, &(*out)[i]);
    *count = n;
    return OK;
}
