#include "use/consent_record.h"

#include "domain/facts.h"
#include "use/case_append.h"
#include "use/case_rows.h"

static bool child_now(const struct casefile *casefile)
{
    uint32_t fact = definition_fact(casefile->sop, STR("child_now"));
    if (fact == DEFINITION_NONE)
        return true; /* unknown protects */
    struct range values = casefile->sop->facts[fact].values;
    uint32_t value = casestate_fact(casefile->state, fact, 0);
    return str_eq(casefile->sop->values[values.first + value].id, STR("yes"));
}

/* The rest of the form, kept as rows of key and value. */
static struct str more_rows(struct desk_ctx *desk, const struct consent_record_in *in)
{
    const struct consent *consent = &in->consent;
    static const char *const assents[] = { "", "given", "refused", "not_applicable" };
    const struct {
        const char *key;
        struct str value;
    } rows[] = {
        { "assent", str_of(assents[consent->assent]) },
        { "assent_na", consent->assent_na },
        { "witness", consent->witness },
        { "words", consent->words },
        { "language", in->language },
        { "explained_by", in->explained_by },
    };
    struct buf out = buf_open(desk->ctx->arena, FACT_TEXT_MAX);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].value.n > 0)
            buf_format(&out, "%s%s\t%.*s", out.n > 0 ? "\n" : "", rows[i].key,
                       STR_ARG(rows[i].value));
    return buf_str(&out);
}

static enum err consent_put(struct desk_ctx *desk, const struct consent_record_in *in,
                            uint32_t fact, struct facts *facts)
{
    const struct consent *consent = &in->consent;
    facts_code(facts, FACT_CONSENT_OF, fact);
    facts_code(facts, FACT_CONSENT_ANSWER, consent->answer);
    facts_code(facts, FACT_CONSENT_GIVER, consent->giver);
    if (consent->mode != 0)
        facts_code(facts, FACT_CONSENT_MODE, consent->mode);
    if (consent->until_day != INT64_MIN)
        facts_date(facts, FACT_CONSENT_UNTIL, (int32_t)consent->until_day);
    const struct {
        uint16_t field;
        struct str text;
        const char *at;
    } texts[] = {
        { FACT_CONSENT_TO, consent->recipient, "recipient" },
        { FACT_CONSENT_WHY, consent->purpose, "purpose" },
        { FACT_CONSENT_SLICE, consent->slice, "slice" },
        { FACT_CONSENT_MORE, more_rows(desk, in), "words" },
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].text.n > 0 && !facts_text(facts, texts[i].field, texts[i].text))
            return ctx_fail_at(desk->ctx, ERR_INVALID, "form.text", str_of(texts[i].at));
    return OK;
}

/* The answer as a setting; a consent that lives on subjects counts on the one that is named. */
static enum err consent_setting(struct desk_ctx *desk, const struct casefile *casefile,
                                struct case_act *act, uint32_t fact, const char *value)
{
    struct setting *setting = arena_new(desk->ctx->arena, struct setting);
    const struct fact_def *def = &casefile->sop->facts[fact];
    if (def->each == DEFINITION_NONE && act->act.subject != 0)
        return ctx_fail(desk->ctx, ERR_MISSING, "step.subject");
    if (act->act.subject != 0 && act->act.subject > casestate_subjects(casefile->state, def->each))
        return ctx_fail(desk->ctx, ERR_MISSING, "step.subject");
    if (def->each != DEFINITION_NONE && act->act.subject == 0) {
        /* Given before the packet exists: the packet that names this recipient takes it up. */
        act->act.kind = ACT_OTHER;
        act->judged = false;
        return OK;
    }
    *setting = (struct setting){ fact, definition_value(casefile->sop, fact, str_of(value)) };
    must(setting->value != DEFINITION_NONE);
    act->act.settings = setting;
    act->act.settings_n = 1;
    return OK;
}

static enum err consent_fact(struct desk_ctx *desk, const struct casefile *casefile,
                             struct str kind, uint32_t *fact)
{
    *fact = definition_fact(casefile->sop, kind);
    if (*fact == DEFINITION_NONE || casefile->sop->facts[*fact].of != FACT_OF_CONSENT)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "consent.kind", STR("consent_kind"));
    return OK;
}

static enum err consent_record_do(struct desk_ctx *desk, const struct consent_record_in *in,
                                  struct consent_record_out *out)
{
    const struct casefile *casefile;
    bool known;
    struct id id;
    uint32_t fact;
    *out = (struct consent_record_out){ 0 };
    TRY(act_known(desk, &in->head, &out->done, &id, &known));
    if (known)
        return OK;
    TRY(casefile_reach(desk, in->head.casefile, REACH_WRITE, 0, &casefile));
    TRY(consent_check(desk->ctx, &in->consent, child_now(casefile)));
    TRY(consent_fact(desk, casefile, consent_kind_name(in->consent.kind), &fact));
    struct case_act *act = arena_new(desk->ctx->arena, struct case_act);
    *act = case_act_begin(desk, &in->head, INNER_CONSENT_GIVE, ACT_CONSENT);
    act->act.subject = in->subject;
    TRY(consent_setting(desk, casefile, act, fact,
                        in->consent.answer == CONSENT_GIVEN ? "given" : "refused"));
    TRY(consent_put(desk, in, fact, parts_of(&act->parts, PART_IDENTITY)));
    return case_append(desk, casefile, act, &out->done);
}

DEED(consent_record, .name = "consent.record",
     .rights = RIGHT_SERVICES | RIGHT_SAFETY | RIGHT_IDENTIFY, .trace = DEED_WRITES)

/* ---- withdrawing --------------------------------------------------------------------------- */

static bool is_given(const struct casefile *casefile, uint32_t fact, uint32_t subject)
{
    struct range values = casefile->sop->facts[fact].values;
    uint32_t value = casestate_fact(casefile->state, fact, subject);
    return str_eq(casefile->sop->values[values.first + value].id, STR("given"));
}

static enum err withdraw_one(struct desk_ctx *desk, const struct casefile *casefile,
                             const struct consent_withdraw_in *in, uint32_t fact,
                             struct case_act *act, struct act_done *done)
{
    TRY(consent_setting(desk, casefile, act, fact, "withdrawn"));
    struct facts *facts = parts_of(&act->parts, PART_IDENTITY);
    facts_code(facts, FACT_CONSENT_OF, fact);
    facts_code(facts, FACT_CONSENT_ANSWER, CONSENT_WITHDRAWN);
    if (in->recipient.n > 0 && !facts_text(facts, FACT_CONSENT_TO, in->recipient))
        return ctx_fail_at(desk->ctx, ERR_INVALID, "form.text", STR("recipient"));
    if (in->by.n > 0 &&
        !facts_text(facts, FACT_CONSENT_MORE, str_join(desk->ctx->arena, STR("by\t"), in->by)))
        return ctx_fail_at(desk->ctx, ERR_INVALID, "form.text", STR("by"));
    return case_append(desk, casefile, act, done);
}

/* True when what was written about the packet, or made it, names this recipient. */
static enum err packet_names(struct desk_ctx *desk, const struct casefile *casefile,
                             struct id packet, struct str recipient, bool *names)
{
    struct str wanted = str_lower(desk->ctx->arena, recipient);
    *names = false;
    for (size_t i = 0; i < casefile->opened->n && !*names; i++) {
        const struct case_entry *entry = &casefile->opened->at[i];
        struct value *values;
        size_t n;
        if (entry->work == NULL || !(id_eq(facts_get_id(entry->work, FACT_SUBJECT), packet) ||
                                     id_eq(facts_get_id(entry->work, FACT_MADE), packet)))
            continue;
        TRY(case_entry_values(desk, casefile, entry, casefile->mask, &values, &n));
        for (size_t v = 0; v < n; v++)
            *names |= str_eq(str_lower(desk->ctx->arena, values[v].text), wanted);
    }
    return OK;
}

/* A consent to a recipient was given once and taken up by every packet to it: withdrawn, it ends
 * on each of them. */
static enum err packets_withdraw(struct desk_ctx *desk, const struct casefile *casefile,
                                 const struct consent_withdraw_in *in, uint32_t fact)
{
    uint32_t kind = casefile->sop->facts[fact].each;
    for (uint32_t k = 1; k <= casestate_subjects(casefile->state, kind); k++) {
        struct act_done done = { 0 };
        bool names;
        if (!is_given(casefile, fact, k))
            continue;
        TRY(packet_names(desk, casefile, subject_id(casefile->opened, kind, k), in->recipient,
                         &names));
        if (!names)
            continue;
        struct act_head *head = arena_new(desk->ctx->arena, struct act_head);
        *head = in->head;
        head->request = request_derived(in->head.request, "consent.withdraw", k);
        struct case_act *act = arena_new(desk->ctx->arena, struct case_act);
        *act = case_act_begin(desk, head, INNER_CONSENT_WITHDRAW, ACT_CONSENT);
        act->act.subject = k;
        TRY(withdraw_one(desk, casefile, in, fact, act, &done));
        casefile = casefile_after(desk, casefile, act);
    }
    return OK;
}

/* True when the newest answer about this recipient is yes. */
static bool recipient_given(struct desk_ctx *desk, const struct casefile *casefile, uint32_t fact,
                            struct str recipient)
{
    size_t n;
    const struct consent_row *rows = consent_rows(desk, casefile, &n);
    for (size_t i = 0; i < n; i++)
        if (rows[i].fact == fact && rows[i].number == 0 && str_eq(rows[i].recipient, recipient))
            return str_eq(rows[i].state, STR("given"));
    return false;
}

static enum err consent_withdraw_do(struct desk_ctx *desk, const struct consent_withdraw_in *in,
                                    struct consent_withdraw_out *out)
{
    const struct casefile *casefile;
    bool known;
    struct id id;
    uint32_t fact;
    *out = (struct consent_withdraw_out){ 0 };
    TRY(act_known(desk, &in->head, &out->done, &id, &known));
    if (known)
        return OK;
    TRY(casefile_reach(desk, in->head.casefile, REACH_WRITE, 0, &casefile));
    TRY(consent_fact(desk, casefile, in->kind, &fact));
    bool by_recipient = casefile->sop->facts[fact].each != DEFINITION_NONE && in->subject == 0;
    if (by_recipient ? !recipient_given(desk, casefile, fact, in->recipient)
                     : !is_given(casefile, fact, in->subject))
        return ctx_fail(desk->ctx, ERR_CONFLICT, "consent.not_given");
    struct case_act *act = arena_new(desk->ctx->arena, struct case_act);
    *act = case_act_begin(desk, &in->head, INNER_CONSENT_WITHDRAW, ACT_CONSENT);
    act->act.subject = in->subject;
    if (by_recipient)
        TRY(packets_withdraw(desk, casefile, in, fact));
    return withdraw_one(desk, casefile, in, fact, act, &out->done);
}

DEED(consent_withdraw, .name = "consent.withdraw",
     .rights = RIGHT_SERVICES | RIGHT_SAFETY | RIGHT_IDENTIFY, .trace = DEED_WRITES)
