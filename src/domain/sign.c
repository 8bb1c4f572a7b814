#include "domain/marking.h"

bool step_needs_two(const struct casestate *state, uint32_t step, const struct scene *scene)
{
    const struct step *def = &state->definition->steps[step];
    return def->sign[0] != DEFINITION_NONE && guard_holds(state, def->sign_when, scene);
}

static uint64_t sign_roles(const struct step *step)
{
    if (step->sign[0] == DEFINITION_NONE)
        return 0;
    return UINT64_C(1) << step->sign[0] | UINT64_C(1) << step->sign[1];
}

bool step_role_holds(const struct casestate *state, uint32_t step, uint64_t roles, bool two)
{
    const struct step *def = &state->definition->steps[step];
    uint64_t any = two || def->roles == 0 ? sign_roles(def) : def->roles;
    return any == 0 || (any & roles) != 0;
}

/* A person with both roles may stand for either, but two persons are needed for two roles. */
bool sign_roles_hold(const struct step *step, uint64_t first, uint64_t second)
{
    uint64_t a = UINT64_C(1) << step->sign[0], b = UINT64_C(1) << step->sign[1];
    return ((first & a) != 0 && (second & b) != 0) || ((first & b) != 0 && (second & a) != 0);
}

uint64_t step_second_roles(const struct step *step, uint64_t first)
{
    uint64_t second = 0;
    if (step->sign[0] == DEFINITION_NONE)
        return 0;
    for (int i = 0; i < 2; i++)
        if (first >> step->sign[i] & 1)
            second |= UINT64_C(1) << step->sign[1 - i];
    return second;
}

const struct act *casestate_waiting(const struct casestate *state, uint32_t step, uint32_t subject)
{
    const struct place *place = place_at(state, step, subject);
    return place != NULL ? place->waiting : NULL;
}
