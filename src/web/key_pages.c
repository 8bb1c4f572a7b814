/* The token of a machine client: drawn and shown once. */
#include "web/handlers.h"

#include "use/password_change.h"
#include "web/say.h"

void token_api(struct visit *visit)
{
    struct token_issue_out out = { 0 };
    enum err err = token_issue(visit->desk, &(struct token_issue_in){ 0 }, &out);
    if (err != OK) {
        visit_fail(visit, err);
        return;
    }
    struct json json = visit_json(visit, 200);
    json_object_begin(&json);
    json_put_str(&json, "token", out.token);
    json_end(&json);
}

void token_end_api(struct visit *visit)
{
    struct token_end_out out = { 0 };
    enum err err = token_end(visit->desk, &(struct token_end_in){ 0 }, &out);
    if (err != OK)
        visit_fail(visit, err);
    else
        api_done(visit, NULL);
}
