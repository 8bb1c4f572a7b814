#include "use/notice.h"

#include "domain/facts.h"
#include "store/reads.h"
#include "store/search.h"
#include "store/tasks.h"
#include "use/case_append.h"

/* Hits that are worth a notice: an exact number, or at least two words of the name. */
static bool worth(const struct search_hit *hit)
{
    return hit->number > 0 || hit->exact >= 2 || hit->skeleton >= 2 ||
           (hit->exact == 1 && hit->skeleton >= 1);
}

enum err search_counted(struct desk_ctx *desk)
{
    struct desk *state = desk->desk;
    int64_t today = desk_today(desk);
    if (state->search_day != today) {
        state->search_day = today;
        state->searchers_n = 0;
    }
    for (size_t i = 0; i < state->searchers_n; i++) {
        if (!id_eq(state->searchers[i].officer, desk->who->id))
            continue;
        if (state->searchers[i].count >= SEARCHES_DAY)
            return ctx_fail(desk->ctx, ERR_BUSY, "search.many");
        state->searchers[i].count++;
        return OK;
    }
    if (state->searchers_n < MEMBERS_MAX)
        state->searchers[state->searchers_n++] = (struct searcher){ desk->who->id, 1 };
    return OK;
}

/* In W alone: the work key opens that of every case, so nothing inside is touched. */
enum err notice_write(struct desk_ctx *desk, struct id casefile, struct id request, bool seen)
{
    struct actor who = desk_actor(desk);
    struct case_keyset keys;
    struct case_row row;
    TRY(casekeys_open(desk->ctx, desk->office, casefile, &who, &keys));
    TRY(case_load(desk->ctx, desk->office, casefile, &row));
    struct facts *w = facts_new(desk->ctx->arena);
    struct step_row open = {
        STEP_NOTICE, seen ? STEP_NOT_OPEN : STEP_OPEN | STEP_ENABLED, { { 0 } }, STEP_NO_DUE
    };
    facts_id(w, FACT_REQUEST, request);
    facts_code(w, FACT_INNER, INNER_NOTICE);
    facts_int(w, FACT_HAPPENED, desk_now_min(desk));
    facts_bytes(w, FACT_ROWS, step_rows_write(desk->ctx->arena, &open, 1));
    struct entry_draft draft = { .kind = KIND_CASE_FACT,
                                 .casefile = casefile,
                                 .who = &who,
                                 .sop = row.sop,
                                 .keys = &keys,
                                 .count = 1 };
    draft.parts[0] = (struct part_draft){ PART_WORK, w };
    return record_append(desk->ctx, desk->office, &draft, NULL);
}

static enum err holds_case(struct desk_ctx *desk, struct id casefile, bool *holds)
{
    struct case_reader *readers;
    size_t n;
    TRY(casekeys_readers(desk->ctx, desk->office, casefile, &readers, &n));
    *holds = false;
    for (size_t i = 0; i < n; i++)
        if (id_eq(readers[i].officer, desk->who->id) && (readers[i].mask & ~(1u << PART_WORK)))
            *holds = true;
    return OK;
}

enum err notice_doubles(struct desk_ctx *desk, const struct person_known *person, struct id but,
                        struct notice_found *out)
{
    struct name_tokens *tokens = arena_new(desk->ctx->arena, struct name_tokens);
    struct search_hit *hits;
    struct actor who = desk_actor(desk);
    size_t n;
    *out = (struct notice_found){ 0 };
    person_tokens_of(desk->ctx->arena, person, tokens);
    if (tokens->count == 0)
        return OK;
    TRY(search_cases(desk->ctx, desk->office, tokens, &hits, &n));
    TRY(searches_save(desk->ctx, desk->office, &who, REACH_SEARCH, person->full_name));
    for (size_t i = 0; i < n && out->cases < NOTICES_MAX; i++) {
        bool holds;
        if (!worth(&hits[i]) || id_eq(hits[i].casefile, but))
            continue;
        TRY(holds_case(desk, hits[i].casefile, &holds));
        if (holds)
            continue;
        TRY(notice_write(desk, hits[i].casefile, id_random(), false));
        out->cases++;
        if (hits[i].number > 0 && !out->exact) {
            out->exact = true;
            out->manager = hits[i].responsible;
        }
    }
    return OK;
}
