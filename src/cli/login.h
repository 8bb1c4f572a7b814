/*
 * cli/login - a command logs in as an officer and asks the office's JSON API:
 * the same routes, rights and records as a page.
 *
 * What such a command takes: LOGIN of cli/commands.h.
 */
#ifndef CLI_LOGIN_H
#define CLI_LOGIN_H

#include "cli/request.h"
#include "text/json.h"

struct asking {
    struct cli *cli;
    struct str office; /* its code */
    struct str cookie; /* "name=value" */
};

struct login {
    struct str office, name, secret_file, demo;
};

/* Takes the options above; before cli_done(). */
struct login login_options(struct cli *cli);
/* Completes the office (the only one) and the name (of a role), and reads the passphrase.
 * ERR_INVALID session.options (nobody named), cli.which_office; errors of cli/secret. */
MUST_USE enum err login_secret(struct cli *cli, struct login *login, struct str *passphrase);

/* Text of a member; empty when absent.  Numbers come as digits. */
struct str json_said(struct arena *arena, const struct json_value *object, const char *key);
/* The whole command after its options: log in, ask, print (as JSON, or by `print`), log out. */
int login_run(struct cli *cli, const struct login *login, struct str path, struct str query,
              struct str body, void (*print)(struct cli *cli, const struct json_value *answer));
/* One line on out for each member of a list of the answer: the named texts, tabs between; `keys`
 * ends with NULL. */
void login_lines(struct cli *cli, const struct json_value *answer, const char *list,
                 const char *const *keys);

#endif
