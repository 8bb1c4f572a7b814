#include "web/origin.h"

static bool same_origin(struct arena *arena, const struct request *request)
{
    struct str own =
        str_join(arena, request->tls ? STR("https://") : STR("http://"), request->host);
    return request->host.n > 0 && str_eq(str_lower(arena, request->origin), str_lower(arena, own));
}

bool origin_ours(struct arena *arena, const struct request *request)
{
    struct str site = request->sec_fetch_site;
    /* "none" is a typed address: it may look, but a form is never sent that way. */
    bool looks = request->method == METHOD_GET || request->method == METHOD_HEAD;
    if (site.n > 0 && !str_eq(site, STR("same-origin")) && !(looks && str_eq(site, STR("none"))))
        return false;
    /* "null" is what a browser says of our own forms, because our pages send no referrer
     * (Fetch 3.1); then Sec-Fetch-Site decides.  Plain HTTP, which only practice has, is told
     * neither; there the strict cookie and the form's token stand alone. */
    if (str_eq(request->origin, STR("null")))
        return site.n > 0 || !request->tls;
    if (request->origin.n > 0)
        return same_origin(arena, request);
    return looks || site.n > 0 || request->cookie.n == 0;
}

bool origin_prefetch(const struct request *request)
{
    return request->sec_purpose.n > 0;
}
