#include "use/step_find.h"

/* The only place of an `each` step that is open; with several the officer has to say which. */
static uint32_t only_open(const struct casefile *casefile, uint32_t step, uint32_t kind)
{
    uint32_t n = casestate_subjects(casefile->state, kind), found = 0;
    for (uint32_t x = 1; x <= n; x++) {
        if (!casestate_pending(casefile->state, step, x))
            continue;
        if (found != 0)
            return 0;
        found = x;
    }
    return found != 0 || n != 1 ? found : 1;
}

static enum err subject_find(struct desk_ctx *desk, const struct casefile *casefile,
                             const struct step_named *named, struct act *act)
{
    const struct step *step = &casefile->sop->steps[act->step];
    act->subject = 0;
    if (step->each == DEFINITION_NONE)
        return named->subject == 0 && id_is_zero(named->place)
                   ? OK
                   : ctx_fail(desk->ctx, ERR_MISSING, "step.subject");
    act->subject = !id_is_zero(named->place) ? subject_number(casefile->opened, named->place)
                   : named->subject != 0     ? named->subject
                                             : only_open(casefile, act->step, step->each);
    /* The step that makes its own subject begins without one. */
    if (act->subject == 0 && (step->makes == step->each))
        return OK;
    if (act->subject == 0 || act->subject > casestate_subjects(casefile->state, step->each))
        return ctx_fail(desk->ctx, ERR_MISSING, "step.subject");
    return OK;
}

enum err step_find(struct desk_ctx *desk, const struct casefile *casefile,
                   const struct step_named *named, struct act *act)
{
    const struct definition *sop = casefile->sop;
    act->step = definition_step_index(sop, named->step);
    if (act->step == DEFINITION_NONE)
        return ctx_fail_at(desk->ctx, ERR_MISSING, "step.none", named->step);
    const struct range outcomes = sop->steps[act->step].outcomes;
    if (named->outcome.n > 0)
        act->outcome = definition_outcome(sop, act->step, named->outcome);
    else
        act->outcome = outcomes.n == 1 ? 0 : DEFINITION_NONE;
    if (named->outcome.n > 0 && act->outcome == DEFINITION_NONE)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "outcome.none", named->outcome);
    return subject_find(desk, casefile, named, act);
}
