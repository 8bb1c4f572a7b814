/* Every field of every form of every page, filled in wrongly in each way a person or a machine can:
 * never a failure of ours; what cannot be meant is said at the field, and nothing typed is lost. */
#include "browser.h"

#include "use/desk_inside.h"
#include "web/routes.h"

#include <stdio.h>

enum { FIELDS_MAX = 1000, NAMES_MAX = 2000, PATHS_MAX = 400, LONG_BYTES = 70000 };

struct blank {
    struct str name, type, value, first; /* first: of its choices */
    bool area, pick, box;                /* textarea; select or radio; checkbox */
};

struct sheet {
    struct str action;
    struct blank at[FIELDS_MAX];
    size_t n;
};

static struct sheet form;
static struct str tried[NAMES_MAX]; /* "step form's field" once is enough: one reader reads them */
static struct str before;           /* what the form was told before anything wrong was in it */
static size_t tried_n, posts, refusals, faults;

/* All of them are told, not the first alone. */
static struct str summary(void)
{
    struct str said = str_part(page, str_search(page, STR("id=\"salah\"")), page.n);
    return str_part(said, 0, str_search(said, STR("</ul>")));
}

static void fault(struct str where, const char *what)
{
    struct str said = summary();
    print_message("# %.*s %s (%d)\n#   %.*s\n", STR_ARG(where), what, reply.status, STR_ARG(said));
    faults++;
}

/* ---- a page's forms ---- */

static struct str attribute(struct str tag, const char *name)
{
    struct str mark = str_format(ctx.arena, " %s=\"", name);
    size_t at = str_search(tag, mark);
    if (at == tag.n)
        return STR("");
    struct str rest = str_part(tag, at + mark.n, tag.n);
    return str_part(rest, 0, str_find(rest, '"'));
}

/* The text a page means: five escapes. */
static struct str plain(struct str s)
{
    static const struct {
        const char *name, *is;
    } names[] = {
        { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" }
    };
    struct buf out = buf_open(ctx.arena, s.n + 1);
    for (size_t i = 0; i < s.n;) {
        size_t k = 0;
        while (k < 5 && !str_starts(str_part(s, i, s.n), str_of(names[k].name)))
            k++;
        if (k < 5) {
            buf_put(&out, str_of(names[k].is));
            i += strlen(names[k].name);
        } else {
            buf_byte(&out, s.at[i++]);
        }
    }
    return buf_str(&out);
}

static void field_add(struct str tag, struct str rest, bool area, bool pick)
{
    struct str type = attribute(tag, "type"), name = attribute(tag, "name");
    struct blank field = {
        .name = name, .type = type, .first = attribute(tag, "value"), .area = area, .pick = pick
    };
    bool chosen = str_search(tag, STR(" checked")) < tag.n;
    if (name.n == 0 || str_eq(type, STR("file")))
        return;
    for (size_t i = 0; i < form.n; i++)
        if (str_eq(form.at[i].name, name)) {
            if (chosen)
                form.at[i].value = plain(attribute(tag, "value"));
            return;
        }
    must(form.n < FIELDS_MAX);
    field.box = str_eq(type, STR("checkbox"));
    if (str_eq(type, STR("radio")))
        field.pick = true;
    if (area)
        field.value = plain(str_part(rest, 1, str_search(rest, STR("</textarea>"))));
    else if (!pick && (chosen || (!field.box && !field.pick)))
        field.value = plain(attribute(tag, "value"));
    form.at[form.n++] = field;
}

/* The first form of the page below `path` that is sent, with what stands in it. */
static bool form_read(const char *path)
{
    struct str action = str_format(ctx.arena, " action=\"/serang%s\"", path);
    size_t at = str_search(page, action);
    form.n = 0;
    form.action = str_of(path);
    if (at == page.n)
        return false;
    struct str rest = str_part(page, at, page.n);
    rest = str_part(rest, 0, str_search(rest, STR("</form>")));
    while (rest.n > 0) {
        rest = str_part(rest, str_find(rest, '<'), rest.n);
        struct str tag = str_part(rest, 0, str_find(rest, '>'));
        rest = str_part(rest, tag.n < rest.n ? tag.n + 1 : tag.n, rest.n);
        if (str_starts(tag, STR("<input")))
            field_add(tag, rest, false, false);
        else if (str_starts(tag, STR("<textarea")))
            field_add(tag, rest, true, false);
        else if (str_starts(tag, STR("<select")))
            field_add(tag, rest, false, true);
    }
    return form.n > 0;
}

/* ---- a form filled in ---- */

static void urlencoded(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i] >= 'a' && s.at[i] <= 'z')
            buf_byte(out, s.at[i]);
        else
            buf_format(out, "%%%02X", (unsigned char)s.at[i]);
}

static bool own_of_page(const struct blank *field)
{
    return str_eq(field->type, STR("hidden"));
}

/* What stands in a field that is not the wrong one: without it another is refused first. */
static struct str sound(const struct blank *field)
{
    static const char *const values[][2] = { { "tanggal.S1.01", "2026-11-20" },
                                             { "sudah.S1.01", "present" } };
    if (str_eq(field->name, STR("hasil")))
        return field->first;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (str_eq(field->name, str_of(values[i][0])))
            return str_of(values[i][1]);
    return field->value;
}

static struct str typed_text(size_t i)
{
    return str_format(ctx.arena, "Kata ke %zu & \"lagi\"", i);
}

/* Memory of one page with its form, and of one answer to it. */
static void memory_of(struct arena **arena)
{
    if (*arena == NULL)
        *arena = arena_open((size_t)64 << 20);
    arena_reset(*arena);
    ctx.arena = *arena;
}

static void send_with(size_t wrong, struct str value)
{
    struct buf body = buf_open(ctx.arena, 1 << 20);
    for (size_t i = 0; i < form.n; i++) {
        const struct blank *field = &form.at[i];
        struct str as = i == wrong ? value : field->area ? typed_text(i) : sound(field);
        if (str_eq(field->name, STR("csrf")) || str_eq(field->name, STR("permintaan")) ||
            (as.n == 0 && (field->box || field->pick)))
            continue;
        if (body.n > 0)
            buf_byte(&body, '&');
        urlencoded(&body, field->name);
        buf_byte(&body, '=');
        urlencoded(&body, as);
    }
    struct id fresh = id_random();
    undo_rounds(true);
    post_with(str_z(ctx.arena, form.action), hex_write(ctx.arena, fresh.at, sizeof fresh.at),
              str_z(ctx.arena, buf_str(&body)));
    undo_rounds(false);
    posts++;
}

/* ---- what a wrong form is answered ---- */

struct wrong {
    const char *name;
    struct str value;
    unsigned tried, refused; /* at which types of fields; which of them cannot mean it */
    bool printable;
};

static bool said_at(const struct blank *field)
{
    struct str name = field->name;
    for (size_t i = 0; i + 2 < name.n; i++) /* items.0.start: the list it stands in */
        if (name.at[i] == '.' && name.at[i + 1] == '0' && name.at[i + 2] == '.')
            name = str_part(name, 0, i);
    struct str place = str_join(ctx.arena, STR("f-"), name);
    struct str mark = str_format(ctx.arena, "href=\"#%.*s\"", STR_ARG(place));
    struct str itself = str_format(ctx.arena, "id=\"%.*s-salah\"", STR_ARG(place));
    return str_search(page, mark) < page.n && str_search(page, itself) < page.n;
}

static void judge(const struct wrong *wrong, size_t at, bool must_refuse)
{
    const struct blank *field = &form.at[at];
    struct str where = str_format(ctx.arena, "%.*s %.*s (%.*s): %s", STR_ARG(form.action),
                                  STR_ARG(field->name), STR_ARG(field->type), wrong->name);
    if (reply.status >= 500 || page.n + reply.location.n == 0)
        fault(where, "is our failure");
    if (str_search(page, STR("\xe2\x80\xae")) < page.n)
        fault(where, "turns the words around it");
    /* The screening is a draft: what it holds is judged when its step is done. */
    bool draft = str_ends(form.action, STR("/skrining"));
    if (reply.status < 400) {
        if (must_refuse && !draft && reply.status != 200) /* 200: asks back before it saves */
            fault(where, "is taken");
        return;
    }
    refusals++;
    struct str all = plain(page);
    for (size_t i = 0; i < form.n; i++)
        if (form.at[i].area && i != at && str_search(all, typed_text(i)) == all.n)
            fault(where, "loses what else was typed");
    /* Refused as a whole, or for what was missing already: nobody has looked at this field. */
    if (reply.status != 422 || (before.n > 0 && str_eq(before, summary())))
        return;
    if (must_refuse && !said_at(field))
        fault(where, "is refused, and not at the field");
    bool shown = wrong->value.n < 100 && !field->pick && !field->box && wrong->printable;
    if (must_refuse && shown && str_search(all, wrong->value) == all.n)
        fault(where, "is not there any more");
}

/* Codes of the national lists are text to a deed. */
static bool is_code(struct str name)
{
    const struct definition *sop = office->newest->definition;
    for (uint32_t i = 0; i < sop->fields_n; i++)
        if (str_eq(sop->fields[i].key, name) && sop->fields[i].type == FIELD_CODE)
            return true;
    return false;
}

static void field_try(size_t at)
{
    static char much[LONG_BYTES];
    static struct arena *of_answer;
    memset(much, 'a', sizeof much);
    const struct blank *field = &form.at[at];
    struct str type = field->type;
    bool date = str_eq(type, STR("date")) || str_eq(type, STR("datetime-local"));
    bool number = str_eq(type, STR("number"));
    bool secret = str_eq(type, STR("password")) || str_eq(type, STR("search")); /* not kept */
    enum { LINE = 1, MOMENT = 2, CHOICE = 4, EVERY = 7 };
    unsigned is = date || number ? MOMENT : field->pick || field->box ? CHOICE : LINE;
    const struct wrong all[] = {
        { "empty", STR(""), LINE | MOMENT, 0, true },
        { "too long", { much, sizeof much }, LINE, secret ? 0 : LINE, true },
        { "control bytes", { "a\x01\x1b[2Jb\x7f", 8 }, LINE, 0, false },
        { "a NUL byte", { "a\0b", 3 }, EVERY, MOMENT | CHOICE, false },
        { "turned words", STR("a\xe2\x80\xae<b>b"), LINE, 0, false },
        { "no such day", STR("2026-02-30"), MOMENT, MOMENT, true },
        { "a day to come", STR("2999-01-01"), MOMENT, number ? MOMENT : 0, true },
        { "a negative number", STR("-7"), MOMENT, number ? 0 : MOMENT, true },
        { "a word", STR("banyak"), MOMENT | CHOICE, MOMENT | CHOICE, true },
        { "markup", STR("\"><script>"), LINE | MOMENT, MOMENT, true },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if ((all[i].tried & is) == 0)
            continue;
        memory_of(&of_answer);
        send_with(at, all[i].value);
        judge(&all[i], at, (all[i].refused & is) != 0 && !field->box && !is_code(field->name));
    }
}

static bool tried_before(struct str path, struct str name)
{
    /* The same question for each step of a running case on paper. */
    if (str_starts(name, STR("sudah.")) || str_starts(name, STR("tanggal.")))
        name = str_part(name, 0, str_find(name, '.'));
    /* The form of a step: its fields are read alike whatever the step. */
    struct str key = str_search(path, STR("/langkah/")) < path.n
                         ? str_join(ctx.arena, STR("langkah "), name)
                         : str_format(ctx.arena, "%.*s %.*s", STR_ARG(path), STR_ARG(name));
    for (size_t i = 0; i < tried_n; i++)
        if (str_eq(tried[i], key))
            return true;
    must(tried_n < NAMES_MAX);
    tried[tried_n++] = key;
    return false;
}

static void path_try(const char *path)
{
    static struct arena *of_page;
    struct arena *lasting = ctx.arena;
    memory_of(&of_page);
    get(path);
    if (reply.status == 200 && form_read(path)) {
        send_with(form.n, STR(""));
        before = summary();
        bool waits = reply.status != 404; /* else nothing is there, whatever is sent */
        for (size_t i = 0; waits && i < form.n; i++) {
            ctx.arena = lasting;
            if (!own_of_page(&form.at[i]) && !tried_before(form.action, form.at[i].name))
                field_try(i);
        }
    }
    ctx.arena = lasting;
}

static void every_form(const char *login, struct str casefile, struct str entry)
{
    log_in_as(login);
    for (size_t i = 0; i < routes_n; i++) {
        struct str pattern = str_of(routes[i].pattern), rest;
        if (routes[i].method != METHOD_POST || routes[i].page == NULL)
            continue;
        size_t steps =
            str_search(pattern, STR(":step")) < pattern.n ? office->newest->definition->steps_n : 1;
        for (size_t s = 0; s < steps; s++) {
            struct buf path = buf_open(ctx.arena, 1000);
            for (rest = pattern; rest.n > 0;) {
                struct str part = str_cut(str_part(rest, 1, rest.n), '/', &rest);
                rest = str_part(pattern, pattern.n - rest.n - (rest.n > 0), pattern.n);
                buf_byte(&path, '/');
                buf_put(&path, str_eq(part, STR(":case"))    ? casefile
                               : str_eq(part, STR(":entry")) ? entry
                               : str_eq(part, STR(":step"))
                                   ? office->newest->definition->steps[s].id
                               : str_eq(part, STR(":subject")) ? STR("1")
                                                               : part);
            }
            path_try(str_z(ctx.arena, buf_str(&path)));
        }
    }
}

static void nothing_wrong_is_taken_and_nothing_typed_is_lost(void **state)
{
    (void)state;
    static const char *const team[] = { "ratna", "sari", "tuti", "joko", "hadi", "yuni", NULL };
    static const char *const logins[] = { "bayu", "rina", "ratna", "tuti", "agus", "wulan" };
    struct str casefile = str_copy(ctx.arena, case_with(team));
    log_in_as("bayu");
    get(str_z(ctx.arena, str_format(ctx.arena, "/kasus/%.*s/riwayat", STR_ARG(casefile))));
    size_t at = str_search(page, STR("/ralat/"));
    assert_true(at < page.n);
    struct str entry = str_copy(ctx.arena, str_part(page, at + 7, at + 7 + 64));
    for (size_t i = 0; i < sizeof logins / sizeof *logins; i++)
        every_form(logins[i], casefile, entry);
    print_message("# %zu fields, %zu forms sent, %zu refused\n", tried_n, posts, refusals);
    assert_int_equal(faults, 0);
    assert_true(tried_n > 100);
    assert_true(refusals > 300);
}

int main(void)
{
    unit_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_wrong_is_taken_and_nothing_typed_is_lost),
    };
    return cmocka_run_group_tests(tests, office_up, office_down);
}
