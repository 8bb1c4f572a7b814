#include "domain/marking.h"

/* One question: the state, the act, what is found missing, and the gravest error so far. */
struct question {
    struct ctx *ctx;
    const struct casestate *state;
    const struct act *act;
    struct verdict *out;
    struct missing_list list;
};

static void refuse(struct question *q, enum missing_kind kind, struct str why)
{
    (void)missing_add(&q->list, kind, why);
}

/* Told before all that a good reason would have mended. */
static void refuse_first(struct question *q, enum missing_kind kind, struct str why)
{
    struct missing first = *missing_add(&q->list, kind, why);
    for (uint32_t i = q->list.n - 1; i > 0; i--)
        q->list.at[i] = q->list.at[i - 1];
    q->list.at[0] = first;
}

static void refuse_role(struct question *q, uint64_t roles)
{
    struct missing *missing = missing_add(&q->list, MISSING_ROLE, STR("role.missing"));
    struct mend *mends = arena_array(q->ctx->arena, struct mend, ROLES_MAX);
    for (uint32_t r = 0; r < ROLES_MAX; r++)
        if ((roles >> r & 1) != 0)
            mends[missing->mends_n++] = (struct mend){ MEND_ROLE, r, 0 };
    missing->mends = mends;
}

static bool officer_has_role(struct question *q, bool two)
{
    const struct step *step = &q->state->definition->steps[q->act->step];
    if (step_role_holds(q->state, q->act->step, q->act->roles, two))
        return true;
    uint64_t signers = step->sign[0] == DEFINITION_NONE
                           ? 0
                           : UINT64_C(1) << step->sign[0] | UINT64_C(1) << step->sign[1];
    refuse_role(q, two || step->roles == 0 ? signers : step->roles);
    return false;
}

static bool reason_known(const struct definition *definition, struct str reason, enum reason_of of)
{
    bool any = false;
    for (uint32_t i = 0; i < definition->reasons_n; i++) {
        if (definition->reasons[i].of != of)
            continue;
        any = true;
        if (str_eq(definition->reasons[i].id, reason))
            return true;
    }
    return !any; /* a definition without a list takes any word */
}

static void reason_ask(struct question *q, enum reason_of of)
{
    if (q->act->reason.n == 0)
        refuse(q, MISSING_REASON, STR("reason.missing"));
    else if (!reason_known(q->state->definition, q->act->reason, of))
        refuse(q, MISSING_REASON, STR("reason.unknown"));
}

static bool setting_fits(const struct casestate *state, const struct act *act,
                         const struct setting *setting)
{
    const struct definition *definition = state->definition;
    if (setting->fact >= definition->facts_n ||
        setting->value >= definition->facts[setting->fact].values.n)
        return false;
    uint32_t each = definition->facts[setting->fact].each;
    if (each != DEFINITION_NONE)
        return true; /* read by the guards of this act, kept where it has a subject */
    struct range writes = definition->steps[act->step].writes;
    for (uint32_t i = 0; i < writes.n; i++)
        if (definition->numbers[writes.first + i] == setting->fact)
            return true;
    return false;
}

static bool step_exists(struct question *q)
{
    const struct act *act = q->act;
    bool done = act->kind == ACT_STEP_DONE, before = act->kind == ACT_STEP_BEFORE;
    bool fits = place_at(q->state, act->step, act->subject) != NULL;
    if (fits && (done || (before && act->outcome != DEFINITION_NONE)))
        fits = act->outcome < q->state->definition->steps[act->step].outcomes.n;
    for (uint32_t i = 0; fits && (done || before) && i < act->settings_n; i++)
        fits = setting_fits(q->state, act, &act->settings[i]);
    if (!fits)
        refuse(q, MISSING_UNKNOWN, STR("act.unknown"));
    return fits;
}

static bool second_stands(const struct act *act)
{
    return !id_is_zero(act->second) && !id_eq(act->second, act->officer);
}

/* Moves what is graver to the front: never, then second, then what a reason mends. */
static void missing_sort(struct missing_list *list)
{
    for (uint32_t i = 1; i < list->n; i++) {
        struct missing one = list->at[i];
        uint32_t j = i;
        int grade = one.kind == MISSING_NEED ? (int)one.hold : 0;
        while (j > 0 && list->at[j - 1].kind >= MISSING_NEED &&
               (list->at[j - 1].kind == MISSING_NEED ? (int)list->at[j - 1].hold : 0) < grade) {
            list->at[j] = list->at[j - 1];
            j--;
        }
        list->at[j] = one;
    }
}

/* The order of doc/engine.md 3. */
static void may_do(struct question *q)
{
    const struct casestate *state = q->state;
    const struct act *act = q->act;
    if (!state->open && !step_starts(state->definition, act->step)) {
        refuse(q, MISSING_START, STR("case.not_open"));
        return;
    }
    struct scene scene = scene_of(state, act->step, act->subject, act);
    bool two = step_needs_two(state, act->step, &scene);
    if (!officer_has_role(q, two))
        return;
    if (place_at(state, act->step, act->subject)->waiting != NULL) {
        refuse(q, MISSING_SIGNATURE, STR("sign.waiting"));
        return;
    }
    struct judged judged =
        step_judge(state, act->step, act->subject, act, act->happened_min, &q->list);
    missing_sort(&q->list);
    bool second = second_stands(act);
    bool held = judged.unmet[HOLD_NEVER] || (judged.unmet[HOLD_SECOND] && !second);
    bool soft = judged.blocked || judged.unmet[HOLD_NOTE] || judged.unmet[HOLD_SECOND];
    bool reasoned =
        act->reason.n > 0 && reason_known(state->definition, act->reason, REASON_DEVIATION);
    q->out->allowed = !held && (!soft || reasoned);
    q->out->deviation = q->out->allowed && soft;
    q->out->waits_second = q->out->allowed && two;
    q->out->needs_second = !judged.unmet[HOLD_NEVER] && judged.unmet[HOLD_SECOND] && !second;
    q->out->needs_reason = !held && soft && !reasoned;
    if (q->out->needs_reason && act->reason.n > 0)
        refuse_first(q, MISSING_REASON, STR("reason.unknown"));
}

static void may_agree(struct question *q)
{
    const struct act *act = q->act, *first = place_at(q->state, act->step, act->subject)->waiting;
    const struct step *step = &q->state->definition->steps[act->step];
    if (first == NULL)
        refuse(q, MISSING_SIGNATURE, STR("sign.nothing"));
    else if (id_eq(first->officer, act->officer))
        refuse(q, MISSING_SIGNATURE, STR("sign.same_person"));
    else if (!sign_roles_hold(step, first->roles, act->roles))
        refuse_role(q, UINT64_C(1) << step->sign[0] | UINT64_C(1) << step->sign[1]);
    else
        (void)step_judge_never(q->state, act->step, act->subject, first, &q->list);
}

static void may_decline(struct question *q)
{
    const struct act *first = place_at(q->state, q->act->step, q->act->subject)->waiting;
    if (first == NULL)
        refuse(q, MISSING_SIGNATURE, STR("sign.nothing"));
    else if (!id_eq(first->officer, q->act->officer))
        (void)officer_has_role(q, true);
    if (q->act->reason.n == 0)
        refuse(q, MISSING_REASON, STR("reason.missing"));
}

static void may_skip(struct question *q)
{
    const struct step *step = &q->state->definition->steps[q->act->step];
    if (!q->state->open)
        refuse(q, MISSING_START, STR("case.not_open"));
    if (step->roles == 0 || !step_role_holds(q->state, q->act->step, q->act->roles, false))
        (void)officer_has_role(q, step->sign[0] != DEFINITION_NONE);
    reason_ask(q, REASON_DEVIATION);
    q->out->deviation = q->list.n == 0;
}

static void may_set(struct question *q)
{
    const struct definition *definition = q->state->definition;
    enum fact_of of = q->act->kind == ACT_CONSENT ? FACT_OF_CONSENT : FACT_OF_PERSON;
    bool fits = q->act->settings_n > 0;
    for (uint32_t i = 0; fits && i < q->act->settings_n; i++) {
        const struct setting *set = &q->act->settings[i];
        fits = set->fact < definition->facts_n && definition->facts[set->fact].of == of &&
               set->value < definition->facts[set->fact].values.n;
        if (fits && definition->facts[set->fact].each != DEFINITION_NONE)
            fits = q->act->subject > 0 &&
                   q->act->subject <= q->state->kinds[definition->facts[set->fact].each].n;
    }
    if (!fits)
        refuse(q, MISSING_UNKNOWN, STR("act.unknown"));
}

static bool word_listed(const struct definition *definition, struct range words, struct str word)
{
    for (uint32_t i = 0; i < words.n; i++)
        if (str_eq(definition->words[words.first + i], word))
            return true;
    return words.n == 0;
}

static void may_move(struct question *q)
{
    const struct definition *definition = q->state->definition;
    const struct act *act = q->act;
    const struct duty *duty = place_at(q->state, act->step, act->subject)->duties;
    while (duty != NULL && duty->row != act->row)
        duty = duty->next;
    if (duty == NULL || act->row >= definition->rows_n || duty->due_min == DUE_NONE) {
        refuse(q, MISSING_UNKNOWN, STR("deadline.nothing"));
        return;
    }
    const struct row_def *row = &definition->rows[act->row];
    struct scene scene = scene_of(q->state, act->step, act->subject, NULL);
    if (!row->may_move || row->kind == ROW_LAW || !guard_holds(q->state, row->move_if, &scene))
        refuse(q, MISSING_NEED, STR("deadline.fixed"));
    else if ((act->roles >> row->move_by & 1) == 0)
        refuse_role(q, UINT64_C(1) << row->move_by);
    else if (act->due_min - duty->first_min > row->move_max_min)
        refuse(q, MISSING_NEED, STR("deadline.too_long"));
    reason_ask(q, REASON_CLOCK);
    if (act->reason.n > 0 && !word_listed(definition, row->move_reasons, act->reason))
        refuse(q, MISSING_REASON, STR("reason.unknown"));
}

static void may_review(struct question *q)
{
    const struct flag *own = NULL;
    for (uint32_t i = 0; i < q->state->flags_n; i++) {
        const struct flag *flag = &q->state->flags[i];
        if (flag->kind != FLAG_DEVIATION || flag->at != q->act->ref || flag->reviewed)
            continue;
        if (!id_eq(flag->officer, q->act->officer))
            return;
        own = flag;
    }
    refuse(q, own != NULL ? MISSING_SIGNATURE : MISSING_UNKNOWN,
           own != NULL ? STR("review.same_person") : STR("review.nothing"));
}

static void close_pending_list(struct question *q)
{
    const struct definition *definition = q->state->definition;
    for (uint32_t s = 0; s < definition->steps_n; s++) {
        uint32_t first, n = step_subjects(q->state, s, &first);
        for (uint32_t x = first; x < first + n; x++) {
            if (!casestate_pending(q->state, s, x) && place_at(q->state, s, x)->waiting == NULL)
                continue;
            struct missing *missing = missing_add(&q->list, MISSING_CLOSE, STR("close.pending"));
            missing->step = s;
            missing->subject = x;
        }
    }
}

static void may_close(struct question *q)
{
    struct judged judged = { 0 };
    struct scene scene = scene_of(q->state, DEFINITION_NONE, 0, q->act);
    if (!q->state->open)
        refuse(q, MISSING_START, STR("case.not_open"));
    close_pending_list(q);
    q->out->allowed = q->list.n == 0;
    needs_judge(q->state, q->state->definition->close_needs, &scene, &judged, &q->list);
    bool soft = judged.unmet[HOLD_NOTE] || judged.unmet[HOLD_SECOND];
    bool held = judged.unmet[HOLD_NEVER] || (judged.unmet[HOLD_SECOND] && !second_stands(q->act));
    q->out->needs_reason = q->out->allowed && !held && soft && q->act->reason.n == 0;
    q->out->allowed = q->out->allowed && !held && (!soft || q->act->reason.n > 0);
}

static void may_reopen(struct question *q)
{
    if (!q->state->closed)
        refuse(q, MISSING_UNKNOWN, STR("case.not_closed"));
}

static void may_step(struct question *q)
{
    if (!step_exists(q))
        return;
    if (q->act->kind == ACT_STEP_DONE)
        may_do(q);
    else if (q->act->kind == ACT_STEP_AGREE)
        may_agree(q);
    else if (q->act->kind == ACT_STEP_DECLINE)
        may_decline(q);
    else if (q->act->kind == ACT_STEP_SKIP)
        may_skip(q);
    else if (q->act->kind == ACT_DEADLINE_MOVE)
        may_move(q);
}

static void may_any(struct question *q)
{
    switch (q->act->kind) {
    case ACT_STEP_DONE:
    case ACT_STEP_AGREE:
    case ACT_STEP_DECLINE:
    case ACT_STEP_SKIP:
    case ACT_STEP_BEFORE:
    case ACT_DEADLINE_MOVE:
        may_step(q);
        break;
    case ACT_FACT_SET:
    case ACT_CONSENT:
        may_set(q);
        break;
    case ACT_REVIEW:
        may_review(q);
        break;
    case ACT_CLOSE:
        may_close(q);
        break;
    case ACT_REOPEN:
        may_reopen(q);
        break;
    case ACT_OTHER:
        break;
    }
}

static enum err verdict_err(struct question *q)
{
    struct verdict *out = q->out;
    if (out->allowed)
        return OK;
    must(out->missing_n > 0);
    struct str why = out->missing[0].why;
    uint32_t step = out->missing[0].step;
    struct str at = step == DEFINITION_NONE ? STR("") : q->state->definition->steps[step].id;
    bool denied = out->missing[0].kind == MISSING_ROLE || out->missing[0].kind == MISSING_NEED;
    return ctx_fail_at(q->ctx, denied ? ERR_DENIED : ERR_CONFLICT, str_z(q->ctx->arena, why), at);
}

enum err casestate_may(struct ctx *ctx, const struct casestate *state, const struct act *act,
                       struct verdict *out)
{
    must(state != NULL && act != NULL);
    *out = (struct verdict){ 0 };
    struct question q = { ctx, state, act, out, { .arena = ctx->arena } };
    may_any(&q);
    out->missing = q.list.at;
    out->missing_n = q.list.n;
    bool graded = (act->kind == ACT_STEP_DONE || act->kind == ACT_CLOSE) && q.list.n > 0;
    if (!graded)
        out->allowed = q.list.n == 0;
    return verdict_err(&q);
}
