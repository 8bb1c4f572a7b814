#include "web/step_fill.h"

#include "pages.h"
#include "web/casefile_fill.h"
#include "web/chrome.h"
#include "web/mend.h"
#include "web/say.h"

enum { HELD_ALL_TEAM = 1 << 1 }; /* compartment W: whoever works here */

static uint32_t form_index(const struct step_form_out *form)
{
    return form->step->form;
}

/* Values the case holds, by field, and where each was said. */
static void known_fill(struct visit *visit, const struct step_form_out *form,
                       struct form_fill *fill)
{
    struct arena *arena = visit->ctx->arena;
    struct value *values = arena_array(arena, struct value, form->known_n + 1);
    struct told *told = arena_array(arena, struct told, form->known_n + 1);
    size_t n = 0, at;
    for (size_t i = 0; i < form->known_n; i++) {
        const struct definition *sop = form->casefile->sop;
        uint32_t field = form_field(sop, form_index(form), form->known[i].key);
        if (field == DEFINITION_NONE ||
            !form_carries(sop, (uint32_t)(form->step - sop->steps), field, form->known[i].no) ||
            (form->of_another && sop->fields[field].block.n > 0))
            continue;
        /* Two forms may have said it: the later one is what is known. */
        for (at = 0; at < n && values[at].field != field; at++)
            continue;
        if (at < n && told[at].at_min > form->known[i].at_min)
            continue;
        values[at] = (struct value){ field, form->known[i].text };
        told[at] = (struct told){ .field = field, .at_min = form->known[i].at_min };
        n += at == n;
    }
    fill->values = values;
    fill->values_n = n;
    fill->told = told;
    fill->told_n = n;
}

/* The form of a step as fields for its page. */
static struct form_fill step_form_fill(struct visit *visit, const struct step_form_out *form,
                                       const struct step_shown *shown)
{
    struct form_fill fill = {
        .definition = form->casefile->sop,
        .form = form_index(form),
        .state = form->casefile->state,
        .subject = form->subject,
        .errors = shown->errors.at,
        .errors_n = shown->errors.n,
        .more = shown->more,
        .held = (uint16_t)(form->casefile->mask | HELD_ALL_TEAM),
    };
    if (shown->values == NULL)
        known_fill(visit, form, &fill);
    else {
        fill.values = shown->values;
        fill.values_n = shown->values_n;
    }
    return fill;
}

static uint32_t outcome_place(const struct step_form_out *form, struct str outcome)
{
    const struct definition *sop = form->casefile->sop;
    uint32_t place = definition_outcome(sop, (uint32_t)(form->step - sop->steps), outcome);
    return place < form->verdicts_n ? place : 0;
}

static void outcomes_fill(struct visit *visit, const struct step_form_out *form,
                          const struct step_shown *shown, struct step_view *view)
{
    const struct definition *sop = form->casefile->sop;
    struct range range = form->step->outcomes;
    if (range.n < 2)
        return;
    struct arena *arena = visit->ctx->arena;
    struct choice_view *choices = arena_array(arena, struct choice_view, range.n);
    for (uint32_t i = 0; i < range.n; i++) {
        const struct outcome *outcome = &sop->outcomes[range.first + i];
        choices[i] = (struct choice_view){
            .id = str_format(arena, "f-hasil-%.*s", STR_ARG(outcome->id)),
            .name = STR("hasil"),
            .value = outcome->id,
            .label = say_text2(visit, outcome->title),
            .checked = str_eq(outcome->id, shown->outcome),
        };
    }
    struct field_view *field = arena_new(arena, struct field_view);
    *field = field_plain(arena, "hasil", words_say(visit->lang, "langkah.hasil"), "text", STR(""));
    field->line = false;
    field->one = true;
    field->needed = true;
    field->choices.at = choices;
    field->choices.n = range.n;
    say_at_field(visit, shown->err, field);
    view->outcomes.at = field;
    view->outcomes.n = 1;
}

/* What an answer on this very page mends is no hindrance yet. */
static bool mended_here(const struct missing *missing)
{
    for (uint32_t i = 0; i < missing->mends_n; i++)
        if (missing->mends[i].kind == MEND_ANSWER || missing->mends[i].kind == MEND_OUTCOME)
            return true;
    return missing->kind == MISSING_REASON;
}

static bool hard(const struct verdict *verdict)
{
    for (uint32_t i = 0; i < verdict->missing_n; i++) {
        const struct missing *missing = &verdict->missing[i];
        if (mended_here(missing))
            continue;
        if (missing->kind == MISSING_ROLE || missing->kind == MISSING_SIGNATURE ||
            (missing->kind == MISSING_NEED && missing->hold == HOLD_NEVER))
            return true;
    }
    return false;
}

static bool soft(const struct verdict *verdict)
{
    for (uint32_t i = 0; i < verdict->missing_n; i++)
        if (!mended_here(&verdict->missing[i]))
            return true;
    return false;
}

/* Where an answer on this very page mends it. */
static struct address mended_at(const struct visit *visit, const struct definition *sop,
                                const struct missing *missing)
{
    for (uint32_t i = 0; i < missing->mends_n; i++) {
        if (missing->mends[i].kind == MEND_ANSWER)
            return address_of(
                str_join(visit->ctx->arena, STR("#f-"), sop->answers[missing->mends[i].at].key));
        if (missing->mends[i].kind == MEND_OUTCOME)
            return address_of(STR("#f-hasil"));
    }
    return (struct address){ 0 };
}

/* What a refused act lacks, on top of the page: each reason with what mends it. */
static void refusal_fill(struct visit *visit, const struct definition *sop,
                         const struct missing *missing, struct mends mends,
                         struct chrome_view *chrome)
{
    struct error_view *errors = arena_array(visit->ctx->arena, struct error_view, mends.n + 1);
    for (size_t i = 0; i < mends.n; i++) {
        errors[i].text = mends.at[i].text;
        errors[i].href = mended_at(visit, sop, &missing[i]);
        if (errors[i].href.s.n == 0)
            errors[i].href = mends.at[i].href;
    }
    chrome->errors.at = errors;
    chrome->errors.n = mends.n;
}

static void missing_fill(struct visit *visit, const struct step_form_out *form,
                         const struct step_shown *shown, struct step_view *view)
{
    const struct definition *sop = form->casefile->sop;
    if (form->verdicts_n == 0)
        return;
    bool tried = shown->verdict != NULL && !shown->verdict->allowed;
    const struct verdict *verdict =
        tried ? shown->verdict : &form->verdicts[outcome_place(form, shown->outcome)];
    struct missing *left = arena_array(visit->ctx->arena, struct missing, verdict->missing_n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < verdict->missing_n; i++)
        if (tried ? verdict->missing[i].kind != MISSING_REASON : !mended_here(&verdict->missing[i]))
            left[n++] = verdict->missing[i];
    struct mends mends = mends_of(visit, sop, form->casefile->address, left, n);
    if (tried) {
        refusal_fill(visit, sop, left, mends, &view->chrome);
    } else {
        view->missing.at = mends.at;
        view->missing.n = mends.n;
    }
    view->refused = true;
    for (size_t i = 0; i < form->verdicts_n; i++)
        view->refused = view->refused && hard(&form->verdicts[i]);
    view->needs_second = verdict->needs_second;
    if (desk_may(visit->desk, RIGHT_SIGN))
        view->countersign_href =
            visit_address(visit, "/kasus/%.*s/langkah/%.*s/izinkan",
                          STR_ARG(form->casefile->address), STR_ARG(form->step->id));
    view->deviation = !view->refused && (shown->deviates || (soft(verdict) && !hard(verdict)));
}

static void deviation_fill(struct visit *visit, const struct definition *sop, enum err err,
                           struct step_view *view)
{
    struct arena *arena = visit->ctx->arena;
    struct choice_view *choices = arena_array(arena, struct choice_view, sop->reasons_n + 1);
    struct str chosen = posted_get(&visit->posted, STR("simpang"));
    size_t n = 0;
    for (uint32_t i = 0; i < sop->reasons_n; i++)
        if (sop->reasons[i].of == REASON_DEVIATION)
            choices[n++] = (struct choice_view){
                .id = str_format(arena, "f-simpang-%.*s", STR_ARG(sop->reasons[i].id)),
                .name = STR("simpang"),
                .value = sop->reasons[i].id,
                .label = say_text2(visit, sop->reasons[i].title),
                .checked = str_eq(sop->reasons[i].id, chosen),
            };
    struct field_view *fields = arena_array(arena, struct field_view, 2);
    fields[0] =
        field_plain(arena, "simpang", words_say(visit->lang, "simpang.alasan"), "text", STR(""));
    fields[0].line = false;
    fields[0].one = true;
    fields[0].pick = true;
    fields[0].choices.at = choices;
    fields[0].choices.n = n;
    fields[1] = field_plain(arena, "simpang_kata", words_say(visit->lang, "simpang.kata"), "area",
                            posted_get(&visit->posted, STR("simpang_kata")));
    say_at_field(visit, err, &fields[0]);
    say_at_field(visit, err, &fields[1]);
    view->deviation_fields.at = fields;
    view->deviation_fields.n = 2;
    view->review = words_say(visit->lang, "simpang.ditinjau");
}

static struct str *texts_of(struct visit *visit, const struct definition *sop, struct range range)
{
    struct str *texts = arena_array(visit->ctx->arena, struct str, range.n + 1);
    for (uint32_t i = 0; i < range.n; i++)
        texts[i] = say_text2(visit, sop->texts[range.first + i]);
    return texts;
}

/* The article; one that was not read or binds somebody else is a reference, never law. */
static struct str law_named(struct visit *visit, const struct definition *sop,
                            const struct law *law)
{
    struct str title = say_text2(visit, law->title);
    if (law_binds(sop, law, OFFICE_KIND))
        return title;
    struct say_arg name = say_text("nama", title);
    return words_fill(visit->ctx->arena, visit->lang, "langkah.rujukan", &name, 1);
}

static struct str *laws_of(struct visit *visit, const struct definition *sop, struct range basis,
                           size_t *n)
{
    struct str *laws = arena_array(visit->ctx->arena, struct str, basis.n + 1);
    *n = 0;
    for (uint32_t i = 0; i < basis.n; i++)
        for (uint32_t l = 0; l < sop->laws_n; l++)
            if (str_eq(sop->laws[l].key, sop->words[basis.first + i]))
                laws[(*n)++] = law_named(visit, sop, &sop->laws[l]);
    return laws;
}

/* The guide beside the form, from the definition. */
static void guide_fill(struct visit *visit, const struct definition *sop, const struct step *step,
                       struct step_view *view)
{
    view->code = step->id;
    view->title = say_text2(visit, step->title);
    view->service = say_text2(visit, sop->services[step->service].title);
    view->guide = say_text2(visit, step->guide);
    bool law = basis_binds(sop, step->mark, step->basis, OFFICE_KIND);
    view->mark = words_say(visit->lang, law ? "tanda.hukum" : "tanda.standar");
    view->says.at = texts_of(visit, sop, step->say);
    view->says.n = step->say.n;
    view->basis.at = laws_of(visit, sop, step->basis, &view->basis.n);
    view->two_sign = step->sign[0] != DEFINITION_NONE;
    if (view->two_sign) {
        struct say_arg role = say_text("peran", say_text2(visit, sop->roles[step->sign[1]].title));
        view->sign_text = words_fill(visit->ctx->arena, visit->lang, "langkah.dua_tanda", &role, 1);
    }
}

/* Number of the subject as it stands in addresses around this step. */
static struct str subject_query(struct visit *visit, uint32_t subject)
{
    return subject == 0 ? STR("") : str_format(visit->ctx->arena, "?subjek=%u", subject);
}

static void due_fill(struct visit *visit, const struct step_form_out *form, struct step_view *view)
{
    struct asked asked = { 0 };
    struct when when = say_when(visit);
    uint32_t step = (uint32_t)(form->step - form->casefile->sop->steps);
    casestate_ask(visit->ctx, form->casefile->state, when.now_min, &asked);
    for (uint32_t i = 0; i < asked.open_n; i++) {
        const struct open_place *place = &asked.open[i];
        if (place->step != step || place->subject != form->subject)
            continue;
        view->can_skip = desk_may(visit->desk, RIGHT_SERVICES);
        view->due = when_due(&when, place->due_min);
        if (place->due_min == INT64_MIN)
            return;
        view->due_exact = when_full(&when, place->due_min);
        if (place->due_first_min != place->due_min && place->due_first_min != INT64_MIN)
            view->due_was = when_short(&when, place->due_first_min);
        if (place->row != DEFINITION_NONE && form->casefile->sop->rows[place->row].may_move)
            view->move_href = visit_address(
                visit, "/kasus/%.*s/langkah/%.*s/tenggat%.*s", STR_ARG(form->casefile->address),
                STR_ARG(form->step->id), STR_ARG(subject_query(visit, form->subject)));
        return;
    }
}

/* Number of the subject as it stands in addresses of this step. */
static struct str subject_path(struct visit *visit, uint32_t subject)
{
    return subject == 0 ? STR("") : str_format(visit->ctx->arena, "/%u", subject);
}

static void addresses_fill(struct visit *visit, const struct step_form_out *form,
                           struct step_view *view)
{
    struct str address = form->casefile->address, step = form->step->id;
    struct str subject = subject_path(visit, form->subject);
    view->back = (struct link_view){ form->casefile->alias,
                                     visit_address(visit, "/kasus/%.*s", STR_ARG(address)) };
    view->action = visit_address(visit, "/kasus/%.*s/langkah/%.*s%.*s", STR_ARG(address),
                                 STR_ARG(step), STR_ARG(subject));
    struct str query = subject_query(visit, form->subject);
    view->draft_href = visit_address(visit, "/kasus/%.*s/langkah/%.*s/konsep%.*s", STR_ARG(address),
                                     STR_ARG(step), STR_ARG(query));
    if (view->can_skip)
        view->skip_href = visit_address(visit, "/kasus/%.*s/langkah/%.*s/lewati%.*s",
                                        STR_ARG(address), STR_ARG(step), STR_ARG(query));
}

static void happened_fill(struct visit *visit, struct step_view *view)
{
    struct arena *arena = visit->ctx->arena;
    struct str typed = posted_get(&visit->posted, STR("terjadi"));
    struct str now = rfc3339_write(arena, ctx_now_min(visit->ctx), visit->face->offset_min);
    if (typed.n == 0)
        typed = str_part(now, 0, STR("2026-11-24T09:00").n);
    view->happened = field_plain(arena, "terjadi", words_say(visit->lang, "langkah.terjadi"),
                                 "datetime-local", typed);
    view->happened.short_line = true;
}

/* A page around a form of the definition has few fields of its own. */
static struct address field_blamed(const struct visit *visit)
{
    static const char *const own[] = { "hasil", "terjadi", "simpang", "simpang_kata", "alias" };
    struct str name = say_blamed(visit);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (str_eq(name, str_of(own[i])))
            return address_of(str_join(visit->ctx->arena, STR("#f-"), name));
    if (str_starts(name, STR("sudah.")) || str_starts(name, STR("tanggal.")))
        return address_of(str_join(visit->ctx->arena, STR("#f-"), name));
    return (struct address){ 0 };
}

/* One line on top for what is wrong as a whole; the form's errors each link to their field. */
void errors_fill(struct visit *visit, const struct form_fill *fill, enum err err,
                 struct chrome_view *chrome)
{
    struct when when = say_when(visit);
    size_t n = 0;
    struct error_view *errors = NULL;
    if (fill != NULL && fill->errors_n > 0)
        errors = form_fill_errors(&when, fill, &n);
    if (n == 0 && err != OK) {
        errors = arena_new(visit->ctx->arena, struct error_view);
        errors->text = words_why(visit->lang, visit->ctx->why.key);
        if (fill != NULL)
            errors->href = field_blamed(visit);
        n = 1;
    }
    chrome->errors.at = errors;
    chrome->errors.n = n;
}

void step_page(struct visit *visit, const struct step_form_out *form,
               const struct step_shown *shown)
{
    struct step_view *view = arena_new(visit->ctx->arena, struct step_view);
    const struct definition *sop = form->casefile->sop;
    struct when when = say_when(visit);
    struct form_fill fill = { 0 };
    view->chrome = chrome_view(visit, "langkah.judul");
    view->chrome.print_code = form->casefile->address;
    view->alias = form->casefile->alias;
    view->subject = subject_said(visit, sop, form->place);
    view->drafted = shown->drafted;
    view->reach = reach_of(visit, form->casefile, form->known, form->known_n);
    guide_fill(visit, sop, form->step, view);
    outcomes_fill(visit, form, shown, view);
    due_fill(visit, form, view);
    addresses_fill(visit, form, view);
    missing_fill(visit, form, shown, view);
    deviation_fill(visit, sop, shown->err, view);
    happened_fill(visit, view);
    if (form->form != NULL) {
        fill = step_form_fill(visit, form, shown);
        view->form_title = say_text2(visit, form->form->title);
        view->fields.at = form_fill(&when, &fill, &view->fields.n);
    }
    if (view->chrome.errors.n == 0)
        errors_fill(visit, form->form == NULL ? NULL : &fill, shown->err, &view->chrome);
    say_at_field(visit, shown->err, &view->happened);
    struct html html = visit_html(visit, visit_status(visit->ctx, shown->err));
    page_langkah(&html, view);
}
