#include "use/officer_add.h"

#include "store/organisation.h"
#include "use/desk_inside.h"
#include "use/officer_make.h"
#include "use/passphrase.h"

#include <string.h>

static enum err login_check(struct desk_ctx *desk, struct str login)
{
    struct id officer;
    if (login.n < 2 || login.n > 32)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "login.form", STR("login"));
    for (size_t i = 0; i < login.n; i++) {
        char c = login.at[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-' && c != '.')
            return ctx_fail_at(desk->ctx, ERR_INVALID, "login.form", STR("login"));
    }
    struct why why = desk->ctx->why;
    if (officers_login_find(desk->ctx, desk->office, login, &officer) == OK)
        return ctx_fail_at(desk->ctx, ERR_CONFLICT, "login.taken", STR("login"));
    desk->ctx->why = why;
    return OK;
}

static enum err officer_begin(struct desk_ctx *desk, const struct officer_add_in *in,
                              struct officer_add_out *out)
{
    struct officer_keys *keys = secret_new(desk->secret, struct officer_keys);
    unsigned char *seed = secret_take(desk->secret, SEED_BYTES);
    struct actor who = desk_actor(desk);
    struct hash entry;
    *out = (struct officer_add_out){ 0 };
    draw(seed, SEED_BYTES);
    struct officer_new made = {
        .login = in->login,
        .name = in->name,
        .roles = in->roles,
        .from_min = in->from_min != 0 ? in->from_min : ctx_now_min(desk->ctx),
        .to_min = in->to_min,
        .seed = seed,
        .key = in->key,
        .practice = desk->desk->face.practice,
    };
    memcpy(made.salt, in->salt, sizeof made.salt);
    TRY(officer_make(desk->ctx, desk->office, desk->roles, &who, &made, &entry));
    officer_keys_of(seed, keys);
    out->officer = author_id(keys->sign_public);
    out->fingerprint = fingerprint_words(desk->ctx->arena, keys->sign_public);
    memcpy(out->done.entry, entry.at, sizeof out->done.entry);
    out->done.waits_second = true;
    return OK;
}

static enum err officer_add_do(struct desk_ctx *desk, const struct officer_add_in *in,
                               struct officer_add_out *out)
{
    if (in->roles == 0)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "role.none", STR("roles"));
    TRY(login_check(desk, in->login));
    return officer_begin(desk, in, out);
}

DEED(officer_add, .name = "officer.add", .rights = RIGHT_PEOPLE, .trace = DEED_WRITES)

/* The certificate that waits; of an officer who counts already there is nothing to agree to. */
static enum err waiting_find(struct desk_ctx *desk, struct id id, const struct officer **out)
{
    size_t n = officers_pending(desk->office, out);
    for (size_t i = n; i-- > 0;)
        if (id_eq((*out)[i].id, id)) {
            *out = &(*out)[i];
            return OK;
        }
    TRY(officers_load(desk->ctx, desk->office, id, out));
    return ctx_fail(desk->ctx, ERR_CONFLICT, "officer.confirmed");
}

static enum err officer_confirm_do(struct desk_ctx *desk, const struct officer_confirm_in *in,
                                   struct officer_confirm_out *out)
{
    const struct officer *officer;
    struct actor who = desk_actor(desk);
    *out = (struct officer_confirm_out){ 0 };
    TRY(waiting_find(desk, in->officer, &officer));
    if (id_eq(officer->first, desk->who->id))
        return ctx_fail(desk->ctx, ERR_DENIED, "sign.same_person");
    memcpy(out->done.entry, officer->entry.at, sizeof out->done.entry);
    bool work = officer->certificate.work_key;
    TRY(officers_agree(desk->ctx, desk->office, &who, officer->entry));
    if (!work)
        return OK;
    /* The new officer gets the office work key from somebody who holds it. */
    struct work_key *key = secret_new(desk->secret, struct work_key);
    TRY(office_work_key(desk->ctx, desk->office, &who, key));
    return work_key_share(desk->ctx, desk->office, &who, key);
}

DEED(officer_confirm, .name = "officer.confirm", .rights = RIGHT_PEOPLE | RIGHT_OFFICE,
     .trace = DEED_WRITES)

/* Two-signature steps need two people; the last holder of such a role is not retired. */
static bool last_of_its_kind(struct desk_ctx *desk, const struct member *leaves)
{
    static const enum role needed[] = { ROLE_COORDINATOR, ROLE_IDENTIFICATION_OFFICER,
                                        ROLE_CASE_MANAGER };
    size_t n;
    const struct member *members = desk_members(desk, &n);
    for (size_t r = 0; r < sizeof needed / sizeof *needed; r++) {
        bool other = !(leaves->roles >> needed[r] & 1);
        for (size_t i = 0; i < n; i++)
            other =
                other || (!members[i].retired && !members[i].waits_second &&
                          !id_eq(members[i].id, leaves->id) && (members[i].roles >> needed[r] & 1));
        if (!other)
            return true;
    }
    return false;
}

static enum err officer_retire_do(struct desk_ctx *desk, const struct officer_retire_in *in,
                                  struct officer_retire_out *out)
{
    struct actor who = desk_actor(desk);
    *out = (struct officer_retire_out){ .sessions_ended = 1 };
    const struct member *member = desk_member(desk, in->officer);
    if (member == NULL || member->retired)
        return ctx_fail(desk->ctx, ERR_MISSING, "officer.none");
    if (in->why < 1 || in->why > 4)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "reason.missing", STR("why"));
    if (!member->waits_second && last_of_its_kind(desk, member))
        return ctx_fail(desk->ctx, ERR_CONFLICT, "officer.last");
    return officers_retire(desk->ctx, desk->office, &who, in->officer, in->why);
}

DEED(officer_retire, .name = "officer.retire", .rights = RIGHT_PEOPLE, .trace = DEED_WRITES)

/* New keys for the same person: the old key is retired, so that who holds it signs nothing more;
 * the new certificate waits for a second signature like any other. */
static enum err officer_reset_do(struct desk_ctx *desk, const struct officer_reset_in *in,
                                 struct officer_reset_out *out)
{
    struct officer_add_out added;
    struct actor who = desk_actor(desk);
    *out = (struct officer_reset_out){ 0 };
    const struct member *old = desk_member(desk, in->officer);
    if (old == NULL || old->retired)
        return ctx_fail(desk->ctx, ERR_MISSING, "officer.none");
    if (id_eq(in->officer, desk->who->id))
        return ctx_fail(desk->ctx, ERR_DENIED, "sign.same_person");
    struct officer_add_in again = { .request = in->request,
                                    .login = desk_login(desk, old),
                                    .name = old->name,
                                    .roles = old->roles,
                                    .to_min = old->to_min,
                                    .key = in->key };
    memcpy(again.salt, in->salt, sizeof again.salt);
    TRY(officers_retire(desk->ctx, desk->office, &who, in->officer, 3));
    TRY(officer_begin(desk, &again, &added));
    out->done = added.done;
    out->officer = added.officer;
    out->fingerprint = added.fingerprint;
    return OK;
}

DEED(officer_reset, .name = "officer.reset", .rights = RIGHT_PEOPLE, .trace = DEED_WRITES)

/* The signing key of an officer, also of one who still waits for a second signature. */
static enum err sign_key_of(struct desk_ctx *desk, struct id id, const unsigned char **out)
{
    const struct officer *officer;
    size_t n = officers_pending(desk->office, &officer);
    for (size_t i = 0; i < n; i++)
        if (id_eq(officer[i].id, id)) {
            *out = officer[i].certificate.keys.sign;
            return OK;
        }
    TRY(officers_load(desk->ctx, desk->office, id, &officer));
    *out = officer->certificate.keys.sign;
    return OK;
}

static enum err officer_list_do(struct desk_ctx *desk, const struct officer_list_in *in,
                                struct officer_list_out *out)
{
    size_t n;
    const struct member *members = desk_members(desk, &n);
    struct member *rows = arena_array(desk->ctx->arena, struct member, n + 1);
    struct str *words = arena_array(desk->ctx->arena, struct str, n + 1);
    *out = (struct officer_list_out){ 0 };
    for (size_t i = 0; i < n; i++) {
        const unsigned char *sign;
        if (members[i].retired && !in->retired_too)
            continue;
        TRY(sign_key_of(desk, members[i].id, &sign));
        words[out->rows_n] = fingerprint_words(desk->ctx->arena, sign);
        rows[out->rows_n++] = members[i];
    }
    out->rows = rows;
    out->fingerprints = words;
    return OK;
}

DEED(officer_list, .name = "officer.list", .rights = RIGHT_PEOPLE | RIGHT_BOARD | RIGHT_OFFICE,
     .trace = DEED_READS)
