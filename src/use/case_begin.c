#include "use/case_begin.h"

#include "domain/facts.h"
#include "store/tasks.h"

enum { ALIAS_TRIES = 200, ALIAS_NUMBERS = 99 };

/* The opener writes every compartment but the counselling notes, whose key is not his to draw. */
enum { OPENER_MASK = 0x0FFE & ~(1 << PART_NOTES) };

static uint32_t draw_below(uint32_t n)
{
    uint32_t random;
    draw(&random, sizeof random);
    return random % n;
}

enum err alias_check(struct desk_ctx *desk, struct str alias)
{
    if (alias.n < 2 || alias.n > ALIAS_BYTES_MAX)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "alias.form", STR("alias"));
    for (size_t i = 0; i < alias.n; i++) {
        char c = alias.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != ' ')
            return ctx_fail_at(desk->ctx, ERR_INVALID, "alias.form", STR("alias"));
    }
    return OK;
}

enum err alias_draw(struct desk_ctx *desk, struct str *out)
{
    const struct sop *sop;
    bool taken = true;
    TRY(desk_sop_newest(desk->ctx, desk->desk, &sop));
    must(sop->aliases_n > 0);
    for (int i = 0; i < ALIAS_TRIES && taken; i++) {
        struct str word = sop->aliases[draw_below((uint32_t)sop->aliases_n)];
        /* In an office with thousands of cases two digits run out: then three. */
        uint32_t numbers = i < ALIAS_TRIES / 2 ? ALIAS_NUMBERS : 10 * ALIAS_NUMBERS;
        *out = str_format(desk->ctx->arena, "%.*s-%02u", STR_ARG(word), 1 + draw_below(numbers));
        TRY(alias_taken(desk->ctx, desk->office, *out, &taken));
    }
    return taken ? ctx_fail(desk->ctx, ERR_CONFLICT, "alias.taken") : OK;
}

/* The case manager with the fewest open cases; the writer himself when he is one. */
static enum err manager_find(struct desk_ctx *desk, const struct member **out)
{
    size_t n, best = SIZE_MAX;
    const struct member *members = desk_members(desk, &n);
    *out = desk->who;
    if (desk_has_role(desk, ROLE_CASE_MANAGER))
        return OK;
    for (size_t i = 0; i < n; i++) {
        size_t cases;
        struct case_filter filter = { .responsible = members[i].id };
        if (members[i].retired || members[i].waits_second ||
            !(members[i].roles >> ROLE_CASE_MANAGER & 1))
            continue;
        TRY(cases_count(desk->ctx, desk->office, &filter, &cases));
        if (cases < best) {
            best = cases;
            *out = &members[i];
        }
    }
    return OK;
}

static void team_fill(const struct desk_ctx *desk, const struct member *manager,
                      struct case_start *start)
{
    const uint16_t fold = 1u << PART_WORK | 1u << PART_IDENTITY;
    uint16_t mine =
        (uint16_t)((roles_grant(desk->roles, desk->who->roles) | fold) & desk->who->mask);
    start->team[start->count++] = (struct team_member){ desk->who->id, mine, 0 };
    if (!id_eq(manager->id, desk->who->id)) {
        uint16_t mask =
            (uint16_t)((roles_grant(desk->roles, manager->roles) | fold) & manager->mask);
        start->team[start->count++] = (struct team_member){ manager->id, mask, 0 };
    }
}

static struct casefile *casefile_fresh(struct desk_ctx *desk, const struct sop *sop, struct id id)
{
    struct casefile *casefile = arena_new(desk->ctx->arena, struct casefile);
    struct case_opened *opened = arena_new(desk->ctx->arena, struct case_opened);
    opened->subjects = arena_array(desk->ctx->arena, struct subject, SUBJECTS_MAX);
    opened->whole = true;
    *casefile = (struct casefile){
        .id = id,
        .sop = sop->definition,
        .state = casestate_new(desk->ctx, sop->definition, sop->calendar),
        .opened = opened,
        .compiled = sop,
        .mask = OPENER_MASK,
        .practice = desk->desk->face.practice,
    };
    return casefile;
}

/* Safe contact and channel as W may say them: that a rule stands inside, not which. */
static void contact_put(const struct casefile *casefile, const struct case_begin *in,
                        struct facts *w)
{
    const struct definition *sop = casefile->sop;
    struct str safe = value_of(sop, in->values, in->values_n, STR("contact.channel"));
    if (safe.n > 0)
        facts_code(w, FACT_SAFE, str_eq(safe, STR("none")) ? 2 : 1);
    for (size_t i = 0; i < in->values_n; i++) {
        const struct field *field = &sop->fields[in->values[i].field];
        if (!str_eq(field->key, STR("channel")))
            continue;
        for (uint32_t c = 0; c < field->choices.n; c++)
            if (str_eq(sop->choices[field->choices.first + c].code, in->values[i].text))
                facts_code(w, FACT_CHANNEL, c + 1);
    }
}

enum err case_begin(struct desk_ctx *desk, const struct case_begin *in, const struct casefile **out)
{
    struct ctx *ctx = desk->ctx;
    const struct sop *sop;
    const struct member *manager;
    bool taken = false;
    struct act_done done;
    struct str alias = str_trim(in->alias);
    TRY(desk_sop_newest(ctx, desk->desk, &sop));
    TRY(manager_find(desk, &manager));
    if (alias.n == 0)
        TRY(alias_draw(desk, &alias));
    TRY(alias_check(desk, alias));
    TRY(alias_taken(ctx, desk->office, alias, &taken));
    if (taken)
        return ctx_fail_at(ctx, ERR_CONFLICT, "alias.taken", STR("alias"));
    struct casefile *casefile = casefile_fresh(desk, sop, id_random());
    struct actor who = desk_actor(desk);
    struct case_start *start = arena_new(ctx->arena, struct case_start);
    start->casefile = casefile->id;
    start->who = &who;
    start->sop = sop->hash;
    team_fill(desk, manager, start);
    TRY(casekeys_start(ctx, desk->office, start, &casefile->opened->keyset));
    struct act_head head = *in->head;
    head.request = request_derived(in->head->request, "case.open", 0);
    struct case_act act = case_act_begin(desk, &head, INNER_CASE_OPEN, ACT_OTHER);
    act.judged = false;
    struct facts *w = parts_of(&act.parts, PART_WORK);
    if (!facts_text(w, FACT_ALIAS, alias))
        return ctx_fail_at(ctx, ERR_INVALID, "alias.form", STR("alias"));
    facts_id(w, FACT_RESPONSIBLE, manager->id);
    casefile->opened->responsible = manager->id;
    if (in->paper)
        facts_code(w, FACT_PAPER, 1);
    contact_put(casefile, in, w);
    casefile->alias = alias;
    TRY(case_append(desk, casefile, &act, &done));
    TRY(case_address(ctx, desk->office, casefile->id, &casefile->address));
    *out = casefile_after(desk, casefile, &act);
    return OK;
}
