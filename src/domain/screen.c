#include "domain/screen_tables.h"

#include <string.h>

enum { FACT_OTHER_FIRST = 0x8000 }; /* a code entered in own words is a fact of its own */

static const char *const result_names[] = {
    "", "victim", "witness_victim", "presumed_victim", "witness_only", "not_tppo", "insufficient",
};

struct str ident_result_name(enum ident_result result)
{
    return str_of(result_names[result]);
}

enum ident_result ident_result_of(struct str name)
{
    for (int i = IDENT_VICTIM; i <= IDENT_INSUFFICIENT; i++)
        if (str_eq(name, str_of(result_names[i])))
            return (enum ident_result)i;
    return IDENT_NONE;
}

struct str screen_code(const struct screen *screen, unsigned code)
{
    must(code < screen->codes_n);
    return screen->codes[code].word;
}

/* ---- answers ----------------------------------------------------------------------------- */

struct judging {
    const struct screen *screen;
    const struct screen_person *person;
    const struct screen_answer *answers;
    size_t n;
    uint16_t *item; /* of each answer; SCREEN_NONE: unknown, or the officer's own code */
    struct screen_mark *marks;
    size_t marks_n;
    unsigned sets; /* enum screen_set */
    bool work, held;
};

static bool has_word(struct str text, struct str word)
{
    while (text.n > 0)
        if (str_eq(str_cut(text, ' ', &text), word))
            return true;
    return false;
}

static bool any_of(const struct screen *screen, struct str text, struct range words)
{
    for (uint32_t i = 0; i < words.n; i++)
        if (has_word(text, screen->words[words.first + i]))
            return true;
    return false;
}

/* "No", "do not know", declined and not asked give nothing. */
static bool says_something(struct str text)
{
    return text.n > 0 && !str_eq(text, STR("none")) && !str_eq(text, STR("no")) &&
           !str_eq(text, STR("unknown"));
}

static bool rule_words_fit(const struct screen *screen, const struct screen_rule *rule,
                           const struct screen_answer *answer)
{
    if (answer->declined)
        return false;
    if (rule->words.n == 0)
        return says_something(answer->value);
    return any_of(screen, answer->value, rule->words);
}

/* Does some answer to the item count: one of these words, or by one of its own rules? */
static bool term_holds(const struct judging *j, const struct screen_term *term)
{
    for (size_t i = 0; i < j->n; i++) {
        if (j->item[i] != term->item || j->answers[i].declined)
            continue;
        if (term->words.n > 0) {
            if (any_of(j->screen, j->answers[i].value, term->words))
                return true;
            continue;
        }
        struct range rules = j->screen->items[term->item].rules;
        for (uint32_t r = 0; r < rules.n; r++)
            if (rule_words_fit(j->screen, &j->screen->rules[rules.first + r], &j->answers[i]))
                return true;
    }
    return false;
}

static bool rule_ifs_hold(const struct judging *j, const struct screen_rule *rule)
{
    bool child = j->person->child_at_act || (j->sets & SET_CHILD_AT_ACT) != 0;
    unsigned have =
        (child ? IF_CHILD_AT_ACT : IF_ADULT) | (j->held ? IF_HELD : 0u) | (j->work ? IF_WORK : 0u);
    if ((rule->ifs & ~have) != 0)
        return false;
    for (uint32_t i = 0; i < rule->all.n; i++)
        if (!term_holds(j, &j->screen->terms[rule->all.first + i]))
            return false;
    for (uint32_t i = 0; i < rule->none.n; i++)
        if (term_holds(j, &j->screen->terms[rule->none.first + i]))
            return false;
    return true;
}

static void mark_add(struct judging *j, unsigned code, bool strong, uint16_t fact, size_t answer)
{
    if (j->marks_n == SCREEN_MARKS_MAX)
        return; /* no person has so many; what is left out could only repeat */
    j->marks[j->marks_n++] = (struct screen_mark){
        .element = j->screen->codes[code].element,
        .code = (uint8_t)code,
        .strong = strong,
        .fact = fact,
        .answer = (uint16_t)answer,
    };
}

static unsigned code_of(const struct screen *screen, struct str word)
{
    unsigned code = 0;
    while (code < screen->codes_n && !str_eq(screen->codes[code].word, word))
        code++;
    return code;
}

/* Papers that name a code: strong alone, or with as many items as the data asks for. */
static void named_code_mark(struct judging *j, size_t at)
{
    const struct screen_item *item = &j->screen->items[j->item[at]];
    uint32_t items = 0;
    struct str rest = j->answers[at].value;
    for (size_t i = 0; i < j->n; i++)
        items += j->item[i] == j->item[at] && str_eq(j->answers[i].value, j->answers[at].value);
    bool strong = item->code_strong || (item->strong_with > 0 && items >= item->strong_with);
    while (rest.n > 0) {
        unsigned code = code_of(j->screen, str_cut(rest, ' ', &rest));
        if (code < j->screen->codes_n)
            mark_add(j, code, strong, item->fact, at);
    }
}

static void rules_mark(struct judging *j, size_t at, bool held_rules)
{
    const struct screen_item *item = &j->screen->items[j->item[at]];
    for (uint32_t r = 0; r < item->rules.n; r++) {
        const struct screen_rule *rule = &j->screen->rules[item->rules.first + r];
        if (((rule->ifs & IF_HELD) != 0) != held_rules ||
            !rule_words_fit(j->screen, rule, &j->answers[at]) || !rule_ifs_hold(j, rule))
            continue;
        for (uint32_t g = 0; g < rule->gives.n; g++) {
            const struct screen_give *give = &j->screen->gives[rule->gives.first + g];
            mark_add(j, give->code, give->strong, rule->fact, at);
        }
    }
}

/* An observation is there or not: it counts as the word "yes". */
static struct screen_answer *answers_normal(struct ctx *ctx, const struct screen_answer *answers,
                                            size_t n)
{
    struct screen_answer *normal = arena_array(ctx->arena, struct screen_answer, n + 1);
    for (size_t i = 0; i < n; i++) {
        normal[i] = answers[i];
        if (normal[i].value.n == 0 && !normal[i].declined)
            normal[i].value = STR("yes");
        if (str_eq(normal[i].value, STR("declined")) || str_eq(normal[i].value, STR("unknown")))
            normal[i].declined = true;
    }
    return normal;
}

static uint16_t item_of(const struct screen *screen, struct str key)
{
    for (uint32_t i = 0; i < screen->items_n; i++)
        if (str_eq(screen->items[i].key, key))
            return (uint16_t)i;
    return SCREEN_NONE;
}

/* What answers set beside marks; asked first, because whether she was a child decides on marks. */
static void sets_find(struct judging *j)
{
    for (size_t i = 0; i < j->n; i++) {
        if (j->item[i] == SCREEN_NONE)
            continue;
        struct range rules = j->screen->items[j->item[i]].rules;
        for (uint32_t r = 0; r < rules.n; r++) {
            const struct screen_rule *rule = &j->screen->rules[rules.first + r];
            if (rule->sets != 0 && rule_words_fit(j->screen, rule, &j->answers[i]))
                j->sets |= rule->sets;
        }
    }
}

static bool held_now(const struct judging *j)
{
    for (size_t i = 0; i < j->marks_n; i++)
        if (j->marks[i].strong && j->screen->codes[j->marks[i].code].holds)
            return true;
    return false;
}

static void marks_find(struct judging *j)
{
    for (int held_rules = 0; held_rules <= 1; held_rules++) {
        j->held = held_now(j);
        for (size_t i = 0; i < j->n; i++) {
            if (j->item[i] != SCREEN_NONE) {
                rules_mark(j, i, held_rules == 1);
                if (held_rules == 0 && j->screen->items[j->item[i]].names_code &&
                    !j->answers[i].declined)
                    named_code_mark(j, i);
            } else if (held_rules == 0 && str_eq(j->answers[i].key, STR("other"))) {
                /* The officer's own judgment of a code: weak, never strong (4.3). */
                unsigned code = code_of(j->screen, j->answers[i].value);
                if (code < j->screen->codes_n)
                    mark_add(j, code, false, (uint16_t)(FACT_OTHER_FIRST + code), i);
            }
        }
    }
    j->held = held_now(j);
}

/* ---- states ------------------------------------------------------------------------------ */

/* One fact counts once: the first of its strongest marks in the element. */
static void facts_count(struct judging *j)
{
    for (size_t i = 0; i < j->marks_n; i++) {
        struct screen_mark *mark = &j->marks[i];
        mark->counts = true;
        for (size_t k = 0; k < j->marks_n && mark->counts; k++) {
            const struct screen_mark *other = &j->marks[k];
            if (k == i || other->element != mark->element || other->fact != mark->fact)
                continue;
            if ((other->strong && !mark->strong) || (other->strong == mark->strong && k < i))
                mark->counts = false;
        }
    }
}

static enum element_state state_of(const struct judging *j, enum element element)
{
    unsigned weak = 0;
    for (size_t i = 0; i < j->marks_n; i++) {
        if (j->marks[i].element != element || !j->marks[i].counts)
            continue;
        if (j->marks[i].strong)
            return ELEMENT_MET;
        weak++;
    }
    return weak >= 2 ? ELEMENT_MET : weak == 1 ? ELEMENT_UNCLEAR : ELEMENT_ABSENT;
}

static bool labour_only(const struct judging *j)
{
    bool any = false;
    for (size_t i = 0; i < j->marks_n; i++) {
        if (j->marks[i].element != E3_PURPOSE)
            continue;
        if (!j->screen->codes[j->marks[i].code].labour)
            return false;
        any = true;
    }
    return any;
}

static bool sale_strong(const struct judging *j)
{
    for (size_t i = 0; i < j->marks_n; i++)
        if (j->marks[i].strong && j->screen->codes[j->marks[i].code].sale)
            return true;
    return false;
}

/* A question is open while nobody was asked and no paper tells its fact. */
static bool question_open(const struct judging *j, uint16_t item)
{
    for (size_t i = 0; i < j->n; i++)
        if (j->item[i] == item)
            return false;
    for (size_t i = 0; i < j->marks_n; i++) {
        uint16_t from = j->item[j->marks[i].answer];
        if (from == SCREEN_NONE || j->screen->items[from].kind != ITEM_EVIDENCE)
            continue;
        struct range rules = j->screen->items[item].rules;
        for (uint32_t r = 0; r < rules.n; r++)
            if (j->screen->rules[rules.first + r].fact == j->marks[i].fact)
                return false;
    }
    return true;
}

/* ---- rows -------------------------------------------------------------------------------- */

static unsigned row_flags(const struct screen_flags *flags)
{
    return (flags->labour_only ? ROW_IF_LABOUR_ONLY : 0u) | (flags->child ? 0u : ROW_IF_ADULT) |
           (flags->held ? ROW_IF_HELD : 0u) | (flags->stopped ? ROW_IF_STOPPED : 0u) |
           (flags->stopped || flags->held ? ROW_IF_STOPPED_OR_HELD : 0u) |
           (flags->child_sale ? ROW_IF_CHILD_SALE : 0u) | (flags->witness ? ROW_IF_WITNESS : 0u) |
           (flags->route_open ? ROW_IF_ROUTE_OPEN : 0u);
}

size_t screen_row(const struct screen *screen, const struct screen_flags *flags)
{
    unsigned have = row_flags(flags);
    for (size_t i = 0; i < screen->rows_n; i++) {
        const struct screen_row *row = &screen->rows[i];
        bool fits = (row->ifs & ~have) == 0;
        for (int e = 0; e < ELEMENT_COUNT; e++)
            fits = fits && (row->states[e] >> flags->state[e] & 1);
        if (fits && (flags->child ? row->child : row->adult) != IDENT_NONE)
            return i;
    }
    must_never("the last row fits always");
}

enum ident_result screen_row_result(const struct screen *screen, size_t row, bool child)
{
    must(row < screen->rows_n);
    return child ? screen->rows[row].child : screen->rows[row].adult;
}

static void words_copy(const struct screen *screen, struct range words, struct str *out, size_t max,
                       size_t *n)
{
    for (uint32_t i = 0; i < words.n && *n < max; i++)
        out[(*n)++] = screen->words[words.first + i];
}

static void row_tell(struct judging *j, const struct screen_flags *flags, struct screening *out)
{
    const struct screen *screen = j->screen;
    size_t index = screen_row(screen, flags);
    const struct screen_row *row = &screen->rows[index];
    out->row = row->name;
    out->row_says = screen_row_result(screen, index, flags->child);
    out->result = out->row_says;
    out->special_protection = row->special && flags->child;
    words_copy(screen, row->hints, out->hints, SCREEN_HINTS_MAX, &out->hints_n);
    words_copy(screen, row->asks, out->open, SCREEN_OPEN_MAX, &out->open_n);
    if (out->row_says != IDENT_NOT_TPPO)
        return;
    for (uint16_t i = 0; i < screen->items_n; i++)
        if (screen->items[i].key_question && out->open_n < SCREEN_OPEN_MAX && question_open(j, i)) {
            out->open[out->open_n++] = screen->items[i].key;
            out->result = IDENT_INSUFFICIENT;
        }
}

enum err screen_judge(struct ctx *ctx, const struct screen *screen,
                      const struct screen_person *person, const struct screen_answer *answers,
                      size_t n, struct screening *out)
{
    if (n > SCREEN_ANSWERS_MAX)
        return ctx_fail(ctx, ERR_INVALID, "screen.many");
    struct judging j = { .screen = screen, .person = person, .n = n };
    j.answers = answers_normal(ctx, answers, n);
    j.item = arena_array(ctx->arena, uint16_t, n + 1);
    j.marks = arena_array(ctx->arena, struct screen_mark, SCREEN_MARKS_MAX);
    for (size_t i = 0; i < n; i++) {
        j.item[i] = item_of(screen, answers[i].key);
        if (j.item[i] != SCREEN_NONE && !j.answers[i].declined && screen->items[j.item[i]].work &&
            says_something(j.answers[i].value))
            j.work = true;
    }
    sets_find(&j);
    marks_find(&j);
    facts_count(&j);
    *out = (struct screening){ .marks = j.marks, .marks_n = j.marks_n };
    struct screen_flags flags = {
        .child = person->child_at_act || (j.sets & SET_CHILD_AT_ACT) != 0,
        .labour_only = labour_only(&j),
        .held = j.held,
        .stopped = (j.sets & SET_STOPPED) != 0,
        .child_sale = sale_strong(&j),
        .witness = (j.sets & SET_SAW) != 0 && (j.sets & SET_NOT_HARMED) != 0,
        .route_open = screen->route_n > 0,
    };
    for (uint16_t i = 0; i < screen->route_n; i++)
        flags.route_open = flags.route_open && question_open(&j, screen->route[i]);
    for (int e = 0; e < ELEMENT_COUNT; e++)
        out->state[e] = flags.state[e] = state_of(&j, (enum element)e);
    out->labour_only = flags.labour_only;
    out->held = flags.held;
    out->stopped = flags.stopped;
    out->child_sale = flags.child_sale;
    out->non_punishment = (j.sets & SET_NON_PUNISHMENT) != 0;
    out->sets = j.sets;
    row_tell(&j, &flags, out);
    out->also_witness = (j.sets & SET_SAW) != 0 &&
                        (out->result == IDENT_VICTIM || out->result == IDENT_PRESUMED_VICTIM);
    return OK;
}

enum err screen_answers_read(struct ctx *ctx, struct str rows, struct screen_answer **out,
                             size_t *n)
{
    struct screen_answer *answers =
        arena_array(ctx->arena, struct screen_answer, SCREEN_ANSWERS_MAX);
    *n = 0;
    while (rows.n > 0) {
        struct str line = str_cut(rows, '\n', &rows), more;
        if (line.n == 0)
            continue;
        if (*n == SCREEN_ANSWERS_MAX)
            return ctx_fail(ctx, ERR_INVALID, "screen.many");
        struct screen_answer *answer = &answers[(*n)++];
        answer->key = str_cut(line, '\t', &more);
        answer->value = str_cut(more, '\t', &more);
        answer->declined = str_eq(str_cut(more, '\t', &more), STR("yes"));
    }
    *out = answers;
    return OK;
}
