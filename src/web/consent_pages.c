/* Consents by kind, recipient and purpose: asked, given, refused, withdrawn (form F06). */
#include "web/handlers.h"

#include "pages.h"
#include "use/case_show.h"
#include "use/consent_record.h"
#include "view/consent_view.h"
#include "web/borang.h"
#include "web/casefile_fill.h"
#include "web/chrome.h"
#include "web/say.h"
#include "web/step_fill.h"

struct word_row {
    const char *code, *word;
};

static const struct word_row answers[] = { { "given", "izin.jawab.given" },
                                           { "refused", "izin.jawab.refused" } };
static const struct word_row givers[] = { { "person", "izin.oleh.person" },
                                          { "guardian_and_child", "izin.oleh.guardian_and_child" },
                                          { "coordinator_decision",
                                            "izin.oleh.coordinator_decision" } };
static const struct word_row assents[] = { { "given", "izin.anak.given" },
                                           { "refused", "izin.anak.refused" },
                                           { "not_applicable", "izin.anak.not_applicable" } };
static const struct word_row modes[] = { { "written", "izin.cara.written" },
                                         { "spoken", "izin.cara.spoken" },
                                         { "thumb", "izin.cara.thumb" } };

#define ROWS(table) (table), sizeof(table) / sizeof *(table)

/* Place of a word in a table, from 1; 0 when it is none. */
static unsigned place_of(const struct word_row *rows, size_t n, struct str code)
{
    for (unsigned i = 0; i < n; i++)
        if (str_eq(code, str_of(rows[i].code)))
            return i + 1;
    return 0;
}

static void choice_add(struct borang *borang, const char *name, const char *label,
                       const struct word_row *rows, size_t n)
{
    struct option *options = arena_array(borang->visit->ctx->arena, struct option, n);
    for (size_t i = 0; i < n; i++)
        options[i] =
            (struct option){ str_of(rows[i].code), words_say(borang->visit->lang, rows[i].word) };
    borang_choice(borang, name, label, options, n, false);
}

static const struct consent_def *kind_named(const struct definition *sop, struct str kind)
{
    for (uint32_t i = 0; i < sop->consents_n; i++)
        if (str_eq(sop->consents[i].id, kind))
            return &sop->consents[i];
    return NULL;
}

/* The kinds of partners a referral can name: what she says yes to is then what the referral asks.
 */
static void recipient_add(struct borang *borang, const struct definition *sop)
{
    struct arena *arena = borang->visit->ctx->arena;
    for (uint32_t i = 0; i < sop->fields_n; i++) {
        const struct field *field = &sop->fields[i];
        if (!str_ends(field->key, STR("partner_kind")))
            continue;
        struct option *options = arena_array(arena, struct option, field->choices.n + 1);
        for (uint32_t c = 0; c < field->choices.n; c++) {
            const struct choice *choice = &sop->choices[field->choices.first + c];
            options[c] = (struct option){ choice->code, say_text2(borang->visit, choice->label) };
        }
        borang_choice(borang, "penerima", "izin.penerima", options, field->choices.n, false);
        return;
    }
    borang_field(borang, "penerima", "izin.penerima", "text", STR(""));
}

static void form_add(struct visit *visit, const struct definition *sop,
                     const struct consent_def *kind, struct consent_view *view)
{
    struct borang *borang = arena_new(visit->ctx->arena, struct borang);
    borang->visit = visit;
    view->asking = true;
    view->kind = kind->id;
    view->kind_title = say_text2(visit, kind->title);
    view->words = say_text2(visit, kind->asks);
    choice_add(borang, "jawab", "izin.jawab", ROWS(answers));
    choice_add(borang, "oleh", "izin.oleh", ROWS(givers));
    choice_add(borang, "anak", "izin.anak", ROWS(assents));
    choice_add(borang, "cara", "izin.cara", ROWS(modes));
    recipient_add(borang, sop);
    borang_field(borang, "mitra", "izin.mitra_lain", "text", STR(""));
    borang_field(borang, "keperluan", "izin.keperluan", "text", STR(""));
    borang_field(borang, "bagian", "izin.bagian", "text", STR(""));
    borang_field(borang, "sampai", "izin.sampai", "date", STR(""))->short_line = true;
    borang_field(borang, "bahasa_penjelasan", "izin.bahasa", "text", STR(""));
    borang_field(borang, "saksi", "izin.saksi", "text", STR(""));
    borang_field(borang, "kata", "izin.kata", "area", STR(""));
    view->fields.at = borang->fields;
    view->fields.n = borang->fields_n;
}

/* One answer of hers, or that she was not asked yet (row NULL). */
static struct consent_item item_of(struct visit *visit, const struct case_show_out *out,
                                   const struct consent_def *kind, const struct consent_row *row,
                                   struct str asking)
{
    struct when when = say_when(visit);
    struct consent_item item = {
        .code = kind->id,
        .title = say_text2(visit, kind->title),
        .asks = say_text2(visit, kind->asks),
        .path = say_text2(visit, kind->refused),
        .current = str_eq(asking, kind->id),
        .ask = visit_address(visit, "/kasus/%.*s/persetujuan?jenis=%.*s#tanya",
                             STR_ARG(out->casefile->address), STR_ARG(kind->id)),
        .subject = STR("0"),
    };
    item.answer.text = words_say(visit->lang, "izin.belum");
    if (row == NULL || str_eq(row->state, STR("none")))
        return item;
    item.answer = consent_chip(visit, row);
    item.recipient = recipient_said(visit, out->casefile->sop, row->recipient);
    item.to = row->recipient;
    item.subject = str_format(visit->ctx->arena, "%u", row->number);
    item.may_withdraw = str_eq(row->state, STR("given"));
    if (row->at_min != INT64_MIN && row->at_min != 0)
        item.asked = when_short(&when, row->at_min);
    if (row->until_day != INT64_MIN)
        item.until = when_day(&when, row->until_day);
    return item;
}

/* Every kind of the definition; of one asked for several recipients, each answer by itself. */
static void items_fill(struct visit *visit, const struct case_show_out *out, struct str asking,
                       struct consent_view *view)
{
    const struct definition *sop = out->casefile->sop;
    struct consent_item *items =
        arena_array(visit->ctx->arena, struct consent_item, sop->consents_n + out->consents_n + 1);
    size_t n = 0;
    for (uint32_t i = 0; i < sop->consents_n; i++) {
        const struct consent_def *kind = &sop->consents[i];
        size_t before = n;
        for (size_t r = 0; r < out->consents_n; r++)
            if (str_eq(out->consents[r].kind, kind->id))
                items[n++] = item_of(visit, out, kind, &out->consents[r], asking);
        if (n == before)
            items[n++] = item_of(visit, out, kind, NULL, asking);
    }
    view->items.at = items;
    view->items.n = n;
}

/* What is wrong stands at its field too, and the list on top leads there. */
static void error_place(const struct visit *visit, enum err failed, struct consent_view *view)
{
    struct field_view *fields =
        arena_array(visit->ctx->arena, struct field_view, view->fields.n + 1);
    memcpy(fields, view->fields.at, view->fields.n * sizeof *fields);
    struct error_view *error = arena_new(visit->ctx->arena, struct error_view);
    error->text = words_why(visit->lang, visit->ctx->why.key);
    for (size_t i = 0; i < view->fields.n; i++) {
        struct field_view *field = &fields[i];
        say_at_field(visit, failed, field);
        if (field->error.n > 0)
            error->href = address_of(str_join(visit->ctx->arena, STR("#"), field->id));
    }
    view->fields.at = fields;
    view->chrome.errors.at = error;
    view->chrome.errors.n = 1;
}

static void consent_page(struct visit *visit, enum err failed)
{
    struct why why = visit->ctx->why;
    struct case_show_in in = { .casefile = visit->params[0], .with_values = true };
    struct case_show_out out = { 0 };
    enum err err = case_show(visit->desk, &in, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    const struct definition *sop = out.casefile->sop;
    struct str address = out.casefile->address;
    struct str asking = posted_get(failed == OK ? &visit->query : &visit->posted, STR("jenis"));
    const struct consent_def *kind = kind_named(sop, asking);
    struct consent_view view = { .chrome = chrome_view(visit, "izin.pendek"),
                                 .alias = out.casefile->alias };
    view.back = (struct link_view){ out.casefile->alias,
                                    visit_address(visit, "/kasus/%.*s", STR_ARG(address)) };
    view.reach = reach_of(visit, out.casefile, out.values, out.values_n);
    view.action = visit_address(visit, "/kasus/%.*s/persetujuan", STR_ARG(address));
    view.withdrawal = words_say(visit->lang, "izin.sesudah_tarik");
    items_fill(visit, &out, asking, &view);
    if (kind != NULL)
        form_add(visit, sop, kind, &view);
    visit->ctx->why = why;
    errors_fill(visit, NULL, failed, &view.chrome);
    if (failed != OK)
        error_place(visit, failed, &view);
    struct html html = visit_html(visit, visit_status(visit->ctx, failed));
    page_persetujuan(&html, &view);
}

static struct str sent(const struct visit *visit, const char *page, const char *json)
{
    return visit_field(visit, str_of(page), str_of(json));
}

static enum err consent_read(struct visit *visit, struct consent *out)
{
    struct str until = sent(visit, "sampai", "until");
    *out = (struct consent){
        .kind = consent_kind_of(sent(visit, "jenis", "kind")),
        .answer = (enum consent_answer)place_of(ROWS(answers), sent(visit, "jawab", "answer")),
        .giver = (enum consent_giver)place_of(ROWS(givers), sent(visit, "oleh", "giver")),
        .assent = (enum consent_assent)place_of(ROWS(assents), sent(visit, "anak", "assent")),
        .mode = (enum consent_mode)place_of(ROWS(modes), sent(visit, "cara", "mode")),
        .assent_na = sent(visit, "anak_sebab", "assent_na"),
        .purpose = sent(visit, "keperluan", "purpose"),
        .recipient = sent(visit, "penerima", "recipient"),
        .slice = sent(visit, "bagian", "slice"),
        .witness = sent(visit, "saksi", "witness"),
        .words = sent(visit, "kata", "words"),
        .until_day = INT64_MIN,
        .ask_again_day = INT64_MIN,
    };
    /* A name says yes to that institution alone, not to its kind. */
    if (!visit->api && sent(visit, "mitra", "mitra").n > 0)
        out->recipient = sent(visit, "mitra", "mitra");
    if (until.n > 0 && !date_read(until, &out->until_day))
        return ctx_fail_at(visit->ctx, ERR_INVALID, "form.date", STR("sampai"));
    return OK;
}

static enum err consent_write(struct visit *visit, struct act_done *done)
{
    struct consent_record_in in = { .language = sent(visit, "bahasa_penjelasan", "language"),
                                    .explained_by = sent(visit, "dijelaskan", "explained_by"),
                                    .subject = visit_number(&visit->posted, STR("subject")) };
    struct consent_record_out out = { 0 };
    TRY(visit_head(visit, &in.head));
    TRY(consent_read(visit, &in.consent));
    TRY(consent_record(visit->desk, &in, &out));
    *done = out.done;
    return OK;
}

static enum err withdraw_write(struct visit *visit, struct act_done *done)
{
    struct consent_withdraw_in in = {
        .kind = sent(visit, "jenis", "kind"),
        .by = sent(visit, "oleh", "by"),
        .subject = visit_number(&visit->posted, visit->api ? STR("subject") : STR("subjek")),
        .recipient = sent(visit, "penerima", "recipient"),
    };
    struct consent_withdraw_out out = { 0 };
    TRY(visit_head(visit, &in.head));
    if (in.by.n == 0)
        in.by = STR("person");
    TRY(consent_withdraw(visit->desk, &in, &out));
    *done = out.done;
    return OK;
}

void consent_show(struct visit *visit)
{
    consent_page(visit, OK);
}

void consent_send(struct visit *visit)
{
    struct act_done done = { 0 };
    bool withdraws = posted_yes(&visit->posted, STR("tarik"));
    enum err err = withdraws ? withdraw_write(visit, &done) : consent_write(visit, &done);
    if (err == ERR_MISSING)
        visit_fail(visit, err);
    else if (err != OK)
        consent_page(visit, err);
    else
        visit_go(
            visit,
            str_format(visit->ctx->arena, "/kasus/%.*s/persetujuan", STR_ARG(visit->params[0])),
            say_done(&done));
}

void consent_api(struct visit *visit)
{
    struct act_done done = { 0 };
    enum err err = consent_write(visit, &done);
    act_answer_api(visit, err, &done);
}

void withdraw_api(struct visit *visit)
{
    struct act_done done = { 0 };
    enum err err = withdraw_write(visit, &done);
    act_answer_api(visit, err, &done);
}
