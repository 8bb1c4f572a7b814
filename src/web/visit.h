/*
 * web/visit - one request of one person at one office: what every handler gets.
 *
 * A handler is short: it reads what was sent, calls a deed, fills a view and
 * writes the page (or JSON).  What it must not forget stands in serve.c, before
 * and after it.
 */
#ifndef WEB_VISIT_H
#define WEB_VISIT_H

#include "http/reply.h"
#include "text/html.h"
#include "text/json.h"
#include "use/deed.h"
#include "web/posted.h"
#include "web/routes.h"

struct visit {
    struct ctx *ctx;
    struct desk *station;
    const struct desk_face *face;
    struct desk_ctx *desk; /* of the officer; who == NULL: nobody is logged in */
    const struct request *request;
    struct reply *reply;
    const struct route *route;
    struct str params[ROUTE_PARAMS_MAX];
    struct posted query, posted;
    enum lang lang;
    bool api;
    bool answered; /* a status was set */
};

/* ---- reading ------------------------------------------------------------------------------- */

/* The id under which this act is written once.  Of a page: its hidden field and the address, so
 * that two forms of one page are two acts.  Of JSON: Idempotency-Key (32 hex digits or a UUID).
 * Zero when there is none; the deed refuses that. */
struct id visit_request_id(const struct visit *visit);
/* Of a draft that a page saves beside its form ("…/konsep"): the id under which the form itself
 * will be written, at the address without the last part and with `below`.  Zero for JSON. */
struct id visit_draft_of(const struct visit *visit, struct str below);
/* Head of an act on the case of the first parameter: request id, `terjadi`, `simpang`,
 * `simpang_kata` (JSON: happened, reason, words).  ERR_INVALID form.date. */
MUST_USE enum err visit_head(struct visit *visit, struct act_head *out);
/* A posted field by its page name or its JSON name. */
struct str visit_field(const struct visit *visit, struct str page_name, struct str json_name);
/* A decimal number in a query; 0 when absent or no number. */
uint32_t visit_number(const struct posted *posted, struct str name);
/* "2026-11-24T09:00" at the office, or RFC 3339; minutes since 1970. */
MUST_USE bool visit_time(const struct visit *visit, struct str text, int64_t *unix_min);
/* A text of the definition in the reader's language. */
struct str visit_text(const struct visit *visit, struct str in_id, struct str in_en);

/* ---- answering ----------------------------------------------------------------------------- */

/* Begins a page. */
struct html visit_html(struct visit *visit, int status);
/* Begins a JSON answer; the caller opens and closes the outer object. */
struct json visit_json(struct visit *visit, int status);
/* 303 to "/{kantor}" + path; `flash` is a key of words/ shown there once, or NULL. */
void visit_go(struct visit *visit, struct str path, const char *flash);
/* The page or problem document of an error; ctx->why says which. */
void visit_fail(struct visit *visit, enum err err);
/* HTTP status of an error. */
int visit_status(const struct ctx *ctx, enum err err);
/* The one 404 of all addresses that are not there or not for these eyes. */
void visit_missing(struct visit *visit);
/* "/{kantor}" + path as an address for views. */
struct address visit_address(const struct visit *visit, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
