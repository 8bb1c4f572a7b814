#include "use/screen_lock.h"

#include "seal/session.h"
#include "store/sessions.h"
#include "use/desk_inside.h"

#include <string.h>

static enum err screen_lock_do(struct desk_ctx *desk, const struct screen_lock_in *in,
                               struct screen_lock_out *out)
{
    (void)in;
    out->ends_min = desk_now_min(desk) + SESSION_LOCKED_LIMIT_MIN;
    return session_lock(desk->ctx, desk->office, desk->session);
}

DEED(screen_lock, .name = "screen.lock", .rights = RIGHT_OFFICER, .trace = DEED_KEEPS,
     .while_locked = true)

/* The session row as it is opened by this cookie. */
static enum err secret_of(struct desk_ctx *desk, struct session_secret *out)
{
    struct session session;
    if (session_load(desk->ctx, desk->office, desk->session, &session) != OK ||
        !session_open(desk->cookie, session.sealed, out))
        return ctx_fail(desk->ctx, ERR_DENIED, "session.none");
    return OK;
}

static enum err screen_unlock_do(struct desk_ctx *desk, const struct screen_unlock_in *in,
                                 struct screen_unlock_out *out)
{
    static const unsigned char unset[32] = { 0 };
    unsigned char check[32];
    struct session_secret *opened = secret_new(desk->secret, struct session_secret);
    TRY(secret_of(desk, opened));
    if (memcmp(opened->pin_check, unset, sizeof unset) == 0)
        return ctx_fail(desk->ctx, ERR_DENIED, "pin.none");
    session_pin(desk->cookie, str_trim(in->pin), check);
    unsigned char differ = 0;
    for (size_t i = 0; i < sizeof check; i++)
        differ |= check[i] ^ opened->pin_check[i];
    wipe(opened, sizeof *opened);
    if (differ == 0) {
        out->tries_left = PIN_TRIES;
        return session_unlocked(desk->ctx, desk->office, desk->session);
    }
    desk->failed_pin = true;
    return ctx_fail(desk->ctx, ERR_DENIED, "pin.wrong");
}

static enum err screen_unlock_any(struct desk_ctx *desk, const void *in, void *out)
{
    return screen_unlock_do(desk, in, out);
}

const struct deed screen_unlock_deed = { .run = screen_unlock_any,
                                         .name = "screen.unlock",
                                         .rights = RIGHT_OFFICER,
                                         .trace = DEED_KEEPS,
                                         .while_locked = true };

/* As with log-in, the wrong try is counted after the deed was undone. */
enum err screen_unlock(struct desk_ctx *desk, const struct screen_unlock_in *in,
                       struct screen_unlock_out *out)
{
    out->tries_left = 0;
    enum err err = deed_run(desk, &screen_unlock_deed, in, out);
    if (err == OK || !desk->failed_pin)
        return err;
    desk->failed_pin = false;
    TRY(session_wrong_pin(desk->ctx, desk->office, desk->session, &out->tries_left));
    return ctx_fail(desk->ctx, ERR_DENIED, out->tries_left > 0 ? "pin.wrong" : "session.none");
}

static bool pin_easy(struct str pin)
{
    bool same = true, up = true, down = true;
    for (size_t i = 1; i < pin.n; i++) {
        same = same && pin.at[i] == pin.at[0];
        up = up && pin.at[i] == pin.at[i - 1] + 1;
        down = down && pin.at[i] == pin.at[i - 1] - 1;
    }
    return same || up || down;
}

static enum err pin_set_do(struct desk_ctx *desk, const struct pin_set_in *in,
                           struct pin_set_out *out)
{
    struct str pin = str_trim(in->pin);
    out->unused = 0;
    for (size_t i = 0; i < pin.n; i++)
        if (pin.at[i] < '0' || pin.at[i] > '9')
            return ctx_fail_at(desk->ctx, ERR_INVALID, "pin.form", STR("pin"));
    if (pin.n != PIN_DIGITS)
        return ctx_fail_at(desk->ctx, ERR_INVALID, "pin.form", STR("pin"));
    if (pin_easy(pin))
        return ctx_fail_at(desk->ctx, ERR_INVALID, "pin.easy", STR("pin"));
    struct session_secret *opened = secret_new(desk->secret, struct session_secret);
    TRY(secret_of(desk, opened));
    session_pin(desk->cookie, pin, opened->pin_check);
    struct str sealed = session_seal(desk->ctx->arena, desk->cookie, opened);
    wipe(opened, sizeof *opened);
    return session_reseal(desk->ctx, desk->office, desk->session, sealed);
}

DEED(pin_set, .name = "pin.set", .rights = RIGHT_OFFICER, .trace = DEED_KEEPS)
