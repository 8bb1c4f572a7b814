/* deadlines.yaml: how long, from when, whose, and what a missed one means. */
#include "sop/reading.h"

static const struct guard_place nowhere = { DEFINITION_NONE, DEFINITION_NONE, DEFINITION_NONE };

static const struct yaml_node *rows_file(const struct reading *r)
{
    for (uint32_t i = 0; i < r->files_n; i++)
        if (str_eq(r->paths[i], STR("deadlines.yaml")))
            return r->files[i];
    return NULL;
}

enum err rows_declare(struct reading *r)
{
    struct definition *d = r->d;
    const struct yaml_node *file = rows_file(r);
    if (file == NULL)
        return OK;
    TRY(kind_need(r, file, YAML_MAP));
    for (const struct yaml_node *node = file->first; node != NULL; node = node->next)
        TABLE_ADD(r->ctx->arena, d->rows, d->rows_n)->id = node->key;
    return OK;
}

static enum err limit_add(struct reading *r, const struct row_def *row,
                          const struct yaml_node *node, struct guard when)
{
    struct definition *d = r->d;
    struct limit limit = { .when = when };
    TRY(kind_need(r, node, YAML_TEXT));
    limit.none = str_eq(node->text, STR("none"));
    if (!limit.none)
        TRY(duration_read(r, node, &limit.limit_min));
    if (row->working && !limit.none) { /* counted in days over the calendar */
        if (limit.limit_min % 1440 != 0 || limit.limit_min / 1440 > 1000)
            return fault(r, node, "sop.working_days", STR("3d"));
        limit.limit_min /= 1440;
    }
    *TABLE_ADD(r->ctx->arena, d->limits, d->limits_n) = limit;
    return OK;
}

static enum err limits_read(struct reading *r, const struct yaml_node *node, struct row_def *row)
{
    struct definition *d = r->d;
    struct guard always = { 0 };
    row->limits = (struct range){ d->limits_n, 1 };
    if (node->kind != YAML_MAP)
        return limit_add(r, row, node, always);
    row->limits.n = node->children;
    for (const struct yaml_node *of = node->first; of != NULL; of = of->next) {
        struct guard when = { 0 };
        bool last = of->next == NULL;
        if (last != str_eq(of->key, STR("else")))
            return fault_key(r, of, "sop.else_last", STR("else"));
        if (!last) {
            struct yaml_node key = { .kind = YAML_TEXT,
                                     .quoted = true,
                                     .line = of->key_line,
                                     .column = of->key_column,
                                     .file = of->file,
                                     .text = of->key };
            TRY(guard_read(r, &key, &nowhere, &when));
        }
        TRY(limit_add(r, row, of, when));
    }
    return OK;
}

static void started_add(struct reading *r, uint32_t step, uint32_t fact, struct start start)
{
    *TABLE_ADD(r->ctx->arena, r->started, r->started_n) =
        (struct started){ .step = step, .fact = fact, .start = start };
}

/* A part of a node's text as a node of its own, so that faults and names read the same. */
static struct yaml_node part_of(const struct yaml_node *node, size_t from, size_t to)
{
    struct yaml_node part = *node;
    part.text = str_part(node->text, from, to);
    part.column += (int)from;
    part.next = part.first = NULL;
    return part;
}

/* fact(NAME): becomes yes; of a fact that is no yes/no: leaves its start value. */
static enum err fact_start_read(struct reading *r, const struct yaml_node *inside,
                                struct start start)
{
    const struct definition *d = r->d;
    size_t equals = str_find(inside->text, '=');
    struct yaml_node name = part_of(inside, 0, equals);
    uint32_t f;
    TRY(fact_named(r, &name, &f));
    struct str value =
        equals < inside->text.n ? str_part(inside->text, equals + 1, inside->text.n) : STR("yes");
    start.value = definition_value(d, f, value);
    if (start.value == DEFINITION_NONE && equals < inside->text.n)
        return fault(r, inside, "sop.unknown_value",
                     IDS(r, &d->values[d->facts[f].values.first], d->facts[f].values.n));
    started_add(r, DEFINITION_NONE, f, start);
    return OK;
}

static enum err date_start_read(struct reading *r, const struct yaml_node *inside,
                                struct start start)
{
    struct definition *d = r->d;
    bool known = d->draft;
    for (uint32_t f = 0; f < d->fields_n; f++)
        known = known || (str_eq(d->fields[f].key, inside->text) && d->fields[f].no != 0 &&
                          (d->fields[f].type == FIELD_DATE || d->fields[f].type == FIELD_DT));
    if (!known)
        return fault(r, inside, "sop.no_date_field", STR("date|dt"));
    start.date = 0;
    while (start.date < d->dates_n && !str_eq(d->dates[start.date], inside->text))
        start.date++;
    if (start.date == d->dates_n)
        *TABLE_ADD(r->ctx->arena, d->dates, d->dates_n) = inside->text;
    started_add(r, DEFINITION_NONE, DEFINITION_NONE, start);
    return OK;
}

static enum err start_read(struct reading *r, const struct yaml_node *node, uint32_t row)
{
    struct start start = {
        .row = row, .outcome = DEFINITION_NONE, .value = DEFINITION_NONE, .date = DEFINITION_NONE
    };
    TRY(kind_need(r, node, YAML_TEXT));
    struct str text = node->text;
    if (str_ends(text, STR(")")) && str_starts(text, STR("fact("))) {
        struct yaml_node inside = part_of(node, 5, text.n - 1);
        return fact_start_read(r, &inside, start);
    }
    if (str_ends(text, STR(")")) && str_starts(text, STR("form("))) {
        struct yaml_node inside = part_of(node, 5, text.n - 1);
        return date_start_read(r, &inside, start);
    }
    size_t slash = str_find(text, '/');
    struct yaml_node name = part_of(node, 0, slash);
    uint32_t step;
    TRY(step_named(r, &name, &step));
    if (slash < text.n) {
        struct range all = r->d->steps[step].outcomes;
        start.outcome = definition_outcome(r->d, step, str_part(text, slash + 1, text.n));
        if (start.outcome == DEFINITION_NONE)
            return fault(r, node, "sop.unknown_outcome", IDS(r, &r->d->outcomes[all.first], all.n));
    }
    started_add(r, step, DEFINITION_NONE, start);
    return OK;
}

static enum err from_read(struct reading *r, const struct yaml_node *node, uint32_t row)
{
    struct row_def *def = &r->d->rows[row];
    if (node->kind == YAML_TEXT) {
        uint32_t here;
        def->here = true;
        return word_read(r, node, STR("here"), &here);
    }
    TRY(kind_need(r, node, YAML_LIST));
    for (const struct yaml_node *of = node->first; of != NULL; of = of->next)
        TRY(start_read(r, of, row));
    return OK;
}

static enum err alarms_read(struct reading *r, const struct yaml_node *list, struct row_def *row)
{
    struct definition *d = r->d;
    row->alarms = (struct range){ d->numbers_n, 0 };
    if (list == NULL)
        return OK;
    TRY(kind_need(r, list, YAML_LIST));
    for (const struct yaml_node *node = list->first; node != NULL; node = node->next) {
        uint32_t before = ALARM_HALF;
        if (node->kind != YAML_TEXT || !str_eq(node->text, STR("half")))
            TRY(duration_read(r, node, &before));
        *TABLE_ADD(r->ctx->arena, d->numbers, d->numbers_n) = before;
        row->alarms.n++;
    }
    return OK;
}

static enum err missed_read(struct reading *r, const struct yaml_node *list, struct row_def *row)
{
    struct definition *d = r->d;
    row->missed = (struct range){ d->missed_n, 0 };
    if (list == NULL)
        return OK;
    TRY(kind_need(r, list, YAML_LIST));
    for (const struct yaml_node *node = list->first; node != NULL; node = node->next) {
        struct missed missed = { .step = DEFINITION_NONE };
        uint32_t kind = 0;
        TRY(kind_need(r, node, YAML_TEXT));
        size_t open = str_find(node->text, '(');
        struct yaml_node word = part_of(node, 0, open);
        TRY(word_read(r, &word, STR("note|ring|task|letter|show|say|path|legal|list"), &kind));
        missed.kind = (enum missed_kind)kind;
        if (open < node->text.n) {
            if (!str_ends(node->text, STR(")")))
                return fault(r, node, "sop.guard_syntax", STR(")"));
            missed.text = str_part(node->text, open + 1, node->text.n - 1);
            missed.step = definition_step_index(d, missed.text);
        }
        *TABLE_ADD(r->ctx->arena, d->missed, d->missed_n) = missed;
        row->missed.n++;
    }
    return OK;
}

static enum err stop_read(struct reading *r, const struct yaml_node *node, struct row_def *row)
{
    uint32_t no;
    if (node->kind == YAML_TEXT)
        return word_read(r, node, STR("no"), &no);
    if (row->kind == ROW_LAW)
        return fault(r, node, "sop.law_stops", STR("no"));
    TRY(keys_known(r, node, STR("by|max|reasons|if")));
    row->may_move = true;
    if (yaml_get(node, STR("by")) == NULL || yaml_get(node, STR("max")) == NULL)
        return fault(r, node, "sop.missing_key", STR("by|max"));
    TRY(role_named(r, yaml_get(node, STR("by")), &row->move_by));
    TRY(duration_read(r, yaml_get(node, STR("max")), &row->move_max_min));
    TRY(words_read(r, yaml_get(node, STR("reasons")), &row->move_reasons));
    return guard_read(r, yaml_get(node, STR("if")), &nowhere, &row->move_if);
}

static enum err row_read(struct reading *r, const struct yaml_node *node, uint32_t index)
{
    static const struct str needed[] = { { "limit", 5 }, { "from", 4 },  { "on", 2 },
                                         { "kind", 4 },  { "owner", 5 }, { "stop", 4 } };
    struct row_def *row = &r->d->rows[index];
    uint32_t on = 0, kind = 0, day = 0;
    TRY(keys_known(r, node,
                   STR("title|limit|from|on|kind|owner|alarm|missed|stop|day_kind|mark|basis")));
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (yaml_get(node, needed[i]) == NULL)
            return fault(r, node, "sop.missing_key", needed[i]);
    TRY(text2_read(r, node, yaml_get(node, STR("title")), true, &row->title));
    TRY(word_read(r, yaml_get(node, STR("day_kind")), STR("calendar|working"), &day));
    row->working = day == 1;
    TRY(limits_read(r, yaml_get(node, STR("limit")), row));
    TRY(from_read(r, yaml_get(node, STR("from")), index));
    TRY(word_read(r, yaml_get(node, STR("on")), STR("each|first|last"), &on));
    row->on = (enum row_on)on;
    TRY(word_read(r, yaml_get(node, STR("kind")), STR("law|office|partner|watch"), &kind));
    row->kind = (enum row_kind)kind;
    TRY(role_named(r, yaml_get(node, STR("owner")), &row->owner));
    TRY(alarms_read(r, yaml_get(node, STR("alarm")), row));
    TRY(missed_read(r, yaml_get(node, STR("missed")), row));
    TRY(stop_read(r, yaml_get(node, STR("stop")), row));
    TRY(mark_read(r, yaml_get(node, STR("mark")), &row->mark));
    return basis_read(r, yaml_get(node, STR("basis")), &row->basis);
}

enum err rows_read(struct reading *r)
{
    const struct yaml_node *file = rows_file(r);
    uint32_t index = 0;
    for (const struct yaml_node *node = file == NULL ? NULL : file->first; node != NULL;
         node = node->next)
        TRY(row_read(r, node, index++));
    return OK;
}
