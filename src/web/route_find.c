#include "web/routes.h"

/* Matches "/kasus/:kasus" against a path, keeping what stands for ":...". */
static bool pattern_matches(struct str pattern, struct str path,
                            struct str params[ROUTE_PARAMS_MAX])
{
    size_t n = 0;
    while (pattern.n > 0 && path.n > 0) {
        if (pattern.at[0] != '/' || path.at[0] != '/')
            return false;
        pattern = str_part(pattern, 1, pattern.n);
        path = str_part(path, 1, path.n);
        struct str want = str_part(pattern, 0, str_find(pattern, '/'));
        struct str got = str_part(path, 0, str_find(path, '/'));
        pattern = str_part(pattern, want.n, pattern.n);
        path = str_part(path, got.n, path.n);
        if (want.n > 0 && want.at[0] == ':') {
            must(n < ROUTE_PARAMS_MAX);
            if (got.n == 0)
                return false;
            params[n++] = got;
        } else if (!str_eq(want, got)) {
            return false;
        }
    }
    return pattern.n == 0 && path.n == 0;
}

struct route_match route_find(enum method method, struct str path)
{
    struct route_match match = { 0 };
    struct str api = STR("/api/v1");
    if (str_starts(path, api) && (path.n == api.n || path.at[api.n] == '/')) {
        match.api = true;
        path = str_part(path, api.n, path.n);
    }
    if (method == METHOD_HEAD)
        method = METHOD_GET;
    for (size_t i = 0; i < routes_n && match.route == NULL; i++) {
        const struct route *route = &routes[i];
        struct str params[ROUTE_PARAMS_MAX] = { 0 };
        if ((match.api ? route->api : route->page) == NULL ||
            !pattern_matches(str_of(route->pattern), path, params))
            continue;
        match.path_known = true;
        if (route->method != method)
            continue;
        match.route = route;
        memcpy(match.params, params, sizeof params);
    }
    return match;
}
