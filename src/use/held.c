#include "use/held.h"

#include "seal/session.h"
#include "use/desk_inside.h"

enum { OWNER_BYTES = 16, HOUR_MS = 3600 * 1000 };

static const char purpose[] = "held form";

static void owner_make(const struct desk_ctx *desk, struct id officer,
                       unsigned char out[OWNER_BYTES])
{
    struct key key = office_station_key(desk->office, STR("form"));
    derive(out, OWNER_BYTES, &key, sizeof key, officer.at, sizeof officer.at);
    wipe(&key, sizeof key);
}

struct str held_owner(const struct desk_ctx *desk, struct id officer)
{
    unsigned char owner[OWNER_BYTES];
    owner_make(desk, officer, owner);
    return hex_write(desk->ctx->arena, owner, sizeof owner);
}

struct str held_keep(struct desk_ctx *desk, struct str owner, const struct held *held)
{
    unsigned char whose[OWNER_BYTES];
    size_t n = held->path.n + held->type.n + held->body.n;
    if (n > HELD_BODY_BYTES_MAX || !hex_read(owner, whose, sizeof whose))
        return STR("");
    struct buf plain = buf_open(desk->ctx->arena, n + OWNER_BYTES + 16);
    buf_bytes(&plain, whose, sizeof whose);
    buf_u64(&plain, (uint64_t)desk->ctx->now_ms);
    buf_u32(&plain, (uint32_t)held->path.n);
    buf_u32(&plain, (uint32_t)held->type.n);
    buf_put(&plain, held->path);
    buf_put(&plain, held->type);
    buf_put(&plain, held->body);
    must(buf_done(&plain));
    struct key key = office_station_key(desk->office, STR("form"));
    struct str sealed = box_seal(desk->ctx->arena, &key, str_of(purpose), buf_str(&plain));
    wipe(&key, sizeof key);
    return hex_write(desk->ctx->arena, sealed.at, sealed.n);
}

static enum err none(struct desk_ctx *desk)
{
    return ctx_fail(desk->ctx, ERR_MISSING, "held.none");
}

static bool held_open(struct desk_ctx *desk, struct str kept, struct str *plain)
{
    unsigned char *sealed = arena_alloc(desk->ctx->arena, kept.n / 2 + 1);
    if (kept.n == 0 || kept.n % 2 != 0 || !hex_read(kept, sealed, kept.n / 2))
        return false;
    struct key key = office_station_key(desk->office, STR("form"));
    struct str box = { (const char *)sealed, kept.n / 2 };
    bool good = box_open(desk->ctx->arena, &key, str_of(purpose), box, plain);
    wipe(&key, sizeof key);
    return good;
}

enum err held_take(struct desk_ctx *desk, struct str kept, struct held *out)
{
    enum { HEAD = OWNER_BYTES + 8 + 4 + 4 };
    struct str plain;
    unsigned char whose[OWNER_BYTES];
    if (desk->who == NULL || desk->locked || !held_open(desk, kept, &plain) || plain.n < HEAD)
        return none(desk);
    const unsigned char *at = (const unsigned char *)plain.at;
    owner_make(desk, desk->who->id, whose);
    int64_t age_ms = desk->ctx->now_ms - (int64_t)get_u64(at + OWNER_BYTES);
    if (memcmp(whose, at, sizeof whose) != 0 || age_ms > (int64_t)HELD_HOURS_MAX * HOUR_MS)
        return none(desk);
    size_t path_n = get_u32(at + OWNER_BYTES + 8), type_n = get_u32(at + OWNER_BYTES + 12);
    if (path_n > plain.n - HEAD || type_n > plain.n - HEAD - path_n)
        return none(desk);
    out->path = str_part(plain, HEAD, HEAD + path_n);
    out->type = str_part(plain, HEAD + path_n, HEAD + path_n + type_n);
    out->body = str_part(plain, HEAD + path_n + type_n, plain.n);
    return OK;
}
