/* What waits for a second person: signatures and reviews of deviations.
 */
#include "web/handlers.h"

#include "pages.h"
#include "use/case_write.h"
#include "use/entry_show.h"
#include "use/review_list.h"
#include "use/step_do.h"
#include "use/today_list.h"
#include "view/form_fill.h"
#include "web/casefile_fill.h"
#include "web/chrome.h"
#include "web/mend.h"
#include "web/say.h"
#include "web/step_fill.h"

/* ---- signatures ---------------------------------------------------------------------------- */

static struct sign_row sign_row_of(const struct visit *visit, const struct waiting_row *row)
{
    struct when when = say_when(visit);
    struct str id = hex_write(visit->ctx->arena, row->first, sizeof row->first);
    struct sign_row line = {
        .when = when_span(&when, when.now_min - row->since_min),
        .when_small = when_short(&when, row->since_min),
        .exact = when_full(&when, row->since_min),
        .title = row->def == NULL ? row->step : say_text2(visit, row->def->title),
        .alias = row->alias,
        .place = say_place(visit, row->sop, row->def, row->number),
        .first = say_officer(visit, row->by),
    };
    if (row->mine_to_sign || row->on_paper)
        line.href =
            visit_address(visit, "/tanda-tangan/%.*s/%.*s", STR_ARG(row->casefile), STR_ARG(id));
    return line;
}

void waiting_show(struct visit *visit)
{
    struct waiting_list_out out = { 0 };
    enum err err = waiting_list(visit->desk, &(struct waiting_list_in){ 0 }, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct sign_list_view view = { .chrome = chrome_view(visit, "tanda.judul") };
    struct sign_row *mine = arena_array(visit->ctx->arena, struct sign_row, out.rows_n + 1);
    struct sign_row *others = arena_array(visit->ctx->arena, struct sign_row, out.rows_n + 1);
    for (size_t i = 0; i < out.rows_n; i++)
        if (out.rows[i].mine_to_sign || out.rows[i].mine_to_get)
            mine[view.mine.n++] = sign_row_of(visit, &out.rows[i]);
        else
            others[view.others.n++] = sign_row_of(visit, &out.rows[i]);
    view.mine.at = mine;
    view.others.at = others;
    struct html html = visit_html(visit, 200);
    page_daftar_tanda(&html, &view);
}

void waiting_api(struct visit *visit)
{
    struct waiting_list_out out = { 0 };
    enum err err = waiting_list(visit->desk, &(struct waiting_list_in){ 0 }, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_key(&json, "waiting");
    json_array_begin(&json);
    for (size_t i = 0; i < out.rows_n; i++) {
        const struct waiting_row *row = &out.rows[i];
        json_object_begin(&json);
        json_text(&json, "case", row->casefile);
        json_text(&json, "alias", row->alias);
        json_text(&json, "step", row->step);
        json_hex(&json, "first", row->first, sizeof row->first, visit->ctx->arena);
        json_text(&json, "by", say_officer(visit, row->by));
        json_time(&json, visit, "since", row->since_min);
        json_put_bool(&json, "mine_to_sign", row->mine_to_sign);
        json_put_bool(&json, "on_paper", row->on_paper);
        json_end(&json);
    }
    json_end(&json);
    json_end(&json);
}

/* The whole form as the first signer wrote it. */
static void values_fill(struct visit *visit, const struct definition *sop,
                        const struct entry_row *row, struct sign_view *view)
{
    struct pair_view *pairs = arena_array(visit->ctx->arena, struct pair_view, row->values_n + 1);
    for (size_t i = 0; i < row->values_n; i++)
        pairs[i] = value_pair(visit, sop, &row->values[i]);
    view->values.at = pairs;
    view->values.n = row->values_n;
}

/* Why she is not asked to answer: the list of what waits knows who may. */
static struct str answer_instead(const struct visit *visit, const struct entry_row *row)
{
    struct waiting_list_out out = { 0 };
    if (waiting_list(visit->desk, &(struct waiting_list_in){ 0 }, &out) != OK)
        return STR("");
    for (size_t i = 0; i < out.rows_n; i++) {
        if (memcmp(out.rows[i].first, row->entry, sizeof row->entry) != 0)
            continue;
        if (out.rows[i].mine_to_sign)
            return STR("");
        bool own = id_eq(row->officer, visit->desk->who->id);
        return words_say(visit->lang, own ? "tanda.sendiri" : "tanda.orang_lain");
    }
    return words_say(visit->lang, "tanda.dijawab");
}

static bool may_sign(const struct visit *visit, const struct entry_show_out *out)
{
    struct str rest = out->second_roles;
    uint64_t mine = desk_sop_roles(visit->desk, out->casefile->sop);
    while (rest.n > 0) {
        uint32_t role = definition_role(out->casefile->sop, str_cut(rest, ' ', &rest));
        if (role != DEFINITION_NONE && (mine >> role & 1) &&
            !id_eq(out->row.officer, visit->desk->who->id))
            return true;
    }
    return false;
}

/* "penerima serah terima": who signs on paper. */
static struct str seconds_said(const struct visit *visit, const struct entry_show_out *out)
{
    struct buf text = buf_open(visit->ctx->arena, 400);
    struct str rest = out->second_roles;
    while (rest.n > 0) {
        uint32_t role = definition_role(out->casefile->sop, str_cut(rest, ' ', &rest));
        if (role == DEFINITION_NONE)
            continue;
        if (text.n > 0)
            buf_put(&text, STR(", "));
        buf_put(&text, say_text2(visit, out->casefile->sop->roles[role].title));
    }
    return buf_str(&text);
}

static struct field_view posted_field(const struct visit *visit, const char *name,
                                      const char *label, const char *type)
{
    return field_plain(visit->ctx->arena, name, words_say(visit->lang, label), type,
                       posted_get(&visit->posted, str_of(name)));
}

/* The sentence of an error at its field. */
static void error_put(const struct visit *visit, const struct why *why, const char *at,
                      struct field_view *field)
{
    if (!str_eq(why->at, str_of(at)))
        return;
    field->error = words_why(visit->lang, why->key);
    field->error_id = str_join(visit->ctx->arena, field->id, STR("-salah"));
}

/* Who, when, where the paper lies. */
static void paper_fill(const struct visit *visit, const struct entry_show_out *out,
                       const struct why *why, struct sign_view *view)
{
    struct say_arg who = say_text("siapa", seconds_said(visit, out));
    struct field_view *fields = arena_array(visit->ctx->arena, struct field_view, 3);
    fields[0] = posted_field(visit, "penanda", "kertas_tanda.siapa", "text");
    fields[1] = posted_field(visit, "terjadi", "kertas_tanda.kapan", "datetime-local");
    fields[2] = posted_field(visit, "disimpan", "kertas_tanda.di_mana", "text");
    fields[0].needed = fields[2].needed = true;
    fields[1].short_line = true;
    error_put(visit, why, "signer", &fields[0]);
    error_put(visit, why, "kept", &fields[2]);
    view->on_paper = true;
    view->paper_lead =
        words_fill(visit->ctx->arena, visit->lang, "kertas_tanda.pengantar", &who, 1);
    view->paper_fields.at = fields;
    view->paper_fields.n = 3;
}

static bool has_field(const struct definition *sop, const struct step *step, struct str key)
{
    return step != NULL && step->form != DEFINITION_NONE &&
           form_field(sop, step->form, key) != DEFINITION_NONE;
}

static void acts_fill(const struct visit *visit, const struct entry_show_out *out,
                      const struct why *why, struct sign_view *view)
{
    const struct definition *sop = out->casefile->sop;
    view->may_sign = may_sign(visit, out);
    view->reason = posted_field(visit, "simpang_kata", "tanda.sebab", "area");
    view->differs = posted_field(visit, "beda", "tanda.beda", "area");
    view->asks_differs = has_field(sop, definition_step(sop, out->row.step), STR("differs_reason"));
    if (out->on_paper)
        paper_fill(visit, out, why, view);
}

static void sign_page(struct visit *visit, enum err failed)
{
    struct why why = visit->ctx->why;
    struct entry_show_out out = { 0 };
    enum err err = entry_read(visit, &out);
    const struct entry_row *row = &out.row;
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct when when = say_when(visit);
    struct sign_view *view = arena_new(visit->ctx->arena, struct sign_view);
    const struct definition *sop = out.casefile->sop;
    view->chrome = chrome_view(visit, "tanda.judul");
    view->back = (struct link_view){ words_say(visit->lang, "tanda.judul"),
                                     visit_address(visit, "/tanda-tangan") };
    view->reach = reach_of(visit, out.casefile, out.safe, out.safe_n);
    view->alias = out.casefile->alias;
    view->code = row->step;
    view->title = say_step(visit, sop, row->step);
    view->place = say_place(visit, sop, definition_step(sop, row->step), row->subject);
    view->outcome = entry_title(visit, sop, row);
    view->first = say_officer(visit, row->officer);
    view->first_at = when_full(&when, row->written_min);
    view->happened = when_full(&when, row->happened_min);
    view->deviation = row->deviation ? row->words : STR("");
    view->declaration = words_say(visit->lang, "tanda.pernyataan");
    view->action = visit_address(visit, "/tanda-tangan/%.*s/%.*s", STR_ARG(visit->params[0]),
                                 STR_ARG(visit->params[1]));
    view->hash = hex_write(visit->ctx->arena, row->entry, 4);
    values_fill(visit, sop, row, view);
    acts_fill(visit, &out, &why, view);
    if (!view->may_sign && !view->on_paper)
        view->instead = answer_instead(visit, row);
    visit->ctx->why = why;
    errors_fill(visit, NULL, failed, &view->chrome);
    struct html html = visit_html(visit, visit_status(visit->ctx, failed));
    page_tanda_tangan(&html, view);
}

void sign_show(struct visit *visit)
{
    sign_page(visit, OK);
}

static bool says_no(const struct visit *visit)
{
    struct str answer = visit_field(visit, STR("jawaban"), STR("answer"));
    return str_eq(answer, STR("tidak")) || str_eq(answer, STR("decline"));
}

/* Agrees or declines; the deed refuses the first signer and who has no role for it. */
static enum err sign_write(struct visit *visit, struct act_done *done)
{
    struct act_head head;
    TRY(visit_head(visit, &head));
    if (says_no(visit)) {
        struct step_decline_in in = { .head = head, .first = visit->params[1] };
        struct step_decline_out out = { 0 };
        TRY(step_decline(visit->desk, &in, &out));
        *done = out.done;
        return OK;
    }
    struct str answer = visit_field(visit, STR("jawaban"), STR("answer"));
    struct step_agree_in in = {
        .head = head,
        .first = visit->params[1],
        .differs = visit_field(visit, STR("beda"), STR("differs")),
        .on_paper = str_eq(answer, STR("kertas")) || str_eq(answer, STR("paper")),
        .signer = visit_field(visit, STR("penanda"), STR("signer")),
        .kept = visit_field(visit, STR("disimpan"), STR("kept")),
    };
    struct step_agree_out out = { 0 };
    TRY(step_agree(visit->desk, &in, &out));
    *done = out.done;
    return OK;
}

void sign_send(struct visit *visit)
{
    struct act_done done = { 0 };
    enum err err = sign_write(visit, &done);
    if (err == ERR_MISSING)
        visit_fail(visit, err);
    else if (err != OK)
        sign_page(visit, err);
    else
        visit_go(visit, STR("/tanda-tangan"),
                 says_no(visit) ? "kabar.ditolak" : "kabar.ditandatangani");
}

void sign_api(struct visit *visit)
{
    struct act_done done = { 0 };
    enum err err = sign_write(visit, &done);
    act_answer_api(visit, err, &done);
}

/* ---- reviews ------------------------------------------------------------------------------- */

/* "Didahului langkah lain", or that the step was not done at all. */
static struct str rule_said(const struct visit *visit, const struct review_row *row)
{
    if (row->skipped)
        return words_say(visit->lang, "tinjau.dilewati");
    return row->why.n == 0 ? STR("") : why_sentence(visit, row->sop, row->why);
}

static struct review_row_view review_row_of(const struct visit *visit, const struct review_row *row)
{
    struct when when = say_when(visit);
    struct str id = hex_write(visit->ctx->arena, row->entry, sizeof row->entry);
    struct review_row_view line = {
        .id = str_format(visit->ctx->arena, "%.*s.%.*s", STR_ARG(row->casefile), STR_ARG(id)),
        .title = row->def == NULL ? row->step : say_text2(visit, row->def->title),
        .place = say_place(visit, row->sop, row->def, row->number),
        .alias = row->alias,
        .who = say_officer(visit, row->by),
        .when = when_short(&when, row->at_min),
        .rule = rule_said(visit, row),
        .reason = reason_said(visit, row->sop, row->reason),
        .words = row->words,
        .due = when_due(&when, row->due_min),
    };
    if (desk_may(visit->desk, RIGHT_BOARD))
        line.href = visit_address(visit, "/kasus/%.*s/riwayat", STR_ARG(row->casefile));
    line.answer = field_plain(visit->ctx->arena, "simpang_kata",
                              words_say(visit->lang, "tinjau.jawab"), "area", STR(""));
    line.answer.id = str_join(visit->ctx->arena, STR("f-"), str_part(id, 0, 8));
    return line;
}

/* Her own, or of a case that is not open to her: then whom to ask. */
static struct review_other_view review_other_of(const struct visit *visit,
                                                const struct review_row *row)
{
    struct when when = say_when(visit);
    struct say_arg ask = say_text("nama", say_officer(visit, row->responsible));
    bool own = id_eq(row->by, visit->desk->who->id);
    return (struct review_other_view){
        .title = row->def == NULL ? row->step : say_text2(visit, row->def->title),
        .alias = row->alias,
        .who = say_officer(visit, row->by),
        .when = when_short(&when, row->at_min),
        .ask = own ? words_say(visit->lang, "tinjau.sendiri")
                   : words_fill(visit->ctx->arena, visit->lang, "tinjau.tertutup", &ask, 1),
    };
}

static void review_rows_fill(struct visit *visit, const struct review_list_out *out,
                             struct review_view *view)
{
    struct arena *arena = visit->ctx->arena;
    struct review_row_view *rows = arena_array(arena, struct review_row_view, out->rows_n + 1);
    struct review_other_view *others =
        arena_array(arena, struct review_other_view, out->rows_n + 1);
    for (size_t i = 0; i < out->rows_n; i++)
        if (out->rows[i].mine_to_review)
            rows[view->rows.n++] = review_row_of(visit, &out->rows[i]);
        else
            others[view->others.n++] = review_other_of(visit, &out->rows[i]);
    view->rows.at = rows;
    view->others.at = others;
    if (out->more)
        view->more = words_say(visit->lang, "tinjau.lebih");
}

static void reviews_page(struct visit *visit, enum err failed)
{
    struct why why = visit->ctx->why;
    struct review_list_out out = { 0 };
    enum err err = review_list(visit->desk, &(struct review_list_in){ 0 }, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct review_view view = { .chrome = chrome_view(visit, "tinjau.judul"),
                                .action = visit_address(visit, "/tinjauan") };
    review_rows_fill(visit, &out, &view);
    visit->ctx->why = why;
    errors_fill(visit, NULL, failed, &view.chrome);
    struct html html = visit_html(visit, visit_status(visit->ctx, failed));
    page_tinjauan(&html, &view);
}

void reviews_show(struct visit *visit)
{
    reviews_page(visit, OK);
}

void reviews_api(struct visit *visit)
{
    struct review_list_out out = { 0 };
    enum err err = review_list(visit->desk, &(struct review_list_in){ 0 }, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_key(&json, "reviews");
    json_array_begin(&json);
    for (size_t i = 0; i < out.rows_n; i++) {
        const struct review_row *row = &out.rows[i];
        json_object_begin(&json);
        json_text(&json, "case", row->casefile);
        json_text(&json, "alias", row->alias);
        json_text(&json, "step", row->step);
        json_hex(&json, "entry", row->entry, sizeof row->entry, visit->ctx->arena);
        json_text(&json, "by", say_officer(visit, row->by));
        json_time(&json, visit, "at", row->at_min);
        json_time(&json, visit, "due", row->due_min);
        json_text(&json, "why", row->why);
        json_text(&json, "reason", row->reason);
        json_text(&json, "words", row->words);
        json_put_bool(&json, "mine_to_review", row->mine_to_review);
        json_end(&json);
    }
    json_end(&json);
    json_end(&json);
}

/* On the page the case and entry stand in the field `simpangan` as "CASE.ENTRY". */
static enum err review_write(struct visit *visit, struct deviation_review_out *out)
{
    struct str answer = visit_field(visit, STR("jawaban"), STR("answer"));
    struct deviation_review_in in = { .entry = posted_get(&visit->posted, STR("entry")),
                                      .accepted = str_eq(answer, STR("terima")) ||
                                                  str_eq(answer, STR("accept")) };
    TRY(visit_head(visit, &in.head));
    if (visit->api)
        in.head.casefile = posted_get(&visit->posted, STR("case"));
    else
        in.head.casefile = str_cut(posted_get(&visit->posted, STR("simpangan")), '.', &in.entry);
    return deviation_review(visit->desk, &in, out);
}

void review_send(struct visit *visit)
{
    struct deviation_review_out out = { 0 };
    enum err err = review_write(visit, &out);
    if (err != OK)
        reviews_page(visit, err);
    else
        visit_go(visit, STR("/tinjauan"), "kabar.ditinjau_sudah");
}

void review_api(struct visit *visit)
{
    struct deviation_review_out out = { 0 };
    enum err err = review_write(visit, &out);
    act_answer_api(visit, err, &out.done);
}
