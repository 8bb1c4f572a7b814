#include "use/officer_make.h"

#include "seal/part.h"
#include "use/passphrase.h"

#include <string.h>

/* What a certificate of these roles says. */
static struct certificate certificate_of(struct arena *arena, const struct role_table *table,
                                         uint32_t roles, const struct officer_keys *keys)
{
    /* Whatever a colleague may ever grant: all but what the roles never get.  Counselling notes
     * are given by their author alone, and only to who works in a case at all. */
    uint16_t works = roles_grant(table, roles);
    uint16_t mask = works == 0 ? 0 : (uint16_t)(0x0FFE & ~roles_never(table, roles));
    if (roles & 1u << ROLE_COORDINATOR)
        mask = (uint16_t)(mask | 0x0FFE) & (uint16_t) ~(1u << PART_NOTES);
    if (roles & 1u << ROLE_SUPERVISOR)
        mask = (uint16_t)(mask | 1u << PART_WORK | 1u << PART_IDENTITY | 1u << PART_STORY);
    struct certificate certificate = {
        .type = roles & 1u << ROLE_MACHINE ? CERT_MACHINE
                : roles & 1u << ROLE_GUEST ? CERT_GUEST
                                           : CERT_PERSON,
        .roles = role_set_names(arena, roles),
        .work_key = roles_work_key(table, roles),
        .mask = mask,
    };
    memcpy(certificate.keys.sign, keys->sign_public, sizeof certificate.keys.sign);
    memcpy(certificate.keys.box, keys->box_public, sizeof certificate.keys.box);
    return certificate;
}

enum err officer_make(struct ctx *ctx, struct office *office, const struct role_table *roles,
                      const struct actor *who, const struct officer_new *in, struct hash *entry)
{
    static const unsigned char no_totp[20] = { 0 };
    struct officer_keys *keys = secret_new(who->secret, struct officer_keys);
    officer_keys_of(in->seed, keys);
    struct certificate certificate = certificate_of(ctx->arena, roles, in->roles, keys);
    certificate.from_min = in->from_min;
    certificate.to_min = in->to_min;
    TRY(officers_certify(ctx, office, who, &certificate, in->name, entry));
    struct unlock_head head = { .method = UNLOCK_PASSWORD };
    memcpy(head.salt, in->salt, sizeof head.salt);
    head.ops = in->practice ? PRACTICE_ARGON_OPS : ARGON_OPS;
    head.mem_kib = in->practice ? PRACTICE_ARGON_KIB : ARGON_MEM_KIB;
    struct id officer = author_id(keys->sign_public);
    TRY(officers_login_save(ctx, office, in->login, officer));
    return officers_unlock_save(
        ctx, office, officer, UNLOCK_PASSWORD,
        unlock_write(ctx->arena, &head, officer, in->key, in->seed, no_totp));
}
