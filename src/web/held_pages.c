/* What somebody had typed when her screen was locked, her session over or her form's token old: it
 * goes along through the door, sealed, and stands in its form again (use/held.h). */
#include "web/held_pages.h"

#include "use/held.h"
#include "use/typing_save.h"
#include "web/cookie.h"

/* Forms worth keeping: not drafts, which are saved anyway, nor anything with a passphrase in it. */
bool held_may(const struct visit *visit)
{
    const struct route *route = visit->route;
    if (visit->api || route == NULL || route->page == NULL || route->deed == NULL ||
        route->deed == &typing_save_deed || visit->request->method != METHOD_POST)
        return false;
    return (route->deed->rights & (RIGHT_OFFICER | RIGHT_PEOPLE)) == 0;
}

/* Whose page the form stood on; "" when it does not say, or cannot be read. */
static struct str owner_of(struct visit *visit)
{
    struct posted posted;
    if (posted_read(visit->ctx, visit->request->content_type, visit->request->body, &posted) != OK)
        return STR("");
    return posted_get(&posted, STR("pemilik"));
}

struct str held_of_visit(struct visit *visit)
{
    const struct request *request = visit->request;
    struct held held = { request->path, request->content_type, request->body };
    return held_may(visit) ? held_keep(visit->desk, owner_of(visit), &held) : STR("");
}

struct str held_of_lock(struct visit *visit)
{
    struct held held = {
        .path = posted_get(&visit->posted, STR("titip_ke")),
        .type = STR("application/x-www-form-urlencoded"),
        .body = posted_get(&visit->posted, STR("titip_isi")),
    };
    if (held.path.n == 0 || held.body.n == 0)
        return STR("");
    return held_keep(visit->desk, posted_get(&visit->posted, STR("pemilik")), &held);
}

bool held_is_hers(struct visit *visit)
{
    return held_may(visit) && visit->desk->who != NULL &&
           str_eq(owner_of(visit), held_owner(visit->desk, visit->desk->who->id));
}

bool held_back(struct visit *visit, struct str titipan, const unsigned char *cookie)
{
    struct held held;
    struct request *request = arena_new(visit->ctx->arena, struct request);
    if (titipan.n == 0)
        return false;
    desk_leave(visit->desk);
    if (desk_enter(visit->ctx, visit->station, cookie, false, &visit->desk) != OK ||
        held_take(visit->desk, titipan, &held) != OK ||
        !str_starts(held.path, visit_address(visit, "%s", "/").s))
        return false;
    *request = *visit->request;
    request->path = held.path;
    request->query = STR("");
    request->content_type = held.type;
    request->body = held.body;
    request->kdf_key = NULL;
    return visit_again(visit, request);
}
