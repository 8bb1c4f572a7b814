#include "domain/marking.h"

#include <string.h>

static bool act_names_place(const struct casestate *state, const struct act *act)
{
    const struct definition *definition = state->definition;
    if (place_at(state, act->step, act->subject) == NULL)
        return false;
    if (act->kind == ACT_STEP_DONE)
        return act->outcome < definition->steps[act->step].outcomes.n;
    if (act->kind == ACT_STEP_BEFORE)
        return act->outcome == DEFINITION_NONE ||
               act->outcome < definition->steps[act->step].outcomes.n;
    return true;
}

/* When its review is due; the row counts from the deviation itself (D56). */
static int64_t review_due(const struct casestate *state, const struct act *act)
{
    uint32_t row = state->definition->review_row;
    if (row == DEFINITION_NONE)
        return DUE_NONE;
    struct scene scene = scene_of(state, act->step, act->subject, act);
    return row_due(state, row, act->happened_min, &scene);
}

static void deviation_flag(struct casestate *state, const struct act *act, struct place *place,
                           struct str why)
{
    flag_add(state, FLAG_DEVIATION, act, state->definition->review_row, review_due(state, act),
             why);
    place->unreviewed++;
}

/* The fold judges what was written: one deviation for all that is out of order, a breach where
 * nothing could have allowed it. */
static void judge_flags(struct casestate *state, const struct act *act, struct place *place)
{
    struct judged judged = step_judge(state, act->step, act->subject, act, INT64_MAX, NULL);
    if (judged.unmet[HOLD_NEVER] || (judged.unmet[HOLD_SECOND] &&
                                     (id_is_zero(act->second) || id_eq(act->second, act->officer))))
        flag_add(state, FLAG_BREACH, act, DEFINITION_NONE, DUE_NONE, judged.why);
    if (judged.blocked || judged.unmet[HOLD_NOTE] || judged.unmet[HOLD_SECOND])
        deviation_flag(state, act, place, judged.why);
}

static const struct act *act_keep(struct casestate *state, const struct act *act)
{
    struct act *kept = arena_new(state->arena, struct act);
    *kept = *act;
    struct setting *settings = arena_array(state->arena, struct setting, act->settings_n);
    struct act_date *dates = arena_array(state->arena, struct act_date, act->dates_n);
    if (act->settings_n > 0)
        memcpy(settings, act->settings, act->settings_n * sizeof *settings);
    if (act->dates_n > 0)
        memcpy(dates, act->dates, act->dates_n * sizeof *dates);
    kept->settings = settings;
    kept->dates = dates;
    kept->reason = str_copy(state->arena, act->reason);
    return kept;
}

static void apply_done(struct casestate *state, const struct act *act)
{
    struct place *place = place_at(state, act->step, act->subject);
    if (place->waiting != NULL) { /* two first signatures met in a merge: the older one stands */
        flag_add(state, FLAG_STALE, act, DEFINITION_NONE, DUE_NONE, STR("sign.waiting"));
        return;
    }
    if (!state->open && !step_starts(state->definition, act->step))
        flag_add(state, FLAG_NOT_OPEN, act, DEFINITION_NONE, DUE_NONE, STR("case.not_open"));
    judge_flags(state, act, place);
    struct scene scene = scene_of(state, act->step, act->subject, act);
    if (step_needs_two(state, act->step, &scene)) {
        place->waiting = act_keep(state, act);
        return;
    }
    step_fire(state, act, act->step, act->subject, act->happened_min);
}

static void apply_agree(struct casestate *state, const struct act *act)
{
    struct place *place = place_at(state, act->step, act->subject);
    const struct act *first = place->waiting;
    if (first == NULL || id_eq(first->officer, act->officer) ||
        !sign_roles_hold(&state->definition->steps[act->step], first->roles, act->roles)) {
        flag_add(state, FLAG_STALE, act, DEFINITION_NONE, DUE_NONE,
                 first == NULL ? STR("sign.nothing") : STR("sign.same_person"));
        return;
    }
    struct judged judged = step_judge_never(state, act->step, act->subject, first, NULL);
    if (judged.unmet[HOLD_NEVER])
        flag_add(state, FLAG_BREACH, act, DEFINITION_NONE, DUE_NONE, judged.why);
    struct act both = *first;
    both.at = act->at;
    both.happened_min = act->happened_min;
    step_fire(state, &both, act->step, act->subject, act->happened_min);
}

static void apply_decline(struct casestate *state, const struct act *act)
{
    struct place *place = place_at(state, act->step, act->subject);
    if (place->waiting == NULL)
        flag_add(state, FLAG_STALE, act, DEFINITION_NONE, DUE_NONE, STR("sign.nothing"));
    place->waiting = NULL;
}

static void apply_skip(struct casestate *state, const struct act *act)
{
    struct place *place = place_at(state, act->step, act->subject);
    uint32_t row;
    (void)duties_clear(state, place, act->happened_min, &row);
    place->skipped = true;
    place->waiting = NULL;
    deviation_flag(state, act, place, STR("skipped"));
}

static void apply_move(struct casestate *state, const struct act *act)
{
    const struct definition *definition = state->definition;
    const struct place *place = place_at(state, act->step, act->subject);
    struct duty *duty = place->duties;
    while (duty != NULL && duty->row != act->row)
        duty = duty->next;
    if (duty == NULL || act->row >= definition->rows_n)
        flag_add(state, FLAG_STALE, act, act->row, act->due_min, STR("deadline.nothing"));
    else if (!definition->rows[act->row].may_move)
        flag_add(state, FLAG_BREACH, act, act->row, act->due_min, STR("deadline.fixed"));
    else
        duty->due_min = act->due_min;
}

static void apply_review(struct casestate *state, const struct act *act)
{
    for (uint32_t i = 0; i < state->flags_n; i++) {
        struct flag *flag = &state->flags[i];
        if (flag->kind != FLAG_DEVIATION || flag->at != act->ref || flag->reviewed ||
            id_eq(flag->officer, act->officer))
            continue;
        flag->reviewed = true;
        place_at(state, flag->step, flag->subject)->unreviewed--;
        return;
    }
    flag_add(state, FLAG_STALE, act, DEFINITION_NONE, DUE_NONE, STR("review.nothing"));
}

static void apply_step(struct casestate *state, const struct act *act)
{
    switch (act->kind) {
    case ACT_STEP_DONE:
        apply_done(state, act);
        break;
    case ACT_STEP_AGREE:
        apply_agree(state, act);
        break;
    case ACT_STEP_DECLINE:
        apply_decline(state, act);
        break;
    case ACT_STEP_SKIP:
        apply_skip(state, act);
        break;
    case ACT_STEP_BEFORE:
        step_fire(state, act, act->step, act->subject, act->happened_min);
        break;
    case ACT_DEADLINE_MOVE:
        apply_move(state, act);
        break;
    case ACT_FACT_SET:
    case ACT_CONSENT:
    case ACT_REVIEW:
    case ACT_CLOSE:
    case ACT_REOPEN:
    case ACT_OTHER:
        must_never("an act on a place");
    }
}

void casestate_apply(struct casestate *state, const struct act *act)
{
    must(state != NULL && act != NULL);
    switch (act->kind) {
    case ACT_STEP_DONE:
    case ACT_STEP_AGREE:
    case ACT_STEP_DECLINE:
    case ACT_STEP_SKIP:
    case ACT_STEP_BEFORE:
    case ACT_DEADLINE_MOVE:
        if (act_names_place(state, act))
            apply_step(state, act);
        else
            flag_add(state, FLAG_UNKNOWN, act, DEFINITION_NONE, DUE_NONE, STR("act.unknown"));
        break;
    case ACT_FACT_SET:
    case ACT_CONSENT:
        if (!facts_set(state, act))
            flag_add(state, FLAG_UNKNOWN, act, DEFINITION_NONE, DUE_NONE, STR("act.unknown"));
        break;
    case ACT_REVIEW:
        apply_review(state, act);
        break;
    case ACT_CLOSE:
        if (casestate_may_close(state))
            state->closed = true;
        else
            flag_add(state, FLAG_BREACH, act, DEFINITION_NONE, DUE_NONE, STR("close.pending"));
        break;
    case ACT_REOPEN:
        state->closed = false;
        break;
    case ACT_OTHER:
        break;
    }
}

const struct flag *casestate_flags(const struct casestate *state, uint32_t *n)
{
    *n = state->flags_n;
    return state->flags;
}
