#include "web/access_fill.h"

#include "web/mend.h"
#include "web/say.h"

/* "diberi Ahmad: Gantian jaga" or how it came. */
static struct str why_said(const struct visit *visit, const struct definition *sop,
                           const struct team_row *row)
{
    static const char *const keys[] = { "akses.diberi", "akses.penerima_aduan",
                                        "akses.penanggung_jawab", "akses.dari_program" };
    struct arena *arena = visit->ctx->arena;
    if (row->why != TEAM_GIVEN)
        return words_say(visit->lang, keys[row->why]);
    struct say_arg by = say_text("nama", say_officer(visit, row->by));
    struct str given = words_fill(arena, visit->lang, keys[TEAM_GIVEN], &by, 1);
    struct str reason =
        row->reason.n == 0 || sop == NULL ? STR("") : reason_said(visit, sop, row->reason);
    struct str why = reason.n == 0 || row->words.n == 0
                         ? str_join(arena, reason, row->words)
                         : str_format(arena, "%.*s. %.*s", STR_ARG(reason), STR_ARG(row->words));
    return why.n == 0 ? given : str_format(arena, "%.*s: %.*s", STR_ARG(given), STR_ARG(why));
}

struct grant_row *grants_of(const struct visit *visit, const struct definition *sop,
                            const struct team_row *team, size_t n, bool may_end)
{
    struct when when = say_when(visit);
    struct grant_row *rows = arena_array(visit->ctx->arena, struct grant_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct member *member = desk_member(visit->desk, team[i].officer);
        rows[i] = (struct grant_row){
            .who = say_officer(visit, team[i].officer),
            .role = member == NULL ? STR("") : say_roles(visit, member->roles),
            .what = say_parts(visit, team[i].mask),
            .until = words_say(visit->lang, "akses.tanpa_batas"),
            .why = why_said(visit, sop, &team[i]),
            .last = words_say(visit->lang, "akses.belum_membuka"),
            .id = hex_write(visit->ctx->arena, team[i].officer.at, ID_BYTES),
            .may_end = may_end,
        };
        if (team[i].until_min != 0)
            rows[i].until = when_short(&when, team[i].until_min);
        if (team[i].last_min != 0)
            rows[i].last = when_short(&when, team[i].last_min);
    }
    return rows;
}

struct look_row *looks_of(const struct visit *visit, const struct access_line *lines, size_t n)
{
    struct when when = say_when(visit);
    struct look_row *rows = arena_array(visit->ctx->arena, struct look_row, n + 1);
    for (size_t i = 0; i < n; i++)
        rows[i] = (struct look_row){
            .when = when_short(&when, lines[i].at_min),
            .who = say_officer(visit, lines[i].officer),
            .what = say_parts(visit, lines[i].parts),
            .why = lines[i].page == 0
                       ? STR("")
                       : words_code(visit->ctx->arena, visit->lang, "akses.halaman.",
                                    str_format(visit->ctx->arena, "%u", lines[i].page)),
        };
    return rows;
}
