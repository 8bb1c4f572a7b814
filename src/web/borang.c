#include "web/borang.h"

#include "pages.h"
#include "web/chrome.h"
#include "web/say.h"

static struct str said(const struct visit *visit, const char *name, const char *part)
{
    return words_say(visit->lang,
                     str_z(visit->ctx->arena, str_format(visit->ctx->arena, "%s.%s", name, part)));
}

struct borang *borang_open(struct visit *visit, const char *name, struct address action)
{
    struct borang *borang = arena_new(visit->ctx->arena, struct borang);
    const char *title = str_z(visit->ctx->arena, str_format(visit->ctx->arena, "%s.judul", name));
    borang->visit = visit;
    borang->view = (struct borang_view){
        .chrome = chrome_view(visit, title),
        .heading = words_say(visit->lang, title),
        .lead = said(visit, name, "pengantar"),
        .submit = said(visit, name, "kirim"),
        .action = action,
    };
    return borang;
}

void borang_back(struct borang *borang, const char *text, struct address href)
{
    borang->view.back = (struct link_view){ words_say(borang->visit->lang, text), href };
}

static struct field_view *field_next(struct borang *borang, struct field_view field)
{
    must(borang->fields_n < BORANG_FIELDS_MAX);
    borang->fields[borang->fields_n] = field;
    return &borang->fields[borang->fields_n++];
}

struct field_view *borang_field(struct borang *borang, const char *name, const char *label,
                                const char *type, struct str value)
{
    const struct visit *visit = borang->visit;
    /* A secret is never sent back. */
    bool secret = str_eq(str_of(type), STR("password"));
    if (!secret && posted_has(&visit->posted, str_of(name)))
        value = posted_get(&visit->posted, str_of(name));
    return field_next(
        borang, field_plain(visit->ctx->arena, name, words_say(visit->lang, label), type, value));
}

static bool ticked(const struct visit *visit, struct str name, struct str code)
{
    for (size_t i = 0; i < visit->posted.n; i++)
        if (str_eq(visit->posted.fields[i].name, name) &&
            str_eq(visit->posted.fields[i].value, code))
            return true;
    return false;
}

struct field_view *borang_choice(struct borang *borang, const char *name, const char *label,
                                 const struct option *options, size_t n, bool many)
{
    const struct visit *visit = borang->visit;
    struct arena *arena = visit->ctx->arena;
    struct choice_view *choices = arena_array(arena, struct choice_view, n + 1);
    for (size_t i = 0; i < n; i++)
        choices[i] = (struct choice_view){
            .id = str_format(arena, "f-%s-%.*s", name, STR_ARG(options[i].code)),
            .name = str_of(name),
            .value = options[i].code,
            .label = options[i].label,
            .checked = ticked(visit, str_of(name), options[i].code),
        };
    struct field_view field =
        field_plain(arena, name, words_say(visit->lang, label), "text", STR(""));
    field.line = false;
    field.many = many;
    field.one = !many;
    field.pick = !many && n > 8;
    field.brief = n <= 4;
    field.choices.at = choices;
    field.choices.n = n;
    return field_next(borang, field);
}

void borang_fact(struct borang *borang, const char *label, struct str value)
{
    struct arena *arena = borang->visit->ctx->arena;
    size_t n = borang->view.facts.n;
    struct pair_view *facts = arena_array(arena, struct pair_view, n + 1);
    if (n > 0)
        memcpy(facts, borang->view.facts.at, n * sizeof *facts);
    facts[n] = (struct pair_view){ .label = words_say(borang->visit->lang, label), .value = value };
    borang->view.facts.at = facts;
    borang->view.facts.n = n + 1;
}

void borang_reason(struct borang *borang, const struct definition *sop, unsigned of)
{
    const struct visit *visit = borang->visit;
    struct option *options = arena_array(visit->ctx->arena, struct option, sop->reasons_n + 1);
    size_t n = 0;
    for (uint32_t i = 0; i < sop->reasons_n; i++)
        if (sop->reasons[i].of == of)
            options[n++] =
                (struct option){ sop->reasons[i].id, say_text2(visit, sop->reasons[i].title) };
    borang_choice(borang, "simpang", "isian.alasan", options, n, false);
    borang_field(borang, "simpang_kata", "isian.alasan_kata", "area", STR(""));
}

/* The error's sentence, at its field when the page has one of that name. */
static void error_put(struct borang *borang)
{
    const struct visit *visit = borang->visit;
    struct arena *arena = visit->ctx->arena;
    struct error_view *error = arena_new(arena, struct error_view);
    error->text = words_why(visit->lang, visit->ctx->why.key);
    for (size_t i = 0; i < borang->fields_n; i++) {
        struct field_view *field = &borang->fields[i];
        say_at_field(visit, ERR_INVALID, field);
        if (field->error.n > 0)
            error->href = address_of(str_join(arena, STR("#"), field->id));
    }
    borang->view.chrome.errors.at = error;
    borang->view.chrome.errors.n = 1;
}

void borang_show(struct borang *borang, enum err err)
{
    if (err != OK)
        error_put(borang);
    borang->view.fields.at = borang->fields;
    borang->view.fields.n = borang->fields_n;
    struct html html = visit_html(borang->visit, visit_status(borang->visit->ctx, err));
    page_borang(&html, &borang->view);
}
