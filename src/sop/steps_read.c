/* The service files: first all steps and outcomes get their names, later their bodies are read. */
#include "sop/reading.h"

enum { CODE_ACT_MIN = 1000000, CODE_LETTER = 10000 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* [A-Z]{1,2}[0-9]*\.[0-9]{2}[a-z]? : S1.06b = service 1 x 100 + 6, letter b adds 2 x 10000. */
static bool step_code(struct str id, uint32_t *code)
{
    size_t at = 0;
    uint32_t service = 0;
    while (at < id.n && at < 2 && id.at[at] >= 'A' && id.at[at] <= 'Z')
        at++;
    if (at == 0)
        return false;
    for (; at < id.n && is_digit(id.at[at]) && service < 100; at++)
        service = service * 10 + (uint32_t)(id.at[at] - '0');
    if (service >= 100 || id.n < at + 3 || id.n > at + 4 || id.at[at] != '.' ||
        !is_digit(id.at[at + 1]) || !is_digit(id.at[at + 2]))
        return false;
    *code = service * 100 + (uint32_t)((id.at[at + 1] - '0') * 10 + (id.at[at + 2] - '0'));
    if (id.n == at + 3)
        return true;
    *code += (uint32_t)(id.at[at + 3] - 'a' + 1) * CODE_LETTER;
    return id.at[at + 3] >= 'a' && id.at[at + 3] <= 'z';
}

static bool is_act(struct str id)
{
    size_t dots = 0;
    for (size_t i = 0; i < id.n; i++) {
        bool letter = (id.at[i] >= 'a' && id.at[i] <= 'z') || id.at[i] == '_';
        dots += id.at[i] == '.';
        if (!letter && id.at[i] != '.')
            return false;
    }
    return dots == 1;
}

static enum err code_give(struct reading *r, const struct yaml_node *node, struct step *step)
{
    struct definition *d = r->d;
    const struct yaml_node *code = yaml_get(node, STR("code"));
    const struct yaml_node *id = yaml_get(node, STR("id"));
    int64_t number = 0;
    if (is_act(step->id)) {
        if (code == NULL && !d->draft)
            return fault(r, node, "sop.missing_key", STR("code"));
        if (code != NULL)
            TRY(number_read(r, code, CODE_ACT_MIN, UINT32_MAX - 1, &number));
        step->code = code != NULL ? (uint32_t)number : CODE_ACT_MIN + d->steps_n;
    } else if (code != NULL) {
        return fault_key(r, code, "sop.code_of_step", STR(""));
    } else if (!step_code(step->id, &step->code)) {
        return fault(r, id, "sop.step_id", STR("S1.06b referral.answer"));
    }
    for (uint32_t i = 0; i + 1 < d->steps_n; i++)
        if (d->steps[i].code == step->code || str_eq(d->steps[i].id, step->id))
            return fault(r, id, "sop.double", d->steps[i].id);
    return OK;
}

static uint32_t service_of(struct reading *r, struct str id)
{
    struct definition *d = r->d;
    for (uint32_t i = 0; i < d->services_n; i++)
        if (str_eq(d->services[i].id, id))
            return i;
    TABLE_ADD(r->ctx->arena, d->services, d->services_n)->id = id;
    return d->services_n - 1;
}

static enum err outcomes_declare(struct reading *r, const struct yaml_node *node, struct step *step)
{
    struct definition *d = r->d;
    const struct yaml_node *outcomes = yaml_get(node, STR("outcomes"));
    step->outcomes = (struct range){ d->outcomes_n, 0 };
    if (outcomes == NULL) {
        *TABLE_ADD(r->ctx->arena, d->outcomes, d->outcomes_n) =
            (struct outcome){ .id = STR("done"), .makes = DEFINITION_NONE };
        step->outcomes.n = 1;
        return OK;
    }
    TRY(kind_need(r, outcomes, YAML_MAP));
    if (outcomes->children == 0 || outcomes->children > OUTCOMES_MAX)
        return fault(r, outcomes, "sop.number", STR("1..64"));
    for (const struct yaml_node *of = outcomes->first; of != NULL; of = of->next) {
        *TABLE_ADD(r->ctx->arena, d->outcomes, d->outcomes_n) =
            (struct outcome){ .id = of->key, .makes = DEFINITION_NONE };
        step->outcomes.n++;
    }
    return OK;
}

static enum err step_declare(struct reading *r, const struct yaml_node *node, struct str file)
{
    struct definition *d = r->d;
    TRY(keys_known(r, node,
                   STR("id|title|guide|say|form|letter|basis|mark|task|cost|wishes|in|ask|"
                       "protective|code|role|sign|sign_when|start|once|each|when|after|waits_for|"
                       "needs|consent|writes|makes|then|opens|drops|restarts|outcomes")));
    *TABLE_ADD(r->ctx->arena, r->step_nodes, d->steps_n) = node;
    d->steps_n--; /* both tables count together */
    struct step *step = TABLE_ADD(r->ctx->arena, d->steps, d->steps_n);
    *step = (struct step){ .form = DEFINITION_NONE,
                           .sign = { DEFINITION_NONE, DEFINITION_NONE },
                           .each = DEFINITION_NONE,
                           .makes = DEFINITION_NONE,
                           .compartment = 'W',
                           .included = true };
    TRY(text_need(r, node, STR("id"), &step->id));
    TRY(code_give(r, node, step));
    struct str dot;
    struct str prefix = str_cut(step->id, '.', &dot);
    step->service = service_of(r, is_act(step->id) ? file : prefix);
    TRY(kind_named(r, yaml_get(node, STR("each")), &step->each));
    return outcomes_declare(r, node, step);
}

static enum err service_declare(struct reading *r, const struct yaml_node *file)
{
    struct str id;
    struct text2 title, purpose;
    TRY(keys_known(r, file, STR("service|title|purpose|incomplete|steps")));
    TRY(text_need(r, file, STR("service"), &id));
    TRY(text2_read(r, file, yaml_get(file, STR("title")), true, &title));
    TRY(text2_read(r, file, yaml_get(file, STR("purpose")), false, &purpose));
    uint32_t service = service_of(r, id);
    r->d->services[service].title = title;
    r->d->services[service].purpose = purpose;
    const struct yaml_node *steps = yaml_get(file, STR("steps"));
    if (steps == NULL)
        return fault(r, file, "sop.missing_key", STR("steps"));
    TRY(kind_need(r, steps, YAML_LIST));
    for (const struct yaml_node *node = steps->first; node != NULL; node = node->next)
        TRY(step_declare(r, node, id));
    return OK;
}

enum err steps_declare(struct reading *r)
{
    for (uint32_t i = 0; i < r->files_n; i++) {
        char c = r->paths[i].at[0];
        if (c >= 'A' && c <= 'Z' && str_find(r->paths[i], '/') == r->paths[i].n)
            TRY(service_declare(r, r->files[i]));
    }
    return r->d->steps_n > 0 ? OK : fault(r, r->definition, "sop.no_steps", STR("S1.yaml"));
}

static enum err says_read(struct reading *r, const struct yaml_node *list, struct range *out)
{
    struct definition *d = r->d;
    *out = (struct range){ d->texts_n, 0 };
    if (list == NULL)
        return OK;
    TRY(kind_need(r, list, YAML_LIST));
    for (const struct yaml_node *node = list->first; node != NULL; node = node->next) {
        struct text2 text;
        TRY(text2_read(r, node, node, true, &text));
        *TABLE_ADD(r->ctx->arena, d->texts, d->texts_n) = text;
        out->n++;
    }
    return OK;
}

static enum err form_named(struct reading *r, const struct yaml_node *node, uint32_t *out)
{
    struct definition *d = r->d;
    if (node == NULL)
        return OK;
    TRY(kind_need(r, node, YAML_TEXT));
    *out = definition_form(d, node->text);
    if (*out == DEFINITION_NONE && !d->draft)
        return fault(r, node, "sop.unknown_form",
                     nearest(r->ctx->arena, node->text, IDS(r, d->forms, d->forms_n)));
    return OK;
}

static enum err words_of_step(struct reading *r, const struct yaml_node *node, struct step *step)
{
    TRY(text2_read(r, node, yaml_get(node, STR("title")), true, &step->title));
    TRY(text2_read(r, node, yaml_get(node, STR("guide")), false, &step->guide));
    TRY(says_read(r, yaml_get(node, STR("say")), &step->say));
    TRY(form_named(r, yaml_get(node, STR("form")), &step->form));
    TRY(text_read(r, yaml_get(node, STR("letter")), &step->letter));
    TRY(text_read(r, yaml_get(node, STR("task")), &step->task));
    TRY(text_read(r, yaml_get(node, STR("cost")), &step->cost));
    TRY(text_read(r, yaml_get(node, STR("wishes")), &step->wishes));
    TRY(basis_read(r, yaml_get(node, STR("basis")), &step->basis));
    TRY(mark_read(r, yaml_get(node, STR("mark")), &step->mark));
    return letter_read(r, yaml_get(node, STR("in")), &step->compartment);
}

static enum err roles_of_step(struct reading *r, const struct yaml_node *node, struct step *step,
                              const struct guard_place *outcome_only)
{
    struct definition *d = r->d;
    const struct yaml_node *roles = yaml_get(node, STR("role"));
    const struct yaml_node *sign = yaml_get(node, STR("sign"));
    if (roles == NULL && sign == NULL)
        return fault(r, node, "sop.no_owner", STR("role|sign"));
    step->roles_list = (struct range){ d->numbers_n, 0 };
    if (roles != NULL)
        TRY(kind_need(r, roles, YAML_LIST));
    for (const struct yaml_node *of = roles == NULL ? NULL : roles->first; of != NULL;
         of = of->next) {
        uint32_t role;
        TRY(role_named(r, of, &role));
        step->roles |= UINT64_C(1) << role;
        *TABLE_ADD(r->ctx->arena, d->numbers, d->numbers_n) = role;
        step->roles_list.n++;
    }
    if (sign == NULL)
        return OK;
    TRY(kind_need(r, sign, YAML_LIST));
    if (sign->children != 2)
        return fault(r, sign, "sop.two_signers", STR("[a, b]"));
    TRY(role_named(r, sign->first, &step->sign[0]));
    TRY(role_named(r, sign->first->next, &step->sign[1]));
    if (step->sign[0] == step->sign[1])
        return fault(r, sign->first->next, "sop.two_signers", STR(""));
    return guard_read(r, yaml_get(node, STR("sign_when")), outcome_only, &step->sign_when);
}

static enum err flags_of_step(struct reading *r, const struct yaml_node *node, struct step *step)
{
    uint32_t start = 0;
    TRY(word_read(r, yaml_get(node, STR("start")), STR("included|dropped"), &start));
    step->included = start == 0;
    TRY(yes_no_read(r, yaml_get(node, STR("once")), &step->once));
    TRY(yes_no_read(r, yaml_get(node, STR("protective")), &step->protective));
    TRY(kind_named(r, yaml_get(node, STR("makes")), &step->makes));
    return OK;
}

static enum err list_numbers(struct reading *r, const struct yaml_node *list, bool rows,
                             struct range *out)
{
    struct definition *d = r->d;
    *out = (struct range){ d->numbers_n, 0 };
    if (list == NULL)
        return OK;
    TRY(kind_need(r, list, YAML_LIST));
    for (const struct yaml_node *node = list->first; node != NULL; node = node->next) {
        uint32_t index;
        TRY(rows ? row_named(r, node, &index) : fact_named(r, node, &index));
        if (!rows && d->facts[index].of != FACT_OF_CASE)
            return fault(r, node, "sop.fact_of_case", STR("of: case"));
        *TABLE_ADD(r->ctx->arena, d->numbers, d->numbers_n) = index;
        out->n++;
    }
    return OK;
}

/* The guard of a consent: all given, or (turned over) not all given. */
static enum err consent_guard(struct reading *r, const struct yaml_node *list, bool given,
                              struct guard *out)
{
    struct definition *d = r->d;
    out->clauses = (struct range){ d->clauses_n, 0 };
    struct range clause = { d->literals_n, 0 };
    for (const struct yaml_node *node = list->first; node != NULL; node = node->next) {
        uint32_t f;
        TRY(fact_named(r, node, &f));
        const struct fact_def *fact = &d->facts[f];
        if (fact->of != FACT_OF_CONSENT)
            return fault(r, node, "sop.not_a_consent", fact->id);
        uint64_t domain = UINT64_C(15) << fact->bit % 64;
        uint64_t yes = UINT64_C(1) << (fact->bit + definition_value(d, f, STR("given"))) % 64;
        *TABLE_ADD(r->ctx->arena, d->literals, d->literals_n) = (struct literal){
            .kind = LITERAL_FACT, .at = fact->bit / 64, .mask = given ? yes : domain & ~yes
        };
        clause.n++;
        if (!given)
            continue;
        *TABLE_ADD(r->ctx->arena, d->clauses, d->clauses_n) = clause;
        out->clauses.n++;
        clause = (struct range){ d->literals_n, 0 };
    }
    if (!given) {
        *TABLE_ADD(r->ctx->arena, d->clauses, d->clauses_n) = clause;
        out->clauses.n = 1;
    }
    return OK;
}

static enum err consent_read(struct reading *r, const struct yaml_node *list, struct str outcome,
                             struct range *needs)
{
    struct definition *d = r->d;
    if (list == NULL)
        return OK;
    TRY(kind_need(r, list, YAML_LIST));
    bool refused = str_eq(outcome, STR("refused"));
    struct need need = { .hold = HOLD_NEVER,
                         .why = refused ? STR("consent.present") : STR("consent.missing") };
    TRY(consent_guard(r, list, !refused, &need.that));
    *TABLE_ADD(r->ctx->arena, d->needs, d->needs_n) = need;
    needs->n++;
    return OK;
}

static enum err sets_read(struct reading *r, const struct yaml_node *map, struct range *out)
{
    struct definition *d = r->d;
    *out = (struct range){ d->settings_n, 0 };
    if (map == NULL)
        return OK;
    TRY(kind_need(r, map, YAML_MAP));
    for (const struct yaml_node *node = map->first; node != NULL; node = node->next) {
        struct setting set = { .fact = definition_fact(d, node->key) };
        if (set.fact == DEFINITION_NONE)
            return fault_key(r, node, "sop.unknown_fact",
                             nearest(r->ctx->arena, node->key, IDS(r, d->facts, d->facts_n)));
        const struct fact_def *fact = &d->facts[set.fact];
        if (fact->of != FACT_OF_CASE || fact->each != DEFINITION_NONE)
            return fault_key(r, node, "sop.fact_of_case", STR("of: case"));
        TRY(word_read(r, node, IDS(r, &d->values[fact->values.first], fact->values.n), &set.value));
        *TABLE_ADD(r->ctx->arena, d->settings, d->settings_n) = set;
        out->n++;
    }
    return OK;
}

static enum err three_effects(struct reading *r, const struct yaml_node *node, uint32_t own,
                              const struct guard_place *place, struct range *drops,
                              struct range *opens, struct range *then)
{
    TRY(effects_read(r, yaml_get(node, STR("drops")), TARGET_DROPS, own, place, drops));
    TRY(effects_read(r, yaml_get(node, STR("opens")), TARGET_OPENS, own, place, opens));
    return effects_read(r, yaml_get(node, STR("then")), TARGET_THEN, own, place, then);
}

static enum err outcome_read(struct reading *r, const struct yaml_node *step_node,
                             const struct yaml_node *node, uint32_t own, struct outcome *outcome,
                             const struct guard_place *place)
{
    outcome->needs = (struct range){ r->d->needs_n, 0 };
    TRY(consent_read(r, yaml_get(step_node, STR("consent")), outcome->id, &outcome->needs));
    if (node == NULL)
        return OK;
    TRY(keys_known(r, node, STR("title|needs|set|makes|then|opens|drops|restarts")));
    TRY(text2_read(r, node, yaml_get(node, STR("title")), true, &outcome->title));
    TRY(needs_read(r, yaml_get(node, STR("needs")), place, &outcome->needs));
    TRY(sets_read(r, yaml_get(node, STR("set")), &outcome->sets));
    TRY(kind_named(r, yaml_get(node, STR("makes")), &outcome->makes));
    TRY(list_numbers(r, yaml_get(node, STR("restarts")), true, &outcome->restarts));
    return three_effects(r, node, own, place, &outcome->drops, &outcome->opens, &outcome->then);
}

static enum err outcomes_read(struct reading *r, const struct yaml_node *node, uint32_t own,
                              const struct guard_place *place)
{
    struct definition *d = r->d;
    struct range all = d->steps[own].outcomes;
    const struct yaml_node *map = yaml_get(node, STR("outcomes"));
    const struct yaml_node *of = map == NULL ? NULL : map->first;
    bool refused = false;
    for (uint32_t i = 0; i < all.n; i++, of = of == NULL ? NULL : of->next) {
        TRY(outcome_read(r, node, of, own, &d->outcomes[all.first + i], place));
        refused = refused || str_eq(d->outcomes[all.first + i].id, STR("refused"));
    }
    const struct yaml_node *consent = yaml_get(node, STR("consent"));
    if (consent != NULL && !refused)
        return fault_key(r, consent, "sop.no_refusal", STR("refused"));
    return OK;
}

static enum err step_read(struct reading *r, uint32_t s)
{
    struct definition *d = r->d;
    const struct yaml_node *node = r->step_nodes[s];
    struct step *step = &d->steps[s];
    static const struct guard_place nowhere = { DEFINITION_NONE, DEFINITION_NONE, DEFINITION_NONE };
    TRY(words_of_step(r, node, step));
    uint32_t answers = step->form != DEFINITION_NONE ? step->form : d->forms_n + s;
    bool asks = step->form != DEFINITION_NONE || d->draft;
    struct guard_place place = { s, asks ? answers : DEFINITION_NONE, step->form };
    struct guard_place outcome_only = { s, DEFINITION_NONE, DEFINITION_NONE };
    TRY(roles_of_step(r, node, step, &outcome_only));
    TRY(flags_of_step(r, node, step));
    TRY(guard_read(r, yaml_get(node, STR("when")), &nowhere, &step->when));
    TRY(conditions_read(r, yaml_get(node, STR("after")), true, s, &step->after));
    TRY(conditions_read(r, yaml_get(node, STR("waits_for")), false, s, &step->waits_for));
    step->needs = (struct range){ d->needs_n, 0 };
    TRY(needs_read(r, yaml_get(node, STR("needs")), &place, &step->needs));
    TRY(list_numbers(r, yaml_get(node, STR("writes")), false, &step->writes));
    TRY(list_numbers(r, yaml_get(node, STR("restarts")), true, &step->restarts));
    TRY(three_effects(r, node, s, &place, &step->drops, &step->opens, &step->then));
    return outcomes_read(r, node, s, &place);
}

enum err steps_read(struct reading *r)
{
    for (uint32_t s = 0; s < r->d->steps_n; s++)
        TRY(step_read(r, s));
    return OK;
}
