#include "use/case_append.h"

#include "domain/consent.h"
#include "domain/facts.h"
#include "store/drafts.h"
#include "store/search.h"
#include "use/person_fields.h"

#include <string.h>

enum {
    HAPPENED_AHEAD_MIN = 10,
    HAPPENED_BACK_MIN = 7 * 24 * 60,
    SECOND_DAYS = 14, /* a second signature is asked for within days, not months */
    REVIEW_DAYS = 30, /* due in one; a late one must still be possible */
    HELPED_MAX = 4,   /* officers who get a box for signing or reviewing */
    MINUTES_DAY = 24 * 60,
};

enum err act_known(struct desk_ctx *desk, const struct act_head *head, struct act_done *done,
                   struct id *casefile, bool *known)
{
    struct hash entry;
    if (id_is_zero(head->request))
        return ctx_fail(desk->ctx, ERR_INVALID, "request.none");
    struct why why = desk->ctx->why;
    enum err err =
        record_find(desk->ctx, desk->office, desk->who->id, head->request, &entry, casefile);
    *known = err == OK;
    desk->ctx->why = why;
    if (err != OK)
        return err == ERR_MISSING ? OK : err;
    memcpy(done->entry, entry.at, sizeof done->entry);
    done->again = true;
    desk->answered_again = true;
    return OK;
}

static enum err act_happened(struct desk_ctx *desk, const struct act_head *head, bool before,
                             int64_t *out)
{
    int64_t now = desk_now_min(desk);
    *out = head->happened_min == ACT_NOW ? now : head->happened_min;
    if (*out > now + HAPPENED_AHEAD_MIN)
        return ctx_fail(desk->ctx, ERR_INVALID, "happened.future");
    if (!before && *out < now - HAPPENED_BACK_MIN && head->reason.n == 0 && head->words.n == 0)
        return ctx_fail(desk->ctx, ERR_INVALID, "happened.reason");
    return OK;
}

/* ---- what the form sets ------------------------------------------------------------------ */

static void setting_add(const struct definition *sop, struct setting *settings, uint32_t *n,
                        uint32_t fact, struct str value)
{
    uint32_t index = value.n == 0 ? DEFINITION_NONE : definition_value(sop, fact, value);
    if (index != DEFINITION_NONE)
        settings[(*n)++] = (struct setting){ fact, index };
}

/* True when the newest answer about this consent names one of the recipients on the form. */
static bool consent_names(struct desk_ctx *desk, const struct casefile *casefile, uint32_t fact,
                          const struct case_act *act)
{
    bool given = false;
    for (size_t i = 0; i < casefile->opened->n; i++) {
        const struct case_entry *entry = &casefile->opened->at[i];
        if (entry->inner == NULL || (entry->kind_inner != INNER_CONSENT_GIVE &&
                                     entry->kind_inner != INNER_CONSENT_WITHDRAW))
            continue;
        if ((uint32_t)facts_number(entry->inner, FACT_CONSENT_OF, -1) != fact)
            continue;
        struct str recipient = facts_str(entry->inner, FACT_CONSENT_TO);
        int64_t until = facts_number(entry->inner, FACT_CONSENT_UNTIL, INT64_MAX);
        for (size_t v = 0; v < act->values_n; v++)
            if (recipient.n > 0 && str_eq(str_lower(desk->ctx->arena, recipient),
                                          str_lower(desk->ctx->arena, act->values[v].text)))
                given = entry->kind_inner == INNER_CONSENT_GIVE &&
                        facts_number(entry->inner, FACT_CONSENT_ANSWER, 0) == CONSENT_GIVEN &&
                        until >= desk_today(desk);
    }
    return given;
}

void settings_of_form(struct desk_ctx *desk, const struct casefile *casefile, struct case_act *act)
{
    const struct definition *sop = casefile->sop;
    const struct step *step = &sop->steps[act->act.step];
    struct setting *settings =
        arena_array(desk->ctx->arena, struct setting, step->writes.n + sop->facts_n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < step->writes.n; i++) {
        uint32_t fact = sop->numbers[step->writes.first + i];
        setting_add(sop, settings, &n, fact,
                    value_of(sop, act->values, act->values_n, sop->facts[fact].id));
    }
    /* A consent that lives on packets is given with the act, unless the act is about a packet. */
    for (uint32_t fact = 0; fact < sop->facts_n; fact++)
        if (sop->facts[fact].of == FACT_OF_CONSENT && sop->facts[fact].each != DEFINITION_NONE &&
            (sop->facts[fact].each != step->each || act->act.subject == 0) &&
            consent_names(desk, casefile, fact, act))
            setting_add(sop, settings, &n, fact, STR("given"));
    act->act.settings = settings;
    act->act.settings_n = n;
}

/* ---- parts ------------------------------------------------------------------------------- */

struct change {
    struct place_row *rows;
    size_t rows_n;
    struct casestate *after;
};

static void change_find(struct desk_ctx *desk, const struct casefile *casefile,
                        struct case_act *act, struct change *change)
{
    struct ctx *ctx = desk->ctx;
    const struct definition *sop = casefile->sop;
    size_t before_n, after_n;
    int64_t now = desk_now_min(desk);
    change->after = casestate_copy(ctx, casefile->state);
    casestate_apply(change->after, &act->act);
    struct place_row *before = casestate_rows(ctx, casefile->state, now, &before_n);
    struct place_row *after = casestate_rows(ctx, change->after, now, &after_n);
    change->rows = casestate_rows_changed(ctx, before, before_n, after, after_n, &change->rows_n);
    act->made_kind = DEFINITION_NONE;
    act->after = change->after;
    for (uint32_t kind = 0; kind < sop->kinds_n; kind++) {
        uint32_t n = casestate_subjects(change->after, kind);
        if (n > casestate_subjects(casefile->state, kind)) {
            act->made_kind = kind;
            act->made = n;
            act->made_id = id_random();
        }
    }
}

static struct str rows_fact(struct desk_ctx *desk, const struct casefile *casefile,
                            const struct case_act *act, const struct change *change)
{
    struct step_row *rows = arena_array(desk->ctx->arena, struct step_row, change->rows_n + 1);
    size_t n = change->rows_n < STEP_ROWS_MAX ? change->rows_n : STEP_ROWS_MAX;
    for (size_t i = 0; i < n; i++) {
        const struct place_row *row = &change->rows[i];
        const struct step *step = definition_step_code(casefile->sop, row->code);
        struct id subject = subject_id(casefile->opened, step->each, row->subject);
        if (row->subject > 0 && step->each == act->made_kind && row->subject == act->made)
            subject = act->made_id;
        rows[i] = (struct step_row){ row->code, row->state, subject, row->due_min };
    }
    return step_rows_write(desk->ctx->arena, rows, n);
}

static uint32_t risk_of(const struct casestate *state, const struct definition *sop)
{
    uint32_t fact = definition_fact(sop, STR("risk"));
    if (fact == DEFINITION_NONE)
        return 0;
    struct str value =
        sop->values[sop->facts[fact].values.first + casestate_fact(state, fact, 0)].id;
    return str_eq(value, STR("high"))     ? 3
           : str_eq(value, STR("medium")) ? 2
           : str_eq(value, STR("low"))    ? 1
                                          : 0;
}

static void settings_write(struct desk_ctx *desk, const struct casefile *casefile,
                           struct case_act *act, struct facts *w, struct id subject)
{
    const struct definition *sop = casefile->sop;
    size_t n = act->act.settings_n, consents_n = 0, working_n = 0;
    struct working *consents = arena_array(desk->ctx->arena, struct working, n + 1);
    struct working *working = arena_array(desk->ctx->arena, struct working, n + 1);
    struct buf acts = buf_open(desk->ctx->arena, FACT_BYTES_MAX);
    for (size_t i = 0; i < n; i++) {
        const struct setting *setting = &act->act.settings[i];
        const struct fact_def *fact = &sop->facts[setting->fact];
        struct working row = { (uint16_t)setting->fact, (uint8_t)setting->value, subject };
        if (fact->of == FACT_OF_CONSENT) {
            consents[consents_n++] = row;
        } else if (fact->of == FACT_OF_PERSON && fact->compartment == 'W') {
            working[working_n++] = row;
        } else {
            buf_u16(&acts, (uint16_t)setting->fact);
            buf_byte(&acts, (char)setting->value);
        }
    }
    if (consents_n > 0)
        facts_bytes(w, FACT_CONSENT, working_write(desk->ctx->arena, consents, consents_n));
    if (working_n > 0)
        facts_bytes(w, FACT_WORKING, working_write(desk->ctx->arena, working, working_n));
    if (acts.n > 0)
        facts_bytes(parts_of(&act->parts, PART_IDENTITY), FACT_ACTS, buf_str(&acts));
}

/* What the engine needs of the act beside W; in I, which every role of a team holds. */
static enum err inner_write(struct desk_ctx *desk, const struct casefile *casefile,
                            struct case_act *act)
{
    const struct act_head *head = act->head;
    if (act->act.outcome != DEFINITION_NONE)
        facts_code(parts_of(&act->parts, PART_IDENTITY), FACT_OUTCOME, act->act.outcome);
    if (act->act.answers != 0)
        facts_int(parts_of(&act->parts, PART_IDENTITY), FACT_ANSWERS, (int64_t)act->act.answers);
    if (act->act.dates_n > 0) {
        struct buf dates = buf_open(desk->ctx->arena, FACT_BYTES_MAX);
        for (uint32_t i = 0; i < act->act.dates_n; i++) {
            buf_u16(&dates, (uint16_t)act->act.dates[i].date);
            buf_u64(&dates, (uint64_t)act->act.dates[i].at_min);
        }
        facts_bytes(parts_of(&act->parts, PART_IDENTITY), FACT_DATES, buf_str(&dates));
    }
    if (head->reason.n > 0 &&
        !facts_text(parts_of(&act->parts, PART_IDENTITY), FACT_REASON, head->reason))
        return ctx_fail(desk->ctx, ERR_INVALID, "reason.unknown");
    if (head->words.n > 0 &&
        !facts_text(parts_of(&act->parts, PART_IDENTITY), FACT_SENTENCE, head->words))
        return ctx_fail_at(desk->ctx, ERR_INVALID, "form.text", STR("words"));
    return values_put(desk->ctx, casefile->sop, act->values, act->values_n, &act->parts);
}

/* What the case is found by: tokens of names and numbers, never the words themselves. */
static void tokens_put(struct desk_ctx *desk, const struct casefile *casefile, struct case_act *act,
                       struct facts *w)
{
    struct name_tokens *tokens = arena_new(desk->ctx->arena, struct name_tokens);
    person_tokens(desk->ctx->arena, casefile->sop, act->values, act->values_n, tokens);
    if (tokens->count > 0)
        facts_bytes(w, FACT_TOKENS, search_fact(desk->ctx, desk->office, tokens));
}

/* That a rule stands inside, not which: what W says of how to reach her follows the newest answer.
 */
static void safe_put(const struct casefile *casefile, const struct case_act *act, struct facts *w)
{
    for (size_t i = 0; i < act->values_n; i++)
        if (str_eq(casefile->sop->fields[act->values[i].field].key, STR("contact.channel")))
            facts_code(w, FACT_SAFE, str_eq(act->values[i].text, STR("none")) ? 2 : 1);
}

static void work_write(struct desk_ctx *desk, const struct casefile *casefile, struct case_act *act,
                       const struct change *change)
{
    struct facts *w = parts_of(&act->parts, PART_WORK);
    const struct definition *sop = casefile->sop;
    struct id subject = { 0 };
    uint32_t kind = DEFINITION_NONE;
    facts_id(w, FACT_REQUEST, act->head->request);
    facts_code(w, FACT_INNER, act->inner);
    facts_int(w, FACT_HAPPENED, act->act.happened_min);
    facts_int(w, FACT_ROLES, (int64_t)act->act.roles);
    if (act->act.step != DEFINITION_NONE) {
        const struct step *step = &sop->steps[act->act.step];
        facts_code(w, FACT_STEP, step->code);
        kind = step->each;
    } else if (act->act.settings_n > 0) {
        kind = sop->facts[act->act.settings[0].fact].each;
    }
    subject = subject_id(casefile->opened, kind, act->act.subject);
    if (!id_is_zero(subject))
        facts_id(w, FACT_SUBJECT, subject);
    if (act->act.kind == ACT_STEP_BEFORE || act->outside != 0)
        facts_code(w, FACT_PAPER, 1);
    if (act->withdraws)
        facts_code(w, FACT_WITHDRAWS, 1);
    if (act->act.kind == ACT_DEADLINE_MOVE) {
        facts_code(w, FACT_DEADLINE, act->act.row);
        facts_int(w, FACT_DUE, act->act.due_min);
    }
    if (!id_is_zero(act->act.second))
        facts_id(w, FACT_SECOND, act->act.second);
    if (act->made_kind != DEFINITION_NONE) {
        facts_id(w, FACT_MADE, act->made_id);
        facts_code(w, FACT_MADE_KIND, act->made_kind);
    }
    if (change->rows_n > 0)
        facts_bytes(w, FACT_ROWS, rows_fact(desk, casefile, act, change));
    uint32_t risk = risk_of(change->after, sop);
    if (risk != risk_of(casefile->state, sop) && facts_find(w, FACT_RISK) == NULL)
        facts_code(w, FACT_RISK, risk);
    settings_write(desk, casefile, act, w, subject);
    if (act->inner != INNER_CASE_OPEN)
        safe_put(casefile, act, w);
    tokens_put(desk, casefile, act, w);
}

static enum err parts_append(struct desk_ctx *desk, const struct casefile *casefile,
                             struct case_act *act, struct act_done *done, uint16_t *used)
{
    struct actor who = desk_actor(desk);
    struct hash entry;
    struct entry_draft draft = {
        .kind = KIND_CASE_FACT,
        .casefile = casefile->id,
        .who = &who,
        .sop = casefile->compiled->hash,
        .ref = act->ref,
        .keys = &casefile->opened->keyset,
    };
    *used = 0;
    for (unsigned c = 0; c < PART_COUNT; c++) {
        if (act->parts.at[c] == NULL)
            continue;
        if (c != PART_PLAIN && c != PART_CODED && !(casefile->mask >> c & 1)) {
            char letter = part_letter(c);
            return ctx_fail_at(desk->ctx, ERR_DENIED, "compartment.not_held",
                               str_copy(desk->ctx->arena, (struct str){ &letter, 1 }));
        }
        draft.parts[draft.count++] = (struct part_draft){ c, act->parts.at[c] };
        *used = (uint16_t)(*used | 1u << c);
    }
    TRY(record_append(desk->ctx, desk->office, &draft, &entry));
    memcpy(done->entry, entry.at, sizeof done->entry);
    return OK;
}

/* ---- who must be able to read it ---------------------------------------------------------- */

static bool holds_already(const struct case_reader *readers, size_t n, struct id officer,
                          uint16_t mask)
{
    for (size_t i = 0; i < n; i++)
        if (id_eq(readers[i].officer, officer) && (readers[i].mask & mask) == mask)
            return true;
    return false;
}

/* Boxes of `mask` to officers who hold a role of `roles` (of the definition) but this one. */
static enum err grant_for_roles(struct desk_ctx *desk, const struct casefile *casefile,
                                uint64_t roles, uint16_t mask, int64_t days)
{
    struct actor who = desk_actor(desk);
    struct case_reader *readers;
    size_t readers_n, n, given = 0;
    TRY(casekeys_readers(desk->ctx, desk->office, casefile->id, &readers, &readers_n));
    const struct member *members = desk_members(desk, &n);
    for (size_t i = 0; i < n && given < HELPED_MAX; i++) {
        const struct member *member = &members[i];
        if (member->retired || member->waits_second || id_eq(member->id, desk->who->id) ||
            (sop_role_bits(casefile->sop, member->roles) & roles) == 0)
            continue;
        uint16_t may = (uint16_t)(mask & member->mask & casefile->mask);
        given++;
        if (may == 0 || holds_already(readers, readers_n, member->id, may))
            continue;
        struct team_member to = { member->id, may,
                                  (ctx_now_min(desk->ctx) + days * MINUTES_DAY) * 60 };
        TRY(casekeys_grant(desk->ctx, desk->office, &who, &casefile->opened->keyset, &to, true));
    }
    return OK;
}

/* Roles of the definition that look at deviations. */
static uint64_t review_roles(const struct desk_ctx *desk, const struct definition *sop)
{
    uint32_t roles = 0;
    for (unsigned role = 0; role < ROLE_COUNT; role++)
        if (desk->roles->at[role].rights & RIGHT_REVIEW)
            roles |= 1u << role;
    return sop_role_bits(sop, roles);
}

static bool review_waits(const struct casestate *state)
{
    uint32_t n;
    const struct flag *flags = casestate_flags(state, &n);
    for (uint32_t i = 0; i < n; i++)
        if (flags[i].kind == FLAG_DEVIATION && !flags[i].reviewed)
            return true;
    return false;
}

static enum err helpers_granted(struct desk_ctx *desk, const struct casefile *casefile,
                                const struct case_act *act, uint16_t used)
{
    const uint16_t fold = 1u << PART_WORK | 1u << PART_IDENTITY;
    if (act->verdict.waits_second) {
        const struct step *step = &casefile->sop->steps[act->act.step];
        TRY(grant_for_roles(desk, casefile, step_second_roles(step, act->act.roles),
                            (uint16_t)(used | fold), SECOND_DAYS));
    }
    /* Each act renews what a reviewer needs, as long as something waits for her: one who came
     * later, or whose grant has ended, is not shut out of it. */
    if (review_waits(act->after))
        TRY(grant_for_roles(desk, casefile, review_roles(desk, casefile->sop), fold, REVIEW_DAYS));
    return OK;
}

const struct casefile *casefile_after(struct desk_ctx *desk, const struct casefile *casefile,
                                      const struct case_act *act)
{
    struct casefile *next = arena_new(desk->ctx->arena, struct casefile);
    *next = *casefile;
    next->state = act->after;
    if (act->made > 0 && next->opened->subjects_n < SUBJECTS_MAX)
        next->opened->subjects[next->opened->subjects_n++] =
            (struct subject){ act->made_id, act->made_kind, act->made };
    return next;
}

struct id request_derived(struct id request, const char *what, uint32_t n)
{
    unsigned char text[64] = { 0 };
    struct id derived;
    put_u32(text, n);
    for (size_t i = 0; what[i] != 0 && i < sizeof text - 4; i++)
        text[4 + i] = (unsigned char)what[i];
    derive(derived.at, ID_BYTES, request.at, ID_BYTES, text, sizeof text);
    return derived;
}

struct case_act case_act_begin(struct desk_ctx *desk, const struct act_head *head, uint32_t inner,
                               enum act_kind kind)
{
    return (struct case_act){
        .head = head,
        .inner = inner,
        .act = { .kind = kind,
                 .step = DEFINITION_NONE,
                 .outcome = DEFINITION_NONE,
                 .row = DEFINITION_NONE,
                 .due_min = DUE_NONE },
        .parts = { .arena = desk->ctx->arena },
        .judged = true,
    };
}

/* ---- the act ----------------------------------------------------------------------------- */

enum err case_append(struct desk_ctx *desk, const struct casefile *casefile, struct case_act *act,
                     struct act_done *done)
{
    struct ctx *ctx = desk->ctx;
    struct change change;
    uint16_t used;
    must(desk->who != NULL && act->head != NULL && act->parts.arena != NULL);
    TRY(act_happened(desk, act->head, act->act.kind == ACT_STEP_BEFORE, &act->act.happened_min));
    act->act.officer = act->outside != 0 ? (struct id){ 0 } : desk->who->id;
    act->act.roles = act->outside != 0 ? act->outside : desk_sop_roles(desk, casefile->sop);
    act->act.reason = act->head->reason;
    /* A no, and a closing, are given in her own sentence; no list of codes fits them. */
    if (act->act.reason.n == 0 && (act->act.kind == ACT_STEP_DECLINE || act->act.kind == ACT_CLOSE))
        act->act.reason = act->head->words;
    act->act.at = UINT64_MAX;
    if (act->judged)
        TRY(casestate_may(ctx, casefile->state, &act->act, &act->verdict));
    change_find(desk, casefile, act, &change);
    TRY(inner_write(desk, casefile, act));
    work_write(desk, casefile, act, &change);
    TRY(parts_append(desk, casefile, act, done, &used));
    TRY(helpers_granted(desk, casefile, act, used));
    done->deviation = act->verdict.deviation;
    done->waits_second = act->verdict.waits_second;
    enum err err = draft_drop(ctx, desk->office, act->head->request);
    return err == ERR_MISSING ? OK : err;
}
