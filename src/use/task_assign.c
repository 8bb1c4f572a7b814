#include "use/task_assign.h"

#include "domain/facts.h"
#include "use/case_append.h"

enum { MINUTE_S = 60 };

/* Who may give: the responsible officer, a head, or whoever shares cases by role; the box itself
 * can hold no more than the giver holds. */
static enum err giver_may(struct desk_ctx *desk, const struct casefile *casefile)
{
    if (desk_may(desk, RIGHT_SHARE) || desk_has_role(desk, ROLE_COORDINATOR) ||
        id_eq(casefile->opened->responsible, desk->who->id))
        return OK;
    return ctx_fail(desk->ctx, ERR_DENIED, "grant.role");
}

static enum err mask_find(struct desk_ctx *desk, const struct casefile *casefile,
                          const struct task_assign_in *in, const struct member *to, uint16_t *mask,
                          uint16_t *lacking)
{
    const uint16_t fold = 1u << PART_WORK | 1u << PART_IDENTITY;
    if (in->role >= ROLE_COUNT || !(to->roles >> in->role & 1))
        return ctx_fail(desk->ctx, ERR_DENIED, "grant.role");
    uint16_t asked = in->mask != 0 ? in->mask : desk->roles->at[in->role].grant;
    asked = (uint16_t)(asked | fold);
    /* W and I are what any act on a case is made of: who may act at all may be given them. */
    if ((asked & roles_never(desk->roles, to->roles) & ~fold) != 0)
        return ctx_fail(desk->ctx, ERR_DENIED, "grant.never");
    asked = (uint16_t)(asked & to->mask);
    /* C is opened by the counting deed alone; no officer needs its key to write it. */
    asked = (uint16_t)(asked & ~(1u << PART_CODED) & ~(1u << PART_NOTES));
    *lacking = (uint16_t)(asked & ~casefile->mask);
    *mask = (uint16_t)(asked & casefile->mask);
    if (in->mask != 0 && *lacking != 0)
        return ctx_fail(desk->ctx, ERR_DENIED, "compartment.not_held");
    return OK;
}

/* A service that nobody has begun yet lies with nobody: its officer gets a compartment that no
 * one present holds by way of a new key epoch, in which all others keep what they had. */
static enum err epoch_with(struct desk_ctx *desk, const struct casefile *casefile,
                           const struct team_member *to)
{
    struct actor who = desk_actor(desk);
    struct case_renew renew = { .casefile = casefile->id, .add = to };
    return casekeys_renew(desk->ctx, desk->office, &who, &renew, &casefile->opened->keyset);
}

static enum err task_assign_do(struct desk_ctx *desk, const struct task_assign_in *in,
                               struct task_assign_out *out)
{
    const struct casefile *casefile;
    bool known;
    struct id id;
    uint16_t mask = 0, lacking = 0;
    *out = (struct task_assign_out){ 0 };
    TRY(act_known(desk, &in->head, &out->done, &id, &known));
    if (known)
        return OK;
    TRY(casefile_reach(desk, in->head.casefile, REACH_SHARE, 0, &casefile));
    const struct member *to = desk_member(desk, in->officer);
    if (to == NULL || to->retired || to->waits_second)
        return ctx_fail(desk->ctx, ERR_MISSING, "officer.none");
    TRY(giver_may(desk, casefile));
    TRY(mask_find(desk, casefile, in, to, &mask, &lacking));
    struct actor who = desk_actor(desk);
    struct team_member box = { to->id, mask, in->until_min * MINUTE_S };
    if (mask != 0 && !id_eq(to->id, desk->who->id))
        TRY(casekeys_grant(desk->ctx, desk->office, &who, &casefile->opened->keyset, &box,
                           in->history));
    if (lacking != 0) {
        box.mask = (uint16_t)(mask | lacking);
        TRY(epoch_with(desk, casefile, &box));
    }
    out->given = (uint16_t)(mask | lacking);
    struct case_act *act = arena_new(desk->ctx->arena, struct case_act);
    *act = case_act_begin(desk, &in->head, INNER_TASK_ASSIGN, ACT_OTHER);
    act->judged = false;
    if (in->responsible)
        facts_id(parts_of(&act->parts, PART_WORK), FACT_RESPONSIBLE, to->id);
    act->act.second = to->id;
    return case_append(desk, casefile, act, &out->done);
}

DEED(task_assign, .name = "task.assign", .rights = RIGHT_BOARD, .trace = DEED_WRITES)

static enum err grant_end_do(struct desk_ctx *desk, const struct grant_end_in *in,
                             struct grant_end_out *out)
{
    const struct casefile *casefile;
    struct case_reader *readers;
    size_t n, others = 0;
    bool known, held = false;
    struct id id;
    *out = (struct grant_end_out){ 0 };
    if (in->head.reason.n == 0 && in->head.words.n == 0)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "reason.missing", STR("reason"));
    TRY(act_known(desk, &in->head, &out->done, &id, &known));
    if (known)
        return OK;
    TRY(casefile_reach(desk, in->head.casefile, REACH_SHARE, 0, &casefile));
    TRY(giver_may(desk, casefile));
    TRY(casekeys_readers(desk->ctx, desk->office, casefile->id, &readers, &n));
    for (size_t i = 0; i < n; i++) {
        if (id_eq(readers[i].officer, in->officer))
            held = true;
        else if (readers[i].expiry_s == 0)
            others++;
    }
    if (!held)
        return ctx_fail(desk->ctx, ERR_MISSING, "grant.none");
    if (others == 0)
        return ctx_fail(desk->ctx, ERR_CONFLICT, "grant.last");
    struct case_act *act = arena_new(desk->ctx->arena, struct case_act);
    *act = case_act_begin(desk, &in->head, INNER_TASK_ASSIGN, ACT_OTHER);
    act->judged = false;
    /* The act first: after it the giver may be the one who no longer reads. */
    TRY(case_append(desk, casefile, act, &out->done));
    struct actor who = desk_actor(desk);
    return casekeys_revoke(desk->ctx, desk->office, &who, &casefile->opened->keyset, in->officer);
}

DEED(grant_end, .name = "grant.end", .rights = RIGHT_BOARD, .trace = DEED_WRITES)
