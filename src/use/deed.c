#include "use/deed.h"

#include "store/reads.h"
#include "use/desk_inside.h"

bool desk_may(const struct desk_ctx *desk, enum right right)
{
    if (right == RIGHT_ANYBODY)
        return true;
    if (desk->who == NULL || desk->who->retired)
        return false;
    return (roles_rights(desk->roles, desk->who->roles) & (uint32_t)right) != 0;
}

/* Session, lock and right, in this order: nobody learns which pages exist. */
static enum err deed_allowed(struct desk_ctx *desk, const struct deed *deed)
{
    if (deed->rights == RIGHT_ANYBODY)
        return OK;
    if (desk->who == NULL)
        return ctx_fail(desk->ctx, ERR_DENIED, "session.none");
    if (desk->locked && !deed->while_locked)
        return ctx_fail(desk->ctx, ERR_DENIED, "session.locked");
    if (!desk_may(desk, (enum right)deed->rights))
        return ctx_fail(desk->ctx, ERR_MISSING, "page.none");
    if (desk->held && deed->trace != DEED_READS)
        return ctx_fail(desk->ctx, ERR_CONFLICT, "held.again");
    return OK;
}

/* A refusal that touches somebody's rights is itself recorded (51), under a number made of the
 * deed's name; what was asked for stands nowhere. */
static void refusal_note(struct desk_ctx *desk, const struct deed *deed, enum err err)
{
    static const char *const kept[] = { "page.none", "case.none", "grant.never",
                                        "sign.same_person" };
    if ((err != ERR_DENIED && err != ERR_MISSING) || desk->who == NULL || desk->keys == NULL)
        return;
    struct why why = desk->ctx->why;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        if (why.key == NULL || !str_eq(str_of(why.key), str_of(kept[i])))
            continue;
        struct hash name = hash_of(deed->name, str_of(deed->name).n);
        struct actor who = desk_actor(desk);
        if (marks_save(desk->ctx, desk->office, KIND_REFUSAL, &who, NULL, get_u32(name.at)) != OK)
            round_undo(desk->office);
    }
    desk->ctx->why = why;
}

static enum err deed_kept(struct desk_ctx *desk, const struct deed *deed)
{
    size_t appended = round_appended(desk->office);
    desk->appended += appended;
    if (deed->trace == DEED_WRITES && appended == 0)
        return ctx_fail(desk->ctx, ERR_STORE, "deed.silent");
    return OK;
}

enum err deed_run(struct desk_ctx *desk, const struct deed *deed, const void *in, void *out)
{
    must(deed->run != NULL && deed->name != NULL);
    TRY(round_mark(desk->ctx, desk->office));
    enum err err = deed_allowed(desk, deed);
    if (err == OK)
        err = deed->run(desk, in, out);
    if (err == OK && !desk->answered_again)
        err = deed_kept(desk, deed);
    desk->answered_again = false;
    if (err != OK) {
        struct why why = desk->ctx->why;
        round_undo(desk->office);
        desk->ctx->why = why;
        TRY(round_mark(desk->ctx, desk->office));
        refusal_note(desk, deed, err);
    }
    return err;
}
