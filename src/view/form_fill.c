#include "view/form_fill.h"

#include "text/codes.h"
#include "view/said.h"

enum { PICK_CHOICES_MIN = 8, BRIEF_CHOICES_MAX = 5, BRIEF_BYTES_MAX = 28 };

struct filling {
    const struct when *when;
    const struct form_fill *fill;
    uint64_t answers; /* of the form as it stands */
};

static struct str in_lang(const struct filling *f, struct text2 text)
{
    return f->when->lang == LANG_EN && text.in_en.n > 0 ? text.in_en : text.in_id;
}

unsigned compartment_of(char letter)
{
    static const char letters[] = "-WIASKHRPVMC"; /* at its number */
    const char *at = letter == '-' || letter == '\0' ? NULL : strchr(letters, letter);
    return at == NULL ? 0 : (unsigned)(at - letters);
}

static struct str value_of(const struct form_fill *fill, uint32_t field)
{
    for (size_t i = 0; i < fill->values_n; i++)
        if (fill->values[i].field == field)
            return fill->values[i].text;
    return STR("");
}

static const struct form_error *error_of(const struct form_fill *fill, uint32_t field)
{
    for (size_t i = 0; i < fill->errors_n; i++)
        if (fill->errors[i].field == field)
            return &fill->errors[i];
    return NULL;
}

/* "2026-11-24T09:00+07:00" as a browser's field takes it: at the office, without offset.  What
 * cannot be read is shown as it was typed. */
static bool local_time(const struct when *when, struct str text, struct str *out)
{
    int64_t ms;
    if (!rfc3339_read(text, &ms))
        return false;
    struct str whole = rfc3339_write(when->arena, ms / 60000, when->offset_min);
    *out = str_part(whole, 0, STR("2026-11-24T09:00").n);
    return true;
}

static struct choice_view choice_of(const struct filling *f, struct str name, struct str code,
                                    struct str label, bool checked)
{
    struct arena *arena = f->when->arena;
    return (struct choice_view){
        .id = str_format(arena, "f-%.*s-%.*s", STR_ARG(name), STR_ARG(code)),
        .name = name,
        .value = code,
        .label = label,
        .checked = checked,
    };
}

struct choices {
    struct choice_view *at;
    size_t n;
};

static struct choices codes_of(const struct filling *f, const struct code_list *list,
                               struct str name, struct str value)
{
    struct choice_view *all = arena_array(f->when->arena, struct choice_view, list->n + 1);
    for (size_t i = 0; i < list->n; i++) {
        const struct code *code = &list->rows[i];
        all[i] = choice_of(f, name, code->code,
                           f->when->lang == LANG_EN ? code->label_en : code->label_id,
                           str_eq(code->code, value));
    }
    return (struct choices){ all, list->n };
}

/* Yes and no, or the codes the definition declares. */
static struct choices choices_of(const struct filling *f, const struct field *field,
                                 struct str name, struct str value)
{
    struct arena *arena = f->when->arena;
    if (field->type == FIELD_BOOL) {
        struct choice_view *two = arena_array(arena, struct choice_view, 2);
        two[0] = choice_of(f, name, STR("yes"), words_say(f->when->lang, "umum.ya"),
                           str_eq(value, STR("yes")));
        two[1] = choice_of(f, name, STR("no"), words_say(f->when->lang, "umum.tidak"),
                           str_eq(value, STR("no")));
        return (struct choices){ two, 2 };
    }
    if (field->type == FIELD_CODE)
        return codes_of(f, codes_find(field->codes), name, value);
    struct choice_view *all = arena_array(arena, struct choice_view, field->choices.n + 1);
    for (uint32_t i = 0; i < field->choices.n; i++) {
        const struct choice *c = &f->fill->definition->choices[field->choices.first + i];
        all[i] = choice_of(f, name, c->code, in_lang(f, c->label), str_has_word(value, c->code));
    }
    return (struct choices){ all, field->choices.n };
}

static bool chooses(const struct field *field)
{
    return field->type == FIELD_BOOL || field->type == FIELD_ENUM || field->type == FIELD_MULTI ||
           (field->type == FIELD_CODE && codes_find(field->codes) != NULL);
}

static struct str input_type(const struct field *field)
{
    return field->type == FIELD_DATE   ? STR("date")
           : field->type == FIELD_DT   ? STR("datetime-local")
           : field->type == FIELD_TIME ? STR("time")
                                       : STR("text");
}

static struct cell_view cell_of(const struct filling *f, const struct field *column, struct str row,
                                struct str value)
{
    struct arena *arena = f->when->arena;
    struct str name = str_format(arena, "%.*s.%.*s", STR_ARG(row), STR_ARG(column->key));
    struct cell_view cell = {
        .id = str_join(arena, STR("f-"), name),
        .name = name,
        .type = input_type(column),
        .value = value,
        .label = in_lang(f, column->label),
    };
    if (chooses(column)) {
        struct choices choices = choices_of(f, column, name, value);
        cell.one = true;
        cell.choices.at = choices.at;
        cell.choices.n = choices.n;
        return cell;
    }
    cell.line = true;
    if (column->type == FIELD_DT && !local_time(f->when, value, &cell.value) && value.n > 0)
        cell.type = STR("text");
    return cell;
}

static size_t rows_in(struct str value)
{
    size_t rows = value.n > 0;
    for (size_t i = 0; i < value.n; i++)
        rows += value.at[i] == '\n';
    return rows;
}

/* The filled rows and an empty one, or two when a row more was asked for. */
static void grid_fill(const struct filling *f, const struct field *field, struct field_view *view)
{
    struct arena *arena = f->when->arena;
    const struct definition *definition = f->fill->definition;
    size_t rows = rows_in(view->value) + (str_eq(f->fill->more, field->key) ? 2 : 1);
    struct row_view *at = arena_array(arena, struct row_view, rows);
    struct str *titles = arena_array(arena, struct str, field->columns.n + 1);
    struct str left = view->value;
    for (uint32_t c = 0; c < field->columns.n; c++)
        titles[c] = in_lang(f, definition->fields[field->columns.first + c].label);
    for (size_t r = 0; r < rows; r++) {
        struct str line = str_cut(left, '\n', &left);
        struct cell_view *cells = arena_array(arena, struct cell_view, field->columns.n + 1);
        struct str name = str_format(arena, "%.*s.%zu", STR_ARG(view->name), r);
        for (uint32_t c = 0; c < field->columns.n; c++) {
            struct str cell = str_cut(line, '\t', &line);
            cells[c] = cell_of(f, &definition->fields[field->columns.first + c], name, cell);
        }
        struct say_arg number = say_number("n", (int64_t)r + 1);
        at[r].label = words_fill(arena, f->when->lang, "isian.baris", &number, 1);
        at[r].cells.at = cells;
        at[r].cells.n = field->columns.n;
    }
    view->columns.at = titles;
    view->columns.n = field->columns.n;
    view->rows.at = at;
    view->rows.n = rows;
}

/* Few and short: they may stand side by side. */
static bool choices_brief(struct choices choices)
{
    for (size_t i = 0; i < choices.n; i++)
        if (choices.at[i].label.n > BRIEF_BYTES_MAX)
            return false;
    return choices.n <= BRIEF_CHOICES_MAX;
}

static void kind_fill(const struct filling *f, const struct field *field, struct field_view *view)
{
    if (field->type == FIELD_LIST) {
        view->grid = true;
        grid_fill(f, field, view);
    } else if (chooses(field)) {
        struct choices choices = choices_of(f, field, view->name, view->value);
        view->choices.at = choices.at;
        view->choices.n = choices.n;
        view->many = field->type == FIELD_MULTI;
        view->one = !view->many;
        view->pick = view->one && choices.n >= PICK_CHOICES_MIN;
        view->brief = choices_brief(choices);
    } else if (field->type == FIELD_LONG) {
        view->area = true;
    } else {
        view->line = true;
        view->type = input_type(field);
        view->short_line =
            field->type != FIELD_TEXT && field->type != FIELD_ORG && field->type != FIELD_PLACE;
        if (field->type == FIELD_INT || field->type == FIELD_MONEY)
            view->mode = STR("numeric");
        if (field->type == FIELD_DT && !local_time(f->when, view->value, &view->value) &&
            view->value.n > 0)
            view->type = STR("text");
    }
}

static void told_fill(const struct filling *f, uint32_t index, struct field_view *view)
{
    for (size_t i = 0; i < f->fill->told_n; i++) {
        if (f->fill->told[i].field != index)
            continue;
        struct say_arg at = say_text("waktu", when_short(f->when, f->fill->told[i].at_min));
        view->source = words_fill(f->when->arena, f->when->lang, "isian.asal", &at, 1);
        view->source_href = f->fill->told[i].entry;
    }
}

static struct field_view field_fill(const struct filling *f, uint32_t index)
{
    const struct field *field = &f->fill->definition->fields[index];
    struct arena *arena = f->when->arena;
    struct field_view view = {
        .id = str_join(arena, STR("f-"), field->key),
        .name = field->key,
        .label = in_lang(f, field->label),
        .help = in_lang(f, field->help),
        .complete = STR("off"),
        .value = value_of(f->fill, index),
        .needed = field->need,
    };
    view.help_id = str_join(arena, view.id, STR("-bantu"));
    kind_fill(f, field, &view);
    told_fill(f, index, &view);
    const struct form_error *error = error_of(f->fill, index);
    if (error != NULL) {
        view.error = words_why(f->when->lang, error->key);
        view.error_id = str_join(arena, view.id, STR("-salah"));
    }
    return view;
}

/* Never asked, whatever else is answered here? */
static bool pointless(const struct filling *f, uint32_t index)
{
    const struct form_fill *fill = f->fill;
    return !form_asks(fill->definition, fill->state, fill->subject, index, f->answers) &&
           !form_asks(fill->definition, fill->state, fill->subject, index, UINT64_MAX);
}

/* "person" of "person.full_name": the use of a block; empty for a field of its own. */
static struct str group_of(const struct field *field)
{
    struct str rest;
    struct str first = str_cut(field->key, '.', &rest);
    return field->group.in_id.n > 0 && rest.n > 0 ? first : STR("");
}

/* The heading of a block's fields, or the line under them.  Its name is that of the field it stands
 * beside, so that who sorts fields keeps them together. */
static struct field_view head_fill(const struct filling *f, struct str group,
                                   const struct field *begins, struct str beside)
{
    struct arena *arena = f->when->arena;
    struct field_view head = { .head = true, .name = beside };
    if (group.n > 0) {
        head.id = str_join(arena, STR("g-"), group);
        head.label = in_lang(f, begins->group);
        head.help = in_lang(f, begins->group_help);
    }
    return head;
}

struct field_view *form_fill(const struct when *when, const struct form_fill *fill, size_t *n)
{
    struct range fields = fill->definition->forms[fill->form].fields;
    must(fields.n <= FORM_FILL_FIELDS_MAX);
    struct filling f = { when, fill,
                         form_answers(fill->definition, fill->form, fill->values, fill->values_n) };
    struct field_view *all = arena_array(when->arena, struct field_view, 2 * fields.n + 1);
    struct str group = STR(""), last = STR("");
    *n = 0;
    for (uint32_t i = fields.first; i < fields.first + fields.n; i++) {
        unsigned place = compartment_of(fill->definition->fields[i].compartment);
        if (pointless(&f, i) || (fill->held >> place & 1) == 0)
            continue;
        const struct field *field = &fill->definition->fields[i];
        struct str here = group_of(field);
        if (!str_eq(here, group))
            all[(*n)++] = head_fill(&f, here, field, here.n > 0 ? field->key : last);
        group = here;
        last = field->key;
        all[(*n)++] = field_fill(&f, i);
    }
    return all;
}

struct error_view *form_fill_errors(const struct when *when, const struct form_fill *fill,
                                    size_t *n)
{
    struct error_view *all = arena_array(when->arena, struct error_view, fill->errors_n + 1);
    *n = fill->errors_n;
    for (size_t i = 0; i < fill->errors_n; i++) {
        const struct field *field = &fill->definition->fields[fill->errors[i].field];
        struct str why = words_why(when->lang, fill->errors[i].key);
        struct str label = said_label(when, field);
        all[i].text = str_format(when->arena, "%.*s: %.*s", STR_ARG(label), STR_ARG(why));
        all[i].href = address_of(str_join(when->arena, STR("#f-"), field->key));
    }
    return all;
}

struct field_view field_plain(struct arena *arena, const char *name, struct str label,
                              const char *type, struct str value)
{
    struct field_view view = {
        .id = str_format(arena, "f-%s", name),
        .name = str_of(name),
        .label = label,
        .value = value,
        .complete = STR("off"),
        .mode = STR("text"),
    };
    view.area = str_eq(str_of(type), STR("area"));
    view.line = !view.area;
    if (view.line)
        view.type = str_of(type);
    return view;
}
