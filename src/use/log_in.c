#include "use/log_in.h"

#include "seal/session.h"
#include "store/reads.h"
#include "store/sessions.h"
#include "use/desk_inside.h"
#include "use/screen_lock.h"

#include <string.h>

enum { READ_PAGE_LOG_IN = 200 };

/* Wrong tries count for the account and for the network; a name that does not exist counts the
 * same, so that waiting tells nothing about who works here. */
static enum err throttled(struct desk_ctx *desk, struct str login)
{
    int64_t until = 0, until_network = 0;
    TRY(throttle_wait(desk->ctx, desk->office,
                      str_format(desk->ctx->arena, "login %.*s", STR_ARG(login)), &until));
    if (desk->network.n > 0)
        TRY(throttle_wait(desk->ctx, desk->office,
                          str_format(desk->ctx->arena, "network %.*s", STR_ARG(desk->network)),
                          &until_network));
    if (until_network > until)
        until = until_network;
    if (until <= desk->ctx->now_ms)
        return OK;
    enum err err = ctx_fail(desk->ctx, ERR_BUSY, "log_in.wait");
    desk->ctx->why.line = (int)((until - desk->ctx->now_ms + 999) / 1000);
    return err;
}

static enum err throttle_tell(struct desk_ctx *desk, struct str login, bool good)
{
    enum err (*tell)(struct ctx *, struct office *, struct str) =
        good ? throttle_good : throttle_wrong;
    TRY(tell(desk->ctx, desk->office, str_format(desk->ctx->arena, "login %.*s", STR_ARG(login))));
    if (desk->network.n == 0)
        return OK;
    return tell(desk->ctx, desk->office,
                str_format(desk->ctx->arena, "network %.*s", STR_ARG(desk->network)));
}

/* The record to try; of an unknown name one that no key opens. */
static enum err record_of(struct desk_ctx *desk, struct str login, enum unlock_method method,
                          struct id *officer, struct str *record)
{
    struct why why = desk->ctx->why;
    *officer = (struct id){ 0 };
    if (officers_login_find(desk->ctx, desk->office, login, officer) != OK ||
        officers_unlock_load(desk->ctx, desk->office, *officer, method, record) != OK)
        *record = officers_dummy_unlock(desk->ctx, desk->office);
    desk->ctx->why = why;
    return OK;
}

static enum err log_in_ask_do(struct desk_ctx *desk, const struct log_in_ask_in *in,
                              struct log_in_ask_out *out)
{
    struct id officer;
    struct str record, login = str_lower(desk->ctx->arena, str_trim(in->login));
    struct unlock_head head;
    TRY(throttled(desk, login));
    TRY(record_of(desk, login, UNLOCK_PASSWORD, &officer, &record));
    must(unlock_head_read(record, &head));
    memcpy(out->salt, head.salt, sizeof out->salt);
    out->ops = head.ops;
    out->mem_kib = head.mem_kib;
    if (id_is_zero(officer)) {
        /* The same name gets the same salt, so that asking twice tells nothing. */
        struct key key = office_station_key(desk->office, STR("log-in"));
        derive(out->salt, sizeof out->salt, key.at, sizeof key.at, login.at, login.n);
    }
    return OK;
}

bool log_in_by_card(struct arena *arena, struct str typed)
{
    return card_read(arena, typed).n > 0;
}

DEED(log_in_ask, .name = "log_in.ask", .rights = RIGHT_ANYBODY, .trace = DEED_READS,
     .while_locked = true)

struct opened_key {
    unsigned char seed[SEED_BYTES];
    unsigned char totp[20];
    unsigned char card_key[32];
};

static bool key_opens(struct desk_ctx *desk, const struct log_in_in *in, struct str record,
                      struct id officer, struct opened_key *out)
{
    struct unlock_head head;
    const unsigned char *key = in->key;
    if (!unlock_head_read(record, &head))
        return false;
    if (in->method == LOG_IN_CARD) {
        struct str card = card_read(desk->ctx->arena, in->card);
        if (card.n == 0)
            return false;
        kdf_secret(card, head.salt, out->card_key);
        key = out->card_key;
    }
    return key != NULL && unlock_open(record, officer, key, out->seed, out->totp);
}

static enum err session_make(struct desk_ctx *desk, const struct log_in_in *in,
                             const struct opened_key *opened, struct log_in_out *out)
{
    struct session_secret *inside = secret_new(desk->secret, struct session_secret);
    memcpy(inside->seed, opened->seed, SEED_BYTES);
    draw(out->cookie, sizeof out->cookie);
    struct session session = {
        .sid = session_id(out->cookie),
        .officer = desk->who->id,
        .sealed = session_seal(desk->ctx->arena, out->cookie, inside),
        .begun_ms = desk->ctx->now_ms,
        .seen_ms = desk->ctx->now_ms,
        .idle_min = SESSION_IDLE_MIN,
    };
    if (in->hotline && desk_may(desk, RIGHT_INTAKE))
        session.idle_min = SESSION_IDLE_HOTLINE_MIN;
    out->pin_missing = true;
    return session_begin(desk->ctx, desk->office, &session);
}

/* The seed is open: who is it, may she enter, does the office open with her? */
static enum err key_enters(struct desk_ctx *desk, const struct opened_key *opened,
                           struct log_in_out *out)
{
    struct officer_keys *keys = secret_new(desk->secret, struct officer_keys);
    officer_keys_of(opened->seed, keys);
    const struct member *who = desk_member(desk, author_id(keys->sign_public));
    if (who == NULL || who->retired || who->waits_second ||
        who->from_min > ctx_now_min(desk->ctx) ||
        (who->to_min != 0 && who->to_min < ctx_now_min(desk->ctx)))
        return ctx_fail(desk->ctx, ERR_DENIED, "log_in.wrong");
    desk->who = who;
    desk->keys = keys;
    struct actor actor = desk_actor(desk);
    if (who->work_key && !office_is_open(desk->office)) {
        struct work_key *work = secret_new(desk->secret, struct work_key);
        TRY(office_work_key(desk->ctx, desk->office, &actor, work));
        TRY(office_unlock(desk->ctx, desk->office, work));
        desk->desk->face.open = true;
        out->opened = true;
        desk->who = desk_member(desk, who->id);
    }
    return OK;
}

static enum err log_in_do(struct desk_ctx *desk, const struct log_in_in *in, struct log_in_out *out)
{
    struct id officer;
    struct str record, login = str_lower(desk->ctx->arena, str_trim(in->login));
    enum unlock_method method = in->method == LOG_IN_CARD ? UNLOCK_CARD : UNLOCK_PASSWORD;
    *out = (struct log_in_out){ 0 };
    TRY(throttled(desk, login));
    TRY(record_of(desk, login, method, &officer, &record));
    struct opened_key *opened = secret_new(desk->secret, struct opened_key);
    bool good = key_opens(desk, in, record, officer, opened);
    static const unsigned char none[20] = { 0 };
    /* A record with a second factor was made by a later program: refused rather than ignored. */
    if (good && memcmp(opened->totp, none, sizeof none) != 0)
        return ctx_fail(desk->ctx, ERR_DENIED, "log_in.second_factor");
    enum err err =
        good ? key_enters(desk, opened, out) : ctx_fail(desk->ctx, ERR_DENIED, "log_in.wrong");
    if (err == ERR_DENIED) {
        /* Kept although the log-in failed: deed_run() undoes what a failed deed wrote. */
        desk->failed_login = str_copy(desk->ctx->arena, login);
        return err;
    }
    TRY(err);
    TRY(throttle_tell(desk, login, true));
    TRY(session_make(desk, in, opened, out));
    struct actor actor = desk_actor(desk);
    return marks_save(desk->ctx, desk->office, KIND_LOG_IN, &actor, NULL,
                      READ_PAGE_LOG_IN + (uint32_t)in->method);
}

static enum err log_in_any(struct desk_ctx *desk, const void *in, void *out)
{
    return log_in_do(desk, in, out);
}

const struct deed log_in_deed = { .run = log_in_any,
                                  .name = "log_in",
                                  .rights = RIGHT_ANYBODY,
                                  .trace = DEED_KEEPS,
                                  .while_locked = true };

/* The count of wrong tries outlives the undoing of the try itself. */
enum err log_in(struct desk_ctx *desk, const struct log_in_in *in, struct log_in_out *out)
{
    enum err err = deed_run(desk, &log_in_deed, in, out);
    if (err == ERR_DENIED && desk->failed_login.n > 0) {
        struct why why = desk->ctx->why;
        TRY(throttle_tell(desk, desk->failed_login, false));
        desk->ctx->why = why;
        desk->failed_login = (struct str){ 0 };
    }
    return err;
}

static enum err log_out_do(struct desk_ctx *desk, const struct log_out_in *in,
                           struct log_out_out *out)
{
    out->ended = 1;
    if (in->everywhere)
        return sessions_end_of(desk->ctx, desk->office, desk->who->id);
    if (id_is_zero(desk->session))
        return OK;
    return session_end(desk->ctx, desk->office, desk->session);
}

DEED(log_out, .name = "log_out", .rights = RIGHT_OFFICER, .trace = DEED_KEEPS, .while_locked = true)
