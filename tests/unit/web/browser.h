/*
 * browser - a browser without script for tests: keeps the cookie, sends forms
 * with the tokens of the last page, follows nothing by itself.
 *
 * Pages come from web_serve() of the office of ../use/fixture.h; each request
 * is its own round.
 */
#ifndef BROWSER_H
#define BROWSER_H

#include "../use/fixture.h"

#include "http/reply.h"
#include "http/request.h"

extern struct reply reply; /* the last answer */
extern struct str page;    /* its body */

void get(const char *path);
/* "name=value&…" urlencoded; csrf and permintaan of the last page are added. */
void post(const char *path, const char *body);
/* The same tokens as the last post: a double click. */
void post_again(const char *path, const char *body);
/* With another request id, or another token of the session. */
void post_with(const char *path, struct str request_id, const char *body);
void post_csrf(const char *path, const char *csrf_sent, const char *body);
/* Value of a hidden field of the last page, "" when there is none. */
struct str hidden(const char *name);
/* JSON with the cookie; a fresh Idempotency-Key, or the given one. */
void api(const char *path, const char *json);
/* As a request of any kind; the body stays as it is. */
void ask(const struct request *request);
/* Until told otherwise nothing that is sent leaves a trace: what was saved is undone. */
void undo_rounds(bool undo);
/* Logs in through the page; asserts that it worked. */
void log_in_as(const char *login);
void forget_cookie(void);

bool shows(const char *text);
/* The hidden request id of the last page with a form. */
struct str form_token(void);
/* Address of the last redirect. */
struct str went(void);
/* Text of a JSON member of the last answer: "case" -> its string. */
struct str member_text(const char *name);

#endif
