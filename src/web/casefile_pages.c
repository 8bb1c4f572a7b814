/* The board of one case and its JSON. */
#include "web/handlers.h"

#include "pages.h"
#include "web/casefile_fill.h"
#include "web/chrome.h"
#include "web/mend.h"
#include "web/say.h"

static void board_write(struct visit *visit, const struct case_show_out *out, struct str opened)
{
    struct casefile_view *view = arena_new(visit->ctx->arena, struct casefile_view);
    view->chrome = chrome_view(visit, "kasus.berkas");
    view->chrome.print_code = out->casefile->address;
    casefile_head_fill(visit, out, view);
    casefile_steps_fill(visit, out, view);
    casefile_people_fill(visit, out, opened, view);
    casefile_entries_fill(visit, out, view);
    struct html html = visit_html(visit, 200);
    page_berkas(&html, view);
}

static enum err board_read(struct visit *visit, struct case_show_out *out)
{
    struct case_show_in in = { .casefile = visit->params[0], .with_values = true };
    return case_show(visit->desk, &in, out);
}

void casefile_show(struct visit *visit)
{
    struct case_show_out out = { 0 };
    enum err err = board_read(visit, &out);
    if (err != OK)
        visit_fail(visit, err);
    else
        board_write(visit, &out, STR(""));
}

/* One sealed field, opened and recorded (4.3): the value stands only on this answer. */
void casefile_reveal(struct visit *visit)
{
    struct case_show_out out = { 0 };
    enum err err = board_read(visit, &out);
    if (err != OK)
        visit_fail(visit, err);
    else
        board_write(visit, &out, posted_get(&visit->posted, STR("isian")));
}

static void json_place(struct json *json, const struct visit *visit, const struct definition *sop,
                       const struct open_place *place)
{
    json_object_begin(json);
    json_put_str(json, "step", sop->steps[place->step].id);
    json_put_str(json, "title", say_text2(visit, sop->steps[place->step].title));
    json_put_int(json, "subject", place->subject);
    if (place->row != DEFINITION_NONE)
        json_put_str(json, "deadline", sop->rows[place->row].id);
    json_time(json, visit, "due", place->due_min);
    json_put_bool(json, "late", place->late);
    json_put_bool(json, "enabled", place->enabled);
    json_put_bool(json, "waits_second", place->waits_second);
    json_missing(json, visit, sop, place->blocked, place->blocked_n);
    json_end(json);
}

static void json_services(struct json *json, const struct visit *visit,
                          const struct definition *sop, const struct asked *asked)
{
    static const char *const states[] = { "not_needed", "requested", "running", "done", "stopped" };
    json_key(json, "services");
    json_array_begin(json);
    for (uint32_t i = 0; i < sop->services_n; i++) {
        json_object_begin(json);
        json_put_str(json, "service", sop->services[i].id);
        json_put_str(json, "title", say_text2(visit, sop->services[i].title));
        json_put_str(json, "state", str_of(states[asked->services[i]]));
        json_end(json);
    }
    json_end(json);
}

static void json_sealed(struct json *json, const struct visit *visit,
                        const struct case_show_out *out)
{
    json_key(json, "sealed");
    json_array_begin(json);
    for (size_t i = 0; i < out->sealed_n; i++) {
        json_object_begin(json);
        json_put_int(json, "compartment", out->sealed[i].compartment);
        json_put_int(json, "entries", out->sealed[i].entries);
        json_text(json, "ask", say_officer(visit, out->sealed[i].ask));
        json_end(json);
    }
    json_end(json);
}

static void json_values(struct json *json, const struct visit *visit, const struct field_row *rows,
                        size_t n)
{
    json_key(json, "values");
    json_array_begin(json);
    for (size_t i = 0; i < n; i++) {
        json_object_begin(json);
        json_put_int(json, "no", rows[i].no);
        json_text(json, "key", rows[i].key);
        json_put_str(json, "text", rows[i].text);
        json_time(json, visit, "at", rows[i].at_min);
        json_end(json);
    }
    json_end(json);
}

void json_entry(struct json *json, const struct visit *visit, const struct definition *sop,
                const struct entry_row *row)
{
    struct arena *arena = visit->ctx->arena;
    json_object_begin(json);
    json_hex(json, "entry", row->entry, sizeof row->entry, arena);
    json_hex(json, "ref", row->ref, sizeof row->ref, arena);
    json_put_str(json, "text", entry_title(visit, sop, row));
    json_text(json, "step", row->step);
    if (row->subject > 0)
        json_put_int(json, "subject", row->subject);
    json_text(json, "outcome", row->outcome);
    json_text(json, "reason", row->reason);
    json_text(json, "words", row->words);
    if (row->on_paper) {
        json_put_bool(json, "on_paper", true);
        json_text(json, "signer", row->signer);
        json_text(json, "kept", row->kept);
    }
    json_text(json, "linked", row->linked);
    json_time(json, visit, "happened", row->happened_min);
    json_time(json, visit, "written", row->written_min);
    json_text(json, "officer", say_officer(visit, row->officer));
    json_put_int(json, "sealed", row->sealed);
    json_put_bool(json, "corrected", row->corrected);
    json_put_bool(json, "deviation", row->deviation);
    json_put_bool(json, "reviewed", row->reviewed);
    json_values(json, visit, row->values, row->values_n);
    json_end(json);
}

static void json_board(struct json *json, const struct visit *visit,
                       const struct case_show_out *out)
{
    const struct definition *sop = out->casefile->sop;
    json_text(json, "case", out->casefile->address);
    json_text(json, "alias", out->casefile->alias);
    json_text(json, "stage", out->asked->stage);
    json_time(json, visit, "opened", out->opened_min);
    json_time(json, visit, "closed", out->closed_min);
    json_text(json, "responsible", say_officer(visit, out->responsible));
    json_put_int(json, "risk", out->risk);
    json_put_bool(json, "may_close", out->asked->may_close);
    json_put_bool(json, "treated_as_presumed", out->treated_as_presumed);
    json_key(json, "open");
    json_array_begin(json);
    for (uint32_t i = 0; i < out->asked->open_n; i++)
        json_place(json, visit, sop, &out->asked->open[i]);
    json_end(json);
    json_services(json, visit, sop, out->asked);
    json_sealed(json, visit, out);
    json_values(json, visit, out->values, out->values_n);
    json_key(json, "entries");
    json_array_begin(json);
    for (size_t i = 0; i < out->newest_n; i++)
        json_entry(json, visit, sop, &out->newest[i]);
    json_end(json);
}

void casefile_api(struct visit *visit)
{
    struct case_show_out out = { 0 };
    enum err err = board_read(visit, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_board(&json, visit, &out);
    json_end(&json);
}
