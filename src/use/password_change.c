#include "use/password_change.h"

#include "seal/session.h"
#include "seal/unlock.h"
#include "store/sessions.h"
#include "use/desk_inside.h"
#include "use/passphrase.h"

#include <string.h>

static void cost_of(const struct desk_ctx *desk, uint32_t *ops, uint32_t *mem_kib)
{
    *ops = desk->desk->face.practice ? PRACTICE_ARGON_OPS : ARGON_OPS;
    *mem_kib = desk->desk->face.practice ? PRACTICE_ARGON_KIB : ARGON_MEM_KIB;
}

static enum err password_salt_do(struct desk_ctx *desk, const struct password_salt_in *in,
                                 struct password_salt_out *out)
{
    TRY(passphrase_check(desk->ctx, in->passphrase));
    draw(out->salt, sizeof out->salt);
    cost_of(desk, &out->ops, &out->mem_kib);
    return OK;
}

DEED(password_salt, .name = "password.salt", .rights = RIGHT_OFFICER, .trace = DEED_READS)

/* The seed lies in the session row; a command has it in its keys only and changes nothing here. */
static enum err seed_of(struct desk_ctx *desk, struct session_secret *out)
{
    struct session session;
    if (id_is_zero(desk->session) ||
        session_load(desk->ctx, desk->office, desk->session, &session) != OK ||
        !session_open(desk->cookie, session.sealed, out))
        return ctx_fail(desk->ctx, ERR_DENIED, "session.none");
    return OK;
}

static enum err unlock_put(struct desk_ctx *desk, const struct unlock_head *head,
                           const unsigned char key[32], const unsigned char seed[SEED_BYTES])
{
    static const unsigned char no_totp[20] = { 0 };
    struct str record = unlock_write(desk->ctx->arena, head, desk->who->id, key, seed, no_totp);
    return officers_unlock_save(desk->ctx, desk->office, desk->who->id, head->method, record);
}

static enum err password_change_do(struct desk_ctx *desk, const struct password_change_in *in,
                                   struct password_change_out *out)
{
    struct session session;
    struct unlock_head head = { .method = UNLOCK_PASSWORD };
    TRY(passphrase_check(desk->ctx, in->passphrase));
    struct session_secret *opened = secret_new(desk->secret, struct session_secret);
    TRY(seed_of(desk, opened));
    memcpy(head.salt, in->salt, sizeof head.salt);
    cost_of(desk, &head.ops, &head.mem_kib);
    TRY(unlock_put(desk, &head, in->key, opened->seed));
    wipe(opened, sizeof *opened);
    /* Whoever knew the old passphrase is out everywhere; this session goes on. */
    TRY(session_load(desk->ctx, desk->office, desk->session, &session));
    TRY(sessions_end_of(desk->ctx, desk->office, desk->who->id));
    out->sessions_ended = 1;
    return session_begin(desk->ctx, desk->office, &session);
}

DEED(password_change, .name = "password.change", .rights = RIGHT_OFFICER, .trace = DEED_KEEPS)

static enum err passphrase_draw_do(struct desk_ctx *desk, const struct passphrase_draw_in *in,
                                   struct passphrase_draw_out *out)
{
    (void)in;
    out->words = passphrase_words(desk->ctx->arena);
    return OK;
}

DEED(passphrase_draw, .name = "passphrase.draw", .rights = RIGHT_OFFICER, .trace = DEED_READS)

static enum err card_issue_do(struct desk_ctx *desk, const struct card_issue_in *in,
                              struct card_issue_out *out)
{
    (void)in;
    struct str record;
    struct why why = desk->ctx->why;
    out->card = card_draw(desk->ctx->arena);
    out->has_one =
        officers_unlock_load(desk->ctx, desk->office, desk->who->id, UNLOCK_CARD, &record) == OK;
    desk->ctx->why = why;
    return OK;
}

DEED(card_issue, .name = "card.issue", .rights = RIGHT_OFFICER, .trace = DEED_READS)

static enum err card_confirm_do(struct desk_ctx *desk, const struct card_confirm_in *in,
                                struct card_confirm_out *out)
{
    struct str card = card_read(desk->ctx->arena, in->card);
    struct str back = card_read(desk->ctx->arena, in->typed_back);
    struct unlock_head head = { .method = UNLOCK_CARD };
    out->unused = 0;
    if (card.n == 0 || !str_eq(card, back))
        return ctx_fail_at(desk->ctx, ERR_INVALID, "card.differs", STR("typed_back"));
    struct session_secret *opened = secret_new(desk->secret, struct session_secret);
    unsigned char *key = secret_take(desk->secret, 32);
    TRY(seed_of(desk, opened));
    draw(head.salt, sizeof head.salt);
    kdf_secret(card, head.salt, key);
    TRY(unlock_put(desk, &head, key, opened->seed));
    wipe(opened, sizeof *opened);
    return OK;
}

DEED(card_confirm, .name = "card.confirm", .rights = RIGHT_OFFICER, .trace = DEED_KEEPS)

/* Seals this officer's own key under a secret drawn now. */
static enum err token_put(struct desk_ctx *desk, struct str *secret)
{
    struct unlock_head head = { .method = UNLOCK_TOKEN };
    struct session_secret *opened = secret_new(desk->secret, struct session_secret);
    unsigned char *key = secret_take(desk->secret, 32), *drawn = secret_take(desk->secret, 32);
    TRY(seed_of(desk, opened));
    draw(head.salt, sizeof head.salt);
    draw(drawn, 32);
    *secret = hex_write(desk->ctx->arena, drawn, 32);
    kdf_secret(*secret, head.salt, key);
    TRY(unlock_put(desk, &head, key, opened->seed));
    wipe(opened, sizeof *opened);
    return OK;
}

static enum err token_issue_do(struct desk_ctx *desk, const struct token_issue_in *in,
                               struct token_issue_out *out)
{
    struct str secret;
    (void)in;
    *out = (struct token_issue_out){ 0 };
    if (!desk_has_role(desk, ROLE_MACHINE))
        return ctx_fail(desk->ctx, ERR_DENIED, "token.role");
    TRY(token_put(desk, &secret));
    struct str name = hex_write(desk->ctx->arena, desk->who->id.at, ID_BYTES);
    out->token = str_format(desk->ctx->arena, "%.*s.%.*s", STR_ARG(name), STR_ARG(secret));
    return OK;
}

DEED(token_issue, .name = "token.issue", .rights = RIGHT_OFFICER, .trace = DEED_KEEPS)

/* The secret of the token that stands from now on is told to nobody. */
static enum err token_end_do(struct desk_ctx *desk, const struct token_end_in *in,
                             struct token_end_out *out)
{
    struct str secret;
    (void)in;
    out->unused = 0;
    return token_put(desk, &secret);
}

DEED(token_end, .name = "token.end", .rights = RIGHT_OFFICER, .trace = DEED_KEEPS)
