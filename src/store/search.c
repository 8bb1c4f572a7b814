#include "store/search.h"

#include "domain/facts.h"
#include "store/inside.h"

enum { TOKEN_HITS_MAX = 2000 };

static struct search_hit *hit_of(struct search_hit *hits, size_t *count, struct id casefile)
{
    for (size_t i = 0; i < *count; i++)
        if (id_eq(hits[i].casefile, casefile))
            return &hits[i];
    if (*count == SEARCH_HITS_MAX)
        return NULL;
    hits[*count].casefile = casefile;
    return &hits[(*count)++];
}

static size_t weight(const struct search_hit *hit)
{
    return 100 * hit->number + 3 * hit->exact + hit->skeleton;
}

static void sort(struct search_hit *hits, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct search_hit one = hits[i];
        size_t at = i;
        for (; at > 0 && weight(&hits[at - 1]) < weight(&one); at--)
            hits[at] = hits[at - 1];
        hits[at] = one;
    }
}

enum err search_cases(struct ctx *ctx, struct office *office, const struct name_tokens *tokens,
                      struct search_hit **out, size_t *count)
{
    must(office->open);
    *out = arena_array(ctx->arena, struct search_hit, SEARCH_HITS_MAX);
    *count = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        enum name_field field = tokens->at[i].field;
        struct q_token_hits_in in = {
            .token = office_token(office, (uint16_t)field, tokens->at[i].word),
            .rows_max = TOKEN_HITS_MAX,
        };
        struct q_token_hits_rows rows;
        TRY(q_token_hits(ctx, office->tables, &in, &rows));
        for (size_t k = 0; k < rows.count; k++) {
            struct search_hit *hit = hit_of(*out, count, rows.at[k].casefile);
            if (hit == NULL)
                continue;
            hit->responsible = rows.at[k].responsible;
            *(field == NAME_EXACT      ? &hit->exact
              : field == NAME_SKELETON ? &hit->skeleton
                                       : &hit->number) += 1;
        }
    }
    sort(*out, *count);
    return OK;
}

struct str search_fact(struct ctx *ctx, const struct office *office,
                       const struct name_tokens *tokens)
{
    struct id *ids = arena_array(ctx->arena, struct id, tokens->count + 1);
    size_t count = 0;
    for (; count < tokens->count && count < TOKENS_MAX; count++)
        ids[count] =
            office_token(office, (uint16_t)tokens->at[count].field, tokens->at[count].word);
    return tokens_write(ctx->arena, ids, count);
}
