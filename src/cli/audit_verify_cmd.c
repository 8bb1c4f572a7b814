#include "cli/commands.h"
#include "cli/office_dirs.h"
#include "store/audit.h"
#include "text/json.h"

enum { JSON_BYTES = 1 << 20 };

static void finding_print(struct cli *cli, const struct finding *finding)
{
    bool damage = finding->kind == FINDING_DAMAGE;
    struct str label = cli_say(cli, damage ? "audit.damage" : "audit.warning");
    struct str what = words_why(cli->lang, str_z(cli->ctx.arena, finding->what));
    (void)fprintf(cli->out, "  %.*s", STR_ARG(label));
    if (finding->seq >= 0)
        (void)fprintf(cli->out, " %.*s %lld", STR_ARG(cli_say(cli, "audit.entry")),
                      (long long)finding->seq);
    (void)fprintf(cli->out, ": %.*s %.*s\n", STR_ARG(what), STR_ARG(finding->more));
}

static void audit_print(struct cli *cli, struct str path, const struct audit *audit)
{
    struct say_arg args[] = { say_number("entries", (int64_t)audit->entries),
                              say_number("checkpoints", (int64_t)audit->verified_checkpoints) };
    struct say_arg bad[] = { say_number("n", (int64_t)audit->damages), args[0] };
    struct say_arg apart[] = { say_number("n", (int64_t)audit->in_keyring) };
    struct str line = audit->damages == 0
                          ? words_fill(cli->ctx.arena, cli->lang, "audit.good", args, 2)
                          : words_fill(cli->ctx.arena, cli->lang, "audit.bad", bad, 2);
    struct str log = hex_write(cli->ctx.arena, audit->log.at, ID_BYTES);
    struct str root = hash_hex(cli->ctx.arena, audit->root);
    (void)fprintf(cli->out, "%.*s: %.*s\n  log %.*s\n  root %.*s\n", STR_ARG(path), STR_ARG(line),
                  STR_ARG(log), STR_ARG(root));
    if (audit->in_keyring > 0) {
        line = words_fill(cli->ctx.arena, cli->lang, "audit.in_keyring", apart, 1);
        (void)fprintf(cli->out, "  %.*s\n", STR_ARG(line));
    }
    for (size_t i = 0; i < audit->count; i++)
        finding_print(cli, &audit->at[i]);
}

static void audit_json(struct cli *cli, struct str path, const struct audit *audit)
{
    struct buf buf = buf_open(cli->ctx.arena, JSON_BYTES);
    struct json json = json_open(&buf);
    json_object_begin(&json);
    json_put_str(&json, "path", path);
    json_put_str(&json, "log", hex_write(cli->ctx.arena, audit->log.at, ID_BYTES));
    json_put_str(&json, "root", hash_hex(cli->ctx.arena, audit->root));
    json_put_int(&json, "entries", (int64_t)audit->entries);
    json_put_int(&json, "checkpoints", (int64_t)audit->verified_checkpoints);
    json_put_int(&json, "in_keyring", (int64_t)audit->in_keyring);
    json_put_int(&json, "erased", (int64_t)audit->erased);
    json_put_int(&json, "damages", (int64_t)audit->damages);
    json_put_int(&json, "warnings", (int64_t)audit->warnings);
    json_key(&json, "findings");
    json_array_begin(&json);
    for (size_t i = 0; i < audit->count; i++) {
        json_object_begin(&json);
        json_put_bool(&json, "damage", audit->at[i].kind == FINDING_DAMAGE);
        json_put_int(&json, "seq", audit->at[i].seq);
        json_put_str(&json, "what", audit->at[i].what);
        json_put_str(&json, "more", audit->at[i].more);
        json_end(&json);
    }
    json_end(&json);
    json_end(&json);
    (void)fprintf(cli->out, "%.*s\n", STR_ARG(buf_str(&buf)));
}

int audit_verify_cmd(struct cli *cli)
{
    struct str office = { 0 }, file = { 0 };
    struct office_dirs dirs = { 0 };
    int status = EXIT_GOOD;
    (void)cli_option(cli, "--office", &office);
    bool named = cli_next(cli, &file); /* an office's folder, or a RECORD archive alone */
    if (!cli_done(cli))
        return EXIT_USAGE;
    if (named)
        dirs = (struct office_dirs){ .count = 1, .at = { file } };
    enum err err = named ? OK : office_dirs(cli, office, &dirs);
    for (size_t i = 0; err == OK && i < dirs.count; i++) {
        struct audit audit;
        err = audit_verify(&cli->ctx, dirs.at[i], &audit);
        if (err != OK)
            break;
        (cli->json ? audit_json : audit_print)(cli, dirs.at[i], &audit);
        if (audit.damages > 0)
            status = EXIT_REFUSED;
    }
    return err == OK ? status : cli_fail(cli, err);
}
