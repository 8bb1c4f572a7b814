#include "use/office_start.h"

#include "seal/session.h"
#include "sop/bundle.h"
#include "sop/role_read.h"
#include "store/organisation.h"
#include "store/round.h"
#include "use/officer_make.h"
#include "use/passphrase.h"

#include <string.h>

enum { HEAD, ADMIN, START_AREA_BYTES = 256 << 10 };

struct starting {
    struct ctx *ctx;
    const struct office_start_in *in;
    struct office *office;
    struct secret *secret;
    const struct role_table *roles;
    struct actor head, admin;
};

static void actor_fill(struct starting *s, size_t i, struct actor *actor)
{
    struct officer_keys *keys = secret_new(s->secret, struct officer_keys);
    officer_keys_of(s->in->officers[i].seed, keys);
    *actor = (struct actor){ author_id(keys->sign_public), keys, s->secret };
}

static enum err folder_make(struct starting *s)
{
    struct office_new made = {
        .name = s->in->name,
        .code = s->in->code,
        .zone = s->in->zone,
        .practice = s->in->practice,
    };
    const struct {
        const struct actor *who;
        struct public_keys *keys;
    } first[] = { { &s->head, &made.head }, { &s->admin, &made.admin } };
    for (size_t i = 0; i < 2; i++) {
        memcpy(first[i].keys->sign, first[i].who->keys->sign_public, 32);
        memcpy(first[i].keys->box, first[i].who->keys->box_public, 32);
    }
    TRY(office_create(s->ctx, str_of(s->in->dir), &made));
    return office_open(s->ctx, str_of(s->in->dir), OFFICE_WRITE, &s->office);
}

/* Everyone is certified by one and agreed to by the other of head and administrator. */
static enum err officer_enter(struct starting *s, size_t i)
{
    struct start_officer *officer = &s->in->officers[i];
    const struct actor *first = i == HEAD ? &s->admin : &s->head;
    const struct actor *second = i == HEAD ? &s->head : &s->admin;
    struct hash entry;
    unsigned char *key = secret_take(s->secret, 32);
    struct officer_new made = {
        .login = officer->login,
        .name = officer->name,
        .roles = officer->roles,
        .from_min = ctx_now_min(s->ctx) - 24 * 60,
        .seed = officer->seed,
        .key = key,
        .practice = s->in->practice,
    };
    draw(made.salt, sizeof made.salt);
    uint32_t ops = s->in->practice ? PRACTICE_ARGON_OPS : ARGON_OPS;
    uint32_t kib = s->in->practice ? PRACTICE_ARGON_KIB : ARGON_MEM_KIB;
    if (!kdf_argon2id(officer->passphrase, made.salt, ops, kib, key))
        return ctx_fail(s->ctx, ERR_STORE, "office.memory_lock");
    TRY(officer_make(s->ctx, s->office, s->roles, first, &made, &entry));
    struct officer_keys *keys = secret_new(s->secret, struct officer_keys);
    officer_keys_of(officer->seed, keys);
    officer->id = author_id(keys->sign_public);
    return officers_agree(s->ctx, s->office, second, entry);
}

static void custodian_put(struct custodians *custodians, const unsigned char sign_public[32],
                          const unsigned char box_public[32], bool paper)
{
    struct custodian *custodian = &custodians->at[custodians->count++];
    custodian->id = author_id(sign_public);
    memcpy(custodian->box, box_public, sizeof custodian->box);
    custodian->paper = paper;
}

/* 256 bits of the seed and 24 of its hash as a check: 56 letters in groups of four. */
static struct str paper_of(struct starting *s, const unsigned char seed[SEED_BYTES])
{
    unsigned char *bytes = secret_take(s->secret, SEED_BYTES + 3);
    struct hash check = hash_of(seed, SEED_BYTES);
    memcpy(bytes, seed, SEED_BYTES);
    memcpy(bytes + SEED_BYTES, check.at, 3);
    struct str letters = base32_write(s->ctx->arena, bytes, SEED_BYTES + 3, 56);
    struct buf out = buf_open(s->ctx->arena, 80);
    for (size_t i = 0; i < letters.n; i += 4) {
        if (i > 0)
            buf_byte(&out, ' ');
        buf_put(&out, str_part(letters, i, i + 4));
    }
    return buf_str(&out);
}

/* Two people and a paper: any two of them, and no one alone, can reopen one case. */
static enum err custodians_enter(struct starting *s, struct str *paper)
{
    struct custodians custodians = { 0 };
    unsigned char *seed = secret_take(s->secret, SEED_BYTES);
    struct officer_keys *keys = secret_new(s->secret, struct officer_keys);
    for (size_t i = 0; i < START_CUSTODIANS - 1; i++) {
        officer_keys_of(s->in->officers[s->in->custodians[i]].seed, keys);
        custodian_put(&custodians, keys->sign_public, keys->box_public, false);
    }
    draw(seed, SEED_BYTES);
    officer_keys_of(seed, keys);
    custodian_put(&custodians, keys->sign_public, keys->box_public, true);
    for (size_t i = 1; i < custodians.count; i++)
        for (size_t k = i; k > 0 && id_cmp(custodians.at[k].id, custodians.at[k - 1].id) < 0; k--) {
            struct custodian swap = custodians.at[k];
            custodians.at[k] = custodians.at[k - 1];
            custodians.at[k - 1] = swap;
        }
    *paper = paper_of(s, seed);
    return custodians_save(s->ctx, s->office, &s->head, &custodians);
}

static enum err demo_mark(struct starting *s)
{
    struct hash entry;
    if (!s->in->demo)
        return OK;
    TRY(setting_propose(s->ctx, s->office, &s->head, STR("office.demo"), STR("yes"), &entry));
    return setting_agree(s->ctx, s->office, &s->admin, entry);
}

static enum err first_entries(struct starting *s, struct office_start_out *out)
{
    struct work_key *work = secret_new(s->secret, struct work_key);
    struct hash sop;
    TRY(work_key_renew(s->ctx, s->office, &s->head, NULL, work));
    TRY(office_unlock(s->ctx, s->office, work));
    for (size_t i = 0; i < s->in->officers_n; i++)
        TRY(officer_enter(s, i));
    TRY(work_key_share(s->ctx, s->office, &s->head, work));
    TRY(custodians_enter(s, &out->paper));
    TRY(definition_adopt(s->ctx, s->office, &s->head, s->in->sop_text, &sop));
    return demo_mark(s);
}

static enum err office_begin(struct starting *s, struct office_start_out *out)
{
    for (size_t i = 0; i < s->in->officers_n; i++)
        draw(s->in->officers[i].seed, SEED_BYTES);
    actor_fill(s, HEAD, &s->head);
    actor_fill(s, ADMIN, &s->admin);
    TRY(folder_make(s));
    TRY(round_begin(s->ctx, s->office));
    TRY(round_mark(s->ctx, s->office));
    TRY(first_entries(s, out));
    return round_commit(s->ctx, s->office);
}

enum err office_start(struct ctx *ctx, const struct office_start_in *in,
                      struct office_start_out *out)
{
    struct starting starting = { .ctx = ctx, .in = in };
    struct file_list files;
    struct role_table *roles;
    struct definition *definition;
    must(in->officers_n >= 2 && in->officers_n <= START_OFFICERS_MAX);
    TRY(bundle_read(ctx, in->sop_text, &files));
    TRY(definition_read(ctx, &files, &definition));
    TRY(role_read(ctx, &files, &roles));
    starting.roles = roles;
    starting.secret = secret_open(START_AREA_BYTES);
    if (starting.secret == NULL)
        return ctx_fail(ctx, ERR_STORE, "office.memory_lock");
    enum err err = office_begin(&starting, out);
    struct why why = ctx->why;
    if (starting.office != NULL) {
        if (err == OK)
            office_close(ctx, starting.office);
        else
            office_drop(starting.office);
    }
    secret_close(starting.secret);
    ctx->why = why;
    return err;
}
