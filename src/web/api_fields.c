#include "web/api_fields.h"

/* Every act may say when it happened and, against the order, why. */
#define HEAD                                                           \
    { "happened", "date-time", false }, { "reason", "string", false }, \
    {                                                                  \
        "words", "string", false                                       \
    }
#define END               \
    {                     \
        NULL, NULL, false \
    }
#define FIELDS(name, ...) const struct api_field name[] = { __VA_ARGS__ }
#define NEED(name, type) \
    {                    \
        name, type, true \
    }
#define MAY(name, type)   \
    {                     \
        name, type, false \
    }

/* clang-format off */
FIELDS(in_log_in, NEED("login", "string"), NEED("passphrase", "string"), MAY("hotline", "boolean"), END);
FIELDS(in_log_out, MAY("everywhere", "boolean"), END);
FIELDS(in_lock, MAY("lock", "boolean"), MAY("pin", "string"), END);
FIELDS(in_pin, NEED("pin", "string"), END);
FIELDS(in_passphrase, NEED("passphrase", "string"), END);
FIELDS(in_sign, NEED("answer", "string"), MAY("differs", "string"), MAY("signer", "string"), MAY("kept", "string"), HEAD, END);
FIELDS(in_review, NEED("case", "string"), NEED("entry", "id"), NEED("answer", "string"), HEAD, END);
FIELDS(in_complaint, MAY("step", "string"), MAY("outcome", "string"), NEED("values", "object"), MAY("alias", "string"), MAY("draft", "id"), HEAD, END);
FIELDS(in_draft, NEED("values", "object"), MAY("draft", "id"), END);
FIELDS(in_search, NEED("words", "string"), END);
FIELDS(in_paper, NEED("values", "object"), MAY("steps", "object[]"), MAY("alias", "string"), HEAD, END);
FIELDS(in_screening, MAY("Q01", "string[]"), END);
FIELDS(in_nothing, END);
FIELDS(in_alias, MAY("alias", "string"), HEAD, END);
FIELDS(in_link, NEED("other", "string"), NEED("relation", "string"), HEAD, END);
FIELDS(in_sop, NEED("text", "string"), END);
FIELDS(out_token, NEED("token", "string"), END);
FIELDS(in_note, NEED("text", "string"), NEED("compartment", "string"), MAY("service", "string"), HEAD, END);
FIELDS(in_correct, MAY("values", "object"), MAY("text", "string"), MAY("withdraw", "boolean"), HEAD, END);
FIELDS(in_fact, NEED("fact", "string"), NEED("value", "string"), MAY("subject", "integer"), HEAD, END);
FIELDS(in_consent, NEED("kind", "string"), NEED("answer", "string"), NEED("giver", "string"), MAY("assent", "string"), MAY("assent_na", "string"), NEED("mode", "string"), MAY("purpose", "string"), MAY("recipient", "string"), MAY("slice", "string"), MAY("until", "date"), NEED("language", "string"), MAY("explained_by", "string"), MAY("witness", "string"), MAY("subject", "integer"), HEAD, END);
FIELDS(in_withdraw, NEED("kind", "string"), MAY("by", "string"), MAY("recipient", "string"), MAY("subject", "integer"), HEAD, END);
FIELDS(in_assign, NEED("officer", "id"), NEED("role", "string"), MAY("responsible", "boolean"), MAY("until", "date-time"), HEAD, END);
FIELDS(in_grant_end, NEED("officer", "id"), HEAD, END);
FIELDS(in_words, HEAD, END);
FIELDS(in_step, MAY("outcome", "string"), MAY("subject", "integer"), MAY("values", "object"), HEAD, END);
FIELDS(in_move, NEED("deadline", "string"), NEED("due", "date-time"), MAY("subject", "integer"), HEAD, END);
FIELDS(in_countersign, NEED("officer", "id"), MAY("subject", "integer"), HEAD, END);
FIELDS(in_officer, NEED("login", "string"), NEED("name", "string"), NEED("roles", "string[]"), NEED("passphrase", "string"), END);
FIELDS(in_officer_id, NEED("officer", "id"), END);
FIELDS(in_retire, NEED("officer", "id"), MAY("why", "integer"), END);
FIELDS(in_reset, NEED("officer", "id"), NEED("passphrase", "string"), END);
FIELDS(in_clock, NEED("time", "date-time"), END);

FIELDS(out_none, END);
FIELDS(out_log_in, NEED("pin_missing", "boolean"), NEED("cookie", "string"), END);
FIELDS(out_today, NEED("high_risk", "object[]"), NEED("late", "object[]"), NEED("today", "object[]"), NEED("tomorrow", "object[]"), NEED("later", "object[]"), NEED("waiting", "integer"), NEED("reviews", "integer"), NEED("notices", "integer"), END);
FIELDS(out_waiting, NEED("waiting", "object[]"), END);
FIELDS(out_reviews, NEED("reviews", "object[]"), END);
FIELDS(out_drafts, NEED("drafts", "object[]"), END);
FIELDS(out_draft, NEED("draft", "id"), NEED("saved", "date-time"), END);
FIELDS(out_opened, NEED("case", "string"), NEED("alias", "string"), NEED("entry", "string"), NEED("again", "boolean"), END);
FIELDS(out_cases, NEED("cases", "object[]"), MAY("whole", "integer"), MAY("noted", "boolean"), END);
FIELDS(out_case, NEED("case", "string"), NEED("alias", "string"), NEED("open", "object[]"), NEED("services", "object[]"), NEED("sealed", "object[]"), NEED("values", "object[]"), NEED("entries", "object[]"), NEED("may_close", "boolean"), NEED("risk", "integer"), END);
FIELDS(out_entry, NEED("entry", "object"), NEED("later", "object[]"), END);
FIELDS(in_card, NEED("card", "string"), NEED("typed_back", "string"), END);
FIELDS(out_card, NEED("card", "string"), NEED("has_one", "boolean"), END);
FIELDS(out_notices, NEED("notices", "object[]"), END);
FIELDS(out_history, NEED("entries", "object[]"), NEED("whole", "integer"), END);
FIELDS(out_access, NEED("looks", "object[]"), NEED("team", "object[]"), NEED("whole", "integer"), END);
FIELDS(out_screening, NEED("row", "string"), NEED("result", "string"), NEED("elements", "object"), NEED("open", "string[]"), NEED("answers", "object[]"), END);
FIELDS(out_done, MAY("entry", "string"), NEED("again", "boolean"), NEED("deviation", "boolean"), NEED("waits_second", "boolean"), END);
FIELDS(out_saved, NEED("saved", "boolean"), MAY("case", "string"), END);
FIELDS(out_step, NEED("step", "string"), NEED("title", "string"), NEED("subject", "integer"), NEED("outcomes", "object[]"), NEED("fields", "object[]"), NEED("known", "object"), END);
FIELDS(out_officers, NEED("officers", "object[]"), END);
FIELDS(out_officer, NEED("officer", "id"), MAY("fingerprint", "string"), END);
FIELDS(out_office, NEED("code", "string"), NEED("name", "string"), NEED("zone", "string"), NEED("practice", "boolean"), NEED("sop", "string"), NEED("officers", "integer"), NEED("entries", "integer"), END);
/* clang-format on */
