/* use/members - the directory of the office as deeds see it. */
#include "store/organisation.h"
#include "use/desk_inside.h"

#include <string.h>

/* An acting head is a setting "acting.ROLE" of the form "officer from to letter";
 * its right begins and ends by itself. */
static uint32_t acting_roles(const struct desk_ctx *desk, struct id officer)
{
    struct str rest = setting_value(desk->office, STR("acting.coordinator"), (struct str){ 0 });
    struct id acting;
    int64_t from, to;
    if (!hex_read(str_cut(rest, ' ', &rest), acting.at, ID_BYTES) || !id_eq(acting, officer) ||
        !str_int(str_cut(rest, ' ', &rest), &from) || !str_int(str_cut(rest, ' ', &rest), &to))
        return 0;
    int64_t now = ctx_now_min(desk->ctx);
    return now >= from && now < to ? 1u << ROLE_COORDINATOR : 0;
}

struct str desk_login(const struct desk_ctx *desk, const struct member *member)
{
    struct str login = member->login;
    struct why why = desk->ctx->why;
    if (login.n == 0 && officers_login_of(desk->ctx, desk->office, member->id, &login) != OK)
        login = (struct str){ 0 };
    desk->ctx->why = why;
    return login;
}

static struct member member_of(const struct desk_ctx *desk, const struct officer *officer)
{
    struct member member = {
        .id = officer->id,
        /* A copy: the next certificate makes the directory anew. */
        .name = str_copy(desk->ctx->arena, officer->name),
        .roles = role_set(officer->certificate.roles) | acting_roles(desk, officer->id),
        .work_key = officer->certificate.work_key,
        .retired = officer->state == OFFICER_RETIRED,
        .waits_second = officer->state == OFFICER_PENDING,
        .mask = officer->certificate.mask,
        .from_min = officer->certificate.from_min,
        .to_min = officer->certificate.to_min,
    };
    if (member.name.n == 0)
        member.login = desk_login(desk, &member);
    return member;
}

static struct member member_listed(const struct desk_ctx *desk, const struct officer *officer)
{
    struct member member = member_of(desk, officer);
    member.login = desk_login(desk, &member);
    return member;
}

const struct member *desk_members(const struct desk_ctx *desk, size_t *n)
{
    const struct officer *const *officers;
    const struct officer *pending;
    size_t listed = officers_list(desk->office, &officers);
    size_t waiting = officers_pending(desk->office, &pending);
    struct member *members = arena_array(desk->ctx->arena, struct member, listed + waiting + 1);
    for (size_t i = 0; i < listed; i++)
        members[i] = member_listed(desk, officers[i]);
    /* Whoever waits for a second signature is shown, so that somebody can give it. */
    *n = listed;
    for (size_t i = 0; i < waiting; i++)
        members[(*n)++] = member_listed(desk, &pending[i]);
    return members;
}

static const struct member *seen_before(const struct desk_ctx *desk, struct id id)
{
    struct stamp now = round_stamp(desk->office);
    struct members_seen *seen = desk->seen;
    bool open = office_is_open(desk->office);
    if (seen->stamp.entries != now.entries || seen->stamp.undone != now.undone ||
        seen->open != open)
        *seen = (struct members_seen){ .stamp = now, .open = open };
    for (size_t i = 0; i < seen->n; i++)
        if (id_eq(seen->at[i]->id, id))
            return seen->at[i];
    return NULL;
}

const struct member *desk_member(const struct desk_ctx *desk, struct id id)
{
    const struct officer *officer;
    struct why why = desk->ctx->why;
    const struct member *before = seen_before(desk, id);
    if (before != NULL)
        return before;
    if (officers_load(desk->ctx, desk->office, id, &officer) != OK) {
        desk->ctx->why = why;
        return NULL;
    }
    struct member *member = arena_new(desk->ctx->arena, struct member);
    *member = member_of(desk, officer);
    if (desk->seen->n < MEMBERS_SEEN)
        desk->seen->at[desk->seen->n++] = member;
    return member;
}

bool desk_has_role(const struct desk_ctx *desk, enum role role)
{
    return desk->who != NULL && (desk->who->roles >> role & 1) != 0;
}

uint64_t sop_role_bits(const struct definition *sop, uint32_t roles)
{
    uint64_t bits = 0;
    for (uint32_t i = 0; i < sop->roles_n; i++) {
        enum role role = role_of(sop->roles[i].id);
        if (role == ROLE_COUNT)
            role = ROLE_GUEST; /* people of other offices act here as guests (roles.yaml) */
        if (roles >> role & 1)
            bits |= (uint64_t)1 << i;
    }
    return bits;
}

uint64_t sop_outside_roles(const struct definition *sop)
{
    uint64_t bits = 0;
    for (uint32_t i = 0; i < sop->roles_n; i++)
        if (role_of(sop->roles[i].id) == ROLE_COUNT)
            bits |= (uint64_t)1 << i;
    return bits;
}

uint64_t desk_sop_roles(const struct desk_ctx *desk, const struct definition *sop)
{
    return desk->who == NULL ? 0 : sop_role_bits(sop, desk->who->roles);
}

int64_t desk_now_min(const struct desk_ctx *desk)
{
    return ctx_now_min(desk->ctx);
}

int64_t desk_today(const struct desk_ctx *desk)
{
    int64_t local = ctx_now_min(desk->ctx) + desk_face(desk->desk)->offset_min;
    return local >= 0 ? local / 1440 : (local - 1439) / 1440;
}

const struct member *desk_demo_members(const struct desk_ctx *desk, size_t *n)
{
    size_t all, shown = 0;
    *n = 0;
    if (!desk->desk->face.demo)
        return NULL;
    const struct member *members = desk_members(desk, &all);
    struct member *rows = arena_array(desk->ctx->arena, struct member, all + 1);
    for (size_t i = 0; i < all; i++)
        if (!members[i].retired && !members[i].waits_second)
            rows[shown++] = members[i];
    *n = shown;
    return rows;
}
