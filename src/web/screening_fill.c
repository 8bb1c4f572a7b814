#include "web/screening_fill.h"

#include "domain/screen_tables.h"
#include "pages.h"
#include "view/form_fill.h"
#include "web/casefile_fill.h"
#include "web/chrome.h"
#include "web/say.h"
#include "web/step_fill.h"

enum { SECTIONS = ELEMENT_COUNT + 2, SECTION_OTHER = ELEMENT_COUNT, SECTION_SEEN };

static const struct screen_answer *answer_to(const struct screening_show_out *out, struct str key)
{
    for (size_t i = out->answers_n; i > 0; i--) /* the last one typed counts */
        if (str_eq(out->answers[i - 1].key, key))
            return &out->answers[i - 1];
    return NULL;
}

/* Is the block of a question opened by an answer that was given? */
static bool block_open(const struct screening_show_out *out, struct str block)
{
    if (block.n == 0)
        return true;
    for (uint32_t i = 0; i < out->screen->items_n; i++) {
        const struct screen_item *item = &out->screen->items[i];
        if (item->opens.n == 0 || answer_to(out, item->key) == NULL)
            continue;
        for (uint32_t o = 0; o < item->opens.n; o++)
            if (str_eq(out->screen->words[item->opens.first + o], block))
                return true;
    }
    return false;
}

/* The element an answer to this item speaks of; a question that gives none stands apart. */
static unsigned section_of(const struct screen *screen, const struct screen_item *item)
{
    if (item->kind == ITEM_OBSERVATION)
        return SECTION_SEEN;
    for (uint32_t r = 0; r < item->rules.n; r++) {
        struct range gives = screen->rules[item->rules.first + r].gives;
        if (gives.n > 0)
            return screen->codes[screen->gives[gives.first].code].element;
    }
    return SECTION_OTHER;
}

static struct choice_view choice_of(struct visit *visit, const struct screen_item *item,
                                    struct str word, struct str label,
                                    const struct screen_answer *answer)
{
    return (struct choice_view){
        .id = str_format(visit->ctx->arena, "f-%.*s-%.*s", STR_ARG(item->key), STR_ARG(word)),
        .name = item->key,
        .value = word,
        .label = label,
        .checked = answer != NULL && str_has_word(answer->value, word),
    };
}

static struct field_view field_of(struct visit *visit, const struct screening_show_out *out,
                                  const struct screen_item *item)
{
    struct arena *arena = visit->ctx->arena;
    const struct screen_answer *answer = answer_to(out, item->key);
    struct choice_view *choices = arena_array(arena, struct choice_view, item->choices.n + 3);
    struct field_view field =
        field_plain(arena, str_z(arena, item->key), say_text2(visit, item->text), "text",
                    answer == NULL ? STR("") : answer->value);
    size_t n = 0;
    for (uint32_t i = 0; i < item->choices.n; i++) {
        const struct screen_choice *choice = &out->screen->choices[item->choices.first + i];
        choices[n++] =
            choice_of(visit, item, choice->word, say_text2(visit, choice->label), answer);
    }
    if (n == 0 && (str_eq(item->type, STR("yes_no")) || item->kind == ITEM_OBSERVATION)) {
        choices[n++] =
            choice_of(visit, item, STR("yes"), words_say(visit->lang, "umum.ya"), answer);
        if (item->kind == ITEM_QUESTION)
            choices[n++] =
                choice_of(visit, item, STR("no"), words_say(visit->lang, "umum.tidak"), answer);
    }
    if (n == 0)
        return field;
    if (item->kind == ITEM_QUESTION) /* the same size as every other answer (P1) */
        choices[n++] = choice_of(visit, item, STR("declined"),
                                 words_say(visit->lang, "tombol.tolak_jawab"), answer);
    field.line = false;
    field.many = item->kind != ITEM_QUESTION || str_eq(item->type, STR("multi"));
    field.one = !field.many;
    field.choices.at = choices;
    field.choices.n = n;
    return field;
}

static void sections_fill(struct visit *visit, const struct screening_show_out *out,
                          struct screen_view *view)
{
    static const char *const titles[SECTIONS] = { "skrining.proses", "skrining.cara",
                                                  "skrining.tujuan", "skrining.lain",
                                                  "skrining.dilihat" };
    static const char *const ids[SECTIONS] = { "proses", "cara", "tujuan", "lain", "dilihat" };
    struct arena *arena = visit->ctx->arena;
    struct screen_section *sections = arena_array(arena, struct screen_section, SECTIONS);
    struct field_view *fields[SECTIONS];
    for (unsigned s = 0; s < SECTIONS; s++) {
        fields[s] = arena_array(arena, struct field_view, out->screen->items_n + 1);
        sections[s] = (struct screen_section){ .id = str_of(ids[s]),
                                               .title = words_say(visit->lang, titles[s]) };
        sections[s].fields.at = fields[s];
    }
    for (uint32_t i = 0; i < out->screen->items_n; i++) {
        const struct screen_item *item = &out->screen->items[i];
        /* Evidence is weighed on the identification form, where the paper is named. */
        if (item->kind == ITEM_EVIDENCE || !block_open(out, item->block))
            continue;
        unsigned s = section_of(out->screen, item);
        fields[s][sections[s].fields.n++] = field_of(visit, out, item);
    }
    view->sections.at = sections;
    view->sections.n = SECTIONS;
}

static void elements_fill(struct visit *visit, const struct screening_show_out *out,
                          struct screen_view *view)
{
    static const char *const names[] = { "skrining.e1", "skrining.e2", "skrining.e3" };
    static const char *const states[] = { "none", "part", "met" };
    static const char *const texts[] = { "skrining.belum_ada", "skrining.belum_jelas",
                                         "skrining.terpenuhi" };
    static const char *const icons[] = { "circle", "circle-alert", "circle-check" };
    struct element_view *elements =
        arena_array(visit->ctx->arena, struct element_view, ELEMENT_COUNT);
    for (unsigned e = 0; e < ELEMENT_COUNT; e++) {
        enum element_state state = out->screening.state[e];
        /* For a child the means are not asked for (Palermo Protocol art. 3(c)). */
        bool free = e == E2_MEANS && out->person.child_at_act && state != ELEMENT_MET;
        elements[e] = (struct element_view){
            .name = words_say(visit->lang, names[e]),
            .state = free ? STR("free") : str_of(states[state]),
            .state_text =
                words_say(visit->lang, free ? "skrining.tidak_disyaratkan" : texts[state]),
            .icon = str_of(icons[state]),
        };
    }
    view->elements.at = elements;
    view->elements.n = ELEMENT_COUNT;
}

/* "Proses: dibawa orang lain (Q14), kuat": what the suggestion rests on. */
static void reasons_fill(struct visit *visit, const struct screening_show_out *out,
                         struct screen_view *view)
{
    const struct screening *screening = &out->screening;
    struct str *reasons = arena_array(visit->ctx->arena, struct str, screening->marks_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < screening->marks_n; i++) {
        const struct screen_mark *mark = &screening->marks[i];
        if (!mark->counts || mark->answer >= out->answers_n)
            continue;
        struct str code = say_text2(visit, out->screen->codes[mark->code].title);
        struct str weight =
            words_say(visit->lang, mark->strong ? "skrining.kuat_kata" : "skrining.lemah_kata");
        reasons[n++] = str_format(visit->ctx->arena, "%.*s (%.*s), %.*s", STR_ARG(code),
                                  STR_ARG(out->answers[mark->answer].key), STR_ARG(weight));
    }
    view->reasons.at = reasons;
    view->reasons.n = n;
}

static void open_fill(struct visit *visit, const struct screening_show_out *out,
                      struct screen_view *view)
{
    struct str *open = arena_array(visit->ctx->arena, struct str, out->screening.open_n + 1);
    for (size_t i = 0; i < out->screening.open_n; i++) {
        open[i] = out->screening.open[i];
        for (uint32_t q = 0; q < out->screen->items_n; q++)
            if (str_eq(out->screen->items[q].key, open[i]))
                open[i] = say_text2(visit, out->screen->items[q].text);
    }
    view->open.at = open;
    view->open.n = out->screening.open_n;
}

void screening_write(struct visit *visit, const struct screening_show_out *out, enum err err)
{
    struct screen_view *view = arena_new(visit->ctx->arena, struct screen_view);
    struct why why = visit->ctx->why;
    struct str address = out->casefile->address;
    struct str result = ident_result_name(out->screening.result);
    view->chrome = chrome_view(visit, "skrining.pendek");
    view->reach = reach_page(visit);
    view->alias = out->casefile->alias;
    view->back = (struct link_view){ out->casefile->alias,
                                     visit_address(visit, "/kasus/%.*s", STR_ARG(address)) };
    view->action = visit_address(visit, "/kasus/%.*s/skrining", STR_ARG(address));
    view->verdict = words_code(visit->ctx->arena, visit->lang, "hasil.", result);
    view->verdict_text = words_say(visit->lang, "skrining.manusia");
    view->tone = out->screening.result == IDENT_VICTIM            ? STR("kuat")
                 : out->screening.result == IDENT_PRESUMED_VICTIM ? STR("sebagian")
                                                                  : STR("");
    view->row = out->screening.row;
    sections_fill(visit, out, view);
    elements_fill(visit, out, view);
    reasons_fill(visit, out, view);
    open_fill(visit, out, view);
    visit->ctx->why = why;
    errors_fill(visit, NULL, err, &view->chrome);
    struct html html = visit_html(visit, visit_status(visit->ctx, err));
    page_skrining(&html, view);
}
