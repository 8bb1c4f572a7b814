#include "sop/running.h"

static struct id id_of_name(struct str name)
{
    struct id id = { { 1 } }; /* never the zero id */
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < name.n; i++)
        hash = (hash ^ (unsigned char)name.at[i]) * UINT64_C(0x100000001b3);
    put_u64(id.at + 8, hash);
    return id;
}

static enum err roles_read(struct running *run, const struct yaml_node *node, uint64_t *roles)
{
    if (node->kind == YAML_TEXT && str_eq(node->text, STR("*"))) {
        *roles = UINT64_MAX;
        return OK;
    }
    TRY(kind_need(&run->r, node, YAML_LIST));
    for (const struct yaml_node *item = node->first; item != NULL; item = item->next) {
        uint32_t role;
        TRY(role_named(&run->r, item, &role));
        *roles |= UINT64_C(1) << role;
    }
    return OK;
}

/* A person of `people:`, or a role: then somebody of that role. */
static enum err person_named(struct running *run, const struct yaml_node *node,
                             struct person *person)
{
    TRY(kind_need(&run->r, node, YAML_TEXT));
    person->id = id_of_name(node->text);
    person->roles = 0;
    const struct yaml_node *own = yaml_get(yaml_get(run->story, STR("people")), node->text);
    if (own != NULL)
        return roles_read(run, own, &person->roles);
    uint32_t role;
    TRY(role_named(&run->r, node, &role));
    person->roles = UINT64_C(1) << role;
    return OK;
}

/* Nobody named: somebody who may do it. */
static enum err who_read(struct running *run, const struct yaml_node *event, struct act *act)
{
    const struct yaml_node *by = yaml_get(event, STR("by"));
    const struct yaml_node *second = yaml_get(event, STR("second"));
    struct person person = { id_of_name(STR("officer")), UINT64_MAX };
    if (by != NULL)
        TRY(person_named(run, by, &person));
    act->officer = person.id;
    act->roles = person.roles;
    if (second == NULL)
        return OK;
    TRY(person_named(run, second, &person));
    act->second = person.id;
    act->second_roles = person.roles;
    return OK;
}

enum err event_time(struct running *run, const struct yaml_node *node, int64_t *at_min)
{
    int64_t ms;
    TRY(kind_need(&run->r, node, YAML_TEXT));
    if (!rfc3339_read(node->text, &ms))
        return fault(&run->r, node, "sop.time", STR("2027-03-01T22:40:00+07:00"));
    *at_min = ms / 60000;
    return OK;
}

/* Not said: the only pending place, else the only one there is. */
static enum err subject_guess(struct running *run, const struct yaml_node *event,
                              const struct story_case *of, struct act *act)
{
    uint32_t each = run->r.d->steps[act->step].each, pending = 0;
    act->subject = 0;
    if (each == DEFINITION_NONE)
        return OK;
    uint32_t n = casestate_subjects(of->state, each);
    for (uint32_t x = 1; x <= n; x++)
        if (casestate_pending(of->state, act->step, x)) {
            act->subject = x;
            pending++;
        }
    if (pending == 0 && n == 1) {
        act->subject = 1;
        pending = 1;
    }
    return pending == 1 ? OK : fault(&run->r, event, "story.which_subject", STR("subject"));
}

static enum err subject_read(struct running *run, const struct yaml_node *event,
                             const struct story_case *of, struct act *act)
{
    const struct yaml_node *node = yaml_get(event, STR("subject"));
    int64_t subject;
    if (node == NULL)
        return subject_guess(run, event, of, act);
    TRY(number_read(&run->r, node, 0, 1000, &subject));
    act->subject = (uint32_t)subject;
    return OK;
}

static enum err outcome_read(struct running *run, const struct yaml_node *event, struct act *act)
{
    const struct definition *d = run->r.d;
    const struct yaml_node *node = yaml_get(event, STR("outcome"));
    struct range all = d->steps[act->step].outcomes;
    act->outcome = DEFINITION_NONE;
    if (node == NULL) {
        if (all.n == 1)
            act->outcome = 0;
        else if (act->kind != ACT_STEP_BEFORE)
            return fault(&run->r, event, "sop.missing_key", STR("outcome"));
        return OK;
    }
    act->outcome = definition_outcome(d, act->step, node->text);
    if (act->outcome == DEFINITION_NONE)
        return fault(&run->r, node, "sop.unknown_outcome",
                     IDS(&run->r, &d->outcomes[all.first], all.n));
    return OK;
}

static enum err step_event(struct running *run, const struct yaml_node *event,
                           const struct yaml_node *step, struct story_case *of, struct act *act)
{
    if (step == NULL)
        return fault(&run->r, event, "sop.missing_key", STR("step"));
    TRY(step_named(&run->r, step, &act->step));
    TRY(subject_read(run, event, of, act));
    if (act->kind != ACT_STEP_DONE && act->kind != ACT_STEP_BEFORE)
        return OK;
    TRY(outcome_read(run, event, act));
    return with_read(run, yaml_get(event, STR("with")), of, act);
}

static enum err settings_event(struct running *run, const struct yaml_node *event, struct act *act)
{
    struct definition *d = run->r.d;
    const struct yaml_node *map = yaml_get(event, STR("set"));
    int64_t subject = 0;
    if (map == NULL)
        return fault(&run->r, event, "sop.missing_key", STR("set"));
    TRY(kind_need(&run->r, map, YAML_MAP));
    if (yaml_get(event, STR("subject")) != NULL)
        TRY(number_read(&run->r, yaml_get(event, STR("subject")), 0, 1000, &subject));
    act->subject = (uint32_t)subject;
    struct setting *settings = arena_array(run->ctx->arena, struct setting, map->children);
    act->settings = settings;
    for (const struct yaml_node *node = map->first; node != NULL; node = node->next) {
        struct setting *set = &settings[act->settings_n++];
        set->fact = definition_fact(d, node->key);
        if (set->fact == DEFINITION_NONE)
            return fault_key(
                &run->r, node, "sop.unknown_fact",
                nearest(run->ctx->arena, node->key, IDS(&run->r, d->facts, d->facts_n)));
        struct range values = d->facts[set->fact].values;
        TRY(word_read(&run->r, node, IDS(&run->r, &d->values[values.first], values.n),
                      &set->value));
    }
    return OK;
}

static enum err consent_event(struct running *run, const struct yaml_node *event, struct str value,
                              struct act *act)
{
    const struct yaml_node *node = yaml_get(event, STR("consent"));
    int64_t subject = 0;
    if (node == NULL)
        return fault(&run->r, event, "sop.missing_key", STR("consent"));
    if (yaml_get(event, STR("subject")) != NULL)
        TRY(number_read(&run->r, yaml_get(event, STR("subject")), 0, 1000, &subject));
    act->subject = (uint32_t)subject;
    const struct yaml_node *item = node->kind == YAML_LIST ? node->first : node;
    struct setting *settings = arena_array(run->ctx->arena, struct setting, node->children + 1);
    act->settings = settings;
    for (; item != NULL; item = node->kind == YAML_LIST ? item->next : NULL) {
        struct setting *set = &settings[act->settings_n++];
        TRY(fact_named(&run->r, item, &set->fact));
        if (run->r.d->facts[set->fact].of != FACT_OF_CONSENT)
            return fault(&run->r, item, "sop.not_a_consent", item->text);
        set->value = definition_value(run->r.d, set->fact, value);
        must(set->value != DEFINITION_NONE);
    }
    return OK;
}

static enum err move_event(struct running *run, const struct yaml_node *event,
                           struct story_case *of, struct act *act)
{
    const struct yaml_node *row = yaml_get(event, STR("row")), *to = yaml_get(event, STR("to"));
    TRY(step_event(run, event, yaml_get(event, STR("step")), of, act));
    if (row == NULL || to == NULL)
        return fault(&run->r, event, "sop.missing_key", STR("row|to"));
    TRY(row_named(&run->r, row, &act->row));
    return event_time(run, to, &act->due_min);
}

/* `of: N`: the event (from 1) whose deviation is reviewed. */
static enum err review_event(struct running *run, const struct yaml_node *event,
                             const struct story_case *of, struct act *act)
{
    const struct yaml_node *node = yaml_get(event, STR("of"));
    int64_t number;
    if (node == NULL)
        return fault(&run->r, event, "sop.missing_key", STR("of"));
    TRY(number_read(&run->r, node, 1, run->ran_n, &number));
    const struct ran *ran = &run->ran[number - 1];
    act->ref = ran->accepted ? of->acts[ran->act].at : UINT64_MAX;
    return OK;
}

static const struct {
    struct str name;
    enum act_kind kind;
    struct str value; /* of a consent */
} deeds[] = {
    { { "step.agree", 10 }, ACT_STEP_AGREE, { 0 } },
    { { "step.decline", 12 }, ACT_STEP_DECLINE, { 0 } },
    { { "step.skip", 9 }, ACT_STEP_SKIP, { 0 } },
    { { "step.before", 11 }, ACT_STEP_BEFORE, { 0 } },
    { { "fact.set", 8 }, ACT_FACT_SET, { 0 } },
    { { "consent.give", 12 }, ACT_CONSENT, { "given", 5 } },
    { { "consent.refuse", 14 }, ACT_CONSENT, { "refused", 7 } },
    { { "consent.withdraw", 16 }, ACT_CONSENT, { "withdrawn", 9 } },
    { { "deadline.move", 13 }, ACT_DEADLINE_MOVE, { 0 } },
    { { "deviation.review", 16 }, ACT_REVIEW, { 0 } },
    { { "case.close", 10 }, ACT_CLOSE, { 0 } },
    { { "case.reopen", 11 }, ACT_REOPEN, { 0 } },
    { { "task.assign", 11 }, ACT_OTHER, { 0 } },
    { { "note.add", 8 }, ACT_OTHER, { 0 } },
    { { "file.add", 8 }, ACT_OTHER, { 0 } },
    { { "letter.issue", 12 }, ACT_OTHER, { 0 } },
    { { "money.add", 9 }, ACT_OTHER, { 0 } },
    { { "person.add", 10 }, ACT_OTHER, { 0 } },
    { { "custody.give", 12 }, ACT_OTHER, { 0 } },
    { { "custody.take", 12 }, ACT_OTHER, { 0 } },
    { { "case.link", 9 }, ACT_OTHER, { 0 } },
    { { "read", 4 }, ACT_OTHER, { 0 } },
    { { "export", 6 }, ACT_OTHER, { 0 } },
};

static enum err deed_read(struct running *run, const struct yaml_node *event, struct str value,
                          struct story_case *of, struct act *act)
{
    switch (act->kind) {
    case ACT_STEP_DONE:
        return step_event(run, event, yaml_get(event, STR("do")), of, act);
    case ACT_STEP_AGREE:
    case ACT_STEP_DECLINE:
    case ACT_STEP_SKIP:
    case ACT_STEP_BEFORE:
        return step_event(run, event, yaml_get(event, STR("step")), of, act);
    case ACT_FACT_SET:
        return settings_event(run, event, act);
    case ACT_CONSENT:
        return consent_event(run, event, value, act);
    case ACT_DEADLINE_MOVE:
        return move_event(run, event, of, act);
    case ACT_REVIEW:
        return review_event(run, event, of, act);
    case ACT_CLOSE:
    case ACT_REOPEN:
    case ACT_OTHER:
        return OK;
    }
    must_never("deed");
}

enum err event_act(struct running *run, const struct yaml_node *event, struct story_case *of,
                   struct act *act)
{
    const struct yaml_node *deed = yaml_get(event, STR("do")), *at = yaml_get(event, STR("at"));
    struct str value = { 0 };
    if (deed == NULL || at == NULL)
        return fault(&run->r, event, "sop.missing_key", STR("at|do"));
    *act = (struct act){ .kind = ACT_STEP_DONE, .at = run->ran_n + 1, .row = DEFINITION_NONE };
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
        if (str_eq(deed->text, deeds[i].name)) {
            act->kind = deeds[i].kind;
            value = deeds[i].value;
        }
    TRY(event_time(run, at, &act->happened_min));
    act->written_min = act->happened_min;
    if (yaml_get(event, STR("happened")) != NULL)
        TRY(event_time(run, yaml_get(event, STR("happened")), &act->happened_min));
    TRY(text_read(&run->r, yaml_get(event, STR("reason")), &act->reason));
    TRY(who_read(run, event, act));
    return deed_read(run, event, value, of, act);
}
