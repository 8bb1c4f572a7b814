/*
 * web/origin - is this request one of our own pages'?
 *
 * SameSite=Strict, this check and a token in every form stand one behind the
 * other; a POST passes all three.
 */
#ifndef WEB_ORIGIN_H
#define WEB_ORIGIN_H

#include "base/base.h"
#include "http/request.h"

/* True when Sec-Fetch-Site and Origin, where the browser sent them, name our own site.  A POST
 * with neither is ours only when it carries no cookie (a machine client or a command).  A GET that
 * is not ours (a link in a mail, a picture on a foreign page) is served as to a stranger. */
bool origin_ours(struct arena *arena, const struct request *request);
/* True for a fetch that nobody asked for: it would record a reading that did not happen. */
bool origin_prefetch(const struct request *request);

#endif
