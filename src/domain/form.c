#include "domain/act.h"
#include "domain/casestate.h"

uint32_t form_field(const struct definition *definition, uint32_t form, struct str key)
{
    must(form < definition->forms_n);
    struct range fields = definition->forms[form].fields;
    for (uint32_t i = fields.first; i < fields.first + fields.n; i++)
        if (str_eq(definition->fields[i].key, key))
            return i;
    return DEFINITION_NONE;
}

static struct str value_of(const struct definition *definition, struct str key,
                           const struct value *values, size_t n, enum field_type *type)
{
    for (size_t i = 0; i < n; i++) {
        const struct field *field = &definition->fields[values[i].field];
        if (str_eq(field->key, key)) {
            *type = field->type;
            return values[i].text;
        }
    }
    return STR("");
}

/* One of the words of a multi, or the whole of an enum. */
static bool has_word(struct str text, struct str word)
{
    while (text.n > 0)
        if (str_eq(str_cut(text, ' ', &text), word))
            return true;
    return false;
}

static bool answer_holds(const struct definition *definition, const struct answer *answer,
                         const struct value *values, size_t n)
{
    enum field_type type = FIELD_TEXT;
    struct str text = value_of(definition, answer->key, values, n, &type);
    if (answer->value.n > 0)
        return has_word(text, answer->value);
    return type == FIELD_BOOL ? str_eq(text, STR("yes")) : text.n > 0;
}

static uint64_t answers_of(const struct definition *definition, struct range answers,
                           const struct value *values, size_t n)
{
    uint64_t bits = 0;
    for (uint32_t i = 0; i < answers.n; i++)
        if (answer_holds(definition, &definition->answers[answers.first + i], values, n))
            bits |= UINT64_C(1) << i;
    return bits;
}

uint64_t form_answers(const struct definition *definition, uint32_t form,
                      const struct value *values, size_t n)
{
    must(form < definition->forms_n);
    return answers_of(definition, definition->forms[form].answers, values, n);
}

bool form_asks(const struct definition *definition, const struct casestate *state, uint32_t subject,
               uint32_t field, uint64_t answers)
{
    must(field < definition->fields_n);
    struct guard when = definition->fields[field].when;
    if (when.clauses.n == 0)
        return true;
    struct scene scene = { .step = DEFINITION_NONE, .subject = subject, .answers = answers };
    for (uint32_t f = 0; f < definition->facts_n; f++) {
        const struct fact_def *fact = &definition->facts[f];
        uint32_t value = state == NULL ? fact->start : casestate_fact(state, f, subject);
        scene.words[fact->bit / 64] |= UINT64_C(1) << (fact->bit + value) % 64;
    }
    return guard_holds_facts(definition, when, &scene);
}

static bool guard_reads(const struct definition *definition, const struct step *step,
                        struct guard guard, struct str key)
{
    for (uint32_t c = 0; c < guard.clauses.n; c++) {
        struct range clause = definition->clauses[guard.clauses.first + c];
        for (uint32_t l = 0; l < clause.n; l++) {
            const struct literal *literal = &definition->literals[clause.first + l];
            if (literal->kind != LITERAL_ANSWER)
                continue;
            for (uint32_t i = 0; i < step->answers.n; i++)
                if ((literal->mask >> i & 1) != 0 &&
                    str_eq(definition->answers[step->answers.first + i].key, key))
                    return true;
        }
    }
    return false;
}

static bool needs_read(const struct definition *definition, const struct step *step,
                       struct range needs, struct str key)
{
    for (uint32_t i = 0; i < needs.n; i++)
        if (guard_reads(definition, step, definition->needs[needs.first + i].that, key))
            return true;
    return false;
}

bool form_asked_anew(const struct definition *definition, uint32_t step, uint32_t field)
{
    must(step < definition->steps_n && field < definition->fields_n);
    const struct step *of = &definition->steps[step];
    const struct field *asked = &definition->fields[field];
    if (asked->type != FIELD_BOOL && asked->type != FIELD_ENUM)
        return false;
    bool read = needs_read(definition, of, of->needs, asked->key);
    for (uint32_t i = 0; i < of->outcomes.n && !read; i++)
        read = needs_read(definition, of, definition->outcomes[of->outcomes.first + i].needs,
                          asked->key);
    return read;
}

/* Two forms that ask the same in the same words. */
static bool same_question(const struct field *a, const struct field *b)
{
    return a->type == b->type && a->compartment == b->compartment && str_eq(a->key, b->key) &&
           str_eq(a->label.in_id, b->label.in_id);
}

bool form_carries(const struct definition *definition, uint32_t step, uint32_t field, uint16_t no)
{
    must(field < definition->fields_n);
    const struct field *to = &definition->fields[field];
    bool same = to->no == no || str_find(to->key, '.') < to->key.n;
    for (uint32_t i = 0; i < definition->fields_n && !same; i++)
        same = definition->fields[i].no == no && same_question(&definition->fields[i], to);
    return same && to->type != FIELD_DT && !form_asked_anew(definition, step, field);
}

/* Minutes of a date (its first minute in the zone) or of a dt. */
static bool moment_of(enum field_type type, struct str text, int zone_min, int64_t *at_min)
{
    int64_t day, ms;
    if (type == FIELD_DATE && date_read(text, &day)) {
        *at_min = day * 1440 - zone_min;
        return true;
    }
    if (type == FIELD_DT && rfc3339_read(text, &ms)) {
        *at_min = ms / 60000;
        return true;
    }
    return false;
}

static bool set_already(const struct act *act, uint32_t fact)
{
    for (uint32_t i = 0; i < act->settings_n; i++)
        if (act->settings[i].fact == fact)
            return true;
    return false;
}

/* A fact that the step `writes` takes the value of the field of the same key. */
static void writes_fill(struct ctx *ctx, const struct definition *definition,
                        const struct value *values, size_t n, struct act *act)
{
    struct range writes = definition->steps[act->step].writes;
    struct setting *settings =
        arena_array(ctx->arena, struct setting, act->settings_n + (size_t)writes.n);
    for (uint32_t i = 0; i < act->settings_n; i++)
        settings[i] = act->settings[i];
    for (uint32_t i = 0; i < writes.n; i++) {
        uint32_t fact = definition->numbers[writes.first + i];
        enum field_type type;
        struct str text = value_of(definition, definition->facts[fact].id, values, n, &type);
        uint32_t value = text.n == 0 ? DEFINITION_NONE : definition_value(definition, fact, text);
        if (value != DEFINITION_NONE && !set_already(act, fact))
            settings[act->settings_n++] = (struct setting){ fact, value };
    }
    act->settings = settings;
}

void form_fill_act(struct ctx *ctx, const struct definition *definition, const struct value *values,
                   size_t n, int zone_min, struct act *act)
{
    must(act->step < definition->steps_n);
    act->answers = answers_of(definition, definition->steps[act->step].answers, values, n);
    writes_fill(ctx, definition, values, n, act);
    struct act_date *dates = arena_array(ctx->arena, struct act_date, definition->dates_n);
    act->dates = dates;
    act->dates_n = 0;
    for (uint32_t d = 0; d < definition->dates_n; d++) {
        enum field_type type = FIELD_TEXT;
        struct str text = value_of(definition, definition->dates[d], values, n, &type);
        int64_t at_min;
        if (text.n > 0 && moment_of(type, text, zone_min, &at_min))
            dates[act->dates_n++] = (struct act_date){ d, at_min };
    }
}
