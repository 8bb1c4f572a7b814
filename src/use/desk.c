#include "use/desk_inside.h"

#include "seal/session.h"
#include "sop/alias_read.h"
#include "sop/bundle.h"
#include "sop/role_read.h"
#include "sop/screen_read.h"
#include "store/organisation.h"
#include "store/sessions.h"

#include <string.h>

/* A desk closes 30 minutes after its last session ended. */
enum { DESK_CLOSES_MS = 30 * 60 * 1000 };

static void face_fill(struct desk *desk)
{
    const struct office_info *info = office_info(desk->office);
    desk->face = (struct desk_face){
        .code = info->code,
        .name = info->name,
        .zone = info->zone,
        .offset_min = info->offset_min,
        .practice = info->practice,
        .demo = str_eq(setting_value(desk->office, STR("office.demo"), STR("no")), STR("yes")),
        .open = office_is_open(desk->office),
    };
}

enum err desk_open(struct ctx *ctx, const struct desk_start *start, struct desk **out)
{
    struct arena *arena = arena_open(DESK_ARENA_BYTES);
    struct desk *desk = arena_new(arena, struct desk);
    desk->arena = arena;
    desk->secret = secret_open(WORK_AREA_BYTES);
    if (desk->secret == NULL) {
        arena_close(arena);
        return ctx_fail(ctx, ERR_STORE, "office.memory_lock");
    }
    enum err err = office_open(ctx, str_of(start->dir),
                               start->read_only ? OFFICE_READ : OFFICE_WRITE, &desk->office);
    if (err != OK) {
        secret_close(desk->secret);
        arena_close(arena);
        return err;
    }
    desk->move_clock = start->move_clock;
    desk->clock = start->clock;
    desk->many = start->many;
    face_fill(desk);
    *out = desk;
    return OK;
}

void desk_close(struct ctx *ctx, struct desk *desk)
{
    if (desk == NULL)
        return;
    office_close(ctx, desk->office);
    secret_close(desk->secret);
    cases_close(desk);
    lists_close(desk);
    arena_close(desk->arena);
}

enum err desk_begin(struct desk *desk, struct ctx *ctx)
{
    cases_forget(desk);
    return round_begin(ctx, desk->office);
}

enum err desk_commit(struct desk *desk, struct ctx *ctx)
{
    cases_forget(desk);
    return round_commit(ctx, desk->office);
}

void desk_tick(struct desk *desk, struct ctx *ctx)
{
    int64_t last_end_ms = 0;
    if (round_begin(ctx, desk->office) != OK)
        return;
    if (office_tick(ctx, desk->office) != OK || round_commit(ctx, desk->office) != OK) {
        if (round_is_open(desk->office))
            round_abandon(desk->office);
    }
    if (office_is_open(desk->office) && sessions_count(ctx, desk->office, &last_end_ms) == 0 &&
        last_end_ms > 0 && ctx->now_ms - last_end_ms > DESK_CLOSES_MS)
        desk->closes = true;
}

void desk_clock_moved(struct desk *desk, struct ctx *ctx, int64_t by_ms)
{
    if (!desk->face.practice || round_begin(ctx, desk->office) != OK)
        return;
    if (sessions_moved(ctx, desk->office, by_ms) != OK || round_commit(ctx, desk->office) != OK) {
        if (round_is_open(desk->office))
            round_abandon(desk->office);
    }
}

bool desk_is_open(const struct desk *desk)
{
    return office_is_open(desk->office) && !desk->closes;
}

enum err desk_move_clock(struct desk_ctx *visit, int64_t offset_ms)
{
    struct desk *desk = visit->desk;
    if (!desk->face.practice || desk->move_clock == NULL)
        return ctx_fail(visit->ctx, ERR_DENIED, "clock.real");
    desk->move_clock(desk->clock, offset_ms);
    return OK;
}

void desk_checked(struct desk *desk, bool damaged)
{
    desk->damaged = damaged;
}

const char *desk_trouble(const struct desk_ctx *desk)
{
    const struct office_info *info = office_info(desk->office);
    if (desk->desk->damaged)
        return "garis.rusak";
    if (info->full)
        return "garis.penuh";
    return info->clock_doubted ? "garis.jam" : NULL;
}

const struct desk_face *desk_face(const struct desk *desk)
{
    return &desk->face;
}

/* ---- definitions ------------------------------------------------------------------------- */

static uint32_t *fields_by_no(struct arena *arena, const struct definition *definition)
{
    uint32_t *by_no = arena_array(arena, uint32_t, UINT16_MAX + 1);
    for (size_t no = 0; no <= UINT16_MAX; no++)
        by_no[no] = DEFINITION_NONE;
    for (uint32_t i = 0; i < definition->fields_n; i++)
        if (definition->fields[i].no != 0)
            by_no[definition->fields[i].no] = i;
    return by_no;
}

/* Compiles in the desk's own arena: it outlives the request. */
static enum err sop_compile(struct ctx *ctx, struct desk *desk, struct str text, struct sop *out)
{
    struct ctx inner = { .arena = desk->arena, .now_ms = ctx->now_ms };
    struct file_list files;
    struct definition *definition;
    struct calendar *calendar;
    struct role_table *roles;
    struct screen *screen = NULL;
    struct str *aliases;
    enum err err = bundle_read(&inner, str_copy(desk->arena, text), &files);
    if (err == OK)
        err = definition_read(&inner, &files, &definition);
    if (err == OK)
        err = calendar_read(&inner, &files, desk->face.offset_min, &calendar);
    if (err == OK)
        err = role_read(&inner, &files, &roles);
    if (err == OK)
        err = alias_read(&inner, &files, &aliases, &out->aliases_n);
    if (err == OK && bundle_file(&files, STR("screen.yaml")) != NULL)
        err = screen_read(&inner, &files, &screen);
    if (err != OK) {
        ctx->why = inner.why;
        return err;
    }
    out->definition = definition;
    out->calendar = calendar;
    out->roles = roles;
    out->screen = screen;
    out->aliases = aliases;
    out->field_by_no = fields_by_no(desk->arena, definition);
    return OK;
}

uint32_t sop_field(const struct sop *sop, uint16_t no)
{
    return sop->field_by_no[no];
}

static enum err sop_add(struct ctx *ctx, struct desk *desk, struct hash hash, struct str text,
                        const struct sop **out)
{
    if (desk->sops_n == SOPS_MAX)
        return ctx_fail(ctx, ERR_STORE, "definition.many");
    struct sop *sop = &desk->sops[desk->sops_n];
    TRY(sop_compile(ctx, desk, text, sop));
    sop->hash = hash;
    desk->sops_n++;
    *out = sop;
    return OK;
}

static const struct sop *sop_known(const struct desk *desk, struct hash hash)
{
    for (size_t i = 0; i < desk->sops_n; i++)
        if (hash_eq(desk->sops[i].hash, hash))
            return &desk->sops[i];
    return NULL;
}

enum err desk_sop(struct ctx *ctx, struct desk *desk, struct hash hash, const struct sop **out)
{
    *out = sop_known(desk, hash);
    if (*out != NULL)
        return OK;
    struct str text;
    TRY(definition_load(ctx, desk->office, hash, &text));
    return sop_add(ctx, desk, hash, text, out);
}

enum err desk_sop_newest(struct ctx *ctx, struct desk *desk, const struct sop **out)
{
    struct hash hash;
    struct str text;
    *out = desk->newest;
    if (*out != NULL)
        return OK;
    TRY(definition_newest(ctx, desk->office, &hash, &text));
    *out = sop_known(desk, hash);
    if (*out == NULL)
        TRY(sop_add(ctx, desk, hash, text, out));
    desk->newest = *out;
    return OK;
}

/* ---- one request ------------------------------------------------------------------------- */

enum err desk_visit(struct ctx *ctx, struct desk *desk, struct str network, struct desk_ctx **out)
{
    const struct sop *sop;
    TRY(desk_sop_newest(ctx, desk, &sop));
    desk->face.open = office_is_open(desk->office);
    struct desk_ctx *visit = arena_new(ctx->arena, struct desk_ctx);
    *visit = (struct desk_ctx){
        .ctx = ctx,
        .desk = desk,
        .office = desk->office,
        .sop = sop->definition,
        .calendar = sop->calendar,
        .roles = sop->roles,
        .screen = sop->screen,
        .secret = desk->secret,
        .network = network,
        .seen = arena_new(ctx->arena, struct members_seen),
    };
    *out = visit;
    return OK;
}

/* The officer whose seed lies in the work area; opens the office where it is closed after a crash.
 */
static enum err officer_enters(struct desk_ctx *visit, const unsigned char seed[SEED_BYTES])
{
    struct ctx *ctx = visit->ctx;
    struct officer_keys *keys = secret_new(visit->secret, struct officer_keys);
    struct officer_known *known = &visit->desk->officers[officer_known_place(seed, OFFICERS_KNOWN)];
    (void)officer_keys_again(seed, known, keys);
    const struct member *who = desk_member(visit, author_id(keys->sign_public));
    if (who == NULL || who->retired || who->waits_second ||
        (who->to_min != 0 && who->to_min < ctx_now_min(ctx)))
        return ctx_fail(ctx, ERR_DENIED, "session.none");
    visit->keys = keys;
    visit->who = who;
    if (who->work_key && !office_is_open(visit->office)) {
        struct work_key *work = secret_new(visit->secret, struct work_key);
        struct actor actor = desk_actor(visit);
        TRY(office_work_key(ctx, visit->office, &actor, work));
        TRY(office_unlock(ctx, visit->office, work));
        visit->who = desk_member(visit, who->id); /* names can be read now */
    }
    return OK;
}

enum err desk_enter(struct ctx *ctx, struct desk *desk,
                    const unsigned char cookie[COOKIE_KEY_BYTES], bool quiet, struct desk_ctx **out)
{
    struct desk_ctx *visit;
    struct session session;
    TRY(desk_visit(ctx, desk, (struct str){ 0 }, &visit));
    *out = visit;
    if (session_load(ctx, desk->office, session_id(cookie), &session) != OK)
        return ctx_fail(ctx, ERR_DENIED, "session.none");
    memcpy(visit->cookie, cookie, sizeof visit->cookie);
    visit->session = session.sid;
    visit->locked = session.state == SESSION_LOCKED;
    struct session_secret *opened = secret_new(desk->secret, struct session_secret);
    if (!session_open(cookie, session.sealed, opened))
        return ctx_fail(ctx, ERR_DENIED, "session.none");
    if (visit->locked) {
        /* Of a locked session only the name is needed; its keys stay sealed. */
        static const unsigned char unset[sizeof opened->pin_check] = { 0 };
        visit->who = desk_member(visit, session.officer);
        visit->locked_min = session.locked_ms / 60000;
        visit->no_pin = memcmp(opened->pin_check, unset, sizeof unset) == 0;
        wipe(opened, sizeof *opened);
        return visit->who == NULL ? ctx_fail(ctx, ERR_DENIED, "session.none") : OK;
    }
    TRY(officer_enters(visit, opened->seed));
    wipe(opened, sizeof *opened);
    return quiet ? OK : session_touch(ctx, desk->office, &session);
}

enum err desk_enter_seed(struct ctx *ctx, struct desk *desk, const unsigned char seed[32],
                         struct desk_ctx **out)
{
    struct desk_ctx *visit;
    TRY(desk_visit(ctx, desk, (struct str){ 0 }, &visit));
    *out = visit;
    return officer_enters(visit, seed);
}

/* "officer id in hex" ‖ "." ‖ "token": the id finds the record, the token opens it. */
enum err desk_enter_token(struct ctx *ctx, struct desk *desk, struct str token,
                          struct desk_ctx **out)
{
    struct desk_ctx *visit;
    struct str secret_text, record;
    struct id officer;
    struct unlock_head head;
    TRY(desk_visit(ctx, desk, (struct str){ 0 }, &visit));
    *out = visit;
    struct str name = str_cut(token, '.', &secret_text);
    if (!hex_read(name, officer.at, ID_BYTES) || secret_text.n == 0 ||
        officers_unlock_load(ctx, desk->office, officer, UNLOCK_TOKEN, &record) != OK ||
        !unlock_head_read(record, &head))
        return ctx_fail(ctx, ERR_DENIED, "session.none");
    unsigned char *work = secret_take(desk->secret, 32 + SEED_BYTES + 20);
    kdf_secret(secret_text, head.salt, work);
    if (!unlock_open(record, officer, work, work + 32, work + 32 + SEED_BYTES))
        return ctx_fail(ctx, ERR_DENIED, "session.none");
    return officer_enters(visit, work + 32);
}

void desk_leave(struct desk_ctx *visit)
{
    if (visit == NULL)
        return;
    secret_wipe(visit->secret);
    visit->keys = NULL;
    visit->who = NULL;
    wipe(visit->cookie, sizeof visit->cookie);
}

struct str desk_csrf(const struct desk_ctx *visit, struct str route)
{
    return session_csrf(visit->ctx->arena, visit->cookie, route);
}

struct actor desk_actor(const struct desk_ctx *visit)
{
    must(visit->keys != NULL);
    return (struct actor){ visit->who != NULL ? visit->who->id
                                              : author_id(visit->keys->sign_public),
                           visit->keys, visit->secret };
}
