#include "use/step_form.h"

#include "use/case_append.h"
#include "use/case_rows.h"
#include "use/step_find.h"
#include "use/subject_rows.h"

/* What would be said to each outcome if it were done now without any answer. */
static const struct verdict *verdicts_ask(struct desk_ctx *desk, const struct casefile *casefile,
                                          const struct act *asked, size_t *n)
{
    const struct step *step = &casefile->sop->steps[asked->step];
    struct verdict *verdicts = arena_array(desk->ctx->arena, struct verdict, step->outcomes.n + 1);
    struct why why = desk->ctx->why;
    for (uint32_t i = 0; i < step->outcomes.n; i++) {
        struct act act = *asked;
        act.kind = ACT_STEP_DONE;
        act.outcome = i;
        act.happened_min = desk_now_min(desk);
        act.officer = desk->who->id;
        act.roles = desk_sop_roles(desk, casefile->sop);
        act.row = DEFINITION_NONE;
        if (casestate_may(desk->ctx, casefile->state, &act, &verdicts[i]) != OK)
            verdicts[i].allowed = false;
    }
    desk->ctx->why = why;
    *n = step->outcomes.n;
    return verdicts;
}

/* Compartments that the fields of a form lie in. */
static uint16_t form_parts(const struct definition *sop, const struct form *form)
{
    uint16_t parts = 0;
    for (uint32_t i = 0; form != NULL && i < form->fields.n; i++) {
        int part = part_of_letter(sop->fields[form->fields.first + i].compartment);
        if (part > 0)
            parts = (uint16_t)(parts | 1u << part);
    }
    return parts;
}

static bool field_carried(const struct definition *sop, uint32_t step, const struct field_row *row)
{
    if (sop->steps[step].form == DEFINITION_NONE)
        return false;
    uint32_t field = form_field(sop, sop->steps[step].form, row->key);
    return field != DEFINITION_NONE && form_carries(sop, step, field, row->no);
}

/* The newest of each key: a rule told again replaces what the complaint said. */
static void known_put(struct step_form_out *out, struct field_row *known,
                      const struct field_row *value)
{
    for (size_t i = 0; i < out->known_n; i++) {
        if (!str_eq(known[i].key, value->key))
            continue;
        if (value->at_min >= known[i].at_min)
            known[i] = *value;
        return;
    }
    known[out->known_n++] = *value;
}

static enum err place_fill(struct desk_ctx *desk, uint16_t parts, struct step_form_out *out)
{
    const struct subject_row *rows;
    size_t n;
    if (out->subject == 0)
        return OK;
    TRY(subject_rows(desk, out->casefile, parts, &rows, &n));
    out->place = subject_row_of(rows, n, out->step->each, out->subject);
    return OK;
}

static enum err step_form_do(struct desk_ctx *desk, const struct step_form_in *in,
                             struct step_form_out *out)
{
    struct act act = { 0 };
    const struct field_row *values;
    size_t n;
    *out = (struct step_form_out){ 0 };
    /* Which compartments are needed is known when the step is: W and I first. */
    TRY(casefile_reach(desk, in->casefile, REACH_STEP, 0, &out->casefile));
    struct step_named named = { in->step, in->outcome, in->subject, in->place };
    TRY(step_find(desk, out->casefile, &named, &act));
    const struct definition *sop = out->casefile->sop;
    out->step = &sop->steps[act.step];
    out->subject = act.subject;
    out->of_another = step_of_another_person(sop, out->step);
    out->form = out->step->form == DEFINITION_NONE ? NULL : &sop->forms[out->step->form];
    out->verdicts = verdicts_ask(desk, out->casefile, &act, &out->verdicts_n);
    uint16_t parts = (uint16_t)(form_parts(sop, out->form) | 1u << PART_IDENTITY);
    out->fields_sealed = (uint16_t)(parts & ~out->casefile->mask & ~(1u << PART_CODED));
    if (out->subject != 0)
        parts = (uint16_t)(parts | about_parts(sop, out->step->each));
    TRY(casefile_shows(desk, out->casefile, REACH_STEP, parts));
    TRY(place_fill(desk, parts, out));
    TRY(newest_values_for(desk, out->casefile, (uint16_t)(parts & out->casefile->mask), &act,
                          &values, &n));
    struct field_row *known = arena_array(desk->ctx->arena, struct field_row, n + 1);
    for (size_t i = 0; i < n; i++)
        if (value_is_safe(values[i].key) || field_carried(sop, act.step, &values[i]))
            known_put(out, known, &values[i]);
    out->known = known;
    return OK;
}

DEED(step_form, .name = "step.form",
     .rights = RIGHT_SERVICES | RIGHT_SAFETY | RIGHT_IDENTIFY | RIGHT_SIGN, .trace = DEED_READS)
