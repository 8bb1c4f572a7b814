/* One entry of a case, whole: what was written, by whom, and what was added to it later. */
#include "web/handlers.h"

#include "pages.h"
#include "view/history_view.h"
#include "web/casefile_fill.h"
#include "web/chrome.h"
#include "web/say.h"

enum { CONSENT_PAIRS = 6 };

enum err entry_read(struct visit *visit, struct entry_show_out *out)
{
    struct entry_show_in in = { .casefile = visit->params[0], .entry = visit->params[1] };
    return entry_show(visit->desk, &in, out);
}

static void pair_put(const struct visit *visit, struct pair_view *pairs, size_t *n,
                     const char *label, struct str value)
{
    if (value.n > 0)
        pairs[(*n)++] =
            (struct pair_view){ .label = words_say(visit->lang, label), .value = value };
}

/* What she was asked and how she answered (form F06). */
static void consent_pairs(const struct visit *visit, const struct definition *sop,
                          const struct consent_row *row, struct pair_view *pairs, size_t *n)
{
    struct arena *arena = visit->ctx->arena;
    pair_put(visit, pairs, n, "izin.pendek", consent_title(visit, sop, row->kind));
    pair_put(visit, pairs, n, "izin.jawab", consent_chip(visit, row).text);
    pair_put(visit, pairs, n, "izin.penerima", recipient_said(visit, sop, row->recipient));
    pair_put(visit, pairs, n, "izin.keperluan", row->purpose);
    pair_put(visit, pairs, n, "izin.bagian", row->slice);
    if (row->giver.n > 0)
        pair_put(visit, pairs, n, "izin.oleh",
                 words_code(arena, visit->lang, "izin.oleh.", row->giver));
}

static struct str outcome_said(const struct visit *visit, const struct definition *sop,
                               const struct entry_row *row)
{
    uint32_t step = definition_step_index(sop, row->step);
    uint32_t place =
        step == DEFINITION_NONE ? DEFINITION_NONE : definition_outcome(sop, step, row->outcome);
    return place == DEFINITION_NONE
               ? STR("")
               : say_text2(visit, sop->outcomes[sop->steps[step].outcomes.first + place].title);
}

static void values_fill(const struct visit *visit, const struct entry_show_out *out,
                        struct entry_view *view)
{
    const struct definition *sop = out->casefile->sop;
    const struct entry_row *row = &out->row;
    struct pair_view *pairs =
        arena_array(visit->ctx->arena, struct pair_view, row->values_n + CONSENT_PAIRS + 2);
    size_t n = 0;
    pair_put(visit, pairs, &n, "langkah.hasil", outcome_said(visit, sop, row));
    if (row->consent != NULL)
        consent_pairs(visit, sop, row->consent, pairs, &n);
    for (size_t i = 0; i < row->values_n; i++)
        pairs[n++] = value_pair(visit, sop, &row->values[i]);
    pair_put(visit, pairs, &n, row->values_n > 0 ? "catatan.sebab" : "catatan.isi", row->words);
    view->values.at = pairs;
    view->values.n = n;
}

/* "kesehatan, cerita": the parts of this entry that the reader cannot open. */
static struct str sealed_said(const struct visit *visit, uint16_t sealed)
{
    struct str list = say_parts(visit, sealed);
    struct say_arg parts = say_text("daftar", list);
    if (list.n == 0)
        return list;
    return words_fill(visit->ctx->arena, visit->lang, "entri.tersegel", &parts, 1);
}

static void later_fill(const struct visit *visit, const struct entry_show_out *out,
                       struct entry_view *view)
{
    struct entry_row_view *lines =
        arena_array(visit->ctx->arena, struct entry_row_view, out->later_n + 1);
    for (size_t i = 0; i < out->later_n; i++)
        lines[i] = entry_view_of(visit, out->casefile, &out->later[i]);
    view->corrections.at = lines;
    view->corrections.n = out->later_n;
}

/* The step, or what was done; the outcome stands among the values. */
static struct str title_of(const struct visit *visit, const struct entry_show_out *out,
                           struct str text)
{
    if (out->row.step.n > 0)
        return say_step(visit, out->casefile->sop, out->row.step);
    if (text.n == 0 || text.at[0] < 'a' || text.at[0] > 'z')
        return text;
    return str_format(visit->ctx->arena, "%c%.*s", text.at[0] - 'a' + 'A', (int)text.n - 1,
                      text.at + 1);
}

void entry_page(struct visit *visit)
{
    struct entry_show_out out = { 0 };
    enum err err = entry_read(visit, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct when when = say_when(visit);
    struct str address = out.casefile->address;
    struct entry_row_view line = entry_view_of(visit, out.casefile, &out.row);
    struct entry_view *view = arena_new(visit->ctx->arena, struct entry_view);
    view->chrome = chrome_view(visit, "entri.judul");
    view->chrome.print_code = address;
    view->back = (struct link_view){ out.casefile->alias,
                                     visit_address(visit, "/kasus/%.*s", STR_ARG(address)) };
    view->reach = reach_of(visit, out.casefile, out.safe, out.safe_n);
    if (out.row.on_paper)
        view->paper = paper_said(visit, &out.row);
    view->title = title_of(visit, &out, line.text);
    view->code = out.row.step;
    view->who = line.who;
    view->when = when_full(&when, out.row.happened_min);
    if (out.row.written_min != out.row.happened_min)
        view->written = when_full(&when, out.row.written_min);
    view->correct = line.correct;
    view->sealed = sealed_said(visit, out.row.sealed);
    if (out.row.corrected)
        view->replaced = words_say(visit->lang, "entri.diralat");
    if (out.row.deviation)
        view->deviation =
            words_say(visit->lang, out.row.reviewed ? "entri.simpang_ditinjau" : "entri.simpang");
    if (out.about != NULL) {
        struct entry_row_view about = entry_view_of(visit, out.casefile, out.about);
        view->about =
            (struct link_view){ about.text, entry_address(visit, out.casefile, out.about) };
    }
    values_fill(visit, &out, view);
    later_fill(visit, &out, view);
    view->hash = hex_write(visit->ctx->arena, out.row.entry, 4);
    struct html html = visit_html(visit, 200);
    page_entri(&html, view);
}

void entry_api(struct visit *visit)
{
    struct entry_show_out out = { 0 };
    enum err err = entry_read(visit, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_key(&json, "entry");
    json_entry(&json, visit, out.casefile->sop, &out.row);
    json_key(&json, "later");
    json_array_begin(&json);
    for (size_t i = 0; i < out.later_n; i++)
        json_entry(&json, visit, out.casefile->sop, &out.later[i]);
    json_end(&json);
    json_end(&json);
}
