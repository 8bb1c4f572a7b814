#include "web/cookie.h"

struct str cookie_name(struct arena *arena, const struct request *request, struct str office)
{
    return str_join(arena, request->tls ? STR("__Host-teduh-") : STR("teduh-latihan-"), office);
}

struct str cookie_value(struct str header, struct str name)
{
    struct str found = STR("");
    while (header.n > 0) {
        struct str rest, value;
        struct str pair = str_trim(str_cut(header, ';', &rest));
        header = rest;
        if (!str_eq(str_cut(pair, '=', &value), name))
            continue;
        if (found.n > 0)
            return STR(""); /* two of one name: somebody set one beside ours */
        found = value;
    }
    return found;
}

bool cookie_secret(struct arena *arena, const struct request *request, struct str office,
                   unsigned char out[COOKIE_SECRET_BYTES])
{
    struct str value = cookie_value(request->cookie, cookie_name(arena, request, office));
    return hex_read(value, out, COOKIE_SECRET_BYTES);
}

struct str cookie_set(struct arena *arena, const struct request *request, struct str office,
                      const unsigned char *secret)
{
    struct str name = cookie_name(arena, request, office);
    struct str value = secret == NULL ? STR("") : hex_write(arena, secret, COOKIE_SECRET_BYTES);
    return str_format(arena, "%.*s=%.*s; Path=/; HttpOnly; SameSite=Strict%s%s", STR_ARG(name),
                      STR_ARG(value), request->tls ? "; Secure" : "",
                      secret == NULL ? "; Max-Age=0" : "");
}

struct str cookie_plain(struct arena *arena, const struct request *request, struct str name,
                        struct str value)
{
    return str_format(arena, "%s%.*s=%.*s; Path=/; HttpOnly; SameSite=Strict%s",
                      request->tls ? "__Host-" : "", STR_ARG(name), STR_ARG(value),
                      request->tls ? "; Secure" : "");
}
