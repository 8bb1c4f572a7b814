#include "domain/consent.h"

struct str consent_kind_name(enum consent_kind kind)
{
    static const char *const names[] = { "",   "C1", "C2", "C3", "C4", "C5",
                                         "C6", "C7", "C8", "C9", "C10" };
    must(kind >= CONSENT_C1 && kind <= CONSENT_C10);
    return str_of(names[kind]);
}

enum consent_kind consent_kind_of(struct str name)
{
    for (int kind = CONSENT_C1; kind <= CONSENT_C10; kind++)
        if (str_eq(name, consent_kind_name((enum consent_kind)kind)))
            return (enum consent_kind)kind;
    return 0;
}

/* Who may say it: an adult she alone; a child guardian and child, or, where the
 * guardian cannot be asked, two officers in her place. */
static enum err giver_check(struct ctx *ctx, const struct consent *consent, bool child_now)
{
    switch (consent->giver) {
    case GIVER_PERSON:
        /* A child's own no is enough; her yes alone is not. */
        if (child_now && consent->answer == CONSENT_GIVEN)
            return ctx_fail_at(ctx, ERR_INVALID, "consent.child", STR("given_by"));
        return OK;
    case GIVER_GUARDIAN_AND_CHILD:
        if (!child_now)
            return ctx_fail_at(ctx, ERR_INVALID, "consent.adult", STR("given_by"));
        if (consent->guardian_suspect && consent->answer == CONSENT_GIVEN)
            return ctx_fail_at(ctx, ERR_INVALID, "consent.guardian_suspect", STR("given_by"));
        return OK;
    case GIVER_COORDINATOR_DECISION:
        /* Incapacity is never assumed: an adult is decided for only with its reason. */
        if (!child_now && consent->assent != ASSENT_NOT_APPLICABLE)
            return ctx_fail_at(ctx, ERR_INVALID, "consent.adult", STR("given_by"));
        return OK;
    default:
        return ctx_fail_at(ctx, ERR_INVALID, "consent.giver", STR("given_by"));
    }
}

static enum err assent_check(struct ctx *ctx, const struct consent *consent, bool child_now)
{
    if (consent->assent == ASSENT_NOT_APPLICABLE) {
        struct str why = consent->assent_na;
        if (!str_eq(why, STR("age")) && !str_eq(why, STR("unconscious")) &&
            !str_eq(why, STR("incapable")))
            return ctx_fail_at(ctx, ERR_INVALID, "consent.assent_na", STR("assent_na"));
        return OK;
    }
    if (!child_now || consent->answer != CONSENT_GIVEN)
        return OK;
    /* Without the child's yes nothing is given, whoever signs. */
    if (consent->assent != ASSENT_GIVEN)
        return ctx_fail_at(ctx, ERR_INVALID, "consent.assent", STR("assent"));
    return OK;
}

enum err consent_check(struct ctx *ctx, const struct consent *consent, bool child_now)
{
    if (consent->kind < CONSENT_C1 || consent->kind > CONSENT_C10)
        return ctx_fail_at(ctx, ERR_INVALID, "consent.kind", STR("consent_kind"));
    if (consent->answer != CONSENT_GIVEN && consent->answer != CONSENT_REFUSED)
        return ctx_fail_at(ctx, ERR_INVALID, "consent.answer", STR("answer"));
    TRY(giver_check(ctx, consent, child_now));
    TRY(assent_check(ctx, consent, child_now));
    if (consent->answer == CONSENT_REFUSED)
        return OK; /* a no needs neither witness nor recipient */
    if (consent->mode != MODE_WRITTEN && consent->mode != MODE_SPOKEN_WITH_WITNESS &&
        consent->mode != MODE_THUMB)
        return ctx_fail_at(ctx, ERR_INVALID, "consent.mode", STR("mode"));
    if (consent->mode != MODE_WRITTEN && (consent->witness.n == 0 || consent->witness_is_writer))
        return ctx_fail_at(ctx, ERR_INVALID, "consent.witness", STR("witness"));
    if (consent->kind == CONSENT_C3) {
        if (consent->recipient.n == 0)
            return ctx_fail_at(ctx, ERR_INVALID, "consent.recipient", STR("recipient"));
        if (consent->until_day == INT64_MIN)
            return ctx_fail_at(ctx, ERR_INVALID, "consent.until", STR("until"));
    }
    return OK;
}

bool consent_holds(const struct consent *consent, int64_t today)
{
    return consent->answer == CONSENT_GIVEN &&
           (consent->until_day == INT64_MIN || today <= consent->until_day);
}
