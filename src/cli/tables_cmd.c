#include "cli/commands.h"
#include "cli/login.h"
#include "cli/office_dirs.h"
#include "store/officers.h"
#include "store/tables.h"

/* `teduh tables --hash`: folds one office's tables from its record, beside a running server too.
 * W is sealed, so an officer who holds the office work key opens it. */

static enum err key_derive(struct cli *cli, struct str record, struct str secret,
                           unsigned char key[32])
{
    struct unlock_head head;
    if (!unlock_head_read(record, &head) ||
        !kdf_argon2id(secret, head.salt, head.ops, head.mem_kib, key))
        return ctx_fail(&cli->ctx, ERR_STORE, "store.damaged");
    return OK;
}

static enum err keys_open(struct cli *cli, struct office *office, struct str login,
                          struct str secret, struct work_key *out)
{
    unsigned char key[32], seed[SEED_BYTES], totp[20];
    struct str record;
    struct officer_keys keys;
    struct actor who = { .keys = &keys };
    TRY(officers_login_find(&cli->ctx, office, login, &who.officer));
    TRY(officers_unlock_load(&cli->ctx, office, who.officer, UNLOCK_PASSWORD, &record));
    TRY(key_derive(cli, record, secret, key));
    if (!unlock_open(record, who.officer, key, seed, totp))
        return ctx_fail(&cli->ctx, ERR_DENIED, "cli.secret_wrong");
    officer_keys_of(seed, &keys);
    enum err err = office_work_key(&cli->ctx, office, &who, out);
    wipe(&keys, sizeof keys);
    wipe(seed, sizeof seed);
    return err;
}

static enum err hash_of_office(struct cli *cli, struct login *login, struct hash *hash,
                               uint64_t *rows)
{
    struct office *office;
    struct str secret, dir;
    struct work_key key;
    TRY(login_secret(cli, login, &secret));
    TRY(office_dir(cli, login->office, &dir));
    TRY(office_open(&cli->ctx, dir, OFFICE_READ, &office));
    enum err err = keys_open(cli, office, login->name, secret, &key);
    if (err == OK)
        err = office_unlock(&cli->ctx, office, &key);
    if (err == OK) /* the record, not the snapshot, is what is asked for */
        err = tables_refold(&cli->ctx, office);
    if (err == OK)
        err = tables_hash(&cli->ctx, office, hash);
    if (err == OK)
        err = tables_rows(&cli->ctx, office, rows);
    wipe(&key, sizeof key);
    office_drop(office);
    return err;
}

int tables_cmd(struct cli *cli)
{
    struct login login = login_options(cli);
    struct hash hash;
    uint64_t rows = 0;
    if (!cli_flag(cli, "--hash"))
        return cli_usage(cli);
    if (!cli_done(cli))
        return EXIT_USAGE;
    enum err err = hash_of_office(cli, &login, &hash, &rows);
    if (err != OK)
        return cli_fail(cli, err);
    struct str text = hash_hex(cli->ctx.arena, hash);
    (void)fprintf(cli->out, cli->json ? "{\"hash\":\"%.*s\",\"rows\":%llu}\n" : "%.*s (%llu)\n",
                  STR_ARG(text), (unsigned long long)rows);
    return EXIT_GOOD;
}
