#include "domain/consent.h"
#include "domain/facts.h"
#include "use/case_rows.h"

#include <string.h>

static struct str giver_name(int64_t giver)
{
    static const char *const names[] = { "", "person", "guardian_and_child",
                                         "coordinator_decision" };
    return giver > 0 && giver < 4 ? str_of(names[giver]) : (struct str){ 0 };
}

static struct str mode_name(int64_t mode)
{
    static const char *const names[] = { "", "written", "spoken_with_witness", "thumb" };
    return mode > 0 && mode < 4 ? str_of(names[mode]) : (struct str){ 0 };
}

static struct str answer_name(int64_t answer)
{
    static const char *const names[] = { "none", "given", "refused", "withdrawn" };
    return answer >= 0 && answer < 4 ? str_of(names[answer]) : STR("none");
}

bool consent_row_of(const struct casefile *casefile, const struct case_entry *entry,
                    struct consent_row *out)
{
    if (entry->inner == NULL ||
        (entry->kind_inner != INNER_CONSENT_GIVE && entry->kind_inner != INNER_CONSENT_WITHDRAW))
        return false;
    int64_t fact = facts_number(entry->inner, FACT_CONSENT_OF, -1);
    if (fact < 0 || fact >= (int64_t)casefile->sop->facts_n)
        return false;
    struct id subject = facts_get_id(entry->work, FACT_SUBJECT);
    *out = (struct consent_row){
        .subject = subject,
        .number = subject_number(casefile->opened, subject),
        .fact = (uint16_t)fact,
        .kind = casefile->sop->facts[fact].id,
        .state = answer_name(facts_number(entry->inner, FACT_CONSENT_ANSWER, 0)),
        .recipient = facts_str(entry->inner, FACT_CONSENT_TO),
        .purpose = facts_str(entry->inner, FACT_CONSENT_WHY),
        .slice = facts_str(entry->inner, FACT_CONSENT_SLICE),
        .giver = giver_name(facts_number(entry->inner, FACT_CONSENT_GIVER, 0)),
        .mode = mode_name(facts_number(entry->inner, FACT_CONSENT_MODE, 0)),
        .words = facts_str(entry->inner, FACT_SENTENCE),
        .at_min = facts_number(entry->work, FACT_HAPPENED, 0),
        .until_day = facts_number(entry->inner, FACT_CONSENT_UNTIL, INT64_MIN),
    };
    memcpy(out->entry, entry->entry->id.at, HASH_BYTES);
    return true;
}

const struct consent_row *consent_rows(struct desk_ctx *desk, const struct casefile *casefile,
                                       size_t *n)
{
    struct consent_row *rows =
        arena_array(desk->ctx->arena, struct consent_row, casefile->opened->n + 1);
    *n = 0;
    for (size_t i = 0; i < casefile->opened->n; i++) {
        struct consent_row row;
        if (!consent_row_of(casefile, &casefile->opened->at[i], &row))
            continue;
        size_t at = 0;
        while (at < *n && !(rows[at].fact == row.fact && id_eq(rows[at].subject, row.subject) &&
                            str_eq(rows[at].recipient, row.recipient)))
            at++;
        rows[at] = row;
        *n += at == *n;
    }
    return rows;
}
