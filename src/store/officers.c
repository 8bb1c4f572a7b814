#include "store/officers.h"

#include "store/inside.h"

/* Argon2id of records that nobody can open: an unknown name costs the same time. */
enum { DUMMY_OPS_PRACTICE = 1, DUMMY_KIB_PRACTICE = 8 * 1024, TRIES_FREE = 5, WAIT_MIN_MAX = 60 };

enum err officers_load(struct ctx *ctx, const struct office *office, struct id id,
                       const struct officer **out)
{
    *out = directory_officer(office->directory, id);
    return *out != NULL ? OK : ctx_fail(ctx, ERR_MISSING, "officer.unknown");
}

size_t officers_list(const struct office *office, const struct officer *const **out)
{
    *out = office->directory->officers;
    return office->directory->officer_count;
}

size_t officers_pending(const struct office *office, const struct officer **out)
{
    *out = office->directory->pending;
    return office->directory->pending_count;
}

static enum err may(struct ctx *ctx, const struct office *office, const struct actor *who,
                    unsigned authority, const char *why)
{
    unsigned has =
        directory_authority(office->directory, who->officer, (uint64_t)ctx->now_ms << 16 | 0xFFFF);
    return (has & authority) != 0 ? OK : ctx_fail(ctx, ERR_DENIED, why);
}

static bool roles_ok(struct str roles)
{
    struct str before = { NULL, 0 };
    while (roles.n > 0) {
        struct str role = str_cut(roles, ' ', &roles);
        if (role.n == 0 || role.n > 40 || (before.n > 0 && str_cmp(before, role) >= 0))
            return false;
        before = role;
    }
    return before.n > 0;
}

enum { ROLES_MAX = 24 };

/* Sorted, one blank between, none twice. */
static struct str roles_sort(struct arena *arena, struct str roles)
{
    struct str all[ROLES_MAX];
    size_t count = 0;
    while (roles.n > 0 && count < ROLES_MAX) {
        struct str role = str_cut(roles, ' ', &roles);
        size_t at = count;
        for (; at > 0 && str_cmp(all[at - 1], role) > 0; at--)
            all[at] = all[at - 1];
        all[at] = role;
        count++;
    }
    struct buf buf = buf_open(arena, 2048);
    for (size_t i = 0; i < count; i++) {
        if (all[i].n == 0 || (i > 0 && str_eq(all[i - 1], all[i])))
            continue;
        if (buf.n > 0)
            buf_byte(&buf, ' ');
        buf_put(&buf, all[i]);
    }
    return buf_str(&buf);
}

enum err officers_certify(struct ctx *ctx, struct office *office, const struct actor *who,
                          const struct certificate *certificate, struct str name,
                          struct hash *entry)
{
    static const unsigned char none[32];
    struct certificate made = *certificate;
    made.roles = roles_sort(ctx->arena, certificate->roles);
    TRY(may(ctx, office, who, MAY_CERTIFY, "officer.may_not_certify"));
    if (!roles_ok(made.roles))
        return ctx_fail(ctx, ERR_INVALID, "officer.roles");
    if (!fact_text_ok(name))
        return ctx_fail(ctx, ERR_INVALID, "officer.name");
    made.name = STR("");
    if (name.n > 0 && memcmp(office_work_public(office), none, 32) != 0)
        made.name = work_seal(ctx->arena, office_work_public(office), name);
    struct entry_draft draft = { .kind = KIND_OFFICER,
                                 .who = who,
                                 .plain = certificate_write(ctx->arena, &made) };
    return record_append(ctx, office, &draft, entry);
}

enum err officers_agree(struct ctx *ctx, struct office *office, const struct actor *who,
                        struct hash entry)
{
    const struct directory *d = office->directory;
    struct entry_draft draft = { .kind = KIND_OFFICER, .who = who, .ref = entry };
    TRY(may(ctx, office, who, MAY_CERTIFY, "officer.may_not_certify"));
    for (size_t i = 0; i < d->pending_count; i++) {
        if (!hash_eq(d->pending[i].entry, entry))
            continue;
        struct id officer = d->pending[i].id;
        if (id_eq(d->pending[i].first, who->officer))
            return ctx_fail(ctx, ERR_DENIED, "sign.same_person");
        TRY(record_append(ctx, office, &draft, NULL));
        const struct officer *now = directory_officer(office->directory, officer);
        /* Neither of the two was the head: the entry stands without effect, so it is undone. */
        bool counts = now != NULL && hash_eq(now->entry, entry);
        return counts ? OK : ctx_fail(ctx, ERR_DENIED, "officer.needs_head");
    }
    return ctx_fail(ctx, ERR_MISSING, "officer.no_certificate");
}

/* All methods, and all sessions. */
static enum err officers_unlock_drop(struct ctx *ctx, struct office *office, struct id officer)
{
    must(office->round.open);
    struct q_unlock_drop_in unlocks = { officer };
    struct q_sessions_drop_of_in sessions = { officer };
    TRY(q_unlock_drop(ctx, office->keyring, &unlocks));
    return q_sessions_drop_of(ctx, office->keyring, &sessions);
}

enum err officers_retire(struct ctx *ctx, struct office *office, const struct actor *who,
                         struct id officer, uint32_t reason)
{
    const struct officer *found;
    struct retirement retirement = { officer, reason };
    TRY(officers_load(ctx, office, officer, &found));
    TRY(may(ctx, office, who, MAY_CERTIFY, "officer.may_not_certify"));
    if (reason < 1 || reason > 4)
        return ctx_fail(ctx, ERR_INVALID, "officer.reason");
    struct entry_draft draft = { .kind = KIND_RETIREMENT,
                                 .who = who,
                                 .plain = retirement_write(ctx->arena, &retirement) };
    TRY(record_append(ctx, office, &draft, NULL));
    return officers_unlock_drop(ctx, office, officer);
}

/* ---- how they come in ---- */

static bool login_ok(struct str login)
{
    for (size_t i = 0; i < login.n; i++) {
        char c = login.at[i];
        bool inner = c == '.' || c == '-' || c == '_';
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (inner && i > 0)))
            return false;
    }
    return login.n >= 2 && login.n <= LOGIN_BYTES_MAX;
}

enum err officers_login_save(struct ctx *ctx, struct office *office, struct str login,
                             struct id officer)
{
    must(office->round.open);
    if (!login_ok(login))
        return ctx_fail(ctx, ERR_INVALID, "officer.login");
    struct q_login_find_in find = { login };
    struct q_login_find_row row;
    enum err err = q_login_find(ctx, office->keyring, &find, &row);
    const struct officer *holder =
        err == OK ? directory_officer(office->directory, row.officer) : NULL;
    /* After a reset the same person logs in under the same name with her new key. */
    bool free_again = holder != NULL && holder->state == OFFICER_RETIRED;
    if (err == OK && !free_again && !id_eq(row.officer, officer))
        return ctx_fail(ctx, ERR_CONFLICT, "officer.login_taken");
    if (err != OK && err != ERR_MISSING)
        return err;
    struct q_login_save_in in = { login, officer };
    return q_login_save(ctx, office->keyring, &in);
}

enum err officers_login_find(struct ctx *ctx, struct office *office, struct str login,
                             struct id *officer)
{
    struct q_login_find_in in = { login };
    struct q_login_find_row row;
    enum err err = q_login_find(ctx, office->keyring, &in, &row);
    if (err == ERR_MISSING)
        return ctx_fail(ctx, ERR_MISSING, "officer.unknown");
    TRY(err);
    *officer = row.officer;
    return OK;
}

enum err officers_login_of(struct ctx *ctx, struct office *office, struct id officer,
                           struct str *login)
{
    struct q_login_of_in in = { officer };
    struct q_login_of_row row;
    enum err err = q_login_of(ctx, office->keyring, &in, &row);
    if (err == ERR_MISSING)
        return ctx_fail(ctx, ERR_MISSING, "officer.unknown");
    TRY(err);
    *login = row.name;
    return OK;
}

enum err officers_unlock_save(struct ctx *ctx, struct office *office, struct id officer,
                              enum unlock_method method, struct str record)
{
    must(office->round.open && record.n == UNLOCK_BYTES);
    struct q_unlock_save_in in = { officer, method, { record } };
    return q_unlock_save(ctx, office->keyring, &in);
}

enum err officers_unlock_load(struct ctx *ctx, struct office *office, struct id officer,
                              enum unlock_method method, struct str *record)
{
    struct q_unlock_load_in in = { officer, method };
    struct q_unlock_load_row row;
    enum err err = q_unlock_load(ctx, office->keyring, &in, &row);
    if (err == ERR_MISSING)
        return ctx_fail(ctx, ERR_MISSING, "unlock.none");
    TRY(err);
    *record = row.record.bytes;
    return OK;
}

struct str officers_dummy_unlock(struct ctx *ctx, const struct office *office)
{
    bool practice = office->info.practice;
    struct unlock_head head = { .method = UNLOCK_PASSWORD,
                                .ops = practice ? DUMMY_OPS_PRACTICE : ARGON_OPS,
                                .mem_kib = practice ? DUMMY_KIB_PRACTICE : ARGON_MEM_KIB };
    struct key key = office_station_key(office, STR("dummy unlock"));
    struct id nobody = { { 0 } };
    unsigned char seed[SEED_BYTES] = { 0 }, totp[20] = { 0 };
    memcpy(head.salt, key.at, UNLOCK_SALT);
    draw(&key, sizeof key);
    struct str record = unlock_write(ctx->arena, &head, nobody, key.at, seed, totp);
    wipe(&key, sizeof key);
    return record;
}

/* ---- wrong tries ---- */

/* Names and networks are kept as a hash under a key of the station. */
static struct id throttle_id(const struct office *office, struct str key)
{
    struct key station = office_station_key(office, STR("throttle"));
    struct id id;
    derive(id.at, sizeof id.at, station.at, KEY_BYTES, key.at, key.n);
    wipe(&station, sizeof station);
    return id;
}

static enum err throttle_read(struct ctx *ctx, struct office *office, struct id key,
                              struct q_throttle_load_row *row)
{
    struct q_throttle_load_in in = { key };
    *row = (struct q_throttle_load_row){ 0 };
    enum err err = q_throttle_load(ctx, office->keyring, &in, row);
    return err == ERR_MISSING ? OK : err;
}

enum err throttle_wait(struct ctx *ctx, struct office *office, struct str key, int64_t *until_ms)
{
    struct q_throttle_load_row row;
    TRY(throttle_read(ctx, office, throttle_id(office, key), &row));
    *until_ms = row.until_ms > ctx->now_ms ? row.until_ms : 0;
    return OK;
}

enum err throttle_wrong(struct ctx *ctx, struct office *office, struct str key)
{
    must(office->round.open);
    struct id id = throttle_id(office, key);
    struct q_throttle_load_row row;
    TRY(throttle_read(ctx, office, id, &row));
    struct q_throttle_save_in in = { .key = id, .wrong = row.wrong + 1, .tried_ms = ctx->now_ms };
    int64_t wait_min = 0;
    if (in.wrong >= TRIES_FREE) {
        int64_t doublings = in.wrong - TRIES_FREE;
        wait_min = doublings > 5 ? WAIT_MIN_MAX : (int64_t)1 << doublings;
    }
    in.until_ms = ctx->now_ms + wait_min * 60000;
    return q_throttle_save(ctx, office->keyring, &in);
}

enum err throttle_good(struct ctx *ctx, struct office *office, struct str key)
{
    must(office->round.open);
    struct q_throttle_drop_in in = { throttle_id(office, key) };
    return q_throttle_drop(ctx, office->keyring, &in);
}
