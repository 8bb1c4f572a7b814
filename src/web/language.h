/*
 * web/language - in which language an answer is written.
 *
 * What this browser chose (?bahasa=en, kept in a cookie that is no secret)
 * before what the officer set, before what the browser asks for, before
 * Indonesian.
 */
#ifndef WEB_LANGUAGE_H
#define WEB_LANGUAGE_H

#include "http/request.h"
#include "text/words.h"

/* `officer` is the officer's own setting, "id", "en" or empty. */
enum lang language_of(const struct request *request, struct str officer);
/* The first language of ours in Accept-Language by weight and order; empty when none is. */
struct str language_accepted(struct str accept_language);
/* Set-Cookie that remembers the choice of this browser. */
struct str language_cookie(struct arena *arena, const struct request *request, enum lang lang);

#endif
