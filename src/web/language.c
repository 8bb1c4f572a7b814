#include "web/language.h"

#include "web/cookie.h"

#define LANGUAGE_COOKIE "teduh-bahasa"

static bool ours(struct str code)
{
    return str_eq(code, STR("id")) || str_eq(code, STR("en"));
}

/* The weight of "en;q=0.8" in thousandths; 1000 when none is named, 0 when malformed. */
static int weight(struct str parameters)
{
    struct str p = str_trim(parameters);
    if (p.n == 0)
        return 1000;
    if (!str_starts(p, STR("q=")) || p.n < 3)
        return 0;
    int value = p.at[2] == '1' ? 1000 : 0;
    int unit = 100;
    for (size_t i = 4; i < p.n && i < 7 && value < 1000; i++, unit /= 10)
        if (p.at[i] >= '0' && p.at[i] <= '9')
            value += (p.at[i] - '0') * unit;
    return value;
}

struct str language_accepted(struct str header)
{
    struct str best = STR("");
    int best_weight = 0;
    while (header.n > 0) {
        struct str rest, parameters;
        struct str item = str_cut(header, ',', &rest);
        header = rest;
        struct str tag = str_trim(str_cut(item, ';', &parameters));
        struct str code = str_part(tag, 0, str_find(tag, '-'));
        /* "in" is what old Android and Java send for Indonesian. */
        if (str_eq(code, STR("in")))
            code = STR("id");
        int w = weight(parameters);
        if (ours(code) && w > best_weight) {
            best = code;
            best_weight = w;
        }
    }
    return best;
}

static struct str cookie_of(const struct request *request)
{
    return cookie_value(request->cookie,
                        request->tls ? STR("__Host-" LANGUAGE_COOKIE) : STR(LANGUAGE_COOKIE));
}

enum lang language_of(const struct request *request, struct str officer)
{
    struct str chosen = cookie_of(request);
    if (!ours(chosen))
        chosen = officer;
    if (!ours(chosen))
        chosen = language_accepted(request->accept_language);
    return lang_of(chosen);
}

struct str language_cookie(struct arena *arena, const struct request *request, enum lang lang)
{
    return cookie_plain(arena, request, STR(LANGUAGE_COOKIE), lang_code(lang));
}
