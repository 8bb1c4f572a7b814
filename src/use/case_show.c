#include "use/case_show.h"

#include "store/reads.h"
#include "store/tasks.h"
#include "use/case_rows.h"
#include "use/subject_rows.h"

enum { LOOKS_SHOWN = 5, NEWEST_ROWS = 30, ALL_PARTS = 0x0FFE };

/* Of the rows that may be shown, newest first: `from` skipped, at most `max`. */
static enum err timeline(struct desk_ctx *desk, const struct casefile *casefile,
                         const struct case_history_in *in, uint16_t parts,
                         struct case_history_out *out)
{
    struct entry_row *rows = arena_array(desk->ctx->arena, struct entry_row, HISTORY_PAGE_ROWS);
    out->rows = rows;
    for (size_t i = casefile->opened->n; i-- > 0;) {
        const struct case_entry *entry = &casefile->opened->at[i];
        struct entry_row row;
        if (!entry_shown(entry))
            continue;
        bool wanted = out->whole >= in->from && out->rows_n < HISTORY_PAGE_ROWS;
        if (in->service.n == 0 && !wanted) {
            out->whole++;
            continue;
        }
        TRY(entry_row_of(desk, casefile, entry, wanted ? parts : 0, &row));
        if (in->service.n > 0 && !str_starts(row.step, in->service))
            continue;
        if (wanted)
            rows[out->rows_n++] = row;
        out->whole++;
    }
    return OK;
}

/* D04 missed without any result: shown so, and nobody signed it. */
static bool treated_as_presumed(const struct casefile *casefile, const struct asked *asked)
{
    uint32_t ident = definition_fact(casefile->sop, STR("ident"));
    if (ident == DEFINITION_NONE || casestate_fact(casefile->state, ident, 0) != 0)
        return false;
    for (uint32_t i = 0; i < asked->open_n; i++) {
        const struct open_place *place = &asked->open[i];
        if (!place->late || place->row == DEFINITION_NONE)
            continue;
        struct range missed = casefile->sop->rows[place->row].missed;
        for (uint32_t m = 0; m < missed.n; m++)
            if (casefile->sop->missed[missed.first + m].kind == MISSED_SHOW)
                return true;
    }
    return false;
}

static enum err case_show_do(struct desk_ctx *desk, const struct case_show_in *in,
                             struct case_show_out *out)
{
    struct case_history_out newest = { 0 };
    struct case_history_in from = { 0 };
    uint16_t parts = in->with_values ? ALL_PARTS : 0;
    *out = (struct case_show_out){ .closed_min = INT64_MIN };
    TRY(casefile_reach(desk, in->casefile, REACH_CASE, parts, &out->casefile));
    const struct case_row *row = &out->casefile->opened->row;
    parts = (uint16_t)(parts & out->casefile->mask);
    struct asked *asked = arena_new(desk->ctx->arena, struct asked);
    casestate_ask(desk->ctx, out->casefile->state, desk_now_min(desk), asked);
    out->asked = asked;
    out->opened_min = out->casefile->opened->opened_min;
    if (row->state == CASE_CLOSED)
        out->closed_min = row->changed_ms / 60000;
    out->responsible = out->casefile->opened->responsible;
    out->risk = row->risk;
    out->treated_as_presumed = treated_as_presumed(out->casefile, asked);
    TRY(sealed_counts(desk, out->casefile, &out->sealed, &out->sealed_n));
    TRY(team_rows(desk, out->casefile, &out->team, &out->team_n));
    out->consents = consent_rows(desk, out->casefile, &out->consents_n);
    if (parts != 0)
        TRY(newest_values(desk, out->casefile, parts, &out->values, &out->values_n));
    TRY(subject_rows(desk, out->casefile, parts, &out->subjects, &out->subjects_n));
    TRY(look_rows(desk, out->casefile, LOOKS_SHOWN, &out->looks, &out->looks_n));
    TRY(timeline(desk, out->casefile, &from, parts, &newest));
    out->newest = newest.rows;
    out->newest_n = newest.rows_n;
    return OK;
}

DEED(case_show, .name = "case.show", .rights = RIGHT_BOARD, .trace = DEED_READS)

static enum err case_history_do(struct desk_ctx *desk, const struct case_history_in *in,
                                struct case_history_out *out)
{
    *out = (struct case_history_out){ 0 };
    TRY(casefile_reach(desk, in->casefile, REACH_HISTORY, ALL_PARTS, &out->casefile));
    TRY(safe_values(desk, out->casefile, &out->safe, &out->safe_n));
    return timeline(desk, out->casefile, in, out->casefile->mask, out);
}

DEED(case_history, .name = "case.history", .rights = RIGHT_BOARD, .trace = DEED_READS)

/* Who looked: for the team with what they opened, for an auditor from the envelopes alone. */
static enum err case_access_do(struct desk_ctx *desk, const struct case_access_in *in,
                               struct case_access_out *out)
{
    const struct casefile *casefile = NULL;
    struct read_row *reads;
    struct id id;
    size_t n;
    *out = (struct case_access_out){ 0 };
    if (casefile_reach(desk, in->casefile, REACH_ACCESS, 0, &casefile) != OK) {
        if (!desk_may(desk, RIGHT_AUDIT) || !office_is_open(desk->office) ||
            case_find(desk->ctx, desk->office, in->casefile, &id) != OK)
            return ctx_fail(desk->ctx, ERR_MISSING, "case.none");
        casefile = NULL;
    }
    if (casefile != NULL) {
        id = casefile->id;
        out->alias = casefile->alias;
        out->sop = casefile->sop;
        TRY(team_rows(desk, casefile, &out->team, &out->team_n));
    }
    TRY(reads_of_case(desk->ctx, desk->office, id,
                      casefile == NULL ? NULL : &casefile->opened->keyset, &reads, &n));
    struct access_line *rows = arena_array(desk->ctx->arena, struct access_line, n + 1);
    for (size_t i = in->from; i < n && out->rows_n < HISTORY_PAGE_ROWS; i++)
        rows[out->rows_n++] = (struct access_line){
            .officer = reads[i].officer,
            .at_min = reads[i].at_ms / 60000,
            .kind = reads[i].kind,
            .parts = reads[i].parts,
            .page = (uint16_t)reads[i].page,
            .purpose = reads[i].purpose,
        };
    out->rows = rows;
    out->whole = (uint32_t)n;
    return OK;
}

DEED(case_access, .name = "case.access", .rights = RIGHT_BOARD | RIGHT_AUDIT, .trace = DEED_READS)
