#include "web/complaint_fill.h"

#include "domain/nik.h"
#include "pages.h"
#include "web/answers.h"
#include "web/chrome.h"
#include "web/say.h"

enum { SECTIONS = 4, EVERY_COMPARTMENT = 0xffff };

/* Which section of the page asks a field: by the block it came from, else by its key. */
static unsigned section_of(const struct field *field)
{
    static const char *const danger[] = { "risk_level", "condition", "urgent_needs" };
    static const char *const way[] = { "received_at", "channel", "reporter_kind", "reporter_name",
                                       "reporter_phone" };
    if (str_eq(field->block, STR("B_SAFE_CONTACT")))
        return 0;
    for (size_t i = 0; i < sizeof danger / sizeof *danger; i++)
        if (str_eq(field->key, str_of(danger[i])))
            return 1;
    for (size_t i = 0; i < sizeof way / sizeof *way; i++)
        if (str_eq(field->key, str_of(way[i])))
            return 3;
    return 2;
}

/* Of the person only what helps to find and to protect her is asked at once; a call is short. */
static bool can_wait(const struct field *field)
{
    static const char *const now[] = { "person.called_name", "person.full_name",
                                       "person.birth_date",  "person.age_stated",
                                       "person.sex",         "person.phone",
                                       "person.domicile" };
    for (size_t i = 0; i < sizeof now / sizeof *now; i++)
        if (str_eq(field->key, str_of(now[i])))
            return false;
    return str_eq(field->block, STR("B_PERSON"));
}

static bool touched(const struct field_view *field)
{
    bool yes = field->value.n > 0 || field->error.n > 0 || field->warning.n > 0;
    for (size_t i = 0; i < field->choices.n; i++)
        yes = yes || field->choices.at[i].checked;
    for (size_t r = 0; r < field->rows.n; r++)
        for (size_t c = 0; c < field->rows.at[r].cells.n; c++)
            yes = yes || field->rows.at[r].cells.at[c].value.n > 0;
    return yes;
}

static struct section_view section_open(struct visit *visit, unsigned i)
{
    static const char *const titles[SECTIONS] = { "panggilan.aman", "panggilan.bahaya",
                                                  "panggilan.siapa", "panggilan.lewat" };
    return (struct section_view){
        .id = str_format(visit->ctx->arena, "bagian-%u", i + 1),
        .number = str_format(visit->ctx->arena, "%u", i + 1),
        .title = words_say(visit->lang, titles[i]),
    };
}

/* The result of the contact: the first question of who it is about. */
static struct field_view outcome_field(struct visit *visit, const struct step *step)
{
    const struct definition *sop = visit->desk->sop;
    struct arena *arena = visit->ctx->arena;
    struct choice_view *choices = arena_array(arena, struct choice_view, step->outcomes.n + 1);
    struct str chosen = posted_get(&visit->posted, STR("hasil"));
    for (uint32_t i = 0; i < step->outcomes.n; i++) {
        const struct outcome *outcome = &sop->outcomes[step->outcomes.first + i];
        choices[i] = (struct choice_view){
            .id = str_format(arena, "f-hasil-%.*s", STR_ARG(outcome->id)),
            .name = STR("hasil"),
            .value = outcome->id,
            .label = say_text2(visit, outcome->title),
            .checked = str_eq(outcome->id, chosen),
        };
    }
    struct field_view field =
        field_plain(arena, "hasil", words_say(visit->lang, "langkah.hasil"), "text", STR(""));
    field.line = false;
    field.one = true;
    field.choices.at = choices;
    field.choices.n = step->outcomes.n;
    return field;
}

static void sections_fill(struct visit *visit, const struct step *step,
                          const struct form_fill *fill, enum err err, struct complaint_view *view)
{
    static const char *const asks[SECTIONS] = { NULL, "panggilan.ucap_bahaya",
                                                "panggilan.ucap_siapa", "panggilan.ucap_izin" };
    struct when when = say_when(visit);
    const struct definition *sop = visit->desk->sop;
    size_t n = 0;
    struct field_view *fields = form_fill(&when, fill, &n);
    struct section_view *sections = arena_array(visit->ctx->arena, struct section_view, SECTIONS);
    struct field_view *at[SECTIONS],
        *more = arena_array(visit->ctx->arena, struct field_view, n + 1);
    for (unsigned i = 0; i < SECTIONS; i++) {
        sections[i] = section_open(visit, i);
        at[i] = arena_array(visit->ctx->arena, struct field_view, n + 2);
        sections[i].fields.at = at[i];
    }
    at[2][0] = outcome_field(visit, step);
    say_at_field(visit, err, &at[2][0]);
    sections[2].fields.n = 1;
    for (size_t i = 0; i < n; i++) {
        uint32_t index = form_field(sop, step->form, fields[i].name);
        unsigned s = index == DEFINITION_NONE ? 2 : section_of(&sop->fields[index]);
        if (index == DEFINITION_NONE || !can_wait(&sop->fields[index])) {
            at[s][sections[s].fields.n++] = fields[i];
            continue;
        }
        more[sections[2].more.n++] = fields[i];
        sections[2].more_open = sections[2].more_open || touched(&fields[i]);
    }
    sections[2].more.at = more;
    if (step->say.n > 0)
        sections[0].words = say_text2(visit, sop->texts[step->say.first]);
    for (unsigned i = 1; i < SECTIONS; i++)
        sections[i].words = words_say(visit->lang, asks[i]);
    view->sections.at = sections;
    view->sections.n = SECTIONS;
}

/* Danger now, as the risk that was ticked says. */
static void alarm_fill(struct visit *visit, struct complaint_view *view)
{
    if (!str_eq(posted_get(&visit->posted, STR("risk_level")), STR("high")))
        return;
    view->alarm = words_say(visit->lang, "panggilan.lindungi");
    view->alarm_text = words_say(visit->lang, "panggilan.lindungi_isi");
}

static void hidden_fill(struct visit *visit, struct complaint_view *view)
{
    struct str draft = posted_get(&visit->posted, STR("draf"));
    struct id id;
    /* A draft of its own from the first moment, so that the script saves one and not many. */
    if (draft.n == 0 && visit->request->method == METHOD_GET) {
        id = id_random();
        draft = hex_write(visit->ctx->arena, id.at, sizeof id.at);
    }
    struct field_view *hidden = arena_new(visit->ctx->arena, struct field_view);
    *hidden = (struct field_view){ .name = STR("draf"), .value = draft };
    view->hidden.at = hidden;
    view->hidden.n = draft.n > 0;
}

void complaint_page(struct visit *visit, const struct step *step, const struct form_errors *errors,
                    enum err err)
{
    struct complaint_view *view = arena_new(visit->ctx->arena, struct complaint_view);
    struct when when = say_when(visit);
    struct form_fill fill = { .definition = visit->desk->sop,
                              .form = step->form,
                              .held = EVERY_COMPARTMENT,
                              .more = posted_get(&visit->posted, STR("tambah")) };
    if (errors != NULL) {
        fill.errors = errors->at;
        fill.errors_n = errors->n;
    }
    fill.values = answers_typed(visit->ctx->arena, visit->desk->sop, step->form, &visit->posted,
                                &fill.values_n);
    view->chrome = chrome_view(visit, "panggilan.judul");
    view->heading = words_say(visit->lang, "panggilan.judul");
    view->since = when_short(&when, when.now_min);
    view->action = visit_address(visit, "/aduan/panggilan");
    view->draft_href = visit_address(visit, "/aduan/panggilan/konsep");
    view->if_cut = words_say(visit->lang, "panggilan.putus_isi");
    sections_fill(visit, step, &fill, err, view);
    alarm_fill(visit, view);
    hidden_fill(visit, view);
    errors_fill(visit, &fill, err, &view->chrome);
    struct html html = visit_html(visit, visit_status(visit->ctx, err));
    page_panggilan(&html, view);
}

/* What may be wrong with an identity number, one sentence each: a question, never a refusal. */
static void flaws_add(struct visit *visit, unsigned flaws, struct str *reasons, size_t *n)
{
    static const struct {
        unsigned flaw;
        const char *word;
    } rows[] = {
        { NIK_NOT_DIGITS, "nik.bukan_angka" }, { NIK_NO_REGION, "nik.wilayah" },
        { NIK_NO_DATE, "nik.tanggal" },        { NIK_OTHER_DATE, "nik.lain_tanggal" },
        { NIK_OTHER_SEX, "nik.lain_kelamin" }, { NIK_NO_SERIAL, "nik.urut" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (flaws & rows[i].flaw)
            reasons[(*n)++] = words_say(visit->lang, rows[i].word);
}

void double_page(struct visit *visit, const struct person_check_out *person)
{
    struct duplicate_view view = { .chrome = chrome_view(visit, "kembar.judul"),
                                   .action = visit_address(visit, "/aduan/panggilan") };
    struct field_view *hidden =
        arena_array(visit->ctx->arena, struct field_view, visit->posted.n + 1);
    struct str *reasons = arena_array(visit->ctx->arena, struct str, 8);
    size_t n = 0, r = 0;
    for (size_t i = 0; i < visit->posted.n; i++) {
        struct str name = visit->posted.fields[i].name;
        if (!str_eq(name, STR("csrf")) && !str_eq(name, STR("permintaan")) &&
            !str_eq(name, STR("pemilik")) && !str_eq(name, STR("yakin")))
            hidden[n++] =
                (struct field_view){ .name = name, .value = visit->posted.fields[i].value };
    }
    if (person->noted)
        reasons[r++] = words_say(visit->lang, "kembar.dicatat");
    flaws_add(visit, person->nik_flaws, reasons, &r);
    view.hidden.at = hidden;
    view.hidden.n = n;
    view.reasons.at = reasons;
    view.reasons.n = r;
    struct html html = visit_html(visit, 200);
    page_kembar(&html, &view);
}
