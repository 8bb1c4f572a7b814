/* The board's middle: next step, open steps, why others are not open, the six services. */
#include "web/casefile_fill.h"

#include "domain/casestate.h"
#include "web/mend.h"
#include "web/say.h"

enum { BARS_MAX = 12, BLOCKED_SHOWN_MAX = 12 };

static struct address place_href(const struct visit *visit, const struct case_show_out *out,
                                 const struct open_place *place)
{
    struct str step = out->casefile->sop->steps[place->step].id;
    struct str address = out->casefile->address;
    return step_address(visit, address, step, place->subject);
}

static struct str place_said(const struct visit *visit, const struct case_show_out *out,
                             const struct open_place *place)
{
    const struct definition *sop = out->casefile->sop;
    return subject_said(visit, sop,
                        subject_row_of(out->subjects, out->subjects_n, sop->steps[place->step].each,
                                       place->subject));
}

/* Titles of the roles that do the step. */
static struct str who_does(const struct visit *visit, const struct definition *sop,
                           const struct step *step)
{
    struct buf out = buf_open(visit->ctx->arena, 400);
    for (uint32_t r = 0; r < sop->roles_n && r < 64; r++) {
        if ((step->roles >> r & 1) == 0)
            continue;
        if (out.n > 0)
            buf_put(&out, STR(", "));
        buf_put(&out, say_text2(visit, sop->roles[r].title));
    }
    return buf_str(&out);
}

/* The law that sets the due time, or that it is the office's own standard. */
static struct str standard(const struct visit *visit, const struct definition *sop, uint32_t row)
{
    if (row == DEFINITION_NONE)
        return STR("");
    const struct row_def *def = &sop->rows[row];
    if (def->kind == ROW_LAW && basis_binds(sop, def->mark, def->basis, OFFICE_KIND))
        for (uint32_t i = 0; i < sop->laws_n; i++)
            if (str_eq(sop->laws[i].key, sop->words[def->basis.first]))
                return say_text2(visit, sop->laws[i].title);
    return words_say(visit->lang, "tenggat.standar_kantor");
}

static struct task_view task_view_of(const struct visit *visit, const struct case_show_out *out,
                                     const struct open_place *place)
{
    const struct definition *sop = out->casefile->sop;
    const struct step *step = &sop->steps[place->step];
    struct when when = say_when(visit);
    struct task_view task = {
        .code = step->id,
        .title = say_text2(visit, step->title),
        .place = place_said(visit, out, place),
        .who = who_does(visit, sop, step),
        .href = place_href(visit, out, place),
        .due = when_due(&when, place->due_min),
        .standard = standard(visit, sop, place->row),
    };
    if (place->due_min != INT64_MIN)
        task.exact = when_full(&when, place->due_min);
    if (place->due_first_min != place->due_min && place->due_first_min != INT64_MIN)
        task.was = when_short(&when, place->due_first_min);
    if (place->waits_second)
        task.waiting = words_say(visit->lang, "tanda.satu_dari_dua");
    return task;
}

/* Several deadlines may stand at one place: it is shown once, by the earliest. */
static bool shown_before(const struct asked *asked, uint32_t i)
{
    for (uint32_t j = 0; j < i; j++)
        if (asked->open[j].step == asked->open[i].step &&
            asked->open[j].subject == asked->open[i].subject)
            return true;
    return false;
}

static void tasks_fill(const struct visit *visit, const struct case_show_out *out,
                       struct casefile_view *view)
{
    const struct asked *asked = out->asked;
    struct task_view *tasks = arena_array(visit->ctx->arena, struct task_view, asked->open_n + 1);
    size_t n = 0;
    for (uint32_t i = 0; i < asked->open_n; i++)
        if (asked->open[i].enabled && !shown_before(asked, i))
            tasks[n++] = task_view_of(visit, out, &asked->open[i]);
    view->tasks.at = tasks;
    view->tasks.n = n;
}

static struct blocked_view blocked_of(const struct visit *visit, const struct case_show_out *out,
                                      const struct open_place *place)
{
    const struct definition *sop = out->casefile->sop;
    struct mends mends =
        mends_of(visit, sop, out->casefile->address, place->blocked, place->blocked_n);
    struct blocked_view blocked = { .code = sop->steps[place->step].id,
                                    .title = say_text2(visit, sop->steps[place->step].title),
                                    .place = place_said(visit, out, place),
                                    .anyway = place_href(visit, out, place) };
    blocked.reasons.at = mends.at;
    blocked.reasons.n = mends.n;
    for (uint32_t i = 0; i < place->blocked_n; i++)
        if (place->blocked[i].kind == MISSING_NEED && place->blocked[i].hold == HOLD_NEVER)
            blocked.anyway = (struct address){ 0 };
    return blocked;
}

static void blocked_fill(const struct visit *visit, const struct case_show_out *out,
                         struct casefile_view *view)
{
    const struct asked *asked = out->asked;
    struct blocked_view *rows =
        arena_array(visit->ctx->arena, struct blocked_view, BLOCKED_SHOWN_MAX);
    size_t n = 0;
    for (uint32_t i = 0; i < asked->open_n && n < BLOCKED_SHOWN_MAX; i++)
        if (!asked->open[i].enabled && !asked->open[i].waits_second && !shown_before(asked, i))
            rows[n++] = blocked_of(visit, out, &asked->open[i]);
    view->blocked.at = rows;
    view->blocked.n = n;
}

/* The first thing this officer can do now, by due time; else the first of anybody. */
static const struct open_place *next_place(const struct visit *visit,
                                           const struct case_show_out *out)
{
    const struct definition *sop = out->casefile->sop;
    uint64_t mine = desk_sop_roles(visit->desk, sop);
    const struct open_place *anybody = NULL;
    for (uint32_t i = 0; i < out->asked->open_n; i++) {
        const struct open_place *place = &out->asked->open[i];
        if (!place->enabled || place->waits_second)
            continue;
        if (sop->steps[place->step].roles & mine)
            return place;
        if (anybody == NULL)
            anybody = place;
    }
    return anybody;
}

static void next_fill(const struct visit *visit, const struct case_show_out *out,
                      struct casefile_view *view)
{
    const struct open_place *place = next_place(visit, out);
    if (place == NULL) {
        view->resting = words_say(visit->lang, out->asked->closed      ? "kasus.sudah_tutup"
                                               : out->asked->may_close ? "kasus.boleh_tutup"
                                                                       : "kasus.menunggu");
        if (out->asked->may_close && !out->asked->closed)
            view->resting_link = (struct link_view){
                words_say(visit->lang, "tutup.judul"),
                visit_address(visit, "/kasus/%.*s/tutup", STR_ARG(out->casefile->address)),
            };
        return;
    }
    struct task_view task = task_view_of(visit, out, place);
    view->next_line = task.due.text;
    view->next_title = task.title;
    view->next_place = task.place;
    view->next_detail = say_text2(visit, out->casefile->sop->steps[place->step].guide);
    view->next_who = task.who;
    view->next_exact = task.exact;
    view->next_href = task.href;
    view->next_late = place->late;
    struct str query =
        place->subject == 0 ? STR("") : str_format(visit->ctx->arena, "?subjek=%u", place->subject);
    if (desk_may(visit->desk, RIGHT_SERVICES)) /* a step that is not wanted is skipped */
        view->next_not_now = visit_address(
            visit, "/kasus/%.*s/langkah/%.*s/lewati%.*s", STR_ARG(out->casefile->address),
            STR_ARG(out->casefile->sop->steps[place->step].id), STR_ARG(query));
}

/* What stands open in a service, and whether any of it is late or soon. */
static struct str service_state(const struct visit *visit, const struct case_show_out *out,
                                uint32_t service)
{
    static const char *const states[] = { "tidak", "nanti", "jalan-kini", "beres", "tidak" };
    struct when when = say_when(visit);
    struct str state = str_of(states[out->asked->services[service]]);
    for (uint32_t i = 0; i < out->asked->open_n; i++) {
        const struct open_place *place = &out->asked->open[i];
        if (out->casefile->sop->steps[place->step].service != service || !place->enabled)
            continue;
        if (place->late)
            return STR("tenggat");
        if (str_eq(when_due(&when, place->due_min).tone, STR("segera")))
            state = STR("segera");
    }
    return state;
}

static void bars_fill(const struct visit *visit, const struct case_show_out *out, uint32_t service,
                      struct service_view *view)
{
    const struct definition *sop = out->casefile->sop;
    struct bar_view *bars = arena_array(visit->ctx->arena, struct bar_view, BARS_MAX);
    int64_t done = 0, open = 0;
    for (uint32_t s = 0; s < sop->steps_n; s++)
        if (sop->steps[s].service == service)
            done += casestate_done(out->casefile->state, s, 0);
    for (uint32_t i = 0; i < out->asked->open_n; i++)
        open +=
            sop->steps[out->asked->open[i].step].service == service && !shown_before(out->asked, i);
    for (int64_t i = 0; i < done && i < BARS_MAX; i++)
        bars[i].done = true;
    view->bars.at = bars;
    view->bars.n = (size_t)(done + open < BARS_MAX ? done + open : BARS_MAX);
    struct say_arg args[] = { say_number("n", done), say_number("m", done + open) };
    view->bars_text = words_fill(visit->ctx->arena, visit->lang, "layanan.langkah", args, 2);
}

static struct str state_icon(struct str state)
{
    return str_eq(state, STR("beres"))                                  ? STR("circle-check")
           : str_eq(state, STR("tenggat"))                              ? STR("triangle-alert")
           : str_eq(state, STR("tidak")) || str_eq(state, STR("nanti")) ? STR("circle")
                                                                        : STR("clock");
}

static void services_fill(const struct visit *visit, const struct case_show_out *out,
                          struct casefile_view *view)
{
    static const char *const icons[] = { "megaphone", "heart-pulse", "house",
                                         "scale",     "bus",         "sprout" };
    const struct definition *sop = out->casefile->sop;
    struct arena *arena = visit->ctx->arena;
    struct service_view *rows = arena_array(arena, struct service_view, sop->services_n + 1);
    size_t n = 0;
    for (uint32_t s = 0; s < sop->services_n; s++) {
        struct str id = sop->services[s].id;
        int64_t number;
        /* S0 cuts across the six and is no stop of the map. */
        if (!str_int(str_part(id, 1, id.n), &number) || number < 1 || number > 6)
            continue;
        struct str state = service_state(visit, out, s);
        rows[n] = (struct service_view){
            .place = str_format(arena, "p%d", (int)number),
            .name = say_text2(visit, sop->services[s].title),
            .icon = str_of(icons[number - 1]),
            .state = state,
            .state_icon = state_icon(state),
            .state_text = words_code(arena, visit->lang, "layanan.state.", state),
            .href = visit_address(visit, "/kasus/%.*s/riwayat?layanan=%.*s",
                                  STR_ARG(out->casefile->address), STR_ARG(id)),
        };
        bars_fill(visit, out, s, &rows[n]);
        n++;
    }
    view->services.at = rows;
    view->services.n = n;
}

void casefile_steps_fill(struct visit *visit, const struct case_show_out *out,
                         struct casefile_view *view)
{
    next_fill(visit, out, view);
    tasks_fill(visit, out, view);
    blocked_fill(visit, out, view);
    services_fill(visit, out, view);
}
