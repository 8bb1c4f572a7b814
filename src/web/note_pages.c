/* Notes, corrections, facts of the world: pages of one form each. */
#include "web/handlers.h"

#include "domain/tables.h"
#include "use/case_write.h"
#include "use/entry_show.h"
#include "web/answers.h"
#include "web/borang.h"
#include "web/casefile_fill.h"
#include "web/say.h"

static struct str case_path(const struct visit *visit)
{
    return str_format(visit->ctx->arena, "/kasus/%.*s", STR_ARG(visit->params[0]));
}

/* Answers a writing act: back to the case with a word about it, or the form again. */
void act_answer(struct visit *visit, enum err err, const struct act_done *done, handler again)
{
    if (err == ERR_MISSING)
        visit_fail(visit, err);
    else if (err != OK)
        again(visit, err);
    else
        visit_go(visit, case_path(visit), say_done(done));
}

void act_answer_api(struct visit *visit, enum err err, const struct act_done *done)
{
    if (err != OK)
        visit_fail(visit, err);
    else
        api_done(visit, done);
}

void api_done(struct visit *visit, const struct act_done *done)
{
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    if (done != NULL)
        json_done(&json, done, visit->ctx->arena);
    json_end(&json);
}

/* ---- note ---------------------------------------------------------------------------------- */

static const char note_places[] = "SKHRMP";

/* Only what she may write into is offered: what she holds, and counselling notes to whom they are
 * confidential and who may begin them. */
static bool may_write(const struct visit *visit, const struct casefile *casefile, unsigned part)
{
    if ((casefile->mask >> part & 1) != 0)
        return true;
    return part == compartment_of('P') && (desk_has_role(visit->desk, ROLE_COUNSELLOR) ||
                                           desk_has_role(visit->desk, ROLE_PSYCHOLOGIST));
}

static void note_page(struct visit *visit, enum err err)
{
    struct why why = visit->ctx->why;
    struct str path = case_path(visit);
    struct case_show_in in = { .casefile = visit->params[0] };
    struct case_show_out out = { 0 };
    enum err shown = case_show(visit->desk, &in, &out);
    if (shown != OK) {
        visit_fail(visit, shown);
        return;
    }
    struct borang *borang =
        borang_open(visit, "catatan", visit_address(visit, "%.*s/catatan", STR_ARG(path)));
    struct option options[sizeof note_places - 1];
    size_t n = 0;
    for (size_t i = 0; i + 1 < sizeof note_places; i++) {
        unsigned number = compartment_of(note_places[i]);
        if (!may_write(visit, out.casefile, number))
            continue;
        options[n].code = (struct str){ &note_places[i], 1 };
        options[n++].label = words_code(visit->ctx->arena, visit->lang, "kompartemen.",
                                        str_format(visit->ctx->arena, "%u", number));
    }
    borang_back(borang, "tombol.kembali", visit_address(visit, "%.*s", STR_ARG(path)));
    borang->view.reach = reach_page(visit);
    borang_field(borang, "isi", "catatan.isi", "area", STR(""))->needed = true;
    borang_choice(borang, "bagian", "catatan.bagian", options, n, false);
    borang_field(borang, "terjadi", "langkah.terjadi", "datetime-local", STR(""))->short_line =
        true;
    visit->ctx->why = why;
    borang_show(borang, err);
}

static enum err note_write(struct visit *visit, struct note_add_out *out)
{
    struct str place = visit_field(visit, STR("bagian"), STR("compartment"));
    struct note_add_in in = { .text = visit_field(visit, STR("isi"), STR("text")),
                              .compartment = place.n == 1   ? place.at[0]
                                             : place.n == 0 ? 'S'
                                                            : '?',
                              .service = visit_field(visit, STR("layanan"), STR("service")) };
    TRY(visit_head(visit, &in.head));
    return note_add(visit->desk, &in, out);
}

void note_show(struct visit *visit)
{
    note_page(visit, OK);
}

void note_send(struct visit *visit)
{
    struct note_add_out out = { 0 };
    enum err err = note_write(visit, &out);
    act_answer(visit, err, &out.done, note_page);
}

void note_api(struct visit *visit)
{
    struct note_add_out out = { 0 };
    enum err err = note_write(visit, &out);
    act_answer_api(visit, err, &out.done);
}

/* ---- correction ---------------------------------------------------------------------------- */

/* The old values stand in fields under the form's own names; the deed compares. */
static void old_values(struct visit *visit, struct borang *borang, const struct definition *sop,
                       const struct entry_row *row)
{
    for (size_t i = 0; i < row->values_n && borang->fields_n + 4 < BORANG_FIELDS_MAX; i++) {
        const struct field_row *value = &row->values[i];
        struct str label = value->key;
        for (uint32_t f = 0; f < sop->fields_n; f++)
            if (sop->fields[f].no == value->no)
                label = say_text2(visit, sop->fields[f].label);
        struct field_view *field = borang_field(borang, str_z(visit->ctx->arena, value->key),
                                                "ralat.nilai", "text", value->text);
        field->label = label;
        if (str_find(value->text, '\n') < value->text.n) {
            field->line = false;
            field->area = true;
        }
    }
}

static void correct_page(struct visit *visit, enum err err)
{
    struct why why = visit->ctx->why;
    struct entry_show_out out = { 0 };
    enum err found = entry_read(visit, &out);
    const struct entry_row *row = &out.row;
    if (found != OK) {
        visit_fail(visit, found);
        return;
    }
    struct str path = case_path(visit);
    struct borang *borang = borang_open(
        visit, "ralat",
        visit_address(visit, "%.*s/ralat/%.*s", STR_ARG(path), STR_ARG(visit->params[1])));
    borang_back(
        borang, "tombol.kembali",
        visit_address(visit, "%.*s/catatan/%.*s", STR_ARG(path), STR_ARG(visit->params[1])));
    borang->view.reach = reach_of(visit, out.casefile, out.safe, out.safe_n);
    borang_fact(borang, "ralat.apa", entry_title(visit, out.casefile->sop, row));
    if (row->words.n > 0)
        borang_field(borang, "isi", "catatan.isi", "area", row->words);
    old_values(visit, borang, out.casefile->sop, row);
    borang_field(borang, "simpang_kata", "ralat.sebab", "area", STR(""))->needed = true;
    borang->view.second = words_say(visit->lang, "ralat.tarik");
    borang->view.second_name = STR("tarik");
    borang->view.second_value = STR("ya");
    visit->ctx->why = why;
    borang_show(borang, err);
}

static enum err correct_write(struct visit *visit, struct entry_correct_out *out)
{
    struct entry_correct_in in = {
        .entry = visit->params[1],
        .withdraw = posted_yes(&visit->posted, visit->api ? STR("withdraw") : STR("tarik")),
        .text = visit_field(visit, STR("isi"), STR("text")),
    };
    TRY(visit_head(visit, &in.head));
    struct typed *values = answers_posted(visit->ctx->arena, &visit->posted,
                                          visit->api ? STR("values.") : STR(""), &in.values_n);
    size_t n = 0;
    for (size_t i = 0; i < in.values_n; i++)
        if (visit->api ||
            (!str_eq(values[i].key, STR("isi")) && !str_eq(values[i].key, STR("tarik"))))
            values[n++] = values[i];
    in.values = values;
    in.values_n = n;
    return entry_correct(visit->desk, &in, out);
}

void correct_show(struct visit *visit)
{
    correct_page(visit, OK);
}

void correct_send(struct visit *visit)
{
    struct entry_correct_out out = { 0 };
    enum err err = correct_write(visit, &out);
    act_answer(visit, err, &out.done, correct_page);
}

void correct_api(struct visit *visit)
{
    struct entry_correct_out out = { 0 };
    enum err err = correct_write(visit, &out);
    act_answer_api(visit, err, &out.done);
}

/* ---- facts --------------------------------------------------------------------------------- */

/* Facts of the person that people set: each with the values the definition gives it. */
static void fact_page(struct visit *visit, enum err err)
{
    struct why why = visit->ctx->why;
    struct str path = case_path(visit);
    const struct definition *sop = visit->desk->sop;
    struct borang *borang =
        borang_open(visit, "fakta", visit_address(visit, "%.*s/fakta", STR_ARG(path)));
    struct option *options = arena_array(visit->ctx->arena, struct option, 4 * sop->facts_n + 1);
    size_t n = 0;
    for (uint32_t f = 0; f < sop->facts_n; f++) {
        const struct fact_def *fact = &sop->facts[f];
        if (fact->of != FACT_OF_PERSON || fact->each != DEFINITION_NONE || fact->values.n > 4)
            continue;
        for (uint32_t v = 0; v < fact->values.n; v++) {
            const struct fact_value *value = &sop->values[fact->values.first + v];
            struct str title = say_text2(visit, value->title);
            options[n].code =
                str_format(visit->ctx->arena, "%.*s=%.*s", STR_ARG(fact->id), STR_ARG(value->id));
            options[n++].label =
                str_format(visit->ctx->arena, "%.*s: %.*s", STR_ARG(say_text2(visit, fact->title)),
                           STR_ARG(title.n > 0 ? title : value->id));
        }
    }
    borang_back(borang, "tombol.kembali", visit_address(visit, "%.*s", STR_ARG(path)));
    borang->view.reach = reach_page(visit);
    borang_choice(borang, "fakta", "fakta.mana", options, n, false);
    borang_field(borang, "simpang_kata", "fakta.sebab", "area", STR(""));
    visit->ctx->why = why;
    borang_show(borang, err);
}

static enum err fact_write(struct visit *visit, struct fact_set_out *out)
{
    struct fact_set_in in = { .fact = posted_get(&visit->posted, STR("fact")),
                              .value = posted_get(&visit->posted, STR("value")),
                              .subject = visit_number(&visit->posted, STR("subject")) };
    TRY(visit_head(visit, &in.head));
    if (!visit->api)
        in.fact = str_cut(posted_get(&visit->posted, STR("fakta")), '=', &in.value);
    return fact_set(visit->desk, &in, out);
}

void fact_show(struct visit *visit)
{
    fact_page(visit, OK);
}

void fact_send(struct visit *visit)
{
    struct fact_set_out out = { 0 };
    enum err err = fact_write(visit, &out);
    act_answer(visit, err, &out.done, fact_page);
}

void fact_api(struct visit *visit)
{
    struct fact_set_out out = { 0 };
    enum err err = fact_write(visit, &out);
    act_answer_api(visit, err, &out.done);
}
