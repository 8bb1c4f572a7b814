#include "use/practice_key.h"

#include "use/desk_inside.h"

enum err practice_key(struct ctx *ctx, struct desk *desk, const struct practice_key_in *in,
                      unsigned char seed[32], struct id *officer)
{
    struct str record;
    struct unlock_head head;
    unsigned char key[32], totp[20];
    if (!desk->face.demo)
        return ctx_fail(ctx, ERR_DENIED, "practice.real");
    TRY(officers_login_find(ctx, desk->office, in->login, officer));
    TRY(officers_unlock_load(ctx, desk->office, *officer, UNLOCK_PASSWORD, &record));
    bool good = unlock_head_read(record, &head) &&
                kdf_argon2id(in->passphrase, head.salt, head.ops, head.mem_kib, key) &&
                unlock_open(record, *officer, key, seed, totp);
    wipe(key, sizeof key);
    return good ? OK : ctx_fail(ctx, ERR_DENIED, "log_in.wrong");
}
