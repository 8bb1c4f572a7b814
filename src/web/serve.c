/*
 * What stands before and after every handler, in this order: the path's limit,
 * a fetch nobody asked for, the route, the way of the officer, her language,
 * what was sent, the token.  Each answers by itself and ends the visit.
 */
#include "web/web.h"

#include "web/cookie.h"
#include "web/held_pages.h"
#include "web/language.h"
#include "web/origin.h"
#include "web/visit.h"

static bool looks(const struct request *request)
{
    return request->method == METHOD_GET || request->method == METHOD_HEAD;
}

static struct str below_office(const struct desk_face *face, struct str path)
{
    return str_part(path, 1 + face->code.n, path.n);
}

/* Opens the officer's session or the machine's token; a stranger is no error here. */
static enum err officer_enter(struct visit *visit, bool ours)
{
    const struct request *request = visit->request;
    unsigned char cookie[COOKIE_SECRET_BYTES];
    struct str bearer = STR("Bearer ");
    if (visit->api && str_starts(request->authorization, bearer)) {
        struct str token = str_part(request->authorization, bearer.n, request->authorization.n);
        return desk_enter_token(visit->ctx, visit->station, token, &visit->desk);
    }
    if (!ours || !cookie_secret(visit->ctx->arena, request, visit->face->code, cookie))
        return desk_visit(visit->ctx, visit->station, request->peer, &visit->desk);
    bool quiet = posted_has(&visit->query, STR("diam"));
    enum err err = desk_enter(visit->ctx, visit->station, cookie, quiet, &visit->desk);
    if (err == ERR_DENIED)
        return desk_visit(visit->ctx, visit->station, request->peer, &visit->desk);
    return err;
}

/* Where somebody without an open session may go; the same for addresses that do not exist, so that
 * nobody can tell them apart from outside. */
static bool stranger_sent_away(struct visit *visit)
{
    const struct route *route = visit->route;
    const struct desk_ctx *desk = visit->desk;
    bool open = route != NULL && (route->deed == NULL || route->deed->rights == RIGHT_ANYBODY);
    bool locked_too = route != NULL && route->deed != NULL && route->deed->while_locked;
    if (open || (desk->who != NULL && (!desk->locked || locked_too)))
        return false;
    visit->ctx->why = (struct why){ .key = desk->who == NULL ? "session.none" : "session.locked" };
    struct str held = held_of_visit(visit);
    if (visit->api)
        visit_fail(visit, ERR_DENIED);
    else if (held.n > 0 && desk->who == NULL)
        log_in_page_held(visit, held);
    else if (held.n > 0)
        lock_page_held(visit, held);
    else
        visit_go(visit, desk->who == NULL ? STR("/masuk") : STR("/kunci"), NULL);
    return true;
}

/* A page's form carries the session's token.  JSON cannot be sent by a foreign form at all, and its
 * origin was looked at. */
static bool token_good(const struct visit *visit)
{
    if (looks(visit->request) || visit->api || visit->desk->who == NULL)
        return true;
    struct str office = visit_address(visit, "%s", "").s;
    return str_eq(posted_get(&visit->posted, STR("csrf")), desk_csrf(visit->desk, office));
}

/* ?bahasa=en on any page: remembers it in this browser and shows the page without it. */
static bool language_chosen(struct visit *visit)
{
    struct str wanted = posted_get(&visit->query, STR("bahasa"));
    if (visit->api || visit->route == NULL || !looks(visit->request) || wanted.n == 0)
        return false;
    struct str path = visit->request->path;
    visit->reply->set_cookie = language_cookie(visit->ctx->arena, visit->request, lang_of(wanted));
    visit_go(visit, str_part(path, 1 + visit->face->code.n, path.n), NULL);
    return true;
}

static void foreign(struct visit *visit)
{
    visit->ctx->why = (struct why){ .key = "web.foreign" };
    visit_fail(visit, ERR_DENIED);
}

static enum err sent_read(struct visit *visit)
{
    if (looks(visit->request))
        return OK;
    return posted_read(visit->ctx, visit->request->content_type, visit->request->body,
                       &visit->posted);
}

/* A page whose deed this officer may not do looks like a page that does not exist, also where only
 * its form is asked for. */
static bool right_lacking(const struct visit *visit)
{
    const struct deed *deed = visit->route->deed;
    if (deed == NULL || deed->rights == RIGHT_ANYBODY || deed->rights & RIGHT_OFFICER)
        return false;
    return !desk_may(visit->desk, (enum right)deed->rights);
}

static void handled(struct visit *visit)
{
    if (right_lacking(visit)) {
        visit_missing(visit);
        return;
    }
    if (visit->api)
        visit->route->api(visit);
    else
        visit->route->page(visit);
    must(visit->answered || visit->reply->flags & REPLY_WAIT);
}

bool visit_again(struct visit *visit, const struct request *request)
{
    struct route_match match =
        route_find(request->method, below_office(visit->face, request->path));
    visit->request = request;
    visit->route = match.route;
    visit->api = match.api;
    memcpy(visit->params, match.params, sizeof match.params);
    if (!held_may(visit) ||
        posted_read(visit->ctx, request->content_type, request->body, &visit->posted) != OK)
        return false;
    visit->desk->held = true;
    handled(visit);
    return true;
}

/* A token that is no longer good: of the same officer's page before she logged in anew, or foreign.
 */
static void token_refused(struct visit *visit)
{
    if (!held_is_hers(visit) || !visit_again(visit, visit->request))
        foreign(visit);
}

static void method_refused(struct visit *visit)
{
    visit->ctx->why = (struct why){ .key = "web.method" };
    visit_fail(visit, ERR_DENIED);
    visit->reply->status = 405;
}

/* Everything after the officer is known. */
static void visit_serve(struct visit *visit, const struct route_match *match, bool ours)
{
    enum err err;
    if (!looks(visit->request) && !ours)
        foreign(visit);
    else if (language_chosen(visit) || stranger_sent_away(visit))
        return;
    else if (match->route == NULL && match->path_known)
        method_refused(visit);
    else if (match->route == NULL)
        visit_missing(visit);
    else if ((err = sent_read(visit)) != OK)
        visit_fail(visit, err);
    else if (!token_good(visit))
        token_refused(visit);
    else
        handled(visit);
}

void web_serve(struct desk *desk, struct ctx *ctx, const struct request *request,
               struct reply *reply)
{
    struct visit visit = {
        .ctx = ctx, .station = desk, .face = desk_face(desk), .request = request, .reply = reply
    };
    must(str_eq(request_office(request), visit.face->code)); /* the parent routed it here */
    struct route_match match = { 0 };
    if (request->path.n <= ROUTE_PATH_BYTES_MAX)
        match = route_find(request->method, below_office(visit.face, request->path));
    visit.api = match.api;
    visit.route = match.route;
    memcpy(visit.params, match.params, sizeof match.params);
    visit.lang = language_of(request, STR(""));
    bool ours = request->way == WAY_COMMAND || origin_ours(ctx->arena, request);
    enum err err = posted_urlencoded(ctx, request->query, &visit.query);
    if (err == OK)
        err = officer_enter(&visit, ours);
    if (err != OK)
        visit_fail(&visit, err);
    else if (origin_prefetch(request))
        foreign(&visit); /* it would record a reading that did not happen */
    else
        visit_serve(&visit, &match, ours);
    desk_leave(visit.desk);
}
