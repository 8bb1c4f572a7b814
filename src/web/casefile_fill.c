#include "web/casefile_fill.h"

#include "domain/nik.h"
#include "use/case_safe.h"
#include "view/form_fill.h"
#include "view/said.h"
#include "web/access_fill.h"
#include "web/say.h"

#define KASUS "/kasus/%.*s"

struct tab_row {
    const char *path, *word;
    enum right right;
};

static const struct tab_row tabs[] = {
    { "", "kasus.papan", RIGHT_BOARD },
    { "/riwayat", "riwayat.judul", RIGHT_BOARD },
    { "/persetujuan", "izin.pendek", RIGHT_BOARD },
    { "/skrining", "skrining.pendek", RIGHT_IDENTIFY },
    { "/akses", "akses.pendek", RIGHT_BOARD },
};

static const struct tab_row acts[] = {
    { "/catatan", "catatan.tulis", RIGHT_BOARD }, { "/fakta", "fakta.ubah", RIGHT_SERVICES },
    { "/bagikan", "bagi.judul", RIGHT_SHARE },    { "/kait", "kait.judul", RIGHT_BOARD },
    { "/nama", "nama.judul", RIGHT_BOARD },       { "/tutup", "tutup.judul", RIGHT_CLOSE },
};

static struct link_view *links_of(const struct visit *visit, struct str address,
                                  const struct tab_row *rows, size_t rows_n, size_t *n)
{
    struct link_view *links = arena_array(visit->ctx->arena, struct link_view, rows_n);
    *n = 0;
    for (size_t i = 0; i < rows_n; i++)
        if (desk_may(visit->desk, rows[i].right))
            links[(*n)++] = (struct link_view){
                words_say(visit->lang, rows[i].word),
                visit_address(visit, KASUS "%s", STR_ARG(address), rows[i].path),
            };
    return links;
}

/* The pages of one case as a row of links. */
static struct tab_view *tabs_of(const struct visit *visit, struct str address, size_t *n)
{
    struct link_view *links = links_of(visit, address, tabs, sizeof tabs / sizeof *tabs, n);
    struct tab_view *all = arena_array(visit->ctx->arena, struct tab_view, *n + 1);
    for (size_t i = 0; i < *n; i++)
        all[i] = (struct tab_view){ links[i].text, links[i].href,
                                    str_eq(links[i].href.s, visit->request->path) };
    return all;
}

static const struct field *field_of_no(const struct definition *sop, uint16_t no)
{
    for (uint32_t i = 0; i < sop->fields_n; i++)
        if (sop->fields[i].no == no)
            return &sop->fields[i];
    return NULL;
}

static struct str value_said(const struct visit *visit, const struct definition *sop,
                             const struct field_row *value)
{
    const struct field *field = field_of_no(sop, value->no);
    struct when when = say_when(visit);
    return field == NULL ? value->text : said_answer(&when, sop, field, value->text);
}

struct pair_view value_pair(const struct visit *visit, const struct definition *sop,
                            const struct field_row *value)
{
    const struct field *field = field_of_no(sop, value->no);
    struct when when = say_when(visit);
    struct str said = value_said(visit, sop, value);
    if (str_ends(value->key, STR(".nik"))) /* whole only where it is opened and recorded */
        said = nik_masked(visit->ctx->arena, said);
    return (struct pair_view){ .label = field == NULL ? value->key : said_label(&when, field),
                               .value = said };
}

/* What was said last of all fields whose key ends so: a safety plan may have a newer code word than
 * the complaint. */
static struct str said_ending(const struct visit *visit, const struct definition *sop,
                              const struct field_row *values, size_t n, struct str ending)
{
    const struct field_row *newest = NULL;
    for (size_t i = 0; i < n; i++)
        if (str_ends(values[i].key, ending) &&
            (newest == NULL || values[i].at_min >= newest->at_min))
            newest = &values[i];
    return newest == NULL ? STR("") : value_said(visit, sop, newest);
}

struct reach_view reach_of(struct visit *visit, const struct casefile *casefile,
                           const struct field_row *values, size_t n)
{
    const struct definition *sop = casefile->sop;
    struct reach_view reach = {
        .shown = true,
        .called = said_ending(visit, sop, values, n, STR("wishes.called")),
        .channel = said_ending(visit, sop, values, n, STR("contact.channel")),
        .time = said_ending(visit, sop, values, n, STR("contact.safe_time")),
        .code_word = said_ending(visit, sop, values, n, STR("code_word")),
        .through = said_ending(visit, sop, values, n, STR("contact.trusted_person")),
        .wishes = said_ending(visit, sop, values, n, STR("officer_sex")),
        .href = visit_address(visit, KASUS "/langkah/S1.02", STR_ARG(casefile->address)),
    };
    if (reach.called.n == 0)
        reach.called = said_ending(visit, sop, values, n, STR("person.called_name"));
    struct str never = said_ending(visit, sop, values, n, STR("contact.never_contact"));
    struct str secret = said_ending(visit, sop, values, n, STR("who_must_never_know"));
    reach.never = never.n == 0 || secret.n == 0 ? str_join(visit->ctx->arena, never, secret)
                                                : str_format(visit->ctx->arena, "%.*s; %.*s",
                                                             STR_ARG(never), STR_ARG(secret));
    reach.known = reach.channel.n > 0 || reach.time.n > 0 || reach.never.n > 0;
    return reach;
}

struct reach_view reach_page(struct visit *visit)
{
    struct why why = visit->ctx->why;
    struct case_safe_in in = { .casefile = visit->params[0] };
    struct case_safe_out out = { 0 };
    enum err err = case_safe(visit->desk, &in, &out);
    visit->ctx->why = why;
    return err == OK ? reach_of(visit, out.casefile, out.safe, out.safe_n)
                     : (struct reach_view){ 0 };
}

static struct str stage_said(const struct visit *visit, const struct definition *sop,
                             struct str stage)
{
    for (uint32_t i = 0; i < sop->stages_n; i++)
        if (str_eq(sop->stages[i].id, stage))
            return say_text2(visit, sop->stages[i].title);
    return words_code(visit->ctx->arena, visit->lang, "tahap.", stage);
}

static void chips_fill(const struct visit *visit, const struct case_show_out *out,
                       struct casefile_view *view)
{
    struct chip *chips = arena_array(visit->ctx->arena, struct chip, 3);
    size_t n = 0;
    if (out->risk == 3)
        chips[n++] = (struct chip){ words_say(visit->lang, "status.perlindungan"), STR("jaga"),
                                    STR("shield") };
    if (out->treated_as_presumed)
        chips[n++] =
            (struct chip){ words_say(visit->lang, "tenggat.diduga"), STR("kabar"), STR("") };
    if (out->asked->closed)
        chips[n++] =
            (struct chip){ words_say(visit->lang, "tahap.closed"), STR("selesai"), STR("check") };
    view->chips.at = chips;
    view->chips.n = n;
}

void casefile_head_fill(struct visit *visit, const struct case_show_out *out,
                        struct casefile_view *view)
{
    struct str address = out->casefile->address;
    view->alias = out->casefile->alias;
    view->facts = stage_said(visit, out->casefile->sop, out->asked->stage);
    view->tabs.at = tabs_of(visit, address, &view->tabs.n);
    view->actions.at = links_of(visit, address, acts, sizeof acts / sizeof *acts, &view->actions.n);
    view->reach = reach_of(visit, out->casefile, out->values, out->values_n);
    chips_fill(visit, out, view);
}

struct str subject_said(const struct visit *visit, const struct definition *sop,
                        const struct subject_row *row)
{
    struct buf out = buf_open(visit->ctx->arena, 2000);
    if (row == NULL)
        return STR("");
    buf_format(&out, "%.*s %u", STR_ARG(say_text2(visit, sop->kinds[row->kind].title)),
               row->number);
    for (size_t i = 0; i < row->about_n; i++) {
        buf_put(&out, i == 0 ? STR(": ") : STR(", "));
        buf_put(&out, value_said(visit, sop, &row->about[i]));
    }
    return buf_str(&out);
}

/* Partners are named in the definition by kind; what is no kind is a name, said as it stands. */
struct str recipient_said(const struct visit *visit, const struct definition *sop,
                          struct str recipient)
{
    struct when when = say_when(visit);
    for (uint32_t i = 0; i < sop->fields_n && recipient.n > 0; i++)
        if (str_ends(sop->fields[i].key, STR("partner_kind")))
            return said_answer(&when, sop, &sop->fields[i], recipient);
    return recipient;
}

/* "mencatat persetujuan: Rujukan dan berbagi data, Pelabuhan dan perikanan (Ya)" */
static struct str consent_said(const struct visit *visit, const struct definition *sop,
                               const struct consent_row *row, struct str kind)
{
    struct str to = recipient_said(visit, sop, row->recipient);
    struct str title = consent_title(visit, sop, row->kind);
    struct str answer = consent_chip(visit, row).text;
    return str_format(visit->ctx->arena, "%.*s: %.*s%s%.*s (%.*s)", STR_ARG(kind), STR_ARG(title),
                      to.n > 0 ? ", " : "", STR_ARG(to), STR_ARG(answer));
}

/* Kinds of entries without a step, in the order of the record's numbers (doc/formats.md). */
struct str entry_title(const struct visit *visit, const struct definition *sop,
                       const struct entry_row *row)
{
    struct arena *arena = visit->ctx->arena;
    /* Entries that carry keys have no inner kind: they say who may read from now on. */
    bool keys = row->inner == 0;
    struct str kind = words_code(arena, visit->lang, keys ? "riwayat.kunci." : "riwayat.jenis.",
                                 str_format(arena, "%u", keys ? row->kind : row->inner));
    if (row->consent != NULL)
        return consent_said(visit, sop, row->consent, kind);
    if (row->step.n == 0)
        return kind;
    struct str title = say_step(visit, sop, row->step);
    struct str which = say_place(visit, sop, definition_step(sop, row->step), row->subject);
    if (which.n > 0)
        title = str_format(arena, "%.*s, %.*s", STR_ARG(title), STR_ARG(which));
    uint32_t step = definition_step_index(sop, row->step);
    uint32_t place =
        step == DEFINITION_NONE ? DEFINITION_NONE : definition_outcome(sop, step, row->outcome);
    if (place == DEFINITION_NONE)
        return str_format(arena, "%.*s: %.*s", STR_ARG(kind), STR_ARG(title));
    const struct outcome *outcome = &sop->outcomes[sop->steps[step].outcomes.first + place];
    struct str result = say_text2(visit, outcome->title);
    if (sop->steps[step].outcomes.n < 2 || result.n == 0)
        return str_format(arena, "%.*s: %.*s", STR_ARG(kind), STR_ARG(title));
    return str_format(arena, "%.*s: %.*s (%.*s)", STR_ARG(kind), STR_ARG(title), STR_ARG(result));
}

struct address entry_address(const struct visit *visit, const struct casefile *casefile,
                             const struct entry_row *row)
{
    struct str id = hex_write(visit->ctx->arena, row->entry, sizeof row->entry);
    return visit_address(visit, KASUS "/isi/%.*s", STR_ARG(casefile->address), STR_ARG(id));
}

struct str paper_said(const struct visit *visit, const struct entry_row *row)
{
    struct say_arg args[] = { say_text("nama", row->signer), say_text("tempat", row->kept) };
    return row->signer.n == 0
               ? words_say(visit->lang, "kertas_tanda.tersegel")
               : words_fill(visit->ctx->arena, visit->lang, "kertas_tanda.oleh", args, 2);
}

struct entry_row_view entry_view_of(const struct visit *visit, const struct casefile *casefile,
                                    const struct entry_row *row)
{
    struct when when = say_when(visit);
    struct str id = hex_write(visit->ctx->arena, row->entry, sizeof row->entry);
    struct entry_row_view line = {
        .when = when_short(&when, row->happened_min),
        .exact = when_full(&when, row->happened_min),
        .who = say_officer(visit, row->officer),
        .text = entry_title(visit, casefile->sop, row),
        .source = row->words,
        .kind = row->corrected || row->withdrawn ? STR("ralat")
                : row->deviation                 ? STR("simpang")
                                                 : STR(""),
        .sealed = row->sealed != 0,
    };
    /* Nothing to read behind it: sealed whole, or keys given and taken. */
    if (row->inner != 0 && (row->sealed == 0 || row->values_n > 0 || row->words.n > 0))
        line.href = entry_address(visit, casefile, row);
    if (row->on_paper)
        line.source = paper_said(visit, row);
    if (row->linked.n > 0) {
        line.source =
            str_format(visit->ctx->arena, "%.*s, %.*s", STR_ARG(row->linked_alias),
                       STR_ARG(words_code(visit->ctx->arena, visit->lang, "kait.", row->words)));
        line.href = visit_address(visit, KASUS, STR_ARG(row->linked));
    }
    if (row->sealed == 0 && !row->corrected && row->inner != 0)
        line.correct =
            visit_address(visit, KASUS "/ralat/%.*s", STR_ARG(casefile->address), STR_ARG(id));
    return line;
}

void casefile_entries_fill(struct visit *visit, const struct case_show_out *out,
                           struct casefile_view *view)
{
    struct entry_row_view *lines =
        arena_array(visit->ctx->arena, struct entry_row_view, out->newest_n + 1);
    for (size_t i = 0; i < out->newest_n; i++)
        lines[i] = entry_view_of(visit, out->casefile, &out->newest[i]);
    struct str address = out->casefile->address;
    view->entries.at = lines;
    view->entries.n = out->newest_n;
    view->all_entries = (struct link_view){
        words_say(visit->lang, "riwayat.semua"),
        visit_address(visit, KASUS "/riwayat", STR_ARG(address)),
    };
    view->readers.at = grants_of(visit, out->casefile->sop, out->team, out->team_n, false);
    view->readers.n = out->team_n;
    view->looks.at = looks_of(visit, out->looks, out->looks_n);
    view->looks.n = out->looks_n;
    view->all_looks = (struct link_view){ words_say(visit->lang, "akses.judul"),
                                          visit_address(visit, KASUS "/akses", STR_ARG(address)) };
}

struct chip consent_chip(const struct visit *visit, const struct consent_row *row)
{
    struct when when = say_when(visit);
    struct str text = words_code(visit->ctx->arena, visit->lang, "izin.jawab.", row->state);
    if (str_eq(row->state, STR("given")) && row->until_day != INT64_MIN) {
        struct say_arg until = say_text("tgl", when_day(&when, row->until_day));
        text = words_fill(visit->ctx->arena, visit->lang, "izin.ya_sampai", &until, 1);
    }
    return (struct chip){ text, str_eq(row->state, STR("given")) ? STR("selesai") : STR("tidak"),
                          STR("") };
}

struct str consent_title(const struct visit *visit, const struct definition *sop, struct str kind)
{
    for (uint32_t i = 0; i < sop->consents_n; i++)
        if (str_eq(sop->consents[i].id, kind))
            return say_text2(visit, sop->consents[i].title);
    return kind;
}

static void consents_fill(const struct visit *visit, const struct case_show_out *out,
                          struct casefile_view *view)
{
    struct when when = say_when(visit);
    struct consent_row_view *lines =
        arena_array(visit->ctx->arena, struct consent_row_view, out->consents_n + 1);
    for (size_t i = 0; i < out->consents_n; i++) {
        const struct consent_row *row = &out->consents[i];
        lines[i] = (struct consent_row_view){
            .code = row->kind,
            .title = consent_title(visit, out->casefile->sop, row->kind),
            .recipient = recipient_said(visit, out->casefile->sop, row->recipient),
            .answer = consent_chip(visit, row),
        };
        if (row->at_min != INT64_MIN && row->at_min != 0)
            lines[i].asked = when_short(&when, row->at_min);
    }
    view->consents.at = lines;
    view->consents.n = out->consents_n;
    view->consents_href =
        visit_address(visit, KASUS "/persetujuan", STR_ARG(out->casefile->address));
}

/* What says who the person is: closed until somebody opens it and is recorded (4.3). */
static bool identifies(struct str key)
{
    static const char *const endings[] = { ".full_name", ".birth_date", ".nik",
                                           ".phone",     ".domicile",   ".id_address" };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(key, str_of(endings[i])))
            return true;
    return false;
}

static void sealed_fill(const struct visit *visit, const struct case_show_out *out,
                        struct str opened, struct casefile_view *view)
{
    struct sealed_view *rows =
        arena_array(visit->ctx->arena, struct sealed_view, out->values_n + 1);
    struct address action = visit_address(visit, KASUS "/buka", STR_ARG(out->casefile->address));
    size_t n = 0;
    for (size_t i = 0; i < out->values_n; i++) {
        const struct field_row *value = &out->values[i];
        const struct field *field =
            identifies(value->key) ? field_of_no(out->casefile->sop, value->no) : NULL;
        if (field == NULL)
            continue;
        rows[n] = (struct sealed_view){ .action = action,
                                        .field = value->key,
                                        .label = say_text2(visit, field->label) };
        rows[n].open = str_eq(opened, value->key);
        if (rows[n].open)
            rows[n].value = value_said(visit, out->casefile->sop, value);
        n++;
    }
    view->sealed_fields.at = rows;
    view->sealed_fields.n = n;
}

static void counts_fill(const struct visit *visit, const struct case_show_out *out,
                        struct casefile_view *view)
{
    struct arena *arena = visit->ctx->arena;
    struct buf list = buf_open(arena, 1000);
    int64_t whole = 0;
    struct str ask = STR("");
    for (size_t i = 0; i < out->sealed_n; i++) {
        const struct sealed_count *count = &out->sealed[i];
        struct str number = str_format(arena, "%u", count->compartment);
        if (list.n > 0)
            buf_put(&list, STR(", "));
        buf_put(&list, words_code(arena, visit->lang, "kompartemen.", number));
        buf_format(&list, " %u", count->entries);
        whole += count->entries;
        if (ask.n == 0)
            ask = say_officer(visit, count->ask);
    }
    if (whole == 0)
        return;
    struct say_arg args[] = { say_number("n", whole), say_text("daftar", buf_str(&list)),
                              say_text("nama", ask) };
    view->sealed_to_you =
        words_fill(arena, visit->lang, ask.n > 0 ? "kasus.tersegel" : "kasus.tersegel_tanpa", args,
                   ask.n > 0 ? 3 : 2);
}

/* People around her, where this officer may read it: who reported, whom she trusts, her children,
 * who is named. */
static void around_fill(const struct visit *visit, const struct case_show_out *out,
                        struct casefile_view *view)
{
    static const char *const keys[] = { "contact.trusted_person", "reporter_name",
                                        "person.children", "suspect" };
    const struct definition *sop = out->casefile->sop;
    struct person_row *rows = arena_array(visit->ctx->arena, struct person_row, out->values_n + 1);
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        for (size_t i = 0; i < out->values_n; i++) {
            const struct field *field = field_of_no(sop, out->values[i].no);
            if (field == NULL || !str_eq(out->values[i].key, str_of(keys[k])))
                continue;
            rows[view->people.n++] =
                (struct person_row){ .name = value_said(visit, sop, &out->values[i]),
                                     .relation = say_text2(visit, field->label) };
        }
    view->people.at = rows;
}

void casefile_people_fill(struct visit *visit, const struct case_show_out *out, struct str opened,
                          struct casefile_view *view)
{
    consents_fill(visit, out, view);
    sealed_fill(visit, out, opened, view);
    counts_fill(visit, out, view);
    around_fill(visit, out, view);
}
