#include "cli/commands.h"
#include "cli/folder.h"
#include "cli/record.h"
#include "store/officers.h"
#include "store/tables.h"

#include <sys/stat.h>

/* `teduh tables --hash`: folds one office's tables from its record, beside a running server too.
 * W is sealed, so an officer who holds the office work key opens it. */

enum { SECRET_BYTES = 64 * 1024 };

/* A file that others may read holds no secret. */
static enum err secret_read(struct cli *cli, struct str path, struct str *out)
{
    struct stat about;
    if (stat(str_z(cli->ctx.arena, path), &about) == 0 && (about.st_mode & 077) != 0)
        return ctx_fail_at(&cli->ctx, ERR_DENIED, "cli.secret_open", path);
    TRY(file_load(&cli->ctx, str_z(cli->ctx.arena, path), out));
    *out = str_trim(*out);
    return OK;
}

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

static enum err hash_of_office(struct cli *cli, struct str dir, struct str login,
                               struct str secret_file, struct hash *hash, uint64_t *rows)
{
    struct office *office;
    struct str secret;
    struct work_key key;
    TRY(secret_read(cli, secret_file, &secret));
    TRY(office_open(&cli->ctx, dir, OFFICE_READ, &office));
    enum err err = keys_open(cli, office, login, secret, &key);
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
    struct str office = { 0 }, login = { 0 }, secret_file = { 0 }, dir;
    struct hash hash;
    uint64_t rows = 0;
    bool asked = cli_flag(cli, "--hash");
    (void)cli_option(cli, "--office", &office);
    (void)cli_option(cli, "--as", &login);
    (void)cli_option(cli, "--secret-file", &secret_file);
    if (!asked || login.n == 0 || secret_file.n == 0)
        return cli_usage(cli);
    if (!cli_done(cli))
        return EXIT_USAGE;
    enum err err = record_dir(cli, office, &dir);
    if (err == OK)
        err = hash_of_office(cli, dir, login, secret_file, &hash, &rows);
    if (err != OK)
        return cli_fail(cli, err);
    struct str text = hash_hex(cli->ctx.arena, hash);
    (void)fprintf(cli->out, cli->json ? "{\"hash\":\"%.*s\",\"rows\":%llu}\n" : "%.*s (%llu)\n",
                  STR_ARG(text), (unsigned long long)rows);
    return EXIT_GOOD;
}
