/* A step's form for a machine: fields, outcomes, what is missing, what is known. */
#include "web/handlers.h"

#include "web/mend.h"
#include "web/say.h"
#include "web/step_fill.h"

static const char *const type_names[] = {
    [FIELD_TEXT] = "text",   [FIELD_LONG] = "long", [FIELD_INT] = "int",
    [FIELD_MONEY] = "money", [FIELD_BOOL] = "bool", [FIELD_DATE] = "date",
    [FIELD_DT] = "dt",       [FIELD_TIME] = "time", [FIELD_ENUM] = "enum",
    [FIELD_MULTI] = "multi", [FIELD_CODE] = "code", [FIELD_ORG] = "org",
    [FIELD_PLACE] = "place", [FIELD_FILE] = "file", [FIELD_SIG] = "sig",
    [FIELD_LIST] = "list",
};

static void json_field(struct json *json, const struct visit *visit, const struct definition *sop,
                       const struct field *field)
{
    json_object_begin(json);
    json_put_str(json, "key", field->key);
    json_put_str(json, "type", str_of(type_names[field->type]));
    json_put_str(json, "label", say_text2(visit, field->label));
    json_put_bool(json, "need", field->need);
    json_key(json, "choices");
    json_array_begin(json);
    for (uint32_t i = 0; i < field->choices.n; i++)
        json_str(json, sop->choices[field->choices.first + i].code);
    json_end(json);
    json_key(json, "columns");
    json_array_begin(json);
    for (uint32_t i = 0; i < field->columns.n; i++)
        json_str(json, sop->fields[field->columns.first + i].key);
    json_end(json);
    json_end(json);
}

static void json_outcomes(struct json *json, const struct visit *visit,
                          const struct step_form_out *form)
{
    const struct definition *sop = form->casefile->sop;
    json_key(json, "outcomes");
    json_array_begin(json);
    for (uint32_t i = 0; i < form->step->outcomes.n && i < form->verdicts_n; i++) {
        const struct outcome *outcome = &sop->outcomes[form->step->outcomes.first + i];
        const struct verdict *verdict = &form->verdicts[i];
        json_object_begin(json);
        json_put_str(json, "outcome", outcome->id);
        json_put_str(json, "title", say_text2(visit, outcome->title));
        json_put_bool(json, "allowed", verdict->allowed);
        json_put_bool(json, "needs_reason", verdict->needs_reason);
        json_put_bool(json, "needs_second", verdict->needs_second);
        json_missing(json, visit, sop, verdict->missing, verdict->missing_n);
        json_end(json);
    }
    json_end(json);
}

static void json_form(struct json *json, const struct visit *visit,
                      const struct step_form_out *form)
{
    const struct definition *sop = form->casefile->sop;
    struct range fields = { 0 };
    if (form->form != NULL) {
        json_put_str(json, "form", form->form->id);
        fields = form->form->fields;
    }
    json_key(json, "fields");
    json_array_begin(json);
    for (uint32_t i = 0; i < fields.n; i++)
        json_field(json, visit, sop, &sop->fields[fields.first + i]);
    json_end(json);
    json_key(json, "known");
    json_object_begin(json);
    for (size_t i = 0; i < form->known_n; i++)
        json_put_str(json, str_z(visit->ctx->arena, form->known[i].key), form->known[i].text);
    json_end(json);
}

void step_form_api(struct visit *visit)
{
    struct step_form_in in = { .casefile = visit->params[0],
                               .step = visit->params[1],
                               .subject = visit_number(&visit->query, STR("subject")) };
    struct step_form_out form = { 0 };
    enum err err = step_form(visit->desk, &in, &form);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_put_str(&json, "step", form.step->id);
    json_put_str(&json, "title", say_text2(visit, form.step->title));
    json_put_str(&json, "guide", say_text2(visit, form.step->guide));
    json_put_int(&json, "subject", form.subject);
    json_outcomes(&json, visit, &form);
    json_form(&json, visit, &form);
    json_end(&json);
}
