/* teduh officer list|add|confirm|retire|reset. */
#include "cli/commands.h"
#include "cli/login.h"
#include "cli/secret.h"

enum { OFFICER_BODY_MAX = 1 << 14 };

static void print_officers(struct cli *cli, const struct json_value *answer)
{
    static const char *const keys[] = { "officer", "login",        "name", "roles",
                                        "retired", "waits_second", NULL };
    login_lines(cli, answer, "officers", keys);
}

static void print_officer(struct cli *cli, const struct json_value *answer)
{
    fprintf(cli->out, "%.*s\t%.*s\n", STR_ARG(json_said(cli->ctx.arena, answer, "officer")),
            STR_ARG(json_said(cli->ctx.arena, answer, "fingerprint")));
}

static void print_nothing(struct cli *cli, const struct json_value *answer)
{
    (void)cli;
    (void)answer;
}

int officer_list_cmd(struct cli *cli)
{
    struct login login = login_options(cli);
    bool all = cli_flag(cli, "--all");
    if (!cli_done(cli))
        return EXIT_USAGE;
    return login_run(cli, &login, STR("/atur/orang"), all ? STR("retired=yes") : STR(""), STR(""),
                     print_officers);
}

/* Roles separated by commas. */
static void roles_write(struct json *json, struct str roles)
{
    json_key(json, "roles");
    json_array_begin(json);
    while (roles.n > 0)
        json_str(json, str_cut(roles, ',', &roles));
    json_end(json);
}

int officer_add_cmd(struct cli *cli)
{
    struct login login = login_options(cli);
    struct str name, login_name, roles, start_file, passphrase;
    bool good = cli_option(cli, "--login", &login_name) && cli_option(cli, "--name", &name) &&
                cli_option(cli, "--roles", &roles) && cli_option(cli, "--start-file", &start_file);
    if (!good || !cli_done(cli))
        return cli_usage(cli);
    enum err err = secret_file_read(cli, start_file, &passphrase);
    if (err != OK)
        return cli_fail(cli, err);
    struct buf body = buf_open(cli->ctx.arena, OFFICER_BODY_MAX);
    struct json json = json_open(&body);
    json_object_begin(&json);
    json_put_str(&json, "login", login_name);
    json_put_str(&json, "name", name);
    json_put_str(&json, "passphrase", passphrase);
    roles_write(&json, roles);
    json_end(&json);
    return login_run(cli, &login, STR("/atur/orang/baru"), STR(""), buf_str(&body), print_officer);
}

static int about_officer(struct cli *cli, struct str path, bool needs_passphrase)
{
    struct login login = login_options(cli);
    struct str officer, start_file, passphrase = { 0 };
    if (needs_passphrase && !cli_option(cli, "--start-file", &start_file))
        return cli_usage(cli);
    if (!cli_next(cli, &officer) || !cli_done(cli))
        return cli_usage(cli);
    enum err err = needs_passphrase ? secret_file_read(cli, start_file, &passphrase) : OK;
    if (err != OK)
        return cli_fail(cli, err);
    struct buf body = buf_open(cli->ctx.arena, OFFICER_BODY_MAX);
    struct json json = json_open(&body);
    json_object_begin(&json);
    json_put_str(&json, "officer", officer);
    if (passphrase.n > 0)
        json_put_str(&json, "passphrase", passphrase);
    json_end(&json);
    return login_run(cli, &login, path, STR(""), buf_str(&body),
                     needs_passphrase ? print_officer : print_nothing);
}

int officer_confirm_cmd(struct cli *cli)
{
    return about_officer(cli, STR("/atur/orang"), false);
}

int officer_retire_cmd(struct cli *cli)
{
    return about_officer(cli, STR("/atur/orang/akhiri"), false);
}

int officer_reset_cmd(struct cli *cli)
{
    return about_officer(cli, STR("/atur/orang/ulang"), true);
}

static void print_office(struct cli *cli, const struct json_value *answer)
{
    static const char *const keys[] = { "code",     "name",       "zone",         "sop",
                                        "officers", "cases_open", "cases_closed", "entries" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        fprintf(cli->out, "%s\t%.*s\n", keys[i],
                STR_ARG(json_said(cli->ctx.arena, answer, keys[i])));
}

int office_show_cmd(struct cli *cli)
{
    struct login login = login_options(cli);
    if (!cli_done(cli))
        return EXIT_USAGE;
    return login_run(cli, &login, STR("/atur/kantor"), STR(""), STR(""), print_office);
}
